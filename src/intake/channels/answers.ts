// The answers to a delivery, those of its first delivery where it repeats one: whoever asks again gets the same answer.
import { systemActor } from "#platform";
import { messagesOfDelivery } from "../read-store.ts";
import type { Received } from "../receive.ts";
import type { ChannelServices } from "./channel.ts";

/** The texts to send back for a delivery, in the order of its messages; none where nothing is answered. */
export async function answersTo(
  { database, key }: Pick<ChannelServices, "database" | "key">,
  received: Received,
): Promise<readonly string[]> {
  const { duplicateOf } = received;
  const messages =
    duplicateOf === null
      ? received.receipts
      : await database.transaction(systemActor("intake"), (tx) => messagesOfDelivery(tx, key, duplicateOf));
  return messages.map(({ answer }) => answer).filter((answer) => answer !== null);
}
