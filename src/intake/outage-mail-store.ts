// All SQL of mail about outages of channels (what holds it: the migration of outage mail).
import { newId, type Transaction } from "#platform";
import type { OutChannel } from "./channel-outage-contract.ts";

export type Occasion = "begun" | "ended";
export type Party = { readonly party: string; readonly address: string };

/** Puts one down for each address; one that is there already stays the only one. */
export async function putMails(
  tx: Transaction,
  outageId: string,
  occasion: Occasion,
  parties: readonly Party[],
): Promise<void> {
  for (const { party, address } of parties) {
    await tx.query(
      `insert into intake.outage_mail (mail_id, outage_id, occasion, party, address, next_try_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing`,
      [newId(tx.at), outageId, occasion, party, address, tx.at],
    );
  }
}

export type MailRow = {
  readonly mail_id: string;
  readonly outage_id: string;
  readonly occasion: Occasion;
  readonly party: string;
  readonly address: string;
  readonly tries: number;
  readonly created_at: Date;
  readonly channels: OutChannel[];
  readonly began_at: Date;
  readonly ended_at: Date | null;
  readonly text: string;
};

/** Takes the next that is due, for whoever asks alone: it counts as on its way from the commit on. Null: nothing is due. */
export async function takeMail(tx: Transaction, takenUntil: Date): Promise<MailRow | null> {
  const [row] = await tx.query<MailRow>(
    `with next as (select mail_id from intake.outage_mail where state = 'waiting' and next_try_at <= $1
       order by created_at, mail_id limit 1 for update skip locked)
     update intake.outage_mail m set state = 'sending', tries = m.tries + 1, next_try_at = $2
     from next, intake.channel_outage o where m.mail_id = next.mail_id and o.outage_id = m.outage_id
     returning m.mail_id, m.outage_id, m.occasion, m.party, m.address, m.tries, m.created_at, o.channels, o.began_at, o.ended_at, o.text`,
    [tx.at, takenUntil],
  );
  return row ?? null;
}

export async function setMail(
  tx: Transaction,
  id: string,
  state: "waiting" | "sent",
  nextTryAt: Date,
): Promise<void> {
  await tx.query("update intake.outage_mail set state = $2, next_try_at = $3 where mail_id = $1", [
    id,
    state,
    nextTryAt,
  ]);
}

type Ended = Pick<MailRow, "mail_id" | "outage_id" | "occasion" | "party"> & {
  readonly state: "unknown" | "failed";
};

/** Ends those that somebody began to send and did not come back from, and those that nobody took in their time. */
export function endMails(tx: Transaction, notAfter: Date): Promise<Ended[]> {
  return tx.query<Ended>(
    `update intake.outage_mail set state = case when state = 'sending' then 'unknown' else 'failed' end
     where state = 'sending' and next_try_at <= $1 or state = 'waiting' and created_at <= $2
     returning mail_id, outage_id, occasion, party, state`,
    [tx.at, notAfter],
  );
}
