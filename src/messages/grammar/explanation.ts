// What a message is told to be, segment by segment: plain data for the validator page and the inspector.
import type { Finding } from "#vocabulary";
import type { ServiceCharacters } from "../edifact/service-characters.ts";
import type { MessageKind } from "../message.ts";
import type { PathStep } from "./walk.ts";

/** How much is explained; what goes beyond is counted and said (`stopped`). */
export type ExplainLimits = {
  readonly messages: number;
  /** Segments of all messages together. */
  readonly segments: number;
  /** Findings of one message. */
  readonly findings: number;
  /** Characters shown of one segment, and of one value. */
  readonly text: number;
  readonly value: number;
  /** Values explained in one segment. */
  readonly values: number;
};

export type ExplainedValue = {
  /** Position in its data element, from 1. */
  readonly position: number;
  /** Number of the data element in the directory, `3035`; null where the directory has none here. */
  readonly id: string | null;
  readonly name: string | null;
  /** Byte offsets in the input (in the decoded content, where finding CONTENT_DECODED says so). */
  readonly start: number;
  readonly end: number;
  /** As sent, release characters resolved; cut at the limit. */
  readonly value: string;
  /** What the code means, where the value is a code that the directory knows. */
  readonly meaning: string | null;
};

export type ExplainedElement = {
  /** Position in the segment, from 1. */
  readonly position: number;
  /** `C080`, or the id of the only component. */
  readonly id: string | null;
  readonly name: string | null;
  readonly mandatory: boolean;
  readonly start: number;
  readonly end: number;
  /** Those that hold something. */
  readonly values: readonly ExplainedValue[];
};

export type ExplainedSegment = {
  /** Number in the message, UNH = 1; 0 for segments of the envelope. */
  readonly ordinal: number;
  readonly tag: string;
  readonly start: number;
  readonly end: number;
  /** As sent, line breaks taken out, cut at the limit. */
  readonly text: string;
  /** `Name and address`; null where the directory has no such segment. */
  readonly name: string | null;
  /** What it is for at its place; null where the grammar has none for it. */
  readonly purpose: string | null;
  /** The groups it stands in, outermost first: `[{ group: "SG4", repetition: 3 }]`. */
  readonly path: readonly PathStep[];
  readonly mandatory: boolean;
  /** How often it may stand there. */
  readonly max: number | null;
  readonly elements: readonly ExplainedElement[];
};

/** One message, explained. */
export type Explanation = {
  readonly index: number;
  readonly kind: MessageKind;
  /** `D.05B`, `13.1`. */
  readonly version: string | null;
  /** The grammar it was held against: `Passenger and crew list`; null where there is none. */
  readonly grammar: {
    readonly type: string;
    readonly name: string;
    readonly releases: string;
    readonly source: string;
  } | null;
  readonly accepted: boolean;
  readonly start: number;
  readonly end: number;
  readonly characters: ServiceCharacters;
  /** UNA, UNB, UNG before it; UNE, UNZ after it. */
  readonly header: readonly ExplainedSegment[];
  readonly segments: readonly ExplainedSegment[];
  readonly trailer: readonly ExplainedSegment[];
  /** What the reader found and what the grammar says, by offset. */
  readonly findings: readonly Finding[];
  /** Segments there are, explained or not. */
  readonly segmentCount: number;
  /** Where explaining stopped: the limit that was reached. Null: all segments are explained. */
  readonly stopped: { readonly limit: number } | null;
};

/** All messages of an input, explained. */
export type Explanations = {
  readonly messages: readonly Explanation[];
  /** False: there are more messages than `limits.messages`, which were not looked at. */
  readonly complete: boolean;
  readonly limits: ExplainLimits;
};
