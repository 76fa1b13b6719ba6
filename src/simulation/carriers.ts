// The carriers that fly to Azerbaijan in the simulated world, each with its habits of sending API and PNR data.

/** How a message reaches us: a hint for whoever delivers it. */
export type Channel = "type-b" | "mq" | "https" | "sftp" | "email";

export type ApiHabits = {
  /** Interactive: a request a party at check-in, then a close-out. Batch: one list when check-in closes. */
  readonly mode: "interactive" | "batch";
  readonly channel: Channel;
  /** Directory release of PAXLST. */
  readonly release: "02B" | "05B" | "12B" | "15B";
  /** UNB 0001 and 0002. */
  readonly syntax: "UNOA:4" | "UNOA:3" | "UNOB:4" | "SIRE:4";
  /** Service string advice sent before UNB, empty when left out. */
  readonly una: "" | "UNA:+.? '" | "UNA:+.?*'";
  /** What follows the document type in DOC: list and agency. */
  readonly documentList: "" | "110:111" | "110:ZZZ";
  /** Most characters of one message before the list is split. */
  readonly charactersMax: number;
  /** Close-out: the persons on board by reference, the flight alone, or none. */
  readonly closeOut: "CLOB" | "CL" | "none";
  readonly lineBreaks: boolean;
  /** Whether the host says if the data was read from the document (GEI), and whether it sends the residence. */
  readonly verification: boolean;
  readonly residence: boolean;
};

export type PnrHabits = {
  readonly channel: Channel;
  readonly release: "11:1" | "13:1" | "16:1";
  readonly syntax: "IATA:1" | "UNOA:4";
  /** Pushes before departure, in hours, and whether each is full; the one at departure is always full with check-in. */
  readonly pushes: readonly (readonly [hoursBefore: number, kind: "full" | "update"])[];
  /** Title after a blank (`FARID MR`) or glued to the given name (`FARIDMR`). */
  readonly titleGlued: boolean;
  readonly charactersMax: number;
  /** Whether booking history is sent. */
  readonly history: boolean;
};

export type Carrier = {
  readonly code: string;
  readonly icao: string;
  /** Three-digit accounting code of its tickets; null for carriers without tickets. */
  readonly numeric: string | null;
  readonly name: string;
  readonly country: string;
  readonly hub: string;
  /** The reservation host that numbers its bookings. */
  readonly host: string;
  readonly loyalty: boolean;
  readonly api: ApiHabits;
  readonly pnr: PnrHabits;
};

const interactive: ApiHabits = {
  mode: "interactive",
  channel: "mq",
  release: "05B",
  syntax: "UNOA:4",
  una: "UNA:+.? '",
  documentList: "110:111",
  charactersMax: 16_000,
  closeOut: "CLOB",
  lineBreaks: false,
  verification: true,
  residence: true,
};
const batch: ApiHabits = {
  ...interactive,
  mode: "batch",
  channel: "sftp",
  closeOut: "none",
  residence: false,
};
const typeB: ApiHabits = { ...batch, channel: "type-b", charactersMax: 3_500, una: "", verification: false };

const usualPushes: PnrHabits = {
  channel: "mq",
  release: "11:1",
  syntax: "IATA:1",
  pushes: [
    [48, "full"],
    [24, "update"],
    [3, "update"],
  ],
  titleGlued: false,
  charactersMax: 120_000,
  history: true,
};
const fivePushes: PnrHabits = {
  ...usualPushes,
  release: "13:1",
  pushes: [
    [72, "full"],
    [24, "update"],
    [8, "update"],
    [1, "update"],
  ],
};
const fullPushes: PnrHabits = {
  ...usualPushes,
  channel: "https",
  pushes: [
    [48, "full"],
    [24, "full"],
  ],
  titleGlued: true,
  history: false,
};

type Row = readonly [
  code: string,
  icao: string,
  numeric: string,
  name: string,
  country: string,
  hub: string,
  host: string,
  loyalty: boolean,
  api: ApiHabits,
  pnr: PnrHabits,
];

// prettier-ignore
const rows: readonly Row[] = [
  ["J2", "AHY", "771", "Azerbaijan Airlines", "AZ", "GYD", "1A", true, interactive, { ...usualPushes, channel: "https" }],
  ["TK", "THY", "235", "Turkish Airlines", "TR", "IST", "TK", true, { ...interactive, release: "12B" }, fivePushes],
  ["PC", "PGT", "624", "Pegasus", "TR", "SAW", "PC", true, { ...interactive, una: "UNA:+.?*'", channel: "https" }, fullPushes],
  ["VF", "TKJ", "", "AJet", "TR", "ESB", "VF", false, { ...interactive, release: "12B" }, fullPushes],
  ["A9", "TGZ", "606", "Georgian Airways", "GE", "TBS", "1A", false, typeB, { ...fullPushes, channel: "sftp" }],
  ["FZ", "FDB", "141", "flydubai", "AE", "DXB", "FZ", true, { ...interactive, syntax: "UNOB:4" }, fullPushes],
  ["G9", "ABY", "514", "Air Arabia", "AE", "SHJ", "G9", false, { ...batch, channel: "https" }, fullPushes],
  ["QR", "QTR", "157", "Qatar Airways", "QA", "DOH", "1A", true, { ...interactive, release: "15B" }, { ...fivePushes, release: "16:1" }],
  ["SU", "AFL", "555", "Aeroflot", "RU", "SVO", "SU", true, { ...interactive, lineBreaks: true }, usualPushes],
  ["FV", "SDM", "195", "Rossiya", "RU", "LED", "SU", true, { ...interactive, lineBreaks: true }, usualPushes],
  ["U6", "SVR", "262", "Ural Airlines", "RU", "SVX", "U6", true, batch, fullPushes],
  ["UT", "UTA", "298", "UTair", "RU", "VKO", "UT", true, batch, fullPushes],
  ["DP", "PBD", "425", "Pobeda", "RU", "VKO", "DP", false, { ...batch, lineBreaks: true }, fullPushes],
  ["S7", "SBI", "421", "S7 Airlines", "RU", "OVB", "S7", true, batch, fullPushes],
  ["HY", "UZB", "250", "Uzbekistan Airways", "UZ", "TAS", "HY", true, { ...typeB, release: "02B" }, { ...fullPushes, channel: "type-b" }],
  ["KC", "KZR", "465", "Air Astana", "KZ", "ALA", "1A", true, interactive, usualPushes],
  ["DV", "VSV", "655", "SCAT", "KZ", "SCO", "DV", false, typeB, { ...fullPushes, channel: "email" }],
  ["LO", "LOT", "080", "LOT Polish Airlines", "PL", "WAW", "1A", true, { ...interactive, una: "UNA:+.?*'" }, { ...usualPushes, channel: "https" }],
  ["LH", "DLH", "220", "Lufthansa", "DE", "FRA", "1A", true, { ...interactive, release: "15B", una: "UNA:+.?*'" }, { ...fivePushes, release: "16:1" }],
  ["W6", "WZZ", "", "Wizz Air", "HU", "BUD", "W6", false, { ...interactive, channel: "https", release: "02B" }, { ...fullPushes, titleGlued: false }],
  ["CZ", "CSN", "784", "China Southern", "CN", "CAN", "CZ", true, { ...interactive, syntax: "SIRE:4", documentList: "110:ZZZ" }, usualPushes],
  ["PK", "PIA", "214", "Pakistan International", "PK", "ISB", "PK", false, { ...typeB, charactersMax: 1_900 }, { ...fullPushes, channel: "sftp" }],
  ["6E", "IGO", "312", "IndiGo", "IN", "DEL", "6E", false, { ...batch, channel: "https" }, fullPushes],
  ["SV", "SVA", "065", "Saudia", "SA", "JED", "1A", true, interactive, usualPushes],
  ["XY", "KNE", "593", "flynas", "SA", "RUH", "XY", false, { ...batch, channel: "https" }, fullPushes],
  ["J9", "JZR", "486", "Jazeera Airways", "KW", "KWI", "J9", false, { ...batch, channel: "https" }, fullPushes],
  ["GF", "GFA", "072", "Gulf Air", "BH", "BAH", "GF", true, batch, { ...usualPushes, channel: "sftp" }],
  ["6H", "ISR", "818", "Israir", "IL", "TLV", "6H", false, { ...batch, channel: "email" }, { ...fullPushes, channel: "sftp" }],
  ["B2", "BRU", "628", "Belavia", "BY", "MSQ", "B2", true, { ...batch, release: "02B", documentList: "" }, { ...fullPushes, channel: "sftp" }],
  ["IA", "IAW", "073", "Iraqi Airways", "IQ", "BGW", "IA", false, { ...typeB, documentList: "" }, { ...fullPushes, channel: "email" }],
];

const carriers: ReadonlyMap<string, Carrier> = new Map(
  rows.map(([code, icao, numeric, name, country, hub, host, loyalty, api, pnr]) => [
    code,
    { code, icao, numeric: numeric === "" ? null : numeric, name, country, hub, host, loyalty, api, pnr },
  ]),
);

/** The carriers of the simulated world, in the order of the table. */
export const allCarriers: readonly Carrier[] = [...carriers.values()];

/** A carrier by its two-character designator; one the table lacks is a defect of the simulator's own tables. */
export function carrierOf(code: string): Carrier {
  const carrier = carriers.get(code);
  if (carrier === undefined) throw new Error(`the simulator has no carrier ${code}`);
  return carrier;
}
