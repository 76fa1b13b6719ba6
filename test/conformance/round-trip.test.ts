// Every sample and every published message: read, written and read again it says the same; byte for byte where nothing departs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes } from "#messages";
import { simulate } from "#simulation";
import { factsOf, holds, readAgain, rewritten } from "./round-trip.ts";

const root = join(import.meta.dirname, "../..");
const corpus = join(root, "../shared/corpus");
const kinds = ["paxlst", "pnrgov", "cusres"];

/** Each line of departures.txt: the file, or the beginning of its name, and why it is not written byte for byte. */
const departures = readFileSync(join(import.meta.dirname, "departures.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(/ {2,}/)[0] ?? "");
const departs = (name: string): boolean => departures.some((known) => name.startsWith(known));

function filesIn(folder: string, name: string): (readonly [string, Buffer])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /\.(?:edi|txt)$/.test(file))
    .map((file) => [`${name}/${file}`, readFileSync(join(folder, file))] as const);
}

const samples = kinds.flatMap((kind) => filesIn(join(root, "samples", kind), `samples/${kind}`));
const published = kinds.flatMap((kind) => filesIn(join(corpus, kind), `corpus/${kind}`));

function expectRoundTrip(name: string, bytes: Buffer): void {
  for (const message of readBytes(bytes)) {
    const written = rewritten(message);
    if (written === null) continue;
    const again = readAgain(written);
    expect(again === null ? null : factsOf(again)).toEqual(factsOf(message));
    const { sender, recipient, interchange, message: reference, accessReference } = message.control;
    expect(again?.control).toMatchObject({
      sender,
      recipient,
      interchange,
      message: reference,
      accessReference,
    });
    // A departure that is none any more is taken off the list.
    expect({ name, departs: !holds(bytes, written) }).toEqual({ name, departs: departs(name) });
  }
}

it.each(samples)("%s", expectRoundTrip);

describe.skipIf(!existsSync(corpus))("published", () => {
  it.each(published)("%s", expectRoundTrip);
});

it("lists of the simulated carriers, byte for byte; their pushes in what they say", () => {
  let lists = 0;
  let pushes = 0;
  for (const { messages } of simulate({ seed: 11, flights: 6, defectRate: 0 })) {
    for (const { id, bytes, kind } of messages) {
      for (const message of readBytes(bytes)) {
        const written = rewritten(message);
        const again = written === null ? null : readAgain(written);
        expect({ id, facts: again === null ? null : factsOf(again) }).toEqual({
          id,
          facts: factsOf(message),
        });
        const isExact = written !== null && holds(Buffer.from(bytes), written);
        expect({ id, isExact }).toEqual({ id, isExact: kind === "PAXLST" });
        if (kind === "PAXLST") lists++;
        else pushes++;
      }
    }
  }
  expect(lists).toBeGreaterThan(20);
  expect(pushes).toBeGreaterThan(10);
});
