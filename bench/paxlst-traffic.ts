// Synthetic PAXLST traffic for measuring: whole passenger lists of invented travellers, the same bytes every time.
import { writeInterchange } from "../src/messages/edifact/write.ts";
import type { SegmentToWrite } from "../src/messages/edifact/write.ts";

/** What lists look like. */
export type Shape = {
  /** A smaller input holds one list with fewer. */
  readonly travellersPerList: number;
  /** Only what a travel document says: 7 segments a traveller instead of 16. */
  readonly brief?: boolean;
  /**
   * No two travellers alike: names, codes and numbers of all lengths, which no store of known values helps with, and of
   * the optional segments some here and others there, which no processor foretells.
   */
  readonly distinct?: boolean;
  /** Names beyond ASCII (ISO 8859-1). */
  readonly accents?: boolean;
  /** By default each segment has a line; else all stand in one, or in lines of 63 characters as in telegrams. */
  readonly lines?: "one" | "telegram";
};

const fullAircraft: Shape = { travellersPerList: 180 };

/** Lists unlike those that the sizes are measured with (a full aircraft). */
export const otherShapes: Readonly<Record<string, Shape>> = {
  "10 travellers a list": { travellersPerList: 10 },
  "no two travellers alike": { travellersPerList: 180, distinct: true },
  "7 segments a traveller": { travellersPerList: 180, brief: true },
  "no line breaks": { travellersPerList: 180, lines: "one" },
  "names beyond ASCII": { travellersPerList: 180, accents: true },
  "lines of a telegram": { travellersPerList: 180, lines: "telegram" },
};

const BYTES_PER_TRAVELLER = 265;
const surnames =
  "SMITH MAMMADOV NGUYEN GARCIA KOWALSKI ALIYEVA TANAKA OKAFOR SCHMIDT HUSEYNOVA ROSSI DUBOIS".split(" ");
const accented =
  "MÜLLER PÉREZ NUÑEZ GARCÍA GONÇALVES LÓPEZ BJÖRK ESPÍRITO SCHRÖDER ÅBERG FRANÇOIS DÉSIRÉ".split(" ");
const givens = "ANNA JOHN LEYLA MARIA PETER KENAN YUKI CHIDI HANS NIGAR LUCA CLAIRE".split(" ");
const states = "AZE TUR GBR DEU FRA ITA POL JPN NGA VNM ESP GEO".split(" ");

/** A fixed sequence of numbers below `limit` (a linear congruential generator). */
function sequence(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}

function digits(n: number, width: number): string {
  return String(n).padStart(width, "0");
}

function traveller(next: (limit: number) => number, ordinal: number, accents: boolean): SegmentToWrite[] {
  const state = states[next(states.length)]!;
  const birth = digits(next(70) + 30, 2) + digits(next(12) + 1, 2) + digits(next(28) + 1, 2);
  const expiry = digits(next(9) + 27, 2) + digits(next(12) + 1, 2) + digits(next(28) + 1, 2);
  const surname = (accents ? accented : surnames)[next(surnames.length)]!;
  const given = givens[next(givens.length)]!;
  return [
    ["NAD", "FL", "", "", [surname, given, ...(next(3) === 0 ? [givens[next(givens.length)]!] : [])]],
    ["ATT", "2", "", next(2) === 0 ? "M" : "F"],
    ["DTM", ["329", birth]],
    ["MEA", "CT", "", ["", String(next(3))]],
    ["GEI", "4", "173"],
    ["FTX", "BAG", "", "", [`J2${digits(next(1_000_000), 6)}`, String(next(2) + 1)]],
    ["LOC", "178", "GYD"],
    ["LOC", "179", "IST"],
    ["LOC", "174", state],
    ["NAT", "2", state],
    ["RFF", ["AVF", `X${digits(next(100_000), 5)}`]],
    ["RFF", ["ABO", `J2${digits(ordinal, 8)}`]],
    ["RFF", ["SEA", `${digits(next(40) + 1, 2)}${"ABCDEF"[next(6)]}`]],
    ["DOC", ["P", "110", "111"], `P${digits(next(100_000_000), 8)}`],
    ["DTM", ["36", expiry]],
    ["LOC", "91", state],
  ];
}

const consonants = "BCDFGHKLMNPRSTVZ";
const vowels = "AEIOU";
const otherAirports = "GYD KVD NAJ LHR FRA CDG DXB DOH TBS ALA TAS VIE MUC JFK SIN BKK DEL PEK HND SYD".split(
  " ",
);

/** An invented name of up to six syllables. */
function inventedName(next: (limit: number) => number): string {
  let name = "";
  for (let syllables = next(5) + 2; syllables > 0; syllables--) {
    name += consonants[next(16)]! + vowels[next(5)]! + (next(3) === 0 ? consonants[next(16)]! : "");
  }
  return name;
}

/** A traveller unlike all others: see `Shape.distinct`. */
function distinctTraveller(next: (limit: number) => number, ordinal: number): SegmentToWrite[] {
  const state = states[next(states.length)]!;
  const issuer = next(10) === 0 ? states[next(states.length)]! : state;
  const day = (from: number, years: number): string =>
    digits(from + next(years), 4) + digits(next(12) + 1, 2) + digits(next(28) + 1, 2);
  const often = (segment: SegmentToWrite): SegmentToWrite[] => (next(3) > 0 ? [segment] : []);
  const short = next(2) === 0;
  const givenNames = Array.from({ length: next(3) + 1 }, () => inventedName(next));
  return [
    ["NAD", "FL", "", "", [inventedName(next), ...(next(2) === 0 ? givenNames : [givenNames.join(" ")])]],
    ["ATT", "2", "", next(2) === 0 ? "M" : "F"],
    ["DTM", ["329", short ? day(1935, 90).slice(2) : day(1935, 90)]],
    ...often(["MEA", "CT", "", ["", String(next(3))]]),
    ...often(["GEI", "4", next(2) === 0 ? "173" : "174"]),
    ...often(["FTX", "BAG", "", "", [`J2${digits(next(1_000_000), 6)}`, String(next(3) + 1)]]),
    ...often(["LOC", "22", "GYD"]),
    ["LOC", "178", otherAirports[next(3)]!],
    ["LOC", "179", otherAirports[next(17) + 3]!],
    ...often(["LOC", "174", state]),
    ["NAT", "2", state],
    ["RFF", ["AVF", `${inventedName(next).slice(0, 3)}${digits(next(1000), 3)}`]],
    ...often(["RFF", ["ABO", `J2${digits(next(1_000_000), 4)}${ordinal}`]]),
    ...often(["RFF", ["SEA", `${next(50) + 1}${"ABCDEFHJK"[next(9)]}`]]),
    ["DOC", ["P", "110", "111"], `${consonants[next(16)]}${next(2) === 0 ? "" : "C"}${ordinal}${next(1000)}`],
    ["DTM", ["36", short ? day(2027, 9).slice(2) : day(2027, 9)]],
    ["LOC", "91", issuer],
    ...(next(8) === 0
      ? ([
          ["DOC", ["V", "110", "111"], `V${digits(next(100_000_000), 8)}`],
          ["DTM", ["36", day(2027, 4).slice(2)]],
          ["LOC", "91", "AZE"],
        ] satisfies SegmentToWrite[])
      : []),
  ];
}

const briefTags: ReadonlySet<string> = new Set(["NAD", "ATT", "DTM", "NAT", "DOC"]);

/** Whether a segment belongs to what a travel document says. */
function isBrief([tag, qualifier]: SegmentToWrite): boolean {
  return briefTags.has(tag) || (tag === "LOC" && qualifier === "91");
}

/** One interchange with one list. */
function passengerList(
  next: (limit: number) => number,
  ordinal: number,
  travellers: number,
  shape: Shape,
): string {
  const flight = String(next(9000) + 100);
  const reference = digits(ordinal, 9);
  const segments: SegmentToWrite[] = [
    ["BGM", "745"],
    ["RFF", ["TN", `J2${reference}`, "", "", "1"]],
    ["NAD", "MS", "", "", "OPERATIONS DESK"],
    ["COM", ["994125550100", "TE"], ["994125550101", "FX"]],
    ["TDT", "20", `J2${flight}`, "", "", "J2"],
    ["LOC", "125", "GYD"],
    ["DTM", ["189", "2603011410", "201"]],
    ["LOC", "87", "IST"],
    ["DTM", ["232", "2603011620", "201"]],
  ];
  for (let i = 0; i < travellers; i++) {
    const number = ordinal * 1000 + i;
    const all =
      shape.distinct === true
        ? distinctTraveller(next, number)
        : traveller(next, number, shape.accents === true);
    segments.push(...(shape.brief === true ? all.filter(isBrief) : all));
  }
  segments.push(["CNT", ["42", String(travellers)]]);
  return writeInterchange(
    {
      syntax: [shape.accents === true ? "UNOC" : "UNOA", "4"],
      sender: ["J2", "ZZ"],
      recipient: ["PIU", "ZZ"],
      preparedAt: ["260301", "1305"],
      reference,
      applicationReference: "APIS",
      group: { type: "PAXLST", reference, version: ["UN", "D", "05B"] },
      messages: [{ reference: "1", type: ["PAXLST", "D", "05B", "UN", "IATA"], part: ["01", "F"], segments }],
    },
    {
      lineBreaks: shape.lines === undefined,
      serviceString: false,
      ...(shape.lines === "telegram" && { wrapAt: 63 }),
    },
  );
}

export type Traffic = { readonly bytes: Buffer; readonly travellers: number };

/** As many whole lists as reach `size` bytes. The lists repeat after 200. */
export function paxlstTraffic(size: number, shape = fullAircraft): Traffic {
  const next = sequence(20260301);
  const perList = Math.min(shape.travellersPerList, Math.ceil(size / BYTES_PER_TRAVELLER));
  const lists: Buffer[] = [];
  const parts: Buffer[] = [];
  let bytes = 0;
  while (bytes < size) {
    const at = parts.length % 200;
    lists[at] ??= Buffer.from(passengerList(next, at + 1, perList, shape), "latin1");
    parts.push(lists[at]);
    bytes += lists[at].length;
  }
  return { bytes: Buffer.concat(parts), travellers: parts.length * perList };
}
