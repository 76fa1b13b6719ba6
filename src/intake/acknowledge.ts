// What a carrier is told about a transmission beside its answers, as agreed with it: ACKRES to a push, CONTRL to an interchange.
import type { EffectiveAgreement } from "#carriers";
import {
  answerErrors,
  EXPLAIN_LIMITS,
  explainBytes,
  syntaxReports,
  writeAckres,
  writeContrl,
  type ReadMessage,
} from "#messages";
import { newId, type Transaction, type SealingKey } from "#platform";
import type { Finding } from "#vocabulary";
import { putOutgoing } from "./outgoing.ts";
import { refusalErrors } from "./refusal-errors.ts";
import type { Taking } from "./delivery.ts";
import { isRejected } from "./said-to-ours.ts";

/**
 * The ACKRES text for a PNRGOV (pnrgov.md section 6); null for other kinds, and where none was agreed. `final`: only the
 * last part of a series is acknowledged. A refused push is told why in codes; the findings of its receipt say more.
 */
export function acknowledgementTo(
  message: ReadMessage,
  outcome: {
    readonly refused: boolean;
    readonly findings: readonly Finding[];
    readonly at: Date;
    readonly agreed: Pick<EffectiveAgreement, "acknowledgement" | "answerForm">;
  },
): string | null {
  const { refused, findings, at } = outcome;
  const { acknowledgement: agreed, answerForm: form } = outcome.agreed;
  if (message.kind !== "PNRGOV" || agreed === "never") return null;
  if (agreed === "final" && !message.control.final) return null;
  const errors = refused ? refusalErrors(findings, message) : [];
  const bytes = writeAckres(message, {
    outcome: refused ? "rejected" : "processed",
    errors: errors.map((error) => ({ code: answerErrors[error].code, texts: [answerErrors[error].text] })),
    at: at.toISOString(),
    form,
  });
  return bytes === null ? null : Buffer.from(bytes).toString("utf8");
}

/** A CONTRL to be sent, and its interchange reference. */
export type ControlReport = { readonly reference: string; readonly bytes: Uint8Array };

/**
 * The CONTRLs on the interchanges of a delivery, as agreed: none, one on each with something rejected, or one on each.
 * `referenceOf` gives the reference of each report, at most 14 characters, never the same twice.
 */
export function controlReports(
  bytes: Uint8Array,
  { syntaxReport: agreed, answerForm: form }: Pick<EffectiveAgreement, "syntaxReport" | "answerForm">,
  { at, referenceOf }: { readonly at: Date; readonly referenceOf: () => string },
): readonly ControlReport[] {
  if (agreed === "never") return [];
  return syntaxReports(explainBytes(bytes, reportLimits), { detail: "rejections" })
    .filter(({ report }) => agreed === "always" || isRejected(report))
    .map(({ report, reply }) => {
      const reference = referenceOf();
      return { reference, bytes: writeContrl(report, { ...reply, reference, at: at.toISOString(), form }) };
    });
}

/** All messages are reported on; of very long ones the first segments are looked at closely. Their texts are not needed. */
const reportLimits = { ...EXPLAIN_LIMITS, messages: 5_000, text: 4, value: 40 };

/** A report of yesterday helps nobody. */
const reportsKeptMs = 24 * 3_600_000;

/** Puts down the CONTRLs that were agreed on a delivery; they go back the way it came. */
export function putReports(tx: Transaction, key: SealingKey, delivery: Taking): void {
  const { sender, channel, replyTo = null } = delivery;
  if (sender === null) return;
  const referenceOf = () => `C${newId(tx.at).replaceAll("-", "").slice(-13).toUpperCase()}`;
  for (const report of controlReports(delivery.bytes, delivery.agreement, { at: tx.at, referenceOf })) {
    putOutgoing(tx, key, {
      ...report,
      carrierId: sender.id,
      kind: "CONTRL",
      flight: null,
      channel,
      replyTo,
      expiresAt: new Date(tx.at.getTime() + reportsKeptMs),
    });
  }
}
