// ACKRES, the acknowledgement of a push, and GOVREQ, the request for one (pnrgov.md §6: from the guide's outline).
import { group, segment } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { serviceSegments } from "./segments/service.ts";
import { travelSegments } from "./segments/travel.ts";

const header = segment(
  "UNH",
  "M",
  1,
  "Names the message type, its release and its reference, and repeats the push's access reference.",
);
const trailer = segment("UNT", "M", 1, "Counts the segments and repeats the message reference.");

export const ackres = {
  type: "ACKRES",
  name: "Acknowledgement of a push",
  releases: "10.1 to 18.1",
  source: "IATA/WCO/ICAO PNRGOV guide; pnrgov.md §6",
  directory: { ...serviceSegments, ...travelSegments },
  body: [
    header,
    segment("MSG", "M", 1, "23 acknowledgement, with 3 processed completely or 7 rejected."),
    segment("IFT", "C", 99, "Texts that belong to no error."),
    group("GR.1", "C", 99, "What is wrong with the push.", [
      segment("ERC", "M", 1, "Code of the error."),
      segment("IFT", "C", 99, "The error in words."),
    ]),
    trailer,
  ],
} as const satisfies MessageGrammar;

export const govreq = {
  type: "GOVREQ",
  name: "Request for a push",
  releases: "10.1 to 18.1",
  source: "IATA/WCO/ICAO PNRGOV guide; pnrgov.md §6",
  directory: { ...serviceSegments, ...travelSegments },
  body: [
    header,
    segment("MSG", "M", 1, "What is asked for."),
    segment("ORG", "M", 1, "The authority that asks."),
    group("GR.1", "M", 99, "One flight whose reservations are asked for.", [
      segment("TVL", "M", 1, "The flight."),
      segment("RCI", "C", 99, "Only these reservations."),
      segment("IFT", "C", 99, "Texts to the carrier."),
    ]),
    trailer,
  ],
} as const satisfies MessageGrammar;
