// Segments of the UN/EDIFACT user directory that PAXLST and CUSRES use (D.15B, the newest limits; paxlst.md §3, cusres.md §1).
import { codeOwner, codes, composite, entry, lines, part, simple } from "../elements.ts";
import type { SegmentDirectory } from "../grammar.ts";

/** 1001 in BGM. */
const listTypes = codes({
  "745": "passenger list",
  "250": "crew list",
  "266": "flight status or close-out",
  "336": "master crew list",
  "655": "gate pass request",
  "10": "party information (road)",
  "962": "response to a request",
  "132": "unsolicited change of status",
  "312": "acknowledgement",
  "961": "general response",
  "963": "error response",
});
/** 1004 in BGM: what a list does, or how a flight was closed. */
const listFunctions = codes({
  CP: "change of passenger data",
  XR: "reservation cancelled",
  RP: "reduction in party",
  CL: "flight closed, no details",
  CLNB: "flight closed; the persons listed are not on board",
  CLOB: "flight closed; the persons listed are on board",
  XF: "flight cancelled",
  CF: "change of the flight's details",
  C: "crew of a passenger flight",
  CC: "change of the crew of a passenger flight",
  G: "addition to the master crew list",
  H: "deletion from the master crew list",
  I: "change in the master crew list",
});
/** 1153 in RFF. */
const references = codes({
  TN: "transaction reference",
  AF: "flight",
  AVF: "record locator of the reservation",
  ABO: "carrier's unique passenger reference",
  SEA: "seat",
  AEA: "reference issued by a government",
  CR: "customer or frequent traveller reference",
  YZY: "electronic ticket and coupon",
  VON: "voyage number",
  Y: "payer",
});
/** 2005 in DTM. */
const moments = codes({
  "36": "date of expiry",
  "132": "estimated arrival",
  "133": "estimated departure",
  "137": "date of the message",
  "178": "actual arrival",
  "179": "booking date",
  "182": "date of issue",
  "183": "booking completed",
  "186": "actual departure",
  "189": "scheduled departure, local time",
  "232": "scheduled arrival, local time",
  "329": "date of birth",
  "554": "filing date",
  "558": "date of a change",
});
/** 2379 in DTM. */
const dateFormats = codes({
  "101": "YYMMDD",
  "102": "CCYYMMDD",
  "201": "YYMMDDHHMM",
  "203": "CCYYMMDDHHMM",
});
/** 3227 in LOC. */
const places = codes({
  "5": "place of departure",
  "8": "place of destination",
  "22": "airport where clearance is completed",
  "60": "place of arrival",
  "61": "next port of call",
  "87": "first airport after the border is crossed",
  "89": "place of registration",
  "91": "State or place of issue of the document",
  "92": "other airport of the routing",
  "125": "last airport before the border is crossed",
  "130": "final airport in the country of destination",
  "147": "place on board",
  "172": "reported place of arrival",
  "174": "country of residence",
  "178": "airport where the person's journey began",
  "179": "airport where the person's journey ends",
  "180": "place of birth",
  "188": "filing place",
  "198": "original place",
});
/** 3035 in NAD. */
const parties = codes({
  MS: "reporting party",
  AG: "travel agent",
  BA: "booking agent",
  TB: "submitter",
  CA: "carrier",
  FL: "passenger",
  FM: "crew member",
  DDU: "passenger in transit",
  DDT: "crew member in transit",
  VW: "responsible driver",
  CPE: "master of the vessel",
  ZZZ: "person told by references only",
});
/** 3155 in COM. */
const channels = codes({ TE: "telephone", AL: "mobile telephone", FX: "fax", EM: "e-mail" });
/** 1001 in DOC. */
const documents = codes({
  P: "passport",
  V: "visa",
  I: "national identity card",
  A: "permanent resident card or alien registration",
  C: "permanent resident card",
  AC: "crew member certificate",
  IP: "passport card",
  F: "other approved document",
  T: "re-entry, refugee or travel permit",
  L: "pilot licence",
  M: "military identity card",
  G: "merchant mariner document",
  N: "trusted traveller card",
  "39": "passport (road)",
  "36": "identity card (road)",
  "5K": "driving licence (road)",
  OTD: "other document (road)",
});
/** 9321 in ERC. */
const answers = codes({
  "0Z": "OK to board",
  "0A": "OK to board, permission on record",
  "0B": "OK to board, no permission on record: check the documents",
  "1Z": "do not board",
  "2Z": "board after additional screening",
  "4Z": "unable to process",
});

const freeText = composite("C108", "text", "C", lines("4440", "free text", 5, "an..512"));
const quantity = composite("C186", "quantity details", "M", [
  part("6063", "quantity qualifier", "M", "an..3"),
  part("6060", "quantity", "M", "an..35"),
  part("6411", "unit", "C", "an..8"),
]);

export const tradeSegments: SegmentDirectory = Object.fromEntries([
  entry("BGM", "Beginning of message", [
    composite("C002", "type of list", "C", [
      part("1001", "document name code", "C", "an..3", listTypes),
      ...codeOwner,
      part("1000", "document name", "C", "an..35"),
    ]),
    composite("C106", "function of the list", "C", [
      part("1004", "document identifier", "C", "an..70", listFunctions),
      part("1056", "version", "C", "an..9"),
      part("1060", "revision", "C", "an..6"),
    ]),
    simple("1225", "message function", "C", "an..3", codes({ "9": "original" })),
    simple("4343", "response type", "C", "an..3"),
  ]),
  entry("RFF", "Reference", [
    composite("C506", "reference", "M", [
      part("1153", "reference qualifier", "M", "an..3", references),
      part("1154", "reference", "C", "an..70"),
      part("1156", "line", "C", "an..6"),
      part("1056", "version", "C", "an..9"),
      part("1060", "revision", "C", "an..6"),
    ]),
  ]),
  entry("DTM", "Date or time", [
    composite("C507", "date or time", "M", [
      part("2005", "function of the date", "M", "an..3", moments),
      part("2380", "date or time", "C", "an..35"),
      part("2379", "format", "C", "an..3", dateFormats),
    ]),
  ]),
  entry("LOC", "Place", [
    simple("3227", "function of the place", "M", "an..3", places),
    composite("C517", "place", "C", [
      part("3225", "place code: airport, port or State", "C", "an..35"),
      ...codeOwner,
      part("3224", "place name", "C", "an..256"),
    ]),
    composite("C519", "first related place", "C", [
      part("3223", "related place code", "C", "an..35"),
      ...codeOwner,
      part("3222", "related place name", "C", "an..70"),
    ]),
    composite("C553", "second related place", "C", [
      part("3233", "related place code", "C", "an..35"),
      ...codeOwner,
      part("3232", "related place name", "C", "an..70"),
    ]),
    simple("5479", "relation", "C", "an..3"),
  ]),
  entry("NAD", "Name and address", [
    simple("3035", "kind of party or person", "M", "an..3", parties),
    composite("C082", "party identification", "C", [part("3039", "party", "M", "an..35"), ...codeOwner]),
    composite("C058", "unstructured name and address", "C", lines("3124", "line", 5, "an..35")),
    composite("C080", "name", "C", [
      part("3036", "surname, or the party's name", "M", "an..70"),
      part("3036", "given name", "C", "an..70"),
      part("3036", "second given name", "C", "an..70"),
      part("3036", "further name", "C", "an..70"),
      part("3036", "further name", "C", "an..70"),
      part("3045", "format of the name", "C", "an..3"),
    ]),
    composite("C059", "street", "C", lines("3042", "street and number or post box", 4, "an..70")),
    simple("3164", "city", "C", "an..35"),
    composite("C819", "region", "C", [
      part("3229", "region code", "C", "an..9"),
      ...codeOwner,
      part("3228", "region name", "C", "an..70"),
    ]),
    simple("3251", "postcode", "C", "an..17"),
    simple("3207", "country", "C", "an..3"),
  ]),
  entry("CTA", "Contact", [
    simple("3139", "function of the contact", "C", "an..3"),
    composite("C056", "contact", "C", [
      part("3413", "contact identifier", "C", "an..17"),
      part("3412", "contact name", "C", "an..256"),
    ]),
  ]),
  entry("COM", "Communication contact", [
    composite(
      "C076",
      "communication contact",
      "M",
      [
        part("3148", "number or address", "M", "an..512"),
        part("3155", "kind of number or address", "M", "an..3", channels),
      ],
      3,
    ),
  ]),
  entry("TDT", "Transport", [
    simple(
      "8051",
      "stage of transport",
      "M",
      "an..3",
      codes({ "20": "main carriage: the flight", "34": "overflight", "11": "at the border" }),
    ),
    simple("8028", "flight: carrier, number and suffix", "C", "an..17"),
    composite("C220", "mode of transport", "C", [
      part(
        "8067",
        "mode",
        "C",
        "an..3",
        codes({ "1": "sea", "2": "rail", "3": "road", "4": "air", "03": "road" }),
      ),
      part("8066", "mode name", "C", "an..17"),
    ]),
    composite("C001", "means of transport", "C", [
      part("8179", "means code", "C", "an..8"),
      ...codeOwner,
      part("8178", "means", "C", "an..17"),
    ]),
    composite("C040", "carrier", "C", [
      part("3127", "carrier code", "C", "an..17"),
      ...codeOwner,
      part("3126", "carrier name", "C", "an..35"),
    ]),
    simple("8101", "direction of transit", "C", "an..3"),
    composite("C401", "excess transport", "C", [
      part("8457", "reason", "M", "an..3"),
      part("8459", "responsibility", "M", "an..3"),
      part("7130", "authorisation", "C", "an..17"),
    ]),
    composite("C222", "identification of the means of transport", "C", [
      part("8213", "identifier: registration or IMO number", "C", "an..35"),
      ...codeOwner,
      part("8212", "name", "C", "an..70"),
      part("8453", "nationality", "C", "an..3"),
    ]),
    simple("8281", "ownership", "C", "an..3"),
    composite("C003", "power", "C", [
      part("7041", "kind of power", "C", "an..3"),
      ...codeOwner,
      part("7040", "power", "C", "an..17"),
    ]),
  ]),
  entry("ATT", "Attribute", [
    simple("9017", "kind of attribute", "M", "an..3", codes({ "2": "person" })),
    composite("C955", "attribute type", "C", [
      part("9021", "type code", "C", "an..17"),
      ...codeOwner,
      part("9020", "type", "C", "an..70"),
    ]),
    composite("C956", "attribute", "C", [
      part(
        "9019",
        "sex",
        "C",
        "an..17",
        codes({
          M: "male",
          F: "female",
          X: "unspecified",
          U: "unknown",
          MI: "male infant",
          FI: "female infant",
        }),
      ),
      ...codeOwner,
      part("9018", "attribute text", "C", "an..256"),
    ]),
  ]),
  entry("MEA", "Measurement", [
    simple(
      "6311",
      "what is measured",
      "M",
      "an..3",
      codes({ CT: "number of checked bags", WT: "weight of checked bags" }),
    ),
    composite("C502", "measurement details", "C", [
      part("6313", "attribute", "C", "an..3"),
      part("6321", "significance", "C", "an..3"),
      part("6155", "non-discrete measurement", "C", "an..17"),
      part("6154", "non-discrete measurement name", "C", "an..70"),
    ]),
    composite("C174", "value", "C", [
      part("6411", "unit", "C", "an..8", codes({ KGM: "kilogram", LBR: "pound" })),
      part("6314", "measure", "C", "an..18"),
      part("6162", "least", "C", "n..18"),
      part("6152", "most", "C", "n..18"),
      part("6432", "significant digits", "C", "n..2"),
    ]),
    simple("7383", "surface or layer", "C", "an..3"),
  ]),
  entry("GEI", "Processing information", [
    simple(
      "9649",
      "kind of processing information",
      "M",
      "an..3",
      codes({ "4": "information on the party" }),
    ),
    composite("C012", "processing indicator", "C", [
      part(
        "7365",
        "indicator",
        "C",
        "an..3",
        codes({ "173": "verified against the document", "174": "not verified" }),
      ),
      ...codeOwner,
      part("7364", "indicator text", "C", "an..35"),
    ]),
    simple("7187", "process type", "C", "an..17"),
  ]),
  entry("FTX", "Free text", [
    simple(
      "4451",
      "subject of the text",
      "M",
      "an..3",
      codes({ BAG: "bag tags", AAP: "shown to the agent" }),
    ),
    simple("4453", "function of the text", "C", "an..3"),
    composite("C107", "text reference", "C", [part("4441", "text code", "M", "an..17"), ...codeOwner]),
    freeText,
    simple("3453", "language", "C", "an..3"),
    simple("4447", "format of the text", "C", "an..3"),
  ]),
  entry("EMP", "Employment", [
    simple(
      "9003",
      "kind of employment",
      "M",
      "an..3",
      codes({ "1": "first employment", "4": "role in the journey" }),
    ),
    composite("C948", "employment category", "C", [
      part(
        "9005",
        "category",
        "C",
        "an..3",
        codes({
          CR1: "cockpit crew, persons in the cockpit",
          CR2: "cabin crew",
          CR3: "airline operations management with cockpit access",
          CR4: "cargo non-cockpit crew, non-crew",
          CR5: "pilot on board, not on duty",
        }),
      ),
      ...codeOwner,
      part("9004", "category text", "C", "an..35"),
    ]),
    composite("C951", "occupation", "C", [
      part("9009", "occupation code", "C", "an..3"),
      ...codeOwner,
      ...lines("9008", "occupation", 2, "an..35", "C"),
    ]),
    composite("C950", "qualification", "C", [
      part("9007", "qualification code", "C", "an..3"),
      ...codeOwner,
      ...lines("9006", "qualification", 2, "an..35", "C"),
    ]),
    simple("3494", "job title", "C", "an..70"),
  ]),
  entry("NAT", "Nationality", [
    simple(
      "3493",
      "kind of nationality",
      "M",
      "an..3",
      codes({ "1": "at birth", "2": "current", "3": "previous" }),
    ),
    composite("C042", "nationality", "C", [
      part("3293", "nationality code (Doc 9303-3)", "C", "an..3"),
      ...codeOwner,
      part("3292", "nationality", "C", "an..35"),
    ]),
  ]),
  entry("DOC", "Document", [
    composite("C002", "type of document", "M", [
      part("1001", "document type", "C", "an..3", documents),
      ...codeOwner,
      part("1000", "document type in words", "C", "an..35"),
    ]),
    composite("C503", "document", "C", [
      part("1004", "document number", "C", "an..70"),
      part("1373", "status", "C", "an..3"),
      part("1366", "source", "C", "an..70"),
      part("3453", "language", "C", "an..3"),
      part("1056", "version", "C", "an..9"),
      part("1060", "revision", "C", "an..6"),
    ]),
    simple("3153", "medium", "C", "an..3"),
    simple("1220", "copies", "C", "n..2"),
    simple("1218", "originals", "C", "n..2"),
  ]),
  entry("CPI", "Charge payment instructions", [
    composite("C229", "charge category", "C", [part("5237", "category", "M", "an..3"), ...codeOwner]),
    composite("C231", "payment method", "C", [part("4215", "method", "M", "an..3"), ...codeOwner]),
    simple("4237", "payer", "C", "an..3"),
  ]),
  entry("QTY", "Quantity", [quantity]),
  entry("GID", "Goods item", [
    simple("1496", "item number", "C", "an..6"),
    composite(
      "C213",
      "number and kind of packages",
      "C",
      [
        part("7224", "number of packages", "C", "n..8"),
        part("7065", "kind of package", "C", "an..17"),
        ...codeOwner,
        part("7064", "kind of package in words", "C", "an..35"),
        part("7233", "packaging information", "C", "an..3"),
      ],
      5,
    ),
  ]),
  entry("CNT", "Control total", [
    composite("C270", "control total", "M", [
      part(
        "6069",
        "what is counted",
        "M",
        "an..3",
        codes({ "41": "crew on the whole flight", "42": "passengers on the whole flight" }),
      ),
      part("6066", "total", "M", "n..18"),
      part("6411", "unit", "C", "an..8"),
    ]),
  ]),
  entry("AUT", "Authentication result", [
    simple("9280", "validation result", "M", "an..35"),
    simple("9282", "validation key", "C", "an..35"),
  ]),
  entry("EQD", "Equipment", [
    simple("8053", "kind of equipment", "M", "an..3"),
    composite("C237", "equipment identification", "C", [
      part("8260", "equipment", "C", "an..17"),
      ...codeOwner,
      part("3207", "country", "C", "an..3"),
    ]),
    composite("C224", "equipment size and type", "C", [
      part("8155", "size and type", "C", "an..10"),
      ...codeOwner,
      part("8154", "size and type in words", "C", "an..35"),
    ]),
    simple("8077", "supplier", "C", "an..3"),
    simple("8249", "status", "C", "an..3"),
    simple("8169", "full or empty", "C", "an..3"),
  ]),
  entry("ERP", "Point the error or answer is about", [
    composite("C701", "point in the message", "C", [
      part(
        "1049",
        "section of the message",
        "C",
        "an..3",
        codes({ "1": "the message as a whole", "2": "one traveller" }),
      ),
      part("1052", "item in the section", "C", "an..35"),
      part("1054", "sub-item", "C", "n..6"),
    ]),
    composite("C853", "point in the segment", "C", [
      part("9166", "segment tag", "C", "an..3"),
      part("1050", "sequence", "C", "an..10"),
      part("9172", "group", "C", "an..5"),
    ]),
  ]),
  entry("ERC", "Answer or error code", [
    composite("C901", "code", "M", [
      part("9321", "directive or error", "M", "an..17", answers),
      ...codeOwner,
    ]),
  ]),
  entry("PDT", "Person, of the lists before 2003", [
    composite("C900", "travel document", "C", [
      part("9000", "type and number, a slash between them", "C", "an..35"),
      part("9001", "date of expiry, YYMMDD", "C", "n..8"),
      part("9002", "State of issue", "C", "an..3"),
    ]),
    composite("C904", "person", "C", [
      part("9011", "surname", "C", "an..35"),
      part("9012", "given name", "C", "an..35"),
      part("9013", "second given name, or kind of person", "C", "an..35"),
      part("9014", "date of birth, YYMMDD", "C", "n..8"),
      part("9015", "sex", "C", "an..1"),
    ]),
    simple("9030", "passenger or crew", "C", "an..3", codes({ PAX: "passenger", CRW: "crew" })),
    composite("C905", "journey", "C", [
      part("9041", "place of embarkation, UN/LOCODE", "C", "an..5"),
      part("9042", "place of disembarkation, UN/LOCODE", "C", "an..5"),
    ]),
  ]),
]);
