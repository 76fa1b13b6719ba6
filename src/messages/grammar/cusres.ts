// CUSRES as API uses it: the answer to a list, unsolicited messages and their acknowledgements (cusres.md §1).
import { group, segment } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { serviceSegments } from "./segments/service.ts";
import { tradeSegments } from "./segments/trade.ts";

const unused = { passedOver: true } as const;

export const cusres = {
  type: "CUSRES",
  name: "Answer of the authority",
  releases: "D.02B to D.24A; SG4 held 99 answers before D.10A",
  source: "API guidelines, appendix IIB; D.05B; cusres.md §1",
  directory: { ...serviceSegments, ...tradeSegments },
  body: [
    segment(
      "UNH",
      "M",
      1,
      "Names the message type, its release and its reference; with parts, which part this is.",
    ),
    segment(
      "BGM",
      "M",
      1,
      "Says whether this is a response (962), unsolicited (132) or an acknowledgement (312).",
    ),
    segment("DTM", "C", 9, "Date of the message.", unused),
    segment("FTX", "C", 99, "Text on the message as a whole."),
    segment("TDT", "C", 9, "Transport; not used in API.", unused),
    segment("LOC", "C", 99, "Places; not used in API.", unused),
    segment("GEI", "C", 10, "Processing information; not used in API.", unused),
    segment("EQD", "C", 999, "Equipment; not used in API.", unused),
    group("SG1", "C", 99, "A party; not used in API.", [
      segment("NAD", "M", 1, "Name and address of the party.", unused),
      group("SG2", "C", 9, "Its contact.", [
        segment("CTA", "M", 1, "Contact.", unused),
        segment("COM", "C", 9, "Telephone, fax and e-mail.", unused),
      ]),
    ]),
    group("SG3", "C", 999, "The request's transaction reference (TN), then one leg of its flight (AF).", [
      segment("RFF", "M", 1, "Transaction reference, or the flight."),
      segment("DTM", "C", 9, "Scheduled local times of the leg: 189 departure, 232 arrival."),
      segment("LOC", "C", 9, "Airports of the leg."),
    ]),
    group("SG4", "C", 99_999, "The answer for one traveller, or for the message as a whole.", [
      segment("ERP", "M", 1, "1 the message as a whole, 2 one traveller."),
      segment("RFF", "C", 9, "Who: record locator (AVF) and passenger reference (ABO)."),
      segment("ERC", "C", 99, "Directive, or what is wrong with the data."),
      segment("FTX", "C", 99, "Text that the agent sees (AAP)."),
    ]),
    segment("CNT", "C", 9, "Control totals; not used in API.", unused),
    segment("UNT", "M", 1, "Counts the segments and repeats the message reference."),
  ],
} as const satisfies MessageGrammar;
