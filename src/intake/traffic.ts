// Counts the traffic as it flows, in memory, and writes it down every few seconds: no delivery waits for it.
import { isRefusal, systemActor, type Clock, type Database, type Refusal } from "#platform";
import type { OutChannel } from "./channel-outage-contract.ts";
import { failuresMin, noteFailing, outChannelOf, type Failing } from "./channel-outages.ts";
import { never, stepOf } from "./answer-times.ts";
import type { Delivery, Received } from "./delivery.ts";
import type { TurnWatch } from "./reception.ts";
import { addTraffic, type AnswerCount, type ChannelUse } from "./traffic-store.ts";

export type Traffic = {
  /** Watches the turns of a reception. */
  readonly watch: TurnWatch;
  /** Writes down what was counted since the last time. */
  flush(): Promise<void>;
  /** Writes down what is left, and counts no more. */
  close(): Promise<void>;
};

const flushEveryMs = 5_000;
/** Answer times are counted by spans of so long. */
export const slotMs = 300_000;

/** Opens the counting. What cannot be written down is kept for the next time. */
export function openTraffic(services: {
  readonly database: Database;
  readonly clock: Clock;
  readonly problem: (error: Error, what: string) => void;
}): Traffic {
  const { database, clock } = services;
  const counts = new Map<string, AnswerCount>();
  const uses = new Map<string, ChannelUse>();
  const failing = new Map<OutChannel, Failing>();
  // A channel that took something after the start, or after it failed: an outage of it that lasts is over.
  const takes = new Set<OutChannel>();
  const tookBefore = new Set<OutChannel>();
  let writing = Promise.resolve();

  function add(count: AnswerCount): void {
    const key = `${count.slot.getTime()} ${count.carrierId} ${count.channel} ${count.upToMs}`;
    counts.set(key, { ...count, answers: count.answers + (counts.get(key)?.answers ?? 0) });
  }

  function use(one: ChannelUse): void {
    const key = `${one.carrierId} ${one.channel}`;
    const known = uses.get(key);
    if (known === undefined || known.lastAt < one.lastAt) uses.set(key, one);
  }

  function over(
    delivery: Delivery & { readonly waitedFor: boolean },
    outcome: Received | Refusal | null,
    ms: number,
  ): void {
    const { sender, channel, waitedFor } = delivery;
    const at = clock.now().getTime();
    const out = outChannelOf(channel);
    if (out !== null) noteTaking(out, outcome !== null, new Date(at));
    if (sender === null) return;
    if (outcome !== null) use({ carrierId: sender.id, channel, lastAt: new Date(at) });
    if (!waitedFor || !isAnswered(outcome)) return;
    add({
      slot: new Date(at - (at % slotMs)),
      carrierId: sender.id,
      channel,
      upToMs: outcome === null ? never : stepOf(ms),
      answers: 1,
    });
  }

  function noteTaking(channel: OutChannel, taken: boolean, at: Date): void {
    if (taken) {
      if (failing.delete(channel) || !tookBefore.has(channel)) takes.add(channel);
      tookBefore.add(channel);
      return;
    }
    const { since, failures } = failing.get(channel) ?? { since: at, failures: 0 };
    failing.set(channel, { channel, since, failures: failures + 1 });
    takes.delete(channel);
  }

  function flush(): Promise<void> {
    writing = writing.then(async () => {
      const [some, used] = [[...counts.values()], [...uses.values()]];
      const out = [...failing.values()].filter(({ failures }) => failures >= failuresMin);
      const taking = [...takes];
      if (some.length + used.length + out.length + taking.length === 0) return;
      counts.clear();
      uses.clear();
      try {
        await database.transaction(systemActor("intake"), async (tx) => {
          addTraffic(tx, some, used);
          if (out.length + taking.length > 0) await noteFailing(tx, { failing: out, taking });
        });
        taking.forEach((channel) => takes.delete(channel));
      } catch (problem) {
        some.forEach(add);
        used.forEach(use);
        services.problem(problem as Error, "the traffic could not be counted");
      }
    });
    return writing;
  }

  const timer = setInterval(() => void flush(), flushEveryMs).unref();
  return {
    watch: { now: () => clock.now().getTime(), over },
    flush,
    close: () => {
      clearInterval(timer);
      return flush();
    },
  };
}

/** Whether a carrier was given an answer, or should have been: what could not be taken has none. */
function isAnswered(outcome: Received | Refusal | null): boolean {
  if (outcome === null) return true;
  return !isRefusal(outcome) && outcome.receipts.some(({ answer }) => answer !== null);
}
