// One traveller of a booking in PNRGOV: name, loyalty, services, documents, ticket and payment (GR.2 to GR.4).
import type { SegmentToWrite } from "#messages";
import type { Carrier } from "../carriers.ts";
import type { Party, Traveller } from "../party.ts";
import type { FlightParty, Passenger, Roster } from "../roster.ts";
import { dayMonthName, utcDayTime } from "./pnr-dates.ts";

const types = { adult: "A", child: "C", infant: "IN" } as const;
/** Share of the adult fare. */
const fareShare = { adult: 1, child: 0.75, infant: 0.1 } as const;

/** What a push shows of the booking; `issued`: tickets are out. */
type Shown = { readonly at: number; readonly departed: boolean; readonly issued: boolean };

/** The given name as hosts print it: patronymic where shown, title after a blank or glued. */
function givenWithTitle(traveller: Traveller, carrier: Carrier): string {
  const { given, patronymic } = traveller.person;
  const name =
    traveller.patronymicShown && patronymic !== undefined
      ? `${given.travel} ${patronymic.travel}`
      : given.travel;
  if (traveller.type === "infant") return name;
  return carrier.pnr.titleGlued ? name + traveller.title : `${name} ${traveller.title}`;
}

/** E-mail as AIRIMP has it: `//` for @, `..` for _, `./` for -. */
const airimpEmail = (email: string): string =>
  email.toUpperCase().replaceAll("@", "//").replaceAll("_", "..").replaceAll("-", "./");

type Documented = { readonly code: string; readonly text: string };

function documentTexts(traveller: Traveller): Documented[] {
  const { person, lapOf } = traveller;
  const { document, visa, address } = person;
  const sex = lapOf === undefined ? person.sex : `${person.sex}I`;
  const texts: Documented[] = [
    {
      code: "DOCS",
      text: `/${document.type}/${document.issuer}/${document.number}/${person.nationality}/${dayMonthName(person.birthDate)}/${sex}/${dayMonthName(
        document.expires,
      )}/${person.surname.travel}/${person.given.travel}/`,
    },
  ];
  if (visa !== undefined)
    texts.push({ code: "DOCO", text: `/${person.birthPlace}/V/${visa.number}/BAKU//AZ` });
  if (visa !== undefined) {
    texts.push({
      code: "DOCA",
      text: `/R/${person.residence}/${address.street}/${address.city}//${address.postcode}`,
    });
  }
  return texts;
}

/** Documents stand in the booking from the start for most, for the others from check-in. */
function documentsShown(of: FlightParty, at: number): boolean {
  return of.party.documentsEarly || (of.checkedInAt !== undefined && of.checkedInAt <= at);
}

function serviceSegments(of: FlightParty, passenger: Passenger, shown: Shown): SegmentToWrite[] {
  const { traveller } = passenger;
  const { leg, party } = of;
  const ssr = (code: string, text: string): SegmentToWrite => [
    "SSR",
    [code, "HK", "1", leg.carrier, "", "", "", "", text],
  ];
  const segments: SegmentToWrite[] = [];
  if (documentsShown(of, shown.at)) {
    segments.push(...documentTexts(traveller).map(({ code, text }) => ssr(code, text)));
  }
  if (shown.issued && traveller.ticket !== null) segments.push(ssr("TKNE", `${traveller.ticket}C1`));
  if (traveller.ref === 1) {
    segments.push(ssr("CTCM", traveller.person.phone), ssr("CTCE", airimpEmail(traveller.person.email)));
  }
  if (traveller.type === "child") segments.push(ssr("CHLD", dayMonthName(traveller.person.birthDate)));
  if (party.kind === "minor")
    segments.push(ssr("UMNR", `UM${leg.carrier} GUARDIAN ${traveller.person.surname.travel}`));
  for (const service of traveller.services) {
    if (service.at > shown.at) continue;
    segments.push([
      "SSR",
      [service.code, "HK", "1", leg.carrier, "", "", leg.from.iata, leg.to.iata, service.text],
    ]);
  }
  return segments;
}

const money = (amount: number): string => amount.toFixed(2);

function ticketSegments(
  party: Party,
  traveller: Traveller,
  carrier: Carrier,
  issuedAt: number,
): SegmentToWrite[] {
  const { fare, payment } = party;
  const base = Math.round(fare.base * fareShare[traveller.type]);
  const tax = traveller.type === "infant" ? 0 : fare.tax;
  const holder = party.travellers[0]?.person;
  const first = party.legs[0];
  const last = party.legs.at(-1);
  const [date, time] = utcDayTime(issuedAt);
  const paid: SegmentToWrite =
    payment.form === "CC"
      ? ["FOP", ["CC", "3", money(base + tax), payment.vendor, payment.number, payment.expires]]
      : ["FOP", [payment.form, "3", money(base + tax)]];
  return [
    traveller.ticket === null ? ["TKT", ["", "1"]] : ["TKT", [traveller.ticket, "T", "1"]],
    ["MON", ["B", money(base), fare.currency], ["T", money(base + tax), fare.currency]],
    [
      "PTK",
      "NR",
      "",
      utcDayTime(issuedAt),
      [carrier.code],
      ...(carrier.numeric === null ? [] : [carrier.numeric, party.agency.location]),
    ],
    ...(tax === 0 ? [] : [["TXD", "", [money(tax), party.agency.country, fare.currency, "YR"]] as const]),
    ["DAT", ["710", date, time]],
    [
      "IFT",
      ["4", "15", "0"],
      `${first?.from.iata} ${carrier.code} ${last?.to.iata} ${money(base)}${fare.currency}END`,
    ],
    paid,
    ...(payment.form === "CC" && holder !== undefined
      ? [["IFT", ["4", "43"], `${holder.given.travel} ${holder.surname.travel}`] as const]
      : []),
  ];
}

/** One traveller with everything that a push at this moment says of him or her. */
export function travellerSegments(
  roster: Roster,
  of: FlightParty,
  passenger: Passenger,
  shown: Shown,
): SegmentToWrite[] {
  const { carrier } = roster.flight;
  const { traveller } = passenger;
  const { party } = of;
  const accompanied = of.passengers.some((other) => other.traveller.lapOf === traveller.ref);
  const issuedAt =
    party.changes.find((change) => change.what === "ticketed")?.at ?? party.bookedAt + 9 * 60_000;
  return [
    [
      "TIF",
      [traveller.person.surname.travel, "I"],
      [
        givenWithTitle(traveller, carrier),
        types[traveller.type],
        String(traveller.ref),
        ...(accompanied ? ["1"] : []),
      ],
    ],
    ...(traveller.frequentFlyer === undefined
      ? []
      : [["FTI", [carrier.code, traveller.frequentFlyer]] as const]),
    ["REF", ["", passenger.reference]],
    ["FAR", "N", "", "", "", "", party.fare.basis],
    ...serviceSegments(of, passenger, shown),
    ...(shown.issued || traveller.ticket === null ? ticketSegments(party, traveller, carrier, issuedAt) : []),
  ];
}
