// What segments are for, told from tags and qualifiers alone.
import { expect, it } from "vitest";
import { segmentPurposes } from "./purposes.ts";

const told = (kind: string, version: string | null, ...segments: readonly string[]) =>
  segmentPurposes(
    kind,
    version,
    segments.map((segment) => ({ tag: segment.slice(0, 3), qualifier: segment.slice(4) })),
  );

it("one tag is for one thing here and another there", () => {
  expect(
    told(
      "PAXLST",
      "D.05B",
      "UNH",
      "BGM 745",
      "NAD MS",
      "TDT 20",
      "LOC 125",
      "DTM 189",
      "NAD FL",
      "DTM 329",
    ).slice(2),
  ).toEqual([
    "Name of the reporting party (MS).",
    "Flight: carrier, number and suffix.",
    "Airport, and which part it plays in the routing.",
    "Scheduled local time there: 189 departure, 232 arrival.",
    "Kind of person, name and address.",
    "Date of birth (329).",
  ]);
  expect(
    told("PNRGOV", "13.1", "UNH", "MSG", "ORG", "TVL", "EQN", "SRC", "RCI", "ORG", "TVL").slice(2),
  ).toEqual([
    "Sender of the push.",
    "The flight whose reservations are pushed.",
    "Number of reservations in the whole push.",
    "Begins the reservation; holds nothing.",
    "Record locators and date of creation.",
    "Source of the reservation; empty when it was cancelled.",
    "Times, airports, carriers and number of the flight; a second one may name the operating flight.",
  ]);
});

it("a segment without a place has its name, one that nobody knows nothing; so has a kind that has no grammar", () => {
  expect(told("PAXLST", null, "UNH", "EQD", "ZZZ").slice(1)).toEqual(["Equipment", null]);
  expect(told("UNKNOWN", null, "UNH")).toEqual([null]);
});
