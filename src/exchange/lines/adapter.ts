// One shape for every partner that is not a unit of this kind: what is said to it, and how its answers are read. Pure.
import type { AdapterName } from "../adapter-names.ts";
import type { RequestFields } from "#disclosures/contract";

/** What is told or asked over a line. */
export const lineKinds = [
  "document-check",
  "person-check",
  "confirmation",
  "protected-person",
  "package",
  "answer",
  "recall",
] as const;
export type LineKind = (typeof lineKinds)[number];

/** One thing to be sent: its number stays the same however often it is sent, so that the other side takes it once. */
export type Outgoing = { readonly id: string; readonly kind: LineKind; readonly body: unknown };

/** What was sent, as the line takes it: a path under the line's address, and JSON. */
export type Written = { readonly path: string; readonly json: object };

/**
 * What the other side said. `pending`: it has it and will answer later. `refused`: it does not take it, and asking again is
 * in vain. `malformed`: not an answer to this; asked again.
 */
export type Answer =
  | { readonly taken: true; readonly result: EnquiryResult | "taken"; readonly about: AnswerAbout }
  | { readonly pending: true }
  | { readonly refused: string }
  | { readonly malformed: string };
export type EnquiryResult = "no-hit" | "hit" | "confirmed" | "not-confirmed";

/** What an answer says besides its result; kept sealed and for a day at most where it is INTERPOL's (IPOL-RPD-2). */
export type AnswerAbout = {
  readonly records: readonly AnswerRecord[];
  /** How the owner of the data classes the offence; null: it says nothing of it. */
  readonly offenceClass: string | null;
};
export type AnswerRecord = {
  readonly reference: string;
  /** ISO 3166-1 alpha-2 of the State that reported it or asked for the notice. */
  readonly country: string | null;
  readonly kind: string;
  readonly text: string;
};

/** What came in by itself, read. */
export type Incoming =
  | {
      readonly id: string;
      readonly kind: "request";
      readonly reference: string;
      readonly urgent: boolean;
      readonly fields: RequestFields;
    }
  | { readonly id: string; readonly kind: "acknowledgement"; readonly package: string }
  | {
      readonly id: string;
      readonly kind: "outcome";
      readonly package: string;
      readonly code: string;
      readonly article?: string;
      readonly text?: string;
    }
  | { readonly id: string; readonly kind: "recall-acknowledged"; readonly recall: string };
export type Inbox = {
  readonly messages: readonly Incoming[];
  /** Of messages that could not be read: their number, so that their sender is told, and what is wrong. */
  readonly unread: readonly { readonly id: string; readonly fault: string }[];
  /** Where to go on reading. */
  readonly after: string;
};

export type Adapter = {
  readonly name: AdapterName;
  /** The kind of authority it serves. */
  readonly serves: "ncb" | "europol" | "third-country";
  readonly kinds: readonly LineKind[];
  write(what: Outgoing): Written;
  read(what: Outgoing, status: number, json: unknown): Answer;
  /** How its messages are fetched; null: it sends none by itself. */
  readonly inbox: null | {
    path(after: string): string;
    read(json: unknown): Inbox | { readonly malformed: string };
    /** As which type of request its requests come in. */
    readonly type: "RQ-EUROPOL" | "RQ-3C";
  };
};

/** What the status alone says: null where the words decide. 4xx is final, but for waiting, time-out and too many. */
export function byStatus(status: number): Answer | null {
  if (status === 200) return null;
  if (status === 202) return { pending: true };
  if (status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status))
    return { refused: `answered ${status}` };
  return { malformed: `answered ${status}` };
}
