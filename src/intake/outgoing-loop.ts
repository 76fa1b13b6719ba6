// Sends what is put down for carriers: at once when it is announced, and each second what has become due.
import { systemActor, type Database, type LiveFeed, type SealingKey } from "#platform";
import type { OpenChannel } from "./channels/channel.ts";
import { openLinks, type Links } from "./outgoing-links.ts";
import { giveBack } from "./outgoing-store.ts";
import { noteSent, takeDue, toSend, type Escalation } from "./outgoing.ts";
import { unseal } from "./seal.ts";

export type OutgoingServices = {
  readonly database: Database;
  readonly key: SealingKey;
  readonly feed: Pick<LiveFeed, "subscribe"> | null;
  readonly channels: readonly Pick<OpenChannel, "channel" | "send">[];
  readonly escalate: Escalation;
  readonly problem: (error: Error, what: string) => void;
};

type OutgoingLimits = {
  /** Links that are sent over at one time. */
  readonly links: number;
  /** How long a stop waits for what is being sent. */
  readonly finishMs: number;
  /** How often it looks by itself. */
  readonly lookEveryMs: number;
};

export type OutgoingLoop = {
  /** Looks once for what is due; resolves with how many of these were sent on a channel, once that is known of each. */
  look(): Promise<number>;
  /** Sends nothing more. What the other side has not taken by then stays due. */
  stop(): Promise<void>;
};

const usualLimits: OutgoingLimits = { links: 100, finishMs: 1_000, lookEveryMs: 1_000 };
const messagesALook = 50;
const actor = systemActor("intake");

/** Opens the loop. Several servers may run it: each message is held by one of them at a time. */
export function openOutgoing(services: OutgoingServices, own: Partial<OutgoingLimits> = {}): OutgoingLoop {
  const limits = { ...usualLimits, ...own };
  const { database } = services;
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const links = openLinks((id) => sendOne({ ...services, problem: tellOf }, id), limits.links);

  /** One look after the other; none waits for what another has sent off. */
  function take(): Promise<readonly Promise<boolean>[]> {
    const next = running.then(() => (stopped ? [] : takeOff(services, links)));
    running = next.catch(() => undefined);
    return next;
  }
  function tell(problem: Error): void {
    services.problem(problem, "messages to carriers");
  }
  /** That a stop cuts off what was not acknowledged yet is no problem: it stays due. */
  function tellOf(problem: Error, what: string): void {
    if (!stopped) services.problem(problem, what);
  }
  function schedule(): void {
    timer = setTimeout(() => {
      take()
        .catch(tell)
        .finally(() => {
          if (!stopped) schedule();
        });
    }, limits.lookEveryMs).unref();
  }
  const unsubscribe = services.feed?.subscribe((event) => {
    if (event.topic === "outgoing") take().catch(tell);
  });
  schedule();
  return {
    look: async () => (await Promise.all(await take())).filter(Boolean).length,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      unsubscribe?.();
      await running;
      const left = await links.stop(limits.finishMs);
      if (left.length > 0) await database.transaction(actor, async (tx) => giveBack(tx, left));
    },
  };
}

/** Takes what is due, and puts what is to be sent to its links. */
async function takeOff(services: OutgoingServices, links: Links): Promise<readonly Promise<boolean>[]> {
  const sending: Promise<boolean>[] = [];
  for (;;) {
    const { due, toSend: rows } = await services.database.transaction(actor, (tx) =>
      takeDue(tx, { limit: messagesALook, holds: (id) => links.holds(id), escalate: services.escalate }),
    );
    for (const row of rows) {
      if (row.reply_to === null || channelOf(services, row.channel) === undefined) continue;
      sending.push(links.put(`${row.channel} ${row.reply_to}`, row.outgoing_id));
    }
    if (due < messagesALook) return sending;
  }
}

function channelOf({ channels }: OutgoingServices, name: string): Pick<OpenChannel, "send"> | undefined {
  return channels.find((each) => each.channel === name && each.send !== undefined);
}

/**
 * Sends one whose turn has come, as it stands by now. False when it is not to be sent any more, the channel cannot, or the other
 * side did not take it: then it stays to be fetched, and is tried again.
 */
async function sendOne(services: OutgoingServices, id: string): Promise<boolean> {
  try {
    const row = await services.database.transaction(actor, (tx) => toSend(tx, id));
    if (row === null || row.reply_to === null) return false;
    const bytes = unseal(services.key, id, row.sealed);
    if (bytes === null) {
      services.problem(new Error("sealed with another key"), `the message ${id}`);
      return false;
    }
    const channel = channelOf(services, row.channel);
    if (channel?.send === undefined) return false;
    await channel.send(row.reply_to, bytes);
    await services.database.transaction(actor, async (tx) => noteSent(tx, row, "channel"));
    return true;
  } catch (problem) {
    services.problem(problem as Error, `sending the message ${id}`);
    return false;
  }
}
