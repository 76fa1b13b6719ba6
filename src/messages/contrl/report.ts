// What a CONTRL says, as fixed types: what became of an interchange, its groups and its messages.

export type ReportAction = "rejected" | "acknowledged" | "received";

/** S011: where in a segment an error lies, as sent: the tag is 1, its first data element 2 (0098). */
export type ErrorPosition = {
  readonly element: number;
  /** 0104, from 1; null for the data element as a whole. */
  readonly component: number | null;
};

/** The end of UCI, UCF and UCM: what was done, and why. */
export type Verdict = {
  /** 0083; null where the code is none of 4, 7 and 8. */
  readonly action: ReportAction | null;
  /** 0085. */
  readonly error: string | null;
  /** 0013 (0135): the service segment in error. */
  readonly segment: string | null;
  readonly position: ErrorPosition | null;
};

export type ReportedSegment = {
  /** 0096: UNH is 1. */
  readonly segment: number | null;
  /** UCS 0085: an error of the segment as a whole. */
  readonly error: string | null;
  readonly elements: readonly { readonly error: string; readonly position: ErrorPosition | null }[];
};

export type ReportedMessage = Verdict & {
  /** UNH 0062 and S009 of the message reported on. */
  readonly reference: string;
  readonly type: readonly string[];
  readonly segments: readonly ReportedSegment[];
};

export type ReportedGroup = Verdict & {
  /** UNG 0048, S006 and S007. */
  readonly reference: string;
  readonly sender: readonly string[];
  readonly recipient: readonly string[];
  readonly messages: readonly ReportedMessage[];
};

export type SyntaxReport = Verdict & {
  /** UNB 0020, S002 and S003 of the interchange reported on, not turned round. */
  readonly interchange: string;
  readonly sender: readonly string[];
  readonly recipient: readonly string[];
  /** Of an interchange without groups. */
  readonly messages: readonly ReportedMessage[];
  readonly groups: readonly ReportedGroup[];
};

/** 0083. */
export const ACTION_CODES: Readonly<Record<ReportAction, string>> = {
  rejected: "4",
  acknowledged: "7",
  received: "8",
};
