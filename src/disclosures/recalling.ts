// Recalls made by themselves: what was told is compared with what the records, the alerts and the lists say now.
import { refuse, type Refusal, type Transaction } from "#platform";
import { standingOf } from "#cases";
import { flightKey, personFacts, personsTouchedSince } from "#records";
import { activeEntriesById } from "#watchlists";
import { clockTimes } from "./clocks.ts";
import { elementsOf, factsHash } from "./content.ts";
import {
  acknowledgeRecall,
  changePackage,
  insertRecall,
  livePackages,
  recallById,
  type LivePackage,
} from "./package-store.ts";
import { recallsDue, type Fallen, type Held, type Now } from "./recall.ts";
import { requestById } from "./request-store.ts";
import { moveRequest, roleOf } from "./steps.ts";

const personOf = (row: LivePackage): string =>
  `${flightKey({ date: row.flight_date, id: row.flight_id })}_${row.person_id}`;

/** What is told with a recall; the recipient finds its package by the reference. */
const words = {
  correct:
    "What this package says has been corrected. Do not rely on it: mark it, and ask for what holds now.",
  delete:
    "This package is called back. Delete it and everything made of it, tell those you passed it to, and confirm here.",
} as const;

async function makeRecall(
  tx: Transaction,
  made: {
    readonly authorityId: string;
    readonly tenant: string;
    readonly kind: "correct" | "delete";
    readonly cause: string;
    readonly causeKey: string;
    readonly packages: readonly string[];
  },
): Promise<void> {
  const id = await insertRecall(tx, {
    ...made,
    text: words[made.kind],
    dueAt: new Date(tx.at.getTime() + clockTimes.recall),
  });
  if (id === null) return;
  if (made.kind === "delete") {
    for (const packageId of made.packages) await changePackage(tx, packageId, { state: "recalled" });
  }
  tx.record({
    action: "recall.made",
    subjectKind: "recall",
    subjectId: id,
    recipient: made.tenant,
    detail: { kind: made.kind, cause: made.cause, packages: [...made.packages] },
  });
  tx.announce("recall", id);
}

/**
 * Looks at everything that recipients hold still: corrects what the records say otherwise since, and calls back what rests
 * on a match that fell or on entries that are listed no more. Runs each minute; twice does no harm.
 */
export async function watchRecalls(tx: Transaction): Promise<void> {
  const live = await livePackages(tx);
  if (live.length === 0) return;
  const now = await saysNow(tx, live);
  const fallen = await fallenOf(tx, live);
  const held: Held[] = live.map((row) => ({
    packageId: row.package_id,
    authorityId: row.authority_id,
    tenant: row.tenant,
    person: personOf(row),
    told: row.facts_hash ?? "",
  }));
  for (const due of recallsDue(held, now, fallen)) await makeRecall(tx, due);
  const gone = new Set(fallen.map(({ packageId }) => packageId));
  for (const { packageId, says } of now) {
    if (!gone.has(packageId)) await changePackage(tx, packageId, { facts_hash: says, facts_at: tx.at });
  }
}

/**
 * Tells everyone who holds data of these persons on flights that they were corrected or erased since (LED-16.5, LED-7.3): one
 * recall for each recipient. `because`: what ordered it. Returns the recipients' organisations.
 */
export async function recallPersons(
  tx: Transaction,
  told: {
    readonly persons: readonly { readonly date: string; readonly id: string; readonly person: string }[];
    readonly cause: "correction" | "erasure";
    readonly because: string;
  },
): Promise<readonly string[]> {
  const keys = new Set(told.persons.map(({ date, id, person }) => `${flightKey({ date, id })}_${person}`));
  const live = (await livePackages(tx)).filter((row) => keys.has(personOf(row)));
  const tenants: string[] = [];
  for (const [authorityId, rows] of Map.groupBy(live, (row) => row.authority_id)) {
    const tenant = rows[0]?.tenant;
    if (tenant === undefined) continue;
    tenants.push(tenant);
    await makeRecall(tx, {
      authorityId,
      tenant,
      kind: told.cause === "erasure" ? "delete" : "correct",
      cause: told.cause,
      causeKey: told.because,
      packages: rows.map((row) => row.package_id),
    });
  }
  return tenants;
}

async function saysNow(tx: Transaction, live: readonly LivePackage[]): Promise<Now[]> {
  const touched = await personsTouchedSince(
    tx,
    live.map((row) => ({
      date: row.flight_date,
      id: row.flight_id,
      person: row.person_id,
      since: row.facts_at ?? tx.at,
    })),
  );
  const keys = new Set(touched.map((row) => `${row.flight_date}_${row.flight_id}_${row.person_id}`));
  const now: Now[] = [];
  for (const row of live.filter((each) => keys.has(personOf(each)))) {
    const facts = await personFacts(tx, personOf(row));
    // The law took it away: what was told lawfully is held by its own period.
    if (facts === null) continue;
    const changedAt =
      facts.sources
        .map(({ lastReceivedAt }) => lastReceivedAt)
        .toSorted()
        .at(-1) ?? "";
    now.push({
      packageId: row.package_id,
      says: factsHash(elementsOf(facts, row.elements, row.uses_pnr)),
      changedAt,
    });
  }
  return now;
}

async function fallenOf(tx: Transaction, live: readonly LivePackage[]): Promise<Fallen[]> {
  const resting = live.filter((row) => row.alert_id !== null);
  const standing = await standingOf(tx, [...new Set(resting.map((row) => row.alert_id ?? ""))]);
  const entries = [...new Set([...standing, ...resting].flatMap(({ entry_ids: ids }) => ids ?? []))];
  const active = new Set(
    (entries.length === 0 ? [] : await activeEntriesById(tx, entries)).map(({ entry }) => entry.id),
  );
  return resting.flatMap((row): Fallen[] => {
    const found = standing.find((each) => each.alert_id === row.alert_id);
    // The result of screening had its time: what was told still rests on the entries it showed.
    const alert = found ?? { alert_id: row.alert_id ?? "", confirmed: true, entry_ids: row.entry_ids ?? [] };
    if (!alert.confirmed)
      return [{ packageId: row.package_id, cause: "match-withdrawn", what: alert.alert_id }];
    const listed = alert.entry_ids.length === 0 || alert.entry_ids.some((id) => active.has(id));
    return listed
      ? []
      : [{ packageId: row.package_id, cause: "delisting", what: alert.entry_ids.toSorted().join(" ") }];
  });
}

/** Calls back everything that was told on a request, and says so to each recipient: it is to be deleted. */
export async function recallOf(
  tx: Transaction,
  requestId: string,
  cause: "approval-refused" | "approval-lapsed" | "mistake",
): Promise<null | Refusal> {
  const request = await requestById(tx, requestId, true);
  if (request === null) return null;
  const live = await livePackages(tx, { request: requestId });
  for (const [authorityId, rows] of Map.groupBy(live, (row) => row.authority_id)) {
    const tenant = rows[0]?.tenant;
    if (tenant === undefined) continue;
    await makeRecall(tx, {
      authorityId,
      tenant,
      kind: "delete",
      cause,
      causeKey: requestId,
      packages: rows.map((row) => row.package_id),
    });
  }
  return moveRequest(tx, request, "recalled", { role: roleOf(tx, "supervisor", "system"), reason: cause });
}

/** The recipient confirms a recall. */
export async function confirmRecall(tx: Transaction, id: string): Promise<null | Refusal> {
  const row = await recallById(tx, id);
  if (row === null) return refuse("no-such-recall", "There is no such recall. Reload the page.", 404);
  if (row.acknowledged_at !== null) return null;
  await acknowledgeRecall(tx, id);
  tx.record({
    action: "recall.acknowledged",
    subjectKind: "recall",
    subjectId: id,
    detail: { kind: row.kind, cause: row.cause },
  });
  tx.announce("recall", id);
  return null;
}
