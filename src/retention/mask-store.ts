// All SQL by which one person's rows are masked: read for the vault, then written without what can identify.
import type { Transaction } from "#platform";
import type { TravellerValues } from "./masked.ts";

export type MaskedOf = { readonly date: string; readonly flightId: string; readonly personId: string };

/** Why masked data may still be read: the first instant at which they may not. */
export type Kept = { readonly until: Date };

export type TravellerToMask = TravellerValues & {
  readonly traveller_id: string;
  readonly booking_id: string | null;
  readonly first_received_at: Date;
};
export type BookingToMask = {
  readonly booking_id: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly first_received_at: Date;
};

/** The person's rows that are not masked yet, held until the transaction ends. */
export function travellersToMask(tx: Transaction, of: MaskedOf): Promise<TravellerToMask[]> {
  return tx.query<TravellerToMask>(
    `select traveller_id, booking_id, source, surname, given, name_key, sex, birth_date, nationality, locator, traveller_ref,
            seat, document_numbers, detail, first_received_at
     from records.traveller where flight_date = $1 and flight_id = $2 and person_id = $3 and masked_at is null for update`,
    [of.date, of.flightId, of.personId],
  );
}

export function bookingsToMask(
  tx: Transaction,
  of: MaskedOf,
  bookings: readonly string[],
): Promise<BookingToMask[]> {
  return tx.query<BookingToMask>(
    `select booking_id, detail, first_received_at from records.booking
     where flight_date = $1 and flight_id = $2 and booking_id = any($3::uuid[]) and masked_at is null for update`,
    [of.date, of.flightId, bookings],
  );
}

export function writeMaskedTraveller(
  tx: Transaction,
  of: MaskedOf,
  id: string,
  kept: TravellerValues,
  { until }: Kept,
): void {
  tx.write(
    `update records.traveller set surname = $4, given = $5, name_key = $6, sex = $7, birth_date = $8, nationality = $9,
            locator = $10, traveller_ref = $11, seat = $12, document_numbers = $13, detail = $14, content_hash = '', masked_at = $15,
            kept_until = $16
     where flight_date = $1 and flight_id = $2 and traveller_id = $3`,
    [
      of.date,
      of.flightId,
      id,
      kept.surname,
      kept.given,
      kept.name_key,
      kept.sex,
      kept.birth_date,
      kept.nationality,
      kept.locator,
      kept.traveller_ref,
      kept.seat,
      kept.document_numbers,
      JSON.stringify(kept.detail),
      tx.at,
      until,
    ],
  );
}

export function writeMaskedBooking(
  tx: Transaction,
  of: MaskedOf,
  id: string,
  detail: object,
  { until }: Kept,
): void {
  tx.write(
    `update records.booking set detail = $4, content_hash = '', masked_at = $5, kept_until = $6
     where flight_date = $1 and flight_id = $2 and booking_id = $3`,
    [of.date, of.flightId, id, JSON.stringify(detail), tx.at, until],
  );
}

/** What masked rows there are of a person, and what the vault holds of them. Needs a purpose, as every look at a person. */
export async function maskedRows(
  tx: Transaction,
  of: MaskedOf,
): Promise<
  { kind: "traveller" | "booking"; id: string; source: string; masked_at: Date | null; role: string | null }[]
> {
  return tx.query(
    `select 'traveller' as kind, traveller_id as id, source, masked_at, role from records.traveller
     where flight_date = $1 and flight_id = $2 and person_id = $3
     union all
     select 'booking', b.booking_id, 'pnr', b.masked_at, null from records.booking b
     where b.flight_date = $1 and b.flight_id = $2 and b.booking_id in
       (select t.booking_id from records.traveller t where t.flight_date = $1 and t.flight_id = $2 and t.person_id = $3)
     order by 1 desc, 2`,
    [of.date, of.flightId, of.personId],
  );
}
