// The itinerary of a booking in PNRGOV: legs with seats and infants (GR.5), check-in with seats and bags (GR.6, GR.7).
import type { SegmentToWrite } from "#messages";
import { seatsOf } from "../aircraft.ts";
import type { Leg } from "../party.ts";
import type { FlightParty, Passenger, Roster } from "../roster.ts";
import { dayMonthName, localDayTime, utcDayTime } from "./pnr-dates.ts";

/** The seat of a passenger in the booking at a moment, null while none is chosen. */
function seatAt(of: FlightParty, passenger: Passenger, at: number): string | null {
  if (passenger.seat === null || passenger.seatFrom > at) return null;
  const change = of.party.changes.find((one) => one.what === "seat");
  return change !== undefined && change.at > at && passenger.seatBefore !== null
    ? passenger.seatBefore
    : passenger.seat;
}

function serviceSegments(of: FlightParty, shown: { readonly at: number }): SegmentToWrite[] {
  const { leg } = of;
  const ends = [leg.from.iata, leg.to.iata];
  return of.passengers.flatMap((passenger): SegmentToWrite[] => {
    const { traveller } = passenger;
    if (traveller.lapOf !== undefined) {
      const text = `${traveller.person.surname.travel}/${traveller.person.given.travel} ${dayMonthName(traveller.person.birthDate)}`;
      return [
        ["SSR", ["INFT", "HK", "1", leg.carrier, "", "", ...ends, text], ["", "", String(traveller.lapOf)]],
      ];
    }
    const seat = seatAt(of, passenger, shown.at);
    if (seat === null) return [];
    return [["SSR", ["SEAT", "HK", "1", leg.carrier, "", "", ...ends], [seat, "", String(traveller.ref)]]];
  });
}

/** One leg of the itinerary; the reported one with its seats and infants. */
export function legSegments(of: FlightParty, leg: Leg, shown: { readonly at: number }): SegmentToWrite[] {
  const { party } = of;
  const seated = party.travellers.filter((one) => one.lapOf === undefined).length;
  const times = [...localDayTime(leg.departs), ...localDayTime(leg.arrives)];
  return [
    ["TVL", times, leg.from.iata, leg.to.iata, leg.carrier, [leg.number, party.bookingClass]],
    ["RPI", String(seated), "HK"],
    ["APD", leg.aircraft],
    ...(leg === of.leg ? serviceSegments(of, shown) : []),
  ];
}

function bagSegment(roster: Roster, of: FlightParty, passenger: Passenger): SegmentToWrite[] {
  const { bags, kilos } = passenger.traveller;
  if (bags === 0) return [];
  const { carrier } = roster.flight;
  const tag = carrier.code + passenger.firstTag;
  return [
    [
      "TBD",
      "",
      [String(bags), String(kilos), "700"],
      "",
      "",
      [carrier.code, tag, String(bags), of.disembarks],
    ],
  ];
}

/** Check-in of each passenger: when, by whom, boarding number, seat and bags. Nothing for who stayed away. */
export function checkInSegments(roster: Roster, of: FlightParty): SegmentToWrite[] {
  const { checkedInAt, party } = of;
  if (checkedInAt === undefined || of.offloadedAt !== undefined) return [];
  const { carrier, from, route } = roster.flight;
  const [date, time] = utcDayTime(checkedInAt);
  const business = new Set(seatsOf(route.aircraft, "J"));
  return of.passengers.flatMap((passenger): SegmentToWrite[] => {
    const { traveller, seat } = passenger;
    const name = traveller.person;
    const type = traveller.type === "adult" ? "A" : traveller.type === "child" ? "C" : "IN";
    return [
      ["DAT", ["2", date, time]],
      ["ORG", [carrier.code, from.iata], "", "", "", "A"],
      ["TRI", "", [`${from.iata}-${passenger.sequence}`, "", "", String(traveller.ref)]],
      ["TIF", [name.surname.travel, "I"], [name.given.travel, type, String(traveller.ref)]],
      ...(seat === null
        ? []
        : [
            [
              "SSD",
              seat.padStart(4, "0"),
              "",
              "",
              "",
              business.has(seat) ? "J" : party.cabin === "J" ? "J" : "Y",
            ] as const,
          ]),
      ...bagSegment(roster, of, passenger),
    ];
  });
}
