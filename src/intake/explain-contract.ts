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

/** A manifest table: its cells. A finding is about the cell of the row `segment` in the column `tag`. */
export const ManifestShown = closed({
  format: Type.Enum(["csv", "xlsx"]),
  /** Number of the row that names the columns. */
  header: Type.Integer(),
  columns: Type.Array(
    closed({
      name: Type.String(),
      /** What stands in it, as the template says; null where the column is none of ours. */
      en: Nullable(Type.String()),
      az: Nullable(Type.String()),
    }),
  ),
  rows: Type.Array(closed({ number: Type.Integer(), cells: Type.Array(Type.String()) })),
  /** All rows; at most 300 are shown, those with findings before others. */
  rowCount: Type.Integer(),
});
export type ManifestShown = Static<typeof ManifestShown>;

/**
 * POST /v1/explain/report (the same body): a manifest with what was found beside each row, CSV or XLSX as it came. With a
 * carrier's credential POST /v1/check/report, under the agreement with it.
 */

/**
 * POST /v1/explain, without an account; body: the bytes of one transmission, 256 kB at most. Nothing of it is kept or
 * logged. 20 messages and 2,000 segments are explained; `complete` and `stopped` say when there were more.
 */
export const ExplainedMessages = closed({
  complete: Type.Boolean(),
  /** The cells, where it is a manifest table; else null. */
  manifest: Nullable(ManifestShown),
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
