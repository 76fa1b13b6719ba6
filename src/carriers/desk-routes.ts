// What the carrier desk does over HTTP: carriers, their credentials, and what is agreed with them.
import { Type } from "typebox";
import { decide, displayNames, gateOf, guarded, type SignedIn } from "#access";
import { isRefusal, refuse, type HttpServer, type Refusal, type Services, type Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import { agreementById, agreementVersions, type AgreementVersion } from "./agreement-store.ts";
import { decideAgreement, proposeAgreement } from "./agreements.ts";
import type { Carrier } from "./carrier.ts";
import { noSuchCarrier } from "./no-such-carrier.ts";
import {
  AgreementDecision,
  AgreementForm,
  Agreements,
  CarrierForm,
  CarrierRow,
  CredentialForm,
  IssuedCredential,
  Suspension,
  type AgreementRow,
} from "./contract.ts";
import { addCarrier, bindIdentity, issueToken, suspendCarrier, withdrawCredential } from "./register.ts";
import { loadCarrierById, loadCredentials } from "./store.ts";
import { rowOf } from "./wire.ts";

const byId = Type.Object({ id: Uuid });
const noSuchCredential = refuse("no-such-credential", "There is no such credential in use.", 404);

/** `findingCodes`: codes of findings that are not the reader's, of which agreements may speak too. */
export type DeskServices = Services & { readonly findingCodes: readonly string[] };

/** Adds the routes; the gate must be open. */
export function carrierDeskRoutes(server: HttpServer, services: DeskServices): void {
  registerRoutes(server, services);
  credentialRoutes(server, services);
  agreementRoutes(server, services);
}

function registerRoutes(server: HttpServer, services: Services): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/carriers",
      action: "manage-carriers",
      summary: "Take a carrier into the register",
      schema: { body: CarrierForm, response: { 201: CarrierRow } },
    },
    async ({ body }, actor, reply) => {
      const added = await addCarrier(services, actor, body);
      if (isRefusal(added)) return added;
      reply.code(201);
      return rowOf(added, []);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/carriers/:id/suspension",
      action: "manage-carriers",
      summary: "Refuse a carrier's transmissions, or take them again",
      schema: { params: byId, body: Suspension, response: { 200: CarrierRow } },
    },
    async ({ params, body }, actor) => {
      const carrier = await carrierOf(services, actor, params.id);
      if (isRefusal(carrier)) return carrier;
      const refusal = await suspendCarrier(services, actor, { code: carrier.code, ...body });
      return refusal ?? shown(services, actor, params.id);
    },
  );
}

function credentialRoutes(server: HttpServer, services: Services): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/carriers/:id/credentials",
      action: "manage-carriers",
      summary: "Issue a token to a carrier, or bind an identity of a channel to it",
      schema: { params: byId, body: CredentialForm, response: { 201: IssuedCredential } },
    },
    async ({ params, body }, actor, reply) => {
      const carrier = await carrierOf(services, actor, params.id);
      if (isRefusal(carrier)) return carrier;
      const { kind, identity, label, days } = body;
      const wanted = { code: carrier.code, label, days };
      if (kind === "http-token") {
        const issued = await issueToken(services, actor, wanted);
        if (!isRefusal(issued)) reply.code(201);
        return issued;
      }
      const bound = await bindIdentity(services, actor, { ...wanted, kind, identity: identity ?? "" });
      if (isRefusal(bound)) return bound;
      reply.code(201);
      return { ...bound, token: null };
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/carriers/:id/credentials/:credential/revocation",
      action: "manage-carriers",
      summary: "Take a credential out of use at once",
      schema: { params: Type.Object({ id: Uuid, credential: Uuid }), response: { 200: CarrierRow } },
    },
    async ({ params }, actor) => {
      const isTheirs = await services.database.transaction(actor, async (tx) =>
        (await loadCredentials(tx)).some(
          ({ id, carrierId }) => id === params.credential && carrierId === params.id,
        ),
      );
      if (!isTheirs) return noSuchCredential;
      const refusal = await withdrawCredential(services, actor, params.credential);
      return refusal ?? shown(services, actor, params.id);
    },
  );
}

function agreementRoutes(server: HttpServer, { database, findingCodes }: DeskServices): void {
  for (const url of ["/api/agreements", "/api/carriers/:id/agreements"] as const) {
    const ofOne = url !== "/api/agreements";
    const params = ofOne ? byId : Type.Object({});
    const carrierIn = (given: object): string | null => ("id" in given ? String(given.id) : null);
    guarded(
      server,
      {
        method: "GET",
        url,
        action: "view-carriers",
        summary: ofOne ? "What is agreed with a carrier" : "What every carrier is held to",
        schema: { params, response: { 200: Agreements } },
      },
      (request, actor) =>
        database.transaction(actor, async (tx) => versionsOf(tx, carrierIn(request.params))),
    );
    guarded(
      server,
      {
        method: "POST",
        url,
        action: "manage-carriers",
        summary: "Propose an agreement; another person brings it into force",
        schema: { params, body: AgreementForm, response: { 201: Agreements } },
      },
      async (request, actor, reply) =>
        database.transaction(actor, async (tx) => {
          const carrierId = carrierIn(request.params);
          if (carrierId !== null && (await loadCarrierById(tx, carrierId)) === undefined)
            return noSuchCarrier;
          const proposed = await proposeAgreement(tx, actor, { carrierId, ...request.body }, findingCodes);
          if (isRefusal(proposed)) return proposed;
          reply.code(201);
          return versionsOf(tx, carrierId);
        }),
    );
  }
  guarded(
    server,
    {
      method: "POST",
      url: "/api/agreements/:id/decision",
      action: "decide-agreement",
      stepUp: true,
      summary: "Bring a proposed agreement into force or refuse it, as a second person",
      schema: { params: byId, body: AgreementDecision, response: { 200: Agreements } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const seen = await agreementById(tx, params.id);
        const item = { kind: "agreement", id: params.id, preparedBy: seen?.proposedBy ?? "nobody" };
        const decision = decide(actor, "decide-agreement", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        const decided = await decideAgreement(tx, actor, { id: params.id, ...body });
        return isRefusal(decided) ? decided : versionsOf(tx, decided.carrierId);
      }),
  );
}

async function carrierOf(services: Services, actor: SignedIn, id: string): Promise<Carrier | Refusal> {
  const carrier = await services.database.transaction(actor, (tx) => loadCarrierById(tx, id));
  return carrier ?? noSuchCarrier;
}

/** The carrier as it is now. */
async function shown(services: Services, actor: SignedIn, id: string): Promise<CarrierRow | Refusal> {
  return services.database.transaction(actor, async (tx) => {
    const carrier = await loadCarrierById(tx, id);
    return carrier === undefined ? noSuchCarrier : rowOf(carrier, await loadCredentials(tx));
  });
}

async function versionsOf(tx: Transaction, carrierId: string | null): Promise<{ versions: AgreementRow[] }> {
  const versions = await agreementVersions(tx, carrierId);
  const names = await displayNames(
    tx,
    versions.flatMap(({ proposedBy, decidedBy }) =>
      decidedBy === null ? [proposedBy] : [proposedBy, decidedBy],
    ),
  );
  const nameOf = (id: string): string => names.get(id) ?? id;
  return { versions: versions.map((version) => wireVersion(version, nameOf)) };
}

function wireVersion(version: AgreementVersion, nameOf: (id: string) => string): AgreementRow {
  const { id, content, reason, state, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } =
    version;
  return {
    id,
    content,
    reason,
    state,
    proposedBy: nameOf(proposedBy),
    proposedById: proposedBy,
    proposedAt: proposedAt.toISOString(),
    decidedBy: decidedBy === null ? null : nameOf(decidedBy),
    decidedAt: decidedAt?.toISOString() ?? null,
    decisionReason,
  };
}
