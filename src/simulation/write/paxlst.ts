// Writes API lists and requests (PAXLST) of a flight as its carrier would send them: standards/paxlst.md.
import type { SegmentToWrite } from "#messages";
import type { Carrier } from "../carriers.ts";
import type { CrewMember } from "../crew.ts";
import type { Person, TravelDocument } from "../person.ts";
import type { FlightParty, Passenger } from "../roster.ts";
import type { Flight } from "../schedule.ts";
import { apiOptions, partOf, referenceOf, roughLength, split, type Draft } from "./draft.ts";

/** BGM: 745 passenger list, 250 crew list, 266 flight status; with the 1004 function where there is one. */
export type ListHeader = {
  readonly list: "745" | "250" | "266";
  readonly status: "" | "CP" | "XR" | "CLOB" | "CL" | "XF" | "C";
  /** RFF+TN: relates the answer to the request. */
  readonly transaction: string;
  readonly stated: { readonly passengers: number } | { readonly crew: number };
};

const localDate = (local: string): string => local.slice(2, 10).replaceAll("-", "");
const localStamp = (local: string): string => localDate(local) + local.slice(11, 13) + local.slice(14, 16);
const shortDate = (date: string): string => date.slice(2).replaceAll("-", "");

/** The flight number as carriers write it: three digits at least. */
const flightNumber = (flight: Flight): string => flight.carrier.code + flight.number.padStart(3, "0");

function headerSegments(flight: Flight, header: ListHeader): SegmentToWrite[] {
  const { carrier, from, to } = flight;
  return [
    ["BGM", header.list, ...(header.status === "" ? [] : [header.status])],
    ["RFF", ["TN", header.transaction]],
    ["NAD", "MS", "", "", `${carrier.name.toUpperCase()} API DESK`],
    ["COM", ["994120000101", "TE"], [`${carrier.code}.APIS//EXAMPLE.COM`, "EM"]],
    ["TDT", "20", flightNumber(flight), "", "", carrier.code],
    ["LOC", "125", from.iata],
    ["DTM", ["189", localStamp(flight.departs), "201"]],
    ["LOC", "87", to.iata],
    ["DTM", ["232", localStamp(flight.arrives), "201"]],
  ];
}

function documentSegments(document: TravelDocument, list: string): SegmentToWrite[] {
  const type = list === "" ? document.type : [document.type, ...list.split(":")];
  return [
    ["DOC", type, document.number],
    ["DTM", ["36", shortDate(document.expires)]],
    ["LOC", "91", document.issuer],
  ];
}

type Place = { readonly embarks: string; readonly disembarks: string };

/** Who: name, sex, birth date. */
const identitySegments = (role: string, person: Person): SegmentToWrite[] => [
  ["NAD", role, "", "", [person.surname.travel, person.given.travel]],
  ["ATT", "2", "", person.sex],
  ["DTM", ["329", shortDate(person.birthDate)]],
];

const verifiedSegments = (carrier: Carrier): SegmentToWrite[] =>
  carrier.api.verification ? [["GEI", "4", "173"]] : [];

const placeSegments = (person: Person, carrier: Carrier, place: Place): SegmentToWrite[] => [
  ...(carrier.api.residence ? [["LOC", "174", person.residence] as const] : []),
  ["LOC", "178", place.embarks],
  ["LOC", "179", place.disembarks],
];

function bagSegments(
  passenger: Passenger,
  carrier: Carrier,
): { measures: SegmentToWrite[]; tags: SegmentToWrite[] } {
  const { bags, kilos } = passenger.traveller;
  if (bags === 0) return { measures: [], tags: [] };
  return {
    measures: [
      ["MEA", "CT", "", ["", String(bags)]],
      ["MEA", "WT", "", ["KGM", String(kilos)]],
    ],
    tags: [["FTX", "BAG", "", "", [carrier.code + passenger.firstTag, String(bags)]]],
  };
}

/** One traveller of a list: SG4 with its documents. `corrected` is the document found at the gate. */
export function passengerSegments(
  flight: Flight,
  of: FlightParty,
  passenger: Passenger,
  corrected?: TravelDocument,
): SegmentToWrite[] {
  const { carrier } = flight;
  const { person } = passenger.traveller;
  const bags = bagSegments(passenger, carrier);
  const { seat } = passenger;
  return [
    ...identitySegments(of.inTransit ? "DDU" : "FL", person),
    ...bags.measures,
    ...verifiedSegments(carrier),
    ...bags.tags,
    ...placeSegments(person, carrier, of),
    ["NAT", "2", person.nationality],
    ["RFF", ["AVF", of.party.locator]],
    ["RFF", ["ABO", passenger.reference]],
    ...(seat === null ? [] : [["RFF", ["SEA", seat]] as const]),
    ...documentSegments(corrected ?? person.document, carrier.api.documentList),
    ...(person.visa === undefined ? [] : documentSegments(person.visa, carrier.api.documentList)),
  ];
}

/** A traveller named by references alone, as close-outs and cancellations do. */
export const referenceSegments = (
  of: FlightParty,
  passenger: Passenger,
  named: boolean,
): SegmentToWrite[] => [
  named
    ? [
        "NAD",
        "FL",
        "",
        "",
        [passenger.traveller.person.surname.travel, passenger.traveller.person.given.travel],
      ]
    : ["NAD", "ZZZ"],
  ["RFF", ["AVF", of.party.locator]],
  ["RFF", ["ABO", passenger.reference]],
];

/** One crew member: FM with the duty in EMP. */
export function crewSegments(flight: Flight, member: CrewMember): SegmentToWrite[] {
  const place = { embarks: flight.from.iata, disembarks: flight.to.iata };
  return [
    ...identitySegments("FM", member.person),
    ...verifiedSegments(flight.carrier),
    ...placeSegments(member.person, flight.carrier, place),
    ["EMP", "1", [member.duty, "110", "111"]],
    ["NAT", "2", member.person.nationality],
    ["RFF", ["ABO", member.reference]],
    ...documentSegments(member.person.document, flight.carrier.api.documentList),
  ];
}

export type ListToWrite = {
  readonly seed: number;
  /** Name of the message in the simulated world: its references come from it. */
  readonly id: string;
  readonly flight: Flight;
  readonly at: number;
  readonly header: Omit<ListHeader, "transaction">;
  /** Segments of each person. */
  readonly persons: readonly (readonly SegmentToWrite[])[];
};

/** The drafts of a list, split where the carrier's messages may not be longer. */
export function listDrafts(list: ListToWrite): { draft: Draft; persons: number }[] {
  const { flight, header } = list;
  const { carrier } = flight;
  const habits = carrier.api;
  const groups = split(list.persons, roughLength, habits.charactersMax);
  const transaction = referenceOf(list.seed, `${list.id}/transaction`);
  const series = groups.length > 1;
  const access = series
    ? `${flightNumber(flight)}/${localDate(flight.departs)}/${header.list}${header.status}`
    : transaction;
  const stated: SegmentToWrite =
    "passengers" in header.stated
      ? ["CNT", ["42", String(header.stated.passengers)]]
      : ["CNT", ["41", String(header.stated.crew)]];
  return groups.map((group, index) => ({
    persons: group.length,
    draft: {
      carrier,
      channel: habits.channel,
      sender: [`${carrier.code}APIS`, "ZZ"],
      syntax: habits.syntax,
      at: list.at,
      reference: referenceOf(list.seed, `${list.id}/${index}`),
      type: ["PAXLST", "D", habits.release, "UN", "IATA"],
      groupVersion: ["UN", "D", habits.release],
      accessReference: access,
      part: partOf(index, groups.length),
      applicationReference: habits.mode === "interactive" ? "IAPI" : "APIS",
      segments: [...headerSegments(flight, { ...header, transaction }), ...group.flat(), stated],
      options: apiOptions(habits),
    },
  }));
}
