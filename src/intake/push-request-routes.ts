// Asking carriers for pushes over HTTP.
import { decide, displayNames, gateOf, guarded } from "#access";
import {
  isRefusal,
  refuse,
  type Database,
  type HttpServer,
  type Transaction,
  type SealingKey,
} from "#platform";
import { partsOfKey } from "#records";
import { closed, FlightKey, Uuid } from "#vocabulary";
import {
  NewPushRequest,
  PushRequestDecision,
  PushRequestRow,
  PushRequests,
} from "./push-request-contract.ts";
import { standingOf, type OutgoingStanding } from "./outgoing-store.ts";
import { holdPushRequest, pushRequestsOf, type KeptPushRequest } from "./push-request-store.ts";
import { askForPush, decidePushRequest } from "./push-requests.ts";

const ofFlight = closed({ key: FlightKey });
const byId = closed({ id: Uuid });

/** Adds the routes; the gate must be open. `key` is the installation's. */
export function pushRequestRoutes(
  server: HttpServer,
  services: { readonly database: Database; readonly key: SealingKey },
): void {
  const { database, key } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/flights/:key/push-requests",
      action: "view-board",
      summary: "Pushes asked of the carrier of a flight",
      schema: { params: ofFlight, response: { 200: PushRequests } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => ({
        requests: await wireRequests(tx, await pushRequestsOf(tx, partsOfKey(params.key))),
      })),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/flights/:key/push-requests",
      action: "ask-for-push",
      summary: "Ask the carrier of a flight for a push",
      schema: { params: ofFlight, body: NewPushRequest, response: { 201: PushRequestRow } },
    },
    async ({ params, body }, actor, reply) => {
      const asked = await database.transaction(actor, async (tx) => {
        const id = await askForPush(tx, partsOfKey(params.key), body);
        return isRefusal(id) ? id : wireRequest(tx, id);
      });
      if (!isRefusal(asked)) reply.code(201);
      return asked;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/push-requests/:id/decision",
      action: "decide-push-request",
      stepUp: true,
      summary: "Approve or refuse to ask a carrier, as a second person",
      schema: { params: byId, body: PushRequestDecision, response: { 200: PushRequestRow } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const seen = await holdPushRequest(tx, params.id);
        const item = { kind: "push-request", id: params.id, preparedBy: seen?.asked_by ?? "nobody" };
        const decision = decide(actor, "decide-push-request", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        const refused = await decidePushRequest(tx, key, params.id, body);
        return refused ?? wireRequest(tx, params.id);
      }),
  );
}

async function wireRequest(tx: Transaction, id: string) {
  const row = await holdPushRequest(tx, id);
  const [wire] = await wireRequests(tx, row === null ? [] : [row]);
  return wire ?? refuse("unknown-push-request", "There is no such request for a push.", 404);
}

async function wireRequests(tx: Transaction, rows: readonly KeptPushRequest[]): Promise<PushRequestRow[]> {
  const ids = rows.flatMap((row) => [row.asked_by, ...(row.decided_by === null ? [] : [row.decided_by])]);
  const names = await displayNames(tx, ids);
  const messages = new Map(
    (
      await standingOf(
        tx,
        rows.map((row) => row.request_id),
      )
    ).map((row) => [row.about, row]),
  );
  const nameOf = (id: string) => names.get(id) ?? id;
  return rows.map((row) => ({
    id: row.request_id,
    reason: row.reason,
    legalBasis: row.legal_basis,
    caseNumber: row.case_number,
    state: row.state,
    reference: row.reference,
    askedBy: { id: row.asked_by, name: nameOf(row.asked_by) },
    askedAt: row.asked_at.toISOString(),
    decidedBy: row.decided_by === null ? null : nameOf(row.decided_by),
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    answeredAt: row.answered_at?.toISOString() ?? null,
    receiptId: row.receipt_id,
    expiresAt: row.expires_at.toISOString(),
    message: messageOf(messages.get(row.request_id)),
  }));
}

function messageOf(row: OutgoingStanding | undefined): PushRequestRow["message"] {
  if (row === undefined) return null;
  const { state, sent_at: sentAt, acknowledged_at: acknowledgedAt } = row;
  const left = state === "acknowledged" ? state : sentAt === null ? null : "sent";
  const shown = left ?? (state === "waiting" ? state : "expired");
  const isFetched = row.channel === "http" || row.reply_to === null;
  const waitsFor = isFetched ? "fetching" : row.tries > 0 ? "link" : "turn";
  return {
    state: shown,
    channel: row.channel,
    waitsFor: shown === "waiting" ? waitsFor : null,
    madeAt: row.created_at.toISOString(),
    nextAt: row.next_try_at?.toISOString() ?? null,
    sentAt: sentAt?.toISOString() ?? null,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  };
}
