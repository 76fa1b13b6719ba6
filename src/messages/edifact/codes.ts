// Findings about wrappers, service characters, segments and envelopes. EDInn carries the CONTRL code (0085) nn.

const syntax = "ISO 9735; edifact.md §2.3";

export const edifactCodes = {
  EDI13: {
    severity: "error",
    text: "{element} is missing; it is mandatory.",
    source: syntax,
  },
  EDI18: {
    severity: "error",
    text: "The input ends with a release character that releases nothing: the end of the message is missing.",
    source: "ISO 9735; edifact.md §1.2",
  },
  EDI20: {
    severity: "error",
    text: "The service characters of UNA cannot be used: separators and terminator must be three different characters that are neither letters, digits, blanks nor line breaks. The defaults were used.",
    source: "ISO 9735; edifact.md §1.1",
  },
  EDI21: {
    severity: "warning",
    text: "A character outside the repertoire {repertoire} that UNB declares (first found here). Send capital letters, or declare a wider repertoire.",
    source: "ISO 9735; edifact.md §1.5",
  },
  EDI24: {
    severity: "warning",
    text: "The interchange says it was prepared on {date}, which is no date and time.",
    source: syntax,
  },
  DATE_FUTURE: {
    severity: "warning",
    text: "The interchange says it was prepared on {date}, {hours} h after it came in: a wrong clock, or local time instead of UTC?",
    source: syntax,
  },
  DATE_OLD: {
    severity: "warning",
    text: "The interchange was prepared on {date}, longer ago than was agreed (in days: {days}).",
    source: syntax,
  },
  EDI7: {
    severity: "error",
    text: "The interchange is addressed to {recipient}, which is not an address of this unit ({own}).",
    source: syntax,
  },
  EDI25: {
    severity: "warning",
    text: "The interchange is marked as a test (UNB 0035 is {indicator}). Send it without the mark when the data are real.",
    source: syntax,
  },
  EDI26: {
    severity: "error",
    text: "The message reference {reference} was already used in this interchange. UNH 0062 must be unique in it.",
    source: syntax,
  },
  EDI28: {
    severity: "error",
    text: "{trailer} carries the reference {found}, but its {header} carries {expected}. Both must be the same.",
    source: syntax,
  },
  EDI29: {
    severity: "warning",
    text: "{trailer} counts {found}, but the right number of {items} is {expected}. Count the {items} again after the last change.",
    source: syntax,
  },
  EDI30: {
    severity: "error",
    text: "The interchange holds messages both inside and outside of functional groups (UNG). Use one way only.",
    source: syntax,
  },
  EDI32: {
    severity: "error",
    text: "This {level} is empty.",
    source: syntax,
  },
  EDI33: {
    severity: "warning",
    text: "Bytes that stand outside of any message here and were not read: {bytes}.",
    source: syntax,
  },
  EDI45: {
    severity: "warning",
    text: "A segment ends with a separator (first found here). Leave out empty elements and components at the end.",
    source: "ISO 9735; edifact.md §1.4",
  },
  EDI46: {
    severity: "warning",
    text: "UNB declares the character set {repertoire}, which is not supported: the content was read as UTF-8 or Windows-1252. Declare one of UNOA to UNOL or UNOW to UNOY.",
    source: "ISO 9735; edifact.md §1.5",
  },
  EDI47: {
    severity: "error",
    text: "The message header {tag} does not go with the interchange header {header}: use UNB with UNH, or UIB with UIH.",
    source: "ISO 9735; edifact.md §2, §3",
  },
  ENVELOPE_MISSING: {
    severity: "error",
    text: "The message stands without an interchange header (UNB): sender and reference are unknown.",
    source: "ISO 9735; edifact.md §2",
  },
  TRAILER_MISSING: {
    severity: "error",
    text: "{trailer} is missing: {header} is not closed. The end may have been lost on the way; what arrived was read.",
    source: "ISO 9735; edifact.md §2",
  },
  HEADER_TAG: {
    severity: "error",
    text: "The segment names a kind of message as UNH does, under a damaged tag: it was read as UNH.",
    source: "edifact.md §2.3",
  },
  KIND_DAMAGED: {
    severity: "error",
    text: "UNH names the kind {type}, which is none: it was read as {taken}.",
    source: "edifact.md §2.3",
  },
  HEADER_MISSING: {
    severity: "warning",
    text: "{trailer} closes what no {header} has opened.",
    source: "ISO 9735; edifact.md §2",
  },
  TERMINATOR_LOST: {
    severity: "error",
    text: "Segments without a terminator (the first stands here): {count}. Each was ended at the line break before the next tag, or at the end of the input.",
    source: "edifact.md §1.3",
  },
  SEGMENT_TOO_LONG: {
    severity: "error",
    text: "Segments longer than {limit} bytes (the first stands here): {count}. What goes beyond was not read.",
    source: "edifact.md §6",
  },
  SEGMENT_EMPTY: {
    severity: "warning",
    text: "Terminators that follow another with no segment between them (the first stands here): {count}.",
    source: "ISO 9735; edifact.md §1.4",
  },
  TAG_INVALID: {
    severity: "error",
    text: "A segment begins with no tag of three capital letters (first found here): the segment was not read. A terminator inside a value must be released.",
    source: "ISO 9735; edifact.md §1.4",
  },
  RELEASE_NEEDLESS: {
    severity: "warning",
    text: "A release character stands before an ordinary character (first found here): it was dropped, the character kept.",
    source: "ISO 9735; edifact.md §1.2",
  },
  REPETITION_UNRELEASED: {
    severity: "warning",
    text: "The repetition separator of UNA stands in a value (first found here); no element of these messages repeats, so it was kept as data. Release it, or send a blank in its place in UNA.",
    source: "ISO 9735; edifact.md §1.4",
  },
  WRAP_AMBIGUOUS: {
    severity: "warning",
    text: "A line was wrapped at a blank (first found here): whether the blank belongs to the value cannot be told for certain.",
    source: "edifact.md §1.3",
  },
  CONTROL_CHARACTERS: {
    severity: "info",
    text: "Control characters stand between segments or around the interchange (first found here); they were skipped.",
    source: "edifact.md §1.1",
  },
  TRANSPORT_TEXT: {
    severity: "info",
    text: "Transport text stands {where} the interchange and was skipped (bytes: {bytes}).",
    source: "edifact.md §1.1",
  },
  CONTENT_DECODED: {
    severity: "warning",
    text: "The content was damaged or encoded by mail or XML ({encoding}); it was decoded once. Offsets count in the decoded content.",
    source: "edifact.md §1.3",
  },
  APPLICATION_REFERENCE_SHIFTED: {
    severity: "warning",
    text: "UNB carries {value} where the recipient's password (S005) belongs; it was taken as application reference (0026). One separator is missing.",
    source: "edifact.md §2.1",
  },
  SYNTAX_VERSION: {
    severity: "warning",
    text: "UNB declares syntax version {value}; versions 1 to 4 are known.",
    source: "ISO 9735; edifact.md §2.1",
  },
  VERSION_DIFFERS: {
    severity: "warning",
    text: "The group header says {group}, the message header {message}: the message header was followed.",
    source: "edifact.md §2.2; paxlst.md §7",
  },
  VERSION_UNKNOWN: {
    severity: "warning",
    text: "The directory release {version} is not known; the message was read by the rules of the nearest known one.",
    source: "edifact.md §2.2",
  },
  KIND_UNKNOWN: {
    severity: "error",
    text: "Messages of the type {type} are not read here. Known: PAXLST, CUSRES, PNRGOV, ACKRES, GOVREQ, CONTRL.",
    source: "edifact.md §1",
  },
  CONTENT_UNKNOWN: {
    severity: "error",
    text: "No message was found: neither UNA, UNB nor UNH stands in the input (bytes: {bytes}). It begins with {start}.",
    source: "edifact.md §1.1",
  },
  CONTENT_EMPTY: {
    severity: "error",
    text: "The input is empty.",
    source: "edifact.md §1.1",
  },
  MESSAGE_TOO_LONG: {
    severity: "error",
    text: "The message is longer than {limit} bytes: what goes beyond was not read. Split it into parts (UNH S010).",
    source: "edifact.md §2.4, §6",
  },
  PACKED_DAMAGED: {
    severity: "error",
    text: "The content is packed (gzip), and damaged or cut off: what stands before the damage was read. Send it again whole.",
    source: "edifact.md §6",
  },
  PACKED_TOO_LARGE: {
    severity: "error",
    text: "The content is packed (gzip) and larger than {limit} bytes when unpacked: what goes beyond was not read. Send it in several transmissions.",
    source: "edifact.md §6",
  },
  MESSAGES_TOO_MANY: {
    severity: "error",
    text: "More than {limit} messages came in one transmission: none of them was taken. Send them in several transmissions.",
    source: "edifact.md §6",
  },
  FINDINGS_OMITTED: {
    severity: "warning",
    text: "Further findings that were left out: {count}.",
    source: "edifact.md §6",
  },
} as const;
