// All SQL of masking: rows that are due for it, and what stands in the working tables afterwards.
import type { Transaction } from "#platform";
import type { TravellerValues } from "./masked.ts";

/** What was first received before has had its time in clear. */
export type MaskLimits = { readonly keptFrom: Date };

export type DueTraveller = TravellerValues & {
  readonly flight_date: string;
  readonly flight_id: string;
  readonly traveller_id: string;
  readonly clock_start: Date;
};

const key = "flight_date, flight_id";

/** Grounds that hold also cover rows that came after the decision. */
export async function renewLinks(tx: Transaction, { keptFrom }: MaskLimits): Promise<void> {
  await tx.query(
    `select retention.keep_until(flight_date, flight_id, person_id, max(review_at)) from retention.link l
     where state = 'kept' and review_at > $2 and clock_start < $1
       and exists (select from records.traveller t where t.flight_date = l.flight_date and t.flight_id = l.flight_id
                     and t.person_id = l.person_id and t.masked_at is null)
     group by flight_date, flight_id, person_id`,
    [keptFrom, tx.at],
  );
}

/** Under a profile that masks, what nobody linked is kept masked until its end: five years after first receipt at most. */
export async function keepMasked(tx: Transaction, { keptFrom }: MaskLimits): Promise<void> {
  for (const table of [
    "records.traveller",
    "records.booking",
    "records.change",
    "cases.alert",
    "cases.criterion_alert",
    "cases.directive",
  ])
    await tx.query(
      `update ${table} set kept_until = platform.ceiling(clock_start)
       where clock_start < $1 and masked_at is null and kept_until is null and platform.ceiling(clock_start) > $2`,
      [keptFrom, tx.at],
    );
}

const isDue = "clock_start < $1 and masked_at is null and kept_until > $2";

export function dueTravellers(
  tx: Transaction,
  { keptFrom }: MaskLimits,
  limit: number,
): Promise<DueTraveller[]> {
  return tx.query<DueTraveller>(
    `select ${key}, traveller_id, clock_start, source, surname, given, name_key, sex, birth_date, nationality, locator,
       traveller_ref, seat, document_numbers, detail
     from records.traveller where ${isDue} order by clock_start limit $3`,
    [keptFrom, tx.at, limit],
  );
}

export type DueDetail = {
  readonly flight_date: string;
  readonly flight_id: string;
  readonly id: string;
  readonly clock_start: Date;
  readonly detail: Readonly<Record<string, unknown>>;
};

export function dueBookings(tx: Transaction, { keptFrom }: MaskLimits, limit: number): Promise<DueDetail[]> {
  return tx.query<DueDetail>(
    `select ${key}, booking_id as id, clock_start, detail from records.booking where ${isDue} order by clock_start limit $3`,
    [keptFrom, tx.at, limit],
  );
}

export type DueChange = Omit<DueDetail, "detail"> & {
  readonly fields: readonly {
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
};

export function dueChanges(tx: Transaction, { keptFrom }: MaskLimits, limit: number): Promise<DueChange[]> {
  return tx.query<DueChange>(
    `select ${key}, change_id as id, clock_start, fields from records.change where ${isDue} order by clock_start limit $3`,
    [keptFrom, tx.at, limit],
  );
}

/** What stays of travellers; their document numbers leave the index of former journeys by its trigger. */
export function replaceMasked(
  tx: Transaction,
  rows: readonly (DueTraveller & { readonly kept: TravellerValues })[],
): void {
  tx.write(
    `update records.traveller r set surname = t.surname, given = t.given, name_key = t.name_key, sex = t.sex,
       birth_date = t.birth_date, nationality = t.nationality, locator = t.locator, traveller_ref = t.traveller_ref,
       seat = t.seat, document_numbers = '{}', detail = t.detail, link_reason = null, content_hash = '', masked_at = $2,
       version = r.version + 1
     from jsonb_to_recordset($1::jsonb) as t (flight_date date, flight_id uuid, traveller_id uuid, surname text, given text,
       name_key text, sex text, birth_date text, nationality text, locator text, traveller_ref text, seat text, detail jsonb)
     where r.flight_date = t.flight_date and r.flight_id = t.flight_id and r.traveller_id = t.traveller_id`,
    [
      JSON.stringify(
        rows.map(({ flight_date, flight_id, traveller_id, kept }) => ({
          ...kept,
          flight_date,
          flight_id,
          traveller_id,
        })),
      ),
      tx.at,
    ],
  );
}

export function replaceDetails(
  tx: Transaction,
  table: "booking" | "change",
  rows: readonly {
    readonly flight_date: string;
    readonly flight_id: string;
    readonly id: string;
    readonly kept: unknown;
  }[],
): void {
  const set = table === "booking" ? "detail = t.kept, content_hash = ''" : "fields = t.kept";
  tx.write(
    `update records.${table} r set ${set}, masked_at = $2
     from jsonb_to_recordset($1::jsonb) as t (flight_date date, flight_id uuid, id uuid, kept jsonb)
     where r.flight_date = t.flight_date and r.flight_id = t.flight_id and r.${table}_id = t.id`,
    [
      JSON.stringify(
        rows.map(({ flight_date, flight_id, id, kept }) => ({ flight_date, flight_id, id, kept })),
      ),
      tx.at,
    ],
  );
}

/** Snapshots in alerts and directives lose what identifies: the passenger's own row in the vault holds it. Returns how many. */
export async function maskSnapshots(tx: Transaction, { keptFrom }: MaskLimits): Promise<number> {
  const nobody = `jsonb_build_object('surname', '[masked]', 'given', null, 'sex', null, 'birthDate', null, 'nationality', null, 'documents', '[]'::jsonb)`;
  let masked = 0;
  for (const [table, set] of [
    [
      "alert",
      `traveller = ${nobody}, evidence = '[]', others = '[]', identity_keys = '{}', bare_keys = '{}'`,
    ],
    ["criterion_alert", `traveller = ${nobody}, evidence = '[]'`],
    ["directive", "surname = '[masked]', given = null, known = '{}'"],
  ] as const) {
    const rows = await tx.query(
      `update cases.${table} set ${set}, masked_at = $2 where ${isDue} returning 1`,
      [keptFrom, tx.at],
    );
    masked += rows.length;
  }
  return masked;
}

/** Whether anything is due for masking. */
export async function anythingToMask(tx: Transaction, { keptFrom }: MaskLimits): Promise<boolean> {
  const [row] = await tx.query<{ some: boolean }>(
    `select exists (select from records.traveller where ${isDue}) or exists (select from records.booking where ${isDue})
       or exists (select from records.change where ${isDue}) as some`,
    [keptFrom, tx.at],
  );
  return row?.some ?? false;
}

/** Whether all of a month (YYYY-MM) has had its time in clear, a day ago at least: nothing of it comes into the vault any more. */
export async function monthIsOver(tx: Transaction, month: string): Promise<boolean> {
  const [row] = await tx.query<{ over: boolean }>(
    "select platform.kept_from() >= ($1::date + interval '1 month' + interval '1 day') at time zone 'UTC' as over",
    [`${month}-01`],
  );
  return row?.over ?? false;
}

/** Whether rows whose time in clear is over still wait for the vault. */
export async function waitsForMasking(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ kept_from: Date }>("select platform.kept_from() as kept_from");
  return row === undefined || (await anythingToMask(tx, { keptFrom: row.kept_from }));
}
