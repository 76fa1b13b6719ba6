// Which listed names may reach a score: names that cannot, by an upper bound, are never scored (screening.md §4).
import type { JoinHit } from "./candidates.ts";
import type { ListIndex } from "./index/list-index.ts";
import {
  dateHash,
  DAY_UNKNOWN,
  NO_DATES,
  UNDATED,
  unpackDate,
  VAGUE,
  WHOLE_MONTH,
} from "./index/packed-date.ts";
import { rowLength } from "./index/growing.ts";
import type { Query } from "./query.ts";
import { slippedYears } from "./slipped-years.ts";
import { compareDates, type PlainDate } from "./score/birth-date.ts";
import { pairBits } from "./candidates.ts";
import { JOINED_EQUAL } from "./join-hits.ts";
import { BIRTH_DATE, PERSON } from "./score/model.ts";
import { mostDateBits, MOST_OTHER_DATE } from "./score/facts.ts";
import { wholeName, wordsNeeded } from "./score/name-evidence.ts";
import type { WordPairs } from "./word-pairs.ts";

/** Sums of one query by name; all zero between queries. */
export type Sums = { readonly values: Float64Array; readonly touched: number[] };

/** Rounding of sums must never let a bound fall below the true sum. */
const ROUNDING = 1e-6;

/** The most that sex and nationality add. */
const MOST_PERSON_FACTS = PERSON.sexEqual + PERSON.nationalityEqual;

/**
 * Entries whose birth date may be worth more than an equal year: equal, day and month exchanged, or equal in year and
 * month with the day unknown. The value says whether a full date is equal.
 */
export function nearDates(index: ListIndex, query: Query): ReadonlyMap<number, boolean> {
  const near = new Map<number, boolean>();
  const date = query.birthDate;
  if (date === null || date.month === 0) return near;
  const days =
    date.day === 0
      ? [dateHash(date.year, date.month, WHOLE_MONTH)]
      : [
          dateHash(date.year, date.month, date.day),
          dateHash(date.year, date.day, date.month),
          dateHash(date.year, date.month, DAY_UNKNOWN),
        ];
  const found: number[] = [];
  let count = 0;
  for (const hash of days) count = index.birthDates.collect(hash, found, count);
  for (let at = 0; at < count; at++) {
    const entry = found[at] ?? 0;
    near.set(entry, near.get(entry) === true || isBornOn(index, entry, date));
  }
  return near;
}

function isBornOn(index: ListIndex, entry: number, date: NonNullable<Query["birthDate"]>): boolean {
  const { starts, values } = index.entries.dobs;
  if (date.day === 0) return false;
  for (let place = starts[entry] ?? 0; place < (starts[entry + 1] ?? 0); place++) {
    const listed = unpackDate(values[place] ?? 0);
    const same = listed.year === date.year && listed.month === date.month && listed.day === date.day;
    if (listed.kind === 0 && same) return true;
  }
  return false;
}

type Search = {
  readonly index: ListIndex;
  readonly pairs: WordPairs;
  readonly joinHits: ReadonlyMap<number, readonly JoinHit[]>;
  /** Entries always looked at: near birth dates, documents. */
  readonly special: ReadonlySet<number>;
  readonly prior: number;
  readonly least: number;
  /** What any name may gain beyond its found words. */
  readonly bonus: number;
  readonly birthDate: PlainDate | null;
  readonly facts: (entry: number) => number;
};

/**
 * Calls `visit` for every name that can reach `least`, perhaps twice, and for all names of special entries. Exact: a name
 * not visited would score less than `least`, or shares no word with the traveller. Names are looked through by what their
 * entry's date can be worth at most: few of those whose date speaks against the traveller have words enough.
 */
export function eachCandidateName(
  search: Search,
  sums: Sums,
  visit: (name: number, entry: number) => void,
): void {
  const { index, special, joinHits, birthDate } = search;
  const needed = search.least - ROUNDING - search.prior - MOST_PERSON_FACTS;
  const neededFor = (dateBits: number): number => wordsNeeded(needed - dateBits) - search.bonus;
  const neededWords = neededFor(MOST_OTHER_DATE);
  const neededUndated = neededFor(0);
  const neededFarApart = neededFor(BIRTH_DATE.farYear);
  const neededOf = (name: number): number => {
    const dateBits = mostDateBits(birthDate, index.nameDate[name] ?? NO_DATES);
    return dateBits < 0 ? neededFarApart : dateBits === 0 ? neededUndated : neededWords;
  };
  const consider = (name: number): void => {
    const entry = index.nameEntry[name] ?? 0;
    if (!special.has(entry) && mayReach(search, name, entry)) visit(name, entry);
  };
  const considerOther = (name: number): void => {
    const least = neededOf(name);
    if (least !== Infinity && wordsOf(search, name) + search.bonus >= least) consider(name);
  };
  const order = longestFirst(search);
  const most = mostWords(search.pairs);
  const parted = birthDate !== null && most > 0 && index.population >= PARTED_FROM;
  const groups = parted
    ? groupsOf(birthDate.year, {
        undated: neededUndated,
        near: neededWords,
        apart: neededFor(mostApart(birthDate)),
        far: neededFarApart,
      })
    : [{ needs: birthDate === null ? neededUndated : neededWords, classes: EVERY_CLASS }];
  for (const group of groups) {
    if (most === 0 || most < group.needs) continue;
    const slack = sumEssential(search, order, group, sums);
    for (const name of sums.touched) {
      const words = (sums.values[name] ?? 0) + slack;
      sums.values[name] = 0;
      if (words < group.needs || (words < neededFarApart && words < neededOf(name))) continue;
      consider(name);
    }
  }
  for (const name of joinHits.keys()) considerOther(name);
  if (parted) eachSlippedName(search, considerOther);
  for (const entry of special) {
    for (let name = index.entryNames[entry] ?? 0; name < (index.entryNames[entry + 1] ?? 0); name++)
      visit(name, entry);
  }
}

/** Date classes, each from one number on and below another, and the words that a name in them needs at least. */
type DateGroup = {
  readonly needs: number;
  readonly classes: readonly (readonly [from: number, below: number])[];
};

const EVERY_CLASS: DateGroup["classes"] = [[UNDATED, Infinity]];

/** In a list of so many entries names are gone through by their dates: in a shorter one a look at each costs less. */
const PARTED_FROM = 50_000;

/** So many years apart a date counts less against the traveller than farther off. */
const APART_YEARS = 2;
/** From so many years apart on, they may be those of two calendars. */
const CALENDAR_YEARS = 500;

/**
 * All date classes, parted by what a date in them can be worth: none, vague, of the same year, apart, far. One apart or far
 * that is the traveller's but for a slip is worth more, and found by itself (eachSlippedName).
 */
function groupsOf(
  year: number,
  needs: { readonly undated: number; readonly near: number; readonly apart: number; readonly far: number },
): readonly DateGroup[] {
  const first = Math.max(VAGUE + 1, year - CALENDAR_YEARS + 1);
  const [apart, past] = [year - APART_YEARS, year + APART_YEARS + 1];
  return [
    { needs: needs.undated, classes: [[UNDATED, VAGUE]] },
    {
      needs: needs.near,
      classes: [
        [VAGUE, first],
        [year, year + 1],
        [year + CALENDAR_YEARS, Infinity],
      ],
    },
    {
      needs: needs.apart,
      classes: [
        [apart, year],
        [year + 1, past],
      ],
    },
    {
      needs: needs.far,
      classes: [
        [first, apart],
        [past, year + CALENDAR_YEARS],
      ],
    },
  ];
}

/** The most that a date one or two years off is worth that no slip makes of the traveller's: a whole one, or one less known. */
function mostApart(date: PlainDate): number {
  const month = (date.month % 12) + 1;
  const day = (date.day % 28) + 1;
  const known = [
    { month: 0, day: 0 },
    { month, day: 0 },
    { month, day },
  ];
  let most = -Infinity;
  for (let years = 1; years <= APART_YEARS; years++) {
    const year = date.year + years;
    for (const rest of known)
      most = Math.max(most, compareDates(date, { kind: 0, year, yearTo: year, ...rest }).bits);
  }
  return most;
}

/** Names of entries with the traveller's full date, or day and month exchanged, in a year that a slip makes of his. */
function eachSlippedName({ index, birthDate }: Search, visit: (name: number) => void): void {
  if (birthDate === null || birthDate.day === 0) return;
  const { month, day } = birthDate;
  const found: number[] = [];
  let count = 0;
  for (const year of [...slippedYears(birthDate.year), birthDate.year - 2, birthDate.year + 2]) {
    count = index.birthDates.collect(dateHash(year, month, day), found, count);
    if (day <= 12 && day !== month)
      count = index.birthDates.collect(dateHash(year, day, month), found, count);
  }
  for (let at = 0; at < count; at++) {
    const entry = found[at] ?? 0;
    for (let name = index.entryNames[entry] ?? 0; name < (index.entryNames[entry + 1] ?? 0); name++)
      visit(name);
  }
}

/** Whether a name's words, joins and its entry's facts can add up to what is needed. */
function mayReach(search: Search, name: number, entry: number): boolean {
  const needed = search.least - ROUNDING - search.prior - search.facts(entry);
  const words = wordsOf(search, name) + search.bonus;
  return words >= needed && wholeName(words) >= needed;
}

function wordsOf({ index, pairs, joinHits }: Search, name: number): number {
  const { starts, values } = index.nameTokens;
  let words = 0;
  for (let at = starts[name] ?? 0; at < (starts[name + 1] ?? 0); at++) words += pairs.most(values[at] ?? 0);
  const hits = joinHits.size === 0 ? undefined : joinHits.get(name);
  if (hits === undefined) return words;
  let weight = 0;
  for (let at = starts[name] ?? 0; at < (starts[name + 1] ?? 0); at++)
    weight += index.tokens.bits[values[at] ?? 0] ?? 0;
  return words + hits.length * pairBits(weight, JOINED_EQUAL, 0);
}

/** The near words, those of most names first. */
function longestFirst({ index, pairs }: Search): Uint32Array {
  const { tokens } = pairs;
  const numbered = new Float64Array(tokens.length);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0;
    numbered[at] = rowLength(index.tokenNames, token) * 2 ** 32 + token;
  }
  numbered.sort();
  const order = new Uint32Array(numbered.length);
  for (let at = 0; at < order.length; at++) order[at] = (numbered[order.length - 1 - at] ?? 0) % 2 ** 32;
  return order;
}

/** The most that near words can come to in any name: the best of each of the traveller's words. */
function mostWords(pairs: WordPairs): number {
  const none = new Float64Array(pairs.columns);
  for (const token of pairs.tokens) leaveOut(pairs, token, none);
  return none.reduce((sum, most) => sum + most, 0);
}

/**
 * Adds to every name of a date group the most its essential words can contribute, and returns what its other words can at
 * most. Words are left out, longest postings first, while all that is left out cannot reach what is needed by itself: a
 * name of only such words is no candidate, and any other is met through an essential word (Turtle and Flood 1995, MaxScore).
 */
function sumEssential(
  { index, pairs }: Search,
  order: Uint32Array,
  group: DateGroup,
  { values, touched }: Sums,
): number {
  touched.length = 0;
  const leftOut = new Float64Array(pairs.columns);
  let slack = 0;
  for (const token of order) {
    const more = slackWith(pairs, token, leftOut, slack);
    if (more < group.needs) {
      slack = more;
      leaveOut(pairs, token, leftOut);
      continue;
    }
    const most = pairs.most(token);
    for (const [from, below] of group.classes) addClasses(index, token, from, below, most, values, touched);
  }
  return slack;
}

function leaveOut(pairs: WordPairs, token: number, leftOut: Float64Array): void {
  for (let column = 0; column < leftOut.length; column++)
    leftOut[column] = Math.max(leftOut[column] ?? 0, pairs.get(token, column));
}

function addClasses(
  { tokenNames, tokenNameDates }: ListIndex,
  token: number,
  from: number,
  below: number,
  most: number,
  values: Float64Array,
  touched: number[],
): void {
  const end = tokenNames.starts[token + 1] ?? 0;
  for (let at = firstFrom(tokenNameDates, tokenNames.starts[token] ?? 0, end, from); at < end; at++) {
    if ((tokenNameDates[at] ?? 0) >= below) return;
    const name = tokenNames.values[at] ?? 0;
    if (values[name] === 0) touched.push(name);
    values[name] = (values[name] ?? 0) + most;
  }
}

/** The first place from `start` on whose date class is `from` or later; `end` when none is. */
function firstFrom(classes: Uint16Array, start: number, end: number, from: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((classes[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The sum over columns of the most left out, were this token left out too. */
function slackWith(pairs: WordPairs, token: number, leftOut: Float64Array, slack: number): number {
  let more = slack;
  for (let column = 0; column < leftOut.length; column++) {
    more += Math.max(0, pairs.get(token, column) - (leftOut[column] ?? 0));
  }
  return more;
}
