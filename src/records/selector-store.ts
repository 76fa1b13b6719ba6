// All SQL that finds single persons by what a lawful request names: by index only, within its window, and never by a part of a name.
import type { Transaction } from "#platform";

/** One person asked about; names and numbers in their normal forms. Absent ones do not narrow. */
export type PersonSelectors = {
  /** Folded name words, as `nameKey` makes them. */
  readonly nameKey?: string;
  readonly birthDate?: string;
  /** Letters and digits in upper case. */
  readonly document?: string;
  readonly locator?: string;
  /** Every way in which the number or address may stand in a booking. */
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
  readonly flight?: {
    readonly carrier: string;
    readonly number: string;
    readonly suffix: string;
    readonly date: string;
  };
};
export type SearchScope = {
  /** Days of departure, both included. */
  readonly from: string;
  readonly until: string;
  /** "api" alone where bookings may not be opened. */
  readonly sources: readonly ("api" | "pnr")[];
  readonly limit: number;
};
export type FoundRow = {
  flight_date: string;
  flight_id: string;
  person_id: string;
  surname: string;
  given: string | null;
  birth_date: string | null;
  nationality: string | null;
  document: string | null;
  sources: string[];
  designator: string;
  origin: string;
  destination: string;
};

const byRow = "select flight_date, flight_id, person_id, birth_date from records.traveller";
// What a person contests is found by nobody's search (LED-16.3).
const within = "flight_date between $1 and $2 and source = any ($3::text[]) and restricted_at is null";

/**
 * The persons that the selectors name, newest flight first; at most `limit`. A strong selector (document, locator, phone,
 * e-mail) finds by itself and a birth date or flight beside it must not contradict; a name finds with birth date or flight
 * only. The caller has made sure of enough selectors; with too few it finds nobody.
 */
export async function findBySelectors(
  tx: Transaction,
  selectors: PersonSelectors,
  scope: SearchScope,
): Promise<FoundRow[]> {
  const values: unknown[] = [scope.from, scope.until, scope.sources];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const ways: string[] = [];
  if (selectors.document !== undefined) {
    ways.push(`${byRow} where ${within} and document_numbers @> array[${put(selectors.document)}]::text[]`);
  }
  if (selectors.locator !== undefined) {
    ways.push(`${byRow} where ${within} and locator = ${put(selectors.locator)}`);
  }
  for (const [field, all] of [
    ["phones", selectors.phones],
    ["emails", selectors.emails],
  ] as const) {
    if (all === undefined || !scope.sources.includes("pnr")) continue;
    for (const one of all) {
      ways.push(
        `select t.flight_date, t.flight_id, t.person_id, t.birth_date from records.booking b
         join records.traveller t using (flight_date, flight_id, booking_id)
         where b.flight_date between $1 and $2 and t.source = any ($3::text[]) and t.restricted_at is null
           and b.detail -> 'contacts' @> ${put(JSON.stringify({ [field]: [one] }))}::jsonb`,
      );
    }
  }
  const strong = ways.length > 0;
  const narrowed = selectors.birthDate !== undefined || selectors.flight !== undefined;
  if (!strong) {
    if (selectors.nameKey === undefined || !narrowed) return [];
    const born = selectors.birthDate === undefined ? "" : ` and birth_date = ${put(selectors.birthDate)}`;
    ways.push(`${byRow} where ${within} and name_key = ${put(selectors.nameKey)}${born}`);
  }
  const born =
    selectors.birthDate === undefined
      ? ""
      : `and (c.birth_date is null or c.birth_date = ${put(selectors.birthDate)})`;
  const flown =
    selectors.flight === undefined
      ? ""
      : `and f.carrier = ${put(selectors.flight.carrier)} and f.number = ${put(selectors.flight.number)}
         and f.suffix = ${put(selectors.flight.suffix)} and f.flight_date = ${put(selectors.flight.date)}::date`;
  return tx.query<FoundRow>(
    `with c as (${ways.join(" union all ")}),
     p as (select distinct c.flight_date, c.flight_id, c.person_id, f.carrier || f.number || f.suffix as designator, f.origin, f.destination
           from c join records.flight f using (flight_date, flight_id) where true ${born} ${flown}
           order by c.flight_date desc, c.person_id limit ${put(scope.limit)})
     select p.flight_date, p.flight_id, p.person_id, p.designator, p.origin, p.destination,
       (array_agg(t.surname order by t.source))[1] as surname, (array_agg(t.given order by t.source))[1] as given,
       (array_agg(t.birth_date order by t.source) filter (where t.birth_date is not null))[1] as birth_date,
       (array_agg(t.nationality order by t.source) filter (where t.nationality is not null))[1] as nationality,
       (array_agg(t.document_numbers[1] order by t.source) filter (where cardinality(t.document_numbers) > 0))[1] as document,
       array_agg(distinct t.source) as sources
     from p join records.traveller t using (flight_date, flight_id, person_id)
     where t.source = any ($3::text[])
     group by 1, 2, 3, 4, 5, 6 order by p.flight_date desc, p.person_id`,
    values,
  );
}

/** Persons found earlier, as the search showed them; those the law has taken away since are missing. */
export function personsFound(
  tx: Transaction,
  persons: readonly { readonly date: string; readonly id: string; readonly person: string }[],
  sources: readonly ("api" | "pnr")[],
): Promise<FoundRow[]> {
  if (persons.length === 0) return Promise.resolve([]);
  return tx.query<FoundRow>(
    `select t.flight_date, t.flight_id, t.person_id, f.carrier || f.number || f.suffix as designator, f.origin, f.destination,
       (array_agg(t.surname order by t.source))[1] as surname, (array_agg(t.given order by t.source))[1] as given,
       (array_agg(t.birth_date order by t.source) filter (where t.birth_date is not null))[1] as birth_date,
       (array_agg(t.nationality order by t.source) filter (where t.nationality is not null))[1] as nationality,
       (array_agg(t.document_numbers[1] order by t.source) filter (where cardinality(t.document_numbers) > 0))[1] as document,
       array_agg(distinct t.source) as sources
     from unnest($1::date[], $2::uuid[], $3::uuid[]) as w (flight_date, flight_id, person_id)
     join records.traveller t using (flight_date, flight_id, person_id)
     join records.flight f using (flight_date, flight_id)
     where t.source = any ($4::text[])
     group by 1, 2, 3, 4, 5, 6 order by t.flight_date desc, t.person_id`,
    [
      persons.map(({ date }) => date),
      persons.map(({ id }) => id),
      persons.map(({ person }) => person),
      sources,
    ],
  );
}

/** Of these persons those of whom a message has been taken since. */
export function personsTouchedSince(
  tx: Transaction,
  persons: readonly {
    readonly date: string;
    readonly id: string;
    readonly person: string;
    readonly since: Date;
  }[],
): Promise<{ flight_date: string; flight_id: string; person_id: string }[]> {
  if (persons.length === 0) return Promise.resolve([]);
  return tx.query(
    `select distinct w.flight_date, w.flight_id, w.person_id
     from unnest($1::date[], $2::uuid[], $3::uuid[], $4::timestamptz[]) as w (flight_date, flight_id, person_id, since)
     join records.traveller t using (flight_date, flight_id, person_id)
     left join records.booking b using (flight_date, flight_id, booking_id)
     where greatest(t.last_received_at, b.last_received_at) > w.since`,
    [
      persons.map(({ date }) => date),
      persons.map(({ id }) => id),
      persons.map(({ person }) => person),
      persons.map(({ since }) => since),
    ],
  );
}
