// Bad list files of every format, through the front door: refused with where and how to mend it, and the old version stays.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateJobs, newId, systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { CsvMapping, ListFormat, ListVersion, WatchlistDetail } from "./contract.ts";
import { files, type NamedRow } from "./formats/sample-files.ts";
import { readListFile } from "./list-files.ts";
import { watchlistRoutes } from "./routes.ts";
import { insertList, listById } from "./store.ts";
import { activateVersion } from "./versions.ts";

const system = systemActor("test");
type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let manager: Person;
let supervisor: Person;

beforeAll(async () => {
  desk = await aDesk();
  await migrateJobs(desk.url);
  const sources = { folder: null, timeoutMs: 1000, bytesMax: 1_000_000 };
  const key = new Uint8Array(32).fill(7);
  watchlistRoutes(desk.server, { database: desk.database, sources, readList: readListFile, key });
  [manager, supervisor] = [await desk.signIn(["watchlist-manager"]), await desk.signIn(["supervisor"])];
});
afterAll(() => desk.close());

/** Forty persons, told apart by their numbers. */
const persons = (count: number): NamedRow[] =>
  Array.from({ length: count }, (_, at) => ({ id: String(5001 + at), name: `Vymyslov${letters(at)}` }));
const letters = (at: number): string =>
  String.fromCodePoint(97 + (at % 26)) + String.fromCodePoint(97 + Math.floor(at / 26));

async function importFile(listId: string, bytes: Uint8Array) {
  const answer = await desk.server.inject({
    method: "POST",
    url: `/api/watchlists/${listId}/import`,
    headers: { ...manager.headers, "content-type": "application/octet-stream" },
    payload: Buffer.from(bytes),
  });
  return { status: answer.statusCode, body: answer.json<Refused & ListVersion>() };
}
type Refused = { code: string; detail: string; because?: { code: string; values: Record<string, string> } };

describe.each(files)("a list in %s", (format, write) => {
  let listId: string;
  const whole = (): string => write(persons(40));

  beforeAll(async () => {
    listId = await desk.database.transaction(system, async (tx) => {
      const id = newId(tx.at);
      const mapping: CsvMapping | null = format === "csv-mapped" ? table : null;
      const code = `L-${format.toUpperCase().slice(0, 14)}`;
      const common = {
        id,
        code,
        title: "Synthetic list",
        authority: "Unit",
        legalBasis: "Tests",
        alertBasis: "persons-sought" as const,
        persons: "wanted" as const,
        address: null,
      };
      await insertList(tx, { ...common, kind: "imported", format, fetchEveryHours: null, mapping });
      return id;
    });
    const first = await importFile(listId, Buffer.from(whole()));
    if (first.status !== 201) throw new Error(first.body.detail);
    await desk.database.transaction(system, (tx) =>
      activateVersion(tx, { listId, version: 1, by: supervisor.id }),
    );
  });

  async function refused(bytes: Uint8Array | string): Promise<Required<Refused>["because"]> {
    const { status, body } = await importFile(listId, Buffer.from(bytes));
    expect(status).toBe(422);
    expect(body.because).toBeDefined();
    // What is to be done about it stands in the sentence.
    expect(body.detail).toMatch(
      / again|Give |Choose |Compare |Save|save|Unpack|Ask |ask |Map |stand row by row/,
    );
    const list = await desk.database.transaction(system, (tx) => listById(tx, listId));
    expect(list?.active_version).toBe(1);
    const answer = await desk.server.inject({ url: `/api/watchlists/${listId}`, headers: manager.headers });
    const detail = answer.json<WatchlistDetail>();
    expect(detail.list.active).toMatchObject({ version: 1, entries: 40 });
    expect(detail.versions[0]).toMatchObject({ state: "refused", because: { code: body.because?.code } });
    return body.because ?? { code: "", values: {} };
  }

  test("cut in the middle of a record", async () => {
    const text = whole();
    const at = text.indexOf("Vymyslov", Math.floor(text.length * 0.6)) + 4;
    expect(["truncated", "too-many-removed", "too-many-bad-rows", "not-well-formed"]).toContain(
      (await refused(text.slice(0, at))).code,
    );
  });

  test.skipIf(linewise.has(format))(
    "cut within its last record: nothing but the cut itself tells it",
    async () => {
      const text = whole();
      expect((await refused(text.slice(0, text.lastIndexOf("Vymyslov") + 4))).code).toBe("truncated");
    },
  );

  test("half empty: every other row without a name", async () => {
    const rows = persons(40).map((row, at) => (at % 2 === 0 ? row : { ...row, name: "" }));
    const { code, values } = await refused(write(rows));
    expect(["too-many-bad-rows", "too-many-removed"]).toContain(code);
    expect(values["row"] ?? values["removed"]).toMatch(/^[1-9]/);
  });

  test("in UTF-16, with and without its mark", async () => {
    for (const text of [whole(), `\uFEFF${whole()}`])
      expect((await refused(Buffer.from(text, "utf16le"))).code).toBe("utf-16");
  });

  test.each([
    ["Windows-1251", 0xc8],
    ["Windows-1252", 0xe9],
    ["Windows-1254", 0xfe],
  ])("in %s: the line is said", async (_name, byte) => {
    const bytes = Buffer.from(whole());
    const at = bytes.indexOf("Vymyslov", Math.floor(bytes.length / 2));
    bytes[at + 2] = byte;
    const line = bytes.subarray(0, at).filter((one) => one === 10).length + 1;
    expect(await refused(bytes)).toEqual({ code: "not-utf8", values: { line: String(line) } });
  });

  test("of another format than the list's", async () => {
    const other = files.find(([one]) => one !== format && one !== "csv-mapped");
    const { code } = await refused(other?.[1](persons(40)) ?? "");
    expect(code).toBe(format === "csv-mapped" ? "columns-missing" : "other-format");
  });

  test("packed, or no list at all", async () => {
    const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(100, 1)]);
    expect(await refused(zip)).toEqual({ code: "packed", values: { kind: "ZIP, XLSX" } });
    const page = await refused("<html><body><p>Sign in</p></body></html>");
    expect(page.code).toBe(format === "csv-mapped" ? "columns-missing" : "wrong-root");
  });

  test.skipIf(!format.endsWith("-xml"))("with entities that expand", async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${"b".repeat(50)}"><!ENTITY c "${"&a;".repeat(50)}">]>`;
    const { code, values } = await refused(whole().replace("?>", `?>${bomb}`));
    expect(code).toBe("forbidden-construct");
    expect(values["line"]).toBeDefined();
  });

  test("that would delete more than the set share", async () => {
    const { code, values } = await refused(write(persons(30)));
    expect(code).toBe("too-many-removed");
    expect(values).toMatchObject({ removed: "10", base: "40", limit: "5 %" });
  });

  test.skipIf(grouped.has(format))(
    "with an identifier twice: the second row is told, the first stays",
    async () => {
      const twice = [...persons(41), { id: "5001", name: "Voronya" }];
      const { status, body } = await importFile(listId, Buffer.from(write(twice)));
      expect({ status, entries: body.entries, removed: body.removed }).toEqual({
        status: 201,
        entries: 41,
        removed: 0,
      });
      expect(body.notUnderstood).toMatchObject([
        { row: expect.stringContaining("42"), code: "identifier-repeated" },
      ]);
      const rows = persons(40).map((row, at) => (at % 2 === 0 ? row : { ...row, id: "5001" }));
      expect((await refused(write(rows))).code).toBe("too-many-bad-rows");
    },
  );

  test("with a name of 10,000 letters and one of symbols alone: they are left out and told", async () => {
    const rows = [...persons(41), { id: "6001", name: "A".repeat(10_000) }, { id: "6002", name: "☃☃☃☃" }];
    const { status, body } = await importFile(listId, Buffer.from(write(rows)));
    expect({ status, entries: body.entries }).toEqual({ status: 201, entries: 41 });
    const codes = body.notUnderstood.map(({ code }) => code);
    expect(codes).toContain("name-too-long");
    expect(codes).toContain("name-without-letters");
  });
});

/** Formats of a record a line: a cut shows only where it leaves less than a record. */
const linewise: ReadonlySet<ListFormat> = new Set(["ftm-json", "ndjson", "csv-mapped"]);
/** Formats whose rows of one identifier are one person, or which tell items of one number apart by their names. */
const grouped: ReadonlySet<ListFormat> = new Set(["eu-csv", "uk-csv", "canada-xml"]);
const table: CsvMapping = {
  separator: ",",
  dates: "day-first",
  columns: { reference: "No", fullName: "Name", birthDate: "Born" },
};
