// Series of parts: a list or a push that was split over several messages (edifact.md section 2.4). Pure.
import type { Control } from "#messages";

/** What a message holds of what its total counts, and that total: of the whole series, whatever its part. */
export type Counts = { readonly stated: number | null; readonly found: number };

/**
 * Whether a message is one of several. A single one may number itself 1, final or not; one that numbers itself 1 and holds
 * less than its total is the first of several whose sender marks the last alone, unless it says that it is the last: an
 * interactive request names one traveller of a flight whose total it states (paxlst.md section 3.16).
 */
export function isPart(
  control: Pick<Control, "part" | "parts" | "final">,
  { stated, found }: Counts,
): boolean {
  if (control.part === null) return false;
  if (control.parts === 1) return false;
  return control.part !== 1 || !control.final || (stated !== null && found < stated);
}

/** One part as it came last. */
export type SeriesPart = {
  readonly part: number;
  readonly final: boolean;
  /** Hash of what it says of persons or bookings: equal content is a repetition. */
  readonly content: string;
  /** Travellers or bookings in it, of those that its total counts. */
  readonly found: number;
  /** The total of the whole series, as this part states it. */
  readonly stated: number | null;
  /** What it named in the records: travellers or bookings. */
  readonly named: readonly string[];
};

/** After so long without another part a series is closed as it is. */
export const seriesWaitMs = 5 * 60_000;
/** A part that comes within this time after a whole series corrects it; later it begins another. */
export const correctionMs = 60 * 60_000;
/** A part that comes within this time after a series without some of its parts still belongs to it. */
export const lateMs = 24 * 3_600_000;

/** The parts with one more, by number; `before` is the part it takes the place of. */
export function withPart(
  parts: readonly SeriesPart[],
  part: SeriesPart,
): {
  readonly parts: readonly SeriesPart[];
  readonly what: "added" | "replaced" | "repeated";
  /** What only the replaced part named. */
  readonly gone: readonly string[];
} {
  const before = parts.find((each) => each.part === part.part);
  const others = parts.filter((each) => each !== before);
  const after = [...others, part].toSorted((a, b) => a.part - b.part);
  if (before === undefined) return { parts: after, what: "added", gone: [] };
  if (before.content === part.content && before.final === part.final)
    return { parts, what: "repeated", gone: [] };
  const still = new Set(after.flatMap((each) => each.named));
  return { parts: after, what: "replaced", gone: before.named.filter((id) => !still.has(id)) };
}

/** The total that the series states and what was found of it. */
export function countsOf(parts: readonly SeriesPart[]): Counts {
  return {
    stated: parts.map((each) => each.stated).findLast((stated) => stated !== null) ?? null,
    found: parts.reduce((sum, each) => sum + each.found, 0),
  };
}

/**
 * Whether nothing is lacking: parts 1 to n are there and n is final. Some senders mark no part as final: then the total
 * they state decides. Some number past the final part: those are taken, and nothing waits for them.
 */
export function isWhole(parts: readonly SeriesPart[]): boolean {
  const numbers = new Set(parts.map((each) => each.part));
  const upTo = (last: number) =>
    Array.from({ length: last }, (_, at) => at + 1).every((part) => numbers.has(part));
  const final = parts.findLast((each) => each.final);
  if (final !== undefined) return upTo(final.part);
  const { stated, found } = countsOf(parts);
  return stated !== null && stated === found && upTo(parts.length);
}

/** The number of the last part, as far as it is known, and the numbers of those that are lacking. */
export function lackingOf(parts: readonly SeriesPart[]): {
  readonly last: number | null;
  readonly missing: readonly number[];
} {
  const numbers = new Set(parts.map((each) => each.part));
  const last = parts.findLast((each) => each.final)?.part ?? null;
  // Without a final part there is at least one more than the highest number.
  const upTo = last ?? Math.max(0, ...numbers) + 1;
  const missing = Array.from({ length: upTo }, (_, at) => at + 1).filter((part) => !numbers.has(part));
  return { last, missing };
}

/** How a series ends that no part came to for its time: a lone first part that states no total was a whole message. */
export function endOf(parts: readonly SeriesPart[]): "complete" | "incomplete" {
  const [only, ...others] = parts;
  const lone = only?.part === 1 && others.length === 0 && only.stated === null;
  return lone || isWhole(parts) ? "complete" : "incomplete";
}

/** Whether a part that comes now belongs to a series that its last part came to at `lastAt`, or begins another. */
export function stillTakes(
  series: { readonly state: "open" | "complete" | "incomplete"; readonly lastAt: Date },
  now: Date,
): boolean {
  const age = now.getTime() - series.lastAt.getTime();
  return age <= (series.state === "complete" ? correctionMs : lateMs);
}

/**
 * Whether a part belongs to a series that was whole already: a repetition, a number past the last, or a correction, by which
 * the total still agrees. Otherwise it begins a further push of the same flight, whose sender uses the same reference.
 */
export function belongsToWhole(parts: readonly SeriesPart[], part: SeriesPart): boolean {
  const taken = withPart(parts, part);
  if (taken.what !== "replaced") return true;
  const { stated, found } = countsOf(taken.parts);
  return stated === null || stated === found;
}

/**
 * What ties the parts together beside sender, kind, flight and list type: the common access reference, without one the
 * interchange reference up to its running number, without that nothing.
 */
export function commonReference(control: Pick<Control, "accessReference" | "interchange">): string {
  if (control.accessReference !== null && control.accessReference !== "") return control.accessReference;
  const prefix = /^(.{4,}?)\d{1,3}$/.exec(control.interchange ?? "")?.[1];
  return prefix === undefined || /^\d+$/.test(prefix) ? "" : `${prefix}*`;
}
