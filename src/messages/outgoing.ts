// Messages on their way out: the last one is held back until its trailers and what follows it are known.
import { FindingCollector } from "./findings.ts";
import type { ReadMessage } from "./message.ts";

/** A message but for its findings. */
export type UnjudgedMessage = Omit<ReadMessage, "findings">;

export class OutgoingMessages {
  readonly #ready: ReadMessage[] = [];
  #held: { readonly message: UnjudgedMessage; readonly findings: FindingCollector } | null = null;
  /** Findings of the message to come. */
  upcoming = new FindingCollector();
  /** Number of the message to come in its input. */
  index = 0;

  /** Findings of the message that is held back, null when there is none. */
  get heldFindings(): FindingCollector | null {
    return this.#held?.findings ?? null;
  }

  /** Keeps a message back, with what was found so far; the one kept before is ready. */
  hold(message: UnjudgedMessage): void {
    this.release();
    this.#held = { message, findings: this.upcoming };
    this.upcoming = new FindingCollector();
    this.index++;
  }

  /** A piece of the message to come is ready; its findings follow with the last. */
  addPiece(message: UnjudgedMessage): void {
    this.release();
    this.#ready.push({ ...message, findings: [] });
  }

  /** Nothing more can be found about the message held back. */
  release(): void {
    if (this.#held === null) return;
    this.#ready.push({ ...this.#held.message, findings: this.#held.findings.list() });
    this.#held = null;
  }

  get isReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Messages in memory: those that are ready, and the one held back. */
  get waiting(): number {
    return this.#ready.length + (this.#held === null ? 0 : 1);
  }

  /** Takes the next message that is ready; null when there is none. */
  next(): ReadMessage | null {
    return this.#ready.shift() ?? null;
  }
}
