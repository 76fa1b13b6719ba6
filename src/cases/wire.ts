// Alerts and cases as they go over the wire: masked in the queue, in clear in the detail.
import type { Transaction } from "#platform";
import { displayNames } from "#access";
import { flightKey, travellerRows } from "#records";
import { maskName } from "#vocabulary";
import { activeEntriesById, categoriesNow, listTitle, type ListEntry } from "#watchlists";
import { ageAt, endOf } from "./alert.ts";
import { wireAwaiting } from "./awaiting-ncb.ts";
import { listingsOf } from "./alert-store.ts";
import { linksOfCase, protects } from "./category-store.ts";
import { caseOfAlert, eventsOf, type CaseRecord } from "./case-store.ts";
import { needsSecondPerson } from "./clearing.ts";
import { clearingById } from "./clearing-store.ts";
import type { AlertDetail, AlertRow, CaseDetail } from "./contract.ts";
import { matchLinesOfCase } from "./criterion-alert-store.ts";
import { wireMatches } from "./criterion-wire.ts";
import type { Listing, Listings } from "./listing.ts";
import {
  alertLinesOfCase,
  decisionsOf,
  nextInQueue,
  relatedAlerts,
  type AlertFull,
  type AlertLine,
} from "./review-store.ts";
import { checklistOf } from "./protection-store.ts";

const relatedShown = 20;
const reasonsShown = 3;

type Names = ReadonlyMap<string, string>;
const person = (names: Names, id: string) => ({ id, name: names.get(id) ?? id });
const personOrNull = (names: Names, id: string | null) => (id === null ? null : person(names, id));

/** Lines of the queue; who the person is stays masked. */
export async function wireLines(tx: Transaction, lines: readonly AlertLine[]): Promise<AlertRow[]> {
  const names = await displayNames(
    tx,
    lines.flatMap((line) => (line.assigned_to === null ? [] : [line.assigned_to])),
  );
  return lines.map((line) => ({
    id: line.alert_id,
    band: line.band,
    strength: line.strength,
    list: line.list_code,
    alsoListed: line.also_listed,
    maskedName: maskName(line.surname, line.given),
    age: ageAt(line.birth_date, tx.at),
    nationality: line.nationality,
    flight: flightOf(line),
    raisedAt: line.raised_at.toISOString(),
    ...endOf(line, tx.at),
    state: line.state,
    assignedTo: personOrNull(names, line.assigned_to),
    reason: line.why
      .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
      .slice(0, reasonsShown)
      .map(({ feature, relation }) => ({ feature, relation })),
  }));
}

function flightOf(line: AlertLine): AlertRow["flight"] {
  return {
    key: flightKey({ date: line.flight_date, id: line.flight_id }),
    designator: line.flight_designator,
    origin: line.flight_origin,
    destination: line.flight_destination,
    direction: line.flight_direction,
    dueAt: line.due_at?.toISOString() ?? null,
  };
}

/** One alert in clear. The caller has a purpose and records the view. */
export async function wireDetail(tx: Transaction, alert: AlertFull): Promise<AlertDetail> {
  const decisions = await decisionsOf(tx, alert.alert_id);
  const names = await displayNames(tx, [
    ...decisions.map((decision) => decision.decided_by),
    ...(alert.assigned_to === null ? [] : [alert.assigned_to]),
  ]);
  const listings = listingsOf(alert);
  const [shown, ...others] = await wireListings(tx, listings);
  const related = await relatedAlerts(tx, alert, relatedShown);
  return {
    id: alert.alert_id,
    state: alert.state,
    version: alert.version,
    band: alert.band,
    strength: alert.strength,
    threshold: shown.threshold,
    engineVersion: alert.engine_version,
    profile: profileKept(alert.screened_by),
    raisedAt: alert.raised_at.toISOString(),
    ...endOf(alert, tx.at),
    feedbackAt: alert.feedback_at?.toISOString() ?? null,
    stillMatches: alert.still_matches,
    withdrawn:
      alert.withdrawn_at === null
        ? null
        : { at: alert.withdrawn_at.toISOString(), reason: alert.withdrawn_reason ?? "" },
    flight: flightOf(alert),
    personKey: `${flightKey({ date: alert.flight_date, id: alert.flight_id })}_${alert.person_id}`,
    traveller: await travellerOf(tx, alert),
    entry: shown.entry,
    evidence: shown.evidence,
    notCompared: shown.notCompared,
    wouldChange: shown.wouldChange,
    alsoListed: others,
    clearedBefore: await clearedBefore(tx, alert),
    protective: await protects(tx, alert.alert_id),
    needsSecond: listings.some(needsSecondPerson),
    decisions: decisions.map((decision) => ({
      outcome: decision.outcome,
      reasonCode: decision.reason_code,
      reason: decision.reason,
      by: person(names, decision.decided_by),
      at: decision.decided_at.toISOString(),
    })),
    awaitingNcb: await wireAwaiting(tx, alert),
    assignedTo: personOrNull(names, alert.assigned_to),
    caseId: await caseOfAlert(tx, alert.alert_id),
    related: related.map((row) => ({
      id: row.alert_id,
      state: row.state,
      band: row.band,
      raisedAt: row.raised_at.toISOString(),
      same: row.same,
    })),
    next: await nextInQueue(tx, { id: alert.alert_id, dueAt: alert.due_at, strength: alert.strength }),
  };
}

function profileKept(by: AlertFull["screened_by"]): AlertDetail["profile"] {
  if (by?.profile === undefined) return null;
  const { name, version, calibration } = by.profile;
  return { name, version, model: calibration?.version ?? null };
}

/** The traveller as compared, with the seat and booking as the records have them now. */
async function travellerOf(tx: Transaction, alert: AlertFull): Promise<AlertDetail["traveller"]> {
  const { surname, given, birthDate, sex, nationality, documents } = alert.traveller;
  const rows = await travellerRows(tx, { date: alert.flight_date, id: alert.flight_id }, alert.person_id);
  return {
    surname,
    given,
    birthDate,
    sex,
    nationality,
    documents: documents.map(({ type, number, issuer }) => ({ type, number, issuer })),
    sources: [...alert.sources],
    seat: rows.find((row) => row.seat !== null)?.seat ?? null,
    locator: rows.find((row) => row.locator !== null)?.locator ?? null,
  };
}

/** The listings of an alert, in their order. */
async function wireListings(tx: Transaction, listings: Listings): Promise<[WireListing, ...WireListing[]]> {
  const stored = await activeEntriesById(
    tx,
    listings.map(({ entryId }) => entryId),
  );
  const categories = await categoriesNow(
    tx,
    listings.map(({ entryId, list, entry }) => ({ entryId, list, content: entry })),
  );
  const now = new Map(stored.map(({ entry, contentHash }) => [entry.id, contentHash]));
  const wire = async (listing: Listing): Promise<WireListing> => ({
    entry: {
      ...entryOf(listing.entry),
      personCategory: categories.get(listing.entryId) ?? "other",
      list: listing.list,
      listTitle: await listTitle(tx, listing.list),
      listVersion: listing.listVersion,
      matchedName: listing.match.matchedName,
      changedSince: now.get(listing.entryId)?.equals(listing.entryHash) !== true,
    },
    band: bandOf(listing.band),
    strength: listing.strength,
    threshold: listing.match.threshold,
    evidence: listing.match.why.map((item) => ({ ...item })),
    notCompared: listing.match.notCompared.map((item) => ({ ...item })),
    wouldChange: { ...listing.match.wouldChange },
  });
  const [first, ...rest] = listings;
  const others: WireListing[] = [];
  const shown = await wire(first);
  for (const listing of rest) others.push(await wire(listing));
  return [shown, ...others];
}

type WireListing = AlertDetail["alsoListed"][number];
const bandOf = (band: string): AlertDetail["band"] =>
  band === "strong" || band === "possible" ? band : "weak";

/** The clearing of the holder's other document, while the register has it. */
async function clearedBefore(tx: Transaction, alert: AlertFull): Promise<AlertDetail["clearedBefore"]> {
  const row = alert.cleared_before === null ? null : await clearingById(tx, alert.cleared_before);
  if (row === null) return null;
  const names = await displayNames(tx, [row.cleared_by]);
  return {
    by: names.get(row.cleared_by) ?? row.cleared_by,
    at: row.cleared_at.toISOString(),
    reason: row.reason,
  };
}

function entryOf(entry: ListEntry) {
  return {
    id: entry.id,
    reference: entry.ref,
    names: entry.names.map(({ full, type }) => ({ full, type })),
    // A range of years as ISO 8601 writes an interval, an approximate year with a tilde.
    birthDates: entry.dobs.map((dob) =>
      "date" in dob ? `${dob.circa === true ? "~" : ""}${dob.date}` : `${dob.from}/${dob.to}`,
    ),
    sex: entry.sex,
    nationalities: [...entry.nationalities],
    documents: entry.documents.map(({ type, number, country }) => ({ type, number, issuer: country })),
    programme: entry.programme ?? null,
    category: entry.category ?? null,
    instructions: entry.instructions ?? null,
  };
}

/** Rows of the list of cases. */
export async function wireCases(
  tx: Transaction,
  records: readonly CaseRecord[],
): Promise<CaseDetail["case"][]> {
  const names = await displayNames(
    tx,
    records.map((record) => record.opened_by),
  );
  return records.map((record) => ({
    id: record.case_id,
    reference: record.reference,
    title: record.title,
    state: record.state,
    openedAt: record.opened_at.toISOString(),
    openedBy: person(names, record.opened_by),
    alerts: record.alerts,
  }));
}

export async function wireCase(tx: Transaction, record: CaseRecord): Promise<CaseDetail> {
  const [row] = await wireCases(tx, [record]);
  if (row === undefined) throw new Error("one record makes one row");
  const events = await eventsOf(tx, record.case_id);
  const links = await linksOfCase(tx, record.case_id);
  const names = await displayNames(tx, [
    ...events.map((event) => event.actor),
    ...links.flatMap(({ category_wanted: wanted }) => (wanted === null ? [] : [wanted.by])),
  ]);
  return {
    case: row,
    alerts: await wireLines(tx, await alertLinesOfCase(tx, record.case_id)),
    criterionAlerts: await wireMatches(tx, await matchLinesOfCase(tx, record.case_id)),
    persons: links.map((link) => ({
      alertId: link.alert_id,
      kind: link.kind,
      source: link.source,
      maskedName: maskName(link.surname, link.given),
      category: link.person_category,
      waiting:
        link.category_wanted === null
          ? null
          : {
              category: link.category_wanted.category,
              by: person(names, link.category_wanted.by),
              at: link.category_wanted.at,
              reason: link.category_wanted.reason,
            },
    })),
    events: events.map((event) => ({
      at: event.at.toISOString(),
      by: names.get(event.actor) ?? event.actor,
      kind: event.kind,
      text: event.text,
    })),
    checklist: await checklistOf(tx, record.case_id),
    outcome: record.outcome,
  };
}
