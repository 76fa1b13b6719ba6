// A bounded run of the fuzzer, the same every time; and every input that a run once failed on.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTransmission } from "#messages";
import { checkAnswered, checkExplained } from "./answered.ts";
import { Campaign } from "./campaign.ts";
import {
  checkArrival,
  checkChunks,
  checkRedacted,
  checkSecrets,
  checkShape,
  checkValues,
} from "./invariants.ts";
import { missingFrom, personsOf } from "./persons.ts";
import { Random } from "./random.ts";
import { gatherSeeds } from "./seeds.ts";
import { slownessOf } from "./time.ts";
import { checkWritten } from "./written.ts";

const MUTATIONS = 12_000;
const found = join(import.meta.dirname, "found");

describe("mutations of samples and of simulated traffic", () => {
  // Without the corpus: the same mutations on every machine.
  const campaign = new Campaign(20260615, gatherSeeds(false));

  it("are read without a crash, in bounds, the same in parts, and nobody is lost", async () => {
    const wrong: string[] = [];
    for (let number = 0; number < MUTATIONS && wrong.length < 5; number++) {
      const verdict = await campaign.try(number);
      if (verdict !== null) wrong.push(`${number} (${campaign.mutation(number).seed.name}): ${verdict}`);
    }
    expect(wrong).toEqual([]);
  });

  it("are the same again", () => {
    const again = new Campaign(20260615, gatherSeeds(false));
    for (let number = 0; number < 300; number++) {
      expect(again.mutation(number).bytes.equals(campaign.mutation(number).bytes)).toBe(true);
    }
  });
});

/** What must be read of an input, or must not come out of it, or must be the same once written, where that was what went wrong. */
const expected = JSON.parse(readFileSync(join(found, "expected.json"), "utf8")) as Readonly<
  Record<
    string,
    | { readonly persons?: readonly string[]; readonly hidden?: readonly string[]; readonly whole?: boolean }
    | undefined
  >
>;
const releases = `UNB+UNOA:4+A+B+260301:1305+1'UNH+1+PAXLST:D:05B:UN'FTX+AAI+++${"?".repeat(70_000)}'UNT+3+1'UNZ+1+1'`;
const stray = `UNB+UNOA:4+A+B+260301:1305+1'LOC+91+${"é".repeat(70_000)}'UNT+3+1'UNZ+1+1'`;
/** Too large to keep as files. */
const made: readonly (readonly [string, Buffer])[] = [
  ["a segment of release characters alone", Buffer.from(releases, "latin1")],
  ["an overlong segment outside of any message", Buffer.from(stray, "utf8")],
  ["an overlong segment at the end", Buffer.from(releases.slice(0, 70_000), "latin1")],
  ["an overlong segment in the place of UNT", Buffer.from(releases.replace("UNT+3+1'", ""), "latin1")],
];

/** A push in which nothing but the segment given is of any length. */
function pushWith(tag: string, unit: string, end: string): Buffer {
  const long = tag + unit.repeat(Math.floor(60_000 / unit.length)) + end;
  const named = tag.startsWith("TIF") ? [long] : ["TIF+SAMPLE:I+ANNA MRS:A:1", long];
  const segments = ["MSG+:22", "ORG+J2", "TVL+200626:0900:200626:1200+GYD+IST+J2+15", "EQN+1", "SRC"];
  const header = ["UNB+IATA:1+J2+AZPIU+260619:1230+1", "UNH+1+PNRGOV:13:1:IA+REF"];
  const all = [...header, ...segments, "RCI+J2:ABC123::010526:1020", ...named, "UNT+11+1", "UNZ+1+1"];
  return Buffer.from(all.map((segment) => `${segment}'`).join(""), "latin1");
}

/** A list whose sender is reached as the segment says. */
function listWith(segment: string): string {
  return `UNB+UNOA:4+J2+AZPIU+260619:1230+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'NAD+MS+++DESK'${segment}'UNT+5+1'UNZ+1+1'`;
}

/** A mail of which the base64 goes on only after a great many line breaks. */
function brokenBase64(): Buffer {
  const text = Buffer.from(listWith("COM+DESK//B.EXAMPLE:EM"), "latin1").toString("base64");
  const headers = "From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return Buffer.from(`${headers}${text.slice(0, 41)}${"\r\n".repeat(20_000)}${text.slice(41)}\r\n`, "latin1");
}

it.each([
  ["associations that name nobody", pushWith("SSR+DOCO:HK:1:J2:::::", "-1A", "")],
  ["signs in the text of an infant", pushWith("SSR+INFT:HK:1:J2:::::", " /", "A")],
  ["blanks before a bracket", pushWith("TIF+SAMPLE:I+ANNA", " ", "(ADT")],
  ["passenger types that are none", pushWith("TIF+SAMPLE:I+ANNA ", "(ADT", ")A")],
  ["a name before a hyphen", pushWith("TIF+SAMPLE:I+", "A", "-ANNAMR")],
  ["line breaks inside of a group in base64", brokenBase64()],
  ["blanks in an address", Buffer.from(listWith(`COM+A${" ".repeat(60_000)}A//B.EXAMPLE:EM`), "latin1")],
])("reading costs no more than the length is worth: %s", (_what, bytes) => {
  expect(slownessOf(bytes)).toBeNull();
});

describe("inputs that were once read wrongly", () => {
  const files = readdirSync(found)
    .filter((name) => !name.endsWith(".json"))
    .toSorted()
    .map((name) => [name, readFileSync(join(found, name))] as const);

  it.each([...files, ...made])("%s", async (name, bytes) => {
    const read = readTransmission(bytes);
    const { messages } = read;
    expect(checkShape(read)).toBeNull();
    expect(checkValues(messages)).toBeNull();
    expect(checkRedacted(bytes, read)).toBeNull();
    expect(checkWritten(messages, expected[name]?.whole)).toBeNull();
    expect(checkAnswered(messages)).toBeNull();
    expect(checkExplained(bytes)).toBeNull();
    expect(await checkArrival(bytes, messages, new Random(1, 0))).toBeNull();
    for (let seed = 0; seed < (bytes.length > 60_000 ? 2 : 20); seed++) {
      expect(checkChunks(bytes, messages, new Random(seed, 0))).toBeNull();
    }
    const { persons = [], hidden = [] } = expected[name] ?? {};
    expect(missingFrom(personsOf(messages), persons)).toEqual([]);
    expect(checkSecrets(read, { secrets: hidden })).toBeNull();
  });
});
