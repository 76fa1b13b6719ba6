// The header of a Type B telegram (priority, addresses, origin, time, part) and of a host-to-host message, as data.

/** Where the text of a telegram lies in what was delivered: offsets of its first byte and of the byte after its last. */
export type TypeBText = { readonly start: number; readonly end: number };

export type TypeBHeader = {
  /** `QU`, `QK` ...; null where none was sent. Kept as it says nothing certain: carriers use it in different ways. */
  readonly priority: string | null;
  /** Whom it is for, each of seven characters: location, department, company. */
  readonly addresses: readonly string[];
  /** Who says to have sent it: a claim, never the sole proof of the sender. */
  readonly origin: string;
  /** Day of the month and time, UTC; null where the origin line has none. */
  readonly sent: { readonly day: number; readonly time: string } | null;
  /** PDM: it may have been delivered before. */
  readonly possibleDuplicate: boolean;
  /** What else stands in the origin line. */
  readonly further: readonly string[];
  /** A text that goes on over several telegrams: which one this is, of how many (null: not said). */
  readonly part: { readonly number: number; readonly of: number | null } | null;
  /** More of the text follows in another telegram, as its last line says. */
  readonly continues: boolean;
  readonly text: TypeBText;
};

/** The header stands in the first bytes of a transmission, if it has one. */
const LOOKED_AT_BYTES = 4096;
const ADDRESS = /^[A-Z]{3}[A-Z0-9]{4}$/;
const PRIORITY = /^Q[A-Z]$/;
/** The line of the sender: a point, the address, day and time, further words. */
const ORIGIN_LINE = /^\.([A-Z]{3}[A-Z0-9]{4})(?:[ /]+(\d{6}))?(?=[ /]|$)(.*)$/;
/** `PART 1/3`, `PART 2 OF 3`, `- PART03 -`, `1/3`, `(2 OF 3)`. */
const PART_LINE =
  /^[-( /]*(?:(?:PART|PT|PAGE)[ .:/]*0*(\d{1,2})(?:[ /]*(?:OF|\/)[ ]*0*(\d{1,2}))?|0*(\d{1,2})[ ]*(?:OF|\/)[ ]*0*(\d{1,2}))[-) /]*$/;
/** The last line of a telegram that another follows. */
const CONTINUED_LINE = /^[-(. /]*(?:TO BE )?CONT(?:INUED|INUES|D)?(?: (?:ON|IN) .{1,30})?[-). /]*$/;
/** What else frames a telegram: `ZCZC abc1234`, `NNNN`, `ENDPART1`, the words for control characters, a network's time stamps. */
const FRAME_LINE =
  /^(?:ZCZC\b.*|NNNN|SOH|STX|ETX|=|END ?(?:OF )?PART ?\d{0,2}|\d{2}[A-Z]{3}\d{2} +\d{4}Z\b.*)$/;

/** A line of the delivered bytes without its line break, control characters and blanks around it. */
type Line = { readonly text: string; readonly start: number; readonly end: number };

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && text[at] !== "\n" && text[at] !== "\r" && text[at] !== "\u0002") continue;
    lines.push({ text: plain(text.slice(start, at)), start, end: at });
    start = at + 1;
  }
  return lines;
}

/** A header line without control characters and without the words that logs write for them. */
function plain(line: string): string {
  return line
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .replace(/^(?:SOH|STX)\s+/, "")
    .trim();
}

/** Which part of a text a line says it is; null when it says nothing of the kind. */
export function partOf(line: string): { readonly number: number; readonly of: number | null } | null {
  const match = PART_LINE.exec(line);
  if (match === null) return null;
  const of = match[2] ?? match[4];
  return { number: Number(match[1] ?? match[3]), of: of === undefined ? null : Number(of) };
}

/** Whether nothing can be seen of a line. */
export function isBlankLine(line: string): boolean {
  return plain(line) === "";
}

/** Whether a line only ends, frames or numbers a telegram: it is none of its text. */
export function isFrameLine(line: string): boolean {
  const text = plain(line);
  return FRAME_LINE.test(text) || CONTINUED_LINE.test(text) || partOf(text) !== null;
}

/** Whether a line holds addresses and nothing else but a priority. */
export function isAddressLine(line: string): boolean {
  const [first = "", ...others] = plain(line).split(/ +/);
  const words = PRIORITY.test(first) ? others : [first, ...others];
  return first !== "" && words.every((word) => ADDRESS.test(word));
}

/** Whether an address line begins with a priority: no other stands before it in its header. */
export function isPriorityLine(line: string): boolean {
  return PRIORITY.test(plain(line).slice(0, 2)) && isAddressLine(line);
}

/** Whether a line is that of a telegram's sender. */
export function isOriginLine(line: string): boolean {
  return ORIGIN_LINE.test(plain(line));
}

/**
 * The header of the Type B telegram that the bytes begin with (transport.md §2): address lines, the line of the origin, and
 * where the text lies. Null where no line of an origin stands before the text. Never throws.
 */
export function readTypeBHeader(bytes: Uint8Array): TypeBHeader | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const beginning = buffer.toString("latin1", 0, LOOKED_AT_BYTES);
  const lines = linesOf(beginning);
  const originAt = lines.findIndex((line) => ORIGIN_LINE.test(line.text));
  if (originAt < 0 || lines.slice(0, originAt).some((line) => /UN[AB][^A-Za-z0-9]/.test(line.text)))
    return null;
  const origin = ORIGIN_LINE.exec(lines[originAt]!.text)!;
  const { priority, addresses } = addressesIn(lines.slice(0, originAt));
  const further = (origin[3] ?? "").split(/ +/).filter((word) => word !== "");
  let next = originAt + 1;
  const more = further.filter((word) => word !== "PDM");
  let part = partOf(more.join(" "));
  while (next < lines.length && (lines[next]!.text === "" || isFrameLine(lines[next]!.text))) {
    part ??= partOf(lines[next]!.text);
    next++;
  }
  const start = next < lines.length ? firstByte(buffer, lines[next]!.start) : buffer.length;
  const { end, continues, part: saidAtEnd } = endOfText(buffer, start);
  return {
    priority,
    addresses,
    origin: origin[1]!,
    sent: sentAt(origin[2] ?? ""),
    possibleDuplicate: further.includes("PDM"),
    further: more,
    part: part ?? saidAtEnd,
    continues,
    text: { start, end },
  };
}

/** Priority and addresses of the lines right before the origin's; foreign words among them are passed over. */
function addressesIn(lines: readonly Line[]): { priority: string | null; addresses: readonly string[] } {
  let priority: string | null = null;
  const addresses: string[] = [];
  for (const { text } of lines.toReversed()) {
    if (text === "") continue;
    const words = text.split(/ +/);
    const first = words[0] ?? "";
    const found = words.filter((word) => ADDRESS.test(word));
    const isPriority = PRIORITY.test(first);
    if (found.length === 0 && !isPriority) break;
    if (isPriority) priority = first;
    addresses.unshift(...found);
  }
  return { priority, addresses: [...new Set(addresses)] };
}

function sentAt(text: string): TypeBHeader["sent"] {
  const match = /^(\d{2})([01]\d|2[0-3])([0-5]\d)$/.exec(text);
  const day = Number(match?.[1] ?? 0);
  if (match === null || day < 1 || day > 31) return null;
  return { day, time: `${match[2]}:${match[3]}` };
}

/** The first byte from `at` on that is no line break or control character. */
function firstByte(bytes: Buffer, at: number): number {
  let p = at;
  while (p < bytes.length && bytes[p]! < 0x20) p++;
  if (bytes.toString("latin1", p, p + 4) === "STX ") p += 4;
  return p;
}

/** Bytes looked at from the end of a telegram to find where its text ends. */
const LAST_BYTES = 400;

/** `ENDPART1`, `END OF PART 02`. */
const PART_END_LINE = /^END ?(?:OF )?PART ?0*(\d{1,2})$/;

/** Where the text ends: before the lines that end or frame the telegram; and what these say. */
function endOfText(
  bytes: Buffer,
  start: number,
): { readonly end: number; readonly continues: boolean; readonly part: TypeBHeader["part"] } {
  let part: TypeBHeader["part"] = null;
  const from = Math.max(start, bytes.length - LAST_BYTES);
  const lines = linesOf(bytes.toString("latin1", from));
  let continues = false;
  let end = bytes.length;
  for (let i = lines.length - 1; i > 0; i--) {
    const { text } = lines[i]!;
    if (text !== "" && !isFrameLine(text)) break;
    if (CONTINUED_LINE.test(text)) continues = true;
    const ended = PART_END_LINE.exec(text);
    part ??= ended === null ? partOf(text) : { number: Number(ended[1]), of: null };
    end = from + lines[i]!.start;
  }
  while (end > start && bytes[end - 1]! < 0x20) end--;
  return { end, continues, part };
}

export type HostHeader = {
  /** The line as sent, up to the message: an answer takes it up. */
  readonly line: string;
  /** Addresses of its layers, without their letters: `E` the sender's, `I` the receiver's. */
  readonly layers: readonly string[];
  /** Four characters that the answer must echo; null where none stands there. */
  readonly transaction: string | null;
};

/**
 * The host-to-host header of a Type A message (edifact.md §3): `V.\VDLG.WA/E11HAAA/I11HBBB/P0001\VGYA\` before UNA or UNB.
 * Null where the bytes do not begin with one.
 */
export function readHostHeader(bytes: Uint8Array): HostHeader | null {
  const beginning = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString(
    "latin1",
  );
  const match = /^[\s\p{Cc}]*(V\.\\V[\s\S]*?\\V?[^\\]{1,12}\\)\s*(?=UN[AB]|UIB)/u.exec(beginning);
  if (match === null) return null;
  const line = match[1]!;
  return {
    line,
    layers: [...line.matchAll(/\/([EI][A-Z0-9.]+)/g)].map(([, layer]) => layer!),
    transaction: /\/P([A-Z0-9]{4})(?=[\\/])/.exec(line)?.[1] ?? null,
  };
}
