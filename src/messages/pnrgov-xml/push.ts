// One push of a PNRGOV XML: gathered PNR by PNR, then read by the reader of PNRGOV and told in terms of the document.
import type { Booking } from "../booking.ts";
import { byteClasses, lexSegments, STOP, type LexResult } from "../edifact/lexer.ts";
import { returnTable, takeTable } from "../edifact/segments.ts";
import { LEVEL_B_CHARACTERS, XML_CHARACTERS } from "../edifact/service-characters.ts";
import type { FindingCollector, Place } from "../findings.ts";
import type { Control, Cut, ReadMessage } from "../message.ts";
import { inOrder } from "../minimise/filter.ts";
import { pnrgovReader } from "../pnrgov/read.ts";
import type { MessagePart, MessageVersion, ReadContext } from "../reading.ts";
import type { XmlRange } from "../xml/xml-text.ts";
import { addBooking } from "./booking-segments.ts";
import type { Laying } from "./laying.ts";
import { DocumentFindings } from "./findings.ts";
import { travelElements } from "./flight-segments.ts";
import { SegmentLayout, type Elements } from "./layout.ts";
import type { PnrNode } from "./node.ts";
import { Values } from "./values.ts";

/** Segments given to the reader at a time, in bytes. */
const PIECE_BYTES = 256 * 1024;
const LEX_BYTES = 8 * 1024;
/** Values taken out of one document; a real one has a few in each PNR. */
const MOST_CUTS = 200_000;

/** Attributes of the root that name no one. */
const TECHNICAL = [
  "primarylangid",
  "altlangid",
  "target",
  "retransmissionindicator",
  "transactionstatuscode",
];

type FlightInPnr = { readonly key: string; readonly node: PnrNode };

/** Gathers the parts of one push as the document is read; `finish` makes the message of them. */
export class Push {
  readonly findings: DocumentFindings = new DocumentFindings();
  readonly #source: Buffer;
  readonly #root: PnrNode;
  readonly #start: number;
  readonly #body: Laying;
  readonly #head: Laying;
  /** Where the body may be cut: beginnings of PNRs, and the number of segments before. */
  readonly #joints: Joint[] = [];
  readonly #cuts: Cut[] = [];
  #leg: PnrNode | null = null;
  #originator: PnrNode | null = null;
  #stated: XmlRange | null = null;
  #shared: Map<string, Elements> | null = null;
  #unknown: { first: PnrNode; count: number } | null = null;
  #others = 0;
  pnrs = 0;

  /** `start`: where its message begins, which is behind the one before it. */
  constructor(source: Buffer, root: PnrNode, start = root.at) {
    this.#start = start;
    this.#source = source;
    this.#root = root;
    const values = new Values(source);
    this.#body = { layout: new SegmentLayout(source), values };
    this.#head = { layout: new SegmentLayout(source), values };
  }

  /** Whether anything of a push was found in the document. */
  get isAny(): boolean {
    return this.pnrs > 0 || this.#leg !== null;
  }

  /** FlightLeg: the first is the one that is pushed. */
  addLeg(leg: PnrNode): void {
    this.#leg ??= leg;
  }

  addOriginator(originator: PnrNode): void {
    this.#originator ??= originator;
  }

  /** PNRs: how many are announced. */
  addCount(pnrs: PnrNode): void {
    this.#stated ??= pnrs.attribute("numberofpnrs");
  }

  /** A PNR, complete but for what a break of the document took. */
  addPnr(pnr: PnrNode): void {
    this.pnrs++;
    const { layout } = this.#body;
    this.#joints.push({ at: layout.length, segments: layout.segments });
    this.#checkCounts(pnr);
    this.#noteFlights(pnr);
    addBooking(this.#body, pnr);
    pnr.leftOver({ value: (range) => this.cutValue(range), element: (node) => this.noteUnknown(node) });
  }

  #checkCounts(pnr: PnrNode): void {
    const { values } = this.#body;
    const found = pnr.all("passenger", "traveler", "traveller").length;
    const holders = [
      { node: pnr, range: pnr.attribute("numberofpassengers") },
      ...pnr.all("flight", "flightsegment").map((node) => ({ node, range: node.attribute("numberinparty") })),
    ];
    for (const { node, range } of holders) {
      const stated = Number(values.text(range) || found);
      if (found === 0 || stated === found) continue;
      const place = { segment: node.ordinal, tag: node.name, offset: range?.start ?? node.at };
      this.findings.add("XML13", place, { stated: values.text(range), found });
      return;
    }
  }

  /** Remembers which flights all PNRs so far share, for a document without FlightLeg. */
  #noteFlights(pnr: PnrNode): void {
    if (this.#leg !== null) return;
    const flights = pnr.all("flight", "flightsegment").slice(0, 100);
    if (flights.length === 0) return;
    const own = new Map(flights.map((node) => this.#keyOf(node)).map(({ key, node }) => [key, node]));
    if (this.#shared === null) {
      this.#shared = new Map([...own].map(([key, node]) => [key, travelElements(this.#body, node)]));
    } else {
      for (const key of this.#shared.keys()) if (!own.has(key)) this.#shared.delete(key);
    }
  }

  #keyOf(node: PnrNode): FlightInPnr {
    const { values } = this.#body;
    const place = (name: string): string => values.text(node.child(name)?.attribute("locationcode"));
    const day = values.isoMoment(node.attribute("departuredatetime"))?.slice(0, 10) ?? "";
    const carrier = values.text(node.child("marketingairline")?.attribute("code"));
    const number = values.text(node.attribute("flightnumber"));
    const key = [carrier, number, day, place("departureairport"), place("arrivalairport")].join("|");
    return { key, node };
  }

  /** A value that nothing has read: it is not kept. */
  cutValue(range: XmlRange): void {
    let { start, end } = range;
    while (start < end && this.#source[start]! <= 0x20) start++;
    while (end > start && this.#source[end - 1]! <= 0x20) end--;
    if (start >= end || this.#source.toString("latin1", start, end) === "REDACTED") return;
    this.#cuts.push({ start, end, reason: "not-admitted" });
    this.#others++;
  }

  noteUnknown(node: PnrNode): void {
    if (this.#unknown === null) this.#unknown = { first: node, count: 1 };
    else this.#unknown.count++;
  }

  /** Too much was taken out: the document is no push. */
  get isFlood(): boolean {
    return this.#cuts.length > MOST_CUTS;
  }

  /** The message, whose bytes end at `end`; `accepted` is false where the document had to be refused. */
  finish(place: { readonly index: number; readonly end: number; readonly accepted: boolean }): ReadMessage {
    const { values } = this.#head;
    const root = this.#root;
    const preparedAt = values.isoMoment(root.attribute("timestamp"));
    void (root.attribute("echotoken"), root.attribute("correlationid"));
    const control = this.#control();
    const version = readVersion(values.text(root.attribute("version")));
    this.#addHead();
    // Where none is stated, it is read by the rules of the first release there was of XML.
    const rules = version.version === "" ? { ...version, version: "13", release: "1" } : version;
    const read = this.#read({ control, preparedAt, version: rules });
    this.#takeRest();
    const all = this.isFlood ? [] : inOrder([...this.#cuts, ...this.#body.layout.cuts, ...read.cuts]);
    // Of a root with several pushes in it the attributes stand before the later ones.
    const cuts = all.filter((cut) => cut.start >= this.#start);
    return {
      index: place.index,
      kind: "PNRGOV",
      syntax: "xml",
      version: version.version === "" ? null : `${version.version}.${version.release}`,
      control,
      accepted: place.accepted && read.accepted && !this.isFlood,
      findings: this.findings.list(),
      start: this.#start,
      end: place.end,
      cuts,
      preparedAt,
      characters: XML_CHARACTERS,
      bookings: read.bookings,
      ...(read.push !== undefined && { push: read.push }),
    };
  }

  #control(): Control {
    const { values } = this.#head;
    const text = (node: PnrNode | null, ...names: readonly string[]): string | null =>
      values.text(node?.attribute(...names)) || null;
    return {
      sender: text(this.#originator, "airlinecode", "systemcode"),
      recipient: null,
      interchange: text(this.#root, "transactionidentifier", "echotoken", "correlationid"),
      message: text(this.#root, "sequencenmbr"),
      accessReference: null,
      part: null,
      parts: null,
      final: true,
    };
  }

  /** The segments before the first PNR. */
  #addHead(): void {
    const { layout, values } = this.#head;
    const root = this.#root;
    const sent = values.text(root.attribute("messagefunction", "function", "pushtype", "messagetype"));
    layout.add("MSG", root, [{ of: [null, /^(?:141|update|delta|change)/i.test(sent) ? "141" : "22"] }]);
    if (this.#leg !== null) layout.add("TVL", this.#leg, travelElements(this.#head, this.#leg));
    else {
      const only = [...(this.#shared ?? [])];
      if (only.length === 1) {
        layout.add("TVL", root, only[0]![1]);
        this.findings.add("XML09", { segment: root.ordinal, tag: root.name, offset: root.at });
      }
    }
    if (this.#stated !== null) layout.add("EQN", root, [this.#stated]);
  }

  #read(facts: Pick<ReadContext, "control" | "preparedAt" | "version">): {
    readonly accepted: boolean;
    readonly bookings: Booking[];
    readonly push: MessagePart["push"];
    readonly cuts: Cut[];
  } {
    const table = takeTable();
    const reader = new PieceReader(table, this.findings, this.#root);
    const { layout } = this.#body;
    const joints = piecesOf(this.#joints, layout);
    const head = this.#head.layout;
    const range = { from: 0, to: head.length, segments: 0, count: head.segments };
    let part = reader.read(head, range, { ...facts, previous: null, last: joints.length === 0 });
    const bookings: Booking[] = [];
    const cuts: Cut[] = [...reader.cuts];
    for (const [i, piece] of joints.entries()) {
      part = reader.read(layout, piece, { ...facts, previous: part, last: i === joints.length - 1 });
      for (const booking of reader.bookings) bookings.push(booking);
      for (const cut of reader.cuts) cuts.push(cut);
    }
    returnTable(table);
    return { accepted: part.accepted, bookings, push: part.push, cuts };
  }

  /** What stands around the PNRs and has not been read, and what was taken out of them. */
  #takeRest(): void {
    for (const name of TECHNICAL) void this.#root.attribute(name);
    void this.#originator?.attribute("systemcode");
    void this.#originator?.attribute("airlinecontactinfo");
    for (const node of [this.#root, this.#leg, this.#originator]) {
      node?.leftOver({ value: (range) => this.cutValue(range), element: (other) => this.noteUnknown(other) });
    }
    const nowhere = { segment: null, tag: null, offset: null };
    const others = this.#others + this.#body.layout.cuts.length;
    if (others > 0) this.findings.add("NOT_ADMITTED", nowhere, { count: others });
    if (this.#unknown === null) return;
    const { first, count } = this.#unknown;
    this.findings.add("XML10", { segment: first.ordinal, tag: first.name, offset: first.at }, { count });
  }
}

/** Bytes of a layout, the segments before them and in them. */
type Piece = {
  readonly from: number;
  readonly to: number;
  readonly segments: number;
  readonly count: number;
};

type Joint = { readonly at: number; readonly segments: number };

/** The body in pieces that each begin with a PNR. */
function piecesOf(joints: readonly Joint[], layout: SegmentLayout): Piece[] {
  const pieces: Piece[] = [];
  let begun = joints[0];
  for (const joint of joints) {
    if (begun === undefined || joint.at - begun.at < PIECE_BYTES) continue;
    pieces.push(pieceOf(begun, joint));
    begun = joint;
  }
  if (begun !== undefined) pieces.push(pieceOf(begun, { at: layout.length, segments: layout.segments }));
  return pieces;
}

function pieceOf(from: Joint, to: Joint): Piece {
  return { from: from.at, to: to.at, segments: from.segments, count: to.segments - from.segments };
}

const classes = byteClasses(LEVEL_B_CHARACTERS, true);
const trailerOf = (count: number): Buffer => Buffer.from(`UNT\u001d${count}\u001c`, "latin1");

/** Has pieces of a layout read by the reader of PNRGOV, and tells what it says in terms of the document. */
class PieceReader {
  readonly #table: ReturnType<typeof takeTable>;
  readonly #findings: DocumentFindings;
  readonly #root: PnrNode;
  readonly #lexed: LexResult = { next: 0, stop: STOP.starved };
  bookings: readonly Booking[] = [];
  cuts: readonly Cut[] = [];

  constructor(table: ReturnType<typeof takeTable>, findings: DocumentFindings, root: PnrNode) {
    this.#table = table;
    this.#findings = findings;
    this.#root = root;
  }

  read(layout: SegmentLayout, piece: Piece, context: Omit<ReadContext, "findings">): MessagePart {
    const table = this.#table;
    table.startPiece();
    const before = table.before;
    table.characters = LEVEL_B_CHARACTERS;
    table.syntaxIdentifier = "UNOC";
    // Positions are those of the layout.
    table.base = piece.from;
    // With its trailer the reader knows that no two segments have run together.
    const trailer = trailerOf(before + piece.count + 1);
    this.#cut(Buffer.concat([layout.bytes(piece.from, piece.to), trailer]));
    this.#findings.translate = (place) => this.#placeOf(layout, piece, place);
    const findings: FindingCollector = this.#findings;
    const part = pnrgovReader.read(table, { ...context, findings });
    this.#findings.translate = null;
    const ordinalOf = (segment: number): number =>
      layout.origin(piece.segments + segment - before - 1)?.ordinal ?? segment;
    this.bookings = (part.bookings ?? []).map((booking) => ({
      ...booking,
      segment: ordinalOf(booking.segment),
    }));
    this.cuts = (part.cuts ?? []).flatMap((cut) => layout.cutsOf(cut));
    return part;
  }

  #cut(bytes: Buffer): void {
    const table = this.#table;
    table.bytes = bytes;
    table.forgetText();
    let room = LEX_BYTES;
    for (let from = 0; from < bytes.length;) {
      const to = Math.min(from + room, bytes.length);
      lexSegments(table, classes, { from, to, atEnd: to === bytes.length }, this.#lexed);
      room = this.#lexed.next === from ? room * 2 : LEX_BYTES;
      from = this.#lexed.next;
    }
  }

  #placeOf(layout: SegmentLayout, piece: Piece, place: Place): Place {
    if (place.offset === null) return place;
    const found = place.offset < piece.to ? layout.place(place.offset) : null;
    const { ordinal, name, at } = this.#root;
    if (found === null) return { segment: ordinal, tag: name, offset: at };
    return { segment: found.ordinal, tag: found.name, offset: found.offset };
  }
}

/** `13.1`, `13:1` and `13.100` as 13 and 1; nothing where the schema's own version stands there (`1.000`). */
function readVersion(sent: string): MessageVersion {
  const match = /^(\d{2})[.:](\d)/.exec(sent);
  const [version = "", release = ""] = match === null ? [] : [match[1], match[2]];
  return { type: "PNRGOV", version, release, agency: "IA", association: "" };
}
