// What becomes of a mail whose sender is known: its parts taken one after the other, and the words for its sender.
import { isRefusal, type Refusal } from "#platform";
import type { Sender } from "../../judge.ts";
import type { Received } from "../../delivery.ts";
import type { Reception } from "../../reception.ts";
import { isForLater } from "../receipt-files.ts";
import { readAside } from "./read-aside.ts";
import type { MailPart, ReadMail } from "./read-mail.ts";

export type PartOutcome = { readonly name: string; readonly outcome: Received | Refusal };

/** `later`: nothing may be acknowledged, the mail is to come again; what was taken of it is recognised then. */
export type MailOutcome =
  | { readonly result: "taken"; readonly mail: ReadMail; readonly outcomes: readonly PartOutcome[] }
  | { readonly result: "refused"; readonly reason: string }
  | { readonly result: "later"; readonly reason: string };

/** Hands every part on, and resolves when all of them are committed or refused. */
export async function takeMail(
  reception: Reception,
  sender: Sender,
  given: { readonly bytes: Buffer; readonly from: string },
): Promise<MailOutcome> {
  const mail = await readAside(given.bytes);
  if (typeof mail === "string") return { result: "refused", reason: mail };
  if (mail.parts.length === 0) return { result: "refused", reason: nothingIn(mail) };
  const outcomes: PartOutcome[] = [];
  for (const part of mail.parts) {
    const outcome = await take(reception, sender, given.from, part);
    if (isRefusal(outcome) && isForLater(outcome)) return { result: "later", reason: outcome.refused.detail };
    outcomes.push({ name: part.name, outcome });
  }
  const refused = outcomes.map(({ outcome }) => outcome).filter(isRefusal);
  const [first] = refused;
  return refused.length === outcomes.length && first !== undefined
    ? { result: "refused", reason: first.refused.detail }
    : { result: "taken", mail, outcomes };
}

function take(
  reception: Reception,
  sender: Sender,
  from: string,
  { bytes, name: fileName }: MailPart,
): Promise<Received | Refusal> {
  return reception.take({ bytes, channel: "mail", sender, idempotencyKey: null, replyTo: from, fileName });
}

function nothingIn({ ignored }: ReadMail): string {
  const found = ignored.map(({ name, reason }) => `${name} (${reason})`).join(", ");
  return `The mail holds nothing that is read${found === "" ? "" : `: ${found}`}. Send messages as plain text or attached.`;
}
