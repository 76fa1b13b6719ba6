// What the screen of the channels' operation asks the database: counts of the last hour and day, and what is pending.
import { newId, type Transaction } from "#platform";

export type HourRow = {
  readonly carrierId: string;
  readonly channel: string;
  readonly kind: string;
  readonly messages: number;
  readonly lastMinute: number;
  readonly unreadable: number;
  readonly faulty: number;
  readonly repeats: number;
  readonly unscreened: number;
};

/** Messages that came since `since`, by carrier, channel and kind; bytes that came before count as repeats of their messages. */
export function trafficSince(tx: Transaction, since: Date, lastMinute: Date): Promise<HourRow[]> {
  // Ids grow with time, and a receipt is of the same instant as its delivery: neither table is read beyond the hour.
  const firstId = newId(new Date(since.getTime() - 1));
  return tx.query<HourRow>(
    {
      name: "intake-operation-traffic",
      text: `select carrier_id as "carrierId", channel, kind, count(*)::int as messages,
               count(*) filter (where received_at > $2)::int as "lastMinute",
               count(*) filter (where state = 'quarantined')::int as unreadable,
               count(*) filter (where state = 'refused' or (state = 'processed' and errors > 0))::int as faulty,
               count(*) filter (where state = 'duplicate')::int as repeats,
               count(*) filter (where policy <> 'screened')::int as unscreened
             from (select r.carrier_id, d.channel, r.kind, r.received_at, r.state, r.errors, r.answered->>'policy' as policy
                   from intake.receipt r join intake.delivery d using (delivery_id)
                   where r.received_at > $1 and d.delivery_id > $3 and r.carrier_id is not null and r.state <> 'part'
                   union all
                   select d.carrier_id, d.channel, r.kind, d.received_at, 'duplicate', 0, null
                   from intake.delivery d join intake.receipt r on r.delivery_id = d.duplicate_of
                   where d.duplicate_of is not null and d.received_at > $1 and d.carrier_id is not null and r.state <> 'part'
                     and not exists (select from intake.receipt own where own.delivery_id = d.delivery_id)) as came
             group by carrier_id, channel, kind`,
    },
    [since, lastMinute, firstId],
  );
}

export type AnswerRow = {
  readonly carrierId: string;
  readonly upToMs: number;
  /** Of the last hour, and of the whole time asked for. */
  readonly hour: number;
  readonly day: number;
};

/** Answer times by carrier and step, of the spans since `day`, and of those since `hour`. */
export function answersSince(tx: Transaction, hour: Date, day: Date): Promise<AnswerRow[]> {
  return tx.query<AnswerRow>(
    {
      name: "intake-operation-answers",
      text: `select carrier_id as "carrierId", up_to_ms as "upToMs",
               coalesce(sum(answers) filter (where slot > $1), 0)::int as hour, sum(answers)::int as day
             from intake.answer_time where slot > $2 group by carrier_id, up_to_ms`,
    },
    [hour, day],
  );
}

/** When something came last, by carrier and channel. */
export function channelUses(
  tx: Transaction,
): Promise<{ readonly carrierId: string; readonly channel: string; readonly lastAt: Date }[]> {
  return tx.query({
    name: "intake-operation-uses",
    text: `select carrier_id as "carrierId", channel, last_at as "lastAt" from intake.channel_seen`,
  });
}

export type PendingRow = { readonly carrierId: string; readonly count: number; readonly oldest: Date };

/** Series and cut messages that lack parts: open ones, and those since `since` whose parts did not come in time. */
export function incompleteNow(tx: Transaction, since: Date): Promise<PendingRow[]> {
  return tx.query<PendingRow>(
    {
      name: "intake-operation-incomplete",
      text: `select carrier_id as "carrierId", count(*)::int as count, min(at) as oldest
             from (select carrier_id, opened_at as at from intake.series where state = 'open'
                   union all
                   select carrier_id, opened_at from intake.series where state = 'incomplete' and incomplete_at > $1
                   union all
                   select carrier_id, min(received_at) from intake.telegram_part
                   where sealed is not null and read_as is null and received_at > $1 group by carrier_id, line) as lacking
             where carrier_id is not null group by carrier_id`,
    },
    [since],
  );
}

/** Messages of ours, put down before `before`, that have not left yet: no link took them, or nobody fetched them. */
export function unsentNow(tx: Transaction, before: Date): Promise<PendingRow[]> {
  return tx.query<PendingRow>(
    {
      name: "intake-operation-unsent",
      text: `select carrier_id as "carrierId", count(*)::int as count, min(created_at) as oldest from intake.outgoing
             where state = 'waiting' and sent_at is null and created_at <= $2 and expires_at > $1 group by carrier_id`,
    },
    [tx.at, before],
  );
}

/** Messages of ours that carriers have still to confirm. */
export function unconfirmedNow(tx: Transaction): Promise<PendingRow[]> {
  return tx.query<PendingRow>(
    {
      name: "intake-operation-unconfirmed",
      text: `select carrier_id as "carrierId", count(*)::int as count, min(created_at) as oldest from intake.outgoing
             where confirmed and state in ('waiting', 'sent', 'escalated') and expires_at > $1 group by carrier_id`,
    },
    [tx.at],
  );
}
