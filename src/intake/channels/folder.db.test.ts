// The watched folder on a real disk and database.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  mkdirSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { manualClock, openDatabase, type Database } from "#platform";
import { openScreening, type Screening } from "#screening";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../../test/harness/database.ts";
import { passengerList } from "../fixtures.ts";
import { receive } from "../receive.ts";
import { openReception, usualReception } from "../reception.ts";
import { watchFolders, type FolderWatch } from "./folder.ts";

let fresh: FreshDatabase;
let database: Database;
let root: string;
let watch: FolderWatch;
let problems: string[] = [];
let screening: Screening;
const quarantine = {
  carrier: { messages: 2, bytes: 1_000_000 },
  stranger: { messages: 2, bytes: 1_000_000 },
};
let sender = { id: "00000000-0000-7000-8000-000000000001", code: "J2", senderIds: ["J2"], fliesAs: ["J2"] };

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({
    url: fresh.url,
    clock: manualClock(new Date("2026-11-21T08:00:00Z")),
    connections: 4,
  });
  screening = openScreening({ database, live: null, onProblem: (problem) => problems.push(problem.message) });
});
afterAll(async () => {
  await screening.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "openpiu-folder-"));
  mkdirSync(join(root, "j2"));
  problems = [];
  const services = { database, screening, profile: euStrict, key: Buffer.alloc(32, 7), quarantine };
  watch = watchFolders(
    openReception((delivery) => receive(services, delivery), usualReception),
    {
      root,
      everyMs: 3_600_000,
      folders: async () => [{ name: "j2", sender }],
      onProblem: (folder, problem) => problems.push(`${folder}: ${problem.message}`),
    },
  );
  return async () => {
    await watch.stop();
    rmSync(root, { recursive: true });
  };
});

test("a settled file is taken, removed, and answered beside it", async () => {
  writeFileSync(join(root, "j2", "list.edi"), passengerList({ number: 301, reference: "F301" }));
  expect(await watch.look()).toBe(0);
  expect(await watch.look()).toBe(1);
  expect(problems).toEqual([]);
  expect(existsSync(join(root, "j2", "list.edi"))).toBe(false);
  expect(readFileSync(join(root, "j2", "receipts", "list.edi.ack"), "utf8")).toContain("0;;OK;delivery ");
  expect(readFileSync(join(root, "j2", "receipts", "list.edi.cusres"), "utf8")).toContain("BGM+962");
});

test("a file still being written is left alone", async () => {
  const file = join(root, "j2", "slow.edi");
  writeFileSync(file, "UNB+");
  await watch.look();
  writeFileSync(file, passengerList({ number: 302, reference: "F302" }));
  expect(await watch.look()).toBe(0);
  expect(await watch.look()).toBe(1);
});

test("what cannot be read gets a receipt that says where and why", async () => {
  writeFileSync(
    join(root, "j2", "broken.edi"),
    passengerList({ number: 303, reference: "F303" }).slice(0, 150),
  );
  await watch.look();
  await watch.look();
  expect(readFileSync(join(root, "j2", "receipts", "broken.edi.err"), "utf8")).toMatch(
    /^0;;REFUSED;.*\n\d*;\w*;\w+;/,
  );
});

test("what is refused since too much is held already is told, not kept, and not tried again", async () => {
  sender = { ...sender, id: "00000000-0000-7000-8000-000000000002" };
  const path = (name: string) => join(root, "j2", name);
  const names = ["one.edi", "two.edi", "three.edi"];
  for (const name of names) writeFileSync(path(name), `${name}: no list`);
  await watch.look();
  expect(await watch.look()).toBe(3);
  const refused = names
    .map((name) => readFileSync(path(`receipts/${name}.err`), "utf8"))
    .filter((receipt) => receipt.startsWith("0;;quarantine-full;"));
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatch(/\n;message;;CONTENT_UNKNOWN: /);
  expect(readdirSync(join(root, "j2"))).toEqual(["receipts"]);
  expect(await watch.look()).toBe(0);
  expect(problems).toEqual([]);
});

test("links, hidden and unfinished files are not followed", async () => {
  symlinkSync("/etc/passwd", join(root, "j2", "link.edi"));
  writeFileSync(join(root, "j2", ".hidden"), "x");
  writeFileSync(join(root, "j2", "list.edi.tmp"), "x");
  await watch.look();
  expect(await watch.look()).toBe(0);
  expect(readdirSync(join(root, "j2", "receipts"))).toEqual([]);
});
