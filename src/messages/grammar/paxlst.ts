// PAXLST: the union of its directory releases (D.15B and the newest limits, paxlst.md §2), and the list before 2003.
import { group, segment, usesOf } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { serviceSegments } from "./segments/service.ts";
import { tradeSegments } from "./segments/trade.ts";

/** NAD 3035 of persons: the first of these begins the persons, wherever it stands. */
const persons = ["FL", "FM", "DDU", "DDT", "VW", "ZZZ", "CPE"] as const;
/** NAD 3035 of parties that report: theirs wherever it stands. */
const parties = ["MS", "AG", "BA", "TB", "CA"] as const;
/** TDT 8051 of flights: in a person TDT tells how he travels on. */
const flights = ["20", "34"] as const;
/** LOC 3227 and DTM 2005 of a document. */
const documentPlaces = ["91"] as const;
const documentDates = ["36", "182"] as const;
/** RFF 1153 of persons, which senders give after the documents as well. */
const personReferences = ["AVF", "ABO", "SEA", "AEA", "CR", "YZY"] as const;

const unused = { passedOver: true } as const;

const header = segment(
  "UNH",
  "M",
  1,
  "Names the message type, its release and its reference; with parts, which part this is.",
);
const trailer = segment("UNT", "M", 1, "Counts the segments and repeats the message reference.");
const beginning = segment(
  "BGM",
  "M",
  1,
  "Says which list this is, and whether it is new, a change, a cancellation or a close-out.",
);

const document = group("SG5", "C", 5, "One travel document or visa.", [
  segment("DOC", "M", 1, "Type and number of the document."),
  segment("DTM", "C", 5, "Expiry (36) and issue (182) of the document.", {
    qualifiers: { only: documentDates },
  }),
  segment("GEI", "C", 9, "Whether the document was verified."),
  segment("RFF", "C", 9, "References of the document.", { qualifiers: { except: personReferences } }),
  segment("LOC", "C", 2, "State (and place) that issued the document.", {
    qualifiers: { only: documentPlaces },
  }),
  segment("CPI", "C", 1, "Charges; not used by air carriers.", unused),
  segment("QTY", "C", 9, "Quantities; not used by air carriers.", unused),
]);

const person = group("SG4", "C", 99_999, "One person: passenger or crew member.", [
  segment("NAD", "M", 1, "Kind of person, name and address.", { qualifiers: { only: persons } }),
  segment("ATT", "C", 9, "Sex."),
  segment("DTM", "C", 9, "Date of birth (329).", { qualifiers: { except: documentDates } }),
  segment("MEA", "C", 9, "Number and weight of checked bags."),
  segment("GEI", "C", 5, "Whether the data were verified against the document."),
  segment("FTX", "C", 99, "Bag tags (BAG)."),
  segment("LOC", "C", 25, "Journey, residence and place of birth.", {
    qualifiers: { except: documentPlaces },
  }),
  segment("COM", "C", 1, "How to reach the person.", unused),
  segment("EMP", "C", 9, "Function of a crew member."),
  segment("NAT", "C", 9, "Nationality."),
  segment("RFF", "C", 99_999, "Record locator, passenger reference, seat and other references."),
  document,
  group("SG6", "C", 99, "Goods carried by the person; not used by air carriers.", [
    segment("GID", "M", 1, "Goods item.", unused),
    segment("FTX", "C", 99, "Description of the goods.", unused),
    segment("QTY", "C", 9, "Quantity of the goods.", unused),
  ]),
  group("SG7", "C", 1, "How the person travels on; not used by air carriers.", [
    segment("TDT", "M", 1, "Onward transport.", { qualifiers: { except: flights }, passedOver: true }),
    segment("FTX", "C", 99, "Details of the onward transport.", unused),
  ]),
]);

export const paxlst = {
  type: "PAXLST",
  name: "Passenger and crew list",
  releases: "D.02B to D.24A; the newest limits hold for every release",
  source: "WCO/IATA/ICAO PAXLST guide; D.15B; paxlst.md §2",
  directory: { ...serviceSegments, ...tradeSegments },
  body: [
    header,
    beginning,
    segment("RFF", "C", 1, "Transaction reference (TN), which the answer repeats."),
    segment("DTM", "C", 9, "Date of the message."),
    segment("LOC", "C", 9, "Places of the message; not used by air carriers."),
    group("SG1", "C", 5, "The party that reports.", [
      segment("NAD", "M", 1, "Name of the reporting party (MS).", {
        qualifiers: { except: persons, own: parties },
      }),
      segment("CTA", "C", 1, "Contact of the reporting party."),
      segment("COM", "C", 9, "Telephone, fax and e-mail of the reporting party."),
    ]),
    group("SG2", "M", 10, "One flight or leg.", [
      segment("TDT", "M", 1, "Flight: carrier, number and suffix."),
      segment("DTM", "C", 1, "Date of the transport (road and sea)."),
      group("SG3", "C", 99, "One airport of the flight.", [
        segment("LOC", "M", 1, "Airport, and which part it plays in the routing."),
        segment("DTM", "C", 5, "Scheduled local time there: 189 departure, 232 arrival."),
      ]),
    ]),
    person,
    segment("CNT", "C", 1, "Passengers (42) or crew (41) on the whole flight."),
    segment("AUT", "C", 1, "Result of an authentication.", unused),
    trailer,
  ],
} as const satisfies MessageGrammar;

/** Version 001:000, agency NZ (paxlst.md §1): one PDT for each person. */
export const paxlstBefore2003 = {
  type: "PAXLST",
  name: "Passenger and crew list before 2003",
  releases: "001:000",
  source: "paxlst.md §1",
  directory: { ...serviceSegments, ...tradeSegments },
  body: [
    header,
    beginning,
    segment("RFF", "C", 9, "References."),
    segment("DTM", "C", 9, "Date of the message."),
    segment("CTA", "C", 5, "Name of the reporting party."),
    segment("COM", "C", 9, "Telephone, fax and e-mail of the reporting party."),
    group("SG1", "M", 10, "One flight or leg.", [
      segment("TDT", "M", 1, "Flight: carrier and number."),
      group("SG2", "C", 99, "One airport of the flight.", [
        segment("LOC", "M", 1, "Airport as UN/LOCODE."),
        segment("DTM", "C", 5, "Time there."),
      ]),
    ]),
    segment("PDT", "C", 99_999, "One person: document, name, date of birth, sex, journey."),
    segment("CNT", "C", 1, "Passengers or crew on the whole flight."),
    trailer,
  ],
} as const satisfies MessageGrammar;

/** Every place of both, for what is asked of tags alone. */
export const paxlstUses = [...usesOf(paxlst.body), ...usesOf(paxlstBefore2003.body)];
