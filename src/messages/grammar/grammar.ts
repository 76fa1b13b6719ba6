// The message grammar as data: what a message type consists of, and what its segments hold. Read by all, at load time.

/** M: must be there. C: may be. */
export type Status = "M" | "C";

/** How a value is made: `an..35` up to 35 letters or digits, `n6` exactly six digits, `a1` one letter. */
export type Representation = `${"a" | "n" | "an"}${".." | ""}${number}`;

/** Codes and what they mean. A closed list holds every code there is; of any other list only the usual ones are told. */
export type CodeList = {
  readonly closed: boolean;
  readonly meanings: Readonly<Record<string, string>>;
};

/** A component data element. */
export type ComponentGrammar = {
  /** Number in the data element directory: `3035`. */
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly representation: Representation;
  readonly codes?: CodeList;
};

/** A data element of a segment: a composite of components, or (with one component of the same id) a simple one. */
export type ElementGrammar = {
  /** `C080`, or the id of its only component. */
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  /** So many data elements in a row are of this kind, one after the other. */
  readonly max: number;
  readonly components: readonly ComponentGrammar[];
};

/** What stands in a segment, wherever it is used. */
export type SegmentGrammar = {
  readonly tag: string;
  readonly name: string;
  readonly elements: readonly ElementGrammar[];
};

/** The segments that a family of messages uses, by tag. */
export type SegmentDirectory = Readonly<Record<string, SegmentGrammar>>;

/**
 * Values of the first component (the qualifier) by which a place is told from others with the same tag. `own`: those that
 * mean this place wherever they stand; another one that fits no place belongs to the group that is open.
 */
export type Qualifiers = {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly own?: readonly string[];
};

/** A place in a message where a segment may stand. */
export type SegmentUse<Tag extends string = string> = {
  readonly tag: Tag;
  readonly status: Status;
  readonly max: number;
  /** What it is for at this place, in one sentence. */
  readonly purpose: string;
  readonly qualifiers?: Qualifiers;
  /** The reader knows it and keeps nothing of it: nothing in it is part of the model. */
  readonly passedOver?: true;
};

/** Segments that repeat together. The first of them is the trigger: where it stands, the group begins. */
export type SegmentGroup<Body extends GroupBody = GroupBody> = {
  /** `SG4`, `GR.2`. */
  readonly group: string;
  readonly status: Status;
  readonly max: number;
  readonly purpose: string;
  readonly body: Body;
};

export type GrammarNode = SegmentUse | SegmentGroup;
export type GroupBody = readonly [SegmentUse, ...GrammarNode[]];

/** A message type: what stands in it from its header to its trailer, in order. */
export type MessageGrammar<Body extends GroupBody = GroupBody> = {
  /** UNH S009 0065. */
  readonly type: string;
  readonly name: string;
  /** The releases it holds for, in words. */
  readonly releases: string;
  readonly source: string;
  readonly directory: SegmentDirectory;
  readonly body: Body;
};

/** The tags that a message type (or a part of its body) uses, for the compiler: `TagOf<typeof paxlst>`. */
export type TagOf<Part> = Part extends { readonly body: infer Body extends readonly unknown[] }
  ? TagOf<Body[number]>
  : Part extends { readonly tag: infer Tag extends string }
    ? Tag
    : never;

type SegmentMarks = { readonly qualifiers?: Qualifiers; readonly passedOver?: true };

/** A place for a segment: tag, status, most in a row, purpose. */
export function segment<const Tag extends string>(
  tag: Tag,
  status: Status,
  max: number,
  purpose: string,
  marks: SegmentMarks = {},
): SegmentUse<Tag> {
  return { tag, status, max, purpose, ...marks };
}

/** A segment group: name, status, most in a row, purpose, what it consists of (its trigger first). */
export function group<const Body extends GroupBody>(
  name: string,
  status: Status,
  max: number,
  purpose: string,
  body: Body,
): SegmentGroup<Body> {
  return { group: name, status, max, purpose, body };
}

/** Whether a node of a body is a group. */
export function isGroup(node: GrammarNode): node is SegmentGroup {
  return "body" in node;
}

/** Every place for a segment in a body, in order, groups opened up. */
export function usesOf(body: readonly GrammarNode[]): readonly SegmentUse[] {
  return body.flatMap((node) => (isGroup(node) ? usesOf(node.body) : [node]));
}
