// A delivery as it comes in, and what the way of the data works with.
import type { EffectiveAgreement } from "#carriers";
import type { Database, SealingKey } from "#platform";
import type { SubjectMarks } from "#records";
import type { Screening } from "#screening";
import type { LegalProfile } from "#vocabulary";
import type { Deadline } from "./deadline.ts";
import type { Sender } from "./judge.ts";
import type { QuarantineLimits } from "./quarantine.ts";
import type { Channel } from "./channel-of.ts";
import type { NewReceipt } from "./store.ts";

/** What a delivery was put together from, where it did not come as one. */
export type Joined = {
  readonly line: Buffer;
  /** Receipts of its parts. */
  readonly ids: readonly string[];
  /** The numbers of those that are missing ("2, 4+": what follows the third too); null: none. */
  readonly missing: string | null;
};

/** Bytes as handed over by one carrier (or by the unit itself: `sender` null) on one channel. */
export type Delivery = {
  readonly bytes: Uint8Array;
  readonly channel: Channel;
  readonly sender: Sender | null;
  readonly idempotencyKey: string | null;
  /** Where an answer goes on this channel, when its connection does not tell: a Type B address, a queue, a mailbox. */
  readonly replyTo?: string;
  /** Somebody waits for the answer at a counter; without it as the channel is used. */
  readonly interactive?: boolean;
  /** By when it is answered; without it nobody waits. */
  readonly deadline?: Deadline;
  /** As the carrier named the file; taken as a hint only. */
  readonly fileName?: string;
  /** The bytes were put together from telegrams that are held, after the others were waited for. */
  readonly joined?: Joined;
};

/** A delivery as it is taken. */
export type Taking = Delivery & {
  /** What it counts under: the carrier's, or the unit's own for whoever comes without one. */
  readonly agreement: EffectiveAgreement;
  /** What the messages stand in: the bytes delivered, decoded where they were encoded. Positions count in it. */
  readonly content: Uint8Array;
};

/** What became of a delivery. `duplicateOf` names the first delivery of the same bytes: nothing was done again. */
export type Received = {
  readonly deliveryId: string;
  readonly sha256: string;
  readonly receivedAt: Date;
  readonly duplicateOf: string | null;
  readonly receipts: readonly NewReceipt[];
  /** Of a repeated delivery: what is told, from these bytes, of messages of which nothing is kept; by their places in it. */
  readonly again?: ReadonlyMap<number, NewReceipt>;
};

/** The lists in memory, held by a thread of their own. */
export type Screener = Pick<Screening, "screen">;

export type IntakeServices = {
  readonly database: Database;
  readonly screening: Screener;
  readonly profile: LegalProfile;
  /** 32 bytes, outside the database. */
  readonly key: SealingKey;
  /** Makes the pseudonyms by which the ledger knows whom a message named. */
  readonly subjects: Pick<SubjectMarks, "of">;
  /** How much of what cannot be taken is held. */
  readonly quarantine: QuarantineLimits;
  /** Told of what kept a delivery from being read, or travellers from being screened. */
  readonly problem?: (error: Error, what: string) => void;
};
