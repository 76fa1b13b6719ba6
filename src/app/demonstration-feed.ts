// The demonstration's carriers: they push synthetic traffic over HTTP, as real ones do, with tokens of their own.
import { setTimeout as sleep } from "node:timers/promises";
import { addCarrier, issueToken } from "#carriers";
import { isRefusal, systemActor, type Services } from "#platform";
import { allCarriers, liveTraffic, type SimulatedMessage } from "#simulation";

const actor = systemActor("demonstration");
/** At most so many pushes under way while the recent past is brought in. */
const together = 4;
const longestSleepMs = 5_000;

/** Registers the simulated carriers that are not there yet and gives each a token for a day. */
async function carrierTokens(services: Services): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const carrier of allCarriers) {
    const added = await addCarrier(services, actor, {
      code: carrier.code,
      name: carrier.name,
      country: carrier.country,
      senderIds: [],
      fliesAs: [carrier.code],
    });
    if (isRefusal(added) && added.refused.code !== "carrier-registered")
      throw new Error(added.refused.detail);
    const issued = await issueToken(services, actor, { code: carrier.code, label: "demonstration", days: 2 });
    if (isRefusal(issued)) throw new Error(issued.refused.detail);
    tokens.set(carrier.code, issued.token);
  }
  return tokens;
}

export type Feed = {
  /** Resolves when the recent past has been brought in. */
  readonly caughtUp: Promise<void>;
  stop(): Promise<void>;
};

/** Starts the feed: first everything due by now, then each message at its time, without end. */
export async function startFeed(
  services: Services,
  options: {
    readonly address: string;
    readonly seed: number;
    readonly plantedPerFlight: number;
    readonly onProblem: (line: string) => void;
  },
): Promise<Feed> {
  const tokens = await carrierTokens(services);
  const stopping = new AbortController();
  const caughtUp = Promise.withResolvers<void>();
  const now = services.clock.now().getTime();
  const traffic = liveTraffic({ seed: options.seed, now, plantedPerFlight: options.plantedPerFlight });

  async function push(message: SimulatedMessage): Promise<void> {
    const path =
      message.purpose.startsWith("api-re") || message.purpose === "api-change" ? "/v1/iapi" : "/v1/messages";
    try {
      const answer = await fetch(`${options.address}${path}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${tokens.get(message.carrier) ?? ""}`,
          "content-type": "application/edifact",
        },
        body: Buffer.from(message.bytes),
        signal: stopping.signal,
      });
      await answer.arrayBuffer();
      if (answer.status >= 500 || answer.status === 401)
        options.onProblem(`a push of ${message.carrier} was answered ${answer.status}`);
    } catch (problem) {
      if (!stopping.signal.aborted)
        options.onProblem(`a push of ${message.carrier} failed: ${(problem as Error).message}`);
    }
  }

  async function run(): Promise<void> {
    const underWay = new Set<Promise<void>>();
    // What is said of one flight arrives in the order it was sent.
    const lastOf = new Map<string, Promise<void>>();
    for (const message of traffic) {
      if (stopping.signal.aborted) break;
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
      await running;
    },
  };
}
