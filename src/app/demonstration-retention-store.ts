// Invented travellers of half a year ago, as they would stand in the records: the demonstration cannot wait so long.
import { newId, type Transaction } from "#platform";

export type PastTraveller = {
  readonly surname: string;
  readonly given: string;
  readonly number: string;
  readonly receivedAt: Date;
};
export type PastPerson = {
  readonly flightDate: string;
  readonly flightId: string;
  readonly personId: string;
};

/** Whether they were made before. */
export async function arePastThere(tx: Transaction): Promise<boolean> {
  const rows = await tx.query("select from records.flight where carrier = 'J2' and number = '9001' limit 1");
  return rows.length > 0;
}

/** Puts one on a flight of the day it was received. */
export async function insertPast(tx: Transaction, past: PastTraveller): Promise<PastPerson> {
  const [flightId, personId] = [newId(tx.at), newId(tx.at)];
  const flightDate = past.receivedAt.toISOString().slice(0, 10);
  await tx.query(
    `insert into records.flight (flight_date, flight_id, carrier, number, origin, destination, direction, state, departs_at, arrives_at,
       travellers, api_messages, first_received_at, last_received_at)
     values ($1, $2, 'J2', $3, 'IST', 'GYD', 'inbound', 'closed', $4, $4, 1, 1, $4, $4)`,
    [flightDate, flightId, past.number, past.receivedAt],
  );
  await tx.query(
    `insert into records.traveller (flight_date, flight_id, traveller_id, person_id, source, role, state, surname, given, name_key,
       sex, birth_date, nationality, locator, document_numbers, detail, content_hash, receipt_id, segment, first_received_at,
       last_received_at)
     values ($1, $2, $3, $3, 'api', 'passenger', 'boarded', $4, $5, $6, 'X', '1980-01-01', 'UTO', 'DEMO01', array[$7], $8, '',
       $3, 1, $9, $9)`,
    [
      flightDate,
      flightId,
      personId,
      past.surname,
      past.given,
      `${past.given} ${past.surname}`,
      `X${past.number}`,
      JSON.stringify({ documents: [{ type: "P", number: `X${past.number}`, issuer: "UTO", expires: null }] }),
      past.receivedAt,
    ],
  );
  return { flightDate, flightId, personId };
}

/** As if received so many days earlier: its time in clear is over. */
export async function makeOlder(
  tx: Transaction,
  { flightDate, flightId }: PastPerson,
  days: number,
): Promise<void> {
  await tx.query(
    `update records.traveller set clock_start = clock_start - $3 * interval '1 day' where flight_date = $1 and flight_id = $2`,
    [flightDate, flightId, days],
  );
}
