// An explained message on the wire.
import { Type, type Static } from "typebox";
import { closed, Nullable, WireFinding } from "#vocabulary";

export const ExplainedSegment = closed({
  /** Number in the message, UNH = 1; 0 for segments of the envelope. */
  ordinal: Type.Integer(),
  tag: Type.String(),
  /** As sent, without line breaks, cut when very long. */
  text: Type.String(),
  name: Nullable(Type.String()),
  /** What it is for where it stands; null where the grammar has none there. */
  purpose: Nullable(Type.String()),
  /** The groups it stands in, outermost first: `SG4 3` is the third of them. */
  path: Type.Array(Type.String()),
  mandatory: Type.Boolean(),
  max: Nullable(Type.Integer()),
  values: Type.Array(
    closed({
      /** Element and component: `4.2`. */
      place: Type.String(),
      /** Number of the data element, `3035`. */
      id: Nullable(Type.String()),
      name: Nullable(Type.String()),
      value: Type.String(),
      /** What the code means, where the value is a known one. */
      meaning: Nullable(Type.String()),
    }),
  ),
});
export type ExplainedSegment = Static<typeof ExplainedSegment>;

/**
 * POST /v1/explain, without an account; body: the bytes of one transmission, 256 kB at most. Nothing of it is kept or
 * logged. 20 messages and 2,000 segments are explained; `complete` and `stopped` say when there were more.
 */
export const ExplainedMessages = closed({
  complete: Type.Boolean(),
  messages: Type.Array(
    closed({
      index: Type.Integer(),
      kind: Type.String(),
      version: Nullable(Type.String()),
      accepted: Type.Boolean(),
      /** The grammar it was held against; null where there is none. */
      grammar: Nullable(Type.String()),
      segmentCount: Type.Integer(),
      stopped: Nullable(Type.Integer()),
      segments: Type.Array(ExplainedSegment),
      findings: Type.Array(WireFinding),
    }),
  ),
});
export type ExplainedMessages = Static<typeof ExplainedMessages>;
export type ExplainedMessage = ExplainedMessages["messages"][number];
