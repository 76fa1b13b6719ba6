// Reads PNRGOV XML: finds the pushes in a document, gathers their PNRs one by one, and says what is wrong with the document.
import { messageCodes, type MessageCode } from "../codes.ts";
import { tooManyMessages, unknownMessageOf } from "../documents/unknown.ts";
import { FindingCollector, findingOf, type GivenValues } from "../findings.ts";
import type { ReadMessage } from "../message.ts";
import { readElement, skipMisc, unknownEntity, type XmlAttribute, type XmlFault } from "../xml/read-xml.ts";
import type { XmlRange } from "../xml/xml-text.ts";
import { plainName, PnrNode } from "./node.ts";
import { Push } from "./push.ts";

/** Elements within each other: a push needs a dozen, a wrapper of its own some more. */
const DEPTH = 40;
const ATTRIBUTES = 200;
/** Elements in one PNR, or around the PNRs: a group of a hundred with history has some thousands. */
const ELEMENTS = 50_000;
/** Pushes in one transmission: a real one has a few. */
const PUSHES = 5000;

/** What is known of the document before it is read. */
export type XmlContent = {
  readonly bytes: Buffer;
  /** Bytes there were more than the limit; what goes beyond is not in `bytes`. */
  readonly isOver: boolean;
  readonly limit: number;
  /** Of more messages none is read. */
  readonly messagesMax: number;
  /** Findings about the transmission; they go to the first message. */
  readonly findings: readonly Said[];
};

const LIMITS = { depth: DEPTH, attributes: ATTRIBUTES };

/**
 * The messages of a document: one for each IATA_PNRGOV_NotifRQ in it, or one for a root of another name with PNRs in it.
 * Several documents one after the other are read as that. What else follows makes the whole transmission UNKNOWN, and so
 * do more messages than are taken at once.
 */
export function readPnrgovXml(content: XmlContent): ReadMessage[] {
  const { bytes } = content;
  const most = Math.min(content.messagesMax, PUSHES);
  const messages: ReadMessage[] = [];
  let at = 0;
  for (;;) {
    const document = new DocumentReading(content, messages.length, at, most);
    const { end, fault } = readElement(bytes, at, document, LIMITS);
    for (const message of document.end(end, fault)) messages.push(message);
    const [first] = messages;
    if (first !== undefined && messages.length > most) return [tooManyMessages(first, bytes.length, most)];
    if (document.isStopped) return messages;
    const { at: next, fault: behind } = skipMisc(bytes, end);
    if (fault !== null || behind !== null || next >= bytes.length) return messages;
    if (bytes[next] !== LESS) return [mixed(content, messages, next)];
    at = next;
  }
}

const LESS = 0x3c;

/** Something that is no XML follows: which syntax the sender meant cannot be told, so nothing is taken. */
function mixed(content: XmlContent, messages: readonly ReadMessage[], at: number): ReadMessage {
  const findings = new FindingCollector();
  const place = { segment: 0, tag: null, offset: at };
  findings.add("XML12", place, { bytes: content.bytes.length - at });
  const control = messages[0]?.control ?? null;
  return unknownMessageOf({ syntax: "xml", end: content.bytes.length, findings: findings.list(), control });
}

const EXPLICIT = /^(?:iata)?pnrgov(?:notif|req|rq|$)/;
const IMPLICIT = new Set(["pnr", "pnrs", "flightleg", "originator"]);

/** The handler of one document's events. */
class DocumentReading {
  readonly #content: XmlContent;
  readonly #firstIndex: number;
  /** Where the document begins. */
  readonly #start: number;
  /** Of more messages, those before included, no further is read. */
  readonly #most: number;
  readonly #messages: ReadMessage[] = [];
  /** The open elements of a PNR, of a FlightLeg or of an Originator, the outermost first. */
  readonly #tree: PnrNode[] = [];
  #depth = 0;
  #ordinal = 0;
  #root: PnrNode | null = null;
  #push: Push | null = null;
  /** How deep the element of the push stands; -1 where the root stands for it. */
  #pushDepth = -1;
  #isPnr = false;
  #elements = 0;
  /** Values before anything of a push was met. */
  #early: XmlRange[] = [];
  #entity = false;
  /** What was not well-formed where no push was open yet. */
  #malformed: XmlFault | null = null;
  /** Whether something in the push that is open was not well-formed. */
  #isMalformed = false;
  isStopped = false;

  constructor(content: XmlContent, firstIndex: number, start: number, most: number) {
    this.#content = content;
    this.#firstIndex = firstIndex;
    this.#start = start;
    this.#most = most;
  }

  open = (sent: string, attributes: readonly XmlAttribute[], at: number): void => {
    this.#depth++;
    this.#ordinal++;
    if (this.isStopped) return;
    const key = plainName(sent);
    const isExplicit = this.#push === null && EXPLICIT.test(key);
    if (isExplicit) this.#ordinal = 1;
    const node = new PnrNode(sent, attributes, { ordinal: this.#ordinal, at });
    for (const one of attributes) this.#noteEntity(one);
    if (this.#depth === 1) this.#root = node;
    if (isExplicit) this.#begin(node, this.#depth);
    else if (this.#push === null && IMPLICIT.has(key)) this.#begin(this.#root ?? node, -1);
    if (!isExplicit && this.#depth > 1) this.#place(key, node);
  };

  #begin(root: PnrNode, depth: number): void {
    // A root that already had a push of its own in it begins before that.
    const before = this.#messages.at(-1)?.end ?? 0;
    this.#push = new Push(this.#content.bytes, root, Math.max(root.at, before));
    this.#pushDepth = depth;
    if (depth < 0) for (const range of this.#early) this.#push.cutValue(range);
    this.#early = [];
    this.#elements = 0;
    const malformed = this.#malformed;
    this.#malformed = null;
    if (malformed !== null) this.#noteMalformed(malformed);
  }

  /** The document goes on behind what is not well-formed: the rest is read, and the push refused. */
  mend = (fault: XmlFault, skipped: XmlRange): void => {
    if (this.isStopped) return;
    if (++this.#elements > ELEMENTS || this.#push?.isFlood === true) this.isStopped = true;
    else if (this.#push === null) {
      this.#malformed ??= fault;
      this.#early.push(skipped);
    } else {
      this.#push.cutValue(skipped);
      this.#noteMalformed(fault);
    }
  };

  /** The first of a push is told: what follows it is mostly of its making. */
  #noteMalformed({ at, line }: XmlFault): void {
    if (this.#isMalformed) return;
    this.#isMalformed = true;
    const tag = this.#tree.at(-1)?.name ?? null;
    this.#push?.findings.add("XML03", { segment: this.#ordinal, tag, offset: at }, { line });
  }

  /** An element below the root, or below that of the push. */
  #place(key: string, node: PnrNode): void {
    const push = this.#push;
    if (++this.#elements > ELEMENTS || push?.isFlood === true) {
      this.isStopped = true;
    } else if (push === null) {
      node.leftOver({ value: (range) => this.#early.push(range), element: () => undefined });
    } else if (key === "pnr" && !this.#isPnr) {
      this.#isPnr = true;
      this.#elements = 0;
      this.#tree.push(node);
    } else if (this.#tree.length > 0) {
      this.#tree.at(-1)!.children.push(node);
      this.#tree.push(node);
    } else if (key === "flightleg" || key === "originator") {
      if (key === "flightleg") push.addLeg(node);
      else push.addOriginator(node);
      this.#tree.push(node);
    } else {
      if (key === "pnrs") push.addCount(node);
      else push.noteUnknown(node);
      node.leftOver({ value: (range) => push.cutValue(range), element: () => undefined });
    }
  }

  text = (range: XmlRange): void => {
    if (this.isStopped || this.#isBlank(range)) return;
    this.#noteEntity(range);
    const node = this.#tree.at(-1);
    if (node !== undefined) node.addText(range);
    else if (this.#push !== null) this.#push.cutValue(range);
    else this.#early.push(range);
  };

  close = (_: string, end: number): void => {
    const depth = this.#depth--;
    if (this.isStopped) return;
    const node = this.#tree.pop();
    if (node?.key === "pnr" && this.#isPnr && !this.#tree.some((open) => open.key === "pnr")) {
      this.#isPnr = false;
      this.#elements = 0;
      this.#push?.addPnr(node);
    }
    if (depth === this.#pushDepth && this.#push !== null) this.#finish(end, true);
  };

  #isBlank({ start, end }: XmlRange): boolean {
    const { bytes } = this.#content;
    for (let p = start; p < end; p++) if (bytes[p]! > 0x20) return false;
    return true;
  }

  #noteEntity(range: XmlRange): void {
    if (this.#entity || this.#push === null) return;
    const { bytes } = this.#content;
    const at = unknownEntity(bytes, range);
    if (at < 0) return;
    this.#entity = true;
    const name = bytes.toString("latin1", at, Math.min(range.end, bytes.indexOf(0x3b, at) + 1));
    this.#push.findings.add("XML07", { segment: this.#ordinal, tag: null, offset: at }, { entity: name });
  }

  /** The document has ended, or cannot be read further: what is open is closed. Answers the messages. */
  end(at: number, fault: XmlFault | null): readonly ReadMessage[] {
    const { bytes, isOver, limit } = this.#content;
    const isBroken = fault?.reason === "truncated" && !this.isStopped;
    // Beyond a broken tag nothing was looked at: it is no part of the message.
    const end = fault === null || isBroken ? at : bytes.length;
    const pnr = this.#tree.find((node) => node.key === "pnr");
    if (pnr !== undefined && this.#isPnr && !this.isStopped) this.#push?.addPnr(pnr);
    const said = this.#saidOf(fault);
    if (isOver) said.push(["XML05", { limit }, bytes.length]);
    const push = this.#push;
    if (this.#malformed !== null) said.unshift(...this.#saidOf(this.#malformed));
    if (push === null) return this.#without(end, said);
    const root = this.#root;
    const isForeign = this.#pushDepth < 0 && root !== null;
    const place = { segment: 1, tag: root?.name ?? null, offset: root?.at ?? 0 };
    if (isForeign) push.findings.add("XML08", place, { root: root.name });
    for (const [code, values, offset] of said)
      push.findings.add(
        code,
        { segment: this.#ordinal, tag: this.#tree.at(-1)?.name ?? null, offset },
        values,
      );
    this.#finish(end, !this.isStopped && !isOver && (fault === null || isBroken));
    return this.#messages;
  }

  #saidOf(fault: XmlFault | null): Said[] {
    const { isOver } = this.#content;
    if (this.isStopped) return [["XML04", MOST, fault?.at ?? 0]];
    if (fault === null) return [];
    switch (fault.reason) {
      case "truncated":
        return isOver ? [] : [["XML02", {}, fault.at]];
      case "forbidden-construct":
        return [["XML01", {}, fault.at]];
      case "not-well-formed":
        return [["XML03", { line: fault.line }, fault.at]];
      case "too-deep":
      case "too-large-markup":
        return [["XML04", MOST, fault.at]];
    }
  }

  /** No push is open: what is wrong is said of the last one, or of a message that could not be made. */
  #without(end: number, said: Said[]): readonly ReadMessage[] {
    const last = this.#messages.pop();
    if (last === undefined) {
      const findings = new FindingCollector();
      const root = this.#root;
      const about: Said[] = said.length > 0 ? said : [["XML11", { root: root?.name ?? "" }, root?.at ?? 0]];
      for (const [code, values, offset] of [...this.#content.findings, ...about])
        findings.add(code, { segment: 0, tag: null, offset }, values);
      const place = { index: this.#firstIndex, start: this.#start, end };
      return [unknownMessageOf({ syntax: "xml", ...place, findings: findings.list(), control: null })];
    }
    const more = said.map(([code, values, offset]) =>
      findingOf(code, messageCodes[code], { segment: 0, tag: null, offset }, values),
    );
    this.#messages.push({ ...last, findings: [...last.findings, ...more] });
    return this.#messages;
  }

  #finish(end: number, accepted: boolean): void {
    const push = this.#push;
    if (push === null) return;
    this.#push = null;
    const isMalformed = this.#isMalformed;
    this.#isMalformed = false;
    const index = this.#firstIndex + this.#messages.length;
    if (index === 0)
      for (const [code, values, offset] of this.#content.findings)
        push.findings.add(code, { segment: 0, tag: null, offset }, values);
    this.#messages.push(push.finish({ index, end, accepted: accepted && !isMalformed }));
    if (index >= this.#most) this.isStopped = true;
  }
}

type Said = readonly [code: MessageCode, values: GivenValues, offset: number];
const MOST = { depth: DEPTH, attributes: ATTRIBUTES, elements: ELEMENTS };
