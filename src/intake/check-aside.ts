// What would become of a transmission: worked out beside the thread that answers carriers.
import type { EffectiveAgreement } from "#carriers";
import { envelopeFindings, readTransmission, type ReadMessage } from "#messages";
import type { Refusal } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { asAgreed } from "./agreed.ts";
import { asTaken } from "./as-taken.ts";
import { judge, type Sender } from "./judge.ts";
import { reportFor, type ManifestBack } from "./manifest-report.ts";
import { manifestShown } from "./manifest-table.ts";
import { receptionOf } from "./receipt.ts";
import type { CheckedTransmission } from "./send-contract.ts";

const messagesMax = 500;

export type CheckGiven = {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  readonly agreement: EffectiveAgreement;
  readonly profile: LegalProfile;
  readonly at: Date;
};

/** The answer of POST /v1/check, as JSON. Pure. */
export function checked(given: CheckGiven): Uint8Array {
  const found = check(given);
  const told: CheckedTransmission = {
    carrier: { code: given.sender.code },
    manifest: manifestShown(given.bytes, found[0]?.findings ?? []),
    messages: found.map(({ message, verdict, findings }) => ({
      kind: message.kind,
      version: message.version,
      verdict,
      flight: flightOf(message),
      travellers: travellersIn(message),
      bookings: message.bookings?.length ?? 0,
      findings: findings.map((finding) => ({ ...finding })),
    })),
  };
  return Buffer.from(JSON.stringify(told));
}

/** The manifest with what was found beside each row; a refusal where it is none. Pure. */
export function givenBack(given: CheckGiven): ManifestBack | Refusal {
  return reportFor(given.bytes, check(given)[0]);
}

/** The messages of a transmission with what would become of each, and all that is found under the agreement. */
function check({ bytes, sender, agreement, profile, at }: CheckGiven) {
  const { messages, content } = readTransmission(bytes, messagesMax);
  const around = { profile, agreement, source: content, interactive: false };
  const envelope = receptionOf(agreement, at);
  return messages.map((read) => {
    const message = asTaken(read, around);
    const { verdict, findings } = judge(message, sender);
    const all = [...message.findings, ...envelopeFindings(message, envelope), ...findings];
    return { message, verdict, findings: asAgreed(all, agreement, { taken: verdict === "take" }) };
  });
}

function flightOf({ passengerList, push }: ReadMessage): string | null {
  const [listed] = passengerList?.flights ?? [];
  if (listed !== undefined) return `${listed.carrier}${listed.number}${listed.suffix ?? ""}`;
  return push?.flight ? `${push.flight.carrier}${push.flight.number}` : null;
}

function travellersIn({ passengerList, bookings = [] }: ReadMessage): number {
  return (
    (passengerList?.travellers.length ?? 0) + bookings.reduce((sum, one) => sum + one.travellers.length, 0)
  );
}
