// Finds the place of each segment of a message in its grammar, tolerant of disorder, and says where it departs from it.
import { isGroup } from "./grammar.ts";
import type {
  GrammarNode,
  GroupBody,
  MessageGrammar,
  Qualifiers,
  SegmentGroup,
  SegmentUse,
} from "./grammar.ts";

/** A repetition of a group that a segment stands in: `SG4`, the third. */
export type PathStep = { readonly group: string; readonly repetition: number };

/** Where a segment stands. */
export type SegmentPlace = {
  /** Null: the grammar has no such segment. */
  readonly use: SegmentUse | null;
  readonly path: readonly PathStep[];
  readonly departure:
    | { readonly kind: "unknown" }
    /** Out of order; `before`: the tag that stands later in the grammar and stood earlier in the message. */
    | { readonly kind: "order"; readonly before: string }
    | { readonly kind: "segments"; readonly limit: number }
    | { readonly kind: "groups"; readonly group: string; readonly limit: number }
    | null;
};

/** A mandatory segment or group that is not there; `marker`: what the caller said of the segment that opened its group. */
export type Absence<Marker> = {
  readonly tag: string;
  readonly group: string | null;
  readonly marker: Marker | null;
};

type Frame<Marker> = {
  readonly group: SegmentGroup | null;
  readonly body: GroupBody;
  readonly step: PathStep | null;
  readonly marker: Marker | null;
  /** The node reached. */
  at: number;
  readonly counts: number[];
};

type Found = { readonly depth: number; readonly index: number };

/** How a node is looked for: from the one reached onwards, the one reached only, or anywhere; and how strictly. */
type Search = {
  readonly where: "onwards" | "here" | "anywhere";
  readonly beyondLimit: boolean;
  /** "repeats": any that is not another place's own, where the group reached is repeated. */
  readonly anyQualifier: boolean | "repeats";
};

/** The first is as the grammar has it, but for a qualifier the third too; the others find the nearest thing to it. */
const searches: readonly Search[] = [
  { where: "onwards", beyondLimit: false, anyQualifier: false },
  { where: "here", beyondLimit: true, anyQualifier: false },
  { where: "here", beyondLimit: false, anyQualifier: "repeats" },
  { where: "anywhere", beyondLimit: false, anyQualifier: false },
  { where: "anywhere", beyondLimit: true, anyQualifier: false },
  { where: "anywhere", beyondLimit: true, anyQualifier: true },
];

/** Walks through one message. `Marker` is whatever the caller needs to find a group's first segment again. */
export class GrammarWalk<Marker> {
  readonly #frames: Frame<Marker>[];
  /** What was missing, in the order in which that became certain. */
  readonly absences: Absence<Marker>[] = [];

  constructor(grammar: MessageGrammar) {
    this.#frames = [
      { group: null, body: grammar.body, step: null, marker: null, at: 0, counts: grammar.body.map(() => 0) },
    ];
  }

  /** The place of the next segment. `qualifier`: its first component. */
  next(tag: string, qualifier: string, marker: Marker): SegmentPlace {
    for (const search of searches) {
      const found = this.#find(tag, qualifier, search);
      const inOrder = search.where === "onwards" || search.anyQualifier === "repeats";
      if (found !== null) return this.#take(found, inOrder, marker);
    }
    return { use: null, path: this.#path(this.#frames.length - 1), departure: { kind: "unknown" } };
  }

  /** The message is at its end: whatever mandatory is missing is among the absences now. */
  end(): void {
    while (this.#frames.length > 0) this.#close();
  }

  #find(tag: string, qualifier: string, search: Search): Found | null {
    for (let depth = this.#frames.length - 1; depth >= 0; depth--) {
      const { body, at, counts } = this.#frames[depth]!;
      const to = search.where === "here" ? at + 1 : body.length;
      for (let index = search.where === "anywhere" ? 0 : at; index < to; index++) {
        const node = body[index]!;
        const use = isGroup(node) ? node.body[0] : node;
        if (use.tag !== tag) continue;
        // The trigger of an open group repeats the group, which its parent sees to.
        if (depth > 0 && index === 0) continue;
        if (!search.beyondLimit && counts[index]! >= node.max) continue;
        const any = search.anyQualifier;
        const isAny = any === "repeats" ? isGroup(node) && !isOwned(body, tag, qualifier) : any;
        if (isAny || qualifies(use.qualifiers, qualifier)) return { depth, index };
      }
    }
    return null;
  }

  #take({ depth, index }: Found, inOrder: boolean, marker: Marker): SegmentPlace {
    const frame = this.#frames[depth]!;
    const node = frame.body[index]!;
    const stoodAfter = index < frame.at ? titleOf(frame.body[frame.at]!) : null;
    const isFirstTooMany = frame.counts[index] === node.max;
    frame.counts[index] = frame.counts[index]! + 1;
    if (inOrder) frame.at = index;
    // A segment that comes late leaves the groups open in which the next one may stand.
    if (inOrder || isGroup(node)) while (this.#frames.length - 1 > depth) this.#close();
    if (isGroup(node)) this.#open(node, frame.counts[index]!, marker);
    const path = this.#path(isGroup(node) ? this.#frames.length - 1 : depth);
    const use = isGroup(node) ? node.body[0] : node;
    return {
      use,
      path,
      departure: departureOf(node, {
        inOrder,
        isFirstTooMany,
        stoodAfter,
        excess: frame.counts[index]! > node.max,
      }),
    };
  }

  #open(group: SegmentGroup, repetition: number, marker: Marker): void {
    const counts = group.body.map((_, i) => (i === 0 ? 1 : 0));
    const step = { group: group.group, repetition };
    this.#frames.push({ group, body: group.body, step, marker, at: 0, counts });
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    for (const [index, node] of frame.body.entries()) {
      if (node.status === "C" || frame.counts[index]! > 0) continue;
      const group = isGroup(node) ? node.group : (frame.group?.group ?? null);
      this.absences.push({ tag: tagOf(node), group, marker: frame.marker });
    }
  }

  #path(depth: number): readonly PathStep[] {
    return this.#frames.slice(1, depth + 1).flatMap(({ step }) => step ?? []);
  }
}

/** `TDT (SG2)` for a group, by its first segment. */
function titleOf(node: GrammarNode): string {
  return isGroup(node) ? `${node.body[0].tag} (${node.group})` : node.tag;
}

function tagOf(node: GrammarNode): string {
  return isGroup(node) ? node.body[0].tag : node.tag;
}

function qualifies(qualifiers: Qualifiers | undefined, sent: string): boolean {
  if (qualifiers === undefined) return true;
  const { only, except } = qualifiers;
  return (only === undefined || only.includes(sent)) && (except === undefined || !except.includes(sent));
}

/** Whether a qualifier is the own one of a place in a body: wherever it stands, that place is meant. */
function isOwned(body: GroupBody, tag: string, qualifier: string): boolean {
  return body.some((node) => {
    const use = isGroup(node) ? node.body[0] : node;
    return use.tag === tag && use.qualifiers?.own?.includes(qualifier) === true;
  });
}

function departureOf(
  node: GrammarNode,
  how: {
    readonly inOrder: boolean;
    readonly excess: boolean;
    readonly isFirstTooMany: boolean;
    readonly stoodAfter: string | null;
  },
): SegmentPlace["departure"] {
  if (how.inOrder) return null;
  if (how.excess) {
    // Told once for each place, not for every further repetition.
    if (!how.isFirstTooMany) return null;
    return isGroup(node)
      ? { kind: "groups", group: node.group, limit: node.max }
      : { kind: "segments", limit: node.max };
  }
  return { kind: "order", before: how.stoodAfter ?? titleOf(node) };
}
