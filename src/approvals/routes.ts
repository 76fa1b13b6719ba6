// Requests to the approver over HTTP: asked, endorsed, decided, seen, reviewed.
import { displayNames, guarded, type Action } from "#access";
import {
  isRefusal,
  type Database,
  type HttpServer,
  type Keyring,
  type Refusal,
  type Transaction,
} from "#platform";
import { partsOfKey } from "#records";
import { closed, Uuid, type LegalProfile } from "#vocabulary";
import { Type, type TSchema } from "typebox";
import { clocksOf, type ApprovalClocks } from "./clocks.ts";
import {
  Approval,
  ApprovalDecision,
  Approvals,
  Endorsement,
  Message,
  Review,
  Unmasked,
  UnmaskAsked,
  Withdrawal,
} from "./contract.ts";
import { closeGrant, decideRequest, endorse, review, withdraw, write } from "./deciding.ts";
import type { JointHindrances, OnAgreement } from "./joint.ts";
import { jointRoutes } from "./joint-routes.ts";
import { noSuchRequest } from "./standing.ts";
import { messagesOf, requestById, requests, type WholeRow } from "./store.ts";
import { askUnmasking, itemOfPerson, maskedRecord, maskedSince, seeUnmasked } from "./unmasking.ts";
import { approvalOnWire, personsOf } from "./wire.ts";

export type ApprovalServices = {
  readonly database: Database;
  readonly key: Pick<Keyring, "periods">;
  /** The one in force at the time of asking. */
  readonly profile: LegalProfile;
  /** What keeps offices from agreeing, by point. */
  readonly hindrances?: JointHindrances;
  /** What is carried out when the offices have agreed to it. */
  readonly follows?: readonly OnAgreement[];
};

const byId = closed({ id: Uuid });

/** Adds the routes; the gate must be open. */
export function approvalRoutes(server: HttpServer, services: ApprovalServices): void {
  const { database, key } = services;
  const clocks = (): ApprovalClocks => clocksOf(services.profile);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/approvals",
      action: "view-approvals",
      summary: "Requests to the approver outside the unit that the reader takes part in or oversees",
      schema: {
        querystring: closed({ of: Type.Optional(UnmaskAsked.properties.personKey) }),
        response: { 200: Approvals },
      },
    },
    ({ query: { of } }, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await requests(tx, of === undefined ? null : itemOfPerson(of));
        const maskedAt = of === undefined ? null : await maskedSince(database, of);
        return { approvals: await shown(tx, rows), maskedAt, now: tx.at.toISOString() };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/approvals/:id",
      action: "view-approvals",
      summary: "One request, with questions, decision and review; each reading is an entry of the ledger",
      schema: { params: byId, response: { 200: Approval } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await requestById(tx, params.id);
        if (row !== null) {
          const about = row.kind === "unmask" ? [partsOfKey(row.item.slice("person:".length)).person] : [];
          tx.record({ action: "approval.read", subjectKind: "approval", subjectId: params.id, about });
        }
        return one(tx, row);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/approvals/unmask",
      action: "ask-approval",
      purpose: "needed",
      summary: "Ask for a masked person to be shown in clear: one record, named elements, for some hours",
      schema: { body: UnmaskAsked, response: { 201: Approval } },
    },
    async ({ body }, actor, reply) => {
      const record = await maskedRecord(database, body.personKey);
      if (isRefusal(record)) return record;
      const answer = await database.transaction(actor, async (tx) => {
        const id = await askUnmasking(tx, clocks(), body, record);
        return isRefusal(id) ? id : one(tx, await requestById(tx, id));
      });
      if (!isRefusal(answer)) reply.code(201);
      return answer;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/approvals/:id/view",
      action: "view-unmasked",
      purpose: "needed",
      shows: { kind: "approval", param: "id" },
      stepUp: true,
      summary: "The approved values in clear, for who was granted them, while the time runs",
      schema: { params: byId, response: { 200: Unmasked } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => seeUnmasked(tx, key, params.id)),
  );
  jointRoutes(server, services);
  const step = stepOf(server, database);
  step(
    "endorsement",
    "endorse-approval",
    "Put a request before the approver, as a second person, or end it",
    Endorsement,
    (tx, id, body) => endorse(tx, clocks(), id, body),
  );
  step(
    "messages",
    "view-approvals",
    "A question of the approver, or an answer",
    Message,
    (tx, id, { text }) => write(tx, id, text),
  );
  step(
    "decision",
    "decide-approval",
    "Approve or refuse, as the approver outside the unit",
    ApprovalDecision,
    (tx, id, body) => decideRequest(tx, clocks(), id, body),
  );
  step("withdrawal", "ask-approval", "Take a request back before it is decided", Withdrawal, (tx, id) =>
    withdraw(tx, id),
  );
  step("closing", "ask-approval", "End a granted view before its time", closed({}), (tx, id) =>
    closeGrant(tx, id),
  );
  step(
    "review",
    "review-unmasking",
    "The data protection officer's review of an unmasking",
    Review,
    (tx, id, body) => review(tx, id, body),
  );
}

type Body<Schema extends TSchema> = Type.Static<Schema>;

/** A step of one request: taken in a transaction of the actor, answered with the request as it then stands. */
function stepOf(server: HttpServer, database: Database) {
  return <const Schema extends TSchema>(
    name: string,
    action: Action,
    summary: string,
    body: Schema,
    take: (tx: Transaction, id: string, body: Body<Schema>) => Promise<Refusal | undefined>,
  ): void =>
    guarded(
      server,
      {
        method: "POST",
        url: `/api/approvals/:id/${name}`,
        action,
        // Weighty acts need a proof of who one is that is minutes old.
        stepUp: action === "decide-approval" || action === "endorse-approval",
        summary,
        schema: { params: byId, body, response: { 200: Approval } },
      },
      (request, actor) =>
        database.transaction(actor, async (tx) => {
          const refused = await take(tx, request.params.id, request.body as Body<Schema>);
          return refused ?? one(tx, await requestById(tx, request.params.id));
        }),
    );
}

async function one(tx: Transaction, row: WholeRow | null): Promise<Approval | Refusal> {
  if (row === null) return noSuchRequest;
  const [approval] = await shown(tx, [row]);
  return approval ?? noSuchRequest;
}

async function shown(tx: Transaction, rows: readonly WholeRow[]): Promise<Approval[]> {
  const messages = Map.groupBy(
    await messagesOf(
      tx,
      rows.map((row) => row.request_id),
    ),
    (message) => message.request_id,
  );
  const names = await displayNames(
    tx,
    rows.flatMap((row) => personsOf(row, messages.get(row.request_id) ?? [])),
  );
  return rows.map((row) =>
    approvalOnWire(row, { messages: messages.get(row.request_id) ?? [], names, actor: tx.actor, at: tx.at }),
  );
}
