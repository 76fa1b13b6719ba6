// Writes pushes of bookings (PNRGOV) of a flight as its carrier would send them: standards/pnrgov.md.
import type { SegmentToWrite } from "#messages";
import type { FlightParty, Roster } from "../roster.ts";
import type { Flight } from "../schedule.ts";
import { pnrOptions, partOf, referenceOf, roughLength, split, type Draft } from "./draft.ts";
import { checkInSegments, legSegments } from "./pnr-itinerary.ts";
import { dayMonthYear, localDayTime, utcDayTime } from "./pnr-dates.ts";
import { travellerSegments } from "./pnr-traveller.ts";
import type { Party } from "../party.ts";

/** The state of a booking that a push shows: everything up to an instant; check-in too once the flight has left. */
export type Shown = { readonly at: number; readonly departed: boolean };

function levelZero(flight: Flight, kind: "full" | "update", bookings: number): SegmentToWrite[] {
  const { carrier, from, to } = flight;
  return [
    ["MSG", ["", kind === "full" ? "22" : "141"]],
    ["ORG", [carrier.host, carrier.hub]],
    [
      "TVL",
      [...localDayTime(flight.departs), ...localDayTime(flight.arrives)],
      from.iata,
      to.iata,
      carrier.code,
      flight.number,
    ],
    ["EQN", String(bookings)],
  ];
}

function locatorSegment(party: Party): SegmentToWrite {
  const [date, time] = utcDayTime(party.bookedAt);
  const other = party.otherLocator;
  return [
    "RCI",
    [party.host, party.locator, "", date, time],
    ...(other === undefined ? [] : [[other.host, other.locator, "", date, time]]),
  ];
}

/** The last change of a booking that a push at `at` knows of. */
function changedAt(of: FlightParty, at: number): number {
  const { party } = of;
  const moments = [
    party.bookedAt,
    ...party.changes.map((change) => change.at),
    of.checkedInAt ?? 0,
    of.offloadedAt ?? 0,
  ];
  return Math.max(...moments.filter((moment) => moment <= at));
}

const ticketedAt = (party: Party): number =>
  party.changes.find((change) => change.what === "ticketed")?.at ?? party.bookedAt + 9 * 60_000;

function saleSegments(party: Party): SegmentToWrite[] {
  const { agency } = party;
  return [
    [
      "ORG",
      [agency.system, agency.location],
      [agency.iata, agency.office],
      agency.location,
      [party.host, agency.location],
      agency.kind,
      [agency.country, agency.currency, "EN"],
      agency.sign,
    ],
  ];
}

function remarkSegments(of: FlightParty, shown: Shown): SegmentToWrite[] {
  const { party, leg } = of;
  const first = party.travellers[0];
  const contact = party.changes.find((change) => change.what === "contact");
  const segments: SegmentToWrite[] = party.remarks
    .filter((remark) => remark.at <= shown.at)
    .map((remark) => ["IFT", ["4", "28", "", leg.carrier], remark.text]);
  if (first !== undefined && party.agency.kind === "T") {
    segments.push([
      "IFT",
      ["4", "28", "", leg.carrier],
      `CTCT ${party.agency.location} ${first.person.phone}-A`,
    ]);
  }
  if (first !== undefined && contact !== undefined && contact.at <= shown.at) {
    segments.push(["IFT", ["4", "28", "", leg.carrier], `CTC ${first.person.phone}-U`]);
  }
  return segments;
}

function contactSegment(party: Party): SegmentToWrite[] {
  const person = party.travellers[0]?.person;
  if (person === undefined) return [];
  const { street, city, postcode, country } = person.address;
  return [["ADD", "", ["700", street, city, "", "", country, postcode, person.phone]]];
}

function historySegments(of: FlightParty, shown: Shown): SegmentToWrite[] {
  const { party, leg } = of;
  const past = party.changes.filter((change) => change.at <= shown.at && change.what !== "ticketed");
  return past.flatMap((change): SegmentToWrite[] => {
    const [date, time] = utcDayTime(change.at);
    const seatBefore = of.passengers[0]?.seatBefore;
    const item: SegmentToWrite[] =
      change.what === "seat" && seatBefore != null
        ? [
            ["SAC", "", "", "X"],
            [
              "SSR",
              ["SEAT", "XX", "1", leg.carrier, "", "", leg.from.iata, leg.to.iata],
              [seatBefore, "", "1"],
            ],
          ]
        : [
            ["SAC", "", "", "A"],
            [
              "IFT",
              ["4", "28", "", leg.carrier],
              change.what === "contact" ? "CONTACT ADDED" : "SERVICE ADDED",
            ],
          ];
    return [
      ["ABI", "4", [party.agency.sign, "GS"], party.agency.location, "", party.host],
      ["DAT", ["T", date, time]],
      ...item,
    ];
  });
}

/** A booking in full, as it stands at a moment. */
export function bookingSegments(roster: Roster, of: FlightParty, shown: Shown): SegmentToWrite[] {
  const { party } = of;
  const { carrier } = roster.flight;
  const issued = carrier.numeric !== null && ticketedAt(party) <= shown.at;
  const changed = utcDayTime(changedAt(of, shown.at));
  const [ticketDate, ticketTime] = utcDayTime(ticketedAt(party));
  const segments: SegmentToWrite[] = [
    ["SRC"],
    locatorSegment(party),
    ["DAT", ["700", ...changed], ...(issued ? [["710", ticketDate, ticketTime]] : [])],
    ...remarkSegments(of, shown),
    ...saleSegments(party),
    ...contactSegment(party),
    ...of.passengers.flatMap((passenger) => travellerSegments(roster, of, passenger, { ...shown, issued })),
  ];
  for (const leg of party.legs) {
    segments.push(...legSegments(of, leg, shown));
    if (leg === of.leg && shown.departed) segments.push(...checkInSegments(roster, of));
  }
  if (party.dividedFrom !== undefined) {
    segments.push(["EQN", String(party.dividedFrom.count)], ["RCI", [party.host, party.dividedFrom.locator]]);
  }
  if (carrier.pnr.history) segments.push(...historySegments(of, shown));
  if (party.groupName !== undefined)
    segments.push(["LTS", `GRP ${party.groupName} ${party.travellers.length}PAX`]);
  return segments;
}

/** A cancelled booking in an update push: its locator and an empty ORG, nothing else (pnrgov.md §4). */
export const cancelledSegments = (of: FlightParty): SegmentToWrite[] => [
  ["SRC"],
  locatorSegment(of.party),
  ["ORG"],
];

export type PushToWrite = {
  readonly seed: number;
  readonly id: string;
  readonly roster: Roster;
  readonly at: number;
  readonly kind: "full" | "update";
  /** Each booking with its segments. */
  readonly bookings: readonly (readonly SegmentToWrite[])[];
};

/** The drafts of a push, split into parts where it is long; EQN counts the whole push in each. */
export function pushDrafts(push: PushToWrite): { draft: Draft; bookings: number }[] {
  const { flight } = push.roster;
  const { carrier } = flight;
  const habits = carrier.pnr;
  const groups = split(push.bookings, roughLength, habits.charactersMax);
  const [version = "", release = ""] = habits.release.split(":");
  const access = `${dayMonthYear(flight.departs)}/${flight.departs.slice(11).replace(":", "")}/${carrier.code}/${flight.number}`;
  return groups.map((group, index) => ({
    bookings: group.length,
    draft: {
      carrier,
      channel: habits.channel,
      sender: carrier.code,
      syntax: habits.syntax,
      at: push.at,
      reference: referenceOf(push.seed, `${push.id}/${index}`),
      type: ["PNRGOV", version, release, "IA"],
      groupVersion: ["IA", version, release],
      accessReference: access,
      part: partOf(index, groups.length),
      applicationReference: "PNRGOV",
      segments: [...levelZero(flight, push.kind, push.bookings.length), ...group.flat()],
      options: pnrOptions(habits),
    },
  }));
}
