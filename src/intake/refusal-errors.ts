// Why a message was not taken, as the numbers that hosts understand in CUSRES and ACKRES. Pure.
import type { AnswerError, PassengerList, ReadMessage } from "#messages";
import type { Finding } from "#vocabulary";

/** By what PN02 says is missing. */
const missing: Readonly<Record<string, AnswerError>> = {
  carrier: "CARRIER",
  "flight number": "FLIGHT_NUMBER",
  "departure airport": "AIRPORTS",
  "arrival airport": "AIRPORTS",
  "departure date": "DEPARTURE_DATE",
  "the segment TVL": "FLIGHT_NUMBER",
};
const byCode: Readonly<Record<string, AnswerError>> = {
  IN02: "CARRIER",
  FLIGHT_MISSING: "FLIGHT_NUMBER",
  PX06: "MANDATORY",
};

/** The errors that a message which was not taken is told of, each once; at least that it could not be processed. */
export function refusalErrors(
  findings: readonly Finding[],
  { passengerList }: Pick<ReadMessage, "passengerList">,
): readonly AnswerError[] {
  const told = namedErrors(findings, { passengerList });
  if (told.length > 0) return told;
  const lacks = passengerList === undefined ? [] : flightLacks(passengerList);
  return lacks.length > 0 ? lacks : ["UNABLE"];
}

/** The errors that findings themselves name, each once. */
export function namedErrors(
  findings: readonly Finding[],
  { passengerList }: { readonly passengerList?: PassengerList | undefined },
): readonly AnswerError[] {
  const codes = new Set(findings.map(({ code }) => code));
  const told = findings.flatMap(({ code, values }): readonly AnswerError[] => {
    if (code === "PN02")
      return (values?.["missing"] ?? "").split(", ").flatMap((what) => missing[what] ?? []);
    // Which part of the flight is missing the list itself shows best.
    if (code === "PX02" || code === "IN04") {
      return codes.has("FLIGHT_MISSING") ? [] : flightLacks(passengerList);
    }
    const error = byCode[code];
    return error === undefined ? [] : [error];
  });
  return [...new Set(told)];
}

/**
 * Whether a list says when its flight departs or arrives. One that does not is kept under the day it was sent on; about its travellers
 * nothing can be told for sure, since what was decided is decided for a flight of a day.
 */
export function saysDay({ flights }: PassengerList): boolean {
  return flights.some(({ legs }) =>
    legs.some(({ departs, arrives }) => departs !== null || arrives !== null),
  );
}

function flightLacks(list: PassengerList | undefined): readonly AnswerError[] {
  const flights = list?.flights ?? [];
  if (flights.every(({ carrier, number }) => carrier === "" || number === "")) return ["FLIGHT_NUMBER"];
  if (flights.every(({ legs }) => legs.length === 0)) return ["AIRPORTS"];
  return list === undefined || saysDay(list) ? [] : ["DEPARTURE_DATE"];
}
