// Live screening on the real database: it follows the lists, never stands still, and scores as the pure engine does.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  manualClock,
  openDatabase,
  openLiveFeed,
  systemActor,
  type Database,
  type LiveFeed,
} from "#platform";
import type { ScreenablePerson } from "#records";
import type { ListEntry } from "#watchlists";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aList, anEntry, aVersion } from "../watchlists/fixtures.ts";
import { buildIndex } from "./index/build-index.ts";
import { STANDARD_PROFILE } from "./profile.ts";
import { screenTraveller } from "./screen.ts";
import { openScreening, type Screening } from "./service.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
let fresh: FreshDatabase;
let database: Database;
let live: LiveFeed;
let screening: Screening;
const problems: Error[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock });
  live = await openLiveFeed(fresh.url, (problem) => problems.push(problem));
});
afterAll(async () => {
  await live.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.transaction(system, async (tx) => {
    await tx.query("update watchlists.list set active_version = null");
  });
  screening = openScreening({ database, live, onProblem: (problem) => problems.push(problem) });
});
afterEach(async () => {
  await screening.close();
  const [problem] = problems.splice(0);
  if (problem !== undefined) throw problem;
});

let lists = 0;
const listOf = (entries: readonly ListEntry[]) => {
  lists += 1;
  const code = `L${lists}`;
  return database.transaction(system, async (tx) => ({
    code,
    id: await aList(
      tx,
      entries.map((entry) => ({ ...entry, list: code })),
      code,
    ),
  }));
};
const nextVersion = (list: { id: string; code: string }, entries: readonly ListEntry[]) =>
  database.transaction(system, (tx) =>
    aVersion(
      tx,
      list.id,
      entries.map((entry) => ({ ...entry, list: list.code })),
    ),
  );

const person = (over: Partial<ScreenablePerson> = {}): ScreenablePerson => ({
  personId: "p",
  travellerId: "t",
  source: "api",
  surname: "ALIYEV",
  given: "RASHAD",
  sex: "M",
  birthDate: "1984-03-11",
  nationality: "AZE",
  documents: [],
  ...over,
});
const listed = (id: string, full: string, over: Partial<ListEntry> = {}) =>
  anEntry({ id, names: [{ full, type: "primary" }], ...over });
const found = async (asked = person()) => {
  const { persons } = await screening.screen([asked]);
  return persons[0]?.matches.map((match) => `${match.entryId}@${match.listVersion}`);
};

test("without any list nobody matches", async () => {
  expect(await screening.screen([person()])).toMatchObject({
    persons: [{ personId: "p", matches: [] }],
    by: { lists: [] },
  });
});

test("the service answers as the pure engine does, in the order asked", async () => {
  const entries = [
    listed("A", "Rashad Aliyev"),
    listed("B", "Elchin Huseynov", { dobs: [{ date: "1990-05-06" }] }),
  ];
  const { code } = await listOf(entries);
  const asked = [
    person({ surname: "HUSEYNOV", given: "ELCHIN", birthDate: "1990-05-06" }),
    person(),
    person({ surname: "ZZYZX" }),
  ];
  await screening.upToDate();
  const answer = await screening.screen(asked);
  const index = buildIndex(
    entries.map((entry) => ({ ...entry, list: code })),
    [{ code, version: "1" }],
  );
  expect(answer.persons.map(({ matches }) => matches)).toEqual(
    asked.map((one) => screenTraveller(index, { ...one, sex: "M" }, STANDARD_PROFILE)),
  );
  expect(answer.persons.map(({ surname }) => surname)).toEqual(["HUSEYNOV", "ALIYEV", "ZZYZX"]);
  expect(answer.by).toMatchObject({ engineVersion: index.engineVersion, lists: [{ code, version: "1" }] });
});

describe("when a list changes", () => {
  test("entries added, changed and removed count at once, unchanged ones are told as of the new version", async () => {
    const list = await listOf([
      listed("A", "Rashad Aliyev"),
      listed("B", "Rashad Alizada"),
      listed("C", "Rashad Aliyev"),
    ]);
    await screening.upToDate();
    expect(await found()).toEqual(expect.arrayContaining(["A@1", "C@1"]));
    await nextVersion(list, [
      listed("A", "Rashad Aliyev"),
      listed("B", "Rashad Aliyev", { sex: null }),
      listed("D", "Aliyev Rashad"),
    ]);
    await screening.upToDate();
    expect((await found())?.toSorted()).toEqual(["A@2", "B@2", "D@2"]);
    await nextVersion(list, [listed("D", "Someone Else")]);
    await screening.upToDate();
    expect(await found()).toEqual([]);
    await nextVersion(list, [listed("A", "Rashad Aliyev")]);
    await screening.upToDate();
    expect(await found()).toEqual(["A@4"]);
  });

  test("the change is followed by itself, without being asked", async () => {
    const list = await listOf([]);
    await screening.upToDate();
    await database.transaction(system, async (tx) => {
      await aVersion(tx, list.id, [{ ...listed("A", "Rashad Aliyev"), list: list.code }]);
      tx.announce("watchlist", list.id);
    });
    await expect.poll(() => found()).toEqual(["A@2"]);
  });

  test("a change too large to bring beside is built aside; questions are answered all the while", async () => {
    const list = await listOf([listed("A", "Rashad Aliyev")]);
    await screening.upToDate();
    const many = Array.from({ length: 2500 }, (_, at) => listed(`N${at}`, `Given${at} Surname${at}`));
    await nextVersion(list, [...many, listed("B", "Rashad Aliyev")]);
    let current = false;
    const upToDate = screening.upToDate().then(() => (current = true));
    const seen = new Set<string>();
    while (!current) seen.add((await found())?.join() ?? "");
    await upToDate;
    expect([...seen].every((answer) => answer === "A@1" || answer === "B@2")).toBe(true);
    expect(await found()).toEqual(["B@2"]);
    expect(screening.facts()).toMatchObject({ entries: 2501 });
  });
});

test("a part is weighed as in the whole", async () => {
  const entries = Array.from({ length: 50 }, (_, at) => listed(`E${at}`, `Rashad Surname${at}`));
  const list = await listOf([...entries, listed("A", "Rashad Aliyev")]);
  await screening.upToDate();
  const whole = (await screening.screen([person()])).persons[0]?.matches;
  const part = await screening.part(
    [JSON.stringify({ ...listed("A", "Rashad Aliyev"), list: list.code })],
    [{ code: list.code, version: "1" }],
  );
  expect((await part.screen([person()])).persons[0]?.matches).toEqual(
    whole?.filter(({ entryId }) => entryId === "A"),
  );
  await part.close();
});

test("when its thread dies, what was asked of it fails, it is told, and screening stands again", async () => {
  await listOf([listed("A", "Rashad Aliyev")]);
  await screening.upToDate();
  const broken = await screening.part(["this is no entry"], []);
  await expect(broken.screen([person()])).rejects.toThrow(/JSON/);
  await broken.close();
  expect(problems.splice(0)).toHaveLength(1);
  expect(await found()).toEqual(["A@1"]);
});

describe("an index that was written", () => {
  let folder = "";
  let snapshot = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "openpiu-index-"));
    snapshot = join(folder, "index");
  });
  afterEach(() => rm(folder, { recursive: true }));
  const opened = async <Value>(work: (service: Screening) => Promise<Value>): Promise<Value> => {
    const service = openScreening({
      database,
      live: null,
      onProblem: (problem) => problems.push(problem),
      snapshot,
    });
    try {
      await service.upToDate();
      return await work(service);
    } finally {
      await service.close();
    }
  };
  const written = async () => {
    await expect.poll(() => existsSync(snapshot)).toBe(true);
  };
  const matchesOf = async (service: Screening) =>
    (await service.screen([person()])).persons[0]?.matches.map(
      (match) => `${match.entryId}@${match.listVersion}`,
    );
  const told = () => problems.splice(0).map(({ message }) => message);

  test("is reopened, and follows what the lists have become since", async () => {
    const list = await listOf([listed("A", "Rashad Aliyev"), listed("B", "Rashad Aliyev")]);
    const first = await opened(async (service) => {
      await written();
      return (await service.screen([person()])).persons;
    });
    const second = await opened(async (service) => (await service.screen([person()])).persons);
    expect(second).toEqual(first);
    await nextVersion(list, [listed("A", "Rashad Aliyev"), listed("C", "Rashad Aliyev")]);
    const after = await stat(snapshot);
    expect((await opened(matchesOf))?.toSorted()).toEqual(["A@2", "C@2"]);
    // Reopened, not built anew: what differs came beside it.
    expect((await stat(snapshot)).mtimeMs).toBe(after.mtimeMs);
    expect(told()).toEqual([]);
  });

  test("and was damaged is told once and built anew", async () => {
    await listOf([listed("A", "Rashad Aliyev")]);
    await opened(written);
    const bytes = await readFile(snapshot);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(snapshot, bytes);
    expect(await opened(matchesOf)).toEqual(["A@1"]);
    expect(told()).toEqual([expect.stringContaining("is not as it was written")]);
  });

  test("of lists that this database does not have is not used", async () => {
    const list = await listOf([listed("A", "Rashad Aliyev")]);
    await opened(written);
    await database.transaction(system, (tx) =>
      tx.query("update watchlists.version set sha256 = '\\x00' where list_id = $1", [list.id]),
    );
    expect(await opened(matchesOf)).toEqual(["A@1"]);
    expect(told()).toEqual([expect.stringContaining("lists that this database does not have")]);
  });
});
