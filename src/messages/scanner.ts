// The streaming state machine: bytes go in by and by, messages with their findings come out, in bounded memory.
import { findBeginning } from "./edifact/detect.ts";
import type { Beginning } from "./edifact/detect.ts";
import {
  closeGroup,
  closeInterchange,
  closeMessage,
  envelopeOf,
  headlessInterchange,
  openGroup,
  openInterchange,
  openMessage,
} from "./edifact/envelope.ts";
import type { Interchange, MessageHeader } from "./edifact/envelope.ts";
import { byteClasses, lexSegments, MAX_SEGMENT_BYTES, STOP } from "./edifact/lexer.ts";
import type { ByteClasses, LexResult } from "./edifact/lexer.ts";
import { InputWindow } from "./edifact/input-window.ts";
import { addNotes } from "./edifact/notes.ts";
import { OutsideBytes } from "./edifact/outside.ts";
import { NOTE, returnTable, takeTable } from "./edifact/segments.ts";
import { packTag, TAG_INVALID } from "./edifact/tags.ts";
import { FindingCollector } from "./findings.ts";
import type { ReadMessage } from "./message.ts";
import type { MessagePart, MessageReader } from "./reading.ts";
import { messageReaders } from "./registry.ts";

/** Longest message (or piece that cannot be cut) that is read; the rest of it is skipped with a finding. */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Bytes cut at a time: the segment table must have room for the worst that they can hold. */
const LEX_BYTES = 8 * 1024;
const RUN_BYTES = 64 * 1024;
/** Below this no reader wants a message cut: the rule for nearly every message, looked at first. */
const SMALLEST_PIECE = 256 * 1024;

const UNA = packTag("UNA");
const UNB = packTag("UNB");
const UIB = packTag("UIB");
const UNG = packTag("UNG");
const UNE = packTag("UNE");
const UNH = packTag("UNH");
const UIH = packTag("UIH");
const UNT = packTag("UNT");
const UIT = packTag("UIT");
const UNZ = packTag("UNZ");
const UIZ = packTag("UIZ");

type State = "outside" | "between" | "message" | "overflow";

/** A message read, waiting for the trailers that may still say something about it. */
type Held = { readonly message: Omit<ReadMessage, "findings">; readonly findings: FindingCollector };

/** Reads a transmission. `push` gives it bytes, `end` says that no more come; `take` fetches what is ready. */
export class MessageScanner {
  /** Input gathered before it is read, so that tiny chunks do not make it read the same segment again and again. */
  readonly #runBytes: number;
  readonly #ready: ReadMessage[] = [];
  readonly #table = takeTable();
  readonly #lexed: LexResult = { next: 0, stop: STOP.starved };
  readonly #window = new InputWindow();
  readonly #outside = new OutsideBytes();
  #position = 0;
  #state: State = "outside";
  #ended = false;
  #skippingSegment = false;
  #classes: ByteClasses = byteClasses(this.#table.characters, false);
  #interchange: Interchange | null = null;
  #header: MessageHeader | null = null;
  #held: Held | null = null;
  #upcoming = new FindingCollector();
  #index = 0;
  #pieces = 0;
  #previous: MessagePart | null = null;
  #messageStart = 0;
  /** Bytes of overlong segments left out of the message at hand. */
  #leftOut = 0;
  #hadPreamble = false;
  #serviceString = false;
  #refused = false;
  #gathered = 0;
  /** Segments of the table already looked at for a place to cut a long message. */
  #bounded = 0;

  constructor(runBytes = RUN_BYTES) {
    this.#runBytes = runBytes;
  }

  /** Gives the scanner all its input at once, without copying it. */
  readWhole(bytes: Uint8Array): void {
    this.#window.borrow(bytes);
    this.#table.bytes = this.#window.bytes;
    this.end();
  }

  /** Says that the input is not what was delivered, but decoded from it. */
  noteDecoded(encoding: string): void {
    this.#upcoming.add("CONTENT_DECODED", { segment: 0, tag: null, offset: 0 }, { encoding });
  }

  /** Adds input (some 100 kB at most, to stay in bounds). Messages that are complete can then be taken. */
  push(chunk: Uint8Array): void {
    this.#append(chunk);
    this.#gathered += chunk.length;
    if (this.#gathered < this.#runBytes) return;
    this.#gathered = 0;
    this.#run();
  }

  /** Says that the input is complete. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#run();
    this.#finish();
    returnTable(this.#table);
  }

  /** The messages that are ready, in order; empties the queue. */
  take(): ReadMessage[] {
    return this.#ready.splice(0);
  }

  #append(chunk: Uint8Array): void {
    const window = this.#window;
    const table = this.#table;
    if (!window.fits(chunk)) {
      const inMessage = this.#state === "message" && table.count > 0;
      const keep = inMessage ? Math.min(this.#position, table.start(0)) : this.#position;
      window.makeRoom(keep, chunk.length);
      table.bytes = window.bytes;
      table.base = window.base;
      table.gaps = window.gaps;
      table.shift(keep);
      this.#position -= keep;
    }
    window.append(chunk);
  }

  #run(): void {
    for (;;) {
      if (this.#skippingSegment && !this.#skipSegment()) return;
      if (this.#state === "outside") {
        if (!this.#searchBeginning()) return;
      } else if (!this.#cut()) {
        return;
      }
    }
  }

  /** Looks for the next interchange; false when there is none in the input at hand. */
  #searchBeginning(): boolean {
    const window = this.#window;
    const found = findBeginning(window.bytes, this.#position, window.filled, this.#ended);
    const to = found.beginning === null ? found.searched : found.beginning.start;
    this.#outside.add(window, this.#position, to);
    this.#position = to;
    if (found.beginning === null) return false;
    this.#begin(found.beginning);
    return true;
  }

  #begin(beginning: Beginning): void {
    // What stands between two interchanges belongs, as epilogue, to the message before.
    const hasText = this.#outside.hasText;
    if (this.#held !== null) this.#outside.report(this.#held.findings, "after", this.#hadPreamble);
    this.#outside.report(this.#upcoming, "before", true);
    this.#hadPreamble = hasText;
    const table = this.#table;
    table.reset();
    table.characters = beginning.characters;
    table.syntaxIdentifier = "UNOA";
    this.#classes = byteClasses(beginning.characters, true);
    this.#position = beginning.header;
    this.#serviceString = beginning.header !== beginning.start && !beginning.headless;
    this.#state = "between";
    this.#interchange = null;
    const offset = this.#window.offset(beginning.start);
    if (beginning.badServiceString) this.#upcoming.add("EDI20", { segment: 0, tag: "UNA", offset });
    if (beginning.headless) {
      this.#interchange = headlessInterchange(offset, beginning.badServiceString);
      this.#upcoming.add("ENVELOPE_MISSING", { segment: 0, tag: "UNH", offset });
    }
    this.#refused = beginning.badServiceString;
  }

  /** Skips the rest of an overlong segment, which is then out of memory; false when its end is not at hand yet. */
  #skipSegment(): boolean {
    const window = this.#window;
    const { characters } = this.#table;
    const { bytes, filled } = window;
    let p = this.#position;
    for (; p < filled; p++) {
      if (bytes[p] === characters.release) {
        if (p + 1 >= filled && !this.#ended) break;
        p++;
      } else if (bytes[p] === characters.terminator) {
        this.#skippingSegment = false;
        p++;
        break;
      }
    }
    if (this.#ended && p >= filled) this.#skippingSegment = false;
    const to = Math.min(p, filled);
    this.#leftOut += to - this.#position;
    this.#position = window.takeOut(this.#position, to);
    return !this.#skippingSegment;
  }

  /** Cuts the next segments and acts on them; false when more input is needed. */
  #cut(): boolean {
    let room = LEX_BYTES;
    for (;;) {
      const from = this.#position;
      const to = Math.min(from + room, this.#window.filled);
      const atEnd = this.#ended && to === this.#window.filled;
      lexSegments(this.#table, this.#classes, { from, to, atEnd }, this.#lexed);
      this.#position = this.#lexed.next;
      if (this.#lexed.stop === STOP.tooLong) this.#skippingSegment = true;
      if (this.#state === "message") this.#bound();
      else if (this.#state === "between") this.#lookForNextInterchange();
      if (this.#position !== this.#lexed.next) return true;
      if (this.#lexed.stop !== STOP.starved && isService(this.#table.tag(this.#table.count - 1))) {
        this.#actOnService();
        return true;
      }
      if (this.#lexed.stop === STOP.tooLong) return true;
      if (to === this.#window.filled) return false;
      if (this.#state === "overflow") this.#table.startPiece();
      if (this.#position === from) room = Math.min(room * 2, MAX_SEGMENT_BYTES * 4);
    }
  }

  /** Hands a piece of a very long message to its reader, or gives it up beyond the limit. */
  #bound(): void {
    const table = this.#table;
    if (table.count === 0) return;
    const pieceStart = table.start(0);
    const length = this.#position - pieceStart - (this.#window.isBorrowed ? this.#leftOut : 0);
    if (length <= SMALLEST_PIECE) return;
    this.#openOwnHeader();
    const reader = this.#reader();
    if (reader?.pieces !== undefined) {
      const { bytes } = reader.pieces;
      const tag = packTag(reader.pieces.tag);
      if (length <= bytes) return;
      for (let s = Math.max(1, this.#bounded); s < table.count; s++) {
        if (table.tag(s) !== tag || table.start(s) - pieceStart < bytes) continue;
        this.#rewind(table.start(s));
        table.truncate(s);
        this.#emitPiece(reader);
        this.#bounded = 0;
        return;
      }
      this.#bounded = table.count;
    }
    if (length <= MAX_MESSAGE_BYTES) return;
    this.#upcoming.add("MESSAGE_TOO_LONG", table.place(table.count - 1), { limit: MAX_MESSAGE_BYTES });
    this.#closeMessage(null, false);
    this.#state = "overflow";
  }

  #reader(): MessageReader | undefined {
    return this.#header === null ? undefined : messageReaders[this.#header.kind];
  }

  #emitPiece(reader: MessageReader): void {
    const { part, message } = this.#readPart(reader, false);
    this.#previous = part;
    this.#pieces++;
    this.#release();
    this.#ready.push({ ...message, piece: { number: this.#pieces, last: false }, findings: [] });
    this.#table.startPiece();
    this.#leftOut = 0;
  }

  /** A service segment has been cut: it is the last of the table. */
  #actOnService(): void {
    const table = this.#table;
    const s = table.count - 1;
    const tag = table.tag(s);
    const isHeader = tag === UNH || tag === UIH;
    if (this.#state === "between") {
      this.#actBetween(s, tag);
    } else if (this.#state === "overflow") {
      if (tag === UNT || tag === UIT) {
        this.#between(this.#position);
      } else if (isHeader || isEnvelope(tag)) {
        this.#between(table.start(s));
      } else {
        table.startPiece();
      }
    } else if (isHeader && s === 0 && table.before === 0) {
      this.#openOwnHeader();
    } else if (tag === UNT || tag === UIT) {
      this.#closeMessage(this.#position, true);
      this.#between(this.#position);
    } else if (isHeader || isEnvelope(tag)) {
      const at = table.start(s);
      table.truncate(s);
      this.#closeMessage(at, false);
      this.#between(at);
    }
  }

  #between(position: number): void {
    this.#state = "between";
    if (position !== this.#position) this.#rewind(position);
    this.#table.reset();
  }

  /** Goes back to a segment that is to be cut again. */
  #rewind(position: number): void {
    this.#position = position;
    this.#skippingSegment = false;
  }

  #openOwnHeader(): void {
    if (this.#header !== null || this.#interchange === null) return;
    this.#header = openMessage(this.#table, this.#interchange, this.#upcoming);
  }

  /** A segment of the envelope; what stands before it in the table belongs nowhere. */
  #actBetween(s: number, tag: number): void {
    const table = this.#table;
    const start = table.start(s);
    if (s > 0) this.#reportStray(table.start(0), start);
    const isStart = tag === UNB || tag === UIB;
    if (tag === UNA || (isStart && this.#interchange !== null)) {
      this.#leaveOpen(start);
      return;
    }
    if (isStart) {
      this.#interchange = openInterchange(table, s, this.#upcoming, this.#refused);
      table.syntaxIdentifier = this.#interchange.syntaxIdentifier;
      this.#classes = byteClasses(table.characters, this.#interchange.syntaxIdentifier !== "UNOA");
    } else {
      this.#interchange ??= headlessInterchange(table.offset(s), this.#refused);
      this.#actInside(this.#interchange, s, tag);
      if (tag === UNH || tag === UIH) return;
    }
    addNotes(table, this.#trailerFindings());
    table.reset();
  }

  #actInside(interchange: Interchange, s: number, tag: number): void {
    const table = this.#table;
    if (tag === UNG) {
      if (interchange.group !== null) this.#reportOpenGroup(interchange, table.offset(s));
      openGroup(table, s, interchange, this.#upcoming);
    } else if (tag === UNE) {
      closeGroup(table, s, interchange, this.#trailerFindings());
    } else if (tag === UNZ || tag === UIZ) {
      closeInterchange(table, s, interchange, this.#trailerFindings());
      this.#leaveInterchange(table.offset(s));
    } else if (tag === UNH || tag === UIH) {
      // Cut it again as the first segment of its own table.
      this.#rewind(table.start(s));
      this.#messageStart = table.offset(s);
      this.#leftOut = 0;
      table.reset();
      this.#bounded = 0;
      this.#header = null;
      this.#previous = null;
      this.#pieces = 0;
      this.#state = "message";
    } else if (tag === UNT || tag === UIT) {
      const place = { segment: 0, tag: table.tagText(s), offset: table.offset(s) };
      this.#trailerFindings().add("HEADER_MISSING", place, { trailer: "UNT", header: "UNH" });
    }
  }

  #reportOpenGroup(interchange: Interchange, offset: number): void {
    const place = { segment: 0, tag: "UNG", offset };
    this.#trailerFindings().add("TRAILER_MISSING", place, { trailer: "UNE", header: "the group" });
    interchange.group = null;
  }

  /** Where findings of trailers go: to the interchange's last message, or to the one to come. */
  #trailerFindings(): FindingCollector {
    return this.#held !== null && (this.#interchange?.messages ?? 0) > 0
      ? this.#held.findings
      : this.#upcoming;
  }

  #reportStray(from: number, to: number): void {
    const place = { segment: 0, tag: null, offset: this.#window.offset(from) };
    this.#trailerFindings().add("EDI33", place, { bytes: to - from });
  }

  /** In front of an envelope segment something without a valid tag may be the next interchange's UNB. */
  #lookForNextInterchange(): void {
    const table = this.#table;
    if (table.noteCount(NOTE.badTag) === 0) return;
    const { bytes, filled } = this.#window;
    for (let s = 0; s < table.count; s++) {
      if (table.tag(s) !== TAG_INVALID) continue;
      const start = table.start(s);
      if (bytes[start] !== 0x55 || bytes[start + 1] !== 0x4e) continue;
      const found = findBeginning(bytes, start, Math.min(filled, start + 2048), true);
      if (found.beginning === null || found.beginning.start !== start) continue;
      if (s > 0) this.#reportStray(table.start(0), start);
      this.#leaveOpen(start);
      return;
    }
    if (table.count > 4096) {
      this.#reportStray(table.start(0), this.#position);
      table.reset();
    }
  }

  /** Another interchange begins (or the input ends) before this one was closed. */
  #leaveOpen(position: number): void {
    const offset = this.#window.offset(position);
    if (this.#interchange !== null && !this.#interchange.headless) {
      const place = { segment: 0, tag: "UNZ", offset };
      this.#trailerFindings().add("TRAILER_MISSING", place, { trailer: "UNZ", header: "the interchange" });
    }
    this.#rewind(position);
    this.#leaveInterchange(offset);
    this.#table.reset();
  }

  #leaveInterchange(offset: number): void {
    const interchange = this.#interchange;
    if (interchange !== null && interchange.messages === 0) {
      this.#upcoming.add("EDI32", interchange.place, { level: "interchange" });
      this.#hold(this.#unreadable(interchange.place.offset ?? offset, offset));
    }
    this.#state = "outside";
    this.#interchange = null;
  }

  /** Ends the message in the table. `end`: position after it; null when it goes on beyond the limit. */
  #closeMessage(end: number | null, complete: boolean): void {
    const table = this.#table;
    this.#openOwnHeader();
    const header = this.#header;
    const interchange = this.#interchange;
    if (header === null || interchange === null) return;
    if (complete) {
      closeMessage(table, header.control.message, this.#upcoming);
    } else if (end !== null) {
      const place = { segment: table.ordinal(table.count), tag: "UNT", offset: this.#window.offset(end) };
      this.#upcoming.add("TRAILER_MISSING", place, { trailer: "UNT", header: "the message" });
    }
    const reader = this.#reader();
    if (reader === undefined && header.kind !== "UNKNOWN") {
      this.#upcoming.add("KIND_UNREAD", table.place(0, 2), { type: header.kind });
    }
    const { message } = this.#readPart(reader, true);
    addNotes(table, this.#upcoming);
    const refused = end === null || interchange.refused;
    const whole = refused ? { ...message, accepted: false } : message;
    this.#hold(this.#pieces === 0 ? whole : { ...whole, piece: { number: this.#pieces + 1, last: true } });
    this.#header = null;
  }

  #readPart(
    reader: MessageReader | undefined,
    last: boolean,
  ): { part: MessagePart; message: Omit<ReadMessage, "findings"> } {
    const table = this.#table;
    const { kind, version, control } = this.#header!;
    const findings = this.#upcoming;
    const preparedAt = this.#interchange?.preparedAt ?? null;
    const context = { findings, version, control, preparedAt, previous: this.#previous, last };
    const part: MessagePart = reader === undefined ? { accepted: false } : reader.read(table, context);
    const { carried: _, cuts = [], ...content } = part;
    const envelope =
      this.#interchange === null ? undefined : envelopeOf(this.#interchange, version, this.#serviceString);
    const message = {
      index: this.#index,
      kind,
      syntax: "edifact" as const,
      version:
        version.version === "" && version.release === "" ? null : `${version.version}.${version.release}`,
      control,
      ...(envelope !== undefined && { envelope }),
      // A piece is kept (and redacted) on its own: it begins where it begins.
      start: this.#pieces === 0 || table.count === 0 ? this.#messageStart : table.offset(0),
      end: table.count === 0 ? this.#window.offset(this.#position) : table.endOffset(table.count - 1),
      cuts,
      preparedAt,
      characters: table.characters,
      ...content,
    };
    return { part, message };
  }

  #unreadable(start: number, end: number): Omit<ReadMessage, "findings"> {
    const { sender = null, recipient = null, reference = null } = this.#interchange ?? {};
    return {
      index: this.#index,
      kind: "UNKNOWN",
      syntax: "edifact",
      version: null,
      control: {
        sender,
        recipient,
        interchange: reference,
        message: null,
        accessReference: null,
        part: null,
        parts: null,
        final: false,
      },
      accepted: false,
      start,
      end,
      cuts: [],
      preparedAt: this.#interchange?.preparedAt ?? null,
      characters: this.#table.characters,
    };
  }

  /** Keeps a message back until what follows it is known; the one kept before is ready. */
  #hold(message: Omit<ReadMessage, "findings">): void {
    this.#release();
    this.#held = { message, findings: this.#upcoming };
    this.#upcoming = new FindingCollector();
    this.#index++;
  }

  #release(): void {
    if (this.#held === null) return;
    this.#ready.push({ ...this.#held.message, findings: this.#held.findings.list() });
    this.#held = null;
  }

  /** The input is used up: closes what is open and says what is missing. */
  #finish(): void {
    const table = this.#table;
    if (this.#state === "message" && table.count > 0) this.#closeMessage(this.#window.filled, false);
    if (this.#state !== "outside") {
      if (this.#state === "between" && table.count > 0)
        this.#reportStray(table.start(0), this.#window.filled);
      this.#leaveOpen(this.#window.filled);
    } else {
      this.#outside.add(this.#window, this.#position, this.#window.filled);
    }
    const inputBytes = this.#window.offset(this.#window.filled);
    if (this.#held !== null) {
      this.#outside.report(this.#held.findings, "after", this.#hadPreamble);
      this.#release();
    } else if (this.#index === 0) {
      this.#reportNothing(inputBytes);
    }
  }

  #reportNothing(bytes: number): void {
    const place = { segment: 0, tag: null, offset: 0 };
    if (bytes === 0) this.#upcoming.add("CONTENT_EMPTY", place);
    else this.#upcoming.add("CONTENT_UNKNOWN", place, { bytes, start: this.#outside.beginning });
    this.#hold(this.#unreadable(0, bytes));
    this.#release();
  }
}

function isService(tag: number): boolean {
  return tag >> 8 === 0x554e || tag >> 8 === 0x5549;
}

function isEnvelope(tag: number): boolean {
  return (
    tag === UNB || tag === UIB || tag === UNG || tag === UNE || tag === UNZ || tag === UIZ || tag === UNA
  );
}
