// All SQL of the officer's console: who read what, what was removed, what waits; by indexes of the ledger and small tables alone.
import type { Transaction } from "#platform";

/** Entries that show somebody's data to somebody. */
const reading = [
  "flight.viewed",
  "person.viewed",
  "alert.viewed",
  "criterion-alert.viewed",
  "source.viewed",
  "quarantine.viewed",
  "unmasked.viewed",
  "request.searched",
  "clearing.searched",
  "rights-request.searched",
];
const searching = ["request.searched", "clearing.searched", "rights-request.searched"];

export type ReadingRow = {
  readonly actor: string;
  readonly roles: string[];
  readonly reads: number;
  readonly subjects: number;
  readonly at_night: number;
  readonly undecided: number;
  readonly searches: number;
};

/** Who read how much since, of people only. `zone`: of the unit, for what night is. */
export function readingsBetween(
  tx: Transaction,
  period: { readonly since: Date; readonly until: Date; readonly zone: string },
): Promise<ReadingRow[]> {
  return tx.query<ReadingRow>(
    `with e as (
       select actor, action, subject_id, at from ledger.entry
       where at >= $1 and at < $2 and action = any ($3::text[]) and actor not like 'system:%'),
     open_alert as (
       select actor, count(distinct subject_id) as n from e where action in ('alert.viewed', 'criterion-alert.viewed')
         and not exists (select from ledger.entry d where d.subject_id = e.subject_id
           and d.action in ('alert.decided', 'criterion-alert.decided'))
       group by actor)
     select e.actor, coalesce((select array_agg(g.role::text order by g.role) from access.role_grant g where g.person_id::text = e.actor), '{}') as roles,
       count(*) as reads, count(distinct subject_id) as subjects,
       count(*) filter (where extract(hour from at at time zone $4) >= 22 or extract(hour from at at time zone $4) < 6) as at_night,
       coalesce(max(o.n), 0) as undecided, count(*) filter (where action = any ($5::text[])) as searches
     from e left join open_alert o using (actor) group by e.actor order by reads desc, e.actor limit 200`,
    [period.since, period.until, reading, period.zone, searching],
  );
}

/** Persons whom at least three people have read, most readers first. */
export function readByMany(
  tx: Transaction,
  period: { readonly since: Date; readonly until: Date },
): Promise<{ subject: string; readers: number; reads: number }[]> {
  return tx.query(
    `select subject_id as subject, count(distinct actor) as readers, count(*) as reads from ledger.entry
     where at >= $1 and at < $2 and action = 'person.viewed' and actor not like 'system:%'
     group by subject_id having count(distinct actor) >= 3 order by 2 desc, 3 desc, 1 limit 20`,
    [period.since, period.until],
  );
}

export function latestUnmaskings(tx: Transaction) {
  return tx.query<{
    request_id: string;
    asked_at: Date;
    state: string;
    urgent: boolean;
    outcome: string | null;
    due_at: Date | null;
    overdue: boolean;
  }>(
    `select r.request_id, r.asked_at, r.state, r.urgent, v.outcome, v.due_at,
       coalesce(v.outcome is null and v.due_at <= $1, false) as overdue
     from approvals.request r left join approvals.review v using (request_id)
     where r.kind = 'unmask' order by overdue desc, r.asked_at desc limit 50`,
    [tx.at],
  );
}

/** Findings that say that something was removed before it could be kept. */
const removing = ["PN18", "NOT_ADMITTED", "CARD_MASKED"];

export function removalsSince(
  tx: Transaction,
  since: Date,
): Promise<{ carrier: string; name: string; code: string; findings: number; messages: number }[]> {
  return tx.query(
    `select c.code as carrier, c.name, q.code, sum(q.findings)::bigint as findings, sum(q.messages)::bigint as messages
     from intake.quality_rule_day q join carriers.carrier c using (carrier_id)
     where q.day >= ($1::timestamptz at time zone 'UTC')::date and q.code = any ($2::text[])
     group by 1, 2, 3 order by 4 desc, 1, 3 limit 500`,
    [since, removing],
  );
}

export function waitingNow(tx: Transaction): Promise<{ what: string; open: number; overdue: number }[]> {
  return tx.query(
    `select 'rights-request' as what, count(*) as open, count(*) filter (where due_at <= $1) as overdue
       from rights.request where state <> 'answered' and kind <> 'processing'
     union all select 'processing-complaint', count(*), count(*) filter (where due_at <= $1)
       from rights.request where state <> 'answered' and kind = 'processing'
     union all select 'rights-execution', count(*), 0 from rights.execution where state = 'proposed'
     union all select 'unmasking-review', count(*), count(*) filter (where due_at <= $1) from approvals.review where outcome is null
     union all select 'breach', count(*), count(*) filter (where oversight.latest() > authority_due and (risk is null or risk <> 'none')
       and not exists (select from oversight.breach_notice n where n.breach_id = b.breach_id and n.recipient = 'authority'))
       from oversight.breach b where state in ('reported', 'declared')
     union all select 'authority-request', count(*), count(*) filter (where due_at <= $1) from disclosures.request
       where state not in ('closed', 'withdrawn', 'recalled', 'draft')
     union all select 'release', count(*), count(*) filter (where since + interval '24 hours' <= $1) from releases.to_agree
     union all select 'recall', count(*), count(*) filter (where due_at <= $1) from disclosures.recall where acknowledged_at is null`,
    [tx.at],
  );
}

export function transfersSince(
  tx: Transaction,
  since: Date,
): Promise<{ kind: string; told: number; unseen: number }[]> {
  return tx.query(
    `select kind, count(*) as told, count(*) filter (where seen_at is null) as unseen from disclosures.notice
     where at >= $1 or seen_at is null group by kind order by kind`,
    [since],
  );
}

export async function retentionState(tx: Transaction, since: Date) {
  const [row] = await tx.query<{
    last_run_at: Date | null;
    running: boolean;
    late: number;
    deleted: number;
    kept: number;
    to_decide: number;
  }>(
    `select (select max(ended_at) from retention.run) as last_run_at,
       exists (select from retention.run where ended_at is null) as running,
       coalesce((select late from retention.run order by started_at desc limit 1), 0) as late,
       coalesce((select sum(records) from retention.certificate where made_at >= $1 and act = 'deleted'), 0)::bigint as deleted,
       (select count(*) from retention.link where state = 'kept' and review_at > $2) as kept,
       (select count(*) from retention.link where state = 'proposed') as to_decide`,
    [since, tx.at],
  );
  return row ?? { last_run_at: null, running: false, late: 0, deleted: 0, kept: 0, to_decide: 0 };
}

export type ReferralRecord = {
  readonly referral_id: string;
  readonly at: Date;
  readonly by_person: string;
  readonly subject: "access" | "search" | "unmasking" | "disclosure" | "retention" | "other";
  readonly entries: number[];
  readonly sealed: Buffer;
  readonly hash: Buffer;
  readonly seen_at: Date | null;
};
const referral = "referral_id, at, by_person, subject, entries, sealed, hash, seen_at";

export async function insertReferral(
  tx: Transaction,
  made: Pick<ReferralRecord, "referral_id" | "subject" | "entries" | "sealed" | "hash">,
): Promise<void> {
  await tx.query(
    `insert into oversight.referral (referral_id, at, by_person, subject, entries, sealed, hash) values ($1, $2, $3, $4, $5, $6, $7)`,
    [made.referral_id, tx.at, tx.actor.id, made.subject, made.entries, made.sealed, made.hash],
  );
}

export function referralRows(tx: Transaction): Promise<ReferralRecord[]> {
  return tx.query<ReferralRecord>(`select ${referral} from oversight.referral order by at desc limit 200`);
}

export async function referralById(tx: Transaction, id: string): Promise<ReferralRecord | undefined> {
  const rows = await tx.query<ReferralRecord>(
    `select ${referral} from oversight.referral where referral_id = $1`,
    [id],
  );
  return rows[0];
}

/** The authority has it; false where it had it before. */
export async function acknowledgeReferral(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update oversight.referral set seen_at = $2, seen_by = $3 where referral_id = $1 and seen_at is null returning 1 as done`,
    [id, tx.at, tx.actor.id],
  );
  return rows.length === 1;
}
