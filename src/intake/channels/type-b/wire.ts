// One TCP connection of the Type B channel: MATIP sessions or plain telegrams on it, with bounds for whoever is slow or wrong.
import type { Socket } from "node:net";
import { isIPv6 } from "node:net";
import { readBatap, writeAcknowledgement } from "./batap.ts";
import { codingOf, type Coding } from "./coding.ts";
import { FramedReader, wayOf, writeFramed, type FramedUnit } from "./framed.ts";
import {
  batapProtection,
  codings,
  MatipReader,
  refusals,
  writeClose,
  writeConfirm,
  writeData,
  writeOpen,
  type MatipPacket,
  type SessionOpen,
} from "./matip.ts";
import { Responsibility, type ResponsibilityLimits } from "./responsibility.ts";

export type WireLimits = {
  /** For a session to be opened after the connection, and for a packet or telegram that has begun to end. */
  readonly patienceMs: number;
  /** A connection that was made to us and has brought no telegram of a carrier we know by then is closed. */
  readonly strangerMs: number;
  /** After so long without a byte the session is closed. */
  readonly idleMs: number;
  /** Telegrams being worked on; no more is read meanwhile. */
  readonly inHand: number;
  /** Bytes that the other side leaves unread. */
  readonly unsentBytes: number;
  readonly batap: ResponsibilityLimits;
};

export const usualWire: WireLimits = {
  patienceMs: 30_000,
  strangerMs: 2 * 60_000,
  idleMs: 12 * 3_600_000,
  inHand: 8,
  unsentBytes: 4 * 1024 * 1024,
  batap: { window: 7, acknowledgedWithinMs: 30_000, tries: 4, waiting: 500 },
};

/** A telegram as it came, in ASCII. */
export type Arrived = {
  readonly bytes: Buffer;
  /** The other side keeps it until it is acknowledged, and sends it again. */
  readonly isKept: boolean;
  /** Says that the message is ours now; does nothing where the session has no way to say it. */
  readonly acknowledge: () => void;
};

export type Wire = {
  readonly peer: string;
  /** Whether a telegram can be sent now. */
  readonly isOpen: () => boolean;
  /** Resolves when the other side has taken responsibility (BATAP) or the bytes are on their way (without). */
  readonly send: (telegram: Buffer) => Promise<void>;
  /** It has brought a telegram of a carrier we know. */
  readonly known: () => void;
  /** Lets what is under way finish, says so, and hangs up. */
  readonly close: () => Promise<void>;
  /** The connection has ended. */
  readonly hungUp: Promise<void>;
  /** It has ended, and nothing of it is being worked on. */
  readonly closed: Promise<void>;
};

export type WireEvents = {
  /** Settles when the telegram needs no more attention; must not reject. */
  readonly take: (telegram: Arrived, wire: Wire) => Promise<void>;
  readonly opened?: () => void;
  /** What was wrong with the other side; no passenger data. */
  readonly notice: (line: string) => void;
};

const unfinished = "a message that had begun did not end";
/** A close for reasons of the application (RFC 2351: from 0x84 on). */
const closedForFault = 0x84;

type Session = {
  readonly open: SessionOpen;
  readonly coding: Coding;
  readonly responsibility: Responsibility | null;
  /** Serials to acknowledge in the next packet. */
  acknowledge: number[];
};

/**
 * Speaks on a connected socket. `calls`: this side made the connection and opens the MATIP session; else the first bytes
 * tell MATIP from plain telegrams.
 */
export function openWire(
  socket: Socket,
  events: WireEvents,
  options: { readonly calls: boolean; readonly limits: WireLimits },
): Wire {
  const { limits, calls } = options;
  const peer = `${socket.remoteAddress ?? "unknown"}:${socket.remotePort ?? 0}`;
  let reader: MatipReader | FramedReader | null = calls ? new MatipReader() : null;
  let beginning = Buffer.alloc(0);
  let session: Session | null = null;
  /** This side has sent a session open that is not answered yet. */
  let asking = calls;
  let inHand = 0;
  let isEnding = false;
  let patience: NodeJS.Timeout | undefined;
  let stranger: NodeJS.Timeout | undefined;
  const { promise: hungUp, resolve: nowHungUp } = Promise.withResolvers<void>();
  const { promise: closed, resolve: nowClosed } = Promise.withResolvers<void>();
  let idle = Promise.withResolvers<void>();
  idle.resolve();

  const known = (): void => clearTimeout(stranger);
  const wire: Wire = { peer, isOpen, send, known, close, hungUp, closed };

  socket.setKeepAlive(true, 60_000);
  socket.setNoDelay(true);
  socket.setTimeout(limits.idleMs, () => void close());
  socket.on("data", onData);
  socket.on("end", onEnd);
  socket.on("error", (problem) => events.notice(`the connection of ${peer} broke: ${problem.message}`));
  socket.on("close", () => {
    clearTimeout(patience);
    known();
    endSession(`the connection of ${peer} has ended`);
    isEnding = true;
    nowHungUp();
    void idle.promise.then(nowClosed);
  });
  wait("no session was opened");
  // A line that we call is in the settings: whoever answers there need not say anything.
  if (!calls) awaitCarrier();
  if (calls) write(writeOpen({ coding: codings.ascii, protection: batapProtection, caller: 0, hosts: null }));
  return wire;

  function isOpen(): boolean {
    return !isEnding && (session !== null || reader instanceof FramedReader);
  }

  function write(bytes: Uint8Array): void {
    if (!socket.writable) return;
    socket.write(bytes);
    if (socket.writableLength > limits.unsentBytes) giveUp("what is sent to it is not read");
  }

  /** The other side has so long to do what is waited for. */
  function wait(what: string): void {
    clearTimeout(patience);
    patience = setTimeout(() => giveUp(`${what} within ${limits.patienceMs / 1000} s`), limits.patienceMs);
  }

  /** While a telegram is being worked on it is not known yet whose it is. */
  function awaitCarrier(): void {
    stranger = setTimeout(() => {
      if (inHand > 0) awaitCarrier();
      else giveUp(`no telegram of a carrier that is known came within ${limits.strangerMs / 1000} s`);
    }, limits.strangerMs);
  }

  function giveUp(why: string): void {
    if (isEnding) return;
    events.notice(`the connection of ${peer} is closed: ${why}`);
    if (session !== null && socket.writable) socket.write(writeClose(closedForFault));
    isEnding = true;
    endSession(why);
    socket.destroySoon();
  }

  function onData(chunk: Buffer): void {
    if (isEnding) return;
    if (reader === null) {
      beginning = Buffer.concat([beginning, chunk]);
      const way = wayOf(beginning);
      if (way === null) return;
      if (way === "neither") {
        giveUp("it speaks neither MATIP nor Type B");
        return;
      }
      reader = way === "matip" ? new MatipReader() : new FramedReader();
      if (way === "framed") rest();
      chunk = beginning;
    }
    const units: readonly (MatipPacket | FramedUnit)[] = reader.push(chunk);
    for (const unit of units) {
      if (isEnding) return;
      onUnit(unit);
    }
    if (inHand >= limits.inHand) {
      socket.pause();
      rest();
    } else if (!isOpen()) return;
    else if (!reader.isWithin) rest();
    else if (units.length > 0 || patience === undefined) wait(unfinished);
  }

  /** Nothing is waited for. */
  function rest(): void {
    clearTimeout(patience);
    patience = undefined;
  }

  function onUnit(unit: MatipPacket | FramedUnit): void {
    switch (unit.kind) {
      case "fault":
        return giveUp(unit.why);
      case "telegram":
        return handOver(unit.bytes, null);
      case "data":
        return onMessage(unit.payload);
      case "open":
        return onOpen(unit.open);
      case "open-refused":
        return refuseOpen(unit.cause, unit.why);
      case "confirm":
        return onConfirm(unit.cause);
      case "close":
        endSession(`${peer} has closed the session`);
        return isEnding ? undefined : wait("the session was closed and none was opened");
    }
  }

  function onOpen(open: SessionOpen): void {
    if (asking) {
      // Both sides open at once: the session of the higher address stands (RFC 2351).
      if (isHigher(socket)) return;
      asking = false;
    }
    const coding = codingOf(open.coding);
    if (coding === undefined) return refuseOpen(refusals.noSuchTraffic, "its coding is not spoken here");
    if (open.protection !== batapProtection && open.protection !== 0) {
      return refuseOpen(refusals.otherProtection, "its protection is not BATAP");
    }
    write(writeConfirm(0));
    beginSession(open, coding);
  }

  function refuseOpen(cause: number, why: string): void {
    events.notice(`a session of ${peer} was refused: ${why}`);
    endSession(why);
    write(writeConfirm(cause));
  }

  function onConfirm(cause: number): void {
    if (!asking) return giveUp("it confirms a session that was not asked for");
    asking = false;
    if (cause !== 0) return giveUp(`it refuses the session, cause ${cause}`);
    const open = { coding: codings.ascii, protection: batapProtection, caller: 0, hosts: null };
    const coding = codingOf(open.coding);
    if (coding !== undefined) beginSession(open, coding);
    return undefined;
  }

  /** A session open on an open session replaces it. */
  function beginSession(open: SessionOpen, coding: Coding): void {
    endSession("the session was opened anew");
    const responsibility =
      open.protection === batapProtection
        ? new Responsibility((payload) => write(writeData(coding.encode(payload))), limits.batap)
        : null;
    session = { open, coding, responsibility, acknowledge: [] };
    rest();
    events.opened?.();
  }

  function endSession(why: string): void {
    session?.responsibility?.end(new Error(why));
    session = null;
  }

  function onMessage(payload: Buffer): void {
    const current = session;
    if (current === null) return giveUp("it sends messages without a session");
    const bytes = current.coding.decode(payload);
    if (current.responsibility === null) return handOver(bytes, null);
    const unit = readBatap(bytes);
    if (unit.kind === "acknowledged") return current.responsibility.acknowledged(unit.serials);
    const { serial } = unit;
    if (serial === null) events.notice(`a message of ${peer} has no serial: it cannot be acknowledged`);
    return handOver(unit.bytes, serial === null ? null : () => acknowledge(current, serial));
  }

  /** What is taken at one time is acknowledged together. A session that has ended is not told any more. */
  function acknowledge(of: Session, serial: number): void {
    of.acknowledge.push(serial);
    if (of.acknowledge.length > 1) return;
    setImmediate(() => {
      const serials = of.acknowledge.splice(0, 100);
      if (session === of) write(writeData(of.coding.encode(writeAcknowledgement(serials))));
    });
  }

  function handOver(bytes: Buffer, acknowledged: (() => void) | null): void {
    if (inHand === 0) idle = Promise.withResolvers<void>();
    inHand += 1;
    const arrived = { bytes, isKept: acknowledged !== null, acknowledge: acknowledged ?? (() => undefined) };
    void events.take(arrived, wire).finally(() => {
      inHand -= 1;
      if (inHand === 0) idle.resolve();
      if (inHand >= limits.inHand || !socket.isPaused() || isEnding) return;
      if (reader?.isWithin === true) wait(unfinished);
      socket.resume();
    });
  }

  async function send(telegram: Buffer): Promise<void> {
    if (!isOpen()) throw new Error(`no session is open with ${peer}`);
    if (session?.responsibility) return session.responsibility.send(telegram);
    const bytes = session === null ? writeFramed(telegram) : writeData(session.coding.encode(telegram));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.write(bytes, (problem) => (problem ? reject(problem) : resolve()));
    return promise;
  }

  /** The other side sends no more: it may still listen for its answers. */
  function onEnd(): void {
    if (isEnding) return;
    if (reader instanceof FramedReader) for (const unit of reader.end()) onUnit(unit);
    else if (reader?.isWithin === true) events.notice(`the connection of ${peer} ended within a packet`);
    void idle.promise.then(() => hangUp(`${peer} has hung up`));
  }

  async function close(): Promise<void> {
    socket.pause();
    await idle.promise;
    // An acknowledgement of this turn goes out before the close.
    await new Promise((resolve) => setImmediate(resolve));
    hangUp("the channel is closing");
    await closed;
  }

  function hangUp(why: string): void {
    if (isEnding) return;
    if (session !== null) write(writeClose(0));
    isEnding = true;
    endSession(why);
    // What the other side still sends is thrown away, so that its end is seen.
    socket.removeListener("data", onData);
    socket.resume();
    socket.end();
    setTimeout(() => socket.destroy(), 2_000).unref();
  }
}

/** Whether this side's address and port are above the other's. */
function isHigher(socket: Socket): boolean {
  const [own, other] = [
    addressOf(socket.localAddress, socket.localPort),
    addressOf(socket.remoteAddress, socket.remotePort),
  ];
  return Buffer.compare(own, other) > 0;
}

/** Sixteen bytes of the address and two of the port; an IPv4 address as IPv6 has it. */
function addressOf(address = "::", port = 0): Buffer {
  const bytes = Buffer.alloc(18);
  const four = /(?:^|:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (four !== null) bytes.set([0xff, 0xff, ...four.slice(1).map(Number)], 10);
  else if (isIPv6(address)) {
    const [left = "", right] = address.split("%")[0]!.split("::");
    const words = (text: string) => text.split(":").filter((word) => word !== "");
    const [first, last] = [words(left), words(right ?? "")];
    first.forEach((word, i) => bytes.writeUInt16BE(Number.parseInt(word, 16), 2 * i));
    last.forEach((word, i) => bytes.writeUInt16BE(Number.parseInt(word, 16), 16 - 2 * (last.length - i)));
  }
  bytes.writeUInt16BE(port, 16);
  return bytes;
}
