// All SQL of what is counted of the traffic as it flows: answer times, and when each channel was last used.
import type { Transaction } from "#platform";

export type AnswerCount = {
  readonly slot: Date;
  readonly carrierId: string;
  readonly channel: string;
  readonly upToMs: number;
  readonly answers: number;
};

export type ChannelUse = { readonly carrierId: string; readonly channel: string; readonly lastAt: Date };

/** Adds to what is counted already; other servers add to the same rows. */
export function addTraffic(
  tx: Transaction,
  counts: readonly AnswerCount[],
  uses: readonly ChannelUse[],
): void {
  // Always in the same order: two servers that add at once must not wait for each other crosswise.
  tx.write(
    `insert into intake.answer_time as a (slot, carrier_id, channel, up_to_ms, answers)
     select * from unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::integer[], $5::integer[]) order by 1, 2, 3, 4
     on conflict (slot, carrier_id, channel, up_to_ms) do update set answers = a.answers + excluded.answers`,
    [
      counts.map(({ slot }) => slot),
      counts.map(({ carrierId }) => carrierId),
      counts.map(({ channel }) => channel),
      counts.map(({ upToMs }) => upToMs),
      counts.map(({ answers }) => answers),
    ],
  );
  tx.write(
    `insert into intake.channel_seen as s (carrier_id, channel, last_at)
     select * from unnest($1::uuid[], $2::text[], $3::timestamptz[]) order by 1, 2
     on conflict (carrier_id, channel) do update set last_at = greatest(s.last_at, excluded.last_at)`,
    [
      uses.map(({ carrierId }) => carrierId),
      uses.map(({ channel }) => channel),
      uses.map(({ lastAt }) => lastAt),
    ],
  );
}

/** Deletes answer times of spans before `before`. */
export async function deleteAnswerTimes(tx: Transaction, before: Date): Promise<void> {
  tx.write("delete from intake.answer_time where slot < $1", [before]);
}
