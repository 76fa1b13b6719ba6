// Which telegrams make up one text that was cut: searched among those that are held of one line. Pure.
import { isClosed, joinTelegramParts, unbroken, type TelegramPart } from "#messages";

/** A part that is held: `id` is its receipt's, `readAs` that of the message it was read in without others (null: none). */
export type HeldPart = {
  readonly id: string;
  readonly part: TelegramPart;
  readonly at: Date;
  readonly readAs: string | null;
};

/** How a text reads: with so many faults; its counts do not agree; or its references do not, so that it is not one text. */
export type Reading = number | "miscounted" | "mixed";
export type Read = (text: Uint8Array) => Reading;

/** So many ways of putting parts together are tried; one line rarely has two cut messages under way at once. */
const readingsMax = 60;
const stepsMax = 2_000;
/** A line's numbers have two digits. */
const partsMax = 99;

const numberOf = ({ part }: HeldPart): number | null => part.number ?? (part.opens ? 1 : null);

/** Whether a part may follow in the text that `first` opens, by what both say of themselves. */
function mayFollow(first: HeldPart, next: HeldPart, position: number): boolean {
  if (next.part.opens || next === first) return false;
  // What was read without others belongs to those it was read with, or to a beginning of the same time.
  if (next.readAs !== null && next.readAs !== first.readAs && !isOfOneTime([first, next])) return false;
  const number = numberOf(next);
  // Where the parts of a text bear no numbers, none of them does.
  if (number === null ? first.part.number !== null : number !== position) return false;
  return first.part.of === null || next.part.of === null || first.part.of === next.part.of;
}

function isOfOneTime(path: readonly HeldPart[]): boolean {
  return new Set(path.map(({ part }) => part.sent)).size === 1;
}

/** Those of one header time first, then by when they came. */
const nearest = (first: HeldPart) => (a: HeldPart, b: HeldPart) =>
  Number(b.part.sent === first.part.sent) - Number(a.part.sent === first.part.sent) ||
  a.at.getTime() - b.at.getTime();

/**
 * The parts of a whole text, in order; null while there is none. Of several ways (parts without numbers, two messages of one
 * line under way at once) the one that reads best is taken. What does not read well is taken only where all parts have one
 * header time and no other way is open, since senders miscount; what is left waits for its time to be over. Parts whose
 * references do not agree are never put together here.
 */
export function wholeAmong(held: readonly HeldPart[], read: Read): readonly HeldPart[] | null {
  const budget = { readings: readingsMax, steps: stepsMax };
  const openings = held.filter(({ part }) => part.opens);
  for (const first of openings) {
    const ways = waysFrom(first, held, read, budget);
    const isCertain = (path: readonly HeldPart[]): boolean =>
      isOfOneTime(path) &&
      !path.some((each, at) =>
        openings.some((other) => other !== first && at > 0 && mayFollow(other, each, at + 1)),
      );
    const [best] = ways
      .flatMap(({ path, reading }) => (typeof reading === "number" ? [{ path, reading }] : []))
      .filter(({ path, reading }) => reading === 0 || isCertain(path))
      .toSorted((a, b) => a.reading - b.reading);
    if (best !== undefined) return best.path;
    const [only, ...others] = ways;
    if (only?.reading === "miscounted" && others.length === 0 && isCertain(only.path)) return only.path;
  }
  return null;
}

type Budget = { readings: number; steps: number };
type Way = { readonly path: readonly HeldPart[]; readonly reading: Reading };

/** The ways from a beginning to an end, the nearest first; the search ends with one that reads without a fault. */
function waysFrom(first: HeldPart, held: readonly HeldPart[], read: Read, budget: Budget): readonly Way[] {
  const ways: Way[] = [];
  const near = held.toSorted(nearest(first));

  /** Returns whether to go on. */
  function follow(path: readonly HeldPart[]): boolean {
    if (budget.steps-- <= 0 || budget.readings <= 0) return false;
    if (isEnd(path)) {
      budget.readings -= 1;
      const reading = read(joinTelegramParts(path.map(({ part }) => part)));
      ways.push({ path, reading });
      return reading !== 0;
    }
    if (path.length >= partsMax) return true;
    return near
      .filter((next) => !path.includes(next) && mayFollow(first, next, path.length + 1))
      .every((next) => follow([...path, next]));
  }
  follow([first]);
  return ways;
}

/** Whether a text is at its end: at the last part where the count is known, else where the interchange is closed. */
function isEnd(path: readonly HeldPart[]): boolean {
  const of = path.find(({ part }) => part.of !== null)?.part.of ?? null;
  if (of !== null) return path.length === of;
  // The end itself may be cut: over two parts at most.
  const end = path.slice(-2).map(({ part }) => unbroken(part.text));
  return path.length > 1 && isClosed(end.join(""));
}

/** Parts that go together as far as can be told, with what lacks among them: numbers between, before and after. */
export type PartGroup = {
  readonly parts: readonly HeldPart[];
  readonly missing: readonly number[];
  /** It is known that more follows the last part. */
  readonly lacksEnd: boolean;
};

/**
 * Puts parts together that nothing more came to. Each joins the text that lacks it and whose header time is nearest; parts
 * whose beginning never came stand in groups of their own. Persons of one list must not come into another: parts whose
 * references do not agree, or that were written minutes apart, stay apart.
 */
export function groupsAmong(held: readonly HeldPart[], read: Read): readonly PartGroup[] {
  const groups: HeldPart[][] = [];
  const openFirst = held.toSorted(
    (a, b) => Number(b.part.opens) - Number(a.part.opens) || a.at.getTime() - b.at.getTime(),
  );
  for (const each of openFirst) {
    const fitting = each.part.opens ? [] : groups.filter((group) => fits(group, each));
    const [best] = fitting.toSorted((a, b) => nearest(each)(a[0]!, b[0]!));
    if (best === undefined) groups.push([each]);
    else best.push(each);
  }
  return groups.map(grouped).flatMap((group) => {
    const isMixed = group.parts.length > 1 && read(textOfGroup(group)) === "mixed";
    return isMixed ? group.parts.map((each) => grouped([each])) : [group];
  });
}

/** Header times of the telegrams of one text lie so far apart at most. */
const apartMinutesMax = 2;

/** Whether two telegrams were written at one time, as far as their headers say. */
function isNear({ part: { sent: a } }: HeldPart, { part: { sent: b } }: HeldPart): boolean {
  return a === null || b === null || Math.abs(minuteOf(a) - minuteOf(b)) <= apartMinutesMax;
}

/** Of a header time `DDHHMM`, in minutes since the month began. */
function minuteOf(sent: string): number {
  const [day, hour, minute] = [sent.slice(0, 2), sent.slice(2, 4), sent.slice(4, 6)].map(Number);
  return ((day ?? 0) * 24 + (hour ?? 0)) * 60 + (minute ?? 0);
}

function fits(group: readonly HeldPart[], each: HeldPart): boolean {
  if (!group.every((other) => isNear(other, each) && other.readAs === each.readAs)) return false;
  const number = numberOf(each);
  const isNumbered = group.some(({ part }) => part.number !== null);
  if (number === null) return !isNumbered;
  const ofs = new Set([...group, each].map(({ part }) => part.of).filter((of) => of !== null));
  return (
    ofs.size <= 1 && group.every((other) => numberOf(other) !== number && (isNumbered || other.part.opens))
  );
}

function grouped(group: readonly HeldPart[]): PartGroup {
  const parts = group.toSorted(
    (a, b) => (numberOf(a) ?? partsMax) - (numberOf(b) ?? partsMax) || a.at.getTime() - b.at.getTime(),
  );
  const numbers = new Set(parts.map(numberOf).filter((number) => number !== null));
  const of = parts.find(({ part }) => part.of !== null)?.part.of ?? null;
  const upTo = of ?? Math.max(1, ...numbers);
  const missing = Array.from({ length: Math.min(upTo, partsMax) }, (_, at) => at + 1).filter(
    (number) => !numbers.has(number) && (numbers.size > 0 || number === 1),
  );
  const last = parts.slice(-2).map(({ part }) => unbroken(part.text));
  return { parts, missing, lacksEnd: of === null && !isClosed(last.join("")) };
}

/** The text of a group: as far as it goes. */
export function textOfGroup({ parts }: PartGroup): Uint8Array {
  const gaps = new Set<number>();
  for (const [at, each] of parts.entries()) {
    const next = parts[at + 1];
    const [here, there] = [numberOf(each), next === undefined ? null : numberOf(next)];
    if (here !== null && there !== null && there !== here + 1) gaps.add(at);
  }
  return joinTelegramParts(
    parts.map(({ part }) => part),
    gaps,
  );
}
