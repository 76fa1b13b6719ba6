// The Type B channel: carriers call the port, gateways are called, and messages of ours go out over whatever is open.
import { BlockList, connect, createServer, isIP, isIPv6, type AddressInfo, type Socket } from "node:net";
import { backOff } from "../back-off.ts";
import { linksOf, type ChannelServices, type ChannelSettings, type OpenChannel } from "../channel.ts";
import { quieted } from "../notices.ts";
import { sendText } from "./send-text.ts";
import { takeTelegram, type TelegramServices } from "./telegrams.ts";
import { openWire, usualWire, type Wire, type WireEvents, type WireLimits } from "./wire.ts";

export type TypeBLimits = {
  readonly wire: WireLimits;
  /** Connections at one time: of all, and of one address. */
  readonly connections: number;
  readonly ofOne: number;
};

const usualLimits: TypeBLimits = { wire: usualWire, connections: 400, ofOne: 100 };
/** Carriers whose way is remembered. */
const waysMax = 10_000;

type Settings = Pick<ChannelSettings, "typeBPort" | "typeBAddress" | "typeBLines" | "typeBPeers">;

/** Opens the port and calls the lines that the settings name; undefined where they name none. */
export async function openTypeB(
  services: ChannelServices,
  settings: Settings,
  limits = usualLimits,
): Promise<OpenChannel | undefined> {
  if (settings.typeBPort === undefined && settings.typeBLines.length === 0) return undefined;
  const stop = new AbortController();
  const wires = new Set<Wire>();
  const lines = new Set<Wire>();
  /** By a carrier's address: the wire it was last heard on, and the address of ours it wrote to. */
  const ways = new Map<string, { readonly wire: Wire; readonly as: string | undefined }>();
  /** The carrier that was heard last on each wire. */
  const heard = new WeakMap<Wire, string>();
  const notice = quieted(services.notice, services.clock);

  const telegrams: TelegramServices = {
    ...services,
    address: settings.typeBAddress,
    notice,
    stop: stop.signal,
    reached: (origin, wire, as, carrierId) => {
      wire.known();
      heard.set(wire, carrierId);
      if (ways.size >= waysMax) ways.clear();
      ways.set(origin, { wire, as });
    },
  };
  const eventsOf = (socket: Socket, opened?: () => void): WireEvents => ({
    take: (arrived, wire) => takeTelegram(telegrams, arrived, wire),
    notice: (line) => notice(socket.remoteAddress ?? "", line),
    ...(opened && { opened }),
  });
  const keep = (wire: Wire, among: Set<Wire>): void => {
    among.add(wire);
    void wire.closed.then(() => among.delete(wire));
  };

  const listening =
    settings.typeBPort === undefined ? undefined : await listen(settings.typeBPort, settings.typeBPeers);
  const calls = settings.typeBLines.map((line) => callLine(line));

  return {
    channel: "type-b",
    address: listening?.address ?? `matip://${settings.typeBLines[0] ?? ""}`,
    send,
    links: () => {
      const open = [...wires, ...lines].filter((wire) => wire.isOpen());
      const isUp = listening !== undefined || open.length > 0;
      return linksOf(
        isUp,
        open.map((wire) => heard.get(wire)),
      );
    },
    close: async () => {
      stop.abort();
      listening?.close();
      await Promise.all([...wires, ...lines].map((wire) => wire.close()));
      await Promise.all(calls);
    },
  };

  /** Over the wire on which the carrier was last heard, else over a line that is called (a gateway knows the way). */
  async function send(to: string, bytes: Uint8Array): Promise<void> {
    const way = ways.get(to);
    const wire = way?.wire.isOpen() === true ? way.wire : [...lines].find((line) => line.isOpen());
    if (wire === undefined) throw new Error(`no Type B session that reaches ${to} is open`);
    const from = settings.typeBAddress ?? way?.as;
    if (from === undefined) throw new Error("TYPE_B_ADDRESS is not set, and the carrier has not written yet");
    const text = Buffer.from(bytes).toString("utf8");
    await sendText(wire, { priority: "QU", to: [to], from, at: services.clock.now(), text });
  }

  async function listen(port: number, peers: readonly string[]) {
    const admitted = admittedOf(peers);
    const ofOne = new Map<string, number>();
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      const peer = socket.remoteAddress ?? "";
      const count = (ofOne.get(peer) ?? 0) + 1;
      const why = admitted(peer)
        ? wires.size >= limits.connections || count > limits.ofOne
          ? "too many are open"
          : null
        : "it is not among TYPE_B_PEERS";
      if (why !== null) {
        notice(`turned away ${peer}`, `a Type B connection of ${peer} was turned away: ${why}`);
        socket.on("error", () => undefined).destroy();
        return;
      }
      ofOne.set(peer, count);
      const wire = openWire(socket, eventsOf(socket), { calls: false, limits: limits.wire });
      keep(wire, wires);
      void wire.closed.then(() => {
        const left = (ofOne.get(peer) ?? 1) - 1;
        if (left > 0) ofOne.set(peer, left);
        else ofOne.delete(peer);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, services.host, resolve);
    });
    if (peers.length === 0 && !/^(127\.|::1$|localhost$)/.test(services.host)) {
      services.notice(
        "TYPE_B_PEERS is not set: anyone who reaches the Type B port may claim any origin address",
      );
    }
    const { address, port: taken } = server.address() as AddressInfo;
    return {
      address: `matip://${isIPv6(address) ? `[${address}]` : address}:${taken}`,
      close: () => server.close(),
    };
  }

  /** Keeps a line to a gateway up until the channel closes. */
  async function callLine(line: string): Promise<void> {
    const [, host = "", port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(line) ?? [];
    const again = backOff(services.clock);
    while (!stop.signal.aborted) {
      const socket = connect({ host, port: Number(port), noDelay: true });
      const problem = await connected(socket, limits.wire.patienceMs, stop.signal);
      if (problem === null) {
        const wire = openWire(
          socket,
          eventsOf(socket, () => again.reset()),
          { calls: true, limits: limits.wire },
        );
        keep(wire, lines);
        if (stop.signal.aborted) void wire.close();
        await wire.closed;
      } else notice(`line ${line}`, `the Type B line ${line} cannot be reached: ${problem.message}`);
      await pause(again.next(), stop.signal);
    }
  }
}

/** null once connected; else why it is not, within the time given. */
function connected(socket: Socket, patienceMs: number, stop: AbortSignal): Promise<Error | null> {
  return new Promise((resolve) => {
    const giveUp = (): void => void socket.destroy(new Error("it does not answer"));
    const timer = setTimeout(giveUp, patienceMs);
    stop.addEventListener("abort", giveUp);
    const settle = (problem: Error | null): void => {
      clearTimeout(timer);
      stop.removeEventListener("abort", giveUp);
      socket.removeListener("error", settle);
      resolve(problem);
    };
    socket.once("error", settle);
    socket.once("connect", () => settle(null));
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
    return undefined;
  });
}

/** Whether an address may call: every one, where none is named. */
function admittedOf(peers: readonly string[]): (address: string) => boolean {
  if (peers.length === 0) return () => true;
  const list = new BlockList();
  for (const peer of peers) {
    const [address = "", bits] = peer.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
    return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  };
}
