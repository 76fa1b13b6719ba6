// The law over HTTP: the profile in force and its versions, drafted by one person and approved by two others.
import { Type } from "typebox";
import { decide, displayNames, gateOf, guarded } from "#access";
import { isRefusal, refuse, type Actor, type Database, type HttpServer } from "#platform";
import { DraftCheck, LawInForce, ProfileDecision, ProfileDraft } from "./contract.ts";
import { exportChain } from "./chain.ts";
import type { Law } from "./living.ts";
import { checkDraft, draftProfile, stepProfile } from "./profiles.ts";
import { allVersions, lockProfiles, type Office } from "./profile-store.ts";
import { wireLaw } from "./wire.ts";
import { flightSelectionRoutes } from "./flight-selection-routes.ts";
import { offenceRoutes } from "./offence-routes.ts";

export type LawServices = {
  readonly database: Database;
  readonly law: Law;
  /** The unit's name, for what is taken away. */
  readonly unit?: string;
};

const byNumber = Type.Object({ number: Type.Integer({ minimum: 1 }) });

/** Adds the routes; the gate must be open. */
export function lawRoutes(server: HttpServer, services: LawServices): void {
  const { database, law, unit = "" } = services;
  const shown = (actor: Actor): Promise<LawInForce> =>
    database.transaction(actor, async (tx) => {
      const versions = await allVersions(tx);
      const persons = versions.flatMap(({ drafted_by: by, steps }) => [
        by,
        ...steps.map((step) => step.taken_by),
      ]);
      return wireLaw(law.inForce(), versions, await displayNames(tx, persons));
    });

  guarded(
    server,
    {
      method: "GET",
      url: "/api/law",
      action: "view-law",
      summary: "The legal profile in force, key by key, and its versions",
      schema: { response: { 200: LawInForce } },
    },
    (_request, actor) => shown(actor),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/law/chain",
      action: "view-law",
      summary:
        "Every version that was released, as it was signed, as one sealed file; openpiu law verify checks it",
      schema: {},
    },
    async (_request, actor, reply) => {
      const file = await database.transaction(actor, async (tx) => {
        await lockProfiles(tx);
        const versions = await allVersions(tx);
        const made = exportChain(versions, await law.signingKey(), {
          unit,
          at: tx.at,
          keys: await law.keys(),
        });
        tx.record({
          action: "profile.exported",
          subjectKind: "profile",
          subjectId: String(law.inForce().number),
          detail: { versions: made.versions.length },
        });
        return made;
      });
      return reply
        .header("content-type", "application/json; charset=utf-8")
        .header("content-disposition", "attachment; filename=legal-profiles.json")
        .send(JSON.stringify(file, null, 2));
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/law/profiles/check",
      action: "draft-profile",
      summary: "What a draft would change, and every key beyond its hard limit; nothing is kept",
      schema: { body: ProfileDraft, response: { 200: DraftCheck } },
    },
    ({ body }, actor) => database.transaction(actor, (tx) => checkDraft(tx, body)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/law/profiles",
      action: "draft-profile",
      summary: "Draft a version of the legal profile; nothing comes into force by it",
      schema: { body: ProfileDraft, response: { 201: LawInForce } },
    },
    async ({ body }, actor, reply) => {
      const made = await database.transaction(actor, (tx) => draftProfile(tx, body));
      if (isRefusal(made)) return made;
      reply.code(201);
      return shown(actor);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/law/profiles/:number/decision",
      action: "approve-profile",
      summary: "Approve or refuse a version as data protection officer or head; the second approval signs it",
      schema: { params: byNumber, body: ProfileDecision, response: { 200: LawInForce } },
    },
    async ({ params: { number }, body: { step, reason } }, actor) => {
      if (step === "withdrawn") return withdrawElsewhere;
      const office = officeOf(actor);
      if (office === undefined) return noOffice;
      const refused = await database.transaction(actor, async (tx) => {
        const version = (await allVersions(tx)).find((one) => one.number === number);
        const item = { kind: "profile", id: String(number), preparedBy: version?.drafted_by ?? "" };
        const decision = decide(actor, "approve-profile", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        return stepProfile(tx, law, { number, step, office, reason });
      });
      if (refused !== null) return refused;
      await law.reload();
      return shown(actor);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/law/profiles/:number/withdrawal",
      action: "draft-profile",
      summary: "Withdraw one's own draft before it is decided",
      schema: { params: byNumber, body: ProfileDecision, response: { 200: LawInForce } },
    },
    async ({ params: { number }, body: { reason } }, actor) => {
      const step = { number, step: "withdrawn", office: "legal-adviser", reason } as const;
      const refused = await database.transaction(actor, (tx) => stepProfile(tx, law, step));
      return refused ?? shown(actor);
    },
  );
  offenceRoutes(server, services);
  flightSelectionRoutes(server, services);
}

const withdrawElsewhere = refuse("profile-not-yours", "Only who drafted a version withdraws it.", 403);
const noOffice = refuse(
  "not-permitted",
  "Only the data protection officer and the head of the unit approve a legal profile.",
  403,
);

/** In which office somebody decides; nobody holds both (roles.md section 3). */
function officeOf({ roles }: Actor): Office | undefined {
  return (["data-protection-officer", "head"] as const).find((office) => roles.includes(office));
}
