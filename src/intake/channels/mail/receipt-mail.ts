// The receipt of a mail as a mail: numbers, codes and places, and nothing of what the messages say of persons.
import { isRefusal } from "#platform";
import { deliveryLine, isTaken } from "../receipt-files.ts";
import type { ReadMail } from "./read-mail.ts";
import type { PartOutcome } from "./take-mail.ts";

/** Lines `record;field;code`, as in the receipt files of other channels but without the words, which may repeat what was sent. */
export function receiptMailText(mail: ReadMail, outcomes: readonly PartOutcome[]): string {
  const lines = outcomes.flatMap(({ name, outcome }) => {
    if (isRefusal(outcome)) return [`${name}: ${outcome.refused.code}`];
    const findings = outcome.receipts.flatMap((receipt) =>
      receipt.findings.map(({ segment, tag, code }) => `  ${[segment ?? "", tag ?? "", code].join(";")}`),
    );
    return [`${name}: ${isTaken(outcome) ? "OK" : "REFUSED"}, ${deliveryLine(outcome)}`, ...findings];
  });
  const ignored = mail.ignored.map(({ name, reason }) => `${name}: not read, ${reason}`);
  return `${[...lines, ...ignored].join("\n")}\n
Lines below a part: number and tag of the segment, and the code of what was found there. The words, and the answers
to the messages, are on the carrier page and at GET /v1/receipts with the number of the delivery.
`;
}

/** The answer to the mail's last line, for the log of the server that sent it. */
export function acceptedText(outcomes: readonly PartOutcome[]): string {
  const deliveries = outcomes.map(({ outcome }) =>
    isRefusal(outcome) ? outcome.refused.code : outcome.deliveryId,
  );
  const shown = deliveries.slice(0, 8).join(", ");
  return `Taken: ${shown}${deliveries.length > 8 ? ` and ${deliveries.length - 8} more` : ""}`;
}
