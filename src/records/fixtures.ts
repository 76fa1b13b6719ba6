// Builders of messages for tests of the records: invented persons on an invented flight.
import type { BookedTraveller, Booking, ListedTraveller, PassengerList } from "#messages";

export function aListedTraveller(over: Partial<ListedTraveller> = {}): ListedTraveller {
  return {
    role: "passenger",
    surname: "MUSTERI",
    given: "ANAR",
    sex: "M",
    birthDate: "1980-05-01",
    nationality: "AZE",
    residence: null,
    embark: "IST",
    debark: "GYD",
    clearance: null,
    locator: "ABC123",
    travellerRef: null,
    seat: "12A",
    bags: { count: 1, tags: [], weightKg: null },
    documents: [{ type: "P", number: "C01234567", issuer: "AZE", expires: "2031-01-01" }],
    address: null,
    placeOfBirth: null,
    verified: true,
    segment: 12,
    ...over,
  };
}

export function aPassengerList(
  travellers: readonly ListedTraveller[],
  over: Partial<PassengerList> = {},
): PassengerList {
  return {
    function: "passenger-list",
    status: null,
    reportedAt: null,
    reporter: { name: "DESK", phones: [], emails: [] },
    transaction: null,
    flights: [
      {
        carrier: "J2",
        number: "8068",
        suffix: null,
        legs: [
          { from: "IST", to: "GYD", departs: "2026-11-21T14:30", arrives: "2026-11-21T18:25", border: true },
        ],
      },
    ],
    stated: { passengers: travellers.length, crew: null },
    travellers,
    ...over,
  };
}

export function aBookedTraveller(over: Partial<BookedTraveller> = {}): BookedTraveller {
  return {
    ref: "1",
    type: "adult",
    surname: "MUSTERI",
    given: "ANAR",
    title: "MR",
    sex: null,
    birthDate: null,
    nationality: null,
    documents: [],
    addresses: [],
    seats: [],
    tickets: [],
    frequentFlyer: [],
    bags: [],
    ...over,
  };
}

export function aBooking(over: Partial<Booking> = {}): Booking {
  return {
    locator: "ABC123",
    carrier: "J2",
    createdAt: "2026-10-01T09:00",
    sentAt: null,
    cancelled: false,
    flight: {
      carrier: "J2",
      number: "8068",
      from: "IST",
      to: "GYD",
      departs: "2026-11-21T14:30",
      arrives: "2026-11-21T18:25",
    },
    agency: null,
    travellers: [aBookedTraveller()],
    segments: [],
    contacts: { phones: [], emails: [], addresses: [] },
    payments: [],
    history: [],
    remarks: [],
    split: { from: null, to: [] },
    segment: 6,
    ...over,
  };
}
