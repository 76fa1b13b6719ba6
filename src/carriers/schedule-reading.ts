// What reading a schedule file gives: legs, and a finding with its line for whatever was not taken or looks wrong.
import { legFaults } from "./schedule-leg.ts";
import type { ScheduledLeg } from "./schedule.ts";

/** What a line of a schedule file can have wrong besides the faults of the leg it states. `{value}` is filled in. */
export const scheduleCodes = {
  ...legFaults,
  "not-text": "The file is not text in UTF-8 or ASCII: {value}.",
  "file-too-long": "The file has more than {value} lines; those after were not read.",
  "legs-too-many": "The file states more than {value} legs; those after were not taken.",
  columns: "The first line lacks the columns {value}. The template names all of them.",
  "columns-of-line": "The line has {value} fields, other than the first line.",
  "record-unknown": "{value} is no record type of SSIM chapter 7 (1, 2, 3, 4, 5, or zeros to fill a block).",
  "record-length": "The record has {value} characters; SSIM records have 200.",
  "record-order":
    "A record of type {value} stands where none may: header, carrier, flights, trailer is the order.",
  "time-mode":
    "{value} is no time mode: L (local) or U (universal) is expected, so the flights below cannot be timed.",
  "no-carrier-record": "A flight leg stands before any carrier record (type 2), which tells its time mode.",
  "other-carrier": "The leg is of {value}, but its carrier record names another; it was taken.",
  "no-trailer": "The trailer record (type 5) is missing: the file may have been cut off.",
  "serial-number": "The record's serial number is {value}, which does not follow the one before.",
  "trailer-count": "The trailer names {value} as the serial number before it: records may be missing.",
  "utc-variation":
    "The stated difference to UTC, {value}, is not that of the airport's zone; the zone's is used.",
  "open-period": "The period has no end; it was taken until {value}.",
  "marketing-flight":
    "The leg is sold for {value}, which operates it: only the operating flight is expected.",
  "segment-without-leg": "Segment data for {value}, of which no leg was read before.",
  "data-not-used": "Segment data of kind {value} are not used here.",
  "same-again": "The leg repeats line {value}.",
} as const;
export type ScheduleCode = keyof typeof scheduleCodes;

/** `line` counts from 1. An error means that the line was not taken. */
export type ScheduleFinding = {
  readonly line: number;
  readonly severity: "error" | "warning" | "info";
  readonly code: ScheduleCode;
  readonly value: string;
};

export type ScheduleReading = {
  readonly legs: readonly ScheduledLeg[];
  readonly findings: readonly ScheduleFinding[];
  readonly lines: number;
  /** How many findings there were beyond those listed. */
  readonly more: number;
};

export const linesMax = 200_000;
export const legsMax = 50_000;
const findingsMax = 1_000;

/** Collects what is found, up to a number; the rest is counted. */
export function scheduleFindings() {
  const findings: ScheduleFinding[] = [];
  let more = 0;
  return {
    add: (
      line: number,
      severity: ScheduleFinding["severity"],
      code: ScheduleCode,
      value: string | number,
    ): void => {
      if (findings.length >= findingsMax) more += 1;
      else findings.push({ line, severity, code, value: String(value).slice(0, 120) });
    },
    all: () => ({ findings: findings.toSorted((a, b) => a.line - b.line), more }),
  };
}

/** The lines of a file, however they end; null where the bytes are no text. */
export function linesOf(bytes: Uint8Array): string[] | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text.split(/\r\n|\n|\r/);
  } catch (problem) {
    if (problem instanceof TypeError) return null;
    throw problem;
  }
}

/** The reading of a file that is no text at all. */
export const notText: ScheduleReading = {
  legs: [],
  findings: [{ line: 1, severity: "error", code: "not-text", value: "bytes that no character has" }],
  lines: 0,
  more: 0,
};

/** The sentence of a finding with its value filled in. */
export function scheduleText({ code, value }: Pick<ScheduleFinding, "code" | "value">): string {
  return scheduleCodes[code].replace("{value}", value === "" ? "–" : value);
}
