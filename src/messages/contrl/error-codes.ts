// Which error of CONTRL (0085) stands for which finding. A finding that is not here is told in CUSRES or ACKRES, not in CONTRL.

const numbered = [
  7, 12, 13, 15, 16, 18, 20, 21, 24, 25, 26, 28, 29, 30, 32, 33, 35, 36, 37, 39, 40, 45, 46, 47,
];

export const ERROR_CODES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(numbered.map((code) => [`EDI${code}`, String(code)])),
  SYNTAX_VERSION: "2",
  DATE_FUTURE: "24",
  DATE_OLD: "24",
  KIND_UNKNOWN: "14",
  VERSION_UNKNOWN: "14",
  // The structure of the message.
  SEGMENT_ORDER: "15",
  SEGMENT_OUT_OF_PLACE: "15",
  SEGMENT_UNEXPECTED: "15",
  SECTOR_AFTER_PERSON: "15",
  PN20: "15",
  ORDER: "15",
  TAG_INVALID: "15",
  HEADER_MISSING: "13",
  TRAILER_MISSING: "13",
  SEGMENT_EMPTY: "32",
  SEGMENT_TOO_LONG: "39",
  MESSAGE_TOO_LONG: "39",
  TERMINATOR_LOST: "22",
  SEGMENTS_JOINED: "22",
  // What a list or a push must have.
  PX01: "12",
  PX02: "13",
  PX06: "13",
  PX07: "13",
  PX11: "13",
  FLIGHT_MISSING: "13",
  PN01: "12",
  PN02: "13",
  PN05: "13",
  PN06: "13",
  AK01: "12",
  GQ01: "13",
  CR01: "12",
  // Values.
  PX04: "12",
  PX09: "12",
  PX10: "12",
  PX13: "12",
  LOC_UNKNOWN: "12",
  DTM_INVALID: "12",
  DTM_SHIFTED: "12",
  COUNT_INVALID: "37",
  PN09: "12",
  PN13: "37",
};
