// All SQL of the vault (table and rules: 0054-retention-vault): sealed values that masking took out of the records.
import type { Transaction } from "#platform";

/** What a row of the vault was taken from. */
export type VaultSubject = {
  readonly kind: "traveller" | "booking" | "change";
  /** YYYY-MM-DD. */
  readonly flightDate: string;
  readonly flightId: string;
  readonly id: string;
};

export type SealedRow = {
  readonly subject: VaultSubject;
  readonly periodKey: string;
  readonly elements: readonly string[];
  readonly sealed: Buffer;
};

/** Puts rows down, all in one statement; goes out with the next that is asked. */
export function insertSealed(tx: Transaction, rows: readonly SealedRow[]): void {
  tx.write(
    {
      name: "vault-insert",
      text: `insert into retention.vault (flight_date, flight_id, subject_kind, subject_id, put_at, period_key, elements, sealed)
             select d, f, k, s, $9, p, string_to_array(e, ','), substr($7::bytea, o, l)
             from unnest($1::date[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $8::int[], $10::int[])
                  as t (d, f, k, s, p, e, o, l)`,
    },
    [
      rows.map(({ subject }) => subject.flightDate),
      rows.map(({ subject }) => subject.flightId),
      rows.map(({ subject }) => subject.kind),
      rows.map(({ subject }) => subject.id),
      rows.map(({ periodKey }) => periodKey),
      rows.map(({ elements }) => elements.join(",")),
      // One value for all: a list of binary values would travel as text, at three times the size and cost.
      Buffer.concat(rows.map(({ sealed }) => sealed)),
      offsets(rows),
      tx.at,
      rows.map(({ sealed }) => sealed.length),
    ],
  );
}

function offsets(rows: readonly SealedRow[]): number[] {
  let next = 1;
  return rows.map(({ sealed }) => {
    const here = next;
    next += sealed.length;
    return here;
  });
}

/** The rows of a subject that this transaction may see, oldest first. */
export async function sealedOf(tx: Transaction, subject: VaultSubject): Promise<readonly SealedRow[]> {
  const rows = await tx.query<{ period_key: string; elements: string[]; sealed: Buffer }>(
    {
      name: "vault-of",
      text: `select period_key, elements, sealed from retention.vault
             where flight_date = $1 and flight_id = $2 and subject_kind = $3 and subject_id = $4 order by put_at`,
    },
    [subject.flightDate, subject.flightId, subject.kind, subject.id],
  );
  return rows.map((row) => ({
    subject,
    periodKey: row.period_key,
    elements: row.elements,
    sealed: row.sealed,
  }));
}

/** Rows that are sealed under a key of a period. */
export async function rowsUnder(tx: Transaction, periodKey: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*)::int as count from retention.vault where period_key = $1",
    [periodKey],
  );
  return row?.count ?? 0;
}

/** Takes the rows of these subjects away; returns how many. */
export async function deleteSealed(tx: Transaction, subjects: readonly VaultSubject[]): Promise<number> {
  const rows = await tx.query(
    `delete from retention.vault v using unnest($1::date[], $2::uuid[], $3::text[], $4::uuid[]) as s (d, f, k, i)
     where v.flight_date = s.d and v.flight_id = s.f and v.subject_kind = s.k and v.subject_id = s.i returning v.subject_id`,
    [
      subjects.map(({ flightDate }) => flightDate),
      subjects.map(({ flightId }) => flightId),
      subjects.map(({ kind }) => kind),
      subjects.map(({ id }) => id),
    ],
  );
  return rows.length;
}
