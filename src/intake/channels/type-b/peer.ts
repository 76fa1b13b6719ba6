// The other side of a Type B connection for tests and benchmarks: a raw socket that sends bytes and sees what comes back.
import { connect, type Socket } from "node:net";
import { readBatap, writeAcknowledgement, writeBatapMessage, type BatapUnit } from "./batap.ts";
import { FramedReader } from "./framed.ts";
import { MatipReader, writeData, type MatipPacket } from "./matip.ts";

export type Peer = {
  readonly socket: Socket;
  send(...bytes: readonly Uint8Array[]): void;
  /** Sends a telegram under a serial of BATAP. */
  message(text: string, serial: number, possibleDuplicate?: boolean): void;
  acknowledge(...serials: readonly number[]): void;
  /** The next packet that came, in order. Rejects when the connection has ended without one. */
  packet(): Promise<MatipPacket>;
  /** The next packet, which holds a message or an acknowledgement. */
  unit(): Promise<BatapUnit>;
  /** The text of the next telegram between SOH and ETX. */
  telegram(): Promise<string>;
  readonly closed: Promise<void>;
};

/** Connects to an address such as "matip://127.0.0.1:8351"; `way` says how what comes back is read. */
export async function callTypeB(address: string, way: "matip" | "framed" = "matip"): Promise<Peer> {
  const { hostname, port } = new URL(address.replace("matip:", "http:"));
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  return peerOn(socket, way);
}

/** The same on a socket that is connected already. */
export function peerOn(socket: Socket, way: "matip" | "framed" = "matip"): Peer {
  const matip = new MatipReader();
  const framed = new FramedReader();
  const packets = inOrder<MatipPacket>();
  const telegrams = inOrder<string>();
  socket.on("data", (chunk: Buffer) => {
    if (way === "matip") matip.push(chunk).forEach(packets.add);
    else {
      for (const unit of framed.push(chunk)) {
        telegrams.add(unit.kind === "telegram" ? unit.bytes.toString("latin1") : unit.why);
      }
    }
  });
  // What breaks it ends it too.
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => {
      packets.end();
      telegrams.end();
      resolve();
    });
  });
  return {
    socket,
    send: (...bytes) => bytes.forEach((each) => socket.write(each)),
    message: (text, serial, possibleDuplicate = false) => {
      socket.write(writeData(writeBatapMessage(Buffer.from(text, "latin1"), serial, possibleDuplicate)));
    },
    acknowledge: (...serials) => void socket.write(writeData(writeAcknowledgement(serials))),
    packet: packets.next,
    unit: async () => {
      const packet = await packets.next();
      if (packet.kind !== "data") throw new Error(`expected a message, not ${JSON.stringify(packet)}`);
      return readBatap(packet.payload);
    },
    telegram: telegrams.next,
    closed,
  };
}

/** What came, handed out one by one to whoever waits. */
function inOrder<T>() {
  const came: T[] = [];
  const waiting: { readonly resolve: (value: T) => void; readonly reject: (problem: Error) => void }[] = [];
  let isEnded = false;
  return {
    add: (value: T): void => {
      const next = waiting.shift();
      if (next === undefined) came.push(value);
      else next.resolve(value);
    },
    end: (): void => {
      isEnded = true;
      for (const { reject } of waiting.splice(0)) reject(new Error("the connection has ended"));
    },
    next: (): Promise<T> => {
      const [first, ...others] = came;
      if (first !== undefined) {
        came.splice(0, came.length, ...others);
        return Promise.resolve(first);
      }
      if (isEnded) return Promise.reject(new Error("the connection has ended"));
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      waiting.push({ resolve, reject });
      return promise;
    },
  };
}
