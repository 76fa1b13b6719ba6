// Turns what the lexer noticed in one message into findings.
import type { FindingCollector } from "../findings.ts";
import { MAX_SEGMENT_BYTES } from "./lexer.ts";
import { NOTE } from "./segments.ts";
import type { Note, SegmentedMessage } from "./segments.ts";
import type { MessageCode } from "../codes.ts";

/** Repertoires that have no character beyond ASCII (edifact.md 1.5); the others declare theirs. */
const asciiOnly = new Set(["UNOA", "UNOB", "IATA", "IATB", "SIRE", "KECA"]);

const codes: readonly (readonly [Note, MessageCode])[] = [
  [NOTE.emptySegment, "SEGMENT_EMPTY"],
  [NOTE.lostTerminator, "TERMINATOR_LOST"],
  [NOTE.needlessRelease, "RELEASE_NEEDLESS"],
  [NOTE.releaseAtEnd, "EDI18"],
  [NOTE.trailingSeparator, "EDI45"],
  [NOTE.truncatedSegment, "SEGMENT_TOO_LONG"],
  [NOTE.controlCharacter, "CONTROL_CHARACTERS"],
  [NOTE.badTag, "TAG_INVALID"],
  [NOTE.ambiguousWrap, "WRAP_AMBIGUOUS"],
  [NOTE.repetition, "REPETITION_UNRELEASED"],
];

/** Adds one finding for each kind of thing noticed in the table, at its first place. */
export function addNotes(message: SegmentedMessage, findings: FindingCollector): void {
  if (!message.hasNotes) return;
  for (const [note, code] of codes) {
    const count = message.noteCount(note);
    if (count > 0) findings.add(code, placeOf(message, note), { count, limit: MAX_SEGMENT_BYTES });
  }
  const high = message.noteCount(NOTE.highByte) > 0 && asciiOnly.has(message.syntaxIdentifier);
  const odd = message.noteCount(NOTE.oddCharacter) > 0;
  if (!high && !odd) return;
  const oddFirst =
    odd && (!high || message.noteOffset(NOTE.oddCharacter) < message.noteOffset(NOTE.highByte));
  const first = oddFirst ? NOTE.oddCharacter : NOTE.highByte;
  findings.add("EDI21", placeOf(message, first), { repertoire: message.syntaxIdentifier });
}

function placeOf(
  message: SegmentedMessage,
  note: Note,
): { segment: number; tag: string | null; offset: number } {
  const ordinal = message.noteOrdinal(note);
  const s = ordinal - message.before - 1;
  const tag = s >= 0 && s < message.count ? message.tagText(s) : "";
  return { segment: ordinal, tag: tag === "" ? null : tag, offset: message.noteOffset(note) };
}
