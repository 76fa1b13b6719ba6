// The interchange that goes back to whoever sent a message: parties turned round, references and separators taken over.
import {
  DEFAULT_CHARACTERS,
  readServiceCharacters,
  writableCharacters,
} from "./edifact/service-characters.ts";
import type { ServiceCharacters } from "./edifact/service-characters.ts";
import { writeInterchange } from "./edifact/write.ts";
import type { MessageToWrite, WriteOptions } from "./edifact/write.ts";
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

/** What a partner wants otherwise than its own messages have it; of what is left out theirs is taken over. */
export type ReplyForm = {
  /** The six characters of UNA, which is then written; null: the usual ones, and no UNA where a reader can do without. */
  readonly serviceString?: string | null;
  /** UNB 0026; null: none. */
  readonly applicationReference?: string | null;
  /** UNH S009 0057; null: none. */
  readonly associationCode?: string | null;
  /** Characters of a line at most; null or left out: no lines. */
  readonly lineWidth?: number | null;
};

/** How an interchange goes back: with the partner's own characters, or those wanted instead. Characters that cannot be used are not. */
export function replyOptions(
  own: { readonly characters: ServiceCharacters; readonly serviceString: boolean },
  { serviceString, lineWidth = null }: ReplyForm,
): WriteOptions {
  const wrapped = lineWidth === null ? {} : { wrapAt: lineWidth };
  if (serviceString === undefined) return { ...own, ...wrapped };
  if (serviceString === null) return { characters: DEFAULT_CHARACTERS, serviceString: false, ...wrapped };
  const wanted = readServiceCharacters(Buffer.from(serviceString, "latin1"), 0);
  if (serviceString.length !== 6 || wanted === null || writableCharacters(wanted) !== wanted)
    return { ...own, ...wrapped };
  return { characters: wanted, serviceString: true, ...wrapped };
}

/** UNH S009 of a reply: the message's name, and what the request says after its own, with the association code wanted. */
export function replyType(
  name: string,
  [, ...version]: readonly string[],
  { associationCode }: ReplyForm,
): readonly string[] {
  if (associationCode === undefined) return [name, ...version];
  const [version1 = "", release = "", agency = ""] = version;
  return [name, version1, release, agency, ...(associationCode === null ? [] : [associationCode])];
}

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
  { at, form = {} }: { readonly at: string; readonly form?: ReplyForm | undefined },
): Uint8Array {
  const { envelope, characters, interchange } = head;
  const { group, serviceString } = envelope;
  const { applicationReference = envelope.applicationReference } = form;
  const text = writeInterchange(
    {
      syntax: envelope.syntax,
      sender: envelope.recipient,
      recipient: envelope.sender,
      preparedAt: preparedAt(at),
      reference: interchange,
      ...(applicationReference !== null && { applicationReference }),
      ...(group !== null && {
        group: { type, reference: group.reference, version: [group.agency, ...group.version] },
      }),
      messages,
    },
    replyOptions({ characters, serviceString }, form),
  );
  // References may hold characters beyond ASCII; they come from decoded values and go back as UTF-8.
  return Buffer.from(text, "utf8");
}
