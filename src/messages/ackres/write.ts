// Writes ACKRES: the answer to a push of passenger name records (pnrgov.md §6).
import type { SegmentToWrite } from "../edifact/write.ts";
import type { ReadMessage } from "../message.ts";
import { replyHead, writeReply } from "../reply.ts";
import type { ReplyForm, ReplyHead } from "../reply.ts";
import type { PushAcknowledgement } from "./acknowledgement.ts";

/** Longest text of IFT that every receiver takes. */
const TEXT_LENGTH = 70;

export type PushOutcome = Pick<PushAcknowledgement, "errors"> & {
  readonly outcome: "processed" | "rejected";
  readonly texts?: readonly string[];
  /** When the answer is prepared, UTC, `YYYY-MM-DDTHH:MM...`. */
  readonly at: string;
  /** What the partner wants otherwise than the push has it; an association code is of CUSRES only. */
  readonly form?: ReplyForm;
};

/**
 * The acknowledgement of a push as bytes: one interchange back to its sender, which repeats its references and access
 * reference. Null when the push had no interchange header. ACKRES is sent only where it was agreed upon.
 */
export function writeAckres(push: ReadMessage, outcome: PushOutcome): Uint8Array | null {
  const head = replyHead(push);
  return head === null ? null : writeAcknowledgement(head, outcome);
}

/** As `writeAckres`, from stored data. */
export function writeAcknowledgement(
  head: ReplyHead,
  { outcome, errors, texts = [], at, form }: PushOutcome,
): Uint8Array {
  const { envelope, message, accessReference } = head;
  const segments: SegmentToWrite[] = [
    ["MSG", ["", "23"], outcome === "processed" ? "3" : "7"],
    ...texts.map(textSegment),
  ];
  for (const error of errors) segments.push(["ERC", error.code], ...error.texts.map(textSegment));
  const reply = {
    reference: message,
    type: ["ACKRES", ...envelope.type.slice(1)],
    ...(accessReference !== null && { accessReference }),
    segments,
  };
  return writeReply(head, "ACKRES", [reply], { at, form });
}

function textSegment(text: string): SegmentToWrite {
  return ["IFT", "3", text.slice(0, TEXT_LENGTH)];
}
