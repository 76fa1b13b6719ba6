// The service segments: what UNB, UNG and UNH say, and whether the trailers agree with them (edifact.md 2).
import type { Place, FindingCollector } from "../findings.ts";
import type { Control, Envelope, MessageKind } from "../message.ts";
import type { MessageVersion } from "../reading.ts";
import { calendarDate, clockTime, digitsAt } from "./dates.ts";
import type { SegmentedMessage } from "./segments.ts";
import { repertoires } from "../grammar/segments/service.ts";
import { isEnvelopeTag, isMessageHeader, isMessageTrailer, packTag } from "./tags.ts";

/** Message references of one interchange remembered to find one used twice; beyond this, repetitions go unnoticed. */
const MAX_REFERENCES = 200_000;

/** An interchange while its messages are being read. */
export type Interchange = {
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly reference: string | null;
  readonly preparedAt: string | null;
  readonly syntaxIdentifier: string;
  /** UNB (or, in a fragment, UNH) as a place for findings about the whole interchange. */
  readonly place: Place;
  /** UIB: its messages begin with UIH. */
  readonly interactive: boolean;
  /** UNB (or UIB) 0035, "" where not sent. */
  readonly testIndicator: string;
  /** A bad UNA: its messages are refused. */
  readonly refused: boolean;
  readonly headless: boolean;
  /** UNB S001, S002, S003 and 0026 as sent. */
  readonly syntax: readonly string[];
  readonly senderParts: readonly string[];
  readonly recipientParts: readonly string[];
  readonly applicationReference: string | null;
  messages: number;
  groups: number;
  ungrouped: boolean;
  group: Group | null;
  firstReference: string | null;
  references: Set<string> | null;
};

type Group = {
  readonly reference: string;
  readonly version: string;
  readonly agency: string;
  readonly versionParts: readonly string[];
  messages: number;
};

/** Components kept of an element of the envelope: no composite there has more than seven. */
const MAX_COMPONENTS = 10;

/** The components of element `e`, trailing empty ones left out. */
export function componentsOf(m: SegmentedMessage, s: number, e: number): readonly string[] {
  const parts: string[] = [];
  const count = Math.min(m.componentCount(s, e), MAX_COMPONENTS);
  for (let c = 1; c <= count; c++) parts.push(m.trimmed(s, e, c));
  while (parts.at(-1) === "") parts.pop();
  return parts;
}

/** What an answer to a message of this interchange takes up; undefined where there is no interchange header. */
export function envelopeOf(
  interchange: Interchange,
  version: MessageVersion,
  serviceString: boolean,
): Envelope | undefined {
  if (interchange.headless) return undefined;
  const { syntax, senderParts, recipientParts, applicationReference, group } = interchange;
  const { type, version: directory, release, agency, association } = version;
  return {
    serviceString,
    syntax,
    sender: senderParts,
    recipient: recipientParts,
    applicationReference,
    ...(interchange.testIndicator !== "" && { test: interchange.testIndicator }),
    group:
      group === null
        ? null
        : { reference: group.reference, agency: group.agency, version: group.versionParts },
    type: [type, directory, release, agency, ...(association === "" ? [] : [association])],
  };
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}

/** A place of the service segment: outside any message, so segment 0. */
function outside(m: SegmentedMessage, s: number, e = 0, c = 1): Place {
  return { segment: 0, tag: m.tagText(s), offset: m.offset(s, e, c) };
}

/** `YYMMDD` or `CCYYMMDD` with `HHMM` of S004 at element `e`; "" where empty, null where it is no date. */
function preparation(m: SegmentedMessage, s: number, e: number): string | null {
  const date = m.trimmed(s, e, 1);
  const time = m.trimmed(s, e, 2);
  if (date === "") return "";
  if (date.length !== 6 && date.length !== 8) return null;
  const digits = date.length - 4;
  const sent = digitsAt(date, 0, digits);
  const year = digits === 4 ? sent : sent + (sent < 70 ? 2000 : 1900);
  const day = sent < 0 ? null : calendarDate(year, digitsAt(date, digits, 2), digitsAt(date, digits + 2, 2));
  if (day === null || time === "") return day;
  if (time.length !== 4 && time.length !== 6) return null;
  const clock = clockTime(digitsAt(time, 0, 2), digitsAt(time, 2, 2));
  return clock === null ? null : `${day}T${clock}`;
}

function emptyInterchange(place: Place, refused: boolean, headless: boolean): Interchange {
  return {
    sender: null,
    recipient: null,
    reference: null,
    preparedAt: null,
    syntaxIdentifier: "UNOA",
    place,
    interactive: false,
    testIndicator: "",
    refused,
    headless,
    syntax: [],
    senderParts: [],
    recipientParts: [],
    applicationReference: null,
    messages: 0,
    groups: 0,
    ungrouped: false,
    group: null,
    firstReference: null,
    references: null,
  };
}

/** The interchange of a message that has none: sender and reference are unknown. */
export function headlessInterchange(offset: number, refused: boolean): Interchange {
  return emptyInterchange({ segment: 0, tag: null, offset }, refused, true);
}

/** Reads UNB at segment `s` (UIB: the interactive variant carries its facts elsewhere and is read as far as it agrees). */
export function openInterchange(
  m: SegmentedMessage,
  s: number,
  findings: FindingCollector,
  refused: boolean,
): Interchange {
  const interactive = m.tag(s) === packTag("UIB");
  const interchange = emptyInterchange(outside(m, s), refused, false);
  const syntaxIdentifier = m.trimmed(s, 1, 1);
  // UIB: S001, S302 dialogue, S303 transaction, S304 scenario, -, S002, S003, S300 date.
  const [sender, recipient, date, reference] = interactive ? [6, 7, 8, 2] : [2, 3, 4, 5];
  const preparedAt = preparation(m, s, date!);
  if (preparedAt === null) {
    const sent = `${m.value(s, date!, 1)} ${m.value(s, date!, 2)}`;
    findings.add("EDI24", outside(m, s, date!), { date: sent });
  }
  const header: Interchange = {
    ...interchange,
    syntaxIdentifier,
    sender: orNull(m.trimmed(s, sender!, 1)),
    recipient: orNull(m.trimmed(s, recipient!, 1)),
    preparedAt: preparedAt === "" ? null : preparedAt,
    reference: orNull(m.trimmed(s, reference!, 1)),
    syntax: componentsOf(m, s, 1),
    senderParts: componentsOf(m, s, sender!),
    recipientParts: componentsOf(m, s, recipient!),
    applicationReference: interactive ? null : applicationReferenceOf(m, s),
    interactive,
    testIndicator: testIndicatorOf(m, s, interactive ? 10 : 11),
  };
  const { testIndicator } = header;
  if (testIndicator !== "") {
    findings.add("EDI25", outside(m, s, interactive ? 10 : 11), { indicator: testIndicator });
  }
  if (!isSupported(syntaxIdentifier)) {
    findings.add("EDI46", outside(m, s, 1), { repertoire: syntaxIdentifier });
  }
  if (!interactive) checkInterchangeHeader(m, s, header, findings);
  return header;
}

/** 0035; 0 and blank say that it is no test. */
function testIndicatorOf(m: SegmentedMessage, s: number, e: number): string {
  const indicator = m.trimmed(s, e, 1);
  return indicator === "0" ? "" : indicator;
}

/** Whether a repertoire of 0001 can be decoded. */
function isSupported(repertoire: string): boolean {
  return supported.has(repertoire);
}

const supported: ReadonlySet<string> = new Set(Object.keys(repertoires.meanings));

/** UNB 0026; some senders drop a separator, so that it stands in the place of the password (S005). */
function applicationReferenceOf(m: SegmentedMessage, s: number): string | null {
  const reference = m.trimmed(s, 7, 1);
  if (reference !== "") return reference;
  const password = m.trimmed(s, 6, 1);
  return password === "" || digitsAt(password, 0, password.length) >= 0 ? null : password;
}

function checkInterchangeHeader(
  m: SegmentedMessage,
  s: number,
  header: Interchange,
  findings: FindingCollector,
): void {
  if (header.sender === null) findings.add("EDI13", outside(m, s, 2), { element: "The sender (UNB S002)" });
  if (header.recipient === null) {
    findings.add("EDI13", outside(m, s, 3), { element: "The recipient (UNB S003)" });
  }
  if (header.reference === null) {
    findings.add("EDI13", outside(m, s, 5), { element: "The interchange reference (UNB 0020)" });
  }
  const version = m.trimmed(s, 1, 2);
  if (version.length !== 1 || version < "1" || version > "4") {
    findings.add("SYNTAX_VERSION", outside(m, s, 1, 2), { value: version });
  }
  const password = m.trimmed(s, 6, 1);
  if (password !== "" && digitsAt(password, 0, password.length) < 0 && !m.has(s, 7, 1)) {
    findings.add("APPLICATION_REFERENCE_SHIFTED", outside(m, s, 6), { value: password });
  }
}

/** Reads UNG at segment `s` into the interchange. */
export function openGroup(
  m: SegmentedMessage,
  s: number,
  interchange: Interchange,
  findings: FindingCollector,
): void {
  if (interchange.ungrouped) findings.add("EDI30", outside(m, s));
  interchange.groups++;
  const release = m.trimmed(s, 7, 2);
  const version = release === "" ? "" : `${m.trimmed(s, 7, 1)}.${release}`;
  interchange.group = {
    reference: m.trimmed(s, 5, 1),
    version,
    agency: m.trimmed(s, 6, 1),
    versionParts: componentsOf(m, s, 7),
    messages: 0,
  };
}

/** Compares UNE at segment `s` with its UNG. `findings` are those of the group's last message. */
export function closeGroup(
  m: SegmentedMessage,
  s: number,
  interchange: Interchange,
  findings: FindingCollector,
): void {
  const group = interchange.group;
  const count = m.trimmed(s, 1, 1);
  const reference = m.trimmed(s, 2, 1);
  if (group === null) {
    findings.add("HEADER_MISSING", outside(m, s), { trailer: "UNE", header: "UNG" });
    return;
  }
  if (reference !== group.reference) {
    const values = { trailer: "UNE", header: "UNG", found: reference, expected: group.reference } as const;
    findings.add("EDI28", outside(m, s, 2), values);
  }
  if (Number(count) !== group.messages) {
    const values = { trailer: "UNE", found: count, expected: group.messages, items: "messages" } as const;
    findings.add("EDI29", outside(m, s, 1), values);
  }
  if (group.messages === 0) findings.add("EDI32", outside(m, s), { level: "group" });
  interchange.group = null;
}

/** Compares UNZ at segment `s` with its UNB. `findings` are those of the interchange's last message. */
export function closeInterchange(
  m: SegmentedMessage,
  s: number,
  interchange: Interchange,
  findings: FindingCollector,
): void {
  const interactive = m.tag(s) === packTag("UIZ");
  const count = m.trimmed(s, interactive ? 2 : 1, 1);
  const reference = m.trimmed(s, interactive ? 1 : 2, 1);
  if (interchange.group !== null) {
    findings.add("TRAILER_MISSING", outside(m, s), { trailer: "UNE", header: "the group" });
  }
  if (!interchange.headless && !interactive && reference !== (interchange.reference ?? "")) {
    const expected = interchange.reference ?? "";
    findings.add("EDI28", outside(m, s, 2), { trailer: "UNZ", header: "UNB", found: reference, expected });
  }
  const grouped = interchange.groups > 0;
  const expected = grouped ? interchange.groups : interchange.messages;
  if (Number(count) !== expected && !(interactive && count === "")) {
    const items = grouped ? "groups" : "messages";
    findings.add("EDI29", outside(m, s, 1), { trailer: "UNZ", found: count, expected, items });
  }
}

/** What UNH says, with the interchange it stands in. */
export type MessageHeader = {
  readonly kind: MessageKind;
  readonly version: MessageVersion;
  readonly control: Control;
};

const kinds: ReadonlyMap<string, MessageKind> = new Map(
  Object.entries({
    PAXLST: "PAXLST",
    CUSRES: "CUSRES",
    PNRGOV: "PNRGOV",
    ACKRES: "ACKRES",
    GOVREQ: "GOVREQ",
    CONTRL: "CONTRL",
  }),
);

/** Whether a segment is a UNH under a damaged tag, none of the envelope's: it names a known kind of message, with its version. */
export function isHeaderByShape(m: SegmentedMessage, s: number): boolean {
  const tag = m.tag(s);
  return !isEnvelopeTag(tag) && !isMessageHeader(tag) && !isMessageTrailer(tag) && typeElement(m, s) > 0;
}

/** The element of UNH that says the kind of the message (S009): 2, or where a separator is lost or one too many, 1 or 3; 0: none. */
function typeElement(m: SegmentedMessage, s: number): number {
  for (const e of [2, 1, 3]) {
    if (m.componentCount(s, e) > 2 && kinds.has(typeNamed(m, s, e))) return e;
  }
  return 0;
}

/** The kind of message that an element says, in capitals. */
function typeNamed(m: SegmentedMessage, s: number, e: number): string {
  const type = m.trimmed(s, e, 1);
  return kinds.has(type) ? type : type.toUpperCase();
}

/** The kind of list or push whose name has one character changed, lost or added: of these nobody may be lost. */
function damagedKind(type: string): MessageKind {
  return (["PAXLST", "PNRGOV"] as const).find((kind) => isOneOff(type, kind)) ?? "UNKNOWN";
}

/** Whether two texts differ in one character, changed, lost or added. */
function isOneOff(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (longer.length - shorter.length > 1) return false;
  let at = 0;
  while (at < shorter.length && shorter[at] === longer[at]) at++;
  return shorter.slice(shorter.length === longer.length ? at + 1 : at) === longer.slice(at + 1);
}

/** Reads UNH (or UIH) at segment 0, checks it against the interchange, and counts the message in. */
export function openMessage(
  m: SegmentedMessage,
  interchange: Interchange,
  findings: FindingCollector,
): MessageHeader {
  const interactive = m.tag(0) === packTag("UIH");
  // UIH: S306 message type, 0340 message reference, S302, S301 status of transfer.
  const at = interactive ? 0 : typeElement(m, 0) || 2;
  const [typeAt, referenceAt, accessAt, partAt] = interactive ? [1, 2, 3, 4] : [at, at - 1, at + 1, at + 2];
  const version: MessageVersion = {
    type: typeNamed(m, 0, typeAt!),
    version: m.trimmed(0, typeAt!, 2),
    release: m.trimmed(0, typeAt!, 3),
    agency: m.trimmed(0, typeAt!, 4),
    association: m.trimmed(0, typeAt!, 5),
  };
  const kind = kinds.get(version.type) ?? damagedKind(version.type);
  if (kind !== version.type && kind !== "UNKNOWN")
    findings.add("KIND_DAMAGED", m.place(0, typeAt!), { type: version.type, taken: kind });
  const reference = m.trimmed(0, referenceAt!, 1);
  if (reference === "") {
    findings.add("EDI13", m.place(0, referenceAt!), { element: "The message reference (UNH 0062)" });
  }
  if (kind === "UNKNOWN") findings.add("KIND_UNKNOWN", m.place(0, typeAt!), { type: version.type });
  if (!interchange.headless && interactive !== interchange.interactive) {
    const header = interchange.interactive ? "UIB" : "UNB";
    findings.add("EDI47", m.place(0), { tag: m.tagText(0), header });
  }
  countIn(m, interchange, reference, version, findings);
  return { kind, version, control: controlOf(m, interchange, reference, [accessAt!, partAt!]) };
}

function countIn(
  m: SegmentedMessage,
  interchange: Interchange,
  reference: string,
  version: MessageVersion,
  findings: FindingCollector,
): void {
  const group = interchange.group;
  interchange.messages++;
  if (group === null) {
    if (interchange.groups > 0 && !interchange.ungrouped) findings.add("EDI30", m.place(0));
    interchange.ungrouped = true;
  } else {
    group.messages++;
    const own = `${version.version}.${version.release}`;
    if (group.version !== "" && group.version !== own) {
      findings.add("VERSION_DIFFERS", m.place(0, 2, 3), { group: group.version, message: own });
    }
  }
  if (reference === "") return;
  if (interchange.firstReference === null) {
    interchange.firstReference = reference;
    return;
  }
  interchange.references ??= new Set([interchange.firstReference]);
  if (interchange.references.has(reference)) findings.add("EDI26", m.place(0, 1), { reference });
  else if (interchange.references.size < MAX_REFERENCES) interchange.references.add(reference);
}

function controlOf(
  m: SegmentedMessage,
  interchange: Interchange,
  reference: string,
  [accessAt, partAt]: readonly [number, number],
): Control {
  const sequence = m.trimmed(0, partAt, 1);
  const number = sequence === "" ? -1 : digitsAt(sequence, 0, sequence.length);
  const part = number > 0 ? number : null;
  const indicator = m.trimmed(0, partAt, 2);
  return {
    sender: interchange.sender,
    recipient: interchange.recipient,
    interchange: interchange.reference,
    message: orNull(reference),
    accessReference: orNull(m.trimmed(0, accessAt, 1)),
    part,
    parts: indicator === "F" ? part : null,
    // A lone message carries 01:F, nothing, or just 01; a later part without F announces nothing.
    final: indicator === "F" || (indicator === "" && (part === null || part === 1)),
  };
}

/** Compares UNT (or UIT) at the last segment with UNH. */
export function closeMessage(
  m: SegmentedMessage,
  reference: string | null,
  findings: FindingCollector,
): void {
  const s = m.count - 1;
  const interactive = m.tag(s) === packTag("UIT");
  const [countAt, referenceAt] = interactive ? [2, 1] : [1, 2];
  const count = m.trimmed(s, countAt!, 1);
  const found = m.trimmed(s, referenceAt!, 1);
  const expected = m.ordinal(s);
  if (found !== (reference ?? "") && !(interactive && found === "")) {
    const values = { trailer: "UNT", header: "UNH", found, expected: reference ?? "" } as const;
    findings.add("EDI28", m.place(s, referenceAt!), values);
  }
  if (Number(count) !== expected && !(interactive && count === "")) {
    findings.add("EDI29", m.place(s, countAt!), {
      trailer: "UNT",
      found: count,
      expected,
      items: "segments",
    });
  }
  if (expected <= 2) findings.add("EDI32", m.place(0), { level: "message" });
}
