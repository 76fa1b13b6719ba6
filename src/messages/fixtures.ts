// Builders of messages for tests: a passenger list that is right in every respect, and ways to change it.
import { writeInterchange } from "./edifact/write.ts";
import type { InterchangeToWrite, SegmentToWrite, WriteOptions } from "./edifact/write.ts";

export type ListOptions = WriteOptions & {
  readonly syntax?: readonly string[];
  readonly beginning?: SegmentToWrite;
  readonly flight?: readonly SegmentToWrite[];
  readonly persons?: readonly (readonly SegmentToWrite[])[];
  readonly totals?: readonly SegmentToWrite[];
  readonly accessReference?: string;
  readonly part?: readonly string[];
  readonly release?: string;
  readonly reference?: string;
  readonly grouped?: boolean;
  readonly preparedAt?: readonly string[];
};

const GIVEN = ["ROBIN", "WREN", "MARTIN"];

/** A traveller who lacks nothing; `changes` replaces segments by tag and qualifier ("DTM 329"), null takes one away. */
export function aPerson(
  changes: Readonly<Record<string, SegmentToWrite | null>> = {},
  ordinal = 1,
): readonly SegmentToWrite[] {
  const segments: readonly (readonly [string, SegmentToWrite])[] = [
    ["NAD", ["NAD", "FL", "", "", [`KESTREL${"ABCDEFGHIJ"[ordinal % 10]}`, GIVEN[ordinal % 3]!]]],
    ["ATT", ["ATT", "2", "", "F"]],
    ["DTM 329", ["DTM", ["329", `7203${String((ordinal % 28) + 1).padStart(2, "0")}`]]],
    ["LOC 178", ["LOC", "178", "GYD"]],
    ["LOC 179", ["LOC", "179", "IST"]],
    ["NAT", ["NAT", "2", "GBR"]],
    ["RFF AVF", ["RFF", ["AVF", "QX7K2M"]]],
    ["RFF ABO", ["RFF", ["ABO", `J2${1000 + ordinal}`]]],
    ["DOC", ["DOC", ["P", "110", "111"], `C0190${100 + ordinal}`]],
    ["DTM 36", ["DTM", ["36", "310809"]]],
    ["LOC 91", ["LOC", "91", "GBR"]],
  ];
  const own = Object.entries(changes).filter(([key]) => !segments.some(([known]) => known === key));
  return [
    ...segments.flatMap(([key, segment]) => {
      const change = changes[key];
      return change === null ? [] : [change ?? segment];
    }),
    ...own.flatMap(([, segment]) => (segment === null ? [] : [segment])),
  ];
}

export const aFlight: readonly SegmentToWrite[] = [
  ["TDT", "20", "J2075", "", "", "J2"],
  ["LOC", "125", "GYD"],
  ["DTM", ["189", "2603011410", "201"]],
  ["LOC", "87", "IST"],
  ["DTM", ["232", "2603011620", "201"]],
];

/** A whole interchange with one passenger list. */
export function aPassengerList(options: ListOptions = {}): string {
  const {
    syntax = ["UNOA", "4"],
    beginning = ["BGM", "745"],
    flight = aFlight,
    persons = [aPerson()],
    totals = [["CNT", ["42", String(persons.length)]]],
    accessReference = "",
    part = [],
    release = "05B",
    reference = "260301130501",
    grouped = true,
    preparedAt = ["260301", "1305"],
    ...writing
  } = options;
  const interchange: InterchangeToWrite = {
    syntax,
    sender: ["J2", "ZZ"],
    recipient: ["PIU", "ZZ"],
    preparedAt,
    reference,
    applicationReference: "APIS",
    ...(grouped && { group: { type: "PAXLST", reference: "1", version: ["UN", "D", release] } }),
    messages: [
      {
        reference: "PAX001",
        type: ["PAXLST", "D", release, "UN", "IATA"],
        accessReference,
        part,
        segments: [
          beginning,
          ["NAD", "MS", "", "", "OPERATIONS DESK"],
          ["COM", ["994125550100", "TE"]],
          ...flight,
          ...persons.flat(),
          ...totals,
        ],
      },
    ],
  };
  return writeInterchange(interchange, writing);
}
