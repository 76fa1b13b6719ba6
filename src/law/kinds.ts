// Kinds of values in a legal profile: how each is read, and when one value is at least as tight as another. Pure.
import { isDeepStrictEqual } from "node:util";
import {
  failPolicies,
  isoPeriod,
  neverLonger,
  periodOf,
  type CalendarPeriod,
  type FailPolicy,
  type Period,
  type PnrAgreement,
} from "#vocabulary";

/** A value as a profile's document holds it: plain JSON. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * A kind of value. `read` answers undefined for what is no such value; `plain` writes it as a document holds it, one way
 * only. `asTight`: a partial order, tighter or the same.
 */
export type Kind<Value> = {
  readonly name:
    | "period"
    | "hours"
    | "number"
    | "share"
    | "flag"
    | "word"
    | "words"
    | "pushes"
    | "agreements"
    | "fixed";
  /** Which way is tighter, for whoever reads a limit. */
  readonly tighter: "shorter" | "longer" | "lower" | "higher" | "fewer" | "more" | "none";
  readonly read: (plain: unknown) => Value | undefined;
  readonly plain: (value: Value) => Plain;
  readonly asTight: (one: Value, other: Value) => boolean;
};

const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);
const readPeriod = (plain: unknown): Period | undefined =>
  typeof plain === "string" ? periodOf(plain) : undefined;

function periods<Of extends Period>(
  name: "period" | "hours",
  isOne: (period: Period) => period is Of,
  tighter: "shorter" | "longer",
): Kind<Of> {
  const atMost = (one: Of, other: Of): boolean => same(one, other) || neverLonger(one, other);
  return {
    name,
    tighter,
    read: (plain) => {
      const period = readPeriod(plain);
      return period !== undefined && isOne(period) ? period : undefined;
    },
    plain: isoPeriod,
    asTight: (one, other) => (tighter === "shorter" ? atMost(one, other) : atMost(other, one)),
  };
}
const isCalendar = (period: Period): period is CalendarPeriod => !("hours" in period);
const inHours = (period: Period): period is { readonly hours: number } => "hours" in period;
const isAny = (_period: Period): _period is Period => true;

/** Whole calendar days or months; the shorter the tighter. */
export const shorterDays = periods("period", isCalendar, "shorter");
export const longerDays = periods("period", isCalendar, "longer");
/** A period that the law fixes: neither shorter nor longer is tighter. */
export const exactDays: Kind<CalendarPeriod> = { ...shorterDays, tighter: "none", asTight: same };
export const shorterHours = periods("hours", inHours, "shorter");
/** Any period, also in hours. */
export const shorter = periods("period", isAny, "shorter");

/** A number between two bounds that belong to what it is, whatever the law. */
function numbers(
  name: "number" | "share",
  tighter: "lower" | "higher",
  fits: (value: number) => boolean,
): Kind<number> {
  return {
    name,
    tighter,
    read: (plain) => (typeof plain === "number" && Number.isFinite(plain) && fits(plain) ? plain : undefined),
    plain: (value) => value,
    asTight: (one, other) => (tighter === "lower" ? one <= other : one >= other),
  };
}
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 1_000_000;
const isShare = (value: number): boolean => value >= 0 && value <= 1;
export const fewerThan = numbers("number", "lower", isCount);
export const moreThan = numbers("number", "higher", isCount);
export const lowerShare = numbers("share", "lower", isShare);
export const higherShare = numbers("share", "higher", isShare);

/** One word of a list that goes from the tightest to the loosest. */
export function word<const Word extends string>(...fromTightest: readonly Word[]): Kind<Word> {
  return {
    name: "word",
    tighter: "none",
    read: (plain) => fromTightest.find((one) => one === plain),
    plain: (value) => value,
    asTight: (one, other) => fromTightest.indexOf(one) <= fromTightest.indexOf(other),
  };
}

/** Words that fit `pattern`, each once, in any order; some of them are tighter than all. */
export function words(pattern: RegExp, least: 0 | 1): Kind<readonly string[]> {
  return {
    name: "words",
    tighter: "fewer",
    read: (plain) => {
      if (!Array.isArray(plain) || plain.length < least) return undefined;
      const all = plain.filter((one): one is string => typeof one === "string" && pattern.test(one));
      return all.length === plain.length && new Set(all).size === all.length ? all : undefined;
    },
    plain: (value) => [...value],
    asTight: (one, other) => one.every((each) => other.includes(each)),
  };
}

/** Sentences of the national law, as they stand there: stated, and held against nothing. */
export const statements: Kind<readonly string[]> = {
  ...words(/^[^\p{Cc}]{3,300}$/u, 1),
  tighter: "none",
  asTight: same,
};

export const flag: Kind<boolean> = {
  name: "flag",
  tighter: "none",
  read: (plain) => (typeof plain === "boolean" ? plain : undefined),
  plain: (value) => value,
  asTight: (one, other) => one || !other,
};

/** When something is sent, minutes from the scheduled departure: what comes before `opens` does not count for it. */
export type Window = { readonly opens: number; readonly due: number };
const minutesMax = 14 * 24 * 60;
const isMinute = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= minutesMax;

function windowOf(plain: unknown): Window | undefined {
  if (typeof plain !== "object" || plain === null || Object.keys(plain).length !== 2) return undefined;
  const { opens, due } = plain as { readonly opens?: unknown; readonly due?: unknown };
  return isMinute(opens) && isMinute(due) && opens < due ? { opens, due } : undefined;
}

/** Pushes of one kind that are owed of a flight; to ask for fewer is tighter. */
export const pushWindows: Kind<readonly Window[]> = {
  name: "pushes",
  tighter: "fewer",
  read: (plain) => {
    if (!Array.isArray(plain)) return undefined;
    const all = plain.map(windowOf).filter((one) => one !== undefined);
    const once = all.every((one, at) => all.findIndex((other) => same(one, other)) === at);
    return all.length === plain.length && all.length <= 20 && once ? all : undefined;
  },
  plain: (value) => value.map(({ opens, due }) => ({ opens, due })),
  asTight: (one, other) => one.every((window) => other.some((each) => same(each, window))),
};

const agreementParts: readonly string[] = ["name", "origins", "stay"];
const origins = words(/^(state:[A-Z]{2}|carrier:[A-Z0-9]{2,3})$/, 1);

function agreementOf(plain: unknown): PnrAgreement | undefined {
  if (typeof plain !== "object" || plain === null) return undefined;
  if (Object.keys(plain).some((key) => !agreementParts.includes(key))) return undefined;
  const { name, origins: from, stay } = plain as Readonly<Record<string, unknown>>;
  const listed = origins.read(from);
  const ends = stay === null ? null : shorterDays.read(stay);
  if (typeof name !== "string" || !/^[\p{L}\p{N}][\p{L}\p{N} .,/()–-]{1,59}$/u.test(name)) return undefined;
  return listed === undefined || ends === undefined ? undefined : { name, origins: listed, stay: ends };
}

/** As strict as the other: it binds whatever that one binds, and its stay is not longer. */
const asStrict = (one: PnrAgreement, other: PnrAgreement): boolean =>
  one.name === other.name &&
  origins.asTight(other.origins, one.origins) &&
  (other.stay === null || (one.stay !== null && shorterDays.asTight(one.stay, other.stay)));

/** Agreements that tighten the profile for the data that come under them; one more is tighter, none is the loosest. */
export const agreements: Kind<readonly PnrAgreement[]> = {
  name: "agreements",
  tighter: "more",
  read: (plain) => {
    if (!Array.isArray(plain) || plain.length > 20) return undefined;
    const all = plain.map(agreementOf).filter((one) => one !== undefined);
    const once = new Set(all.map(({ name }) => name)).size === all.length;
    return all.length === plain.length && once ? all : undefined;
  },
  plain: (value) =>
    value.map(({ name, origins: from, stay }) => ({
      name,
      origins: [...from],
      stay: stay === null ? null : isoPeriod(stay),
    })),
  asTight: (one, other) => other.every((each) => one.some((mine) => asStrict(mine, each))),
};

/** Minutes, negative before the event they are counted from. Of operation, not of protection: none is tighter. */
export const minutes: Kind<number> = {
  name: "number",
  tighter: "none",
  read: (plain) => (isMinute(plain) ? plain : undefined),
  plain: (value) => value,
  asTight: same,
};

export type OutageChoice = { readonly usual: FailPolicy; readonly permitted: readonly FailPolicy[] };

/** What carriers may be told while screening is away, the usual answer first. Of operation. */
export const outageChoice: Kind<OutageChoice> = {
  name: "words",
  tighter: "none",
  read: (plain) => {
    const listed = words(/^/, 1).read(plain);
    const usual = failPolicies.find((one) => one === listed?.[0]);
    const permitted = failPolicies.filter((one) => listed?.includes(one) === true);
    return usual === undefined || permitted.length !== listed?.length ? undefined : { usual, permitted };
  },
  plain: ({ usual, permitted }) => [usual, ...permitted.filter((one) => one !== usual)],
  asTight: same,
};

/** A part of the profile that versions do not change. */
export function fixed<Value>(only: Value, plain: Plain): Kind<Value> {
  return {
    name: "fixed",
    tighter: "none",
    read: (given) => (same(given, plain) ? only : undefined),
    plain: () => plain,
    asTight: same,
  };
}
