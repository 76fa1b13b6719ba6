// The receipt of one message as it is made: what is read of its head, and what is added to it on the way.
import { createHash } from "node:crypto";
import type { EffectiveAgreement } from "#carriers";
import { envelopeFindings, type ReadMessage } from "#messages";
import { newId, type Transaction } from "#platform";
import type { Finding } from "#vocabulary";
import { asAgreed } from "./agreed.ts";
import type { NewReceipt } from "./store.ts";

/** The receipt of a message that will have been processed, unless something is found to say otherwise. */
export function receiptOf(
  tx: Transaction,
  message: ReadMessage,
  known: {
    readonly ordinal: number;
    readonly sha256: string;
    readonly body: string | null;
    readonly agreement: EffectiveAgreement;
  },
): NewReceipt {
  const { control } = message;
  const transaction = message.passengerList?.transaction ?? null;
  const findings = [...message.findings, ...envelopeFindings(message, receptionOf(known.agreement, tx.at))];
  return {
    receiptId: newId(tx.at),
    ordinal: known.ordinal,
    kind: message.kind,
    version: message.version,
    state: "processed",
    sender: control.sender,
    recipient: control.recipient,
    interchange: control.interchange,
    message: control.message,
    part: control.part,
    sha256: known.sha256,
    duplicateOf: null,
    flightDate: null,
    flightId: null,
    designator: null,
    travellers: 0,
    bookings: 0,
    firstReceived: 0,
    errors: count(findings, "error"),
    warnings: count(findings, "warning"),
    lacking: 0,
    findings,
    answer: null,
    transaction: transaction?.reference ?? null,
    revision: transaction?.revision ?? null,
    body: known.body,
    answered: null,
  };
}

/** What an envelope is held against: when it came, what we are addressed by, how old it may be. */
export function receptionOf(
  { ownAddresses: own, interchangeDaysMax: daysMax }: EffectiveAgreement,
  at: Date,
): Parameters<typeof envelopeFindings>[1] {
  return { at: at.getTime(), own, ...(daysMax === null ? {} : { daysMax }) };
}

export function withFindings(receipt: NewReceipt, findings: readonly Finding[]): NewReceipt {
  return findings.length === 0 ? receipt : counted(receipt, [...receipt.findings, ...findings]);
}

/** A receipt with all its findings, wherever they were made, as they count under the agreement. */
export function receiptAgreed(receipt: NewReceipt, agreement: EffectiveAgreement): NewReceipt {
  const taken = receipt.state === "processed" || receipt.state === "duplicate";
  const findings = asAgreed(receipt.findings, agreement, { taken });
  return findings === receipt.findings ? receipt : counted(receipt, findings);
}

function counted(receipt: NewReceipt, findings: readonly Finding[]): NewReceipt {
  return { ...receipt, findings, errors: count(findings, "error"), warnings: count(findings, "warning") };
}

const count = (findings: readonly Finding[], severity: Finding["severity"]) =>
  findings.filter((finding) => finding.severity === severity).length;

/**
 * The hash in hex of what a request says: its bytes between UNH and UNT, where the control references of the wrapping do not stand.
 * Null for a message without a transaction number: nothing is compared by it.
 */
export function bodyHash(message: ReadMessage, bytes: Uint8Array): string | null {
  if (message.passengerList?.transaction == null || message.syntax !== "edifact") return null;
  const { terminator } = message.characters;
  const whole = bytes.subarray(message.start, message.end);
  const first = whole.indexOf(terminator);
  const last = whole.lastIndexOf(terminator, whole.lastIndexOf(terminator) - 1);
  return createHash("sha256")
    .update(whole.subarray(first, last + 1))
    .digest("hex");
}
