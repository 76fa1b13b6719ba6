// The packets of MATIP (RFC 2351) for Type B traffic: read from a stream of bytes, and written.
import { ByteQueue } from "./byte-queue.ts";

export const matipPayloadBytesMax = 65_531;
const headerBytes = 4;
const version = 0x01;
const commands = { open: 0xfe, confirm: 0xfd, close: 0xfc } as const;

/** How the characters of the session's messages are coded (CD). */
export const codings = { baudot: 0, ipars: 2, ascii: 4, ebcdic: 6 } as const;
/** The one protocol of responsibility transfer that the standard numbers (PROTEC). */
export const batapProtection = 2;

/** Why a session is refused (open confirm, low six bits). */
export const refusals = { noSuchTraffic: 1, incoherent: 2, otherProtection: 3 } as const;

/** What a session open says. */
export type SessionOpen = {
  /** CD, see `codings`. */
  readonly coding: number;
  /** PROTEC: 2 is BATAP, 0 none. */
  readonly protection: number;
  /** The upper two bits of BFLAG: who calls, a host (0) or a gateway (1). */
  readonly caller: number;
  /** Host identifiers, where they are sent. */
  readonly hosts: { readonly sender: number; readonly recipient: number } | null;
};

export type MatipPacket =
  | { readonly kind: "data"; readonly payload: Buffer }
  | { readonly kind: "open"; readonly open: SessionOpen }
  /** A session open that says nothing sensible: refused with its cause, the connection stays. */
  | { readonly kind: "open-refused"; readonly cause: number; readonly why: string }
  /** 0: accepted. */
  | { readonly kind: "confirm"; readonly cause: number }
  | { readonly kind: "close"; readonly cause: number }
  /** After it nothing of the stream can be trusted. */
  | { readonly kind: "fault"; readonly why: string };

/** Takes packets off a stream; the same packets however the bytes are cut. After a fault it stays silent. */
export class MatipReader {
  readonly #queue = new ByteQueue();
  #isBroken = false;

  /** Whether a packet has begun and not ended. */
  get isWithin(): boolean {
    return !this.#isBroken && this.#queue.length > 0;
  }

  push(chunk: Uint8Array): readonly MatipPacket[] {
    if (this.#isBroken) return [];
    this.#queue.append(chunk);
    const packets: MatipPacket[] = [];
    for (;;) {
      const packet = this.#next();
      if (packet === undefined) return packets;
      packets.push(packet);
      if (packet.kind === "fault") {
        this.#isBroken = true;
        return packets;
      }
    }
  }

  #next(): MatipPacket | undefined {
    const queue = this.#queue;
    const first = queue.at(0);
    if (first === undefined) return undefined;
    if (first !== version) return fault(`a packet begins with ${hex(first)} and not with version 1 of MATIP`);
    const command = queue.at(1);
    if (command === undefined || queue.length < headerBytes) return undefined;
    const length = ((queue.at(2) ?? 0) << 8) | (queue.at(3) ?? 0);
    const isControl = (command & 0x80) !== 0;
    if (length < headerBytes)
      return fault(`a packet states a length of ${length} bytes, less than its header`);
    if (isControl && length > 64) return fault(`a control packet states a length of ${length} bytes`);
    if (queue.length < length) return undefined;
    const payload = queue.take(length).subarray(headerBytes);
    return isControl ? controlPacket(command, payload) : { kind: "data", payload };
  }
}

function controlPacket(command: number, body: Buffer): MatipPacket {
  const cause = body[0] ?? 0;
  switch (command) {
    case commands.open:
      return openPacket(body);
    case commands.confirm:
      // A refusal sets bit 6 above its cause; a plain cause is understood as well.
      return { kind: "confirm", cause: cause === 0 ? 0 : cause & 0x3f || 0x3f };
    case commands.close:
      return { kind: "close", cause };
    default:
      return fault(`the command ${hex(command)} is none of MATIP`);
  }
}

/** Where the host identifiers may stand: by the diagram, or by the words "bytes 9,10 and 11,12" counted from 1 or from 0. */
const hostsAt: ReadonlyMap<number, number> = new Map([
  [6, 2],
  [8, 4],
  [9, 5],
]);

function openPacket(body: Buffer): MatipPacket {
  const [subtype, flags] = body;
  if (subtype === undefined || flags === undefined) return refused("incoherent", "it is too short");
  if ((subtype & 0xf8) !== 0) return refused("noSuchTraffic", "it asks for other traffic than Type B");
  if ((subtype & 0x01) !== 0) return refused("incoherent", "its coding is a reserved one");
  let hosts: SessionOpen["hosts"] = null;
  if ((flags & 0x02) !== 0) {
    const at = hostsAt.get(body.length);
    if (at === undefined) return refused("incoherent", "its host identifiers do not fit its length");
    hosts = { sender: body.readUInt16BE(at), recipient: body.readUInt16BE(at + 2) };
  } else if (body.length > 9) {
    return refused("incoherent", "it is too long");
  }
  return {
    kind: "open",
    open: { coding: subtype & 0x07, protection: flags >> 4, caller: (flags >> 2) & 0x03, hosts },
  };
}

function refused(cause: keyof typeof refusals, why: string): MatipPacket {
  return { kind: "open-refused", cause: refusals[cause], why };
}

function fault(why: string): MatipPacket {
  return { kind: "fault", why };
}

const hex = (byte: number): string => `0x${byte.toString(16).padStart(2, "0")}`;

function packet(command: number, body: Uint8Array): Buffer {
  const written = Buffer.alloc(headerBytes + body.length);
  written[0] = version;
  written[1] = command;
  written.writeUInt16BE(written.length, 2);
  written.set(body, headerBytes);
  return written;
}

export function writeOpen(open: SessionOpen): Buffer {
  const body = Buffer.alloc(open.hosts === null ? 2 : 6);
  body[0] = open.coding & 0x07;
  body[1] = ((open.protection & 0x0f) << 4) | ((open.caller & 0x03) << 2) | (open.hosts === null ? 0 : 0x02);
  if (open.hosts !== null) {
    body.writeUInt16BE(open.hosts.sender, 2);
    body.writeUInt16BE(open.hosts.recipient, 4);
  }
  return packet(commands.open, body);
}

/** Accepts a session (0) or refuses it. */
export function writeConfirm(cause: number): Buffer {
  return packet(commands.confirm, Buffer.of(cause === 0 ? 0 : 0x40 | (cause & 0x3f)));
}

/** 0: a normal close; from 0x84 on the causes are the application's own. */
export function writeClose(cause: number): Buffer {
  return packet(commands.close, Buffer.of(cause));
}

/** Throws when the payload is larger than a packet can be. */
export function writeData(payload: Uint8Array): Buffer {
  if (payload.length > matipPayloadBytesMax) {
    throw new Error(
      `A message of ${payload.length} bytes is larger than MATIP carries (${matipPayloadBytesMax}).`,
    );
  }
  return packet(0, payload);
}
