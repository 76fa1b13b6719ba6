// Parallel runs of carriers over HTTP, for the carrier desk and whoever signs them off.
import { decide, displayNames, gateOf, guarded } from "#access";
import { loadCarriers, noSuchCarrier } from "#carriers";
import { openFreshCounts } from "#intake";
import { isRefusal, refuse, type HttpServer, type Services, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { NewParallelRun, ParallelRuns, SignOff, type ParallelRun } from "./parallel-run-contract.ts";
import { parallelRun, parallelRunsOf, type KeptParallelRun } from "./parallel-run-store.ts";
import {
  beginParallelRun,
  callOff,
  figuresOf,
  isOver,
  needed,
  passes,
  signOff,
  type RunFigures,
} from "./parallel-runs.ts";

const runsShown = 20;
const noSuchRun = refuse("no-such-parallel-run", "There is no parallel run of this number.", 404);

/** Adds the routes; the gate must be open. */
export function parallelRunRoutes(server: HttpServer, services: Services): void {
  const { database } = services;
  const freshCounts = openFreshCounts(services);
  const byId = closed({ id: Uuid });
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers/:id/parallel-runs",
      action: "view-carriers",
      summary: "Parallel runs of a carrier",
      schema: { params: byId, response: { 200: ParallelRuns } },
    },
    async ({ params }, actor) => {
      await freshCounts();
      return database.transaction(actor, (tx) => runsOf(tx, params.id));
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/carriers/:id/parallel-runs",
      action: "manage-carriers",
      summary: "Begin a parallel run with the next day",
      schema: { params: byId, body: NewParallelRun, response: { 200: ParallelRuns } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const known = (await loadCarriers(tx)).some(({ id }) => id === params.id);
        if (!known) return noSuchCarrier;
        return (await beginParallelRun(tx, params.id, body.weeks)) ?? runsOf(tx, params.id);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/parallel-runs/:id/end",
      action: "manage-carriers",
      summary: "Call a parallel run off",
      schema: { params: byId, response: { 200: ParallelRuns } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const run = await parallelRun(tx, params.id, true);
        if (run === undefined) return noSuchRun;
        return callOff(tx, run) ?? runsOf(tx, run.carrierId);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/parallel-runs/:id/sign-off",
      action: "decide-agreement",
      stepUp: true,
      summary: "Sign a parallel run off, as a second person",
      schema: { params: byId, body: SignOff, response: { 200: ParallelRuns } },
    },
    async ({ params, body }, actor) => {
      await freshCounts();
      return database.transaction(actor, async (tx) => {
        const run = await parallelRun(tx, params.id, true);
        if (run === undefined) return noSuchRun;
        const item = { kind: "agreement", id: run.id, preparedBy: run.startedBy };
        const decision = decide(actor, "decide-agreement", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        return (await signOff(tx, run, body.remark)) ?? runsOf(tx, run.carrierId);
      });
    },
  );
}

async function runsOf(tx: Transaction, carrierId: string): Promise<ParallelRuns> {
  const runs = await parallelRunsOf(tx, carrierId, runsShown);
  const names = await displayNames(
    tx,
    runs.flatMap(({ startedBy, signedBy }) => [startedBy, ...(signedBy === null ? [] : [signedBy])]),
  );
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  const wired: ParallelRun[] = [];
  for (const run of runs) {
    const figures = await figuresOf(tx, run);
    wired.push({
      id: run.id,
      from: run.from,
      until: run.until,
      state: stateOf(run, figures, tx.at),
      startedBy: named(run.startedBy),
      startedAt: run.startedAt.toISOString(),
      ...figures,
      signedBy: run.signedBy === null ? null : named(run.signedBy),
      signedAt: run.signedAt?.toISOString() ?? null,
      remark: run.remark,
    });
  }
  return { runs: wired, needed: { ...needed } };
}

function stateOf(run: KeptParallelRun, figures: RunFigures, now: Date): ParallelRun["state"] {
  if (run.signedAt !== null) return "signed";
  if (run.endedAt !== null) return "called-off";
  if (!isOver(run, now)) return "running";
  return passes(figures) ? "met" : "not-met";
}
