// The HTTP routes of the exchange: the one that partners speak to, and those of the unit's own people.
import type { FastifyRequest } from "fastify";
import { Type, type Static, type TSchema } from "typebox";
import { guarded, type Action } from "#access";
import {
  certificateShown,
  isLoopback,
  isRefusal,
  refuse,
  sendRefusal,
  systemActor,
  type HttpServer,
  type Refusal,
  type Transaction,
} from "#platform";
import { closed, Uuid } from "#vocabulary";
import {
  Acceptance,
  AnnouncedKeyProposal,
  CertificateWithdrawal,
  Exchange,
  OnwardDecision,
  OnwardReview,
  Opened,
  OwnReview,
  PartnerContent,
  PartnerDecision,
  PartnerOutcome,
  Partners,
  PassOn,
  ReceivedDetail,
  Why,
} from "./contract.ts";
import { enquiryRoutes } from "./enquiry-routes.ts";
import { callers } from "./calling.ts";
import { ownKeys } from "./envelope.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { sendAgain } from "./exchange-store.ts";
import { hearEnvelope } from "./hearing.ts";
import { envelopeBytesMax } from "./message.ts";
import { decideOnward, draftOnward, reviewOnward } from "./onward.ts";
import { proposeAnnounced } from "./new-keys.ts";
import { knownPartners } from "./partner-store.ts";
import { admitPartner, endExchange, proposePartner, wirePartners, withdrawCertificate } from "./partners.ts";
import { onwardOf } from "./received-store.ts";
import { accept, closeAsked, confirm, noSuchReceived, open, review, tellOutcome } from "./received.ts";
import { wireExchange, wireReceived } from "./wire.ts";

const byId = Type.Object({ id: Uuid });
const nothing = closed({});

/** Adds all routes of the slice. */
export function exchangeRoutes(server: HttpServer, services: ExchangeServices): void {
  partnerSide(server, services);
  partnerRoutes(server, services);
  withdrawalRoute(server, services);
  announcedKeyRoute(server, services);
  receivedRoutes(server, services);
  enquiryRoutes(server, services);
}

/** Whose certificate came with each request under way. */
const calledBy = new WeakMap<FastifyRequest, ReadonlySet<string>>();

/** What units of other States reach: by a certificate of theirs, and then by their keys. */
function partnerSide(server: HttpServer, services: ExchangeServices): void {
  server.route({
    method: "POST",
    url: "/v1/exchange",
    schema: { summary: "A message of a partner unit, signed and encrypted; answered by a signed receipt" },
    config: { raw: true },
    bodyLimit: envelopeBytesMax,
    // Before a byte of the body is read.
    onRequest: async (request, reply) => {
      const { database, clock } = services;
      const partners = await database.transaction(systemActor("exchange"), knownPartners);
      const by = callers(certificateShown(request), partners, {
        at: clock.now(),
        fromHere: isLoopback(request.ip),
      });
      if (isRefusal(by)) return sendRefusal(by, request, reply);
      calledBy.set(request, by);
      return undefined;
    },
    handler: async (request, reply) => {
      const bytes: unknown = request.body;
      const text = Buffer.isBuffer(bytes) ? bytes.toString("latin1") : "";
      const heard = await hearEnvelope(text, calledBy.get(request) ?? new Set(), services);
      if (isRefusal(heard)) return sendRefusal(heard, request, reply);
      return reply
        .type("application/jose")
        .serializer((text: unknown) => String(text))
        .send(heard);
    },
  });
  server.get(
    "/v1/exchange/keys",
    { schema: { summary: "The keys by which this unit signs and reads messages of partners" } },
    () => ownKeys(services.key).published,
  );
}

function partnerRoutes(server: HttpServer, services: ExchangeServices): void {
  const { database, key } = services;
  const then = async (tx: Transaction, refusal: null | Refusal) => refusal ?? wirePartners(tx, ownKeys(key));
  guarded(
    server,
    {
      method: "GET",
      url: "/api/exchange/partners",
      action: "view-exchange",
      summary: "Units of other States that this one exchanges with",
      schema: { response: { 200: Partners } },
    },
    (_request, actor) => database.transaction(actor, (tx) => wirePartners(tx, ownKeys(key))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/partners",
      action: "propose-partner",
      summary: "Propose a partner or a change of one; another person decides",
      schema: { body: PartnerContent, response: { 200: Partners } },
    },
    ({ body }, actor) => database.transaction(actor, async (tx) => then(tx, await proposePartner(tx, body))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/partners/:id/decision",
      action: "decide-partner",
      summary: "Admit a proposed partner as a second person, or refuse it",
      schema: { params: byId, body: PartnerDecision, response: { 200: Partners } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => then(tx, await admitPartner(tx, params.id, body))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/partners/:id/ending",
      action: "end-authority",
      summary: "End the exchange with a partner at once",
      schema: { params: byId, body: Why, response: { 200: Partners } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => then(tx, await endExchange(tx, params.id))),
  );
}

function withdrawalRoute(server: HttpServer, { database, key }: ExchangeServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/partners/:id/withdrawal",
      action: "end-authority",
      summary: "Withdraw a certificate of a partner: who shows it is not heard any more",
      schema: { params: byId, body: CertificateWithdrawal, response: { 200: Partners } },
    },
    ({ params, body }, actor) =>
      database.transaction(
        actor,
        async (tx) => (await withdrawCertificate(tx, params.id, body)) ?? wirePartners(tx, ownKeys(key)),
      ),
  );
}

function announcedKeyRoute(server: HttpServer, { database, key }: ExchangeServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/partners/:id/announced-key",
      action: "propose-authority",
      summary: "Propose the key that a partner announced for the register; another person decides there",
      schema: { params: byId, body: AnnouncedKeyProposal, response: { 200: Partners } },
    },
    ({ params, body }, actor) =>
      database.transaction(
        actor,
        async (tx) => (await proposeAnnounced(tx, params.id, body)) ?? wirePartners(tx, ownKeys(key)),
      ),
  );
}

function receivedRoutes(server: HttpServer, services: ExchangeServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/exchange",
      action: "view-exchange",
      summary: "What arrived, what waits to be told, and what came of the unit's own requests",
      schema: { response: { 200: Exchange } },
    },
    (_request, actor) => database.transaction(actor, wireExchange),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/exchange/:id",
      action: "view-exchange",
      summary: "One thing that arrived, without its words",
      schema: { params: byId, response: { 200: ReceivedDetail } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => wireReceived(tx, params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/:id/opening",
      action: "open-exchange",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "Open what arrived, after its conditions were accepted; each opening is in the ledger",
      schema: { params: byId, body: nothing, response: { 200: Opened } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => open(tx, params.id, services)),
  );
  const act = <Body extends TSchema>(
    path: string,
    action: Action,
    summary: string,
    body: Body,
    take: (tx: Transaction, id: string, said: Static<Body>) => Promise<null | string | Refusal>,
  ): void =>
    guarded(
      server,
      {
        method: "POST",
        url: `/api/exchange/:id/${path}`,
        action,
        summary,
        schema: { params: byId, body, response: { 200: ReceivedDetail } },
      },
      (request, actor) =>
        database.transaction(actor, async (tx): Promise<ReceivedDetail | Refusal> => {
          const { id } = request.params as { id: string };
          const done = await take(tx, id, request.body as Static<Body>);
          return isRefusal(done) ? done : wireReceived(tx, done ?? id);
        }) as never,
    );
  act("acceptance", "take-up-exchange", "Accept the handling conditions", Acceptance, (tx, id) =>
    accept(tx, id, services),
  );
  act("review", "take-up-exchange", "Take it up for use after an own review, or not", OwnReview, review);
  act("outcome", "take-up-exchange", "Tell the partner what came of it", PartnerOutcome, (tx, id, said) =>
    tellOutcome(tx, id, said, services),
  );
  act("confirmation", "take-up-exchange", "Confirm a recall or a correction", nothing, (tx, id) =>
    confirm(tx, id, services),
  );
  act(
    "onward",
    "take-up-exchange",
    "Draft to pass it on; another person decides",
    PassOn,
    async (tx, id, said) => {
      const made = await draftOnward(tx, id, said);
      return isRefusal(made) ? made : null;
    },
  );
  const ofOnward =
    <Said>(take: (tx: Transaction, id: string, said: Said) => Promise<null | Refusal>) =>
    async (tx: Transaction, id: string, said: Said): Promise<string | Refusal> => {
      const refusal = await take(tx, id, said);
      if (refusal !== null) return refusal;
      const [row] = await onwardOf(tx, { id });
      return row?.received_id ?? noSuchReceived;
    };
  act(
    "onward-decision",
    "decide-onward",
    "Pass it on as the second person, or do not",
    OnwardDecision,
    ofOnward((tx, id, said: Static<typeof OnwardDecision>) => decideOnward(tx, id, said, services)),
  );
  act(
    "onward-review",
    "review-onward",
    "Check afterwards what was passed on without consent",
    OnwardReview,
    ofOnward(reviewOnward),
  );
  const done = async (tx: Transaction, refusal: null | Refusal) => refusal ?? wireExchange(tx);
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/requests/:id/closing",
      action: "take-up-exchange",
      summary: "End a request of the unit's own whose answer was read",
      schema: { params: byId, body: Why, response: { 200: Exchange } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => done(tx, await closeAsked(tx, params.id, body.reason))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/outgoing/:id/again",
      action: "take-up-exchange",
      summary: "Send again what was given up",
      schema: { params: byId, body: nothing, response: { 200: Exchange } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        if (!(await sendAgain(tx, params.id)))
          return refuse("not-given-up", "Only what was given up is sent again. Reload the page.");
        tx.record({
          action: "exchange.sent-again",
          subjectKind: "exchange-message",
          subjectId: params.id,
          detail: {},
        });
        return wireExchange(tx);
      }),
  );
}
