// Schedules as a table of comma-separated values, with the template that carriers fill in.
import { legEntered, type LegEntered, type LegField } from "./schedule-leg.ts";
import {
  legsMax,
  linesMax,
  linesOf,
  notText,
  scheduleFindings,
  type ScheduleReading,
} from "./schedule-reading.ts";
import { legKey, type ScheduledLeg } from "./schedule.ts";

const columns: readonly (readonly [column: string, field: LegField, needed: boolean])[] = [
  ["carrier", "carrier", true],
  ["number", "number", true],
  ["from", "from", true],
  ["to", "to", true],
  ["departs", "departs", true],
  ["arrives", "arrives", true],
  ["arrives_day", "arrivesDay", false],
  ["first_day", "firstDay", true],
  ["last_day", "lastDay", true],
  ["days", "days", true],
  ["every_weeks", "everyWeeks", false],
  ["code_shares", "codeShares", false],
];

/** The file that carriers fill in: the columns and two lines that show how. */
export const scheduleTemplate = [
  columns.map(([column]) => column).join(","),
  "J2,75,GYD,IST,08:20,10:30,0,2026-03-29,2026-10-24,1234567,1,TK8175",
  "J2,12,DXB,GYD,02:25,05:20,0,2026-03-29,2026-10-24,1357,1,",
  "",
].join("\r\n");

/** The fields of one line; quotes hold separators, doubled ones stand for themselves. */
function fieldsOf(line: string, separator: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (quoted && sign === '"' && line[at + 1] === '"') field += line[++at] ?? "";
    else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      fields.push(field);
      field = "";
    } else field += sign;
  }
  return [...fields, field];
}

/**
 * Reads a table of legs: the first line names the columns, in any order, with commas, semicolons or tabs between. Never
 * throws: lines with faults are not taken and have one finding a fault.
 */
export function readScheduleCsv(bytes: Uint8Array): ScheduleReading {
  const lines = linesOf(bytes);
  if (lines === null) return notText;
  const found = scheduleFindings();
  const head = lines[0] ?? "";
  const separator = [",", ";", "\t"].find((sign) => head.includes(sign)) ?? ",";
  const names = fieldsOf(head, separator).map((name) => name.trim().toLowerCase());
  const missing = columns.filter(([column, , needed]) => needed && !names.includes(column));
  if (missing.length > 0) {
    found.add(1, "error", "columns", missing.map(([column]) => column).join(", "));
    return { legs: [], lines: lines.length, ...found.all() };
  }
  const legs: ScheduledLeg[] = [];
  const seen = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    if (index >= linesMax || legs.length >= legsMax) {
      found.add(
        index + 1,
        "error",
        index >= linesMax ? "file-too-long" : "legs-too-many",
        index >= linesMax ? linesMax : legsMax,
      );
      break;
    }
    const fields = fieldsOf(line, separator);
    if (fields.length !== names.length) {
      found.add(index + 1, "error", "columns-of-line", fields.length);
      continue;
    }
    const entered = Object.fromEntries(
      columns.map(([column, field]) => [field, fields[names.indexOf(column)] ?? ""]),
    ) as LegEntered;
    const leg = legEntered(entered);
    if ("faults" in leg) {
      for (const { code, value } of leg.faults) found.add(index + 1, "error", code, value);
      continue;
    }
    const earlier = seen.get(legKey(leg));
    if (earlier === undefined) {
      seen.set(legKey(leg), index + 1);
      legs.push(leg);
    } else found.add(index + 1, "warning", "same-again", earlier);
  }
  return { legs, lines: lines.length, ...found.all() };
}
