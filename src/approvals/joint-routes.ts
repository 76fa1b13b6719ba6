// The HTTP routes of decisions that several offices take together.
import { Type } from "typebox";
import { displayNames, guarded } from "#access";
import type { Actor, Database, HttpServer, Refusal, Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { JointDecisions, JointStep, JointWithdrawal, type JointDecision } from "./joint-contract.ts";
import {
  officesOf,
  stepJointly,
  waitsFor,
  withdrawJointly,
  type JointHindrances,
  type OnAgreement,
} from "./joint.ts";
import { jointRows, type JointRow } from "./joint-store.ts";

const byId = closed({ id: Uuid });
const shownMax = 100;

/** Adds the routes; the gate must be open. */
export function jointRoutes(
  server: HttpServer,
  services: {
    readonly database: Database;
    readonly hindrances?: JointHindrances;
    readonly follows?: readonly OnAgreement[];
  },
): void {
  const { database, hindrances, follows } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/joint-decisions",
      action: "view-joint-decisions",
      summary: "Decisions that several offices take together, what waits first",
      schema: {
        querystring: closed({ of: Type.Optional(Type.String({ maxLength: 100 })) }),
        response: { 200: JointDecisions },
      },
    },
    ({ query }, actor) => database.transaction(actor, (tx) => shown(tx, query.of ?? null)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/joint-decisions/:id/step",
      action: "decide-jointly",
      stepUp: true,
      summary: "The word of one's own office on what was asked",
      schema: { params: byId, body: JointStep, response: { 200: JointDecisions } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) =>
        after(tx, await stepJointly(tx, params.id, body, { hindrances, follows })),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/joint-decisions/:id/withdrawal",
      action: "view-joint-decisions",
      summary: "Take back what one asked for oneself",
      schema: { params: byId, body: JointWithdrawal, response: { 200: JointDecisions } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => after(tx, await withdrawJointly(tx, params.id))),
  );
}

async function after(tx: Transaction, refused: null | Refusal): Promise<JointDecisions | Refusal> {
  return refused ?? shown(tx, null);
}

async function shown(tx: Transaction, of: string | null): Promise<JointDecisions> {
  const rows = await jointRows(tx, of, shownMax);
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.asked_by, ...row.steps.map(({ by }) => by)]),
  );
  return { decisions: rows.map((row) => wired(row, names, tx.actor)) };
}

function wired(row: JointRow, names: ReadonlyMap<string, string>, actor: Actor): JointDecision {
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    id: row.joint_id,
    point: row.point,
    item: row.item,
    content: Object.entries(row.content).map(([name, value]) => ({ name, value })),
    fingerprint: row.fingerprint,
    reason: row.reason,
    state: row.state,
    askedBy: named(row.asked_by),
    askedAt: row.asked_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    steps: row.steps.map((step) => ({ ...step, by: named(step.by), at: new Date(step.at).toISOString() })),
    waitsFor: waitsFor(row),
    oneSuffices: row.words_needed < row.offices.length,
    may: [
      ...(officesOf(row, actor).length > 0 ? (["decide"] as const) : []),
      ...(row.state === "asked" && row.asked_by === actor.id ? (["withdraw"] as const) : []),
    ],
  };
}
