// Takes a delivery that its sender does not keep: where it cannot be taken now, it is tried again for a while.
import { setTimeout as pause } from "node:timers/promises";
import { isRefusal, type Clock, type Refusal } from "#platform";
import type { Delivery, Received } from "../delivery.ts";
import type { Reception } from "../reception.ts";
import { backOff } from "./back-off.ts";
import { isForLater } from "./receipt-files.ts";

/** Failures in a row (a database out of reach) after which a delivery is given up. */
const failuresMax = 8;

/**
 * What became of a delivery, once it could be taken. While too much waits it waits as well; when taking it fails, it is
 * tried again after 1, 2, 4 ... seconds. null: given up, since `stop` was raised or it failed too often (`problem` is told).
 */
export async function takeUntilTaken(
  services: {
    readonly reception: Reception;
    readonly clock: Clock;
    readonly problem: (error: Error, what: string) => void;
  },
  delivery: Delivery,
  stop: AbortSignal,
): Promise<Received | Refusal | null> {
  const again = backOff(services.clock);
  for (let failures = 0; failures < failuresMax && !stop.aborted;) {
    let waitMs: number;
    try {
      const received = await services.reception.take(delivery);
      if (!isRefusal(received) || !isForLater(received)) return received;
      waitMs = (received.refused.retryAfterSeconds ?? 2) * 1000;
    } catch (problem) {
      failures += 1;
      services.problem(problem as Error, `a delivery on the channel ${delivery.channel} could not be taken`);
      waitMs = again.next();
    }
    // Raised meanwhile: the loop ends.
    await pause(waitMs, undefined, { signal: stop }).catch(() => undefined);
  }
  return null;
}
