// A flight with one masked traveller, or several, as masking leaves them: for tests of what happens afterwards.
import { newId, systemActor, type Database, type Keyring } from "#platform";
import { maskExpired } from "#retention";
import { euStrict } from "#vocabulary";

export type MaskedPerson = {
  /** As addresses of screens and routes name the person. */
  readonly key: string;
  readonly personId: string;
  readonly date: string;
  readonly flightId: string;
  readonly travellerId: string;
  readonly bookingId: string;
};

/** The part of the server that alone sees what has had its time. */
const retention = { ...systemActor("retention"), roles: ["system", "system:retention"] };

/** Invented: what the vault holds of it, and no test may find anywhere else. */
export const clearSurname = "QWERTZUIOP";
export const clearPhone = "+994000000001";

/** Puts a flight with a booked traveller into the records, received six months before the clock, and masks the traveller. */
export async function aMaskedPerson(
  services: { readonly database: Database; readonly keyring: Pick<Keyring, "periods"> },
  options: { readonly masked?: boolean; readonly number?: string } = {},
): Promise<MaskedPerson> {
  const { database, keyring } = services;
  const made = await database.transaction(retention, async (tx) => {
    const received = new Date(tx.at);
    if (options.masked !== false) {
      received.setUTCMonth(received.getUTCMonth() - 6);
      received.setUTCDate(received.getUTCDate() - 1);
    }
    const surname = options.masked === false ? "VISIBLE" : clearSurname;
    const date = received.toISOString().slice(0, 10);
    const [flightId, personId, travellerId, bookingId] = [
      newId(tx.at),
      newId(tx.at),
      newId(tx.at),
      newId(tx.at),
    ];
    await tx.query(
      `insert into records.flight (flight_date, flight_id, carrier, number, origin, destination, direction, departs_at, arrives_at,
         first_received_at, last_received_at) values ($1, $2, 'J2', $4, 'IST', 'GYD', 'inbound', $3, $3, $3, $3)`,
      [date, flightId, received, options.number ?? "78"],
    );
    const booking = {
      createdAt: null,
      segments: [],
      contacts: { phones: [clearPhone], emails: ["nobody@example.invalid"], addresses: [] },
      payments: [{ form: "CC", amount: "100", currency: "AZN", card: null }],
      remarks: ["WINDOW SEAT"],
    };
    await tx.query(
      `insert into records.booking (flight_date, flight_id, booking_id, locator, host, state, detail, content_hash, receipt_id,
         segment, first_received_at, last_received_at) values ($1, $2, $3, 'XY12ZZ', 'J2', 'active', $4, '', $3, 1, $5, $5)`,
      [date, flightId, bookingId, JSON.stringify(booking), received],
    );
    const detail = {
      documents: [{ type: "P", number: "A0000001", issuer: "AZE" }],
      title: "MR",
      addresses: [],
      seats: [],
      tickets: [],
      frequentFlyer: [{ carrier: "J2", number: "FF000001" }],
      bags: [],
    };
    await tx.query(
      `insert into records.traveller (flight_date, flight_id, traveller_id, person_id, source, role, state, surname, given, name_key,
         sex, birth_date, nationality, locator, document_numbers, detail, booking_id, content_hash, receipt_id, segment,
         first_received_at, last_received_at)
       values ($1, $2, $3, $4, 'pnr', 'passenger', 'boarded', $5, 'IMAGINARY', $6, 'M', '1980-01-01', 'AZE', 'XY12ZZ',
         '{A0000001}', $7, $8, '', $3, 1, $9, $9)`,
      [
        date,
        flightId,
        travellerId,
        personId,
        surname,
        `IMAGINARY ${surname}`,
        JSON.stringify(detail),
        bookingId,
        received,
      ],
    );
    return { key: `${date}_${flightId}_${personId}`, personId, date, flightId, travellerId, bookingId };
  });
  if (options.masked === false) return made;
  const { date, flightId, personId } = made;
  // On grounds that somebody recorded: three more years.
  await database.transaction(retention, (tx) =>
    tx.query("select retention.keep_until($1, $2, $3, $4)", [
      date,
      flightId,
      personId,
      new Date(tx.at.getTime() + 3 * 365 * 86_400_000),
    ]),
  );
  await maskExpired({ database, profile: euStrict, key: keyring });
  return made;
}
