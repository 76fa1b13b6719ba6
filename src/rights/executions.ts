// What the officer grants on a request and a supervisor carries out: erasure with certificates, correction with its history; those who were told before are told.
import { displayNames } from "#access";
import { askToScreenFlight } from "#cases";
import { recallPersons } from "#disclosures";
import {
  isRefusal,
  newId,
  refuse,
  type Actor,
  type Database,
  type ExpiringKind,
  type Refusal,
  type Transaction,
} from "#platform";
import {
  correctPerson,
  correctionFault,
  flightKey,
  forgetTravelling,
  ownData,
  partsOfKey,
  type Correction,
} from "#records";
import { erasePerson } from "#retention";
import {
  correctionBases,
  type ExecutionDecision,
  type ExecutionDetails,
  type ExecutionRow,
  type Executions,
  type Granting,
} from "./contract.ts";
import {
  decideExecution,
  executionsOf,
  holdExecution,
  insertExecution,
  listedExecutions,
  toldOf,
  type ExecutionRecord,
} from "./execution-store.ts";
import { requestById } from "./request-store.ts";
import {
  closedUp,
  identityOf,
  noRequest,
  notSure,
  opened,
  type Asked,
  type RightsServices,
} from "./requests.ts";

export type ExecutionServices = RightsServices & { readonly expiring: readonly ExpiringKind[] };

type Granted = { readonly reason: string; readonly corrections: readonly Correction[] };
const granted = (key: RightsServices["key"], row: { execution_id: string; sealed: Buffer }): Granted =>
  opened<Granted>(key, `${row.execution_id} granted`, row.sealed);

const keyOf = (row: ExecutionRecord): string =>
  `${flightKey({ date: row.flight_date, id: row.flight_id })}_${row.person_id}`;

/** The officer grants it (LED-16): written down, sealed, and waiting for a second person. */
export async function grantExecution(
  tx: Transaction,
  { key }: RightsServices,
  requestId: string,
  grant: Granting,
): Promise<undefined | Refusal> {
  const request = await requestById(tx, requestId, "for update");
  if (request === undefined) return noRequest;
  if (request.version !== grant.version || request.state === "answered")
    return refuse(
      "request-changed",
      "Somebody has worked on this request since you loaded it. Load it again.",
    );
  if (request.state !== "examining") return notSure;
  const fault = grantFault(grant);
  if (fault !== undefined) return fault;
  const own = await ownData(tx, identityOf(opened<Asked>(key, requestId, request.sealed)));
  const journey = own.find((each) => each.key === grant.record);
  if (journey === undefined)
    return refuse(
      "record-not-theirs",
      "One of the records is not of whoever asked, or is gone by now. Search again.",
    );
  const id = newId(tx.at);
  const at = partsOfKey(grant.record);
  const fresh = await insertExecution(tx, {
    execution_id: id,
    request_id: requestId,
    reference: request.reference,
    kind: grant.kind,
    flight_date: at.date,
    flight_id: at.id,
    person_id: at.person,
    basis: grant.basis,
    sealed: closedUp(key, `${id} granted`, {
      reason: grant.reason.trim(),
      corrections: grant.corrections,
    } satisfies Granted),
    clock_start: journey.firstReceivedAt,
  });
  if (!fresh)
    return refuse(
      "execution-waits",
      "The same is granted already and waits for a supervisor to carry it out.",
    );
  tx.record({
    action: "rights-execution.granted",
    subjectKind: "rights-request",
    subjectId: requestId,
    about: [at.person],
    detail: {
      execution: id,
      kind: grant.kind,
      basis: grant.basis,
      fields: grant.corrections.map(({ field }) => field),
    },
  });
  tx.announce("rights-request", requestId);
  return undefined;
}

function grantFault({ kind, basis, corrections }: Granting): Refusal | undefined {
  const wrong: string[] = [];
  const correcting = kind === "correction";
  if (correcting !== correctionBases.some((one) => one === basis))
    wrong.push("basis: does not go with what is granted");
  if (correcting !== corrections.length > 0)
    wrong.push("corrections: name what is corrected, and nothing else");
  if (new Set(corrections.map(({ field }) => field)).size !== corrections.length)
    wrong.push("corrections: each field once");
  for (const correction of corrections) {
    const fault = correctionFault(correction);
    if (fault !== undefined) wrong.push(fault);
  }
  return wrong.length === 0
    ? undefined
    : refuse("grant-incomplete", `This cannot be granted as it is. ${wrong.join(". ")}.`, 400);
}

/** Everything granted, what waits first; nobody is named. */
export async function executionRows(tx: Transaction, limit: number): Promise<Executions> {
  const rows = await listedExecutions(tx, limit);
  const names = await namesOf(tx, rows);
  return { executions: rows.map((row) => rowOf(row, names)) };
}

const namesOf = (tx: Transaction, rows: readonly ExecutionRecord[]) =>
  displayNames(
    tx,
    rows.flatMap((row) => [row.proposed_by, ...(row.decided_by === null ? [] : [row.decided_by])]),
  );

function rowOf(row: ExecutionRecord, names: ReadonlyMap<string, string>): ExecutionRow {
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
  return {
    id: row.execution_id,
    requestId: row.request_id,
    reference: row.reference,
    kind: row.kind,
    basis: row.basis,
    state: row.state,
    flight: row.flight,
    proposedBy: named(row.proposed_by) ?? "",
    proposedAt: row.proposed_at.toISOString(),
    decidedBy: named(row.decided_by),
    decidedAt: row.decided_at?.toISOString() ?? null,
    runId: row.run_id,
  };
}

/** What was granted on one request, in clear; the reading is in the ledger with everyone it showed. */
export async function executionDetails(
  tx: Transaction,
  { key }: RightsServices,
  requestId: string,
): Promise<ExecutionDetails> {
  const rows = await executionsOf(tx, requestId);
  const names = await namesOf(tx, rows);
  tx.record({
    action: "rights-execution.viewed",
    subjectKind: "rights-request",
    subjectId: requestId,
    about: rows.map((row) => row.person_id),
  });
  const executions = [];
  for (const row of rows) {
    const { reason, corrections } = granted(key, row);
    executions.push({
      row: rowOf(row, names),
      personKey: keyOf(row),
      reason,
      corrections: [...corrections],
      refusal:
        row.sealed_refusal === null
          ? null
          : opened<string>(key, `${row.execution_id} refusal`, row.sealed_refusal),
      told: await toldOf(tx, row.execution_id),
    });
  }
  return { executions };
}

/**
 * A supervisor carries it out, or says why not; both in one transaction with what it does to the records. The deletion's rights
 * are the server's, the hand is the supervisor's, and the ledger names the supervisor.
 */
export function decideOnExecution(
  database: Database,
  actor: Actor,
  services: ExecutionServices,
  of: { readonly requestId: string; readonly executionId: string },
  decision: ExecutionDecision,
): Promise<undefined | Refusal> {
  const why = decision.why?.trim() ?? "";
  if (!decision.carriedOut && why.length < 10)
    return Promise.resolve(
      refuse("reason-wanted", "Say in a sentence why it is not carried out: the officer reads it.", 400),
    );
  const hand: Actor = decision.carriedOut
    ? { ...actor, roles: [...actor.roles, "system", "system:retention"] }
    : actor;
  return atomically(database, hand, async (tx) => {
    const row = await holdExecution(tx, of.executionId, of.requestId);
    if (row === undefined) return refuse("no-such-execution", "There is no such grant on this request.", 404);
    if (row.state !== "proposed")
      return refuse("execution-decided", "This was carried out or refused meanwhile. Load it again.");
    if (row.proposed_by === actor.id)
      return refuse("four-eyes", "You granted this yourself: another person carries it out.", 403);
    const done = decision.carriedOut ? await carryOut(tx, services, row) : null;
    if (isRefusal(done)) return done;
    const id = row.execution_id;
    await decideExecution(tx, id, {
      state: decision.carriedOut ? "done" : "refused",
      runId: done,
      sealedRefusal: decision.carriedOut ? null : closedUp(services.key, `${id} refusal`, why),
    });
    tx.record({
      action: decision.carriedOut ? "rights-execution.done" : "rights-execution.refused",
      subjectKind: "rights-request",
      subjectId: row.request_id,
      about: [row.person_id],
      detail: { execution: id, kind: row.kind, run: done },
    });
    tx.announce("rights-request", row.request_id);
    return undefined;
  });
}

/** Of a refusal nothing stays written. */
async function atomically(
  database: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<undefined | Refusal>,
): Promise<undefined | Refusal> {
  const undone = Symbol("refused");
  let refused: undefined | Refusal;
  try {
    await database.transaction(actor, async (tx) => {
      refused = await work(tx);
      if (refused !== undefined) throw undone;
    });
  } catch (problem) {
    if (problem !== undone) throw problem;
  }
  return refused;
}

/** Does it. Returns the run of the deletion, null for a correction. */
async function carryOut(
  tx: Transaction,
  { key, expiring }: ExecutionServices,
  row: ExecutionRecord,
): Promise<string | null | Refusal> {
  const at = { date: row.flight_date, id: row.flight_id, person: row.person_id };
  const personKey = keyOf(row);
  const because = row.execution_id;
  if (row.kind === "erasure") {
    // Told first: who holds what is found by the reviews that go with the record.
    await recallPersons(tx, { persons: [at], cause: "erasure", because });
    await forgetTravelling(tx, personKey);
    const erased = await erasePerson(tx, expiring, { date: at.date, flightId: at.id, personId: at.person });
    if (isRefusal(erased)) return erased;
    tx.announce("flight", flightKey(at));
    return erased.runId;
  }
  const corrected = await correctPerson(tx, personKey, because, granted(key, row).corrections);
  if (isRefusal(corrected)) return corrected;
  await recallPersons(tx, { persons: [at], cause: "correction", because });
  tx.record({
    action: "person.corrected",
    subjectKind: "traveller",
    subjectId: personKey,
    about: [at.person],
    detail: { execution: because, rows: corrected },
  });
  // Who somebody is has changed: what was found of them is looked for anew.
  askToScreenFlight(tx, at);
  tx.announce("flight", flightKey(at));
  return null;
}
