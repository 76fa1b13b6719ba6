// What stands for a whole transmission of which no message could be made, or none was taken.
import type { Finding } from "#vocabulary";
import { DEFAULT_CHARACTERS } from "../edifact/service-characters.ts";
import { FindingCollector } from "../findings.ts";
import type { Control, ReadMessage } from "../message.ts";

const NO_CONTROL: Control = {
  sender: null,
  recipient: null,
  interchange: null,
  message: null,
  accessReference: null,
  part: null,
  parts: null,
  final: false,
};

/** A message of kind UNKNOWN from `start` (else the beginning) to `end`; of `control` only what the interchange says is kept. */
export function unknownMessageOf(about: {
  readonly syntax: ReadMessage["syntax"];
  /** Its number, and where it begins, where others stand before it. */
  readonly index?: number;
  readonly start?: number;
  readonly end: number;
  readonly findings: readonly Finding[];
  readonly control: Control | null;
}): ReadMessage {
  const { sender, recipient, interchange } = about.control ?? NO_CONTROL;
  return {
    index: about.index ?? 0,
    kind: "UNKNOWN",
    syntax: about.syntax,
    version: null,
    control: { ...NO_CONTROL, sender, recipient, interchange },
    accepted: false,
    findings: about.findings,
    start: about.start ?? 0,
    end: about.end,
    cuts: [],
    preparedAt: null,
    characters: DEFAULT_CHARACTERS,
  };
}

/** What stands for a transmission of more messages than are taken at once; `first` is the first of them. */
export function tooManyMessages(first: ReadMessage, end: number, limit: number): ReadMessage {
  const findings = new FindingCollector();
  findings.add("MESSAGES_TOO_MANY", { segment: null, tag: null, offset: null }, { limit });
  const { syntax, control } = first;
  return unknownMessageOf({ syntax, end, findings: findings.list(), control });
}
