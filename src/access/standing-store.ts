// Vetting, certificates, secondments, shifts and reviews of access in the database.
import { newId, type Transaction } from "#platform";
import type { Role } from "./contract.ts";
import type {
  AccessReviewForm,
  CertificateForm,
  HandoverForm,
  SecondmentForm,
  ShiftForm,
  VettingForm,
} from "./standing-contract.ts";

export type StandingRow = {
  readonly person_id: string;
  readonly vetting: { authority: string; reference: string; expiresAt: string } | null;
  readonly certificates: {
    course: CertificateForm["course"];
    issuer: string;
    issuedAt: string;
    expiresAt: string;
  }[];
  readonly secondment: {
    home: string;
    reference: string;
    purposes: string[];
    from: string;
    until: string;
    endedAt: string | null;
  } | null;
  readonly reviewed_at: Date | null;
  readonly created_at: Date;
};

/** What is known of every account: the newest of each kind. */
export function loadStanding(tx: Transaction): Promise<StandingRow[]> {
  return tx.query<StandingRow>(
    `select p.person_id, p.created_at,
       (select jsonb_build_object('authority', v.authority, 'reference', v.reference, 'expiresAt', v.expires_at)
        from access.vetting v where v.person_id = p.person_id and v.withdrawn_at is null
        order by v.expires_at desc limit 1) as vetting,
       coalesce((select jsonb_agg(jsonb_build_object('course', c.course, 'issuer', c.issuer, 'issuedAt', c.issued_at,
           'expiresAt', c.expires_at) order by c.course)
         from (select distinct on (course) * from access.certificate t where t.person_id = p.person_id
               order by course, expires_at desc) c), '[]') as certificates,
       (select jsonb_build_object('home', s.home, 'reference', s.reference, 'purposes', s.purposes, 'from', s.from_at,
          'until', s.until_at, 'endedAt', s.ended_at)
        from access.secondment s where s.person_id = p.person_id order by s.from_at desc limit 1) as secondment,
       (select max(r.reviewed_at) from access.review r where r.person_id = p.person_id) as reviewed_at
     from access.person p`,
  );
}

export async function insertVetting(tx: Transaction, personId: string, form: VettingForm): Promise<void> {
  await tx.query(
    `insert into access.vetting (vetting_id, person_id, authority, reference, vetted_at, expires_at, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId(tx.at),
      personId,
      form.authority,
      form.reference,
      form.vettedAt,
      form.expiresAt,
      tx.actor.id,
      tx.at,
    ],
  );
}

/** Takes every vetting of a person back; returns how many were in force. */
export async function withdrawVettings(tx: Transaction, personId: string, reason: string): Promise<number> {
  const gone = await tx.query(
    `update access.vetting set withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4
     where person_id = $1 and withdrawn_at is null and expires_at > $2 returning 1 as gone`,
    [personId, tx.at, tx.actor.id, reason],
  );
  return gone.length;
}

export async function insertCertificate(
  tx: Transaction,
  personId: string,
  form: CertificateForm & { readonly expiresAt: string },
): Promise<void> {
  await tx.query(
    `insert into access.certificate (certificate_id, person_id, course, issuer, reference, issued_at, expires_at, recorded_by,
       recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      newId(tx.at),
      personId,
      form.course,
      form.issuer,
      form.reference,
      form.issuedAt,
      form.expiresAt,
      tx.actor.id,
      tx.at,
    ],
  );
}

export async function insertSecondment(
  tx: Transaction,
  personId: string,
  form: SecondmentForm,
): Promise<void> {
  await tx.query(
    `insert into access.secondment (secondment_id, person_id, home, home_person_id, reference, purposes, from_at, until_at,
       recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      newId(tx.at),
      personId,
      form.home,
      form.homePersonId ?? null,
      form.reference,
      form.purposes,
      form.from,
      form.until,
      tx.actor.id,
      tx.at,
    ],
  );
}

/** Ends the secondment of a person that is in force or to come; returns how many. */
export async function endSecondments(tx: Transaction, personId: string, reason: string): Promise<number> {
  const ended = await tx.query(
    `update access.secondment set ended_at = $2, ended_by = $3, ended_reason = $4
     where person_id = $1 and ended_at is null and until_at > $2 returning 1 as gone`,
    [personId, tx.at, tx.actor.id, reason],
  );
  return ended.length;
}

export async function insertReview(
  tx: Transaction,
  account: { readonly id: string; readonly roles: readonly Role[] },
  form: AccessReviewForm,
): Promise<void> {
  await tx.query(
    `insert into access.review (review_id, person_id, roles, outcome, reason, reviewed_by, reviewed_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(tx.at), account.id, account.roles, form.outcome, form.reason, tx.actor.id, tx.at],
  );
}

export type ShiftRow = {
  readonly shift_id: string;
  readonly person_id: string;
  readonly display_name: string;
  readonly role: Role;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly taken_at: Date | null;
  readonly ended_at: Date | null;
  readonly handover: string | null;
  readonly relieved_by: string | null;
  readonly cancelled_at: Date | null;
};

const shiftColumns = `s.shift_id, s.person_id, p.display_name, s.role, s.starts_at, s.ends_at, s.taken_at, s.ended_at, s.handover,
  (select r.display_name from access.person r where r.person_id = s.relieved_by) as relieved_by, s.cancelled_at`;

/** Shifts that are stood or to come, and the last that were, newest first. */
export function loadShifts(tx: Transaction, limit: number): Promise<ShiftRow[]> {
  return tx.query<ShiftRow>(
    `select ${shiftColumns} from access.shift s join access.person p using (person_id)
     order by s.taken_at is not null and s.ended_at is null desc, s.starts_at desc, s.shift_id limit $1`,
    [limit],
  );
}

/** The shift; nobody else changes it until the transaction ends. */
export async function lockShift(tx: Transaction, id: string): Promise<ShiftRow | undefined> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('shift ' || $1, 0))", [id]);
  const rows = await tx.query<ShiftRow>(
    `select ${shiftColumns} from access.shift s join access.person p using (person_id) where s.shift_id = $1`,
    [id],
  );
  return rows[0];
}

export async function insertShift(tx: Transaction, form: ShiftForm): Promise<string> {
  const id = newId(tx.at);
  await tx.query(
    `insert into access.shift (shift_id, person_id, role, starts_at, ends_at, planned_by, planned_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, form.personId, form.role, form.startsAt, form.endsAt, tx.actor.id, tx.at],
  );
  return id;
}

/** Whether another shift of the person lies in the same time. */
export async function overlaps(tx: Transaction, { personId, startsAt, endsAt }: ShiftForm): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('shifts of ' || $1, 0))", [personId]);
  const rows = await tx.query(
    `select 1 as known from access.shift where person_id = $1 and cancelled_at is null
       and starts_at < $3::timestamptz and coalesce(ended_at, ends_at, 'infinity') > $2::timestamptz limit 1`,
    [personId, startsAt, endsAt],
  );
  return rows.length > 0;
}

/** Whether somebody stands a watch now, other than the shift named. */
export async function standsWatch(tx: Transaction, personId: string): Promise<boolean> {
  const rows = await tx.query(
    "select 1 as known from access.shift where person_id = $1 and taken_at is not null and ended_at is null",
    [personId],
  );
  return rows.length > 0;
}

export async function markTaken(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.shift set taken_at = $2 where shift_id = $1", [id, tx.at]);
}

/** Ends watches of a person that ran over their time without a handover: they let nobody act any more. */
export async function endOverrun(tx: Transaction, personId: string): Promise<void> {
  await tx.query(
    `update access.shift set ended_at = $2, handover = 'ran out without a handover'
     where person_id = $1 and taken_at is not null and ended_at is null and ends_at <= $2`,
    [personId, tx.at],
  );
}

export async function markHandedOver(tx: Transaction, id: string, form: HandoverForm): Promise<void> {
  await tx.query(
    "update access.shift set ended_at = $2, handover = $3, relieved_by = $4 where shift_id = $1",
    [id, tx.at, form.text, form.relievedBy ?? null],
  );
}

export async function markCancelled(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.shift set cancelled_at = $2, cancelled_by = $3 where shift_id = $1", [
    id,
    tx.at,
    tx.actor.id,
  ]);
}

/**
 * Gives accounts of a demonstration what lets them act, for those that have none of it; what soon runs out is renewed. The
 * system's own work: nobody is vetted by it outside a demonstration.
 */
export async function insertStanding(
  tx: Transaction,
  personId: string,
  roles: readonly Role[],
  until: { readonly vetting: Date; readonly certificates: Date; readonly issuedAt: Date },
): Promise<void> {
  await tx.query(
    `insert into access.vetting (vetting_id, person_id, authority, reference, vetted_at, expires_at, recorded_by, recorded_at)
     select $1, $2::uuid, 'State Security Service', 'V-2026/' || upper(right($2::uuid::text, 4)), $3::timestamptz, $4::timestamptz, $5, $6::timestamptz
     where not exists (select from access.vetting where person_id = $2::uuid and withdrawn_at is null
       and expires_at > $6::timestamptz + interval '30 days')`,
    [newId(tx.at), personId, until.issuedAt, until.vetting, tx.actor.id, tx.at],
  );
  for (const course of [...roles, "human-rights"]) {
    await tx.query(
      `insert into access.certificate (certificate_id, person_id, course, issuer, reference, issued_at, expires_at, recorded_by,
         recorded_at)
       select $1, $2::uuid, $3::text, 'Border Guard School', 'T-2026/' || upper(right($2::uuid::text, 4)), $4::timestamptz, $5::timestamptz, $6, $7::timestamptz
       where exists (select from access.role_condition where role = $3::text or $3::text = 'human-rights')
         and not exists (select from access.certificate where person_id = $2::uuid and course = $3::text
           and expires_at > $7::timestamptz + interval '30 days')`,
      [newId(tx.at), personId, course, until.issuedAt, until.certificates, tx.actor.id, tx.at],
    );
  }
}

/** Puts somebody on watch until they are relieved; does nothing to who stands one already. */
export async function standWatch(tx: Transaction, personId: string): Promise<void> {
  await tx.query(
    `insert into access.shift (shift_id, person_id, role, starts_at, planned_by, planned_at, taken_at)
     select $1, $2::uuid, 'watch-officer', $3::timestamptz, $4, $3::timestamptz, $3::timestamptz
     where not exists (select from access.shift where person_id = $2::uuid and taken_at is not null and ended_at is null)`,
    [newId(tx.at), personId, tx.at, tx.actor.id],
  );
}
