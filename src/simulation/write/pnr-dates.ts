// Dates and times as PNRGOV writes them: DDMMYY, HHMM and DDMMMYY.
import { localTime } from "../schedule.ts";

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** `DDMMYY` of `YYYY-MM-DD...`. */
export const dayMonthYear = (date: string): string => date.slice(8, 10) + date.slice(5, 7) + date.slice(2, 4);

/** `DDMMYY` and `HHMM` of a local time `YYYY-MM-DDTHH:MM`. */
export const localDayTime = (local: string): [string, string] => [
  dayMonthYear(local),
  local.slice(11, 13) + local.slice(14, 16),
];

/** `DDMMYY` and `HHMM` of an instant (epoch milliseconds), in UTC. */
export function utcDayTime(at: number): [string, string] {
  const minutes = Math.floor(at / 60_000);
  const day = Math.floor(minutes / 1440);
  return localDayTime(localTime(day, minutes - day * 1440));
}

/** `DDMMMYY` of `YYYY-MM-DD`, as AIRIMP texts have it: `05AUG70`. */
export const dayMonthName = (date: string): string =>
  date.slice(8, 10) + (months[Number(date.slice(5, 7)) - 1] ?? "") + date.slice(2, 4);
