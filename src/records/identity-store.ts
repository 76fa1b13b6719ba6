// The rows of one person by who they are: what the data protection officer looks up for whoever asks about their own data.
import type { Transaction } from "#platform";
import type { TravellerReadRow } from "./read-store.ts";
import { nameKey } from "./traveller.ts";

/** Who somebody says they are. `document`: its number as printed, and the State that issued it (alpha-3), where shown. */
export type StatedIdentity = {
  readonly surname: string;
  readonly given: string | null;
  readonly birthDate: string;
  readonly document: { readonly number: string; readonly issuer: string } | null;
};

export type IdentifiedRow = TravellerReadRow & {
  readonly flight_date: string;
  readonly flight_id: string;
  readonly designator: string;
  readonly origin: string;
  readonly destination: string;
};

/**
 * Rows that are this person's: under the document with the same birth date or the same name, or under the same name and
 * birth date; newest journeys first. A namesake born on another day is nobody asked about.
 */
export async function rowsOfIdentity(
  tx: Transaction,
  { surname, given, birthDate, document }: StatedIdentity,
  limit: number,
): Promise<IdentifiedRow[]> {
  const number = document?.number.toUpperCase().replace(/[^A-Z0-9]+/g, "") ?? "";
  return tx.query<IdentifiedRow>(
    `with found as (
       select u.flight_date, u.flight_id, u.traveller_id from records.document_use u
       where $1 <> '' and u.number = $1
       union
       select t.flight_date, t.flight_id, t.traveller_id from records.traveller t
       where t.name_key = $2 and t.birth_date = $3)
     select t.*, f.carrier || f.number || f.suffix as designator, f.origin, f.destination
     from found join records.traveller t using (flight_date, flight_id, traveller_id)
     join records.flight f using (flight_date, flight_id)
     where t.birth_date = $3 or t.name_key = $2
     order by t.flight_date desc, t.person_id, t.source limit $4`,
    [number, nameKey(surname, given), birthDate, limit],
  );
}

/** The ids of this person's records, one a flight; by the same conditions. */
export async function personsOfIdentity(
  tx: Transaction,
  identity: StatedIdentity,
): Promise<readonly string[]> {
  const rows = await rowsOfIdentity(tx, identity, 400);
  return [...new Set(rows.map((row) => row.person_id))];
}
