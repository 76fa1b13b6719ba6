// The answers to a delivery, those of its first delivery where it repeats one: whoever asks again gets the same answer.
import { systemActor } from "#platform";
import { messagesOfDelivery, type DeliveredMessage } from "../read-store.ts";
import type { Received } from "../delivery.ts";
import type { ChannelServices } from "./channel.ts";

export type AnswerServices = Pick<ChannelServices, "database" | "key">;

/** What is told of a message that came. */
export type MessageTold = Pick<DeliveredMessage, "state" | "answer"> & {
  readonly findings: readonly DeliveredMessage["findings"][number][];
};

/** What became of the messages of a delivery, in their order; where it repeats one, what became of them then. */
export async function messagesTold(
  { database, key }: AnswerServices,
  received: Received,
): Promise<readonly MessageTold[]> {
  const { duplicateOf } = received;
  if (duplicateOf === null) return received.receipts;
  const kept = await database.transaction(systemActor("intake"), (tx) =>
    messagesOfDelivery(tx, key, duplicateOf),
  );
  return kept.map((message) => received.again?.get(message.ordinal) ?? message);
}

/** The texts to send back for a delivery, in the order of its messages; none where nothing is answered. */
export async function answersTo(services: AnswerServices, received: Received): Promise<readonly string[]> {
  return textsOf(await messagesTold(services, received));
}

export function textsOf(messages: readonly Pick<MessageTold, "answer">[]): readonly string[] {
  return messages.map(({ answer }) => answer).filter((answer) => answer !== null);
}
