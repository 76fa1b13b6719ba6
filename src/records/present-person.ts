// One person's page: what each source says, the booking, the history, and when the law takes the record away.
import { dueDay, type LegalProfile } from "#vocabulary";
import type { PersonPage, SourceRecord } from "./contract.ts";
import { changeRow, differences, flightRow, type AlertCounts } from "./present.ts";
import type { BookingReadRow, ChangeReadRow, FlightReadRow, TravellerReadRow } from "./read-store.ts";

type Fact = { label: string; value: string };

const text = (value: unknown): string | null => {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
};
const facts = (pairs: readonly [string, unknown][]): Fact[] =>
  pairs.flatMap(([label, value]) => {
    const shown = text(value);
    return shown === null ? [] : [{ label, value: shown }];
  });
const joined = (parts: readonly unknown[], by = ", "): string | null => {
  const present = parts.map(text).filter((part) => part !== null);
  return present.length === 0 ? null : present.join(by);
};

type Address = {
  line: string | null;
  city: string | null;
  region: string | null;
  postcode: string | null;
  country: string | null;
};
const address = (one: Address | null | undefined) =>
  one === null || one === undefined
    ? null
    : joined([one.line, one.city, one.region, one.postcode, one.country]);

/** The parts of a row's detail that the page shows; each is as messages/*.ts types it. */
type Detail = {
  documents?: { type: string; number: string; issuer: string | null; expires: string | null }[];
  residence?: string | null;
  embark?: string | null;
  debark?: string | null;
  clearance?: string | null;
  placeOfBirth?: string | null;
  verified?: boolean | null;
  address?: Address | null;
  addresses?: Address[];
  type?: string | null;
  title?: string | null;
  tickets?: { number: string; amount: string | null; currency: string | null }[];
  frequentFlyer?: { carrier: string | null; number: string }[];
  bags?:
    | { count: number | null; tags: string[]; weightKg: number | null }
    | {
        tag: string | null;
        carrier: string | null;
        to: string | null;
        pieces: number | null;
        weightKg: number | null;
      }[];
};

function bagLines(bags: Detail["bags"]): string[] {
  if (bags === undefined) return [];
  if (Array.isArray(bags)) {
    return bags.flatMap(
      (bag) =>
        joined(
          [
            bag.carrier,
            bag.tag,
            bag.to,
            bag.pieces === null ? null : `×${bag.pieces}`,
            bag.weightKg === null ? null : `${bag.weightKg} kg`,
          ],
          " ",
        ) ?? [],
    );
  }
  const total = joined(
    [bags.count === null ? null : `×${bags.count}`, bags.weightKg === null ? null : `${bags.weightKg} kg`],
    " ",
  );
  return [...(total === null ? [] : [total]), ...bags.tags];
}

/** What one message states of one person. */
export function sourceRecord(row: TravellerReadRow): SourceRecord {
  const detail = row.detail as Detail;
  const addresses = [detail.address, ...(detail.addresses ?? [])].map(address).filter((one) => one !== null);
  return {
    source: row.source,
    surname: row.surname,
    given: row.given,
    sex: row.sex,
    birthDate: row.birth_date,
    nationality: row.nationality,
    residence: detail.residence ?? null,
    role: row.role,
    state: row.state,
    locator: row.locator,
    travellerRef: row.traveller_ref,
    seat: row.seat,
    documents: (detail.documents ?? []).map(({ type, number, issuer, expires }) => ({
      type,
      number,
      issuer,
      expires,
    })),
    bags: bagLines(detail.bags),
    embark: detail.embark ?? null,
    debark: detail.debark ?? null,
    facts: [
      ...facts([
        ["type", detail.type],
        ["title", detail.title],
        ["placeOfBirth", detail.placeOfBirth],
        ["clearance", detail.clearance],
        [
          "verified",
          detail.verified === null || detail.verified === undefined ? null : detail.verified ? "yes" : "no",
        ],
      ]),
      ...addresses.map((value) => ({ label: "address", value })),
      ...(detail.tickets ?? []).flatMap((ticket) =>
        facts([["ticket", joined([ticket.number, ticket.amount, ticket.currency], " ")]]),
      ),
      ...(detail.frequentFlyer ?? []).flatMap((card) =>
        facts([["frequentFlyer", joined([card.carrier, card.number], " ")]]),
      ),
    ],
    receiptId: row.receipt_id,
    segment: row.segment,
    firstReceivedAt: row.first_received_at.toISOString(),
    lastReceivedAt: row.last_received_at.toISOString(),
  };
}

type BookingDetail = {
  createdAt?: string | null;
  agency?: { name: string | null; iata: string | null; city: string | null; country: string | null } | null;
  segments?: {
    carrier: string | null;
    number: string | null;
    from: string | null;
    to: string | null;
    departs: string | null;
    arrives: string | null;
    status: string | null;
    class: string | null;
  }[];
  contacts?: { phones: string[]; emails: string[]; addresses: Address[] };
  payments?: {
    form: string;
    amount: string | null;
    currency: string | null;
    card: { vendor: string | null; masked: string; expires: string | null; holder: string | null } | null;
  }[];
  remarks?: string[];
};

/** A booking as it is shown; `companions`: who else travels on it. */
export function bookingPart(
  booking: BookingReadRow,
  companions: NonNullable<PersonPage["booking"]>["companions"],
): PersonPage["booking"] {
  const detail = booking.detail as BookingDetail;
  return {
    locator: booking.locator,
    host: booking.host,
    state: booking.state,
    createdAt: detail.createdAt ?? null,
    agency: facts([
      ["agencyName", detail.agency?.name],
      ["agencyNumber", detail.agency?.iata],
      ["agencyPlace", joined([detail.agency?.city, detail.agency?.country])],
    ]),
    itinerary: (detail.segments ?? []).map(
      ({ carrier, number, from, to, departs, arrives, status, class: cabin }) => ({
        carrier,
        number,
        from,
        to,
        departs,
        arrives,
        status,
        class: cabin,
      }),
    ),
    contacts: [
      ...(detail.contacts?.phones ?? []).map((value) => ({ label: "phone", value })),
      ...(detail.contacts?.emails ?? []).map((value) => ({ label: "email", value })),
      ...(detail.contacts?.addresses ?? []).flatMap((one) => facts([["address", address(one)]])),
    ],
    payments: (detail.payments ?? []).map((payment) => ({
      label: payment.form,
      value:
        joined(
          [
            payment.amount,
            payment.currency,
            payment.card?.vendor,
            payment.card?.masked,
            payment.card?.expires,
            payment.card?.holder,
          ],
          " ",
        ) ?? "",
    })),
    remarks: detail.remarks ?? [],
    companions,
  };
}

/** The page of one person. `rows` are the person's own rows, `party` all rows of the same booking on this flight. */
export function personPage(input: {
  key: string;
  flight: FlightReadRow;
  alerts: AlertCounts | undefined;
  rows: readonly TravellerReadRow[];
  booking: BookingReadRow | null;
  party: readonly TravellerReadRow[];
  changes: readonly ChangeReadRow[];
  profile: LegalProfile;
}): PersonPage {
  const { rows, flight, profile } = input;
  const own = new Set(rows.map((row) => row.person_id));
  const flightPart = input.key.slice(0, 47);
  const companions = [...Map.groupBy(input.party, (row) => row.person_id)]
    .filter(([personId]) => !own.has(personId))
    .flatMap(([personId, [first]]) =>
      first === undefined
        ? []
        : [
            {
              key: `${flightPart}_${personId}`,
              surname: first.surname,
              given: first.given,
              seat: first.seat,
            },
          ],
    );
  const link = rows.find((row) => row.link_reason !== null)?.link_reason ?? null;
  const first = rows.reduce(
    (earliest, row) => (row.first_received_at < earliest ? row.first_received_at : earliest),
    new Date(8.64e15),
  );
  return {
    key: input.key,
    flight: flightRow(flight, input.alerts),
    sources: rows.map(sourceRecord),
    link: link === null ? null : { rule: link.rule, equal: [...link.equal] },
    differences: differences(
      rows.find((row) => row.source === "api"),
      rows.find((row) => row.source === "pnr"),
    ),
    booking: input.booking === null ? null : bookingPart(input.booking, companions),
    changes: input.changes.map(changeRow),
    retention: {
      due: dueDay(first, profile.initial.period),
      effect: profile.initial.effect,
      rule: profile.initial.rule,
    },
  };
}
