// What a booking holds that may be watched for, without what is its agency's rather than the travellers'.
import type { EntryKey } from "#watchlists";
import { comparedForms } from "./watch-key.ts";

type PostalAddress = {
  readonly line: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
};

/** The parts of a booking that are compared; as its message says them, or as the records keep them. */
export type WatchedBooking = {
  readonly locator: string;
  readonly agency: { readonly iata: string | null } | null;
  readonly contacts: {
    readonly phones: readonly string[];
    readonly emails: readonly string[];
    readonly addresses: readonly PostalAddress[];
  };
  readonly payments: readonly {
    readonly card: { readonly masked: string } | null;
    readonly billing?: PostalAddress;
  }[];
};

/** In so many bookings of one agency on one flight, a contact is the agency's own. */
const agencyFrom = 3;

/**
 * The keys of each booking of one flight. Telephone numbers and e-mail addresses that stand in three or more bookings of
 * one agency are that agency's: they are no travellers', and are left out.
 */
export function keysOfBookings(
  bookings: readonly WatchedBooking[],
  salt: Uint8Array,
): ReadonlyMap<string, readonly EntryKey[]> {
  const agencies = new Map<string, Set<string>>();
  for (const booking of bookings) {
    if (booking.agency === null) continue;
    for (const key of contactsOf(booking)) {
      for (const form of comparedForms(key, salt)) {
        const place = `${booking.agency.iata ?? ""} ${form}`;
        const among = agencies.get(place) ?? new Set();
        agencies.set(place, among.add(booking.locator));
      }
    }
  }
  const isOfAgency = (booking: WatchedBooking, key: EntryKey): boolean =>
    booking.agency !== null &&
    comparedForms(key, salt).some(
      (form) => (agencies.get(`${booking.agency?.iata ?? ""} ${form}`)?.size ?? 0) >= agencyFrom,
    );
  return new Map(
    bookings.map((booking) => [
      booking.locator,
      [...contactsOf(booking).filter((key) => !isOfAgency(booking, key)), ...otherKeysOf(booking)],
    ]),
  );
}

function contactsOf({ contacts }: WatchedBooking): EntryKey[] {
  return [
    ...contacts.phones.map((value) => ({ kind: "phone" as const, value })),
    ...contacts.emails.map((value) => ({ kind: "email" as const, value })),
  ];
}

function otherKeysOf({ agency, contacts, payments }: WatchedBooking): EntryKey[] {
  const addresses = [...contacts.addresses, ...payments.flatMap(({ billing }) => billing ?? [])];
  return [
    ...(agency === null || agency.iata === null ? [] : [{ kind: "agency" as const, value: agency.iata }]),
    ...payments.flatMap(({ card }) => (card === null ? [] : [{ kind: "card" as const, value: card.masked }])),
    ...addresses.flatMap(({ line, city, postcode, country }) =>
      // A list may or may not say the postcode and the country.
      [
        [line, city],
        [line, city, postcode],
        [line, city, country],
        [line, city, postcode, country],
      ].map((parts) => ({
        kind: "address" as const,
        value: parts.filter((part) => part !== null).join(", "),
      })),
    ),
  ];
}
