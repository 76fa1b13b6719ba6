// How much of what cannot be taken is kept: so much for each carrier, and for everyone without one together.
import type { ReadMessage } from "#messages";
import {
  refuse,
  systemActor,
  type Database,
  type Refusal,
  type Transaction,
  type SealingKey,
} from "#platform";
import { expiredAt, type LegalProfile } from "#vocabulary";
import { intakeFinding } from "./codes.ts";
import { countRefusal, holdAccount, insertQuarantine, type Held } from "./quarantine-store.ts";
import { seal } from "./seal.ts";
import type { NewReceipt } from "./store.ts";

/** What may be held at one time. */
export type QuarantineLimit = {
  readonly messages: number;
  /** The messages' own bytes and those of their findings. */
  readonly bytes: number;
};

export type QuarantineLimits = {
  /** For each carrier. */
  readonly carrier: QuarantineLimit;
  /** For all that comes without a carrier, together. */
  readonly stranger: QuarantineLimit;
};

/** A message of a delivery with what became of it. */
export type Taken = { readonly receipt: NewReceipt; readonly message: ReadMessage };

/** Thrown to undo a delivery of which nothing can be kept; `receive` answers with the refusal instead. */
export class QuarantineFull extends Error {
  readonly refusal: Refusal;
  readonly held: Held;
  constructor(refusal: Refusal, held: Held) {
    super(refusal.refused.detail);
    this.refusal = refusal;
    this.held = held;
  }
}

const nobody = "00000000-0000-0000-0000-000000000000";
const accountOf = (carrierId: string | null): string => carrierId ?? nobody;

/** One entry of the ledger tells of all refusals within this time. */
const windowMs = 3_600_000;

/** So many findings go with a refusal: enough to mend the first faults. */
const findingsToldMax = 20;

/**
 * The messages of a delivery, those for which the quarantine has no room refused with a finding. Throws QuarantineFull
 * when there is room for none of those that need it and nothing else in the delivery is new: then nothing of it is kept.
 */
export async function withinQuarantine(
  tx: Transaction,
  limits: QuarantineLimits,
  carrierId: string | null,
  taken: readonly Taken[],
): Promise<readonly Taken[]> {
  if (!taken.some(isQuarantined)) return taken;
  const limit = carrierId === null ? limits.stranger : limits.carrier;
  const held = await holdAccount(tx, accountOf(carrierId));
  let { messages, bytes } = held;
  const judged = taken.map((each): Taken => {
    if (!isQuarantined(each)) return each;
    const weight = weightOf(each);
    if (messages + 1 > limit.messages || bytes + weight > limit.bytes) return refused(each);
    messages += 1;
    bytes += weight;
    return each;
  });
  const overflows = judged.some((each, index) => each !== taken[index]);
  const keeps = judged.some((each) => each.receipt.state === "processed" || isQuarantined(each));
  if (overflows && !keeps) throw new QuarantineFull(refusalOf(tx.at, held, limit, taken), held);
  return judged;
}

function isQuarantined({ receipt }: Taken): boolean {
  return receipt.state === "quarantined";
}

function weightOf({ message, receipt }: Taken): number {
  return message.end - message.start + Buffer.byteLength(JSON.stringify(receipt.findings));
}

function refused({ receipt, message }: Taken): Taken {
  const findings = [...receipt.findings, intakeFinding("IN07")];
  return { message, receipt: { ...receipt, state: "refused", findings, errors: receipt.errors + 1 } };
}

function refusalOf(at: Date, held: Held, limit: QuarantineLimit, taken: readonly Taken[]): Refusal {
  const findings = taken.flatMap(({ receipt }) => receipt.findings);
  return refuse(
    "quarantine-full",
    `Nothing of this transmission could be taken, and none of it is kept for inspection: ${held.messages} messages of your ` +
      `connection (${held.bytes} bytes) are kept already, of at most ${limit.messages} (${limit.bytes} bytes). Mend what ` +
      "the findings in fields say and send it again; messages that can be taken are taken as always.",
    429,
    {
      fields: findings.slice(0, findingsToldMax).map(({ code, segment, tag, text }) => ({
        field:
          [(segment ?? 0) === 0 ? "" : `segment ${segment}`, tag ?? ""].filter(Boolean).join(" ") ||
          "message",
        text: `${code}: ${text}`,
      })),
      ...(held.firstExpiry === null
        ? {}
        : { retryAfterSeconds: Math.max(1, Math.ceil((held.firstExpiry.getTime() - at.getTime()) / 1000)) }),
    },
  );
}

/** Puts on record that a delivery was refused: in the ledger once a window, whatever is sent. */
export async function recordFull(
  database: Database,
  carrierId: string | null,
  { held }: QuarantineFull,
): Promise<void> {
  await database.transaction(systemActor("intake"), async (tx) => {
    const { opened, refusedBefore } = await countRefusal(tx, accountOf(carrierId), windowMs);
    if (!opened) return;
    tx.record({
      action: "quarantine.full",
      subjectKind: "carrier",
      subjectId: carrierId ?? "none",
      detail: { messages: held.messages, bytes: held.bytes, refusedInWindowBefore: refusedBefore },
    });
  });
}

/** Keeps what was quarantined, encrypted, until its time is over. */
export function keepQuarantined(
  tx: Transaction,
  services: { readonly profile: LegalProfile; readonly key: SealingKey },
  carrierId: string | null,
  bytes: Uint8Array,
  taken: readonly Taken[],
): void {
  const expiresAt = expiredAt(tx.at, services.profile.quarantine);
  insertQuarantine(
    tx,
    accountOf(carrierId),
    taken.filter(isQuarantined).map((each) => {
      const { receiptId } = each.receipt;
      const content = bytes.subarray(each.message.start, each.message.end);
      return { receiptId, sealed: seal(services.key, receiptId, content), expiresAt, bytes: weightOf(each) };
    }),
  );
}
