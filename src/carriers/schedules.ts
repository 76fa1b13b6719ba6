// The schedule in force: legs entered by hand, files checked before they replace what a carrier had, and what flies when.
import { createHash } from "node:crypto";
import { newId, refuse, type Actor, type Refusal, type Services, type Transaction } from "#platform";
import type { OwedPush } from "#vocabulary";
import { noSuchCarrier } from "./no-such-carrier.ts";
import { readScheduleCsv } from "./schedule-csv.ts";
import { legEntered, legFaultText, type LegEntered } from "./schedule-leg.ts";
import { readSsim } from "./schedule-ssim.ts";
import {
  decideImport,
  importById,
  insertImport,
  insertLegs,
  legsBetween,
  legsOfNumber,
  plansByDesignator,
  setPlan,
  standingLeg,
  standingLegs,
  withdrawLegs,
  type StandingLeg,
} from "./schedule-store.ts";
import { flightsOf, legKey, type ScheduledFlight, type ScheduledLeg } from "./schedule.ts";
import { loadCarrierByCode } from "./store.ts";

type Data = Pick<Services, "database">;
const all = 1_000_000;

/** Adds one leg by hand. Refuses one with faults (422, each field told) and one that stands already. */
export async function addSchedule(
  { database }: Data,
  actor: Actor,
  entered: LegEntered,
): Promise<StandingLeg | Refusal> {
  const leg = legEntered(entered);
  if ("faults" in leg) {
    const fields = leg.faults.map((fault) => ({ field: fault.field, text: legFaultText(fault) }));
    return refuse("leg-faulty", "The leg cannot be taken as entered: see each field.", 422, { fields });
  }
  return database.transaction(actor, async (tx) => {
    const [id] = await insertLegs(tx, [leg], null);
    if (id === undefined) return refuse("leg-known", "The schedule holds exactly this leg already.");
    recordChange(tx, "schedule.added", leg.carrier, { legs: 1 });
    return { ...leg, id, importId: null };
  });
}

const noSuchLeg = refuse("no-such-leg", "There is no such leg in the schedule.", 404);

/** Takes one leg out of the schedule. */
export async function withdrawSchedule(
  { database }: Data,
  actor: Actor,
  id: string,
): Promise<undefined | Refusal> {
  return database.transaction(actor, async (tx) => {
    const [carrier] = await withdrawLegs(tx, [id]);
    if (carrier === undefined) return noSuchLeg;
    recordChange(tx, "schedule.withdrawn", carrier, { legs: 1 });
    return undefined;
  });
}

/** The flights a leg has from now on, and how many pushes each of them owes. */
export async function flightsAhead(
  tx: Transaction,
  id: string,
  usual: readonly OwedPush[],
): Promise<{ flights: number; next: string | null; lastDay: string; owed: number } | Refusal> {
  const leg = await standingLeg(tx, id);
  if (leg === undefined) return noSuchLeg;
  const end = new Date(Date.parse(`${leg.last}T00:00:00Z`) + 3 * 86_400_000);
  const flights = flightsOf(leg, tx.at, end);
  const owed = (await plansByDesignator(tx)).get(leg.carrier) ?? usual;
  return {
    flights: flights.length,
    next: flights[0]?.departsAt.toISOString() ?? null,
    lastDay: leg.last,
    owed: owed.length,
  };
}

function recordChange(
  tx: Transaction,
  action:
    | "schedule.added"
    | "schedule.withdrawn"
    | "schedule.activated"
    | "schedule.discarded"
    | "schedule.prepared",
  subjectId: string,
  detail: Readonly<Record<string, number | string>>,
): void {
  tx.record({ action, subjectKind: "schedule", subjectId, detail });
  tx.announce("schedule", subjectId);
}

/** What stands of the carriers of a file, against what the file says. Legs entered by hand are no file's to take away. */
async function difference(tx: Transaction, legs: readonly ScheduledLeg[]) {
  const carriers = [...new Set(legs.map((leg) => leg.carrier))].toSorted();
  const standing = (await Promise.all(carriers.map((carrier) => standingLegs(tx, carrier, all)))).flat();
  const wanted = new Set(legs.map(legKey));
  const known = new Set(standing.map(legKey));
  return {
    carriers,
    added: legs.filter((leg) => !known.has(legKey(leg))),
    removed: standing.filter((leg) => leg.importId !== null && !wanted.has(legKey(leg))),
    kept: standing.filter((leg) => wanted.has(legKey(leg))).length,
  };
}

/** Reads a file into a draft that changes nothing yet; returns its id. Refused when the file holds no leg at all. */
export async function prepareSchedule(
  { database }: Data,
  actor: Actor,
  file: { readonly format: "ssim" | "csv"; readonly bytes: Uint8Array },
): Promise<string | Refusal> {
  const read = file.format === "ssim" ? readSsim(file.bytes) : readScheduleCsv(file.bytes);
  return database.transaction(actor, async (tx) => {
    const { carriers, added, removed, kept } = await difference(tx, read.legs);
    const id = newId(tx.at);
    await insertImport(tx, {
      import_id: id,
      format: file.format,
      lines: read.lines,
      carriers,
      added: added.length,
      removed: removed.length,
      kept,
      sha256: createHash("sha256").update(file.bytes).digest(),
      legs: read.legs,
      findings: read.findings,
      moreFindings: read.more,
    });
    recordChange(tx, "schedule.prepared", id, { legs: read.legs.length, findings: read.findings.length });
    return id;
  });
}

const noSuchImport = refuse("no-such-import", "There is no such schedule import.", 404);
const decidedBefore = refuse("import-decided", "This import was activated or discarded before.");

/**
 * Makes a draft the schedule of its carriers: what it does not name is taken away, what was entered by hand stays.
 * Refused: a file with errors while they are not accepted, one without legs, one decided on before.
 */
export async function activateSchedule(
  { database }: Data,
  actor: Actor,
  id: string,
  errorsAccepted: boolean,
): Promise<undefined | Refusal> {
  return database.transaction(actor, async (tx) => {
    const draft = await importById(tx, id);
    if (draft === null) return noSuchImport;
    if (draft.state !== "draft" || draft.legs === null) return decidedBefore;
    if (draft.legs.length === 0)
      return refuse(
        "import-empty",
        "The file holds no leg that could be taken. Mend it and import it again.",
        422,
      );
    if (!errorsAccepted && draft.findings.some((finding) => finding.severity === "error"))
      return refuse(
        "import-has-errors",
        "Lines of the file could not be taken. Mend the file, or activate it without those lines (errorsAccepted).",
      );
    const { added, removed, kept } = await difference(tx, draft.legs);
    await withdrawLegs(
      tx,
      removed.map((leg) => leg.id),
    );
    await insertLegs(tx, added, id);
    await decideImport(tx, id, { state: "active", added: added.length, removed: removed.length, kept });
    recordChange(tx, "schedule.activated", id, { added: added.length, removed: removed.length, kept });
    return undefined;
  });
}

/** Drops a draft. */
export async function discardSchedule(
  { database }: Data,
  actor: Actor,
  id: string,
): Promise<undefined | Refusal> {
  return database.transaction(actor, async (tx) => {
    const draft = await importById(tx, id);
    if (draft === null) return noSuchImport;
    if (draft.state !== "draft") return decidedBefore;
    const { added, removed, kept } = draft;
    await decideImport(tx, id, { state: "discarded", added, removed, kept });
    recordChange(tx, "schedule.discarded", id, {});
    return undefined;
  });
}

/** A draft and what it would change now: legs as texts, at most `limit` of them. */
export async function importChanges(
  tx: Transaction,
  legs: readonly ScheduledLeg[],
  limit: number,
): Promise<readonly { what: "added" | "removed"; leg: ScheduledLeg }[]> {
  const { added, removed } = await difference(tx, legs);
  const changes = [
    ...removed.map((leg) => ({ what: "removed" as const, leg })),
    ...added.map((leg) => ({ what: "added" as const, leg })),
  ];
  return changes.slice(0, limit);
}

/** The flights that are scheduled to depart from `from` on and before `to`, of all carriers. */
export async function scheduledFlights(
  tx: Transaction,
  from: Date,
  to: Date,
  wanted: (leg: ScheduledLeg) => boolean,
): Promise<ScheduledFlight[]> {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const legs = await legsBetween(
    tx,
    day(from.getTime() - 3 * 86_400_000),
    day(to.getTime() + 3 * 86_400_000),
  );
  return legs.filter(wanted).flatMap((leg) => flightsOf(leg, from, to));
}

/**
 * Whether the schedule holds a flight of this number within a day of `date` (PX05). null: it holds nothing of the carrier,
 * so that nothing can be said.
 */
export async function isScheduled(
  tx: Transaction,
  flight: { readonly carrier: string; readonly number: string; readonly date: string },
): Promise<boolean | null> {
  const { legs, known } = await legsOfNumber(tx, flight.carrier, flight.number);
  if (!known) return null;
  const noon = Date.parse(`${flight.date}T12:00:00Z`);
  const around = 48 * 3_600_000;
  return legs.some((leg) => flightsOf(leg, new Date(noon - around), new Date(noon + around)).length > 0);
}

/** What carriers owe of each flight, by designator, where it is not what the legal profile says. */
export function pushPlans(tx: Transaction): Promise<ReadonlyMap<string, readonly OwedPush[]>> {
  return plansByDesignator(tx);
}

/** Sets what a carrier owes of each flight; null: what the legal profile says. Refuses a due time before its opening. */
export async function setPushPlan(
  { database }: Data,
  actor: Actor,
  wanted: { readonly code: string; readonly pushes: readonly OwedPush[] | null },
): Promise<undefined | Refusal> {
  const wrong = wanted.pushes?.find((push) => push.due <= push.opens);
  if (wrong !== undefined) {
    return refuse("push-plan-faulty", `A push of kind ${wrong.kind} is due before its time opens.`, 422);
  }
  return database.transaction(actor, async (tx) => {
    const carrier = await loadCarrierByCode(tx, wanted.code.trim().toUpperCase());
    if (carrier === undefined) return noSuchCarrier;
    await setPlan(tx, carrier.id, wanted.pushes);
    tx.record({
      action: "push-plan.changed",
      subjectKind: "carrier",
      subjectId: carrier.id,
      detail: {
        pushes: wanted.pushes?.map((push) => `${push.kind} ${push.opens} ${push.due}`).join(", ") ?? null,
      },
    });
    tx.announce("carrier", carrier.id);
    return undefined;
  });
}
