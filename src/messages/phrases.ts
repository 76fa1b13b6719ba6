// The words that findings put into their texts besides values of the message: closed lists, so that screens can say them in another language.

/** By the name a phrase fills in for. `{names}` in a phrase are further values of the same finding. */
export const phrases = {
  /** What is wrong with a value. */
  reason: [
    "does not belong to PNRGOV",
    "does not exist",
    "holds characters that no document number has",
    "is a filler",
    "is empty",
    "is given as {sent}",
    "is given to more than one traveller",
    "is given to no traveller of this PNR",
    "is its origin too",
    "is longer than 20 characters",
    "is missing",
    "is missing (LOC 91)",
    "is missing (NAT)",
    "is no date",
    "is no date of the calendar",
    "is no known airport",
    "is one digit repeated",
    "is the surname",
    "it is before the departure from {from}",
    "it is {hours} hours after the departure from {from}",
    "lies after the message",
    "lies before the departure",
    "lies before the flight that stands in front of it",
    "makes the traveller older than 120",
    "stands outside of any PNR",
    "{sent} is not known",
  ],
  /** What it is wrong with. */
  what: [
    "TDT with LOC 125/87 (or 92) and DTM 189",
    "airports",
    "date of birth",
    "destination",
    "document number",
    "documents",
    "entries",
    "flights",
    "given name",
    "issuing State",
    "legs",
    "nationality",
    "number of bags",
    "origin",
    "place of clearance",
    "references",
    "the first TVL (date; from; to; carrier; number)",
    "weight in KGM or LBR",
  ],
  /** What a value should be. */
  kind: ["amount", "currency (ISO 4217)", "number"],
  /** What an agreement requires of a traveller's record and the message does not hold. */
  lacking: [
    "address",
    "country of residence",
    "date of birth",
    "date of expiry",
    "document number",
    "given name",
    "issuing State",
    "nationality",
    "number of bags",
    "passenger reference (ABO)",
    "place of birth",
    "place of clearance (LOC 22)",
    "place of final debarkation (LOC 179)",
    "place of first embarkation (LOC 178)",
    "record locator (AVF)",
    "seat",
    "sex",
    "verification indicator (GEI)",
    "visa",
  ],
  /** What is not there. */
  missing: [
    "arrival airport",
    "carrier",
    "departure airport",
    "departure date",
    "flight number",
    "the segment TVL",
  ],
  /** By what a traveller cannot be told. */
  lacks: ["neither RFF AVF nor RFF ABO", "no passenger reference (RFF ABO)", "no record locator (RFF AVF)"],
  /** What two messages say differently of one traveller. */
  differing: ["date of birth", "document number", "given name", "surname"],
  when: ["after", "before"],
  /** What could not be read. */
  parts: ["birth date", "document number", "expiry date", "name", "sex"],
  element: [
    "The interchange reference (UNB 0020)",
    "The message reference (UNH 0062)",
    "The recipient (UNB S003)",
    "The sender (UNB S002)",
  ],
  header: ["the group", "the interchange", "the message"],
  items: ["groups", "messages", "segments"],
  level: ["group", "interchange", "message"],
  list: ["crew list", "passenger list"],
  role: ["crew", "in-transit-crew", "in-transit-passenger", "passenger", "passengers"],
  where: ["after", "before"],
} as const;

export type Phrases = typeof phrases;
export type PhraseName = keyof Phrases;
/** A phrase for one name (by default any). */
export type Phrase<Name extends PhraseName = PhraseName> = (typeof phrases)[Name][number];
