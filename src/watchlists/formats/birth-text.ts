// Finds a date of birth in what lists write: whole dates in several orders, months and years, spans, approximate years.
import type { EntryDob } from "../entry.ts";

/** Which of day and month stands first where both are numbers. */
export type DateOrder = "day-first" | "month-first";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONGEST = 80;
const CIRCA = /^(?:circa|approximately|approx\.?|about|around|ca?\.)\s*/i;

/** The birth the text says, or null where it says none that can be told. A day or month of 00 is not known. */
export function birthOf(said: string, order: DateOrder = "day-first"): EntryDob | null {
  const text = said.slice(0, LONGEST).trim();
  const circa = CIRCA.test(text);
  const plain = text
    .replace(CIRCA, "")
    .replace(/\s*\((?:approximate(?:ly)?|circa)\)$/i, "")
    .replace(/\.$/, "");
  const span = spanOf(plain, order);
  if (span !== null) return span;
  const date = dateOf(plain, order);
  return date === null ? null : circa ? { date, circa: true } : { date };
}

/** `1968 to 1973`, `between 1968 and 1973`, `1968-1973`, `01 Jan 1968 to 31 Dec 1973`: a span of years. */
function spanOf(text: string, order: DateOrder): EntryDob | null {
  const years = /^(\d{4})\s*[-–]\s*(\d{4})$/.exec(text);
  const parts = years?.slice(1) ?? text.replace(/^between\s+/i, "").split(/\s+(?:to|and)\s+/i);
  const [first, last] = parts;
  if (first === undefined || last === undefined || parts.length > 2) return null;
  const [from, to] = [dateOf(first, order)?.slice(0, 4), dateOf(last, order)?.slice(0, 4)];
  if (from === undefined || to === undefined || from > to) return null;
  return from === to ? { date: from } : { from, to };
}

/** One date as `YYYY[-MM[-DD]]`, or null. */
export function dateOf(said: string, order: DateOrder = "day-first"): string | null {
  const text = said.trim();
  const yearFirst = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?:[T ]\d.*|Z|[+-]\d{2}:\d{2})?$/.exec(
    text,
  );
  if (yearFirst !== null) return written(yearFirst[1], yearFirst[2], yearFirst[3]);
  const numbers = /^(\d{1,2}|dd)[-/.](\d{1,2}|mm)[-/.](\d{4})$/i.exec(text);
  if (numbers !== null) {
    const [, one, two, year] = numbers;
    return order === "day-first" ? written(year, two, one) : written(year, one, two);
  }
  const monthOnly = /^(\d{1,2}|mm)[-/.](\d{4})$/i.exec(text);
  if (monthOnly !== null) return written(monthOnly[2], monthOnly[1]);
  const words = /^(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?,?\s+(?:(\d{1,2}),\s*)?(\d{4})$/.exec(text);
  const month = MONTHS.indexOf((words?.[2] ?? "").toLowerCase()) + 1;
  return words === null || month === 0 ? null : written(words[4], String(month), words[1] ?? words[3]);
}

/** The date, as far as its parts can be told; null when a part cannot be (a thirteenth month, a 30 February). */
function written(year = "", month = "", day = ""): string | null {
  const [y, m, d] = [Number(year), Number(month) || 0, Number(day) || 0];
  if (!(y >= 1850 && y <= 2100) || m > 12) return null;
  if (m === 0) return year;
  if (d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  const parts = d === 0 ? [m] : [m, d];
  return [year, ...parts.map((part) => String(part).padStart(2, "0"))].join("-");
}
