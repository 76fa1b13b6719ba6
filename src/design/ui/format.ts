// Numbers, days and instants as each language writes them. Azerbaijani is written from own tables: browsers ship without it.
import type { Language } from "./texts.ts";

const azMonths = ["yan", "fev", "mar", "apr", "may", "iyn", "iyl", "avq", "sen", "okt", "noy", "dek"];
const azWholeMonths = [
  "yanvar",
  "fevral",
  "mart",
  "aprel",
  "may",
  "iyun",
  "iyul",
  "avqust",
  "sentyabr",
  "oktyabr",
  "noyabr",
  "dekabr",
];
const azWeekdays = ["B.", "B.e.", "Ç.a.", "Ç.", "C.a.", "C.", "Ş."];
const tags: Readonly<Record<Language, string>> = { en: "en-GB", az: "az", fr: "fr", ru: "ru", ar: "ar" };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(tag, { ...options, numberingSystem: "latn", calendar: "gregory" });
    formats.set(key, format);
  }
  return format;
}

/** A whole or decimal number: 12,345.6 in English, 12.345,6 in Azerbaijani. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return numberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    value,
  );
}

/** German writes figures as Azerbaijani does. */
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const tag = language === "az" ? "de" : tags[language];
  return new Intl.NumberFormat(tag, { ...options, numberingSystem: "latn" });
}

/** A number with one decimal digit where it has any: 9.6, 12. */
export function formatRate(value: number, language: Language): string {
  return numberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

/** A share between 0 and 1: `94.4%`, `94,4%`. */
export function formatShare(share: number, language: Language): string {
  // German sets a space before the sign, Azerbaijani none.
  if (language === "az") return `${formatRate(share * 100, language)}%`;
  return numberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** A month (`2026-10`): `October 2026`, `oktyabr 2026`; short `Oct 26`. */
export function formatMonth(month: string, language: Language, short = false): string {
  const [year = "", number = ""] = month.split("-");
  if (language === "az") {
    const name = (short ? azMonths : azWholeMonths)[Number(number) - 1] ?? number;
    return `${name} ${short ? year.slice(2) : year}`;
  }
  return formatFor(tags[language], {
    timeZone: "UTC",
    month: short ? "short" : "long",
    year: short ? "2-digit" : "numeric",
  }).format(new Date(`${month}-01T00:00:00Z`));
}

/** A probability with two digits, rounded down: what is not certain never shows as 1. */
export function formatScore(score: number, language: Language): string {
  return formatNumber(Math.min(0.99, Math.floor(score * 100 + 1e-9) / 100), language, 2);
}

/** The parts of an instant at a place, all two digits but the year. */
export type ClockParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly time: string;
  readonly seconds: string;
};

/** An instant (ISO with Z, or milliseconds) as the clocks of a zone show it; undefined for something that is no instant. */
export function clockParts(instant: string | number, zone: string): ClockParts | undefined {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  const format = formatFor("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(date).map((part) => [part.type, part.value]));
  const [year, month, day] = [
    Number(parts.get("year")),
    Number(parts.get("month")),
    Number(parts.get("day")),
  ];
  return {
    year,
    month,
    day,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    time: `${parts.get("hour") ?? ""}:${parts.get("minute") ?? ""}`,
    seconds: parts.get("second") ?? "",
  };
}

/** What the clocks of a zone show (`2026-11-21T14:30`, as fields of dates give it) as an instant; null where it is none. */
export function instantIn(text: string, zone: string): string | null {
  const wanted = Date.parse(`${text}Z`);
  if (text === "" || Number.isNaN(wanted)) return null;
  // Twice, since the offset may be another at the instant that the first guess finds.
  let at = wanted;
  for (let time = 0; time < 2; time += 1) {
    const shown = clockParts(at, zone);
    if (shown === undefined) return null;
    const { year, month, day } = shown;
    const [hours = 0, minutes = 0] = shown.time.split(":").map(Number);
    at += wanted - Date.UTC(year, month - 1, day, hours, minutes, Number(shown.seconds));
  }
  return new Date(at).toISOString();
}

type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };

/** A calendar day in words: `21 Nov 2026`, `21 noy 2026`; without the year where `short`. */
export function formatDay(day: CalendarDay, language: Language, short = false): string {
  if (language === "az") {
    return `${day.day} ${azMonths[day.month - 1] ?? ""}${short ? "" : ` ${day.year}`}`;
  }
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day));
  return formatFor(tags[language], {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(short ? {} : { year: "numeric" }),
  }).format(date);
}

/** The short name of a weekday, 0 = Sunday. */
export function formatWeekday(weekday: number, language: Language): string {
  if (language === "az") return azWeekdays[weekday] ?? "";
  const date = new Date(Date.UTC(2023, 0, 1 + weekday));
  return formatFor(tags[language], { timeZone: "UTC", weekday: "short" }).format(date);
}

/**
 * A date that may be partial, as sent: `1984-03-11`, `1984-03` or `1984`. What is not such a date comes back as it is:
 * a birth date of a list may be words.
 */
export function formatPartialDate(value: string, language: Language): string {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
  if (found === null) return value;
  const [, year = "", month, day] = found;
  if (month === undefined || Number(month) < 1 || Number(month) > 12) return value;
  if (day === undefined) {
    if (language === "az") return `${azMonths[Number(month) - 1] ?? month} ${year}`;
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, 1));
    return formatFor(tags[language], { timeZone: "UTC", month: "short", year: "numeric" }).format(date);
  }
  return formatDay({ year: Number(year), month: Number(month), day: Number(day) }, language);
}

/** The offset of a zone at an instant: `+04`, `+05:30`, `UTC` for none. */
export function zoneOffset(instant: string | number, zone: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return "";
  const parts = formatFor("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(date);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const offset = name.replace(/^GMT/, "").replace(/:00$/, "");
  return offset === "" ? "UTC" : offset.replace("-", "−");
}

/** How long until (positive) or since (negative) an instant, in whole units that fit: what a countdown shows. */
export type Span = {
  readonly past: boolean;
  readonly unit: "seconds" | "minutes" | "hours" | "days";
  /** The larger unit and the remainder in the next smaller one. */
  readonly whole: number;
  readonly rest: number;
};

/** Breaks a number of milliseconds into a span. */
export function spanOf(milliseconds: number): Span {
  const past = milliseconds < 0;
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < 600) return { past, unit: "seconds", whole: Math.floor(seconds / 60), rest: seconds % 60 };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { past, unit: "minutes", whole: minutes, rest: 0 };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { past, unit: "hours", whole: hours, rest: minutes % 60 };
  return { past, unit: "days", whole: Math.floor(hours / 24), rest: hours % 24 };
}
