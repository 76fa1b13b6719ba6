// Where a booking was made and how it was paid: agencies, cards, fares, locators.
import type { Carrier } from "./carriers.ts";
import type { Agency, Fare, Leg, Party, PartyKind, Payment } from "./party.ts";
import type { Random } from "./random.ts";
import type { State } from "./states.ts";

const LOCATOR = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** Systems of sale with the share of agency bookings each has. */
const systems = [
  ["1A", 50],
  ["1S", 20],
  ["1G", 22],
  ["1B", 8],
] as const;

export const locatorOf = (random: Random): string =>
  random.letters(1, LOCATOR.slice(0, 24)) + random.letters(5, LOCATOR);

/** Where a booking was sold. Carriers without agents sell everything themselves. */
export function agencyOf(
  carrier: Carrier,
  state: State,
  kind: PartyKind,
  city: string,
  random: Random,
): Agency {
  const agent =
    kind === "group" || kind === "pilgrims" || kind === "workers" ? 0.95 : kind === "business" ? 0.6 : 0.4;
  const byAgent = carrier.numeric !== null && random.chance(agent);
  const system = byAgent ? random.weighted(systems) : carrier.host;
  return {
    system,
    location: city,
    iata: byAgent ? `${random.int(2, 9)}${random.digits(7)}` : "",
    office: byAgent
      ? `${city}${random.letters(2)}${random.digits(4)}`
      : `${city}${carrier.code}0${random.int(1, 9)}00`,
    kind: byAgent ? "T" : random.chance(0.8) ? "N" : "A",
    country: state.alpha2,
    currency: state.currency,
    sign: `${random.digits(4)}${random.letters(2)}`,
  };
}

/** Prefixes of the published test numbers of the card schemes. */
const testPrefixes: readonly (readonly [vendor: string, prefix: string, weight: number])[] = [
  ["VI", "411111", 50],
  ["CA", "555555", 40],
  ["AX", "378282", 6],
];

/** A number that passes the Luhn check, of the scheme's length. */
function cardNumber(prefix: string, length: number, random: Random): string {
  const body = prefix + random.digits(length - prefix.length - 1);
  let sum = 0;
  for (let index = 0; index < body.length; index++) {
    let digit = Number(body[body.length - 1 - index]);
    if (index % 2 === 0) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return body + String((10 - (sum % 10)) % 10);
}

export function paymentOf(kind: PartyKind, agency: Agency, year: number, random: Random): Payment {
  const cash = agency.kind === "T" ? (kind === "business" ? 0.25 : 0.6) : 0.04;
  if (random.chance(cash))
    return {
      form: agency.kind === "T" && random.chance(0.3) ? "MS" : "CA",
      vendor: "",
      number: "",
      expires: "",
    };
  const [vendor, prefix] = random.weighted(testPrefixes.map((row) => [row, row[2]] as const));
  const number = cardNumber(prefix, vendor === "AX" ? 15 : 16, random);
  const expires = `${String(random.int(1, 12)).padStart(2, "0")}${String((year + random.int(1, 4)) % 100).padStart(2, "0")}`;
  return { form: "CC", vendor, number, expires };
}

export function fareOf(
  carrier: Carrier,
  legs: readonly Leg[],
  business: boolean,
  bookingClass: string,
  random: Random,
): Fare {
  const minutes = legs.reduce((sum, leg) => sum + (leg.arrivesAt - leg.departsAt) / 60_000, 0);
  const roundTrip = legs[0]?.from.iata === legs.at(-1)?.to.iata;
  const base = Math.round(minutes * (business ? 2.4 : 0.55) * random.around(1, 0.15)) + 30;
  return {
    currency: carrier.country === "AZ" ? "AZN" : legs[0]?.from.country === "DE" ? "EUR" : "USD",
    base,
    tax: Math.round(base * 0.12) + legs.length * 18,
    basis: `${bookingClass}${random.pick(["LOW", "FLEX", "SAVER", "PROMO", "STD"])}${roundTrip ? random.pick(["RT", "1M", "3M"]) : "OW"}`,
  };
}

/** When a booking was made, in hours before the first departure, by the kind of journey. */
export function leadHours(kind: PartyKind, random: Random): number {
  const days: readonly [number, number] =
    kind === "business"
      ? [1, 16]
      : kind === "group" || kind === "pilgrims"
        ? [25, 120]
        : kind === "family" || kind === "couple"
          ? [8, 90]
          : [2, 60];
  const late = random.chance(kind === "group" || kind === "pilgrims" ? 0 : 0.06);
  return late ? random.int(5, 44) : random.int(days[0] * 24, days[1] * 24);
}

/** The locator the system of sale gave, where a booking was not made in the carrier's own. */
export function otherLocatorOf(agency: Agency, host: string, random: Random): Pick<Party, "otherLocator"> {
  return agency.system === host ? {} : { otherLocator: { host: agency.system, locator: locatorOf(random) } };
}
