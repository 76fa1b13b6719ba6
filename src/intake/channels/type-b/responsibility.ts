// The sending side of BATAP: a message is kept and sent again until the other side has acknowledged its serial.
import { serialsMax, writeBatapMessage } from "./batap.ts";

export type ResponsibilityLimits = {
  /** Messages on their way that are not acknowledged yet. */
  readonly window: number;
  /** How long an acknowledgement may take before the message is sent again, marked as a possible duplicate. */
  readonly acknowledgedWithinMs: number;
  readonly tries: number;
  /** Messages that wait for a place in the window. */
  readonly waiting: number;
};

type Kept = {
  readonly message: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (problem: Error) => void;
  tries: number;
  timer: NodeJS.Timeout | undefined;
};

/** Keeps the messages of one session until each is acknowledged, given up after so many tries, or the session ends. */
export class Responsibility {
  readonly #write: (payload: Buffer) => void;
  readonly #limits: ResponsibilityLimits;
  readonly #underWay = new Map<number, Kept>();
  readonly #waiting: Kept[] = [];
  #serial = 0;
  #ended: Error | null = null;

  constructor(write: (payload: Buffer) => void, limits: ResponsibilityLimits) {
    this.#write = write;
    this.#limits = limits;
  }

  /** Resolves when the other side has taken responsibility; rejects when it has not. */
  send(message: Uint8Array): Promise<void> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    if (this.#waiting.length >= this.#limits.waiting) {
      return Promise.reject(new Error(`${this.#waiting.length} messages wait for acknowledgements already`));
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ message, resolve, reject, tries: 0, timer: undefined });
    this.#fill();
    return promise;
  }

  acknowledged(serials: readonly number[]): void {
    for (const serial of serials) {
      const kept = this.#underWay.get(serial);
      if (kept === undefined) continue;
      this.#underWay.delete(serial);
      clearTimeout(kept.timer);
      kept.resolve();
    }
    this.#fill();
  }

  /** The session has ended: nothing of what is kept has been taken. */
  end(why: Error): void {
    if (this.#ended !== null) return;
    this.#ended = why;
    for (const kept of [...this.#underWay.values(), ...this.#waiting.splice(0)]) {
      clearTimeout(kept.timer);
      kept.reject(why);
    }
    this.#underWay.clear();
  }

  #fill(): void {
    while (this.#ended === null && this.#underWay.size < this.#limits.window) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      do this.#serial = (this.#serial + 1) % serialsMax;
      while (this.#underWay.has(this.#serial));
      this.#underWay.set(this.#serial, next);
      this.#transmit(this.#serial, next);
    }
  }

  #transmit(serial: number, kept: Kept): void {
    this.#write(writeBatapMessage(kept.message, serial, kept.tries > 0));
    kept.tries += 1;
    kept.timer = setTimeout(() => {
      if (kept.tries < this.#limits.tries) {
        this.#transmit(serial, kept);
        return;
      }
      this.#underWay.delete(serial);
      kept.reject(new Error(`not acknowledged after ${kept.tries} tries`));
      this.#fill();
    }, this.#limits.acknowledgedWithinMs);
  }
}
