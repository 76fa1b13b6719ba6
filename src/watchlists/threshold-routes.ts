// The HTTP routes of thresholds: proposed by one person, tried on recent traffic, decided by another.
import { Type } from "typebox";
import { decide, displayNames, gateOf, guarded } from "#access";
import { isRefusal, refuse, type HttpServer, type Refusal, type Transaction } from "#platform";
import { NewThresholds, ProposalDecision, RollBack, Thresholds, ThresholdTable } from "./contract.ts";
import type { FetchServices } from "./fetching.ts";
import {
  categoriesInForce,
  closeThresholds,
  insertThresholds,
  thresholdRows,
  thresholdsOf,
  type ThresholdRow,
} from "./threshold-store.ts";

const byVersion = Type.Object({ version: Type.Integer({ minimum: 1 }) });
const shownMax = 50;

/** What routes of thresholds need beside the services of lists: the engine's own threshold, for as long as none is set. */
export type ThresholdServices = FetchServices & { readonly shippedThreshold: number };

/** Adds the routes of thresholds. */
export function thresholdRoutes(server: HttpServer, services: ThresholdServices): void {
  tableRoutes(server, services);
  decisionRoutes(server, services);
}

function tableRoutes(server: HttpServer, { database, shippedThreshold }: ThresholdServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/thresholds",
      action: "view-watchlists",
      summary: "From which probability a match is an alert, by category",
      schema: { response: { 200: ThresholdTable } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx): Promise<ThresholdTable> => {
        const rows = await wire(tx, await thresholdRows(tx, shownMax));
        return {
          shipped: shippedThreshold,
          active: rows.find(({ state }) => state === "active") ?? null,
          waiting: rows.find(({ state }) => state === "waiting") ?? null,
          before: rows.filter(({ state }) => state !== "active" && state !== "waiting"),
          categories: await categoriesInForce(tx),
        };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/thresholds",
      action: "set-thresholds",
      summary: "Propose thresholds; they are tried on recent traffic",
      schema: { body: NewThresholds, response: { 201: Thresholds } },
    },
    async ({ body }, actor, reply) => {
      const proposed = await database.transaction(actor, async (tx) => {
        const version = await insertThresholds(tx, body);
        if (version === null) return othersWait;
        const detail = { alert: body.alert, byCategory: body.byCategory };
        tx.record({
          action: "thresholds.proposed",
          subjectKind: "thresholds",
          subjectId: String(version),
          detail,
        });
        tx.announce("watchlist", "thresholds");
        return wireVersion(tx, version);
      });
      if (!isRefusal(proposed)) reply.code(201);
      return proposed;
    },
  );
}

const othersWait = refuse(
  "thresholds-wait",
  "Other thresholds already wait for their decision. Have them decided, or take them back, first.",
);
const noSuchThresholds = refuse("no-such-thresholds", "There are no such thresholds. Reload the page.", 404);

function decisionRoutes(server: HttpServer, { database }: ThresholdServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/thresholds/:version/decision",
      action: "decide-thresholds",
      stepUp: true,
      summary: "Approve or refuse thresholds, as a second person",
      schema: { params: byVersion, body: ProposalDecision, response: { 200: Thresholds } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await thresholdsOf(tx, params.version, true);
        const item = {
          kind: "thresholds",
          id: String(params.version),
          preparedBy: row?.proposed_by ?? "nobody",
        };
        const decision = decide(actor, "decide-thresholds", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        const refusal = row === null ? noSuchThresholds : refuseClosing(row, body.approve);
        if (refusal !== null) return refusal;
        return close(tx, params.version, { state: body.approve ? "active" : "refused", reason: body.reason });
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/thresholds/:version/withdrawal",
      action: "set-thresholds",
      summary: "Take one's own thresholds back",
      schema: { params: byVersion, body: RollBack, response: { 200: Thresholds } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await thresholdsOf(tx, params.version, true);
        const refusal = row === null ? noSuchThresholds : refuseClosing(row, false);
        if (refusal !== null) return refusal;
        if (row?.proposed_by !== actor.id) {
          return refuse(
            "not-your-proposal",
            "Only who proposed it takes it back; anyone else decides it.",
            403,
          );
        }
        return close(tx, params.version, { state: "withdrawn", reason: body.reason });
      }),
  );
}

/** Nobody approves what was not tried: who decides sees first what it comes to. */
function refuseClosing(row: ThresholdRow, approves: boolean): Refusal | null {
  if (row.state !== "waiting") {
    return refuse("thresholds-decided", `These thresholds are already ${row.state}. Reload the page.`);
  }
  if (approves && row.trial_state !== "done") {
    return refuse(
      "thresholds-untried",
      "What these thresholds come to on recent traffic is still being worked out. Approve them when it stands there.",
    );
  }
  return null;
}

async function close(
  tx: Transaction,
  version: number,
  decision: Parameters<typeof closeThresholds>[2],
): Promise<Thresholds | Refusal> {
  await closeThresholds(tx, version, decision);
  const action = {
    active: "thresholds.activated",
    refused: "thresholds.refused",
    withdrawn: "thresholds.withdrawn",
  }[decision.state];
  tx.record({
    action,
    subjectKind: "thresholds",
    subjectId: String(version),
    detail: { reason: decision.reason },
  });
  tx.announce("watchlist", "thresholds");
  return wireVersion(tx, version);
}

async function wireVersion(tx: Transaction, version: number): Promise<Thresholds | Refusal> {
  const row = await thresholdsOf(tx, version);
  const [wired] = row === null ? [] : await wire(tx, [row]);
  return wired ?? noSuchThresholds;
}

async function wire(tx: Transaction, rows: readonly ThresholdRow[]): Promise<Thresholds[]> {
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.proposed_by, ...(row.decided_by === null ? [] : [row.decided_by])]),
  );
  const name = (id: string) => names.get(id) ?? id;
  return rows.map((row) => ({
    version: row.version,
    state: row.state,
    alert: row.alert,
    byCategory: row.by_category,
    reason: row.reason,
    proposed: { byId: row.proposed_by, by: name(row.proposed_by), at: row.proposed_at.toISOString() },
    decided:
      row.decided_by === null || row.decided_at === null
        ? null
        : { by: name(row.decided_by), at: row.decided_at.toISOString(), reason: row.decision_reason ?? "" },
    trial: {
      state: row.trial_state,
      flights: row.trial_flights,
      flightsDone: row.trial_flights_done,
      travellers: row.trial_travellers,
      byCategory: row.trial.map((count) => ({ ...count })),
    },
  }));
}
