// All SQL that writes bookings.
import type { Transaction } from "#platform";
import { monthStatement } from "./month-statement.ts";

export type BookingState = "active" | "cancelled" | "not-in-push";

export type KeptBooking = {
  booking_id: string;
  locator: string;
  host: string;
  created: string;
  state: BookingState;
  content_hash: Buffer;
  version: number;
  /** When it was last changed at the carrier (DAT 700), as its latest push says. */
  changed_at: string | null;
};

export function bookingsOf(tx: Transaction, flight: { date: string; id: string }): Promise<KeptBooking[]> {
  return tx.query<KeptBooking>(
    monthStatement(
      tx,
      "records-bookings-of",
      flight.date,
      (within) => `select booking_id, locator, host, created, state, content_hash, version,
                     detail ->> 'sentAt' as changed_at from records.booking
             where flight_date = $1 and ${within("flight_date")} and flight_id = $2`,
    ),
    [flight.date, flight.id],
  );
}

/** A booking to write. `detail` null leaves the kept detail as it is (a cancellation says nothing of it). */
export type BookingRow = {
  readonly bookingId: string;
  readonly locator: string;
  readonly host: string;
  readonly created: string;
  readonly state: BookingState;
  readonly detail: unknown;
  readonly contentHash: string;
  readonly segment: number;
};

export function upsertBookings(
  tx: Transaction,
  flight: { date: string; id: string },
  receiptId: string,
  rows: readonly BookingRow[],
): void {
  if (rows.length === 0) return;
  tx.write(
    {
      name: "records-upsert-bookings",
      text: `insert into records.booking as r (flight_date, flight_id, booking_id, locator, host, created, state, detail,
               content_hash, receipt_id, segment, first_received_at, last_received_at, clock_start)
             select $1, $2, b."bookingId", b.locator, b.host, b.created, b.state, coalesce(b.detail, '{}'),
                    decode(b."contentHash", 'hex'), $4, b.segment, $5, $5, $5
             from jsonb_to_recordset($3::jsonb) as b ("bookingId" uuid, locator text, host text, created text, state text,
                  detail jsonb, "contentHash" text, segment integer)
             on conflict (flight_date, flight_id, booking_id) do update set
               state = excluded.state,
               detail = case when excluded.detail = '{}' then r.detail else excluded.detail end,
               content_hash = excluded.content_hash, receipt_id = excluded.receipt_id, segment = excluded.segment,
               version = r.version + 1, last_received_at = excluded.last_received_at`,
    },
    [flight.date, flight.id, JSON.stringify(rows), receiptId, tx.at],
  );
}

export function setBookingStates(
  tx: Transaction,
  flight: { date: string; id: string },
  ids: readonly string[],
  state: BookingState,
): void {
  if (ids.length === 0) return;
  tx.write(
    monthStatement(
      tx,
      "records-set-booking-states",
      flight.date,
      (within) => `update records.booking set state = $4, version = version + 1, last_received_at = $5
             where flight_date = $1 and ${within("flight_date")} and flight_id = $2 and booking_id = any ($3::uuid[])`,
    ),
    [flight.date, flight.id, ids, state, tx.at],
  );
}
