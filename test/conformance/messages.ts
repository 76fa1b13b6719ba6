// Small messages for the tests of the standards' tables, and short ways to what was read of them.
import { readBytes } from "#messages";
import type { ReadMessage } from "#messages";

/** Reads a text (latin1, so that an index in it is an offset) or bytes. */
export function read(input: string | Uint8Array): ReadMessage[] {
  return readBytes(typeof input === "string" ? Buffer.from(input, "latin1") : input);
}

/** The only message of an input. */
export function only(input: string | Uint8Array): ReadMessage {
  const [message, ...rest] = read(input);
  if (message === undefined || rest.length > 0) throw new Error(`${1 + rest.length} messages instead of one`);
  return message;
}

export const codesOf = (message: ReadMessage | undefined): string[] =>
  (message?.findings ?? []).map(({ code }) => code);

/** Where the only finding of a code lies; fails where there is none or are several. */
export function placeOf(
  message: ReadMessage,
  code: string,
): { segment: number | null; tag: string | null; offset: number | null } {
  const [found, ...rest] = message.findings.filter((finding) => finding.code === code);
  if (found === undefined || rest.length > 0) throw new Error(`${code}: ${codesOf(message).join(" ")}`);
  const { segment, tag, offset } = found;
  return { segment, tag, offset };
}

export type ListParts = {
  readonly una?: string;
  readonly unb?: string;
  readonly unh?: string;
  readonly bgm?: string;
  /** Between BGM and the first flight. */
  readonly head?: readonly string[];
  readonly flight?: readonly string[];
  readonly persons?: readonly (readonly string[])[];
  readonly tail?: readonly string[];
};

export const FLIGHT: readonly string[] = [
  "TDT+20+J2075+++J2",
  "LOC+125+GYD",
  "DTM+189:2603011410:201",
  "LOC+87+IST",
  "DTM+232:2603011620:201",
];

/** A traveller who lacks nothing; a segment of the same beginning (tag and qualifier) replaces, `-NAT` takes away, others are added. */
export function person(...changes: readonly string[]): string[] {
  const segments = [
    "NAD+FL+++KESTREL:ROBIN",
    "ATT+2++F",
    "DTM+329:720316",
    "LOC+178+GYD",
    "LOC+179+IST",
    "NAT+2+GBR",
    "RFF+AVF:QX7K2M",
    "RFF+ABO:J21001",
    "DOC+P:110:111+C0190101",
    "DTM+36:310809",
    "LOC+91+GBR",
  ];
  const key = (segment: string): string => {
    const tag = segment.slice(0, 3);
    return ["DTM", "LOC", "RFF"].includes(tag) ? (/^\w+\+\w+/.exec(segment)?.[0] ?? tag) : tag;
  };
  for (const change of changes) {
    const at = segments.findIndex((segment) => key(segment) === key(change.replace(/^-/, "")));
    if (change.startsWith("-")) segments.splice(at, at < 0 ? 0 : 1);
    else if (change.startsWith("+")) segments.push(change.slice(1));
    else if (at < 0) segments.push(change);
    else segments[at] = change;
  }
  return segments;
}

/** An interchange with one PAXLST, its counts right. */
export function paxlst(parts: ListParts = {}): string {
  const {
    una = "",
    unb = "UNB+UNOA:4+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS",
    unh = "UNH+1+PAXLST:D:05B:UN:IATA",
    bgm = "BGM+745",
    head = ["NAD+MS+++DESK", "COM+994125550100:TE"],
    flight = FLIGHT,
    persons = [person()],
    tail = [`CNT+42:${persons.length}`],
  } = parts;
  return interchange([unh, bgm, ...head, ...flight, ...persons.flat(), ...tail], unb, una);
}

/** An interchange with one PNRGOV; each booking's segments follow an SRC of its own. */
export function pnrgov(
  bookings: readonly (readonly string[])[],
  head: readonly string[] = PUSH,
  unh = PUSH_HEADER,
): string {
  const body = bookings.flatMap((segments) => ["SRC", ...segments]);
  return interchange([unh, ...head, `EQN+${bookings.length}`, ...body], "UNB+IATA:1+J2+PIU+260619:1230+R1");
}

export const PUSH_HEADER = "UNH+1+PNRGOV:13:1:IA+190626/0900/J2/015";
export const PUSHED = "TVL+200626:0900:200626:1200+GYD+IST+J2+15";
export const PUSH: readonly string[] = ["MSG+:22", "ORG+J2:GYD", PUSHED];
export const RCI = "RCI+J2:ABC123::010526:1020";
export const TIF = "TIF+KESTREL:I+ROBIN MRS:A:1";
/** A booking that lacks nothing, with more segments after its traveller and after its flight. */
export function booking(ofTraveller: readonly string[] = [], ofFlight: readonly string[] = []): string[] {
  return [RCI, "ORG+J2:GYD", TIF, ...ofTraveller, `${PUSHED}:Y`, "RPI+1+HK", ...ofFlight];
}

/** An interchange around the segments of one message (UNH first); UNT and UNZ are added. */
export function interchange(segments: readonly string[], unb: string, una = ""): string {
  const reference = segments[0]?.split("+")[1] ?? "";
  const control = unb.split("+")[5] ?? "";
  const all = [unb, ...segments, `UNT+${segments.length + 1}+${reference}`, `UNZ+1+${control}`];
  return una + all.map((segment) => `${segment}'`).join("");
}

/** The text cut into lines of so many characters. */
export function wrapped(text: string, width: number, lineBreak = "\r\n"): string {
  return text.replace(new RegExp(`[^]{${width}}`, "g"), (line) => line + lineBreak);
}

/** What two readings of the same content must agree in, whatever it was wrapped in. */
export function contentOf(messages: readonly ReadMessage[]): unknown {
  return messages.map(({ kind, control, accepted, passengerList, bookings, push, response }) => ({
    kind,
    control,
    accepted,
    passengerList,
    bookings,
    push,
    response,
  }));
}
