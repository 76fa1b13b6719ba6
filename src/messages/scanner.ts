// The streaming state machine: bytes go in by and by, messages with their findings come out, in bounded memory.
import { assembleMessage, unknownMessage } from "./assemble.ts";
import type { Omission } from "./assemble.ts";
import { beginningAt, findBeginning } from "./edifact/detect.ts";
import type { Beginning } from "./edifact/detect.ts";
import {
  closeGroup,
  closeInterchange,
  closeMessage,
  headlessInterchange,
  isHeaderByShape,
  openGroup,
  openInterchange,
  openMessage,
} from "./edifact/envelope.ts";
import type { Interchange, MessageHeader } from "./edifact/envelope.ts";
import { byteClasses, findSegmentEnd, lexSegments, MAX_SEGMENT_BYTES, STOP } from "./edifact/lexer.ts";
import type { ByteClasses, LexResult } from "./edifact/lexer.ts";
import { InputWindow } from "./edifact/input-window.ts";
import { addNotes } from "./edifact/notes.ts";
import { OutsideBytes } from "./edifact/outside.ts";
import { NOTE, returnTable, takeTable } from "./edifact/segments.ts";
import {
  isEnvelopeTag,
  isInterchangeHeader,
  isInterchangeTrailer,
  isMessageHeader,
  isMessageTrailer,
  isServiceTag,
  SERVICE,
  TAG_INVALID,
} from "./edifact/tags.ts";
import type { FindingCollector } from "./findings.ts";
import type { ReadMessage } from "./message.ts";
import { MAX_MESSAGE_BYTES, MessageBounds } from "./message-bounds.ts";
import { OutgoingMessages } from "./outgoing.ts";
import type { MessagePart, MessageReader } from "./reading.ts";
import { readerOf } from "./registry.ts";
import type { ReadingWitness } from "./witness.ts";

/** Segments that stand outside of messages looked at together. */
const MAX_STRAY_SEGMENTS = 4096;
/** What is left of a damaged tag of a header in front of it, in segments, with itself. */
const MOST_BEFORE_HEADER = 3;
/** Bytes cut at a time: the segment table must have room for the worst that they can hold. */
const LEX_BYTES = 8 * 1024;
const RUN_BYTES = 64 * 1024;

type State = "outside" | "between" | "message" | "overflow";

/** Reads a transmission. `push` gives it bytes, `end` says that no more come; `next` fetches one message after the other. */
export class MessageScanner {
  /** Input gathered before it is read, so that tiny chunks do not make it read the same segment again and again. */
  readonly #runBytes: number;
  readonly #outgoing = new OutgoingMessages();
  readonly #table = takeTable();
  readonly #lexed: LexResult = { next: 0, stop: STOP.starved };
  readonly #window = new InputWindow();
  readonly #outside = new OutsideBytes();
  #position = 0;
  #state: State = "outside";
  #ended = false;
  #finished = false;
  #skippingSegment = false;
  #classes: ByteClasses = byteClasses(this.#table.characters, false);
  #interchange: Interchange | null = null;
  #header: MessageHeader | null = null;
  #pieces = 0;
  #previous: MessagePart | null = null;
  #messageStart = 0;
  /** Bytes of overlong segments left out of the message at hand. */
  #leftOut = 0;
  /** Where these stood. */
  #omitted: Omission[] = [];
  /** Bytes that stand between the segments of the envelope, counted until the next of these. */
  readonly #stray = { offset: 0, bytes: 0 };
  /** Offset of the first segment in the table that belongs nowhere, where it is out of memory already. */
  #strayFrom: number | null = null;
  #hadPreamble = false;
  #messagesMax = Number.POSITIVE_INFINITY;
  #serviceString = false;
  #refused = false;
  /** Offset of the interchange's UNA or header. */
  #beginning = 0;
  #gathered = 0;
  readonly #bounds = new MessageBounds();

  readonly #witness: ReadingWitness | null;

  constructor(runBytes = RUN_BYTES, witness: ReadingWitness | null = null) {
    this.#runBytes = runBytes;
    this.#witness = witness;
  }

  /** Gives the scanner all its input at once, without copying it. It stops reading after the first message beyond the most. */
  readWhole(bytes: Uint8Array, messagesMax = Number.POSITIVE_INFINITY): void {
    this.#messagesMax = messagesMax;
    this.#window.borrow(bytes);
    this.#table.bytes = this.#window.bytes;
    this.end();
  }

  /** Says that the input is not what was delivered, but decoded from it. */
  noteDecoded(encoding: string): void {
    this.#outgoing.upcoming.add("CONTENT_DECODED", { segment: 0, tag: null, offset: 0 }, { encoding });
  }

  /** Adds input. Take what is ready (`next`) before giving more, so that little waits in memory. */
  push(chunk: Uint8Array): void {
    this.#append(chunk);
    this.#gathered += chunk.length;
  }

  /** Says that the input is complete. */
  end(): void {
    this.#ended = true;
  }

  /** Reads on to the next message and answers it; null when more input is needed, or when all has been read. */
  next(): ReadMessage | null {
    const ready = this.#outgoing.next();
    if (ready !== null || this.#finished) return ready;
    if (this.#gathered < this.#runBytes && !this.#ended) return null;
    if (this.#run()) return this.#outgoing.next();
    this.#gathered = 0;
    if (!this.#ended) return null;
    this.#finish();
    return this.#outgoing.next();
  }

  /** What is in memory now: bytes of the input, segments cut of them, messages that wait to be taken. All have bounds. */
  get held(): { readonly bytes: number; readonly segments: number; readonly messages: number } {
    return {
      bytes: this.#window.filled,
      segments: this.#table.count,
      messages: this.#outgoing.waiting,
    };
  }

  #append(chunk: Uint8Array): void {
    const window = this.#window;
    const table = this.#table;
    if (!window.fits(chunk)) {
      const inMessage = this.#state === "message" && table.count > 0;
      const keep = inMessage ? Math.min(this.#position, table.start(0)) : this.#position;
      // What stands between messages need not stay in memory, only where it began.
      if (this.#state === "between" && table.count > 0) this.#strayFrom ??= window.offset(table.start(0));
      window.makeRoom(keep, chunk.length);
      table.bytes = window.bytes;
      table.base = window.base;
      table.gaps = window.gaps;
      table.shift(keep);
      this.#position -= keep;
    }
    window.append(chunk);
  }

  /** Reads until a message is ready; false when the input at hand is used up before. */
  #run(): boolean {
    while (this.#outgoing.index <= this.#messagesMax) {
      if (this.#skippingSegment && !this.#skipSegment()) return false;
      if (this.#state === "outside") {
        if (!this.#searchBeginning()) return false;
      } else if (!this.#cut()) {
        return false;
      }
      if (this.#outgoing.isReady) return true;
    }
    return false;
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
    const { heldFindings, upcoming } = this.#outgoing;
    if (heldFindings !== null) this.#outside.report(heldFindings, "after", this.#hadPreamble);
    this.#outside.report(upcoming, "before", true);
    this.#hadPreamble = hasText;
    const table = this.#table;
    table.reset();
    table.characters = beginning.characters;
    table.syntaxIdentifier = "UNOA";
    table.encoding = "";
    this.#classes = byteClasses(beginning.characters, true);
    this.#position = beginning.header;
    this.#serviceString = beginning.header !== beginning.start && !beginning.headless;
    this.#state = "between";
    this.#interchange = null;
    const offset = this.#window.offset(beginning.start);
    this.#beginning = offset;
    if (beginning.badServiceString) this.#outgoing.upcoming.add("EDI20", { segment: 0, tag: "UNA", offset });
    if (beginning.headless) {
      this.#interchange = headlessInterchange(offset, beginning.badServiceString);
      this.#outgoing.upcoming.add("ENVELOPE_MISSING", { segment: 0, tag: "UNH", offset });
    }
    this.#refused = beginning.badServiceString;
    const { characters } = beginning;
    this.#witness?.begin({ offset, serviceString: this.#serviceString, characters });
  }

  /** Skips the rest of an overlong segment, which is then out of memory; false when its end is not at hand yet. */
  #skipSegment(): boolean {
    const window = this.#window;
    const range = { from: this.#position, to: window.filled, atEnd: this.#ended };
    const { position, found } = findSegmentEnd(window.bytes, this.#table.characters, range);
    if (found || this.#ended) this.#skippingSegment = false;
    const to = Math.min(position, window.filled);
    this.#leftOut += to - this.#position;
    if (this.#state === "message") this.#omit(window.offset(this.#position), to - this.#position, found);
    this.#position = window.takeOut(this.#position, to);
    return !this.#skippingSegment;
  }

  /** Bytes of the message at hand that nobody reads, `terminated`: up to the end of their segment. */
  #omit(start: number, bytes: number, terminated: boolean): void {
    const last = this.#omitted.at(-1);
    const from = last?.end === start && !last.terminated ? last.start : start;
    if (from !== start) this.#omitted.pop();
    this.#omitted.push({ start: from, end: start + bytes, terminated });
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
      else if (this.#state === "between") this.#lookAtStray();
      if (this.#position !== this.#lexed.next) return true;
      if (this.#lexed.stop !== STOP.starved && isServiceTag(this.#table.tag(this.#table.count - 1))) {
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
    const length = this.#position - table.start(0) - (this.#window.isBorrowed ? this.#leftOut : 0);
    if (this.#bounds.isShort(table, length)) return;
    const header = this.#openOwnHeader();
    if (header === null || this.#interchange === null) return;
    const reader = readerOf(header.kind);
    const bound = this.#bounds.find(table, length, reader?.pieces);
    if (bound === null) return;
    if (bound.at < table.count) {
      this.#rewind(table.start(bound.at));
      table.truncate(bound.at);
    }
    if (bound.givenUp || reader === undefined) this.#giveUp();
    else this.#emitPiece(reader, header, this.#interchange);
  }

  #giveUp(): void {
    const table = this.#table;
    const place = table.place(table.count - 1);
    this.#outgoing.upcoming.add("MESSAGE_TOO_LONG", place, { limit: MAX_MESSAGE_BYTES });
    this.#closeMessage(null, false);
    this.#state = "overflow";
  }

  #restartCount(): void {
    this.#bounds.restart();
    this.#leftOut = 0;
    this.#omitted = [];
  }

  #emitPiece(reader: MessageReader, header: MessageHeader, interchange: Interchange): void {
    const { part, message } = this.#assemble(reader, header, interchange, false);
    this.#previous = part;
    this.#pieces++;
    this.#outgoing.addPiece({ ...message, piece: { number: this.#pieces, last: false } });
    this.#table.startPiece();
    this.#restartCount();
  }

  /** A service segment has been cut: it is the last of the table. */
  #actOnService(): void {
    const table = this.#table;
    const s = table.count - 1;
    const tag = table.tag(s);
    const isHeader = isMessageHeader(tag);
    if (this.#state === "between") {
      this.#actBetween(s, tag);
    } else if (this.#state === "overflow") {
      if (isMessageTrailer(tag)) {
        this.#between(this.#position);
      } else if (isHeader || isEnvelopeTag(tag)) {
        this.#between(table.start(s));
      } else {
        table.startPiece();
      }
    } else if (isHeader && s === 0 && table.before === 0) {
      this.#openOwnHeader();
    } else if (isMessageTrailer(tag)) {
      this.#closeMessage(this.#position, true);
      this.#between(this.#position);
    } else if (isHeader || isEnvelopeTag(tag)) {
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

  /** What the message's own UNH says: read once, when it is first needed. */
  #openOwnHeader(): MessageHeader | null {
    if (this.#interchange === null) return null;
    if (this.#header === null) {
      this.#header = openMessage(this.#table, this.#interchange, this.#outgoing.upcoming);
      // A witness wants to see every segment cut.
      if (this.#witness === null) {
        const { preparedAt } = this.#interchange;
        const reader = readerOf(this.#header.kind);
        this.#table.usual = reader?.usual?.(this.#table.characters, preparedAt) ?? null;
      }
    }
    return this.#header;
  }

  /** A segment of the envelope; what stands before it in the table belongs nowhere. */
  #actBetween(s: number, tag: number): void {
    const table = this.#table;
    const start = table.start(s);
    if (s > 0) this.#countStray(table.start(0), start);
    this.#reportStray();
    const isStart = isInterchangeHeader(tag);
    if (tag === SERVICE.UNA || (isStart && this.#interchange !== null)) {
      this.#leaveOpen(start);
      return;
    }
    if (!isMessageHeader(tag)) this.#witness?.envelope(table, s);
    if (isStart) {
      this.#interchange = openInterchange(table, s, this.#outgoing.upcoming, this.#refused);
      table.syntaxIdentifier = this.#interchange.syntaxIdentifier;
      const { syntaxIdentifier, syntax } = this.#interchange;
      table.encoding = syntax[3] ?? "";
      this.#classes = byteClasses(table.characters, syntaxIdentifier !== "UNOA", syntax[1] === "4");
    } else {
      this.#interchange ??= headlessInterchange(table.offset(s), this.#refused);
      this.#actInside(this.#interchange, s, tag);
      if (isMessageHeader(tag)) return;
    }
    addNotes(table, this.#trailerFindings());
    table.reset();
  }

  #actInside(interchange: Interchange, s: number, tag: number): void {
    const table = this.#table;
    if (tag === SERVICE.UNG) {
      if (interchange.group !== null) this.#reportOpenGroup(interchange, table.offset(s));
      openGroup(table, s, interchange, this.#outgoing.upcoming);
    } else if (tag === SERVICE.UNE) {
      closeGroup(table, s, interchange, this.#trailerFindings());
    } else if (isInterchangeTrailer(tag)) {
      closeInterchange(table, s, interchange, this.#trailerFindings());
      this.#leaveInterchange(table.offset(s));
    } else if (isMessageHeader(tag)) {
      this.#openMessage(s);
    } else if (isMessageTrailer(tag)) {
      const place = { segment: 0, tag: table.tagText(s), offset: table.offset(s) };
      this.#trailerFindings().add("HEADER_MISSING", place, { trailer: "UNT", header: "UNH" });
    }
  }

  /** The message whose header is segment `s`: that is cut again as the first of its own table. */
  #openMessage(s: number): void {
    const table = this.#table;
    this.#rewind(table.start(s));
    this.#messageStart = table.offset(s);
    this.#restartCount();
    table.reset();
    this.#header = null;
    this.#previous = null;
    this.#pieces = 0;
    this.#state = "message";
  }

  /** Opens the message whose header has a damaged tag: segment `s`, with little that belongs nowhere in front of it. */
  #openDamaged(s: number): void {
    const table = this.#table;
    if (s > 0) this.#countStray(table.start(0), table.start(s));
    this.#reportStray();
    this.#interchange ??= headlessInterchange(table.offset(s), this.#refused);
    this.#outgoing.upcoming.add("HEADER_TAG", { ...table.place(s), segment: 1 });
    this.#openMessage(s);
  }

  #reportOpenGroup(interchange: Interchange, offset: number): void {
    const place = { segment: 0, tag: "UNG", offset };
    this.#trailerFindings().add("TRAILER_MISSING", place, { trailer: "UNE", header: "the group" });
    interchange.group = null;
  }

  /** Where findings of trailers go: to the interchange's last message, or to the one to come. */
  #trailerFindings(): FindingCollector {
    const { heldFindings, upcoming } = this.#outgoing;
    return heldFindings !== null && (this.#interchange?.messages ?? 0) > 0 ? heldFindings : upcoming;
  }

  /** Counts bytes between the segments of the envelope, those of overlong ones that are out of memory too. */
  #countStray(from: number, to: number): void {
    const start = this.#strayFrom ?? this.#window.offset(from);
    this.#strayFrom = null;
    if (this.#stray.bytes === 0) this.#stray.offset = start;
    this.#stray.bytes += this.#window.offset(to) - start;
  }

  #reportStray(): void {
    const { offset, bytes } = this.#stray;
    if (bytes === 0) return;
    this.#trailerFindings().add("EDI33", { segment: 0, tag: null, offset }, { bytes });
    this.#stray.bytes = 0;
  }

  /**
   * Looks at the segments that belong nowhere, in their order: one may be a header with a damaged tag; something without a
   * valid tag may be the next interchange's UNB. When there are too many, the first of them are given up: always as many, so
   * that the same is said however the input arrives.
   */
  #lookAtStray(): void {
    const table = this.#table;
    const hasBadTags = table.noteCount(NOTE.badTag) > 0;
    const looked = Math.min(table.count, hasBadTags ? MAX_STRAY_SEGMENTS : MOST_BEFORE_HEADER);
    for (let s = 0; s < looked; s++) {
      if (s < MOST_BEFORE_HEADER && isHeaderByShape(table, s)) return this.#openDamaged(s);
      if (table.tag(s) === TAG_INVALID && this.#beginsInterchange(s)) return this.#leaveForNext(s);
    }
    if (table.count <= MAX_STRAY_SEGMENTS) return;
    const next = table.start(MAX_STRAY_SEGMENTS);
    this.#countStray(table.start(0), next);
    this.#rewind(next);
    table.reset();
  }

  #beginsInterchange(s: number): boolean {
    const { bytes, filled } = this.#window;
    const start = this.#table.start(s);
    if (bytes[start] !== 0x55 || bytes[start + 1] !== 0x4e) return false;
    return beginningAt(bytes, start, Math.min(filled, start + 2048)) !== null;
  }

  #leaveForNext(s: number): void {
    const table = this.#table;
    const start = table.start(s);
    if (s > 0) this.#countStray(table.start(0), start);
    this.#leaveOpen(start);
  }

  /** Another interchange begins (or the input ends) before this one was closed. */
  #leaveOpen(position: number): void {
    this.#reportStray();
    this.#strayFrom = null;
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
      this.#outgoing.upcoming.add("EDI32", interchange.place, { level: "interchange" });
      this.#holdUnknown(interchange.place.offset ?? offset, offset);
    }
    this.#state = "outside";
    this.#interchange = null;
  }

  /** Ends the message in the table. `end`: position after it; null when it goes on beyond the limit. */
  #closeMessage(end: number | null, complete: boolean): void {
    const table = this.#table;
    const header = this.#openOwnHeader();
    const interchange = this.#interchange;
    if (header === null || interchange === null) return;
    const findings = this.#outgoing.upcoming;
    if (complete) {
      closeMessage(table, header.control.message, findings);
    } else if (end !== null) {
      const place = { segment: table.ordinal(table.count), tag: "UNT", offset: this.#window.offset(end) };
      findings.add("TRAILER_MISSING", place, { trailer: "UNT", header: "the message" });
    }
    const reader = readerOf(header.kind);
    const { message } = this.#assemble(reader, header, interchange, true);
    addNotes(table, findings);
    // The first message tells of UNA already; each that is refused says why.
    if (interchange.refused && interchange.messages > 1) {
      findings.add("EDI20", { segment: 0, tag: "UNA", offset: this.#beginning });
    }
    const refused = end === null || interchange.refused;
    const whole = refused ? { ...message, accepted: false } : message;
    this.#outgoing.hold(
      this.#pieces === 0 ? whole : { ...whole, piece: { number: this.#pieces + 1, last: true } },
    );
    this.#header = null;
  }

  #assemble(
    reader: MessageReader | undefined,
    header: MessageHeader,
    interchange: Interchange,
    last: boolean,
  ): ReturnType<typeof assembleMessage> {
    const { index, upcoming } = this.#outgoing;
    const atHand = {
      table: this.#table,
      interchange,
      header,
      serviceString: this.#serviceString,
      index,
      start: this.#messageStart,
      inputEnd: this.#window.offset(this.#window.filled),
      omitted: this.#omitted,
      previous: this.#previous,
      last,
    };
    this.#witness?.message(atHand);
    return assembleMessage(reader, atHand, upcoming);
  }

  /** Input of which no message could be made, `start` and `end` as offsets. */
  #holdUnknown(start: number, end: number): void {
    const syntax =
      this.#outside.looksLikeXml && this.#interchange === null ? ("xml" as const) : ("edifact" as const);
    const place = { index: this.#outgoing.index, start, end, syntax };
    this.#outgoing.hold(unknownMessage(this.#table, this.#interchange, place));
  }

  /** The input is used up: closes what is open and says what is missing. */
  #finish(): void {
    this.#finished = true;
    const table = this.#table;
    if (this.#state === "message" && table.count > 0) this.#closeMessage(this.#window.filled, false);
    if (this.#state !== "outside") {
      if (this.#state === "between" && table.count > 0) this.#countStray(table.start(0), this.#window.filled);
      this.#leaveOpen(this.#window.filled);
    } else {
      this.#outside.add(this.#window, this.#position, this.#window.filled);
    }
    const inputBytes = this.#window.offset(this.#window.filled);
    const { heldFindings, index } = this.#outgoing;
    if (heldFindings !== null) {
      this.#outside.report(heldFindings, "after", this.#hadPreamble);
      this.#outgoing.release();
    } else if (index === 0) {
      this.#reportNothing(inputBytes);
    }
    returnTable(table);
  }

  #reportNothing(bytes: number): void {
    const place = { segment: 0, tag: null, offset: 0 };
    const { upcoming } = this.#outgoing;
    if (bytes === 0) upcoming.add("CONTENT_EMPTY", place);
    else upcoming.add("CONTENT_UNKNOWN", place, { bytes, start: this.#outside.beginning });
    this.#holdUnknown(0, bytes);
    this.#outgoing.release();
  }
}
