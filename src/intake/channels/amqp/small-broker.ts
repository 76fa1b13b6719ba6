// A small AMQP 1.0 broker in memory, and a client of any broker, for tests and benchmarks.
import rhea, { type Connection, type Delivery, type EventContext, type Message, type Sender } from "rhea";
import type { AddressInfo, Server } from "node:net";

export type SmallBroker = {
  readonly url: string;
  /** Messages that were rejected, with the reason given. */
  readonly rejected: { readonly queue: string; readonly reason: string }[];
  /** How each delivery ended, in order: "accepted", "released" ... */
  readonly outcomes: string[];
  waiting(queue: string): number;
  /** Breaks all connections; the queues stay. */
  breakOff(): void;
  /** Ends the sessions of all that take messages of a queue, with an error. */
  endSessions(queue: string): void;
  close(): Promise<void>;
};

type Stored = { readonly message: Message; deliveryCount: number };

/** Opens it on a port of its own. Queues exist once they are named, but for those in `refused`. */
export async function openSmallBroker(
  options: {
    readonly refused?: readonly string[];
    /** With `ca`: clients must show a certificate that it vouches for. */
    readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string };
  } = {},
): Promise<SmallBroker> {
  const container = rhea.create_container();
  const queues = new Map<string, Stored[]>();
  const consumers = new Map<string, Set<Sender>>();
  const underWay = new Map<Delivery, { readonly queue: string; readonly stored: Stored }>();
  const connections = new Set<Connection>();
  const rejected: { queue: string; reason: string }[] = [];
  const outcomes: string[] = [];

  const queueOf = (name: string): Stored[] => {
    const known = queues.get(name) ?? [];
    queues.set(name, known);
    return known;
  };
  /** After what is being opened has been opened. */
  function serve(name: string): void {
    setImmediate(() => serveNow(name));
  }
  function serveNow(name: string): void {
    const stored = queueOf(name);
    for (const sender of consumers.get(name) ?? []) {
      while (stored.length > 0 && sender.is_open() && sender.sendable()) {
        const next = stored.shift()!;
        const delivery = sender.send({ ...next.message, delivery_count: next.deliveryCount } as Message);
        underWay.set(delivery, { queue: name, stored: next });
      }
    }
  }
  function ended(outcome: string) {
    return ({ delivery }: EventContext): void => {
      const found = delivery && underWay.get(delivery);
      if (delivery === undefined || found === undefined) return;
      underWay.delete(delivery);
      outcomes.push(outcome);
      const state = (delivery.remote_state ?? {}) as {
        readonly delivery_failed?: boolean;
        readonly error?: { readonly description?: string };
      };
      if (outcome === "released" || outcome === "modified") {
        if (state.delivery_failed === true) found.stored.deliveryCount += 1;
        queueOf(found.queue).unshift(found.stored);
        serve(found.queue);
      }
      if (outcome === "rejected")
        rejected.push({ queue: found.queue, reason: state.error?.description ?? "" });
    };
  }

  container.on("connection_open", ({ connection }: EventContext) => connections.add(connection));
  container.on("sender_open", ({ sender }: EventContext) => {
    if (sender === undefined) return;
    const address = sender.source.dynamic === true ? `temporary-${queues.size}` : sender.source.address;
    if (options.refused?.includes(address) === true) {
      sender.close({ condition: "amqp:not-found", description: `no queue ${address}` });
      return;
    }
    sender.set_source({ address });
    consumers.set(address, (consumers.get(address) ?? new Set()).add(sender));
    serve(address);
  });
  container.on("receiver_open", ({ receiver }: EventContext) => {
    const address = receiver?.target.address ?? "";
    if (options.refused?.includes(address) === true) {
      receiver?.close({ condition: "amqp:not-found", description: `no queue ${address}` });
    }
  });
  container.on("sendable", ({ sender }: EventContext) => {
    for (const [name, among] of consumers) if (sender !== undefined && among.has(sender)) serve(name);
  });
  container.on("session_close", ({ session }: EventContext) => {
    for (const among of consumers.values()) {
      for (const sender of among) if (sender.session === session) among.delete(sender);
    }
    for (const [delivery, { queue, stored }] of underWay) {
      if (delivery.link.session !== session) continue;
      underWay.delete(delivery);
      queueOf(queue).unshift(stored);
      serve(queue);
    }
  });
  for (const outcome of ["accepted", "released", "rejected", "modified"])
    container.on(outcome, ended(outcome));
  container.on("message", ({ message, receiver }: EventContext) => {
    const address = receiver?.target.address ?? message?.to ?? "";
    if (message !== undefined) queueOf(address).push({ message, deliveryCount: 0 });
    serve(address);
  });
  /** What was under way on a connection that has broken goes back to its queue. */
  function lose(connection: Connection): void {
    connections.delete(connection);
    for (const among of consumers.values()) {
      for (const sender of among) if (sender.connection === connection) among.delete(sender);
    }
    for (const [delivery, { queue, stored }] of underWay) {
      if (delivery.link.connection !== connection) continue;
      underWay.delete(delivery);
      queueOf(queue).unshift(stored);
      serve(queue);
    }
  }
  container.on("disconnected", ({ connection }: EventContext) => lose(connection));
  for (const event of ["error", "connection_error", "protocol_error", "sender_error", "receiver_error"]) {
    container.on(event, () => undefined);
  }

  const server = container.listen({
    port: 0,
    host: "127.0.0.1",
    ...(options.tls === undefined
      ? { transport: "tcp" }
      : {
          transport: "tls",
          ...options.tls,
          ...(options.tls.ca !== undefined && { requestCert: true, enable_sasl_external: true }),
        }),
  }) as Server;
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const breakOff = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    for (const connection of connections) lose(connection);
  };
  return {
    url: `${options.tls === undefined ? "amqp" : "amqps"}://127.0.0.1:${port}`,
    rejected,
    outcomes,
    waiting: (queue) => queueOf(queue).length,
    breakOff,
    endSessions: (queue) => {
      for (const { session } of consumers.get(queue) ?? []) {
        session.close({ condition: "amqp:internal-error", description: "something went wrong" });
      }
    },
    close: () => {
      breakOff();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export type AmqpClient = {
  /** Resolves when the broker has accepted the message. */
  send(queue: string, message: Omit<Message, "to">): Promise<void>;
  /** The next message of a queue, which is accepted. */
  take(queue: string): Promise<Message>;
  close(): Promise<void>;
};

/** A client as a carrier would write one; `durable`: what its queues are (2 outlive a restart of the broker, 0 do not). */
export async function callAmqp(text: string, durable: 0 | 2 = 2): Promise<AmqpClient> {
  const url = new URL(text);
  const connection = rhea.create_container().connect({
    host: url.hostname,
    port: Number(url.port),
    reconnect: false,
    noDelay: true,
    ...(url.username === "" ? {} : { username: url.username, password: url.password }),
  });
  await new Promise<void>((resolve, reject) => {
    connection.once("connection_open", () => resolve());
    connection.once("disconnected", ({ error }: EventContext) => reject(error ?? new Error("no broker")));
  });
  const senders = new Map<string, Sender>();
  const came = new Map<
    string,
    { readonly messages: Message[]; readonly waiting: ((message: Message) => void)[] }
  >();
  return {
    send: (queue, message) => {
      const sender = senders.get(queue) ?? connection.open_sender({ target: { address: queue, durable } });
      senders.set(queue, sender);
      // Each message under way listens for its own end.
      sender.setMaxListeners(0);
      return new Promise((resolve, reject) => {
        const transmit = (): void => {
          const delivery = sender.send(message as Message);
          const ended = (context: EventContext): void => {
            if (context.delivery !== delivery) return;
            sender.removeListener("accepted", ended).removeListener("rejected", ended);
            if (delivery.remote_state?.["error"] === undefined) resolve();
            else reject(new Error("rejected"));
          };
          sender.on("accepted", ended).on("rejected", ended);
        };
        if (sender.sendable()) transmit();
        else sender.once("sendable", transmit);
      });
    },
    take: (queue) => {
      let inbox = came.get(queue);
      if (inbox === undefined) {
        const made = { messages: [] as Message[], waiting: [] as ((message: Message) => void)[] };
        came.set(queue, made);
        inbox = made;
        connection
          .open_receiver({ source: { address: queue, durable } })
          .on("message", ({ message }: EventContext) => {
            if (message === undefined) return;
            const next = made.waiting.shift();
            if (next === undefined) made.messages.push(message);
            else next(message);
          });
      }
      const first = inbox.messages.shift();
      return first === undefined
        ? new Promise((resolve) => inbox.waiting.push(resolve))
        : Promise.resolve(first);
    },
    close: () =>
      new Promise((resolve) => {
        if (!connection.is_open()) return resolve();
        connection.once("connection_close", () => resolve());
        connection.once("disconnected", () => resolve());
        connection.close();
        return undefined;
      }),
  };
}
