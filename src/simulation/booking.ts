// Makes the bookings of a journey: company, sale, services and changes, out of one stream of random numbers.
import type { Carrier } from "./carriers.ts";
import { companyOf, groupNameOf, kindOf, titleOf, type Member } from "./company.ts";
import type { Leg, Party, PartyKind, Planted, Traveller } from "./party.ts";
import { ageOn } from "./person.ts";
import type { Random } from "./random.ts";
import { agencyOf, fareOf, leadHours, locatorOf, otherLocatorOf, paymentOf } from "./sale.ts";
import { bagsOf, remarksOf, servicesOf } from "./services.ts";
import { homeStateOf, nationalitiesSettingOutFrom } from "./states.ts";

const HOUR = 3_600_000;

/** The journey a booking is made for. `day` is the day of its first flight of the network. */
export type Journey = { readonly carrier: Carrier; readonly legs: readonly Leg[]; readonly day: number };

/** What a planted case demands instead of chance. */
export type BookingWish = {
  readonly kind?: PartyKind;
  readonly members?: readonly Member[];
  readonly leadHours?: number;
  readonly paysCash?: boolean;
  readonly withoutBags?: boolean;
  readonly planted?: Planted;
};

const bookingClasses = { Y: "YBMHQKLVSNTE", J: "CDJ" } as const;

function cabinOf(kind: PartyKind, aircraft: string, random: Random): "J" | "Y" {
  const hasBusiness = aircraft !== "7M8" && aircraft !== "738";
  return hasBusiness && random.chance(kind === "business" ? 0.22 : kind === "couple" ? 0.05 : 0.015)
    ? "J"
    : "Y";
}

type Sold = {
  readonly kind: PartyKind;
  readonly journey: Journey;
  readonly bookedAt: number;
  readonly startsAt: number;
  readonly withoutBags: boolean;
};

function travellersOf(members: readonly Member[], sold: Sold, random: Random): Traveller[] {
  const { carrier } = sold.journey;
  const firstTicket = random.int(1_000_000_00, 9_999_999_00);
  const agentServes = [sold.bookedAt, Math.max(sold.bookedAt, sold.startsAt - 3 * HOUR)] as const;
  return members.map((member, index) => {
    const age = ageOn(member.person.birthDate, sold.journey.day);
    const adult = member.type === "adult";
    const loyal = carrier.loyalty && adult && random.chance(sold.kind === "business" ? 0.45 : 0.12);
    const bags = bagsOf(sold.kind, member, random);
    return {
      person: member.person,
      ref: index + 1,
      type: member.type,
      ...(member.lapOf === undefined ? {} : { lapOf: member.lapOf + 1 }),
      title: titleOf(member),
      ticket:
        carrier.numeric === null
          ? null
          : `${carrier.numeric}2${String(firstTicket + index).padStart(9, "0")}`,
      ...(loyal ? { frequentFlyer: random.digits(9) } : {}),
      services: servicesOf(member, age, agentServes, random),
      ...(sold.withoutBags ? { bags: 0, kilos: 0 } : bags),
      patronymicShown: member.person.patronymic !== undefined && random.chance(0.05),
    };
  });
}

function changesOf(bookedAt: number, startsAt: number, random: Random): Party["changes"] {
  const room = startsAt - bookedAt;
  const kinds = (["ticketed", "seat", "contact", "service"] as const).filter((what) =>
    random.chance(what === "ticketed" ? 0.5 : 0.12),
  );
  return kinds
    .map((what) => ({ what, at: bookedAt + Math.floor(random.next() * Math.max(0, room - 2 * HOUR)) }))
    .sort((a, b) => a.at - b.at);
}

/**
 * One booking for a journey. Everything about it comes from the stream `random` and the wish, so the same stream gives
 * the same booking on every flight it is met on.
 */
export function partyOf(id: string, journey: Journey, random: Random, wish: BookingWish = {}): Party {
  const first = journey.legs[0];
  const last = journey.legs.at(-1);
  if (first === undefined || last === undefined) throw new Error("a journey has at least one leg");
  const { carrier, day } = journey;
  const kind = wish.kind ?? kindOf({ from: first.from, to: last.to }, random);
  const residence = homeStateOf(first.from.country);
  const nationality = random.weighted(nationalitiesSettingOutFrom(first.from.country));
  const members = wish.members ?? companyOf({ kind, nationality, residence, day }, random);
  const hours = wish.leadHours ?? leadHours(kind, random);
  const bookedAt = first.departsAt - Math.round(hours * HOUR) + random.int(0, 59) * 60_000;
  const agency = agencyOf(carrier, residence, kind, first.from.iata, random);
  const year = new Date(first.departsAt).getUTCFullYear();
  const payment = wish.paysCash
    ? { form: "CA" as const, vendor: "", number: "", expires: "" }
    : paymentOf(kind, agency, year, random);
  const cabin = cabinOf(kind, first.aircraft, random);
  const bookingClass = random.letters(1, bookingClasses[cabin]);
  const sold: Sold = {
    kind,
    journey,
    bookedAt,
    startsAt: first.departsAt,
    withoutBags: wish.withoutBags ?? false,
  };
  const cancelled = wish.planted === undefined && hours > 30 && random.chance(0.045);
  const divided = members.length > 2 && random.chance(0.03);
  return {
    id,
    kind,
    locator: locatorOf(random),
    ...otherLocatorOf(agency, carrier.host, random),
    host: carrier.host,
    bookedAt,
    ...(cancelled
      ? { cancelledAt: first.departsAt - random.int(3, Math.min(60, Math.floor(hours) - 1)) * HOUR }
      : {}),
    agency,
    payment,
    fare: fareOf(carrier, journey.legs, cabin === "J", bookingClass, random),
    cabin,
    bookingClass,
    legs: journey.legs,
    travellers: travellersOf(members, sold, random),
    remarks: remarksOf([bookedAt, first.departsAt - 2 * HOUR], random),
    changes: changesOf(bookedAt, first.departsAt, random),
    documentsEarly: random.chance(0.65),
    ...(divided ? { dividedFrom: { locator: locatorOf(random), count: random.int(1, 3) } } : {}),
    ...groupNameOf(kind, nationality, random),
    ...(wish.planted === undefined ? {} : { planted: wish.planted }),
  };
}
