// The watched folder on a real disk and database.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  mkdirSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { manualClock, openDatabase, refuse, systemActor, type Database } from "#platform";
import { openScreening, type Screening } from "#screening";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../../test/harness/database.ts";
import { subjects } from "../../../test/harness/intake.ts";
import { passengerList } from "../fixtures.ts";
import { receive } from "../receive.ts";
import { openReception, usualReception, type Reception } from "../reception.ts";
import { watchFolders, type FolderWatch } from "./folder.ts";

let fresh: FreshDatabase;
let database: Database;
let root: string;
let watch: FolderWatch;
let reception: Reception;
const clock = manualClock(new Date("2026-11-21T08:00:00Z"));
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
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "openpiu-folder-"));
  mkdirSync(join(root, "j2"));
  problems = [];
  clock.set(new Date());
  const services = { database, screening, profile: euStrict, key: Buffer.alloc(32, 7), subjects, quarantine };
  reception = openReception((delivery) => receive(services, delivery), usualReception);
  watch = watching();
  return async () => {
    await watch.stop();
    rmSync(root, { recursive: true });
  };
});

/** A server that looks when it is told to. */
function watching(
  options: { take?: Reception["take"]; names?: readonly string[]; settledMs?: number } = {},
): FolderWatch {
  return watchFolders(
    { ...reception, ...(options.take === undefined ? {} : { take: options.take }) },
    {
      database,
      key: Buffer.alloc(32, 7),
      root,
      everyMs: 3_600_000,
      settledMs: options.settledMs ?? 0,
      clock,
      folders: async () => (options.names ?? ["j2"]).map((name) => ({ name, sender })),
      isWorking: async () => true,
      onProblem: (folder, problem) => problems.push(`${folder}: ${problem.message}`),
    },
  );
}

test("a settled file is taken, removed, and answered beside it", async () => {
  writeFileSync(join(root, "j2", "list.edi"), passengerList({ number: 301, reference: "F301" }));
  expect(await watch.look()).toBe(0);
  expect(await watch.look()).toBe(1);
  expect(problems).toEqual([]);
  expect(existsSync(join(root, "j2", "list.edi"))).toBe(false);
  expect(readFileSync(join(root, "j2", "receipts", "list.edi.ack"), "utf8")).toContain("0;;OK;delivery ");
  expect(readFileSync(join(root, "j2", "receipts", "list.edi.cusres"), "utf8")).toContain("BGM+962");
});

test("the same bytes again get their answer again, under the same name and another [transport.md §8 row Sender retry]", async () => {
  const receipt = (name: string) => readFileSync(join(root, "j2", "receipts", name), "utf8");
  const put = async (name: string, text: string) => {
    writeFileSync(join(root, "j2", name), text);
    await watch.look();
    expect(await watch.look()).toBe(1);
  };
  const text = passengerList({ number: 311, reference: "F311" });
  await put("same.edi", text);
  const answer = receipt("same.edi.cusres");
  rmSync(join(root, "j2", "receipts", "same.edi.cusres"));
  await put("same.edi", text);
  expect(receipt("same.edi.cusres")).toBe(answer);
  expect(receipt("same.edi.ack")).toMatch(/ repeats /);
  await put("other.edi", text);
  expect(receipt("other.edi.cusres")).toBe(answer);
  // Another file of the name: whoever looks finds what became of this one alone, and again when it comes again.
  const former = sender;
  sender = { ...sender, id: "00000000-0000-7000-8000-000000000009" };
  const told: (string | undefined)[] = [];
  for (const name of ["same.edi", "same.edi", "third.edi"]) {
    await put(name, passengerList({ number: 312, reference: "F312" }).slice(0, 150));
    expect(existsSync(join(root, "j2", "receipts", `${name}.ack`))).toBe(false);
    expect(receipt(`${name}.err`)).toMatch(/^0;;REFUSED;.*\n\d*;\w*;\w+;/);
    const cusres = join(root, "j2", "receipts", `${name}.cusres`);
    told.push(existsSync(cusres) ? readFileSync(cusres, "utf8") : undefined);
  }
  sender = former;
  expect(told[0]).not.toBe(answer);
  expect(told.slice(1)).toEqual([told[0], told[0]]);
});

test("a file still being written is left alone [transport.md §7 row Atomicity]", async () => {
  const file = join(root, "j2", "slow.edi");
  writeFileSync(file, "UNB+");
  await watch.look();
  writeFileSync(file, passengerList({ number: 302, reference: "F302" }));
  expect(await watch.look()).toBe(0);
  expect(await watch.look()).toBe(1);
});

test("without a rename a file is whole when it has not grown for ten seconds; renamed, at the next look [transport.md §7 row Atomicity]", async () => {
  const own = watching({ settledMs: 10_000 });
  const [slow, quick] = ["slow.edi", "quick.edi"].map((name) => join(root, "j2", name)) as [string, string];
  const list = passengerList({ number: 308, reference: "F308" });
  writeFileSync(slow, list.slice(0, 200));
  writeFileSync(`${quick}.tmp`, passengerList({ number: 309, reference: "F309" }));
  expect(await own.look()).toBe(0);
  renameSync(`${quick}.tmp`, quick);
  clock.advance(2_000);
  expect(await own.look()).toBe(0);
  clock.advance(2_000);
  expect(await own.look()).toBe(1);
  expect(existsSync(join(root, "j2", "receipts", "quick.edi.ack"))).toBe(true);
  // The line stood still for four seconds, and goes on.
  writeFileSync(slow, list);
  for (const [after, taken] of [
    [2_000, 0],
    [9_999, 0],
    [1, 1],
  ] as const) {
    clock.advance(after);
    expect(await own.look()).toBe(taken);
  }
  expect(existsSync(join(root, "j2", "receipts", "slow.edi.ack"))).toBe(true);
  await own.stop();
});

test("a part says in its file's name which it is, and of a name nothing else is believed [transport.md §7 row File names]", async () => {
  const list = passengerList({ number: 310, reference: "F310" });
  const half = list.indexOf("NAD+FL+++QONAQ");
  const name = (part: number): string => join(root, "j2", `OK0421CAIPRG20070907.TXT.PART0${part}`);
  writeFileSync(name(1), list.slice(0, half));
  await watch.look();
  expect(await watch.look()).toBe(1);
  writeFileSync(name(2), list.slice(half));
  await watch.look();
  expect(await watch.look()).toBe(1);
  const receipts = readdirSync(join(root, "j2", "receipts"));
  const answered = receipts.filter((each) => each.endsWith(".cusres"));
  expect(answered).toEqual(["OK0421CAIPRG20070907.TXT.PART02.cusres"]);
  const rows = await database.transaction(systemActor("test"), (tx) =>
    tx.query<{ designator: string; travellers: number }>(
      "select designator, travellers from intake.receipt where message = 'F310' and state = 'processed'",
    ),
  );
  expect(rows).toEqual([{ designator: "J2310", travellers: 2 }]);
});

test("what cannot be read gets a receipt that says where and why [transport.md §7 row Receipt file]", async () => {
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
  expect(readdirSync(join(root, "j2")).toSorted()).toEqual([".taking", "out", "receipts", "unreadable"]);
  expect(await watch.look()).toBe(0);
  expect(problems).toEqual([]);
});

test("links, hidden and unfinished files are not followed [transport.md §7 row Atomicity]", async () => {
  symlinkSync("/etc/passwd", join(root, "j2", "link.edi"));
  writeFileSync(join(root, "j2", ".hidden"), "x");
  writeFileSync(join(root, "j2", "list.edi.tmp"), "x");
  await watch.look();
  expect(await watch.look()).toBe(0);
  expect(readdirSync(join(root, "j2", "receipts"))).toEqual([]);
});

test("what there is too much of stays with us and is taken at a later look [transport.md §7 row Atomicity]", async () => {
  writeFileSync(join(root, "j2", "list.edi"), passengerList({ number: 304, reference: "F304" }));
  let isBusy = true;
  const own = watching({
    take: async (delivery) => (isBusy ? refuse("too-much-at-once", "Later.", 429) : reception.take(delivery)),
  });
  await own.look();
  expect(await own.look()).toBe(0);
  expect(readdirSync(join(root, "j2", "receipts"))).toEqual([]);
  // Another of the name, meanwhile, is another file.
  writeFileSync(join(root, "j2", "list.edi"), "no list");
  isBusy = false;
  expect(await own.look()).toBe(1);
  expect(readdirSync(join(root, "j2", "receipts"))).toContain("list.edi.ack");
  expect(existsSync(join(root, "j2", "list.edi"))).toBe(true);
  await own.stop();
});

test("of two servers on one folder one takes each file", async () => {
  const names = ["a.edi", "b.edi", "c.edi", "d.edi"];
  for (const name of names) writeFileSync(join(root, "j2", name), `${name}: no list`);
  const deliveries: string[] = [];
  const take: Reception["take"] = async (delivery) => {
    deliveries.push(Buffer.from(delivery.bytes).toString());
    return reception.take(delivery);
  };
  const two = [watching({ take }), watching({ take })];
  await Promise.all(two.map((each) => each.look()));
  await Promise.all(two.map((each) => each.look()));
  expect(deliveries.toSorted()).toEqual(names.map((name) => `${name}: no list`));
  expect(problems).toEqual([]);
  await Promise.all(two.map((each) => each.stop()));
});

test("what a server left aside when it was stopped is taken by another, after a time", async () => {
  writeFileSync(join(root, "j2", "left.edi"), passengerList({ number: 305, reference: "F305" }));
  const stopped = watching({ take: async () => refuse("too-much-at-once", "Later.", 429) });
  await stopped.look();
  await stopped.look();
  await stopped.stop();
  expect(await watch.look()).toBe(0);
  clock.advance(11 * 60_000);
  expect(await watch.look()).toBe(1);
  expect(readdirSync(join(root, "j2", "receipts"))).toContain("left.edi.ack");
});

test("a file that cannot be taken again and again is put aside for a person, and the others go on", async () => {
  writeFileSync(join(root, "j2", "poison.edi"), "poison");
  writeFileSync(join(root, "j2", "good.edi"), passengerList({ number: 306, reference: "F306" }));
  const own = watching({
    take: async (delivery) => {
      if (Buffer.from(delivery.bytes).toString() === "poison") throw new Error("it fails");
      return reception.take(delivery);
    },
  });
  for (let looked = 0; looked < 8; looked++) await own.look();
  const receipts = readdirSync(join(root, "j2", "receipts"));
  expect(receipts).toContain("good.edi.ack");
  const [told = ""] = receipts.filter((name) => name.endsWith("poison.edi.err"));
  expect(readFileSync(join(root, "j2", "receipts", told), "utf8")).toMatch(/could not be taken 5 times/);
  expect(readdirSync(join(root, "j2", "unreadable"))).toHaveLength(1);
  expect(problems).toHaveLength(5);
  await own.stop();
});

test("names that trick are not taken, and the receipt says so under a good one [transport.md §7 row File names]", async () => {
  const names = ["a\nb.edi", "-rf", "a;b.edi", `cafe\u0301.edi`];
  for (const name of names) writeFileSync(join(root, "j2", name), "x");
  await watch.look();
  expect(await watch.look()).toBe(4);
  const receipts = readdirSync(join(root, "j2", "receipts"));
  expect(receipts).toHaveLength(4);
  expect(receipts.every((name) => /^[\w.~-]+\.err$/.test(name))).toBe(true);
  expect(readdirSync(join(root, "j2", "unreadable"))).toHaveLength(4);
});

test("a folder of ours that is a link to elsewhere is not written into, and other carriers' folders go on", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "openpiu-elsewhere-"));
  symlinkSync(elsewhere, join(root, "j2", "receipts"));
  mkdirSync(join(root, "tk"));
  writeFileSync(join(root, "j2", "list.edi"), "x");
  writeFileSync(join(root, "tk", "list.edi"), "x");
  const own = watching({ names: ["j2", "tk"] });
  await own.look();
  expect(await own.look()).toBe(1);
  expect(readdirSync(elsewhere)).toEqual([]);
  expect(problems.every((problem) => /^j2: .*but a link$/.test(problem))).toBe(true);
  await own.stop();
  rmSync(elsewhere, { recursive: true });
});

test("a receipt replaces a link of its name instead of writing through it", async () => {
  const target = join(root, "target");
  writeFileSync(target, "untouched");
  mkdirSync(join(root, "j2", "receipts"));
  symlinkSync(target, join(root, "j2", "receipts", "list.edi.ack"));
  writeFileSync(join(root, "j2", "list.edi"), passengerList({ number: 307, reference: "F307" }));
  await watch.look();
  expect(await watch.look()).toBe(1);
  expect(readFileSync(target, "utf8")).toBe("untouched");
  expect(readFileSync(join(root, "j2", "receipts", "list.edi.ack"), "utf8")).toMatch(/^0;;OK;/);
});

test("a slow carrier keeps no other waiting", async () => {
  mkdirSync(join(root, "tk"));
  const { promise, resolve } = Promise.withResolvers<void>();
  const own = watching({
    names: ["j2", "tk"],
    take: async (delivery) => {
      if (delivery.replyTo === "j2") await promise;
      return reception.take(delivery);
    },
  });
  for (const folder of ["j2", "tk"]) writeFileSync(join(root, folder, "one.edi"), `${folder}: no list`);
  await own.look();
  const slow = own.look();
  await expect.poll(() => existsSync(join(root, "tk", "receipts", "one.edi.err"))).toBe(true);
  expect(existsSync(join(root, "j2", "receipts", "one.edi.err"))).toBe(false);
  resolve();
  expect(await slow).toBe(2);
  await own.stop();
});
