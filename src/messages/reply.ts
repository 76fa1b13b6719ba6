// The interchange that goes back to whoever sent a message: parties turned round, references and separators taken over.
import { writableCharacters } from "./edifact/service-characters.ts";
import type { ServiceCharacters } from "./edifact/service-characters.ts";
import { writeInterchange } from "./edifact/write.ts";
import type { MessageToWrite } from "./edifact/write.ts";
import type { Envelope, ReadMessage } from "./message.ts";

/** What a reply takes over from the message it answers, as plain data, so that it can be stored. */
export type ReplyHead = {
  readonly envelope: Envelope;
  readonly characters: ServiceCharacters;
  /** UNB 0020, UNH 0062 and 0068. */
  readonly interchange: string;
  readonly message: string;
  readonly accessReference: string | null;
};

/** What a reply takes over from a message. Null when it had no interchange header: nobody can be answered. */
export function replyHead(message: ReadMessage): ReplyHead | null {
  const { envelope, control, characters } = message;
  if (envelope === undefined) return null;
  return {
    envelope,
    characters: writableCharacters(characters),
    interchange: control.interchange ?? "",
    message: control.message ?? "",
    accessReference: control.accessReference,
  };
}

/** UNB S004 of an instant in UTC, `YYYY-MM-DDTHH:MM...`: `["260619", "1231"]`. */
export function preparedAt(at: string): readonly string[] {
  return [at.slice(2, 4) + at.slice(5, 7) + at.slice(8, 10), at.slice(11, 13) + at.slice(14, 16)];
}

/** The messages as one interchange, back to the sender. `type`: of the messages, for UNG; `at`: UTC, `YYYY-MM-DDTHH:MM...`. */
export function writeReply(
  head: ReplyHead,
  type: string,
  messages: readonly MessageToWrite[],
  at: string,
): Uint8Array {
  const { envelope, characters, interchange } = head;
  const { group } = envelope;
  const text = writeInterchange(
    {
      syntax: envelope.syntax,
      sender: envelope.recipient,
      recipient: envelope.sender,
      preparedAt: preparedAt(at),
      reference: interchange,
      ...(envelope.applicationReference !== null && { applicationReference: envelope.applicationReference }),
      ...(group !== null && {
        group: { type, reference: group.reference, version: [group.agency, ...group.version] },
      }),
      messages,
    },
    { characters, serviceString: envelope.serviceString },
  );
  // References may hold characters beyond ASCII; they come from decoded values and go back as UTF-8.
  return Buffer.from(text, "utf8");
}
