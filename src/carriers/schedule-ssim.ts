// Schedules as carriers exchange them: the fixed records of IATA SSIM chapter 7.
import { airport, toInstant } from "#vocabulary";
import { soundLeg } from "./schedule-leg.ts";
import {
  legsMax,
  linesMax,
  linesOf,
  notText,
  scheduleFindings,
  type ScheduleReading,
} from "./schedule-reading.ts";
import { landingAfter, legKey, midnightOf, minutesOf, type ScheduledLeg } from "./schedule.ts";

const months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

/** `29MAR26` as a day; null for the open end (`00XXX00`), undefined for what is none. */
function dayOf(text: string): string | null | undefined {
  if (/^00XXX00$/i.test(text)) return null;
  const [, day = "", month = "", year = ""] = /^(\d{2})([A-Z]{3})(\d{2})$/i.exec(text) ?? [];
  const index = months.indexOf(month.toUpperCase());
  if (month === "" || index % 3 !== 0) return undefined;
  const iso = `20${year}-${String(index / 3 + 1).padStart(2, "0")}-${day}`;
  return Number.isNaN(midnightOf(iso)) ? undefined : iso;
}

/** Date variation: 0 to 9 days after the day of operation, A (or J) the day before; null where it is not stated. */
function variationOf(text: string): number | null {
  if (/^\d$/.test(text)) return Number(text);
  return text === "A" || text === "J" ? -1 : null;
}

type Carrier = { readonly code: string; readonly mode: "local" | "utc" | null; readonly last: string | null };

type Leg = {
  readonly line: number;
  /** Carrier, number, suffix and itinerary variation, as segment data name it. */
  readonly flight: string;
  readonly codeShares: string[];
  operatedBy: string | null;
  readonly leg: ScheduledLeg;
};

/** Column `from` to `to` of a record, counted from 1 as in the standard. */
const column = (record: string, from: number, to: number) => record.slice(from - 1, to);

/**
 * Reads a schedule file of SSIM chapter 7: records 1 (header), 2 (carrier), 3 (legs), 4 (segment data), 5 (trailer) and
 * fillers of zeros. Never throws: a record that cannot be taken has a finding with its line.
 */
export function readSsim(bytes: Uint8Array): ScheduleReading {
  const lines = linesOf(bytes);
  if (lines === null) return notText;
  const found = scheduleFindings();
  const legs: Leg[] = [];
  const unused = new Map<string, { line: number; count: number }>();
  let carrier: Carrier | null = null;
  let order = 0;
  let serial: number | null = null;
  let trailer = false;
  for (const [index, record] of lines.entries()) {
    const line = index + 1;
    if (record.trim() === "" || /^0{2,}$/.test(record.trim())) continue;
    if (line > linesMax || legs.length >= legsMax) {
      if (line > linesMax) found.add(line, "error", "file-too-long", linesMax);
      else found.add(line, "error", "legs-too-many", legsMax);
      break;
    }
    const type = record[0] ?? "";
    if (!/[1-5]/.test(type)) {
      found.add(line, "error", "record-unknown", type);
      continue;
    }
    if (record.trimEnd().length > 200 || (type === "3" && record.length < 72))
      found.add(line, record.length > 200 ? "warning" : "error", "record-length", record.length);
    if (type === "3" && record.length < 72) continue;
    serial = checkedSerial(record, serial, (value) => found.add(line, "warning", "serial-number", value));
    const place = type === "4" ? 3 : Number(type);
    // A file may hold several carriers, each with records 2 to 5.
    if (place < order && !(type === "2" && order === 5)) found.add(line, "warning", "record-order", type);
    if (type === "1" && order !== 0) found.add(line, "warning", "record-order", type);
    order = place;
    if (type === "2") {
      carrier = carrierOf(record);
      trailer = false;
      if (carrier.mode === null) found.add(line, "error", "time-mode", record[1] ?? "");
    } else if (type === "3") takeLeg(record, line, carrier, legs, found.add);
    else if (type === "4") takeSegment(record, line, legs, unused, found.add);
    else if (type === "5") {
      trailer = true;
      const stated = Number(column(record, 188, 193));
      const before = serial === null ? null : serial - 1;
      if (before !== null && stated > 0 && stated !== before)
        found.add(line, "warning", "trailer-count", column(record, 188, 193).trim());
    }
  }
  if (!trailer) found.add(lines.length, "error", "no-trailer", "");
  for (const [kind, { line, count }] of unused)
    found.add(line, "info", "data-not-used", `${kind} (${count})`);
  const taken = operatingLegs(legs, found.add);
  return { legs: taken, lines: lines.length, ...found.all() };
}

type Add = ReturnType<typeof scheduleFindings>["add"];

/** The record's serial number, compared with the one before; the numbers begin anew after 999999. */
function checkedSerial(record: string, before: number | null, wrong: (value: string) => void): number | null {
  const text = column(record, 195, 200).trim();
  if (!/^\d{1,6}$/.test(text)) return before;
  const value = Number(text);
  if (before !== null && value !== (before + 1) % 1_000_000) wrong(text);
  return value;
}

function carrierOf(record: string): Carrier {
  const mode = record[1]?.toUpperCase();
  return {
    code: column(record, 3, 5).trim().toUpperCase(),
    mode: mode === "L" ? "local" : mode === "U" ? "utc" : null,
    last: dayOf(column(record, 22, 28)) ?? null,
  };
}

function takeLeg(record: string, line: number, carrier: Carrier | null, legs: Leg[], add: Add): void {
  if (carrier === null) return add(line, "error", "no-carrier-record", "");
  if (carrier.mode === null) return add(line, "error", "time-mode", "");
  const code = column(record, 3, 5).trim().toUpperCase();
  const [, number = ""] = /^0*(\d{1,4})$/.exec(column(record, 6, 9).trim()) ?? [];
  const first = dayOf(column(record, 15, 21));
  const end = dayOf(column(record, 22, 28));
  const days = column(record, 29, 35)
    .split("")
    .filter((day) => /[1-7]/.test(day))
    .toSorted()
    .join("");
  const [origin, destination] = [column(record, 37, 39), column(record, 55, 57)].map((each) =>
    each.toUpperCase(),
  );
  // The aircraft's own times; the passengers' where the former are not stated.
  const departs = timeIn(record, 44, 40);
  const arrives = timeIn(record, 58, 62);
  const wrong = [
    !/^([A-Z][A-Z0-9]|[0-9][A-Z]|[A-Z]{3})$/.test(code) && (["carrier", code] as const),
    number === "" && (["number", column(record, 6, 9)] as const),
    (first === undefined || first === null) && (["day", column(record, 15, 21)] as const),
    end === undefined && (["day", column(record, 22, 28)] as const),
    days === "" && (["weekdays", column(record, 29, 35)] as const),
    airport(origin ?? "") === undefined && (["airport", origin ?? ""] as const),
    airport(destination ?? "") === undefined && (["airport", destination ?? ""] as const),
    Number.isNaN(departs) && (["time", column(record, 40, 47)] as const),
    Number.isNaN(arrives) && (["time", column(record, 58, 65)] as const),
  ].filter((fault) => fault !== false);
  for (const [fault, value] of wrong) add(line, "error", fault, value.trim());
  if (wrong.length > 0 || typeof first !== "string") return;
  if (code !== carrier.code) add(line, "warning", "other-carrier", code);
  const last = end ?? openEnd(first, carrier, (value) => add(line, "info", "open-period", value));
  const variations = [column(record, 193, 193), column(record, 194, 194)].map(variationOf);
  const [departsDay, arrivesDay] = variations;
  const leg: ScheduledLeg = {
    carrier: code,
    number,
    suffix: column(record, 2, 2).trim().toUpperCase(),
    variation: column(record, 10, 11).trim() + column(record, 128, 128).trim(),
    origin: origin ?? "",
    destination: destination ?? "",
    mode: carrier.mode,
    departs: departs + (departsDay ?? 0) * 1440,
    arrives: arrives + (arrivesDay ?? departsDay ?? 0) * 1440,
    first,
    last,
    days,
    everyWeeks: column(record, 36, 36) === "2" ? 2 : 1,
    codeShares: [],
  };
  if (midnightOf(last) < midnightOf(first)) return add(line, "error", "period", last);
  const sound = soundLeg(typeof arrivesDay === "number" ? leg : { ...leg, arrives: landingAfter(leg) });
  if ("faults" in sound) {
    for (const { code: fault, value } of sound.faults) add(line, "error", fault, value);
    return;
  }
  checkVariation(record, 48, sound.origin, sound, line, add);
  checkVariation(record, 66, sound.destination, sound, line, add);
  const flight = flightOf(record);
  legs.push({ line, flight, codeShares: [], operatedBy: null, leg: sound });
}

function timeIn(record: string, at: number, otherwise: number): number {
  const [own, other] = [at, otherwise].map((from) => minutesOf(column(record, from, from + 3)));
  return Number.isNaN(own) ? (other ?? Number.NaN) : (own ?? Number.NaN);
}

/** A period without end lasts as long as the carrier's file, or a year. */
function openEnd(first: string, carrier: Carrier, say: (last: string) => void): string {
  const year = new Date(midnightOf(first) + 365 * 86_400_000).toISOString().slice(0, 10);
  const last = carrier.last !== null && carrier.last >= first ? carrier.last : year;
  say(last);
  return last;
}

/** Local times need no difference to UTC, but a wrong one is a sign of a wrong airport or a wrong time. */
function checkVariation(
  record: string,
  at: number,
  place: string,
  leg: ScheduledLeg,
  line: number,
  add: Add,
): void {
  const stated = column(record, at, at + 4);
  const [, sign = "", hours = "", minutes = ""] = /^([+-])(\d{2})(\d{2})$/.exec(stated) ?? [];
  const zone = airport(place)?.zone;
  if (sign === "" || zone === undefined) return;
  const noon = `${leg.first}T12:00`;
  const actual = (Date.parse(`${noon}:00Z`) - toInstant(noon, zone).getTime()) / 60_000;
  const said = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (said !== actual) add(line, "warning", "utc-variation", `${place} ${stated}`);
}

function flightOf(record: string): string {
  return column(record, 2, 11) + column(record, 128, 128).trim();
}

/** Data element 010 names the flights sold for this one, 050 the flight that operates this one. */
function takeSegment(
  record: string,
  line: number,
  legs: readonly Leg[],
  unused: Map<string, { line: number; count: number }>,
  add: Add,
): void {
  const kind = column(record, 31, 33);
  if (kind !== "010" && kind !== "050") {
    const seen = unused.get(kind);
    if (seen === undefined) unused.set(kind, { line, count: 1 });
    else seen.count += 1;
    return;
  }
  const flight = column(record, 2, 11) + column(record, 28, 28).trim();
  const [from, to] = [column(record, 34, 36), column(record, 37, 39)];
  const own: Leg[] = [];
  // Segment data follow their legs at once.
  for (let at = legs.length - 1; at >= 0 && legs[at]?.flight === flight; at--) {
    const each = legs[at];
    if (each !== undefined && (each.leg.origin === from || each.leg.destination === to)) own.push(each);
  }
  if (own.length === 0) return add(line, "warning", "segment-without-leg", `${flight.trim()} ${from}-${to}`);
  const named = [
    ...column(record, 40, 194)
      .toUpperCase()
      .matchAll(/([A-Z][A-Z0-9]|[0-9][A-Z])[A-Z]? *0*(\d{1,4})([A-Z]?)(?![A-Z0-9])/g),
  ].map(([, code = "", number = "", suffix = ""]) => `${code}${number}${suffix}`);
  for (const each of own) {
    if (kind === "010") each.codeShares.push(...named);
    else each.operatedBy = named[0] ?? null;
  }
}

/** Legs that are operated under their own designator, each once; those sold for another's are told. */
function operatingLegs(legs: readonly Leg[], add: Add): ScheduledLeg[] {
  const seen = new Map<string, number>();
  return legs.flatMap(({ line, leg, codeShares, operatedBy }) => {
    if (operatedBy !== null) {
      add(line, "info", "marketing-flight", operatedBy);
      return [];
    }
    const whole = { ...leg, codeShares: [...new Set(codeShares)] };
    const earlier = seen.get(legKey(whole));
    if (earlier !== undefined) {
      add(line, "warning", "same-again", earlier);
      return [];
    }
    seen.set(legKey(whole), line);
    return [whole];
  });
}
