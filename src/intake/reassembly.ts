// Parts of lists and pushes come together: each is in the records at once, and here it is seen when nothing is lacking.
import { createHash } from "node:crypto";
import { messageCodes, findingOf, type ReadMessage } from "#messages";
import { systemActor, type Job, type Services, type Transaction } from "#platform";
import {
  endCloseOut,
  endPush,
  pushOfList,
  setArrived,
  setIncomplete,
  withdrawReplaced,
  type RecordsChange,
} from "#records";
import type { Finding, PushKind } from "#vocabulary";
import {
  belongsToWhole,
  commonReference,
  countsOf,
  endOf,
  isPart,
  isWhole,
  lackingOf,
  seriesWaitMs,
  stillTakes,
  withPart,
  type Counts,
  type SeriesPart,
} from "./series.ts";
import {
  addFinding,
  deleteSeries,
  insertSeries,
  keepPart,
  latestSeries,
  overdueSeries,
  partsOf,
  setSeries,
} from "./series-store.ts";

/** What a part did beyond what it says itself: who leaves by it, and what is to be told of the series. */
export type SeriesEffect = {
  readonly leaving: RecordsChange["leaving"];
  /** Who travels again by it. */
  readonly toScreen: RecordsChange["toScreen"];
  readonly findings: readonly Finding[];
  /** Nothing is lacking: the message stands for itself, or was the last part that did. */
  readonly whole: boolean;
};

/**
 * Takes a part that is in the records already into its series. When the series is whole by it, its total is compared
 * (PX23, PN04), bookings that a whole push does not name are marked, and the push counts as received.
 */
export async function takeIntoSeries(
  tx: Transaction,
  message: ReadMessage,
  change: RecordsChange,
  about: { readonly receiptId: string; readonly carrierId: string | null },
): Promise<SeriesEffect> {
  if (!isPartial(message)) return { ...nothing, whole: !isDamaged(message) };
  // What is damaged has to come again: nothing is whole with it.
  if (isDamaged(message)) return nothing;
  const { flight } = change;
  const part = partOf(message, change);
  const key = keyOf(message, flight);
  const latest = await latestSeries(tx, key);
  const recent =
    latest !== null && stillTakes({ state: latest.state, lastAt: latest.last_at }, tx.at) ? latest : null;
  const before = recent === null ? [] : await partsOf(tx, recent.series_id);
  const current = recent?.state === "complete" && !belongsToWhole(before, part) ? null : recent;
  const kept = current === null ? [] : before;
  const { parts, what, gone } = withPart(kept, part);
  if (what === "repeated") return nothing;
  const push = pushOf(message);
  const wholePush = message.push?.update === false;
  const id =
    current?.series_id ??
    insertSeries(tx, { key, carrierId: about.carrierId, kind: message.kind, push, wholePush, flight });
  keepPart(tx, id, about.receiptId, part);
  const whole = isWhole(parts);
  // A series that was whole and whose part was corrected stays so; one that lacks something waits anew.
  setSeries(tx, id, whole ? "complete" : "open", true);
  const closing = closingOf(message);
  // Whom only the earlier content of a close-out named is dealt with at its end.
  const replaces = gone.length > 0 && closing === null;
  const leaving = replaces ? await replace(tx, message, change, about.receiptId, gone) : [];
  if (!whole) return { ...nothing, leaving };
  if (push !== null && current?.state !== "complete") setArrived(tx, flight, push);
  if (current?.incomplete_at !== null && current?.state !== "complete" && current !== null) {
    tx.record({
      action: "series.completed",
      subjectKind: "series",
      subjectId: id,
      detail: { kind: message.kind, parts: parts.length },
    });
  }
  const named = new Set(parts.flatMap((each) => each.named));
  if (closing !== null) {
    const ended = await endCloseOut(tx, { flight, receiptId: about.receiptId, status: closing, named });
    return { ...ended, findings: [], whole };
  }
  const { stated, found } = countsOf(parts);
  if (stated !== null && stated !== found)
    return { ...nothing, leaving, findings: [countFinding(message, { stated, found })], whole };
  if (!wholePush || stated === null) return { ...nothing, leaving, whole };
  const left = await endPush(tx, { flight, receiptId: about.receiptId, named });
  return { ...nothing, leaving: [...leaving, ...left], whole };
}

const nothing: SeriesEffect = { leaving: [], toScreen: [], findings: [], whole: false };

/** Findings by which the end of a message is missing, and those after which travellers may be missing in the middle. */
const cutOff: ReadonlySet<string> = new Set(["EDI18", "MESSAGE_TOO_LONG"]);
const damage: ReadonlySet<string> = new Set([
  "FINDINGS_OMITTED",
  "LIMIT_REACHED",
  "SEGMENT_TOO_LONG",
  "TAG_INVALID",
]);

/**
 * Whether a close-out or a push of bookings has lost so much on its way that it has to come again: who is not in it may travel
 * all the same. Other lists take nobody off by not naming them.
 */
export function isDamaged(message: ReadMessage): boolean {
  if (closingOf(message) !== null) return mayLackTravellers(message);
  return message.push !== undefined && isCut(message);
}

/** Whether the end of a message never came. */
export function isCut({ findings }: ReadMessage): boolean {
  return findings.some(
    ({ code, values }) => cutOff.has(code) || (code === "TRAILER_MISSING" && values?.["trailer"] === "UNT"),
  );
}

/** Whether somebody may be missing in a message: the end of it, or a segment that could not be read. */
export function mayLackTravellers(message: ReadMessage): boolean {
  return isCut(message) || message.findings.some(({ code }) => damage.has(code));
}

/** Travellers or bookings that only the replaced part named are no longer said to travel. */
function replace(
  tx: Transaction,
  message: ReadMessage,
  { flight }: RecordsChange,
  receiptId: string,
  gone: readonly string[],
): Promise<RecordsChange["leaving"]> {
  const [travellers, bookings] = message.kind === "PAXLST" ? [gone, []] : [[], gone];
  return withdrawReplaced(tx, { flight, receiptId, travellers, bookings });
}

/** Whether a message is one part of several. */
export function isPartial(message: ReadMessage): boolean {
  return isPart(message.control, messageCounts(message));
}

/** Which close-out a list with persons is: who is on board (CLOB), or who is not (CLNB). */
function closingOf({ passengerList: list }: ReadMessage): string | null {
  return list?.status === "CLOB" || list?.status === "CLNB" ? list.status : null;
}

/**
 * Of a list its own kind of traveller is counted: a passenger list may state the crew, whom another list holds. What a
 * close-out states is the total of the flight, of whom it may name none.
 */
function messageCounts(message: ReadMessage): Counts {
  const { passengerList: list, bookings = [], push } = message;
  if (list === undefined) return { found: bookings.length, stated: push?.statedBookings ?? null };
  if (closingOf(message) !== null) return { found: list.travellers.length, stated: null };
  const ofCrew = list.function === "crew-list";
  const isCrew = (role: string) => role === "crew" || role === "in-transit-crew";
  const found = list.travellers.filter(({ role }) => isCrew(role) === ofCrew).length;
  return { found, stated: ofCrew ? list.stated.crew : list.stated.passengers };
}

function partOf(message: ReadMessage, change: RecordsChange): SeriesPart {
  const { control, passengerList: list, bookings = [] } = message;
  const content = createHash("sha1")
    .update(JSON.stringify(list === undefined ? bookings : list.travellers))
    .digest("hex");
  const counts = messageCounts(message);
  const lacks = counts.stated !== null && counts.found < counts.stated;
  const final = control.final && !(control.part === 1 && lacks);
  return { part: control.part ?? 1, final, content, named: change.named, ...counts };
}

function pushOf({ passengerList, push }: ReadMessage): PushKind | null {
  if (passengerList !== undefined) return pushOfList(passengerList);
  return push === undefined ? null : "pnr";
}

function keyOf(
  { kind, control, passengerList: list, push }: ReadMessage,
  flight: RecordsChange["flight"],
): Buffer {
  const type = list === undefined ? String(push?.update ?? "") : `${list.function} ${list.status ?? ""}`;
  const words = [control.sender ?? "", kind, commonReference(control), flight.date, flight.id, type];
  return createHash("sha256").update(words.join("\n")).digest();
}

/** A finding on a series as a whole has no place in a message. */
const noPlace = { segment: null, tag: null, offset: null };

function countFinding({ kind, passengerList: list }: ReadMessage, counts: Counts): Finding {
  const { stated, found } = counts;
  if (kind !== "PAXLST")
    return findingOf("PN04", messageCodes.PN04, noPlace, { stated: stated ?? "", found });
  const role = list?.function === "crew-list" ? "crew" : "passengers";
  return findingOf("PX23", messageCodes.PX23, noPlace, { stated: stated ?? "", role, found });
}

function incompleteFinding(parts: readonly SeriesPart[]): Finding {
  const { last, missing } = lackingOf(parts);
  const values = { count: last ?? `${missing.at(-1) ?? 0}+`, numbers: missing.join(", ") };
  return findingOf("SERIES_INCOMPLETE", messageCodes.SERIES_INCOMPLETE, noPlace, values);
}

const seriesMax = 1_000;
/** A correction or a late part comes within a day; what a part named is not kept longer than that needs. */
const keptDays = 3;

/** Closes series that waited long enough for their other parts. Returns how many lack some. */
export async function closeOverdueSeries({ database }: Pick<Services, "database">): Promise<number> {
  return database.transaction(systemActor("intake"), async (tx) => {
    let lacking = 0;
    for (const series of await overdueSeries(tx, new Date(tx.at.getTime() - seriesWaitMs), seriesMax)) {
      const parts = await partsOf(tx, series.series_id);
      const flight = { date: series.flight_date, id: series.flight_id };
      const state = endOf(parts);
      setSeries(tx, series.series_id, state, false);
      if (series.push !== null && state === "complete") setArrived(tx, flight, series.push);
      if (state === "complete") continue;
      lacking += 1;
      if (series.push !== null) setIncomplete(tx, flight, series.push);
      addFinding(tx, series.series_id, incompleteFinding(parts));
      tx.record({
        action: "series.incomplete",
        subjectKind: "series",
        subjectId: series.series_id,
        detail: { kind: series.kind, parts: parts.map(({ part }) => part).join(" ") },
      });
      tx.announce("flight", `${flight.date}_${flight.id}`);
    }
    return lacking;
  });
}

export const seriesJobs: readonly Job[] = [
  {
    name: "close-overdue-series",
    cron: "* * * * *",
    run: async (_payload, services) => {
      await closeOverdueSeries(services);
    },
  },
  {
    name: "delete-old-series",
    cron: "50 * * * *",
    run: (_payload, { database }) =>
      database.transaction(systemActor("housekeeping"), async (tx) => {
        const series = await deleteSeries(tx, new Date(tx.at.getTime() - keptDays * 86_400_000));
        if (series === 0) return;
        tx.record({
          action: "expired.deleted",
          subjectKind: "store",
          subjectId: "delete-old-series",
          detail: { series },
        });
      }),
  },
];
