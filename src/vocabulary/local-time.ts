// Local times of airports and the instants they stand for, with daylight-saving gaps and overlaps defined.

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 86_400_000;

type ZoneOffsets = {
  readonly format: Intl.DateTimeFormat;
  /** Offset of a whole UTC day, or null when the offset changes within it. */
  readonly byDay: Map<number, number | null>;
  /** Offset of a quarter of an hour, only for days on which it changes (all zones change on a quarter). */
  readonly byQuarter: Map<number, number>;
};

const zones = new Map<string, ZoneOffsets>();

function offsetsOf(zone: string): ZoneOffsets {
  let known = zones.get(zone);
  if (known === undefined) {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    known = { format, byDay: new Map(), byQuarter: new Map() };
    zones.set(zone, known);
  }
  return known;
}

function computeOffset(format: Intl.DateTimeFormat, time: number): number {
  const field: Record<string, string> = {};
  for (const part of format.formatToParts(time)) field[part.type] = part.value;
  const year = field["era"] === "BC" ? 1 - Number(field["year"]) : Number(field["year"]);
  const local = Date.UTC(
    year,
    Number(field["month"]) - 1,
    Number(field["day"]),
    Number(field["hour"]),
    Number(field["minute"]),
    Number(field["second"]),
  );
  return local - Math.floor(time / 1000) * 1000;
}

/** Milliseconds to add to UTC for the zone's local time at an instant (epoch milliseconds). */
function offsetAt(zone: string, time: number): number {
  const offsets = offsetsOf(zone);
  const day = Math.floor(time / DAY);
  let ofDay = offsets.byDay.get(day);
  if (ofDay === undefined) {
    const first = computeOffset(offsets.format, day * DAY);
    const last = computeOffset(offsets.format, (day + 1) * DAY - 1000);
    ofDay = first === last ? first : null;
    offsets.byDay.set(day, ofDay);
  }
  if (ofDay !== null) return ofDay;
  const quarter = Math.floor(time / QUARTER);
  let ofQuarter = offsets.byQuarter.get(quarter);
  if (ofQuarter === undefined) {
    ofQuarter = computeOffset(offsets.format, quarter * QUARTER);
    offsets.byQuarter.set(quarter, ofQuarter);
  }
  return ofQuarter;
}

const localForm = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** A local time read as if it were UTC, in epoch milliseconds. */
function wallClock(local: string): number {
  const match = localForm.exec(local);
  const [year, month, day, hour, minute] = (match?.slice(1) ?? []).map(Number);
  const time = Date.UTC(year ?? Number.NaN, (month ?? 0) - 1, day, hour, minute);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 16) !== local) {
    throw new RangeError("a local time must be a real date and time as YYYY-MM-DDTHH:MM");
  }
  return time;
}

/**
 * The instant of a local time `YYYY-MM-DDTHH:MM` in an IANA zone. In the hour that occurs twice when clocks go back the
 * first is meant; in the hour that is skipped when clocks go forward the time is moved on by the length of the gap
 * (the choice of the Temporal standard, "compatible"). Throws RangeError for a malformed local time or an unknown zone:
 * check what comes from outside before it gets here.
 */
export function toInstant(local: string, zone: string): Date {
  const wall = wallClock(local);
  const before = offsetAt(zone, wall - DAY);
  const after = offsetAt(zone, wall + DAY);
  if (before === after) return new Date(wall - before);
  const early = wall - before;
  if (offsetAt(zone, early) === before) return new Date(early);
  const late = wall - after;
  return new Date(offsetAt(zone, late) === after ? late : early);
}

/** The local time `YYYY-MM-DDTHH:MM` of an instant in an IANA zone. Throws RangeError for an unknown zone. */
export function toLocal(instant: Date, zone: string): string {
  const time = instant.getTime();
  return new Date(time + offsetAt(zone, time)).toISOString().slice(0, 16);
}
