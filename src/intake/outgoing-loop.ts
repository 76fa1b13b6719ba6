// Sends what is put down for carriers: at once when it is announced, and each second what has become due.
import { systemActor, type Database, type LiveFeed } from "#platform";
import type { OpenChannel } from "./channels/channel.ts";
import type { OutgoingRow } from "./outgoing-store.ts";
import { noteSent, takeDue, type Escalation } from "./outgoing.ts";
import { unseal } from "./seal.ts";

export type OutgoingServices = {
  readonly database: Database;
  readonly key: Uint8Array;
  readonly feed: Pick<LiveFeed, "subscribe"> | null;
  readonly channels: readonly Pick<OpenChannel, "channel" | "send">[];
  readonly escalate: Escalation;
  readonly problem: (error: Error, what: string) => void;
};

export type OutgoingLoop = {
  /** Looks once for what is due; returns how many messages were sent on a channel. */
  look(): Promise<number>;
  stop(): Promise<void>;
};

const lookEveryMs = 1_000;
const messagesALook = 50;
const actor = systemActor("intake");

/** Opens the loop. Several servers may run it: each message is held by one of them at a time. */
export function openOutgoing(services: OutgoingServices): OutgoingLoop {
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  /** One look after the other. */
  function look(): Promise<number> {
    const next = running.then(() => (stopped ? 0 : lookOnce(services)));
    running = next.catch(() => undefined);
    return next;
  }
  function tell(problem: Error): void {
    services.problem(problem, "messages to carriers");
  }
  function schedule(): void {
    timer = setTimeout(() => {
      look()
        .catch(tell)
        .finally(() => {
          if (!stopped) schedule();
        });
    }, lookEveryMs).unref();
  }
  const unsubscribe = services.feed?.subscribe((event) => {
    if (event.topic === "outgoing") look().catch(tell);
  });
  schedule();
  return {
    look,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      unsubscribe?.();
      await running;
    },
  };
}

async function lookOnce(services: OutgoingServices): Promise<number> {
  const { database, escalate } = services;
  const sending = await database.transaction(actor, (tx) => takeDue(tx, messagesALook, escalate));
  let sent = 0;
  for (const row of sending) if (await sendOne(services, row)) sent += 1;
  return sent;
}

/** False when the channel cannot send now or the other side did not take it: it stays to be fetched, and is tried again. */
async function sendOne(services: OutgoingServices, row: OutgoingRow): Promise<boolean> {
  const channel = services.channels.find((each) => each.channel === row.channel);
  if (channel?.send === undefined || row.reply_to === null) return false;
  const bytes = unseal(services.key, row.outgoing_id, row.sealed);
  if (bytes === null) {
    services.problem(new Error("sealed with another key"), `the message ${row.outgoing_id}`);
    return false;
  }
  try {
    await channel.send(row.reply_to, bytes);
  } catch (problem) {
    services.problem(problem as Error, `sending the message ${row.outgoing_id} over ${row.channel}`);
    return false;
  }
  await services.database.transaction(actor, async (tx) => noteSent(tx, row, "channel"));
  return true;
}
