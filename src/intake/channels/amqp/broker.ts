// The connection to an AMQP 1.0 broker: made again when it is lost, with a receiver for each queue and senders as needed.
import rhea, {
  type Connection,
  type ConnectionOptions,
  type Delivery,
  type EventContext,
  type Message,
  type Receiver,
  type Sender,
  type Session,
} from "rhea";
import { isIP, Socket } from "node:net";
import type { Clock } from "#platform";
import { backOff } from "../back-off.ts";

export type BrokerLimits = {
  /** Messages of one queue that are worked on at a time. */
  readonly credit: number;
  /** For the broker to open a connection or a link, and to accept a message. */
  readonly patienceMs: number;
  /** Between two calls of a broker that cannot be reached: first, and at most. */
  readonly againMs: readonly [first: number, most: number];
};

export const usualBroker: BrokerLimits = { credit: 16, patienceMs: 30_000, againMs: [1_000, 60_000] };

/** PEM; shown where the broker asks for it. */
export type ClientCertificate = { readonly cert: Buffer; readonly key: Buffer };

/** A message that came, until it is settled. */
export type Incoming = {
  readonly queue: string;
  readonly message: Message;
  readonly delivery: Delivery;
  /** The message is settled: after so long another may come in its place. */
  readonly done: (pauseMs: number) => void;
};

export type Broker = {
  /** From now on messages are taken from these queues and no others. */
  readonly listen: (names: readonly string[]) => void;
  /** Resolves when the broker has accepted it; rejects when it has not. */
  readonly send: (to: string, message: Omit<Message, "to">) => Promise<void>;
  /** The queues that messages come from now; null: the broker is not reached. */
  readonly listening: () => readonly string[] | null;
  /** Takes nothing new; resolves when what is under way is settled and the connection closed. */
  readonly close: () => Promise<void>;
};

/**
 * Carriers' queues outlive a restart of their broker, and are asked for as such; RabbitMQ says so in these words where one does not. It
 * makes a queue that is not there as it is asked for.
 */
const notDurable = /inequivalent arg 'durable'/;
const outlivesRestart = 2;
const endsWithBroker = 0;

/** Links to addresses that are kept open. */
const sendersMax = 200;

/**
 * A queue that messages are taken from, until it is not wanted any more and the last of them is settled. Each has a session
 * of its own: its end gives back what was sent and not settled, which the end of a link does not with every broker.
 */
type Queue = {
  readonly session: Session;
  readonly receiver: Receiver;
  inHand: number;
  /** Messages that the broker may still send. Brokers send one too many at times, which must not widen the window. */
  granted: number;
  isWanted: boolean;
};

type Outgoing = {
  readonly sender: Sender;
  readonly waiting: (() => void)[];
  readonly underWay: Map<Delivery, { readonly resolve: () => void; readonly reject: (why: Error) => void }>;
  readonly failed: { why: Error | null };
};

/** Connects and stays connected. `take` gets each message and must settle it and say `done`. */
export function openBroker(
  url: string,
  options: {
    readonly clock: Clock;
    readonly take: (incoming: Incoming) => void;
    readonly connected: () => void;
    readonly notice: (matter: string, line: string) => void;
    readonly limits: BrokerLimits;
    readonly certificate?: ClientCertificate | undefined;
  },
): Broker {
  const { limits, notice } = options;
  const container = rhea.create_container();
  // An error of a link that nobody listens to would end the process.
  container.on("error", (problem: Error) => notice("amqp", `AMQP: ${problem.message}`));
  const again = backOff(options.clock, ...limits.againMs);
  const queues = new Map<string, Queue>();
  const senders = new Map<string, Outgoing>();
  /** Addresses that end with their broker. */
  const passing = new Set<string>();
  const end = (address: string) => ({
    address,
    durable: passing.has(address) ? endsWithBroker : outlivesRestart,
  });
  let wanted: readonly string[] = [];
  let connection: Connection | null = null;
  let isOpen = false;
  let isClosing = false;
  let inHand = 0;
  let idle = Promise.withResolvers<void>();
  idle.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopWaiting: () => void = () => undefined;
  /** Places of queues that rest; a change of what is wanted ends their rest. */
  const resting = new Map<NodeJS.Timeout, () => void>();
  connect();
  return { listen, send, listening, close };

  function connect(): void {
    const next = container.connect(connectionOptions(url, options));
    connection = next;
    let isLost = false;
    // One that breaks as soon as it is open is called more and more seldom as well.
    let steady: NodeJS.Timeout | undefined;
    const lost = (why: string): void => {
      if (isLost) return;
      isLost = true;
      clearTimeout(patience);
      clearTimeout(steady);
      isOpen = false;
      queues.clear();
      for (const [address] of senders) dropSender(address, new Error(`the broker is not reached: ${why}`));
      if (isClosing) return;
      notice("broker", `the AMQP broker is not reached: ${why}`);
      timer = setTimeout(connect, again.next());
    };
    const patience = setTimeout(() => {
      lost("it does not answer");
      hangUp(next);
    }, limits.patienceMs);
    stopWaiting = () => clearTimeout(patience);
    next.on("connection_open", () => {
      clearTimeout(patience);
      steady = setTimeout(() => again.reset(), limits.patienceMs).unref();
      isOpen = true;
      options.connected();
      listen(wanted);
    });
    // The session of all senders; the others are listened to one by one.
    next.on("session_error", () => undefined);
    next.on("session_close", ({ session }: EventContext) => {
      for (const [address] of senders)
        dropSender(address, new Error(`the broker: ${textOf(session?.error)}`));
    });
    next.on("connection_error", () => undefined);
    next.on("connection_close", ({ connection: closed }: EventContext) => lost(textOf(closed.error)));
    next.on("disconnected", ({ error }: EventContext) => lost(textOf(error)));
    next.on("protocol_error", (problem: Error) => lost(problem.message));
    next.on("error", (problem: Error) => lost(problem.message));
  }

  function listen(names: readonly string[]): void {
    wanted = names;
    if (!isOpen || isClosing) return;
    wake();
    for (const [name, queue] of queues) {
      if (names.includes(name)) continue;
      queues.delete(name);
      queue.isWanted = false;
      closeWhenDone(queue);
    }
    for (const name of names) if (!queues.has(name)) receive(name);
  }

  function listening(): readonly string[] | null {
    if (!isOpen) return null;
    return [...queues].flatMap(([name, { receiver }]) => (receiver.is_open() ? [name] : []));
  }

  function closeWhenDone(queue: Queue): void {
    if (!queue.isWanted && queue.inHand === 0) queue.session.close();
  }

  function receive(name: string): void {
    if (connection === null) return;
    const session = connection.create_session();
    session.open();
    const receiver = session.open_receiver({
      source: end(name),
      // The window is kept by hand: it opens when a message is settled, not when it has come.
      credit_window: 0,
      autoaccept: false,
    });
    const queue: Queue = { session, receiver, inHand: 0, granted: limits.credit, isWanted: true };
    queues.set(name, queue);
    const ended = (problem: unknown): void => {
      if (queues.get(name) !== queue) return;
      queues.delete(name);
      queue.isWanted = false;
      closeWhenDone(queue);
      if (notDurable.test(textOf(problem)) && !passing.has(name)) {
        passing.add(name);
        if (wanted.includes(name)) receive(name);
        return;
      }
      notice(`queue ${name}`, `the broker gives no messages of ${name}: ${textOf(problem)}`);
      later(limits.againMs[1], () => {
        if (!queues.has(name) && wanted.includes(name)) receive(name);
      });
    };
    receiver.on("receiver_error", ({ receiver: closed }: EventContext) => ended(closed?.error));
    receiver.on("receiver_close", ({ receiver: closed }: EventContext) => ended(closed?.error));
    session.on("session_error", ({ session: closed }: EventContext) => ended(closed?.error));
    session.on("session_close", ({ session: closed }: EventContext) => ended(closed?.error));
    receiver.on("message", ({ message, delivery }: EventContext) => {
      queue.granted = Math.max(0, queue.granted - 1);
      if (message === undefined || delivery === undefined) return;
      // What comes after the end of taking goes back with the session.
      if (!isClosing && queue.isWanted) handOver(name, queue, message, delivery);
    });
    receiver.add_credit(limits.credit);
  }

  function handOver(name: string, queue: Queue, message: Message, delivery: Delivery): void {
    if (inHand === 0) idle = Promise.withResolvers<void>();
    inHand += 1;
    queue.inHand += 1;
    const done = (pauseMs: number): void => {
      inHand -= 1;
      queue.inHand -= 1;
      if (inHand === 0) idle.resolve();
      closeWhenDone(queue);
      later(pauseMs, () => {
        if (queues.get(name) !== queue || !queue.receiver.is_open()) return;
        if (queue.granted + queue.inHand >= limits.credit) return;
        queue.granted += 1;
        queue.receiver.add_credit(1);
      });
    };
    options.take({ queue: name, message, delivery, done });
  }

  function later(ms: number, then: () => void): void {
    if (ms <= 0) {
      then();
      return;
    }
    const rest = setTimeout(() => {
      resting.delete(rest);
      if (!isClosing) then();
    }, ms).unref();
    resting.set(rest, then);
  }

  function wake(): void {
    const thens = [...resting.values()];
    for (const rest of resting.keys()) clearTimeout(rest);
    resting.clear();
    for (const then of thens) then();
  }

  async function send(to: string, message: Omit<Message, "to">): Promise<void> {
    const isKnown = passing.has(to);
    try {
      await sendOnce(to, message);
    } catch (problem) {
      const why = (problem as Error).message;
      if (isKnown || !notDurable.test(why)) throw problem;
      // The refusal ends the session of all senders: it may be of another's queue, or have been noted by
      // another message. What was under way is sent again, although it may have arrived: twice is better than never.
      if (isAbout(why, to)) passing.add(to);
      await sendOnce(to, message);
    }
  }

  async function sendOnce(to: string, message: Omit<Message, "to">): Promise<void> {
    if (!isOpen || connection === null) throw new Error("the broker is not reached");
    const outgoing = senders.get(to) ?? openSender(connection, to);
    senders.delete(to);
    senders.set(to, outgoing);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const patience = setTimeout(
      () => reject(new Error(`the broker has not accepted a message for ${to}`)),
      limits.patienceMs,
    );
    const transmit = (): void => {
      if (outgoing.failed.why !== null) return reject(outgoing.failed.why);
      const delivery = outgoing.sender.send({ ...message, to } as Message);
      outgoing.underWay.set(delivery, { resolve, reject });
    };
    if (outgoing.sender.sendable()) transmit();
    else outgoing.waiting.push(transmit);
    await promise.finally(() => clearTimeout(patience));
  }

  function openSender(on: Connection, to: string): Outgoing {
    if (senders.size >= sendersMax) {
      const idleOne = [...senders].find(([, { underWay, waiting }]) => underWay.size + waiting.length === 0);
      if (idleOne !== undefined) {
        senders.delete(idleOne[0]);
        idleOne[1].sender.close();
      }
    }
    const sender = on.open_sender({ target: end(to) });
    const outgoing: Outgoing = { sender, waiting: [], underWay: new Map(), failed: { why: null } };
    const settle = (why: string | null) => (context: EventContext) => {
      const waiting = context.delivery && outgoing.underWay.get(context.delivery);
      if (context.delivery !== undefined) outgoing.underWay.delete(context.delivery);
      if (why === null) waiting?.resolve();
      else waiting?.reject(new Error(`the broker ${why} a message for ${to}`));
    };
    sender.on("accepted", settle(null));
    sender.on("rejected", settle("rejected"));
    sender.on("released", settle("released"));
    sender.on("modified", settle("gave back"));
    sender.on("sendable", () => {
      while (sender.sendable()) {
        const next = outgoing.waiting.shift();
        if (next === undefined) return;
        next();
      }
    });
    sender.on("sender_error", ({ sender: closed }: EventContext) => {
      dropSender(to, new Error(`the broker takes nothing for ${to}: ${textOf(closed?.error)}`));
    });
    sender.on("sender_close", () => dropSender(to, new Error(`the broker closed the way to ${to}`)));
    return outgoing;
  }

  function dropSender(to: string, why: Error): void {
    const outgoing = senders.get(to);
    if (outgoing === undefined) return;
    senders.delete(to);
    outgoing.failed.why = why;
    for (const { reject } of outgoing.underWay.values()) reject(why);
    for (const transmit of outgoing.waiting.splice(0)) transmit();
  }

  async function close(): Promise<void> {
    isClosing = true;
    clearTimeout(timer);
    await idle.promise;
    for (const [to] of senders) dropSender(to, new Error("the channel is closing"));
    const last = connection;
    if (last === null) return;
    if (!isOpen) {
      stopWaiting();
      hangUp(last);
      return;
    }
    await new Promise<void>((resolve) => {
      last.once("connection_close", () => resolve());
      last.once("disconnected", () => resolve());
      setTimeout(resolve, 2_000).unref();
      last.close();
    });
  }
}

/** Whether a refusal is of this address; RabbitMQ names the queue. */
function isAbout(refusal: string, address: string): boolean {
  const [, queue] = /for queue '([^']*)'/.exec(refusal) ?? [];
  return queue === undefined || address.endsWith(queue);
}

/** Ends a connection that is not open: there is nobody to say goodbye to. */
function hangUp(connection: Connection): void {
  connection.close();
  const socket: unknown = connection["socket"];
  if (socket instanceof Socket) socket.destroy();
}

/** What rhea connects by. The certificate of amqps:// is checked against the authorities that Node trusts. */
function connectionOptions(
  text: string,
  {
    limits,
    certificate,
  }: { readonly limits: BrokerLimits; readonly certificate?: ClientCertificate | undefined },
): ConnectionOptions {
  const url = new URL(text);
  const isTls = url.protocol === "amqps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const common = {
    host,
    hostname: host,
    port: Number(url.port) || (isTls ? 5671 : 5672),
    container_id: "openpiu",
    reconnect: false,
    // An answer does not wait for what may follow it.
    noDelay: true,
    idle_time_out: 2 * limits.patienceMs,
    ...(url.username === ""
      ? {}
      : { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
  };
  if (!isTls) return { ...common, transport: "tcp" };
  // A name, and no address, is asked for in the greeting.
  return {
    ...common,
    transport: "tls",
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    // Without a user it is the certificate that says who asks.
    ...(certificate !== undefined && { ...certificate, enable_sasl_external: url.username === "" }),
    ...(isIP(host) === 0 && { servername: host }),
  };
}

function textOf(problem: unknown): string {
  if (typeof problem !== "object" || problem === null) return "it hung up";
  const { message, description, condition } = problem as Readonly<Record<string, unknown>>;
  return [description, message, condition].find((text) => typeof text === "string" && text !== "") as string;
}
