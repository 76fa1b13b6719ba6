// The receipt of a delivery as files beside it, for channels on which carriers fetch files.
import { isRefusal, type Refusal } from "#platform";
import type { Received } from "../delivery.ts";
import { messagesTold, textsOf, type AnswerServices, type MessageTold } from "./answers.ts";

/** A file for the carrier: its name and its text (UTF-8). */
export type ReceiptFile = { readonly name: string; readonly text: string };

/**
 * The files that tell what became of the file `name`: `<name>.ack` or `<name>.err` with lines `record;field;code;text`
 * (transport.md section 7), the first of them for the whole delivery, and `<name>.cusres` with the answers if there are any. What came
 * before is told what it was told then.
 */
export async function receiptFiles(
  services: AnswerServices,
  name: string,
  outcome: Received | Refusal,
): Promise<ReceiptFile[]> {
  if (isRefusal(outcome)) return refusalFiles(name, outcome.refused);
  const messages = await messagesTold(services, outcome);
  const answers = textsOf(messages);
  return [
    {
      name: `${name}.${isTaken({ receipts: messages }) ? "ack" : "err"}`,
      text: receiptText(outcome, messages),
    },
    ...(answers.length > 0 ? [{ name: `${name}.cusres`, text: answers.join("\n") }] : []),
  ];
}

/** The receipt of a file that was refused whole. */
export function refusalFiles(
  name: string,
  refused: Pick<Refusal["refused"], "code" | "detail" | "fields">,
): ReceiptFile[] {
  return [{ name: `${name}.err`, text: refusalText(refused) }];
}

/** The receipts that the given ones take the place of: whoever looks finds one answer to a file, the last. */
export function formerReceipts(files: readonly ReceiptFile[]): string[] {
  const names = files.map((file) => file.name);
  return names
    .filter((name) => /\.(?:ack|err)$/.test(name))
    .flatMap((name) => [".ack", ".err", ".cusres"].map((ending) => name.slice(0, -4) + ending))
    .filter((name) => !names.includes(name));
}

/** Whether everything in the delivery was taken, now or before, or is kept until the rest of it comes. */
export function isTaken({ receipts }: { readonly receipts: readonly Pick<MessageTold, "state">[] }): boolean {
  return receipts.every(({ state }) => state !== "refused" && state !== "quarantined");
}

/** The refusal that says: not now, come again. What was sent stays where it is until then. */
export function isForLater({ refused }: Refusal): boolean {
  return refused.code === "too-much-at-once" || refused.status >= 500;
}

/** What was refused whole is not kept either: the receipt says why, and the first of what is wrong with it. */
function refusalText({
  code,
  detail,
  fields = [],
}: Pick<Refusal["refused"], "code" | "detail" | "fields">): string {
  const faults = fields.map(({ field, text }) => `;${field};;${oneLine(text)}`);
  return `${[`0;;${code};${oneLine(detail)}`, ...faults].join("\n")}\n`;
}

function receiptText(received: Received, messages: readonly MessageTold[]): string {
  const lines = messages.flatMap((each) =>
    each.findings.map((finding) =>
      [finding.segment ?? "", finding.tag ?? "", finding.code, oneLine(finding.text)].join(";"),
    ),
  );
  return `${[`0;;${isTaken({ receipts: messages }) ? "OK" : "REFUSED"};${deliveryLine(received)}`, ...lines].join("\n")}\n`;
}

/** Names the delivery by its number, for questions to the carrier desk. */
export function deliveryLine({
  deliveryId,
  duplicateOf,
}: Pick<Received, "deliveryId" | "duplicateOf">): string {
  return duplicateOf === null ? `delivery ${deliveryId}` : `delivery ${deliveryId} repeats ${duplicateOf}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
