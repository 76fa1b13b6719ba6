// Defects as they come from real hosts, planted on purpose in the segments or in the text of a message.
import type { SegmentToWrite } from "#messages";
import type { MessageDefect, Purpose } from "./message.ts";
import type { Random } from "./random.ts";
import type { Draft } from "./write/draft.ts";

type Damage = {
  readonly severity: MessageDefect["severity"];
  readonly text: string;
  /** Which messages it is planted in, and what else they must be. */
  readonly purposes: readonly Purpose[];
  readonly fits?: (draft: Draft) => boolean;
  /** The damaged segments; undefined when this message gives no opportunity. */
  readonly segments?: (segments: readonly SegmentToWrite[], random: Random) => SegmentToWrite[] | undefined;
  /** The damaged text. */
  readonly alter?: (text: string, random: Random) => string;
  readonly wrapAt?: number;
  /** The travellers whose data cannot be used for an answer: 1 for the first. */
  readonly resubmit?: true;
};

const withTravellers: readonly Purpose[] = ["api-request", "api-list", "api-change"];
const pnr: readonly Purpose[] = ["pnr-full", "pnr-update", "pnr-departure"];
const all: readonly Purpose[] = [...withTravellers, ...pnr, "crew-list"];

/** Replaces the first segment that a function gives a replacement for (an empty list drops it). */
function replaceFirst(
  segments: readonly SegmentToWrite[],
  replacement: (segment: SegmentToWrite) => readonly SegmentToWrite[] | undefined,
): SegmentToWrite[] | undefined {
  for (const [index, segment] of segments.entries()) {
    const instead = replacement(segment);
    if (instead !== undefined) return [...segments.slice(0, index), ...instead, ...segments.slice(index + 1)];
  }
  return undefined;
}

const componentOf = (segment: SegmentToWrite, element: number, component: number): string => {
  const value = segment[element];
  return typeof value === "string" ? (component === 0 ? value : "") : (value?.[component] ?? "");
};
const isDate = (segment: SegmentToWrite, qualifier: string): boolean =>
  segment[0] === "DTM" && componentOf(segment, 1, 0) === qualifier;
const isPerson = (segment: SegmentToWrite): boolean =>
  segment[0] === "NAD" &&
  ["FL", "DDU"].includes(componentOf(segment, 1, 0)) &&
  componentOf(segment, 4, 0) !== "";

function renamed(segment: SegmentToWrite, names: readonly string[]): SegmentToWrite[] {
  return [["NAD", componentOf(segment, 1, 0), "", "", names]];
}

const damages: Readonly<Record<string, Damage>> = {
  "segment-count-wrong": {
    severity: "warning",
    text: "UNT gives another number of segments than there are",
    purposes: all,
    alter: (text, random) =>
      text.replace(/UNT\+(\d+)/, (_, count: string) => `UNT+${Number(count) + random.int(2, 140)}`),
  },
  "lines-wrapped": {
    severity: "none",
    text: "lines broken inside segments as on Type B",
    purposes: withTravellers,
    wrapAt: 66,
  },
  truncated: {
    severity: "error",
    text: "the message ends in the middle",
    purposes: ["api-list", "pnr-full", "pnr-update"],
    alter: (text, random) => text.slice(0, Math.floor(text.length * (0.55 + random.next() * 0.35))),
  },
  "expiry-missing": {
    severity: "warning",
    text: "a passport without date of expiry",
    purposes: withTravellers,
    segments: (segments) => {
      // Only a passport must have one.
      let passport = false;
      return replaceFirst(segments, (segment) => {
        if (segment[0] === "DOC") passport = componentOf(segment, 1, 0) === "P";
        return passport && isDate(segment, "36") ? [] : undefined;
      });
    },
  },
  "nationality-two-letters": {
    severity: "warning",
    text: "nationality as two letters",
    purposes: withTravellers,
    segments: (segments) =>
      replaceFirst(segments, (segment) =>
        segment[0] === "NAT" && segment[2] === "AZE" ? [["NAT", "2", "AZ"]] : undefined,
      ),
  },
  "nationality-unknown": {
    severity: "error",
    text: "a nationality that no State has",
    purposes: withTravellers,
    segments: (segments) =>
      replaceFirst(segments, (segment) => (segment[0] === "NAT" ? [["NAT", "2", "ABC"]] : undefined)),
  },
  "names-in-lower-case": {
    severity: "warning",
    text: "names in lower case under a repertoire of capitals",
    purposes: withTravellers,
    fits: (draft) => draft.syntax.startsWith("UNOA"),
    segments: (segments) =>
      segments.map((segment) =>
        isPerson(segment)
          ? (renamed(segment, [
              componentOf(segment, 4, 0).toLowerCase(),
              componentOf(segment, 4, 1).toLowerCase(),
            ])[0] ?? segment)
          : segment,
      ),
  },
  "title-glued": {
    severity: "none",
    text: "a title glued to the given name",
    purposes: withTravellers,
    segments: (segments) =>
      replaceFirst(segments, (segment) =>
        isPerson(segment)
          ? renamed(segment, [componentOf(segment, 4, 0), `${componentOf(segment, 4, 1)}MR`])
          : undefined,
      ),
  },
  "name-in-one-part": {
    severity: "none",
    text: "the whole name in the surname",
    purposes: withTravellers,
    segments: (segments) =>
      replaceFirst(segments, (segment) =>
        isPerson(segment)
          ? renamed(segment, [`${componentOf(segment, 4, 0)} ${componentOf(segment, 4, 1)}`])
          : undefined,
      ),
  },
  "birth-date-missing": {
    severity: "error",
    text: "a traveller without birth date",
    purposes: withTravellers,
    segments: (segments) => replaceFirst(segments, (segment) => (isDate(segment, "329") ? [] : undefined)),
    resubmit: true,
  },
  "document-number-filler": {
    severity: "warning",
    text: "NULL for a document number",
    purposes: withTravellers,
    segments: (segments) =>
      replaceFirst(segments, (segment) =>
        segment[0] === "DOC" ? [["DOC", segment[1] ?? "P", "NULL"]] : undefined,
      ),
  },
  "empty-placeholders": {
    severity: "none",
    text: "segments without content where there is nothing to say",
    purposes: withTravellers,
    segments: (segments) => {
      const placed = replaceFirst(segments, (segment) =>
        segment[0] === "NAT" ? [["LOC", "180", ""], segment, ["RFF", ["AEA", ""]]] : undefined,
      );
      return placed;
    },
  },
  "bag-measure-without-colon": {
    severity: "warning",
    text: "bag count in the first component of MEA",
    purposes: withTravellers,
    segments: (segments) =>
      replaceFirst(segments, (segment) =>
        segment[0] === "MEA" && segment[1] === "CT"
          ? [["MEA", "CT", "", componentOf(segment, 3, 1)]]
          : undefined,
      ),
  },
  "carrier-mismatch": {
    severity: "warning",
    text: "TDT names another carrier than the flight number",
    purposes: withTravellers,
    segments: (segments) =>
      replaceFirst(segments, (segment) =>
        segment[0] === "TDT" ? [["TDT", "20", componentOf(segment, 2, 0), "", "", "XX"]] : undefined,
      ),
  },
  "booking-count-wrong": {
    severity: "warning",
    text: "EQN gives another number of bookings than were sent",
    purposes: pnr,
    fits: (draft) => draft.part.join("") === "01F",
    segments: (segments, random) =>
      replaceFirst(segments, (segment) =>
        segment[0] === "EQN"
          ? [["EQN", String(Number(componentOf(segment, 1, 0)) + random.int(1, 3))]]
          : undefined,
      ),
  },
  "docs-without-first-slash": {
    severity: "none",
    text: "DOCS text without its leading slash",
    purposes: pnr,
    segments: (segments) =>
      replaceFirst(segments, (segment) =>
        segment[0] === "SSR" && componentOf(segment, 1, 0) === "DOCS"
          ? [["SSR", [...componentsOf(segment).slice(0, 8), componentOf(segment, 1, 8).slice(1)]]]
          : undefined,
      ),
  },
  "time-of-six-digits": {
    severity: "none",
    text: "creation time with seconds",
    purposes: pnr,
    segments: (segments) =>
      replaceFirst(segments, (segment) => {
        if (segment[0] !== "RCI") return undefined;
        const [host = "", locator = "", type = "", date = "", time = ""] = componentsOf(segment);
        return [["RCI", [host, locator, type, date, `${time}37`], ...segment.slice(2)]];
      }),
  },
  "unknown-segment": {
    severity: "warning",
    text: "a segment that the guide does not have",
    purposes: pnr,
    segments: (segments) =>
      replaceFirst(segments, (segment) => (segment[0] === "SRC" ? [segment, ["ZQX", "1"]] : undefined)),
  },
};

const componentsOf = (segment: SegmentToWrite): readonly string[] => {
  const value = segment[1];
  return typeof value === "string" ? [value] : (value ?? []);
};

/** Defects of delivery: the bytes are sound. */
export const deliveryDefects = {
  duplicate: { severity: "none", text: "the same bytes sent again" },
  late: { severity: "none", text: "sent long after it was due" },
} as const;

/** The defect a message gets, by chance; null for most. */
export function chooseDefect(purpose: Purpose, rate: number, random: Random): string | null {
  if (!random.chance(rate)) return null;
  const fitting = Object.entries(damages)
    .filter(([, damage]) => damage.purposes.includes(purpose))
    .map(([name]) => name);
  const delivery = withTravellers.includes(purpose) || pnr.includes(purpose) ? ["duplicate"] : [];
  const late = purpose === "api-list" || purpose === "pnr-departure" ? ["late"] : [];
  const choice = [...fitting, ...delivery, ...late];
  return choice.length === 0 ? null : random.pick(choice);
}

export type Damaged = {
  readonly draft: Draft;
  readonly alter: (text: string) => string;
  readonly defect: MessageDefect | null;
  readonly resubmit: boolean;
};

/** A draft with a defect in it; as it was when the defect finds nothing to damage. */
export function damaged(draft: Draft, name: string | null, random: Random): Damaged {
  const damage = name === null ? undefined : damages[name];
  const sound: Damaged = { draft, alter: (text) => text, defect: null, resubmit: false };
  if (name === null || damage === undefined || damage.fits?.(draft) === false) return sound;
  const segments = damage.segments?.(draft.segments, random);
  if (damage.segments !== undefined && segments === undefined) return sound;
  return {
    draft: {
      ...draft,
      segments: segments ?? draft.segments,
      options: damage.wrapAt === undefined ? draft.options : { ...draft.options, wrapAt: damage.wrapAt },
    },
    alter: (text) => damage.alter?.(text, random) ?? text,
    defect: { defect: name, severity: damage.severity, text: damage.text },
    resubmit: damage.resubmit ?? false,
  };
}
