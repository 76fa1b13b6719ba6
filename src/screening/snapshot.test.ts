// An index that was written and reopened answers as the one that was built; one that is not as written is refused.
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { syntheticWatchlist } from "#simulation";
import { buildIndex } from "./index/build-index.ts";
import type { ListIndex } from "./index/list-index.ts";
import type { Traveller } from "./match.ts";
import { STANDARD_PROFILE } from "./profile.ts";
import { screenTraveller } from "./screen.ts";
import { readSnapshot, writeSnapshot } from "./snapshot-file.ts";

const lists = [{ code: "SYN", version: "7" }];
const entries = [
  ...syntheticWatchlist(3, 400),
  ...["محمد الرحمن", "Гусейнов Абдулла", "김종은", "სააკაშვილი გიორგი"].map((full, at) => ({
    id: `N-${at}`,
    list: "SYN",
    ref: null,
    names: [{ full, type: "primary" as const }],
    dobs: [],
    sex: null,
    nationalities: [],
    birthCountries: [],
    documents: [],
    category: "wanted",
  })),
].map((entry) => ({ ...entry, list: "SYN" }));

let folder = "";
let path = "";
let built: ListIndex;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "openpiu-snapshot-"));
  path = join(folder, "screening", "index");
  built = buildIndex(entries, lists);
  await writeSnapshot(path, built, "a note");
});
afterAll(() => rm(folder, { recursive: true }));

async function reopened(): Promise<{ index: ListIndex; note: string }> {
  const outcome = await readSnapshot(path);
  if ("refused" in outcome) throw new Error(outcome.refused);
  return outcome;
}

const travellers: readonly Traveller[] = entries.flatMap((entry, at) => {
  const [name, dob, document] = [entry.names[0], entry.dobs[0], entry.documents[0]];
  const full = name?.full ?? "";
  return [full, full.toUpperCase().replace(/[AEIOU](?=[A-Z])/, "")].map((surname) => ({
    surname,
    given: null,
    birthDate: dob !== undefined && "date" in dob ? dob.date : null,
    sex: entry.sex,
    nationality: entry.nationalities[0] ?? null,
    documents: document === undefined ? [] : [{ ...document, issuer: document.country }],
    nativeName: at % 7 === 0 ? "محمد" : null,
  }));
});

test("a reopened index answers byte for byte as the one that was built", async () => {
  const { index, note } = await reopened();
  expect(note).toBe("a note");
  let found = 0;
  for (const traveller of travellers) {
    const answer = JSON.stringify(screenTraveller(built, traveller, STANDARD_PROFILE));
    expect(JSON.stringify(screenTraveller(index, traveller, STANDARD_PROFILE))).toBe(answer);
    if (answer !== "[]") found += 1;
  }
  expect(found).toBeGreaterThan(400);
  expect(index.lists).toEqual(built.lists);
  expect([index.size, index.names, index.memoryBytes]).toEqual([built.size, built.names, built.memoryBytes]);
});

test("a part weighs names as the reopened whole does", async () => {
  const { index } = await reopened();
  const [first] = entries;
  if (first === undefined) throw new Error("no entry");
  const parts = [built, index].map((whole) => buildIndex([first], lists, { rarityOf: whole }));
  const [one, two] = parts.map((part) =>
    travellers.map((traveller) => screenTraveller(part, traveller, STANDARD_PROFILE)),
  );
  expect(two).toEqual(one);
});

test("written again, it is the same file", async () => {
  const { index } = await reopened();
  const again = join(folder, "again");
  await writeSnapshot(again, index, "a note");
  expect(await readFile(again)).toEqual(await readFile(path));
});

test("only its owner reads it", async () => {
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe("600");
  expect(((await stat(join(folder, "screening"))).mode & 0o777).toString(8)).toBe("700");
});

test("whatever byte of it is another, or missing, it is refused", async () => {
  const whole = await readFile(path);
  const broken = join(folder, "broken");
  const outcomeOf = async (bytes: Uint8Array) => {
    await writeFile(broken, bytes);
    return readSnapshot(broken);
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      expect(await outcomeOf(bytes)).toEqual({ refused: at < 16 ? "not-an-index" : "damaged" });
    }),
    { numRuns: 40 },
  );
  expect(await outcomeOf(whole.subarray(0, whole.length - 1))).toEqual({ refused: "damaged" });
  expect(await outcomeOf(whole.subarray(0, 10))).toEqual({ refused: "not-an-index" });
  expect(await outcomeOf(Buffer.concat([whole, Buffer.of(0)]))).toEqual({ refused: "damaged" });
  expect(await readSnapshot(join(folder, "none"))).toEqual({ refused: "missing" });
});

test("an index of another engine is refused, though undamaged", async () => {
  const { createHash } = await import("node:crypto");
  const whole = await readFile(path);
  const text = whole.toString("latin1");
  const other = text.replace(/"engineVersion":"[^"]/, '"engineVersion":"9').slice(0, -32);
  const content = Buffer.from(other, "latin1");
  const file = join(folder, "other");
  await writeFile(file, Buffer.concat([content, createHash("sha256").update(content).digest()]));
  expect(await readSnapshot(file)).toEqual({ refused: "other-engine" });
});
