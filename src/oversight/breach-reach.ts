// Counting whom a breach concerns, and showing them: every number of a notification comes from here, none is typed (PNRD-13.8, LED-30).
import { displayNames, personsNamed } from "#access";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import type { BreachAffected, BreachReach, BreachReachQuestion, BreachSelector } from "./breach-contract.ts";
import { breachById, nextVersion } from "./breach-store.ts";
import {
  affectedOf,
  countReach,
  isListKept,
  latestReach,
  type Opened,
  type ReachRecord,
} from "./breach-reach-store.ts";
import { breachChanged, noBreach } from "./breach.ts";

/** Persons on one page. */
const page = 100;

/** What a selector lacks, by its place; empty when it can be looked for. */
export function selectorFaults(
  { by, since, until, origin, destination, table }: BreachSelector,
  index: number,
  at: Date,
): readonly { readonly field: string; readonly text: string }[] {
  const field = (name: string) => `selectors.${index}.${name}`;
  const [from, to] = [Date.parse(since), until === null ? at.getTime() + 1 : Date.parse(until)];
  return [
    ...(Number.isNaN(from) || from > at.getTime()
      ? [{ field: field("since"), text: "is when it began: an instant that has been" }]
      : []),
    ...(Number.isNaN(to) || to <= from ? [{ field: field("until"), text: "is after it began" }] : []),
    ...(by === "route" && origin === null && destination === null
      ? [{ field: field("origin"), text: "names the airport of departure, of arrival, or both" }]
      : []),
    ...(by === "table" && table === null ? [{ field: field("table"), text: "names the table" }] : []),
  ];
}

/** Counts it from the ledger and the records as they are now; the count is an entry, and what notifications say from then on. */
export async function reachOfBreach(
  tx: Transaction,
  breachId: string,
  { version, selectors }: BreachReachQuestion,
): Promise<BreachReach | Refusal> {
  const breach = await breachById(tx, breachId, "for update of b");
  if (breach === undefined) return noBreach;
  if (breach.version !== version || breach.state === "dismissed" || breach.state === "closed")
    return breachChanged;
  const faults = selectors.flatMap((selector, index) => selectorFaults(selector, index, tx.at));
  if (faults.length > 0)
    return refuse("reach-incomplete", "What was open lacks something, or cannot be.", 400, {
      fields: faults,
    });
  // What happened at this very instant has happened.
  const now = new Date(tx.at.getTime() + 1).toISOString();
  const opened: Opened[] = [];
  for (const selector of selectors) {
    const named = selector.by === "account" && selector.account !== null ? selector.account : null;
    const actors = named === null ? null : await personsNamed(tx, named);
    if (actors?.length === 0)
      return refuse("account-unknown", "There is no account of this name. Look it up in the ledger.", 404);
    opened.push({ ...selector, until: selector.until ?? now, actors });
  }
  const counted = await countReach(tx, { id: newId(tx.at), breachId, selectors: opened });
  await nextVersion(tx, breachId);
  tx.record({
    action: "breach.reach-counted",
    subjectKind: "breach",
    subjectId: breachId,
    detail: {
      persons: counted.persons,
      records: counted.records,
      by: selectors.map((selector) => selector.by),
      hash: counted.hash.toString("hex"),
    },
  });
  tx.announce("breach", breachId);
  return shownReach(tx, counted);
}

/** As the officer's page shows it. */
export async function shownReach(tx: Transaction, reach: ReachRecord): Promise<BreachReach> {
  const names = await displayNames(tx, [reach.by_person]);
  return {
    at: reach.at.toISOString(),
    by: names.get(reach.by_person) ?? reach.by_person,
    selectors: [...reach.selectors],
    persons: reach.persons,
    records: reach.records,
    since: reach.since?.toISOString() ?? null,
    hash: reach.hash.toString("hex"),
    listKept: await isListKept(tx, reach.reach_id),
  };
}

/** Who they are, by the ids of their records; the look is an entry about each of them. */
export async function affectedByBreach(
  tx: Transaction,
  breachId: string,
  after: string | null,
): Promise<BreachAffected | Refusal> {
  if ((await breachById(tx, breachId)) === undefined) return noBreach;
  const reach = await latestReach(tx, breachId);
  const rows = reach === undefined ? [] : await affectedOf(tx, reach.reach_id, { after, limit: page + 1 });
  const shown = rows.slice(0, page);
  tx.record({
    action: "breach.affected-viewed",
    subjectKind: "breach",
    subjectId: breachId,
    about: shown.filter(({ kind }) => kind === "traveller").map((row) => row.person_id),
    detail: { persons: shown.length },
  });
  return {
    affected: shown.map((row) => ({
      person: row.person_id,
      kind: row.kind,
      flight: row.designator === null ? null : `${row.designator} ${row.flight_date}`,
      key:
        row.flight_date === null || row.flight_id === null
          ? null
          : `${row.flight_date}_${row.flight_id}_${row.person_id}`,
      records: row.records,
      since: row.since.toISOString(),
      foundBy: [...row.found_by],
    })),
    next: rows.length > page ? (shown.at(-1)?.person_id ?? null) : null,
  };
}
