// Holds over HTTP, what the retention says of a person and of a case, and the answer at the address of what was deleted.
import { guarded } from "#access";
import { problemOf, refuse, systemActor, type Database, type HttpServer, type Refusal } from "#platform";
import { partsOfKey } from "#records";
import { closed, expiredAt, PersonKey, Uuid, type LegalProfile } from "#vocabulary";
import { CaseKeeping, HoldDecision, HoldReview, Keeping, NewHold, type KeepingRow } from "./contract.ts";
import {
  decideHold,
  keepingOf,
  keepingOfCase,
  proposeHold,
  releaseHold,
  reviewHold,
  tombstoneOf,
} from "./hold-store.ts";

const byId = closed({ id: Uuid });
const nothing = refuse(
  "nothing-to-decide",
  "It is decided already, or was never there. Load the page again.",
  409,
);

export type HoldRouteServices = {
  readonly database: Database;
  readonly profile: Pick<LegalProfile, "initial">;
};

/** Adds the routes; the gate must be open. */
export function holdRoutes(server: HttpServer, services: HoldRouteServices): void {
  actRoutes(server, services);
  keepingRoutes(server, services);
  tellTombstones(server, services);
}

function actRoutes(server: HttpServer, { database }: HoldRouteServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/retention/holds",
      action: "propose-hold",
      summary: "Propose to hold a passenger's data from deletion; the head of the unit decides",
      schema: { body: NewHold, response: { 201: byId } },
    },
    ({ body }, actor, reply) =>
      unlessNotHeld(async () => {
        const id = await database.transaction(actor, async (tx) => {
          const made = await proposeHold(tx, body);
          tx.record({
            action: "hold.proposed",
            subjectKind: "retention-hold",
            subjectId: made,
            about: [body.personId],
            detail: { ground: body.ground, expiresOn: body.expiresOn, reviewOn: body.reviewOn },
          });
          return made;
        });
        void reply.code(201);
        return { id };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/retention/holds/:id/decision",
      action: "decide-hold",
      summary: "Hold, refuse or release; released data that are due are deleted at once",
      schema: { params: byId, body: HoldDecision, response: { 200: byId } },
    },
    ({ params, body }, actor) =>
      unlessNotHeld(() =>
        database.transaction(actor, async (tx) => {
          const about =
            body.outcome === "released"
              ? await releaseHold(tx, params.id)
              : await decideHold(tx, params.id, body.outcome);
          if (about === null) return nothing;
          tx.record({
            action: "hold.decided",
            subjectKind: "retention-hold",
            subjectId: params.id,
            about: [about],
            detail: { outcome: body.outcome },
          });
          return { id: params.id };
        }),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/retention/holds/:id/review",
      action: "decide-hold",
      summary: "Say that a hold was looked at and is still needed, and when it is looked at next",
      schema: { params: byId, body: HoldReview, response: { 200: byId } },
    },
    ({ params, body }, actor) =>
      unlessNotHeld(() =>
        database.transaction(actor, async (tx) => {
          const about = await reviewHold(tx, params.id, body.reviewOn);
          if (about === null) return nothing;
          tx.record({
            action: "hold.reviewed",
            subjectKind: "retention-hold",
            subjectId: params.id,
            about: [about],
            detail: { reviewOn: body.reviewOn },
          });
          return { id: params.id };
        }),
      ),
  );
}

/** What the database refuses by its rules is told as such. */
async function unlessNotHeld<Result>(work: () => Promise<Result>): Promise<Result | Refusal> {
  try {
    return await work();
  } catch (problem) {
    const code = problem instanceof Error && "code" in problem ? problem.code : undefined;
    if (code === "23514" || code === "42501")
      return refuse(
        "not-to-be-held",
        "The law does not let this passenger's data be held so: the data must still be there and readable, the head decides in person and not about a proposal of their own, the review lies within six months, and the end within five years of first receipt.",
        409,
      );
    if (code === "23505")
      return refuse("hold-waits", "A proposal for this passenger waits for its decision.", 409);
    throw problem;
  }
}

function keepingRoutes(server: HttpServer, { database, profile }: HoldRouteServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/persons/:key/retention",
      action: "view-person",
      purpose: "needed",
      shows: { kind: "person", param: "key" },
      summary: "When a person's data are due, why they are kept, and what holds them",
      schema: { params: closed({ key: PersonKey }), response: { 200: Keeping } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const { date, id, person } = partsOfKey(params.key);
        const row = await keepingOf(tx, { date, flightId: id, personId: person });
        if (row === null)
          return refuse(
            "unknown-person",
            "There is no such person on this flight, or the law has taken the record away.",
            404,
          );
        tx.record({
          action: "person-retention.viewed",
          subjectKind: "person",
          subjectId: params.key,
          about: [person],
          detail: {},
        });
        return keepingAsShown(row, profile);
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/cases/:id/retention",
      action: "view-cases",
      summary: "When a case is due, and what keeps it longer",
      schema: { params: byId, response: { 200: CaseKeeping } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await keepingOfCase(tx, params.id);
        if (row === null) return refuse("no-such-case", "There is no such case. Reload the cases.", 404);
        return {
          dueAt: dueAt(row.clock_start, profile),
          keptUntil: row.kept_until?.toISOString() ?? null,
          heldUntil: row.held_until?.toISOString() ?? null,
        };
      }),
  );
}

/** The first instant at which what was first received then is read by nobody in clear. */
function dueAt(received: Date, { initial }: Pick<LegalProfile, "initial">): string {
  return expiredAt(received, initial.period).toISOString();
}

function keepingAsShown(row: KeepingRow, profile: Pick<LegalProfile, "initial">): Keeping {
  const isLinked = row.links.some(({ state }) => state === "kept");
  return {
    firstReceivedAt: row.clock_start.toISOString(),
    dueAt: dueAt(row.clock_start, profile),
    effect: profile.initial.effect,
    class: isLinked ? "LINKED" : "GENERAL",
    maskedAt: row.masked_at?.toISOString() ?? null,
    keptUntil: row.kept_until?.toISOString() ?? null,
    links: row.links.map((link) => ({
      id: link.link_id,
      ground: link.ground,
      reference: link.ground_reference,
      state: link.state,
      reviewAt: link.review_at.toISOString(),
    })),
    holds: row.holds.map((hold) => ({
      id: hold.hold_id,
      ground: hold.ground,
      reference: hold.reference,
      state: hold.state,
      expiresAt: hold.expires_at.toISOString(),
      reviewAt: hold.review_at.toISOString(),
    })),
  };
}

/** The article of Directive (EU) 2016/681 by which something went. */
const articles = {
  "PNRD-12.4": "Directive (EU) 2016/681 Art. 12(4)",
  "PNRD-12.5a": "Directive (EU) 2016/681 Art. 12(5)",
  "AGR-CA-1/15": "CJEU Opinion 1/15",
} as const;

/** Addresses of records that may be no more, and the part of them that names the record. */
const addresses: ReadonlyMap<string, (params: Readonly<Record<string, string>>) => string | undefined> =
  new Map([
    ["/api/persons/:key", ({ key }) => key?.split("_")[2]],
    ["/api/alerts/:id", ({ id }) => id],
    ["/api/criterion-alerts/:id", ({ id }) => id],
    ["/api/cases/:id", ({ id }) => id],
  ]);

/**
 * Who may see a record, and asks for one that was deleted, is told so: 410 with the certificate, and no word of what it was
 * about (PNRD-12.4). Whoever may not see it learns neither.
 */
function tellTombstones(server: HttpServer, { database }: HoldRouteServices): void {
  server.addHook("preSerialization", async (request, reply, payload) => {
    if (reply.statusCode !== 404 || request.method !== "GET") return payload;
    const idIn = addresses.get(request.routeOptions.url ?? "");
    const id = idIn?.(request.params as Readonly<Record<string, string>>);
    if (id === undefined) return payload;
    const stone = await database.transaction(systemActor("retention"), (tx) => tombstoneOf(tx, id));
    if (stone === null) return payload;
    void reply.code(410);
    const values = {
      date: stone.deletedAt.slice(0, 10),
      certificate: stone.certificate ?? "",
      profile: stone.profile,
      article: articles[stone.basis],
    };
    return problemOf(
      refuse(
        "record-deleted",
        `This record was deleted on ${values.date}, as the law demands (${values.article}; ${values.profile}). Certificate: ${values.certificate || "follows when the run ends"}.`,
        410,
        { because: { code: "record-deleted", values } },
      ),
      request.id,
    );
  });
}
