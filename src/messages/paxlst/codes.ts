// Findings about what a PAXLST says. PXnn are the rules of paxlst.md §6, the others its deviations (§3, §7).

const rules = "WCO/IATA/ICAO PAXLST guide; paxlst.md §6";

export const paxlstCodes = {
  PX01: {
    severity: "error",
    text: "BGM names the list {code}; known are 745 passengers, 250 crew, 266 flight status, 336 master crew list, 655 gate pass.",
    source: rules,
  },
  PX02: {
    severity: "error",
    text: "There is no flight with a departure and an arrival airport (TDT, LOC 125 and 87 or a pair of 92).",
    source: rules,
  },
  PX03: {
    severity: "warning",
    text: "Which leg crosses the border cannot be told: no pair LOC 125 / 87, and the airports of the other legs do not decide it.",
    source: rules,
  },
  PX04: {
    severity: "error",
    text: "The time {value} at {airport} is no date and time. Send YYMMDDHHMM, local at the airport, with format 201.",
    source: rules,
  },
  FLIGHT_TIMES: {
    severity: "warning",
    text: "The arrival {value} at {airport} can hardly be right: by the airports' time zones {reason}.",
    source: "paxlst.md §3.6, §6 PX04",
  },
  PX06: {
    severity: "error",
    text: "The list holds no person. Only a flight status (266 CL, CLOB, XF, CF) may be without.",
    source: rules,
  },
  PX07: {
    severity: "error",
    text: "This person has no surname (NAD.4.1).",
    source: rules,
  },
  PX08: {
    severity: "warning",
    text: "The name holds characters other than letters, blank, hyphen and apostrophe.",
    source: rules,
  },
  PX09: {
    severity: "error",
    text: "The date of birth (DTM 329) {reason}.",
    source: rules,
  },
  PX10: {
    severity: "warning",
    text: "The sex (ATT 2) {reason}; M, F, X and U are known.",
    source: rules,
  },
  PX11: {
    severity: "error",
    text: "This person has no identity document with a number (DOC).",
    source: rules,
  },
  PX12: {
    severity: "warning",
    text: "The document number {reason}: it can hardly be the one on the document.",
    source: rules,
  },
  PX13: {
    severity: "error",
    text: "The {what} {reason}. Send a code of ICAO Doc 9303-3 section 5, for example GBR.",
    source: rules,
  },
  PX14: {
    severity: "warning",
    text: "The document expired on {date}, before the departure.",
    source: rules,
  },
  PX15: {
    severity: "warning",
    text: "The passport has no date of expiry that could be read (DTM 36).",
    source: rules,
  },
  PX16: {
    severity: "warning",
    text: "The same document is given for the person at segment {other}, with another date of birth.",
    source: rules,
  },
  PX17: {
    severity: "error",
    text: "The passenger reference (RFF ABO) is also that of the person at segment {other}; it must be unique on the flight.",
    source: rules,
  },
  PX21: {
    severity: "warning",
    text: "The journey's {what} {value} {reason}.",
    source: rules,
  },
  PX22: {
    severity: "warning",
    text: "The {list} also holds {role} ({persons}): send passengers and crew as two lists.",
    source: rules,
  },
  PX25: {
    severity: "info",
    text: "This person is listed before, at segment {other}, with the same data.",
    source: rules,
  },
  PX26: {
    severity: "warning",
    text: "The list holds {persons} persons: more than any flight carries (900).",
    source: rules,
  },
  PX27: {
    severity: "warning",
    text: "All {persons} persons have the same {what}: this looks like filler data.",
    source: rules,
  },
  VISA_EXPIRED: {
    severity: "error",
    text: "The visa expired on {date}, before the departure.",
    source: "paxlst.md §6 PX14",
  },
  PERSON_REPEATED: {
    severity: "warning",
    text: "This person is listed before, at segment {other}, with another document: send all documents of a person under one NAD.",
    source: "paxlst.md §7",
  },
  QUALIFIER_UNKNOWN: {
    severity: "warning",
    text: "{tag} {qualifier} says nothing that a passenger list holds: it was not read. Leave it out, or send the qualifier of the guide.",
    source: "paxlst.md §3.12",
  },
  PX20: {
    severity: "error",
    text: "The document number was copied from the machine readable zone with its check digit {found}, but {expected} is the right one: read the document again.",
    source: "ICAO Doc 9303-3; paxlst.md §6, §7",
  },
  CARRIER_MISMATCH: {
    severity: "warning",
    text: "The flight {flight} does not begin with the carrier {carrier} of the same segment (TDT.2.1, TDT.5.1).",
    source: "paxlst.md §3.5",
  },
  FLIGHT_DESIGNATOR: {
    severity: "warning",
    text: "The flight {flight} is not a carrier code, one to four digits and perhaps a letter: it was kept as sent.",
    source: "paxlst.md §3.5",
  },
  FLIGHT_MISSING: {
    severity: "error",
    text: "TDT names no flight.",
    source: "paxlst.md §3.5",
  },
  LOC_UNKNOWN: {
    severity: "error",
    text: "The airport {code} (LOC {qualifier}) is not known.",
    source: "paxlst.md §3.6",
  },
  LOC_UNPAIRED: {
    severity: "warning",
    text: "The airport {code} (LOC {qualifier}) has no counterpart: a leg needs a departure and an arrival.",
    source: "paxlst.md §3.6",
  },
  LOC_COUNTRY: {
    severity: "warning",
    text: "LOC {qualifier} names {code}, which is no country code.",
    source: "paxlst.md §3.12",
  },
  DTM_SHIFTED: {
    severity: "error",
    text: "Date and time stand in two components ({value}): send them as one, YYMMDDHHMM with format 201.",
    source: "paxlst.md §3.6",
  },
  DTM_INVALID: {
    severity: "warning",
    text: "DTM {qualifier} holds {value}, which is no date.",
    source: "paxlst.md §3.6",
  },
  SECTOR_AFTER_PERSON: {
    severity: "warning",
    text: "A flight (TDT) stands after the first person: flights come before all persons.",
    source: "paxlst.md §2",
  },
  ROLE_UNKNOWN: {
    severity: "warning",
    text: "NAD {code} is no kind of person known here: taken as {role}.",
    source: "paxlst.md §3.7",
  },
  PERSON_TAG: {
    severity: "error",
    text: "A segment names a person as NAD does, under a damaged tag: it was read as NAD.",
    source: "paxlst.md §2, §7",
  },
  SEGMENT_UNEXPECTED: {
    severity: "warning",
    text: "Segments that are not part of a PAXLST and were not read (the first stands here): {count}.",
    source: "paxlst.md §2",
  },
  SEGMENT_OUT_OF_PLACE: {
    severity: "warning",
    text: "{tag} {qualifier} stands where it belongs to nothing: there is no person or document for it. It was not read.",
    source: "paxlst.md §2",
  },
  LIMIT_REACHED: {
    severity: "warning",
    text: "There are more than {limit} {what} here: those after it were not kept.",
    source: "edifact.md §6",
  },
  EXPIRY_TWICE: {
    severity: "warning",
    text: "The document has two dates of expiry: the last valid one was taken.",
    source: "paxlst.md §7",
  },
  COUNTRY_ALPHA2: {
    severity: "warning",
    text: "The country {code} was sent with two letters: taken as {taken}.",
    source: "paxlst.md §3.13",
  },
  CODE_SMALL: {
    severity: "warning",
    text: "The code {code} was sent in small letters: taken as {taken}. Codes are capital letters.",
    source: "paxlst.md §3.8, §3.13",
  },
  NAME_MISPLACED: {
    severity: "warning",
    text: "The name stands in element {position} of NAD, its place is element 4: it was read all the same. A separator is missing or one too many.",
    source: "paxlst.md §3.7",
  },
  DTM_FORMAT: {
    severity: "warning",
    text: "{value} is not of the format {format} that it names: taken as {taken}. Send YYMMDDHHMM with format 201.",
    source: "paxlst.md §3.6",
  },
  NUMBER_FILLED: {
    severity: "warning",
    text: "The document number held filler characters of the machine readable zone: they were dropped.",
    source: "paxlst.md §7",
  },
  BAG_RUN: {
    severity: "warning",
    text: "The run of {count} bag tags from {tag} cannot be right: only the first {limit} are listed.",
    source: "paxlst.md §3.10",
  },
  MEASURE_INVALID: {
    severity: "warning",
    text: "MEA {qualifier} holds {value}, which is no {what}.",
    source: "paxlst.md §3.10",
  },
  MEASURE_SHIFTED: {
    severity: "warning",
    text: "MEA {qualifier} carries its value where the unit belongs: it was read all the same.",
    source: "paxlst.md §3.10, §7",
  },
  COUNT_INVALID: {
    severity: "warning",
    text: "CNT {qualifier} holds {value}, which is no number.",
    source: "paxlst.md §3.16",
  },
} as const;
