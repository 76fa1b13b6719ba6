// Findings about what a PNRGOV says. PNnn are the rules of pnrgov.md §9, the others its deviations (§2, §3, §10).

const rules = "IATA/WCO/ICAO PNRGOV guide; pnrgov.md §9";
const deviations = "pnrgov.md §2, §10";

export const pnrgovCodes = {
  PN01: {
    severity: "error",
    text: "MSG names the function {function}; a push is 22 (full) or 141 (update).",
    source: rules,
  },
  PN02: {
    severity: "error",
    text: "The flight of the push is not stated: TVL before the first SRC (in XML FlightLeg) lacks {missing}.",
    source: rules,
  },
  PN04: {
    severity: "warning",
    text: "PNRs that EQN (in XML NumberOfPnrs) announces: {stated}; the message holds {found}.",
    source: rules,
  },
  PN05: {
    severity: "error",
    text: "This PNR has no record locator (RCI; in XML BookingRefID).",
    source: rules,
  },
  PN06: {
    severity: "error",
    text: "This PNR names no traveller (TIF with surname; in XML Passenger); only a cancellation or a group without names may.",
    source: rules,
  },
  PN07: {
    severity: "warning",
    text: "The traveller reference {reference} {reason}.",
    source: rules,
  },
  PN08: {
    severity: "warning",
    text: "No flight segment of this PNR is the flight of the push.",
    source: rules,
  },
  PN09: {
    severity: "warning",
    text: "The date or time {value} {reason}.",
    source: rules,
  },
  PN10: {
    severity: "info",
    text: "The segment status {status} is not in the list of known ones.",
    source: rules,
  },
  PN11: {
    severity: "warning",
    text: "SSR {service} cannot be read in full: {parts}.",
    source: rules,
  },
  PN12: {
    severity: "warning",
    text: "The ticket number is none: it has 13 digits (a 14th is its check digit), and begins with an airline's code of three.",
    source: rules,
  },
  PN13: {
    severity: "warning",
    text: "{element} says {value}, which is no {kind}.",
    source: rules,
  },
  PN15: {
    severity: "info",
    text: "The locator stands in this message more than once; every PNR was kept.",
    source: rules,
  },
  PN17: {
    severity: "warning",
    text: "The last change of this PNR (DAT 700) lies after the message was prepared: local time instead of UTC?",
    source: rules,
  },
  PN20: {
    severity: "warning",
    text: "The segment {tag} {reason}; it was not read.",
    source: rules,
  },
  ORDER: {
    severity: "warning",
    text: "The segment {tag} stands out of its order in this PNR; it was read all the same.",
    source: deviations,
  },
  DOCS_SHIFTED: {
    severity: "warning",
    text: "The items of SSR DOCS are shifted; birth date and sex told where they stand.",
    source: "pnrgov.md §3.1",
  },
  DOCS_CODE: {
    severity: "error",
    text: "The service {code} holds what only SSR DOCS does, under a damaged code: it was read as DOCS.",
    source: deviations,
  },
  DOCS_PARTED: {
    severity: "error",
    text: "An element separator stands in the text of SSR DOCS; what follows it was read as part of the text.",
    source: deviations,
  },
  DOCS_UNMATCHED: {
    severity: "warning",
    text: "SSR {service} names a person whom no TIF names; the person was added to the travellers.",
    source: "pnrgov.md §3.1",
  },
  CHECK_IN_UNMATCHED: {
    severity: "warning",
    text: "The check-in (TIF after TRI) names a person whom no TIF of the booking names; the person was added to the travellers.",
    source: "pnrgov.md §2, §7 (element 10)",
  },
  INFANT_UNNAMED: {
    severity: "warning",
    text: "TIF announces an infant with this traveller whom nothing names: a TIF of its own, SSR INFT or SSR DOCS with sex FI or MI is missing.",
    source: "pnrgov.md §3, §7 (element 17)",
  },
  RCI_SHIFTED: {
    severity: "warning",
    text: "RCI carries its date one component early.",
    source: deviations,
  },
  NAME_TAG: {
    severity: "error",
    text: "A segment names a traveller as TIF does, under a damaged tag: it was read as TIF.",
    source: "pnrgov.md §2, §10",
  },
  SEGMENTS_JOINED: {
    severity: "error",
    text: "The terminator before {tag} is missing or another character stands for it, so two segments ran together; they were read as two.",
    source: "edifact.md §1.3; pnrgov.md §10",
  },
} as const;
