// The counts of one file for openpiu read --summary.
import type { ReadMessage } from "#messages";

export class ReadSummary {
  readonly #file: string;
  #messages = 0;
  #refused = 0;
  #travellers = 0;
  #bookings = 0;
  readonly #kinds: Record<string, number> = {};
  readonly #severities = { error: 0, warning: 0, info: 0 };
  readonly #codes: Record<string, { severity: string; count: number }> = {};

  constructor(file: string) {
    this.#file = file;
  }

  /** Counts a message, or a piece of one. */
  add(message: ReadMessage): void {
    if (message.piece === undefined || message.piece.last) {
      this.#messages++;
      this.#kinds[message.kind] = (this.#kinds[message.kind] ?? 0) + 1;
    }
    if (!message.accepted) this.#refused++;
    this.#travellers += message.passengerList?.travellers.length ?? 0;
    for (const booking of message.bookings ?? []) this.#travellers += booking.travellers.length;
    this.#bookings += message.bookings?.length ?? 0;
    for (const { code, severity } of message.findings) {
      this.#severities[severity]++;
      const known = this.#codes[code];
      if (known === undefined) this.#codes[code] = { severity, count: 1 };
      else known.count++;
    }
  }

  /** The line: counts of messages, travellers, bookings, findings by code and severity, bytes, seconds. */
  line(bytes: number, seconds: number): object {
    return {
      file: this.#file,
      messages: this.#messages,
      kinds: this.#kinds,
      refused: this.#refused,
      travellers: this.#travellers,
      bookings: this.#bookings,
      findings: { bySeverity: this.#severities, byCode: this.#codes },
      bytes,
      seconds: Math.round(seconds * 1000) / 1000,
    };
  }
}
