// Messages of invented travellers on flights of the next hours, as a carrier's host would write them.
import { expect } from "vitest";
import { json } from "../../src/app/demonstration-people.ts";
import type { CarrierLine } from "../harness/unit.ts";
export type ListedPerson = {
  readonly surname: string;
  readonly given: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly document: string;
  readonly seat?: string;
  readonly sex?: "M" | "F";
  readonly nationality?: string;
  readonly locator?: string;
};

export type NextFlight = {
  readonly carrier: string;
  readonly number: string;
  /** Local time of departure at Istanbul and of landing at Baku. */
  readonly departs: Date;
  readonly arrives: Date;
};

const hour = 3_600_000;
let references = 0;
const reference = (): string => `T${String((references += 1)).padStart(7, "0")}`;

/** A flight from Istanbul to Baku that lands in so many hours from `now` (milliseconds). */
export function flightLandingIn(
  hours: number,
  carrier: string,
  number: string,
  now: number = Date.now(),
): NextFlight {
  const landing = now + hours * hour;
  // Istanbul is three hours ahead of UTC, Baku four, all the year.
  return { carrier, number, departs: new Date(landing), arrives: new Date(landing + 4 * hour) };
}

const yymmdd = (at: Date): string => at.toISOString().slice(2, 10).replaceAll("-", "");
const hhmm = (at: Date): string => at.toISOString().slice(11, 16).replace(":", "");
const ddmmyy = (at: Date): string => yymmdd(at).replace(/^(..)(..)(..)$/, "$3$2$1");
/** The syntax's own characters in a text are released. */
const released = (text: string): string => text.replace(/[?+:']/g, "?$&");

function enveloped(sender: string, type: string, syntax: string, segments: readonly string[]): string {
  const control = reference();
  const now = new Date();
  const message = [`UNH+${control}+${type}`, ...segments];
  return [
    `UNA:+.? '`,
    `UNB+${syntax}+${sender}+AZPIU+${yymmdd(now)}:${hhmm(now)}+${control}'`,
    ...message.map((segment) => `${segment}'`),
    `UNT+${message.length + 1}+${control}'`,
    `UNZ+1+${control}'`,
  ].join("");
}

/** A PAXLST of these travellers. `status` is that of BGM (XR: taken off, CP: changed). */
export function passengerList(
  flight: NextFlight,
  travellers: readonly ListedPerson[],
  status?: string,
): string {
  const persons = travellers.flatMap((one, index) => [
    `NAD+FL+++${released(one.surname)}:${released(one.given)}`,
    `ATT+2++${one.sex ?? "M"}`,
    `DTM+329:${one.birthDate.replaceAll("-", "").slice(2)}`,
    "LOC+178+IST",
    "LOC+179+GYD",
    `NAT+2+${one.nationality ?? "AZE"}`,
    `RFF+AVF:${one.locator ?? "JRN001"}`,
    `RFF+SEA:${one.seat ?? `${index + 10}A`}`,
    `DOC+P:110:111+${one.document}`,
    "DTM+36:330101",
    "LOC+91+AZE",
  ]);
  return enveloped(flight.carrier, "PAXLST:D:05B:UN:IATA", "UNOA:4", [
    `BGM+745${status === undefined ? "" : `+${status}`}`,
    "NAD+MS+++JOURNEY DESK",
    `TDT+20+${flight.carrier}${flight.number}+++${flight.carrier}`,
    "LOC+125+IST",
    `DTM+189:${yymmdd(flight.departs)}${hhmm(flight.departs)}:201`,
    "LOC+87+GYD",
    `DTM+232:${yymmdd(flight.arrives)}${hhmm(flight.arrives)}:201`,
    ...persons,
    `CNT+42:${travellers.length}`,
  ]);
}

/** A full push of one booking, with a religious meal and a card number that the law does not let stay. */
export function bookingPush(flight: NextFlight, traveller: ListedPerson): string {
  const leg = `${ddmmyy(flight.departs)}:${hhmm(flight.departs)}:${ddmmyy(flight.arrives)}:${hhmm(flight.arrives)}+IST+GYD+${flight.carrier}+${flight.number}`;
  return enveloped(flight.carrier, "PNRGOV:13:1:IA", "IATA:1", [
    "MSG+:22",
    `ORG+${flight.carrier}:GYD`,
    `TVL+${leg}`,
    "EQN+1",
    "SRC",
    `RCI+${flight.carrier}:${traveller.locator ?? "JRN001"}::011026:0900`,
    "DAT+700:011026:1200",
    `ORG+${flight.carrier}:GYD+12345678:GYDXX+GYD+${flight.carrier}:GYD+A+AZ:AZN`,
    `TIF+${released(traveller.surname)}:I+${released(traveller.given)} MR:A:1`,
    `SSR+KSML:HK:1:${flight.carrier}:::IST:GYD`,
    `SSR+OTHS:HK:1:${flight.carrier}:::::PASSENGER ASKS FOR A QUIET SEAT`,
    "TKT+7712345678901:T:1",
    "MON+T:250.00:AZN",
    "FOP+CC::250.00:VI:4111111111111111:1228",
    `TVL+${leg}:Y`,
    "RPI+1+HK",
  ]);
}

/** A flight of J2 that leaves Istanbul so many hours from `now` and takes four, and its passenger list as the carrier pushes it. */
export async function flyTo(
  carrier: CarrierLine,
  { now, inHours, number }: { readonly now: Date; readonly inHours: number; readonly number: number },
  travellers: readonly ListedPerson[],
): Promise<void> {
  const at = now.getTime() + inHours * 3_600_000;
  // Istanbul is three hours ahead of UTC, Baku four.
  const flight: NextFlight = {
    carrier: "J2",
    number: String(number),
    departs: new Date(at + 3 * 3_600_000),
    arrives: new Date(at + 7 * 3_600_000),
  };
  const answer = await carrier.push({ body: passengerList(flight, travellers) });
  const { messages } = await json<{ messages: { state: string }[] }>(answer, "the push");
  expect(messages.map(({ state }) => state)).toEqual(["processed"]);
}
