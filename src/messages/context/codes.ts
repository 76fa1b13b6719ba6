// Findings that no message shows by itself: they need to know when it came, for whom, and what came before it.

const lists = "WCO/IATA/ICAO PAXLST guide; paxlst.md §6";
const pushes = "IATA/WCO/ICAO PNRGOV guide; pnrgov.md §9";

export const contextCodes = {
  LIST_NOT_AGREED: {
    severity: "error",
    text: "Lists of the kind {code} (BGM) are not agreed; agreed are {agreed}.",
    source: `${lists}, PX01`,
  },
  DOCUMENT_NOT_AGREED: {
    severity: "error",
    text: "This person has a document of the type {type} (DOC), which is not accepted; accepted are {agreed}.",
    source: "WCO/IATA/ICAO PAXLST guide; paxlst.md §3.15, §8",
  },
  STATE_UNTOUCHED: {
    severity: "error",
    text: "No leg of the flight begins or ends in {states}: this list is for another State.",
    source: `${lists}, PX03`,
  },
  PX18: {
    severity: "error",
    text: "This person has {lacks}: an answer cannot name whom it is about.",
    source: `${lists}; cusres.md §7`,
  },
  PX19: {
    severity: "warning",
    text: "This person is not on any list of the flight so far: {status} was taken as new.",
    source: lists,
  },
  PX23: {
    severity: "warning",
    text: "CNT announces {stated} for {role}, the parts of the list together hold {found}.",
    source: lists,
  },
  PX24: {
    severity: "warning",
    text: "The list came {hours} h {when} the departure, which is outside of the time agreed.",
    source: lists,
  },
  PN03: {
    severity: "error",
    text: "The flight of the push, {from} to {to}, neither begins nor ends in {states}: this push is for another State.",
    source: pushes,
  },
  PN16: {
    severity: "warning",
    text: "An update came before any full push of this flight. Send a full push (MSG 22).",
    source: pushes,
  },
  PN19: {
    severity: "warning",
    text: "The push came {hours} h {when} the departure, at none of the times agreed.",
    source: pushes,
  },
  API_DIFFERS: {
    severity: "warning",
    text: "What the booking says of a traveller is not what the passenger list of the same flight says: {differing}.",
    source: `${pushes}, PN11`,
  },
  SERIES_INCOMPLETE: {
    severity: "warning",
    text: "Of a series in {count} parts, the parts {numbers} are missing. Send them again with the same access reference (UNH 0068).",
    source: "edifact.md §2.4; pnrgov.md §4",
  },
} as const;
