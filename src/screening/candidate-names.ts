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
import { mostPersonBits } from "./index/packed-person.ts";
import type { Query } from "./query.ts";
import { slippedYears } from "./slipped-years.ts";
import { compareDates, type PlainDate } from "./score/birth-date.ts";
import { pairBits } from "./candidates.ts";
import { JOINED_EQUAL } from "./join-hits.ts";
import { priorBits } from "./score/calibration.ts";
import { BIRTH_DATE, PERSON } from "./score/model.ts";
import { mostDateBits, MOST_OTHER_DATE } from "./score/facts.ts";
import { wholeName, wordsNeeded } from "./score/name-evidence.ts";
import type { WordPairs } from "./word-pairs.ts";

/** The most that sex and nationality add. */
const MOST_PERSON_FACTS = PERSON.sexEqual + PERSON.nationalityEqual;

/** Sums of one query by name; all zero between queries. */
export type Sums = { readonly values: Float64Array; readonly touched: number[] };

/** Rounding of sums must never let a bound fall below the true sum. */
const ROUNDING = 1e-6;

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
  /** Entries looked at whatever the words of their names: near birth dates, documents. */
  readonly special: ReadonlySet<number>;
  /** Those of them of which every name is scored: an equal birth date or a document makes more of it than its near words. */
  readonly certain: (entry: number) => boolean;
  readonly prior: number;
  readonly least: number;
  /** What any name may gain beyond its found words. */
  readonly bonus: number;
  readonly birthDate: PlainDate | null;
  readonly person: Pick<Query, "sex" | "nationality">;
  /** The most that sex, nationality and place of birth add. */
  readonly mostFacts: number;
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
  const needed = search.least - ROUNDING - search.prior - search.mostFacts;
  const neededFor = (dateBits: number): number => wordsNeeded(needed - dateBits) - search.bonus;
  const neededNear = neededFor(MOST_OTHER_DATE);
  const neededUndated = neededFor(0);
  const neededFarApart = neededFor(BIRTH_DATE.farYear);
  const neededOf = (name: number): number => {
    const dateBits = mostDateBits(birthDate, index.nameDate[name] ?? NO_DATES);
    return dateBits < 0 ? neededFarApart : dateBits === 0 ? neededUndated : neededNear;
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
    ? groupsOf(birthDate)
    : [{ dateBits: birthDate === null ? 0 : MOST_OTHER_DATE, classes: EVERY_CLASS }];
  for (const group of groups) {
    const needs = neededFor(group.dateBits);
    if (most === 0 || most < needs) continue;
    const slack = sumEssential(search, order, { needs, classes: group.classes }, sums);
    for (const name of sums.touched) {
      const words = (sums.values[name] ?? 0) + slack;
      sums.values[name] = 0;
      if (words < needs) continue;
      // without a date nothing more is said by it
      if (group.dateBits !== 0 && words < neededFarApart && words < neededOf(name)) continue;
      const person = mostPersonBits(search.person, index.persons[name] ?? 0);
      if (wholeName(words + search.bonus) >= needed - group.dateBits + MOST_PERSON_FACTS - person)
        consider(name);
    }
  }
  for (const name of joinHits.keys()) considerOther(name);
  if (parted) eachSlippedName(search, considerOther);
  for (const entry of special) {
    const certain = search.certain(entry);
    for (let name = index.entryNames[entry] ?? 0; name < (index.entryNames[entry + 1] ?? 0); name++)
      if (certain || mayReach(search, name, entry)) visit(name, entry);
  }
}

/** What the words of a name must come to at least to reach `least`, where all else of its entry is worth so much at most. */
export function neededWords(population: number, least: number, others: number): number {
  return wordsNeeded(least - ROUNDING - priorBits(population) - others);
}

/** Whether words worth so much, initials among them, and such facts can add up to `least`. */
export function wordsSuffice(population: number, least: number, words: number, facts: number): boolean {
  const needed = least - ROUNDING - priorBits(population) - facts;
  return words >= needed && wholeName(words) >= needed;
}

/** Date classes, each from one number on and below another, and the most that a date in them is worth. */
type DateGroup = {
  readonly dateBits: number;
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
function groupsOf(date: PlainDate): readonly DateGroup[] {
  const { year } = date;
  const first = Math.max(VAGUE + 1, year - CALENDAR_YEARS + 1);
  const [apart, past] = [year - APART_YEARS, year + APART_YEARS + 1];
  return [
    { dateBits: 0, classes: [[UNDATED, VAGUE]] },
    {
      dateBits: MOST_OTHER_DATE,
      classes: [
        [VAGUE, first],
        [year, year + 1],
        [year + CALENDAR_YEARS, Infinity],
      ],
    },
    {
      dateBits: mostApart(date),
      classes: [
        [apart, year],
        [year + 1, past],
      ],
    },
    {
      dateBits: BIRTH_DATE.farYear,
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
  const words = wordsOf(search, name) + search.bonus;
  return wordsSuffice(search.index.population, search.least, words, search.facts(entry));
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

/** The rows of near words, those of most names first. */
function longestFirst({ index, pairs }: Search): Uint32Array {
  const { tokens } = pairs;
  const numbered = new Float64Array(tokens.length);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0;
    numbered[at] = rowLength(index.tokenNames, token) * 2 ** 32 + token;
  }
  numbered.sort();
  const order = new Uint32Array(numbered.length);
  for (let at = 0; at < order.length; at++)
    order[at] = pairs.rowOf((numbered[order.length - 1 - at] ?? 0) % 2 ** 32);
  return order;
}

/** The most that near words can come to in any name: the best of each of the traveller's words. */
function mostWords(pairs: WordPairs): number {
  const none = new Float64Array(pairs.columns);
  for (let row = 0; row < pairs.tokens.length; row++) leaveOut(pairs, row, none);
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
  group: { readonly needs: number; readonly classes: DateGroup["classes"] },
  { values, touched }: Sums,
): number {
  touched.length = 0;
  const ranges = namesOf(index, group.classes);
  const leftOut = new Float64Array(pairs.columns);
  let slack = 0;
  for (const row of order) {
    const more = slackWith(pairs, row, leftOut, slack);
    if (more < group.needs) {
      slack = more;
      leaveOut(pairs, row, leftOut);
      continue;
    }
    const token = pairs.tokens[row] ?? 0;
    const most = pairs.most(token);
    for (const [from, below] of ranges) addNames(index, token, from, below, most, values, touched);
  }
  return slack;
}

/** The names of date classes, each range from one on and below another; ranges of none are left out. */
function namesOf({ firstOfClass }: ListIndex, classes: DateGroup["classes"]): DateGroup["classes"] {
  const last = firstOfClass.length - 1;
  const first = (found: number): number => firstOfClass[Math.max(0, Math.min(found, last))] ?? 0;
  return classes
    .map(([from, below]) => [first(from), first(below)] as const)
    .filter(([from, below]) => from < below);
}

function leaveOut(pairs: WordPairs, row: number, leftOut: Float64Array): void {
  for (let column = 0; column < leftOut.length; column++)
    leftOut[column] = Math.max(leftOut[column] ?? 0, pairs.at(row, column));
}

function addNames(
  { tokenNames }: ListIndex,
  token: number,
  from: number,
  below: number,
  most: number,
  values: Float64Array,
  touched: number[],
): void {
  const end = tokenNames.starts[token + 1] ?? 0;
  for (let at = firstFrom(tokenNames.values, tokenNames.starts[token] ?? 0, end, from); at < end; at++) {
    const name = tokenNames.values[at] ?? 0;
    if (name >= below) return;
    if (values[name] === 0) touched.push(name);
    values[name] = (values[name] ?? 0) + most;
  }
}

/** The first place from `start` on, below `end`, of a number of at least `from`; `end` when none is. */
function firstFrom(numbers: Uint32Array, start: number, end: number, from: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The sum over columns of the most left out, were this row left out too. */
function slackWith(pairs: WordPairs, row: number, leftOut: Float64Array, slack: number): number {
  let more = slack;
  for (let column = 0; column < leftOut.length; column++) {
    more += Math.max(0, pairs.at(row, column) - (leftOut[column] ?? 0));
  }
  return more;
}
