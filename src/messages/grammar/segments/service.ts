// Segments of the service layer: around messages (UNA to UNZ, UIB to UIZ) and of CONTRL (ISO 9735; edifact.md §2, §4).
import { codes, composite, entry, part, simple } from "../elements.ts";
import type { ComponentGrammar, SegmentDirectory } from "../grammar.ts";

/** 0001, the character repertoires (edifact.md §1.5). */
export const repertoires = codes({
  UNOA: "capital letters, digits and the characters of level A",
  UNOB: "level A and small letters",
  UNOC: "ISO 8859-1, Western European",
  UNOD: "ISO 8859-2, Central European",
  UNOE: "ISO 8859-5, Cyrillic",
  UNOF: "ISO 8859-7, Greek",
  UNOG: "ISO 8859-3, South European",
  UNOH: "ISO 8859-4, North European",
  UNOI: "ISO 8859-6, Arabic",
  UNOJ: "ISO 8859-8, Hebrew",
  UNOK: "ISO 8859-9, Turkish",
  UNOL: "ISO 8859-15, Western European with the euro sign",
  UNOW: "ISO 10646 as UTF-8 with code extension",
  UNOX: "ISO 2022 code extension",
  UNOY: "ISO 10646 without code extension",
  IATA: "the airlines' repertoire",
  IATB: "the airlines' interactive repertoire",
  SIRE: "the airlines' interactive repertoire",
});

const messageTypes = codes({
  PAXLST: "passenger and crew list",
  CUSRES: "answer of the authority",
  PNRGOV: "passenger name records",
  ACKRES: "acknowledgement of a push of passenger name records",
  GOVREQ: "request for a push of passenger name records",
  CONTRL: "syntax and service report",
});
const agencies = codes({
  UN: "UN/CEFACT",
  IA: "IATA",
  "1A": "a host system",
  NZ: "New Zealand and United States customs, before 2003",
});
const syntaxVersions = codes(
  { "1": "version 1", "2": "version 2", "3": "version 3", "4": "version 4" },
  true,
);
const testIndicators = codes({
  "1": "the interchange is a test",
  "2": "test of the syntax only",
  "3": "request to echo",
  "4": "the echo",
  "5": "test by a service provider",
});

/** 0083, what CONTRL says was done (edifact.md §4). */
export const actions = codes(
  {
    "4": "this level and all below it are rejected",
    "7": "this level is acknowledged, and those below it unless they are rejected themselves",
    "8": "the interchange has been received",
  },
  true,
);

/** 0085, what is wrong (edifact.md §4). */
export const syntaxErrors = codes({
  "2": "syntax version or level not supported",
  "7": "not the actual recipient",
  "12": "invalid value",
  "13": "mandatory item missing",
  "14": "value not supported in this position",
  "15": "item not supported in this position",
  "16": "too many constituents",
  "17": "no agreement",
  "18": "unspecified error",
  "19": "invalid decimal notation",
  "20": "character invalid as a service character",
  "21": "character not allowed",
  "22": "service character not allowed",
  "23": "sender unknown",
  "24": "too old",
  "25": "test indicator not supported",
  "26": "duplicate detected",
  "28": "references do not match",
  "29": "control count does not match",
  "30": "groups and messages mixed",
  "32": "level empty",
  "33": "item outside of a message or group",
  "35": "too many repetitions of a data element or segment",
  "36": "too many repetitions of a segment group",
  "37": "wrong type of characters",
  "39": "data element too long",
  "40": "data element too short",
  "45": "trailing separator",
  "46": "character set not supported",
  "47": "envelope not supported",
  "48": "dependency rule broken",
});

const party = (id: string, internal: string): readonly ComponentGrammar[] => [
  part(id, id === "0004" || id === "0040" ? "sender" : "recipient", "M", "an..35"),
  part(
    "0007",
    "qualifier of the identification",
    "C",
    "an..4",
    codes({ ZZ: "mutually agreed", ZZZ: "mutually agreed", "4": "IATA" }),
  ),
  part(internal, "internal identification", "C", "an..35"),
  part(internal === "0008" ? "0042" : "0046", "internal sub-identification", "C", "an..35"),
];
const groupParty = (id: string): readonly ComponentGrammar[] => party(id, "").slice(0, 2);
const prepared = [
  part("0017", "date of preparation", "M", "n..8"),
  part("0019", "time of preparation", "M", "n4"),
];
const messageIdentifier: readonly ComponentGrammar[] = [
  part("0065", "message type", "M", "an..6", messageTypes),
  part("0052", "message version", "M", "an..3"),
  part("0054", "message release", "M", "an..3"),
  part("0051", "controlling agency", "M", "an..3", agencies),
  part(
    "0057",
    "association assigned code",
    "C",
    "an..6",
    codes({ IATA: "the airlines' implementation guide", WCO: "the customs' implementation guide" }),
  ),
  part("0110", "code list directory version", "C", "an..6"),
  part("0113", "message sub-function", "C", "an..6"),
];
/** S011: where in a segment the error lies. */
const errorPosition = [
  part("0098", "position of the data element", "M", "n..3"),
  part("0104", "position of the component", "C", "n..3"),
  part("0136", "occurrence of the data element", "C", "n..6"),
];
/** 0085, 0013 or 0135, S011, and from syntax version 4 on 0534 and 0138: the end of UCI, UCF and UCM. */
const verdict = [
  simple("0083", "action", "M", "an..3", actions),
  simple("0085", "error", "C", "an..3", syntaxErrors),
  simple("0013", "service segment in error", "C", "an..3"),
  composite("S011", "position of the error", "C", errorPosition),
  simple("0534", "security reference", "C", "an..14"),
  simple("0138", "position of the security segment", "C", "n..6"),
];
const dialogue = (status: "M" | "C") =>
  composite("S302", "dialogue reference", status, [
    part("0300", "initiator's control reference", "M", "an..35"),
    part("0303", "initiator's reference identification", "C", "an..35"),
    part("0051", "controlling agency", "C", "an..3", agencies),
    part("0304", "responder's control reference", "C", "an..35"),
  ]);
const interactiveParty = (id: string, name: string, at: string) =>
  composite(id, name, "C", [
    part(at, name, "M", "an..35"),
    part("0007", "qualifier of the identification", "C", "an..4"),
    part("0008", "internal identification", "C", "an..35"),
    part("0042", "internal sub-identification", "C", "an..35"),
  ]);
const sentAt = composite("S300", "date and time of initiation", "C", [
  part("0338", "date", "C", "n..8"),
  part("0314", "time", "C", "an..15"),
  part("0336", "time offset", "C", "n4"),
]);
const duplicate = simple("0325", "duplicate indicator", "C", "a1");
const transferStatus = composite("S301", "status of the transfer", "C", [
  part("0320", "sequence number", "C", "n..6"),
  part("0323", "position in the transfer", "C", "a1", codes({ C: "more follows", F: "last part" })),
  part("0325", "duplicate indicator", "C", "a1"),
]);

/** UNA stands apart: six characters, no separators. Each of them is shown as a data element. */
export const serviceStringParts = [
  "component separator",
  "element separator",
  "decimal mark",
  "release character",
  "repetition separator (blank before syntax version 4)",
  "segment terminator",
] as const;

export const serviceSegments: SegmentDirectory = Object.fromEntries([
  entry("UNA", "Service string advice", []),
  entry("UNB", "Interchange header", [
    composite("S001", "syntax identifier", "M", [
      part("0001", "character repertoire", "M", "a4", repertoires),
      part("0002", "syntax version", "M", "an1", syntaxVersions),
      part("0080", "version of the service code list directory", "C", "an..6"),
      part(
        "0133",
        "character encoding",
        "C",
        "an..3",
        codes({ "1": "7-bit ASCII", "2": "8-bit ASCII", "7": "UTF-8", "8": "UTF-16" }),
      ),
      part("0076", "syntax release", "C", "an2"),
    ]),
    composite("S002", "sender of the interchange", "M", party("0004", "0008")),
    composite("S003", "recipient of the interchange", "M", party("0010", "0014")),
    composite("S004", "date and time of preparation", "M", prepared),
    simple("0020", "interchange reference", "M", "an..14"),
    composite("S005", "recipient's reference or password", "C", [
      part("0022", "reference or password", "M", "an..14"),
      part("0025", "qualifier of the reference or password", "C", "an2"),
    ]),
    simple("0026", "application reference", "C", "an..14"),
    simple(
      "0029",
      "processing priority",
      "C",
      "a1",
      codes({ A: "highest priority", O: "request of an interactive host" }),
    ),
    simple(
      "0031",
      "acknowledgement request",
      "C",
      "n1",
      codes({ "1": "an acknowledgement is requested", "2": "only receipt is to be acknowledged" }),
    ),
    simple("0032", "agreement", "C", "an..35"),
    simple("0035", "test indicator", "C", "n1", testIndicators),
  ]),
  entry("UNG", "Group header", [
    simple("0038", "message type of the group", "M", "an..6", messageTypes),
    composite("S006", "sender of the group", "M", groupParty("0040")),
    composite("S007", "recipient of the group", "M", groupParty("0044")),
    composite("S004", "date and time of preparation", "M", prepared),
    simple("0048", "group reference", "M", "an..14"),
    simple("0051", "controlling agency", "M", "an..3", agencies),
    composite(
      "S008",
      "message version",
      "M",
      messageIdentifier.slice(1, 5).filter(({ id }) => id !== "0051"),
    ),
    simple("0058", "application password", "C", "an..14"),
  ]),
  entry("UNH", "Message header", [
    simple("0062", "message reference", "M", "an..14"),
    composite("S009", "message identifier", "M", messageIdentifier),
    simple("0068", "common access reference", "C", "an..35"),
    composite("S010", "status of the transfer", "C", [
      part("0070", "part number", "M", "n..2"),
      part(
        "0073",
        "first or last part",
        "C",
        "a1",
        codes({ C: "first part, more follow", F: "last part" }, true),
      ),
    ]),
    composite("S016", "message subset identification", "C", [
      part("0115", "message subset", "M", "an..14"),
      part("0116", "version", "C", "an..3"),
      part("0118", "release", "C", "an..3"),
      part("0051", "controlling agency", "C", "an..3", agencies),
    ]),
    composite("S017", "implementation guideline identification", "C", [
      part("0121", "implementation guideline", "M", "an..14"),
      part("0122", "version", "C", "an..3"),
      part("0124", "release", "C", "an..3"),
      part("0051", "controlling agency", "C", "an..3", agencies),
    ]),
    composite("S018", "scenario identification", "C", [
      part("0127", "scenario", "M", "an..14"),
      part("0128", "version", "C", "an..3"),
      part("0130", "release", "C", "an..3"),
      part("0051", "controlling agency", "C", "an..3", agencies),
    ]),
  ]),
  entry("UNT", "Message trailer", [
    simple("0074", "number of segments, UNH and UNT among them", "M", "n..10"),
    simple("0062", "message reference, as in UNH", "M", "an..14"),
  ]),
  entry("UNE", "Group trailer", [
    simple("0060", "number of messages in the group", "M", "n..6"),
    simple("0048", "group reference, as in UNG", "M", "an..14"),
  ]),
  entry("UNZ", "Interchange trailer", [
    simple("0036", "number of groups, or of messages where there are no groups", "M", "n..6"),
    simple("0020", "interchange reference, as in UNB", "M", "an..14"),
  ]),
  entry("UIB", "Interactive interchange header", [
    composite("S001", "syntax identifier", "M", [
      part("0001", "character repertoire", "M", "a4", repertoires),
      part("0002", "syntax version", "M", "an1", syntaxVersions),
      part("0080", "version of the service code list directory", "C", "an..6"),
      part("0133", "character encoding", "C", "an..3"),
      part("0076", "syntax release", "C", "an2"),
    ]),
    dialogue("C"),
    composite("S303", "transaction reference", "C", [
      part("0306", "transaction reference", "M", "an..35"),
      part("0303", "initiator's reference identification", "C", "an..35"),
      part("0051", "controlling agency", "C", "an..3", agencies),
    ]),
    composite("S018", "scenario identification", "C", [
      part("0127", "scenario", "M", "an..14"),
      part("0128", "version", "C", "an..3"),
      part("0130", "release", "C", "an..3"),
      part("0051", "controlling agency", "C", "an..3", agencies),
    ]),
    composite("S305", "dialogue identification", "C", [
      part("0311", "dialogue", "M", "an..14"),
      part("0342", "version", "C", "an..3"),
      part("0344", "release", "C", "an..3"),
      part("0051", "controlling agency", "C", "an..3", agencies),
    ]),
    interactiveParty("S002", "sender of the interchange", "0004"),
    interactiveParty("S003", "recipient of the interchange", "0010"),
    sentAt,
    duplicate,
    simple("0035", "test indicator", "C", "n1", testIndicators),
  ]),
  entry("UIH", "Interactive message header", [
    composite("S306", "message identifier", "M", [
      part("0065", "message type", "M", "an..6", messageTypes),
      part("0052", "message version", "M", "an..3"),
      part("0054", "message release", "M", "an..3"),
      part("0113", "message sub-function", "C", "an..6"),
      part("0051", "controlling agency", "C", "an..3", agencies),
      part("0057", "association assigned code", "C", "an..6"),
    ]),
    simple("0340", "interactive message reference", "C", "an..35"),
    dialogue("C"),
    transferStatus,
    sentAt,
    simple("0035", "test indicator", "C", "n1", testIndicators),
  ]),
  entry("UIT", "Interactive message trailer", [
    simple("0340", "interactive message reference, as in UIH", "C", "an..35"),
    simple("0074", "number of segments, UIH and UIT among them", "C", "n..10"),
  ]),
  entry("UIZ", "Interactive interchange trailer", [
    dialogue("C"),
    simple("0036", "number of messages", "C", "n..6"),
    duplicate,
  ]),
  entry("UCI", "Interchange response", [
    simple("0020", "reference of the interchange reported on", "M", "an..14"),
    composite("S002", "sender of the interchange reported on", "C", party("0004", "0008")),
    composite("S003", "recipient of the interchange reported on", "C", party("0010", "0014")),
    ...verdict,
  ]),
  entry("UCF", "Group response", [
    simple("0048", "reference of the group reported on", "M", "an..14"),
    composite("S006", "sender of the group reported on", "C", groupParty("0040")),
    composite("S007", "recipient of the group reported on", "C", groupParty("0044")),
    ...verdict,
  ]),
  entry("UCM", "Message response", [
    simple("0062", "reference of the message reported on", "C", "an..14"),
    composite("S009", "identifier of the message reported on", "C", messageIdentifier),
    ...verdict.slice(0, 4),
    simple("0800", "reference of the package", "C", "an..35"),
    composite("S020", "identification of the object", "C", [
      part("0813", "qualifier", "M", "an..3"),
      part("0802", "reference", "M", "an..35"),
    ]),
    ...verdict.slice(4),
  ]),
  entry("UCS", "Segment error indication", [
    simple("0096", "position of the segment in its message (UNH is 1)", "M", "n..6"),
    simple("0085", "error", "C", "an..3", syntaxErrors),
  ]),
  entry("UCD", "Data element error indication", [
    simple("0085", "error", "M", "an..3", syntaxErrors),
    composite("S011", "position of the error", "M", errorPosition),
  ]),
]);
