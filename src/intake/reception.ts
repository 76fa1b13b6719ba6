// Takes deliveries in turn, so that a carrier that floods waits for itself and keeps no other waiting.
import { usualAgreement } from "#carriers";
import { refuse, type Refusal } from "#platform";
import { interactiveMs, openDeadline, unhurriedMs } from "./deadline.ts";
import type { Delivery, Received } from "./delivery.ts";

export type ReceptionLimits = {
  /** Deliveries worked on at one time: of all carriers together, and of one of them. */
  readonly together: number;
  readonly ofOne: number;
  /** Of one, while others send too: what is worked on at once shares the processors, and the other would wait for it. */
  readonly amongOthers: number;
  /** What of one carrier may wait for its turn. */
  readonly waiting: number;
  readonly waitingBytes: number;
};

/** For a server with its twenty connections to the database on two cores; a carrier alone gets most of it. */
export const usualReception: ReceptionLimits = {
  together: 12,
  ofOne: 9,
  amongOthers: 3,
  waiting: 200,
  waitingBytes: 96 * 1024 * 1024,
};

/** Who watches the turns: told of each delivery when it is over. */
export type TurnWatch = {
  readonly now: () => number;
  /** What became of it (null: it could not be taken), so many milliseconds after it was handed over. */
  readonly over: (
    delivery: Delivery & { readonly waitedFor: boolean },
    outcome: Received | Refusal | null,
    ms: number,
  ) => void;
};

export type Load = {
  readonly working: number;
  readonly waiting: number;
  /** By carrier (none: those without one) since when the oldest delivery that is not through yet has been here; ms. */
  readonly oldest: ReadonlyMap<string, number>;
};

export type Reception = {
  /**
   * Receives a delivery when its turn has come. Refused (429) when as much of its carrier waits already as may: the
   * refusal says when to come again.
   */
  take(delivery: Delivery): Promise<Received | Refusal>;
  /** How many deliveries are worked on, how many wait, and since when. */
  load(): Load;
};

type Waiting = { readonly delivery: Delivery; readonly begin: () => void };

/** What waits and is worked on of one carrier; of everyone without one together. */
type Line = {
  working: number;
  bytes: number;
  readonly waiting: Waiting[];
  /** When each that is here was handed over, in that order. */
  readonly here: Set<{ readonly since: number }>;
};

/** Who was among so many deliveries served last sends at present. */
const servedLast = 400;

/** Opens a reception before `receive`. Turns go round the carriers that wait, one delivery each. */
export function openReception(
  receive: (delivery: Delivery) => Promise<Received | Refusal>,
  limits: ReceptionLimits,
  watch: TurnWatch = { now: () => 0, over: () => undefined },
): Reception {
  const lines = new Map<string, Line>();
  let working = 0;
  const served: string[] = [];
  const sending = new Map<string, number>();

  function note(id: string): void {
    served.push(id);
    sending.set(id, (sending.get(id) ?? 0) + 1);
    if (served.length <= servedLast) return;
    const gone = served.shift() ?? "";
    const left = (sending.get(gone) ?? 1) - 1;
    if (left === 0) sending.delete(gone);
    else sending.set(gone, left);
  }

  function lineOf(delivery: Delivery): Line {
    const id = delivery.sender?.id ?? "";
    const known = lines.get(id);
    if (known !== undefined) return known;
    const line: Line = { working: 0, bytes: 0, waiting: [], here: new Set() };
    lines.set(id, line);
    return line;
  }

  /** Begins whatever may begin now. A line that was served goes behind the others. */
  function serve(): void {
    const ofOne = sending.size > 1 ? limits.amongOthers : limits.ofOne;
    for (const [id, line] of lines) {
      if (working >= limits.together) return;
      const next = line.working < ofOne ? line.waiting.shift() : undefined;
      if (next === undefined) continue;
      lines.delete(id);
      lines.set(id, line);
      note(id);
      line.working += 1;
      working += 1;
      line.bytes -= next.delivery.bytes.length;
      next.begin();
      serve();
      return;
    }
  }

  function finish(delivery: Delivery, line: Line): void {
    line.working -= 1;
    working -= 1;
    if (line.working === 0 && line.waiting.length === 0) lines.delete(delivery.sender?.id ?? "");
    serve();
  }

  return {
    async take(delivery) {
      const line = lineOf(delivery);
      const overflows =
        line.waiting.length >= limits.waiting || line.bytes + delivery.bytes.length > limits.waitingBytes;
      if (overflows && line.waiting.length > 0) return tooMuchWaiting(line.waiting.length);
      // Its turn is part of the time in which it is answered.
      const waitedFor = isWaitedFor(delivery);
      const { answerSeconds } = delivery.sender?.agreement ?? usualAgreement;
      const deadline = openDeadline(waitedFor ? interactiveMs(answerSeconds) : unhurriedMs);
      const handed = { since: watch.now() };
      line.here.add(handed);
      const { promise, resolve } = Promise.withResolvers<void>();
      line.bytes += delivery.bytes.length;
      line.waiting.push({ delivery, begin: resolve });
      serve();
      await promise;
      let outcome: Received | Refusal | null = null;
      try {
        outcome = await receive({ ...delivery, deadline });
        return outcome;
      } finally {
        deadline.clear();
        line.here.delete(handed);
        finish(delivery, line);
        watch.over({ ...delivery, waitedFor }, outcome, watch.now() - handed.since);
      }
    },
    load: () => ({
      working,
      waiting: [...lines.values()].reduce((sum, line) => sum + line.waiting.length, 0),
      oldest: new Map(
        [...lines].flatMap(([id, { here }]) =>
          [...here].slice(0, 1).map(({ since }) => [id, since] as const),
        ),
      ),
    }),
  };
}

/** Somebody stands at a counter: asked for an answer over HTTP, or over a channel on which hosts ask. */
function isWaitedFor({ interactive, channel }: Delivery): boolean {
  return interactive ?? (channel === "type-b" || channel === "amqp");
}

function tooMuchWaiting(waiting: number): Refusal {
  return refuse(
    "too-much-at-once",
    `${waiting} transmissions of your connection wait to be taken already. Send this one again in 2 seconds, and fewer at once.`,
    429,
    { retryAfterSeconds: 2 },
  );
}
