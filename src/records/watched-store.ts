// SQL that reads bookings for what is watched for beside names, and the flights a change of lists is tried on.
import type { Transaction } from "#platform";
import { monthStatement } from "./month-statement.ts";

/** What of a booking is compared with watched keys; the parts of its detail as its message said them. */
export type BookingDetail = {
  readonly locator: string;
  readonly agency: { readonly iata: string | null } | null;
  readonly contacts: {
    readonly phones: readonly string[];
    readonly emails: readonly string[];
    readonly addresses: readonly {
      readonly line: string | null;
      readonly city: string | null;
      readonly region: string | null;
      readonly postcode: string | null;
      readonly country: string | null;
    }[];
  } | null;
  readonly payments: readonly { readonly card: { readonly masked: string } | null }[] | null;
};

/** The bookings of a flight that stand. */
export function standingBookings(
  tx: Transaction,
  flight: { date: string; id: string },
): Promise<BookingDetail[]> {
  return tx.query<BookingDetail>(
    monthStatement(
      tx,
      "records-standing-bookings",
      flight.date,
      (within) => `select locator, detail -> 'agency' as agency, detail -> 'contacts' as contacts,
                     detail -> 'payments' as payments
             from records.booking
             where flight_date = $1 and ${within("flight_date")} and flight_id = $2 and state = 'active'
             order by locator, booking_id`,
    ),
    [flight.date, flight.id],
  );
}

/** In which booking each traveller of a flight stands; those without one are left out. */
export async function bookedTravellers(
  tx: Transaction,
  flight: { date: string; id: string },
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ traveller_id: string; locator: string }>(
    `select traveller_id, locator from records.traveller
     where flight_date = $1 and flight_id = $2 and locator is not null`,
    [flight.date, flight.id],
  );
  return new Map(rows.map((row) => [row.traveller_id, row.locator]));
}

/**
 * A page of the flights that depart or land after `from` (of those without a known time: by their date) and are not
 * cancelled; `booked`: only those of which bookings are known.
 */
export function flightsStillToCome(
  tx: Transaction,
  from: Date,
  after: { date: string; id: string } | null,
  page: { readonly limit: number; readonly booked: boolean },
): Promise<{ date: string; id: string }[]> {
  return tx.query<{ date: string; id: string }>(
    `select f.flight_date as date, f.flight_id as id from records.flight f
     where f.state <> 'cancelled' and f.flight_date >= ($1::timestamptz - interval '3 days')::date
       and case when f.departs_at is null and f.arrives_at is null
                then f.flight_date >= ($1::timestamptz - interval '1 day')::date
                else greatest(f.departs_at, f.arrives_at) >= $1 end
       and (f.flight_date, f.flight_id) > ($2::date, $3::uuid)
       and (not $5 or exists (select from records.booking b
                              where b.flight_date = f.flight_date and b.flight_id = f.flight_id))
     order by f.flight_date, f.flight_id limit $4`,
    [
      from,
      after?.date ?? "0001-01-01",
      after?.id ?? "00000000-0000-0000-0000-000000000000",
      page.limit,
      page.booked,
    ],
  );
}

/**
 * Flights that are under way between two instants (of those without a known time: by their date) and are not cancelled, in
 * the order of their days; `coming`: not over at the transaction's instant.
 */
export function flightsBetween(
  tx: Transaction,
  from: Date,
  to: Date,
): Promise<{ date: string; id: string; coming: boolean }[]> {
  return tx.query<{ date: string; id: string; coming: boolean }>(
    `select flight_date as date, flight_id as id,
            coalesce(greatest(departs_at, arrives_at) >= $3, flight_date >= ($3::timestamptz)::date) as coming
     from records.flight
     where state <> 'cancelled'
       and flight_date between ($1::timestamptz - interval '3 days')::date and ($2::timestamptz + interval '1 day')::date
       and case when departs_at is null and arrives_at is null
                then flight_date between ($1::timestamptz)::date and ($2::timestamptz)::date
                else greatest(departs_at, arrives_at) >= $1 and least(departs_at, arrives_at) <= $2 end
     order by flight_date, flight_id`,
    [from, to, tx.at],
  );
}

/** The flights of a local day of departure, whatever became of them. */
export async function flightsOfDay(tx: Transaction, day: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    "select flight_id as id from records.flight where flight_date = $1 order by flight_id",
    [day],
  );
  return rows.map(({ id }) => id);
}
