// Segments of the airlines' directory (PADIS) that PNRGOV, ACKRES and GOVREQ use (pnrgov.md §3).
import { codes, composite, entry, lines, part, simple } from "../elements.ts";
import type { ComponentGrammar, SegmentDirectory } from "../grammar.ts";

/** 1225 in MSG. */
const functions = codes({
  "22": "full push",
  "141": "update push: changed reservations only",
  "23": "acknowledgement",
});
/** 4025 in MSG. */
const business = codes({ "1": "air", "2": "car", "3": "hotel", "7": "car", "8": "hotel" });
const statuses = codes({
  HK: "confirmed",
  KK: "confirming",
  KL: "confirming from the waiting list",
  TK: "confirmed, new time",
  RR: "reconfirmed",
  HL: "on the waiting list",
  HN: "requested",
  UN: "unable, flight does not operate",
  UC: "unable",
  XX: "cancelled",
  NN: "need",
});
/** SSR 1.1 whose texts the reader takes apart. */
const services = codes({
  DOCS: "travel document",
  DOCO: "visa or other travel information",
  DOCA: "address of residence or destination",
  FOID: "form of identification",
  FQTV: "frequent flyer",
  TKNE: "electronic ticket",
  TKNA: "ticket",
  TKNM: "ticket, entered by hand",
  SEAT: "seat",
  NSST: "seat, non-smoking",
  RQST: "seat request",
  INFT: "infant",
  CHLD: "child",
  UMNR: "unaccompanied minor",
  CTCM: "mobile telephone",
  CTCE: "e-mail",
  CTCR: "contact refused",
  CTCT: "telephone of the agency",
  PCTC: "emergency contact",
  GRPF: "group fare",
  OTHS: "other information",
  CKIN: "check-in information",
  XBAG: "excess baggage",
});
const baggageUnits = codes({
  "700": "kilogram",
  "701": "pound",
  "702": "none",
  K: "kilogram",
  L: "pound",
  N: "pieces",
});

const money = (id: string): readonly ComponentGrammar[] => [
  part("5025", "kind of amount", "C", "an..3", codes({ B: "base fare", T: "total", F: "fee" })),
  part(id, "amount", "C", "an..18"),
  part("6345", "currency", "C", "an..3"),
  part("3225", "place", "C", "an..25"),
];
const unknown = (count: number) => lines("0000", "further information", count, "an..70", "C");

export const travelSegments: SegmentDirectory = Object.fromEntries([
  entry("MSG", "Message action", [
    composite("C302", "message action", "C", [
      part("4025", "business function", "C", "an..3", business),
      part("1225", "message function", "C", "an..3", functions),
      part("0051", "controlling agency", "C", "an..3"),
      ...lines("1225", "further message function", 20, "an..3", "C"),
    ]),
    simple("4343", "response", "C", "an..3", codes({ "3": "processed completely", "7": "rejected" })),
  ]),
  entry("ORG", "Originator", [
    composite("C336", "system", "C", [
      part("3127", "airline or system", "C", "an..35"),
      part("3225", "place", "C", "an..25"),
      part("3224", "place name", "C", "an..35"),
    ]),
    composite("C300", "agency", "C", [
      part("9902", "IATA number of the agency", "C", "an..9"),
      part("9904", "office or pseudo city", "C", "an..9"),
      part("9904", "further office", "C", "an..9"),
    ]),
    composite("C328", "place of the agent", "C", [
      part("3225", "place", "C", "an..25"),
      part("3224", "place name", "C", "an..17"),
    ]),
    composite("C336", "airline or host of the agent", "C", [
      part("3127", "airline or host", "C", "an..35"),
      part("3225", "place", "C", "an..25"),
      part("3224", "place name", "C", "an..35"),
    ]),
    composite("9972", "kind of originator", "C", [
      part("9972", "kind of originator", "C", "an..3", codes({ A: "airline agent", T: "travel agent" })),
      ...unknown(4),
    ]),
    composite("C354", "country, currency and language", "C", [
      part("3207", "country", "C", "an..3"),
      part("6345", "currency", "C", "an..3"),
      part("3453", "language", "C", "an..3"),
    ]),
    simple("9904", "agent's sign", "C", "an..9"),
    simple("3148", "line or terminal", "C", "an..25"),
    simple("9972", "party", "C", "an..25"),
  ]),
  entry("TVL", "Travel product", [
    composite("C310", "dates and times, local", "C", [
      part("9916", "date of departure, DDMMYY", "C", "an..35"),
      part("9918", "time of departure, HHMM", "C", "an..9"),
      part("9920", "date of arrival, DDMMYY", "C", "an..35"),
      part("9922", "time of arrival, HHMM", "C", "an..9"),
      part("9954", "change of date", "C", "an..1"),
    ]),
    composite("C328", "departure", "C", [
      part("3225", "airport or place", "C", "an..25"),
      part("3224", "name", "C", "an..35"),
      ...unknown(3),
    ]),
    composite("C328", "arrival", "C", [
      part("3225", "airport or place", "C", "an..25"),
      part("3224", "name", "C", "an..35"),
      ...unknown(3),
    ]),
    composite("C306", "carrier", "C", [
      part("9906", "marketing carrier", "C", "an..35"),
      part("9906", "operating carrier", "C", "an..35"),
      part("9906", "further carrier", "C", "an..35"),
    ]),
    composite("C308", "flight", "C", [
      part("9908", "flight number", "C", "an..35"),
      part("7037", "booking class", "C", "an..17"),
      part("7140", "suffix", "C", "an..35"),
      ...unknown(7),
    ]),
    composite("C309", "product type", "C", unknown(9)),
    simple("1082", "line", "C", "an..6"),
    simple("7365", "processing indicator", "C", "an..3"),
    simple("7009", "marriage", "C", "an..7"),
  ]),
  entry("EQN", "Number of units", [
    composite(
      "C523",
      "number of units",
      "C",
      [part("6350", "number", "C", "n..15"), part("6353", "kind of unit", "C", "an..3")],
      9,
    ),
  ]),
  entry("SRC", "Reservation", [
    simple("0000", "nothing: the segment only begins a reservation", "C", "an..35", undefined, 9),
  ]),
  entry("RCI", "Reservation control", [
    composite(
      "C330",
      "record locator",
      "M",
      [
        part("9906", "airline or host", "C", "an..35"),
        part("9956", "record locator", "C", "an..35"),
        part(
          "9958",
          "kind of locator",
          "C",
          "an..1",
          codes({ C: "check-in system only, no reservation", "1": "reservation" }),
        ),
        part("9916", "date of creation, DDMMYY", "C", "an..35"),
        part("9918", "time of creation, HHMM, UTC", "C", "an..9"),
      ],
      9,
    ),
  ]),
  entry("SSR", "Special service", [
    composite("C334", "service", "M", [
      part("9962", "service", "M", "an..4", services),
      part("4405", "status", "C", "an..3", statuses),
      part("6060", "number", "C", "n..15"),
      part("9906", "airline", "C", "an..35"),
      part("7365", "processing indicator", "C", "an..3"),
      part("9960", "processing indicator", "C", "an..3"),
      part("3225", "board point", "C", "an..25"),
      part("3225", "off point", "C", "an..25"),
      ...lines("4440", "text", 91, "an..320", "C"),
    ]),
    composite(
      "C332",
      "service data",
      "C",
      [
        part("7143", "seat or other data", "C", "an..35"),
        part("6353", "unit", "C", "an..3"),
        part("9944", "reference of the traveller", "C", "an..10"),
        ...lines("9825", "seat characteristic", 6, "an..2", "C"),
      ],
      999,
    ),
  ]),
  entry("DAT", "Date and time", [
    composite(
      "C688",
      "date and time",
      "C",
      [
        part(
          "2005",
          "kind of date",
          "C",
          "an..3",
          codes({
            "700": "last change of the reservation, UTC",
            "710": "issue of the ticket",
            "2": "check-in",
            "3": "check-in, as text",
            T: "history",
          }),
        ),
        part("9916", "date, DDMMYY, or text", "C", "an..70"),
        part("9918", "time, HHMM", "C", "an..9"),
        part("2029", "time zone", "C", "an..3"),
        ...unknown(6),
      ],
      99,
    ),
  ]),
  entry("IFT", "Free text", [
    composite("C346", "kind of text", "C", [
      part("4451", "subject", "C", "an..3", codes({ "4": "literal text", "3": "text shown to the user" })),
      part(
        "9980",
        "type",
        "C",
        "an..4",
        codes({ "15": "fare calculation", "28": "other service information", "43": "sponsor or payer" }),
      ),
      part("4405", "status", "C", "an..3"),
      part("9906", "airline", "C", "an..35"),
      part("3453", "language", "C", "an..3"),
    ]),
    simple("4440", "text", "C", "an..320", undefined, 99),
  ]),
  entry("ADD", "Address or contact", [
    composite("C031", "use of the address", "C", [
      part("3299", "use", "C", "an..3"),
      part("3475", "status", "C", "an..3"),
      ...unknown(3),
    ]),
    composite(
      "C032",
      "address",
      "C",
      [
        part(
          "3299",
          "purpose",
          "C",
          "an..3",
          codes({
            "700": "contact",
            "701": "home",
            "702": "business",
            E: "e-mail",
            M: "mobile telephone",
            H: "home",
            O: "office",
            N: "name",
          }),
        ),
        part("3042", "street", "C", "an..70"),
        part("3164", "city", "C", "an..35"),
        part("3229", "region code", "C", "an..9"),
        part("3228", "region", "C", "an..35"),
        part("3207", "country", "C", "an..3"),
        part("3251", "postcode", "C", "an..17"),
        part("4440", "telephone, e-mail or text", "C", "an..70"),
        part("3224", "place name", "C", "an..35"),
      ],
      98,
    ),
  ]),
  entry("EBD", "Excess baggage", [
    composite("C675", "rate", "C", [
      part("6345", "currency", "C", "an..3"),
      part("5390", "rate per unit", "C", "an..18"),
    ]),
    composite(
      "C358",
      "baggage",
      "C",
      [
        part("6060", "number", "C", "an..15"),
        part("5377", "pieces or weight", "C", "an..3"),
        part("6411", "unit", "C", "an..3", baggageUnits),
        part("7365", "processing indicator", "C", "an..3"),
      ],
      99,
    ),
  ]),
  entry("TIF", "Traveller", [
    composite("C322", "surname", "M", [
      part("9936", "surname, or the group's name", "M", "an..70"),
      part("6353", "group or individual", "C", "an..3", codes({ G: "group", I: "individual" })),
      part("6350", "number in the group", "C", "n..15"),
    ]),
    composite(
      "C324",
      "traveller",
      "C",
      [
        part("9942", "given name and title", "C", "an..70"),
        part(
          "6353",
          "type of traveller",
          "C",
          "an..3",
          codes({ A: "adult", C: "child", IN: "infant", INF: "infant", CHD: "child", ADT: "adult" }),
        ),
        part("9944", "reference of the traveller", "C", "an..10"),
        part("9946", "accompanied by an infant", "C", "an..1", codes({ "1": "yes" })),
        part("9948", "further name", "C", "an..70"),
        ...unknown(4),
      ],
      99,
    ),
  ]),
  entry("FTI", "Frequent traveller", [
    composite(
      "C326",
      "frequent traveller",
      "M",
      [
        part("9906", "airline", "C", "an..35"),
        part("9948", "number", "C", "an..28"),
        part("9944", "reference of the traveller", "C", "an..10"),
        ...unknown(10),
      ],
      9,
    ),
  ]),
  entry("REF", "Reference", [
    composite(
      "C653",
      "reference",
      "C",
      [
        part("1153", "kind of reference", "C", "an..3"),
        part("1154", "unique passenger reference", "C", "an..35"),
      ],
      99,
    ),
  ]),
  entry("FAR", "Fare", [
    simple("5387", "kind of fare", "C", "an..3"),
    composite("C520", "number", "C", unknown(3)),
    composite("C651", "fare details", "C", unknown(9)),
    composite("C663", "fare classification", "C", unknown(9)),
    composite("C352", "discount", "C", unknown(9)),
    composite("C643", "fare basis", "C", [part("5242", "fare basis", "C", "an..35"), ...unknown(4)], 99),
  ]),
  entry("TKT", "Ticket", [
    composite("C667", "ticket", "C", [
      part("1004", "ticket number, 13 or 14 digits", "C", "an..35"),
      part("1001", "kind of document", "C", "an..3", codes({ T: "ticket", "1": "no ticket" })),
      part("6353", "number of booklets", "C", "an..3"),
      part("7365", "processing indicator", "C", "an..3"),
      part("9988", "further document", "C", "an..35"),
    ]),
    simple("9888", "further indicator", "C", "an..35", undefined, 2),
  ]),
  entry("MON", "Amounts", [composite("C663", "amount", "C", money("1230"), 20)]),
  entry("PTK", "Ticketing", [
    composite("C664", "indicators", "C", [
      part("5388", "indicator", "C", "an..3", codes({ NR: "not refundable" })),
      ...lines("5388", "further indicator", 19, "an..3", "C"),
    ]),
    composite("C688", "further indicator", "C", unknown(4)),
    composite("C688", "ticketing deadline", "C", [
      part("9916", "date", "C", "an..35"),
      part("9918", "time", "C", "an..9"),
      ...unknown(4),
    ]),
    simple("9906", "validating carrier", "C", "an..35"),
    simple("9906", "validating carrier, number", "C", "an..35"),
    composite(
      "C328",
      "place of sale",
      "C",
      [part("3225", "place", "C", "an..25"), part("3207", "country", "C", "an..3"), ...unknown(2)],
      4,
    ),
  ]),
  entry("TXD", "Tax", [
    simple("5305", "category", "C", "an..3"),
    composite(
      "C668",
      "tax",
      "C",
      [
        part("5278", "amount", "C", "an..17"),
        part("3207", "country", "C", "an..3"),
        part("6345", "currency", "C", "an..3"),
        part("5153", "tax", "C", "an..3"),
        ...unknown(4),
      ],
      99,
    ),
  ]),
  entry("FOP", "Form of payment", [
    composite(
      "C641",
      "form of payment",
      "C",
      [
        part(
          "9888",
          "form",
          "C",
          "an..10",
          codes({
            CC: "credit card",
            CA: "cash",
            CK: "cheque",
            GR: "government request",
            MS: "miscellaneous",
          }),
        ),
        part("4405", "old or new", "C", "an..3", codes({ "2": "old", "3": "new" })),
        part("5004", "amount", "C", "an..18"),
        part("9906", "card vendor", "C", "an..35"),
        part("1154", "account number", "C", "an..35"),
        part("9916", "expiry, MMYY", "C", "an..35"),
        part("9889", "approval or text", "C", "an..17"),
        ...unknown(8),
      ],
      99,
    ),
  ]),
  entry("TRA", "Operating carrier", [
    composite("C306", "carrier", "C", [part("9906", "operating carrier", "C", "an..35"), ...unknown(3)]),
    composite("C308", "flight", "C", [
      part("9908", "flight number", "C", "an..35"),
      part("7037", "class", "C", "an..17"),
      part("7140", "suffix", "C", "an..35"),
      ...unknown(4),
    ]),
    composite("C309", "further details", "C", unknown(4), 4),
  ]),
  entry("RPI", "Status of the flight", [
    simple("6060", "number of travellers", "C", "an..15"),
    simple("4405", "status", "C", "an..3", statuses, 10),
  ]),
  entry("APD", "Details of the flight", [
    composite("C314", "aircraft", "C", [part("7139", "type of aircraft", "C", "an..35"), ...unknown(9)]),
    composite("C348", "further details", "C", unknown(9), 9),
  ]),
  entry("TRI", "Boarding", [
    composite("C321", "kind of number", "C", unknown(4)),
    composite(
      "C671",
      "boarding",
      "C",
      [
        part("9018", "boarding or sequence number", "C", "an..35"),
        part("4405", "status", "C", "an..3"),
        part("9946", "indicator", "C", "an..35"),
        part("9944", "reference of the traveller", "C", "an..10"),
        ...unknown(6),
      ],
      9,
    ),
  ]),
  entry("SSD", "Seat", [
    simple("9809", "seat", "C", "an..35"),
    simple("9807", "seat characteristic", "C", "an..35", undefined, 3),
    simple("9854", "cabin", "C", "an..35"),
    simple("9825", "further details", "C", "an..35", undefined, 4),
  ]),
  entry("TBD", "Baggage", [
    simple("4405", "status", "C", "an..3"),
    composite(
      "C675",
      "weight of the baggage",
      "C",
      [
        part("6803", "pieces", "C", "an..15"),
        part("6806", "weight", "C", "an..18"),
        part("6411", "unit", "C", "an..3", baggageUnits),
      ],
      2,
    ),
    composite("C676", "pool", "C", [
      part(
        "9970",
        "head or member of the pool",
        "C",
        "an..3",
        codes({ HP: "head of the pool", MP: "member of the pool" }),
      ),
      part("9972", "pool", "C", "an..35"),
    ]),
    composite(
      "C358",
      "bag tags",
      "C",
      [
        part("9906", "airline", "C", "an..35"),
        part("7130", "tag number", "C", "an..35"),
        part("6803", "number of tags in sequence", "C", "an..15"),
        part("3225", "destination", "C", "an..25"),
        ...unknown(4),
      ],
      99,
    ),
  ]),
  entry("ABI", "Source of the history", [
    simple("9972", "kind of originator", "C", "an..3", codes({ "4": "creator" })),
    composite("C336", "agent", "C", [
      part("9904", "agent's sign", "C", "an..35"),
      part("9904", "duty", "C", "an..35"),
      ...unknown(2),
    ]),
    composite("C328", "place", "C", [
      part("3225", "place", "C", "an..25"),
      part("3224", "name", "C", "an..35"),
    ]),
    simple("9904", "office", "C", "an..35"),
    simple("9906", "airline", "C", "an..35"),
    simple("9906", "further system", "C", "an..35", undefined, 4),
  ]),
  entry("SAC", "History item", [
    simple("4405", "status", "C", "an..3", undefined, 2),
    simple("1229", "action", "C", "an..3", codes({ A: "added", X: "cancelled", C: "changed" })),
    simple("4405", "further action", "C", "an..35", undefined, 4),
  ]),
  entry("LTS", "Lines of the reservation as text", [simple("4440", "text", "C", "an..999", undefined, 99)]),
  entry("ERC", "Error", [
    composite("C901", "error", "M", [
      part(
        "9845",
        "error",
        "M",
        "an..3",
        codes({
          "1": "surname invalid",
          "102": "departure date invalid",
          "103": "departure time invalid",
          "107": "carrier invalid",
          "114": "flight number invalid",
          "115": "arrival date invalid",
          "116": "arrival time invalid",
          "118": "system unable to process",
          "129": "no match",
        }),
      ),
      part("1131", "code list", "C", "an..3"),
      part("3055", "agency responsible for the code list", "C", "an..3"),
    ]),
  ]),
]);
