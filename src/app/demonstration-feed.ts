// The demonstration's carriers: they push synthetic traffic over HTTP, as real ones do, with tokens of their own.
import { createHash } from "node:crypto";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { deliveriesSince, type Deliveries } from "#intake";
import { systemActor, type Services } from "#platform";
import { liveTraffic, type SimulatedMessage } from "#simulation";
import { demonstrationCarriers } from "./demonstration-carriers.ts";

const actor = systemActor("demonstration");
/** At most so many pushes under way while the recent past is brought in. */
const together = 4;
const longestSleepMs = 5_000;
const finishMs = 1_500;
const againMs = 2_000;
const HOUR = 3_600_000;
/** What flights in sight have sent is not older: three days before departure, and the longest way. */
const rememberedMs = 6 * 24 * HOUR;
/** After a pause the flights that landed meanwhile are told to their end; after a long one, those of the last hours. */
const hoursBackMost = 6;
const usualSight = { hoursBack: 1, hoursAhead: 36 };

export type Feed = {
  /** Resolves when the recent past has been brought in. */
  readonly caughtUp: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the feed: first everything due by now that was not delivered before, then each message at its time, without end.
 * On a database that has been fed it goes on where it stopped, whenever and however that was.
 */
export async function startFeed(
  services: Services,
  options: {
    readonly address: string;
    /** Where the carriers keep their tokens. */
    readonly folder: string;
    readonly seed: number;
    readonly plantedPerFlight: number;
    /** Flights that landed or land within so many hours are brought in at once: one hour and 36 without it. */
    readonly sight?: { readonly hoursBack: number; readonly hoursAhead: number };
    /** Messages that are never sent; none without it. */
    readonly withheld?: (message: SimulatedMessage) => boolean;
    readonly onProblem: (line: string) => void;
  },
): Promise<Feed> {
  const carriers = await demonstrationCarriers(services, options.folder);
  const stopping = new AbortController();
  /** What is under way when it is to stop is let finish, for a while. */
  const cutting = new AbortController();
  let hindered = false;
  const caughtUp = Promise.withResolvers<void>();
  const now = services.clock.now().getTime();
  const before = await services.database.transaction(actor, (tx) =>
    deliveriesSince(tx, new Date(now - rememberedMs)),
  );
  const { seed, plantedPerFlight, sight = usualSight } = options;
  const traffic = liveTraffic({
    seed,
    now,
    plantedPerFlight,
    ...sight,
    ...goingOn(before, now, sight.hoursBack),
  });

  function send(path: string, { carrier, bytes }: SimulatedMessage): Promise<Response> {
    return fetch(`${options.address}${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${carriers.tokenOf(carrier)}`,
        "content-type": "application/edifact",
      },
      body: Buffer.from(bytes),
      signal: cutting.signal,
    });
  }

  /** What keeps a push from being taken; undefined when it was taken, or will never be. */
  async function hindrance(path: string, message: SimulatedMessage): Promise<string | undefined> {
    try {
      let answer = await send(path, message);
      if (answer.status === 401) {
        await carriers.renew(message.carrier);
        answer = await send(path, message);
      }
      await answer.arrayBuffer();
      return answer.status >= 500 || answer.status === 401 ? `was answered ${answer.status}` : undefined;
    } catch (problem) {
      return `failed: ${(problem as Error).message}`;
    }
  }

  /** Pushes until it is taken, as a carrier does; of an outage it is told once. */
  async function push(message: SimulatedMessage): Promise<void> {
    const path =
      message.purpose.startsWith("api-re") || message.purpose === "api-change" ? "/v1/iapi" : "/v1/messages";
    for (;;) {
      const found = await hindrance(path, message);
      if (found === undefined) {
        hindered = false;
        return;
      }
      if (stopping.signal.aborted) return;
      if (!hindered)
        options.onProblem(`a push of ${message.carrier} ${found}; it is tried again until taken`);
      hindered = true;
      await sleep(againMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function run(): Promise<void> {
    const underWay = new Set<Promise<void>>();
    // What is said of one flight arrives in the order it was sent.
    const lastOf = new Map<string, Promise<void>>();
    for (const message of traffic) {
      if (stopping.signal.aborted) break;
      if (options.withheld?.(message) === true) continue;
      if (message.at <= now && before.hashes.has(hashOf(message))) {
        await setImmediate();
        continue;
      }
      if (message.at > services.clock.now().getTime()) {
        await Promise.all(underWay);
        caughtUp.resolve();
        await waitUntil(message.at);
      }
      if (stopping.signal.aborted) break;
      const { flight } = message;
      const pushing = (lastOf.get(flight) ?? Promise.resolve())
        .then(() => push(message))
        .finally(() => {
          underWay.delete(pushing);
          if (lastOf.get(flight) === pushing) lastOf.delete(flight);
        });
      lastOf.set(flight, pushing);
      underWay.add(pushing);
      if (underWay.size >= together) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    caughtUp.resolve();
  }

  async function waitUntil(at: number): Promise<void> {
    for (
      let left = at - services.clock.now().getTime();
      left > 0;
      left = at - services.clock.now().getTime()
    ) {
      await sleep(Math.min(left, longestSleepMs), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
      if (stopping.signal.aborted) return;
    }
  }

  const running = run().catch((problem: Error) => options.onProblem(`the feed ended: ${problem.message}`));
  return {
    caughtUp: caughtUp.promise,
    stop: async () => {
      stopping.abort();
      const cut = setTimeout(() => cutting.abort(), finishMs);
      await running;
      clearTimeout(cut);
    },
  };
}

/** How the traffic is seen by one that was seen before: from its beginning on, and with what landed since its end. */
function goingOn(
  { first, last }: Deliveries,
  now: number,
  usual: number,
): { since?: number; hoursBack?: number } {
  if (first === null || last === null) return {};
  const hoursAway = Math.max(0, now - last.getTime()) / HOUR;
  return { since: Math.min(first.getTime(), now), hoursBack: Math.min(usual + hoursAway, hoursBackMost) };
}

function hashOf({ bytes }: SimulatedMessage): string {
  return createHash("sha256").update(bytes).digest("hex");
}
