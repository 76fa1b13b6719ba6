// The messages of a delivery as they would be taken, and what tells each from others. Needs no database.
import { createHash } from "node:crypto";
import { closedMessage, readTransmission, unknownMessageOf, type ReadMessage } from "#messages";
import { asTaken } from "./as-taken.ts";
import { intakeFinding } from "./codes.ts";
import type { IntakeServices, Taking } from "./delivery.ts";

/** What was read of a delivery. */
export type Read = {
  readonly messages: readonly ReadMessage[];
  /** Of each message, in order. */
  readonly hashes: readonly Buffer[];
  /** What the messages stand in. */
  readonly content: Uint8Array;
  /** A fault of the reader kept it from reading. */
  readonly isFaulty: boolean;
};

/** One transaction takes so many messages: more would hold it, and whoever waits for it, for minutes. */
const messagesMax = 5_000;

/**
 * Reads a delivery. Reading fails on nothing that is sent; should it do so all the same, whoever keeps the unit is told, and
 * the delivery is one message of kind UNKNOWN that says so (IN23): it has its receipt, and is held for inspection.
 */
export function readDelivery(
  services: Pick<IntakeServices, "profile" | "problem">,
  taking: Pick<Taking, "agreement" | "interactive">,
  bytes: Uint8Array,
): Read {
  try {
    return readWhole(services, taking, bytes);
  } catch (problem) {
    services.problem?.(problem as Error, `a delivery of ${bytes.length} bytes could not be read`);
    const findings = [intakeFinding("IN23")];
    const message = unknownMessageOf({ syntax: "edifact", end: bytes.length, findings, control: null });
    return { messages: [message], content: bytes, hashes: [hashOf(message, bytes)], isFaulty: true };
  }
}

function readWhole(
  { profile }: Pick<IntakeServices, "profile">,
  { agreement, interactive }: Pick<Taking, "agreement" | "interactive">,
  bytes: Uint8Array,
): Read {
  const { messages: read, content } = readTransmission(bytes, messagesMax);
  const around = { profile, agreement, source: content, interactive: interactive === true };
  const messages = read.map((message) => closedMessage(asTaken(message, around), content));
  return { messages, content, hashes: messages.map((message) => hashOf(message, content)), isFaulty: false };
}

/**
 * A message is the same when the same sender sent the same bytes under the same interchange reference, however they are
 * wrapped: what is said once more under another (a traveller is back after a cancellation) is said anew.
 */
function hashOf(message: ReadMessage, bytes: Uint8Array): Buffer {
  const { sender, interchange } = message.control;
  return createHash("sha256")
    .update([sender ?? "", interchange ?? "", message.preparedAt ?? "", ""].join("\n"))
    .update(bytes.subarray(message.start, message.end))
    .digest();
}
