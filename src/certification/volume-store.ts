// Volume tests and their messages in the database.
import type { Transaction } from "#platform";
import type { Volume, VolumeMessage } from "./volume.ts";

export async function insertVolume(tx: Transaction, runId: string, volume: Volume): Promise<void> {
  await tx.query(
    `insert into certification.volume (volume_id, run_id, wanted, busiest, began_at, until, answer_within_ms)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [volume.id, runId, volume.wanted, volume.busiest, volume.beganAt, volume.until, volume.answerWithinMs],
  );
}

/** How many volume tests a run has begun. */
export async function volumesOf(tx: Transaction, runId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*)::integer as count from certification.volume where run_id = $1",
    [runId],
  );
  return row?.count ?? 0;
}

/** The last volume test of a carrier's own run. */
export async function latestVolume(
  tx: Transaction,
  runId: string,
  carrierId: string,
): Promise<Volume | undefined> {
  const rows = await tx.query<Volume>(
    `select volume_id as id, wanted, busiest, began_at as "beganAt", until, answer_within_ms as "answerWithinMs"
     from certification.volume join certification.run using (run_id)
     where run_id = $1 and carrier_id = $2 order by began_at desc, volume_id desc limit 1`,
    [runId, carrierId],
  );
  return rows[0];
}

/** Adds a message; one whose bytes came before is the same. */
export async function insertVolumeMessage(
  tx: Transaction,
  volumeId: string,
  message: { readonly sha256: Buffer; readonly isRight: boolean; readonly codes: readonly string[] },
): Promise<void> {
  await tx.query(
    `insert into certification.volume_message (volume_id, sha256, is_right, codes, came_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [volumeId, message.sha256, message.isRight, message.codes, tx.at],
  );
}

/** How soon the answer to a message stood; of one that came again the first counts. */
export async function setAnswered(
  tx: Transaction,
  volumeId: string,
  { sha256, ms }: { readonly sha256: Buffer; readonly ms: number },
): Promise<void> {
  await tx.query(
    `update certification.volume_message set answer_ms = $3
     where volume_id = $1 and sha256 = $2 and answer_ms is null`,
    [volumeId, sha256, ms],
  );
}

export function volumeMessages(tx: Transaction, volumeId: string): Promise<VolumeMessage[]> {
  return tx.query<VolumeMessage>(
    `select is_right as "isRight", answer_ms as "answerMs"
     from certification.volume_message where volume_id = $1`,
    [volumeId],
  );
}
