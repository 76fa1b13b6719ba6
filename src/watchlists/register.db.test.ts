// The register of sources over HTTP, lists in CSV by their mapping, and the files that versions were made from.
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateJobs, systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { CsvPreview, ListRegister, ListVersion, Watchlist, WatchlistDetail } from "./contract.ts";
import { testKey } from "./fixtures.ts";
import { mappedCsv, mapping } from "./formats/samples.ts";
import { readListFile } from "./list-files.ts";
import { forgetRawFiles } from "./raw-file-store.ts";
import { watchlistRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let manager: Person;
let supervisor: Person;
let officer: Person;

beforeAll(async () => {
  desk = await aDesk();
  await migrateJobs(desk.url);
  const sources = { folder: null, timeoutMs: 1000, bytesMax: 1_000_000 };
  watchlistRoutes(desk.server, { database: desk.database, sources, readList: readListFile, key: testKey });
  [manager, supervisor, officer] = await Promise.all([
    desk.signIn(["watchlist-manager"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["watch-officer"]),
  ]);
});
afterAll(() => desk.close());

async function ask(who: Person, method: "GET" | "POST" | "PUT", url: string, body?: object | string) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: { ...who.headers, ...(typeof body === "string" ? { "content-type": "text/csv" } : {}) },
    ...(body === undefined ? {} : { payload: typeof body === "string" ? Buffer.from(body) : body }),
  });
  return { status: answer.statusCode, text: answer.body, json: <Answer>() => answer.json<Answer>() };
}

let codes = 0;
const register = async (over: object = {}) => {
  codes += 1;
  const form = {
    code: `REG-${codes}`,
    title: "Invented list",
    authority: "Unit",
    legalBasis: "Tests only",
    alertBasis: "persons-sought" as const,
    persons: "wanted" as const,
    kind: "imported",
    format: "csv-mapped",
    mapping,
  };
  return ask(manager, "POST", "/api/watchlists", { ...form, ...over });
};
const known: ListRegister = {
  title: "Invented list, register",
  authority: "Ministry",
  legalBasis: "Article 12",
  alertBasis: "persons-under-alert",
  owner: "Desk 4, room 12",
  purposes: ["TERR", "BORDER"],
  grade: "B",
  classification: "restricted",
  retentionDays: 30,
  expiresOn: "2026-12-31",
  reviewOn: "2026-06-30",
};

test("what is known of a source is written down by who may, and the ledger names what changed (PNRD-6.3a)", async () => {
  const list = (await register()).json<Watchlist>();
  expect(list).toMatchObject({ owner: null, purposes: [], grade: null, mapping });
  const written = await ask(manager, "PUT", `/api/watchlists/${list.id}/register`, known);
  expect(written).toMatchObject({ status: 200 });
  expect(written.json()).toMatchObject(known);
  expect(await ask(officer, "PUT", `/api/watchlists/${list.id}/register`, known)).toMatchObject({
    status: 403,
  });
  expect(await ask(supervisor, "PUT", `/api/watchlists/${list.id}/register`, known)).toMatchObject({
    status: 403,
  });
  const wrong = { ...known, reviewOn: "2026-02-30" };
  expect(await ask(manager, "PUT", `/api/watchlists/${list.id}/register`, wrong)).toMatchObject({
    status: 422,
  });
  const [entry] = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ body: string }>(
      "select body from ledger.entry where subject_id = $1 and action = 'list.register-changed'",
      [list.id],
    ),
  );
  expect(entry?.body).toContain(`"fields":"${Object.keys(known).join(" ")}"`);
});

test.each([
  "tax",
  "social-media",
  "health",
  "general-population",
  "migration-status",
  "bank-accounts",
  "credit-scores",
  "",
  null,
  undefined,
])("no list of %s data is made, changed to or written around the form (CJEU817-182-192)", async (source) => {
  expect(await register({ alertBasis: source })).toMatchObject({ status: 400 });
  const list = (await register()).json<Watchlist>();
  const url = `/api/watchlists/${list.id}/register`;
  expect(await ask(manager, "PUT", url, { ...known, alertBasis: source })).toMatchObject({ status: 400 });
  await expect(
    desk.database.transaction(systemActor("test"), (tx) =>
      tx.query("update watchlists.list set alert_basis = $2 where list_id = $1", [list.id, source ?? null]),
    ),
  ).rejects.toThrow(/alert_basis/);
});

test("what reads a source is a closed list, and what a list may serve is one too (CJEU817-182-192)", async () => {
  for (const format of [
    "tax-register",
    "social-media-feed",
    "health-record",
    "population-register",
    "sql",
    "odbc",
  ])
    expect(await register({ format })).toMatchObject({ status: 400 });
  for (const kind of ["connected", "federated", "mined"])
    expect(await register({ kind })).toMatchObject({ status: 400 });
  const list = (await register()).json<Watchlist>();
  for (const purpose of ["TAX", "MIGRATION", "HEALTH", "INTELLIGENCE"])
    expect(
      await ask(manager, "PUT", `/api/watchlists/${list.id}/register`, { ...known, purposes: [purpose] }),
    ).toMatchObject({ status: 400 });
});

test("a list for the control of borders alone is none of this unit's, by SQL either (CJEU817-230, CJEU817-288-291)", async () => {
  const list = (await register()).json<Watchlist>();
  const url = `/api/watchlists/${list.id}/register`;
  expect(await ask(manager, "PUT", url, { ...known, purposes: ["BORDER"] })).toMatchObject({ status: 422 });
  await expect(
    desk.database.transaction(systemActor("test"), (tx) =>
      tx.query("update watchlists.list set purposes = array['BORDER'] where list_id = $1", [list.id]),
    ),
  ).rejects.toThrow(/for_assessment/);
  expect(
    await ask(manager, "PUT", url, { ...known, purposes: ["BORDER", "CHILD_PROTECTION"] }),
  ).toMatchObject({ status: 200 });
});

test("a list in CSV has a mapping, and a mapping names what is needed", async () => {
  expect(await register({ mapping: undefined })).toMatchObject({ status: 422 });
  expect(await register({ format: "un-xml" })).toMatchObject({ status: 422 });
  const nameless = { ...mapping, columns: { reference: "No" } };
  expect(await register({ mapping: nameless })).toMatchObject({ status: 422 });
});

test("the preview shows how a file would be read, with a guessed or a given mapping, and keeps nothing", async () => {
  const guess = await ask(
    manager,
    "POST",
    "/api/watchlists/csv-preview",
    "ID;Name;Born\n1;Invented Person;1970\n",
  );
  expect(guess.json<CsvPreview>()).toMatchObject({
    columns: ["ID", "Name", "Born"],
    mapping: { separator: ";", columns: { reference: "ID", fullName: "Name", birthDate: "Born" } },
    rows: 1,
    entries: [
      { reference: "1", content: { names: [{ full: "Invented Person" }], dobs: [{ date: "1970" }] } },
    ],
    refused: null,
  });
  const url = `/api/watchlists/csv-preview?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
  const given = (await ask(manager, "POST", url, mappedCsv)).json<CsvPreview>();
  expect(given).toMatchObject({ rows: 2, remarks: [{ row: "1", because: { code: "formula-cell" } }] });
  const wrong = (await ask(manager, "POST", url, "a;b\n1;2\n")).json<CsvPreview>();
  expect(wrong).toMatchObject({ entries: [], refused: { because: { code: "columns-missing" } } });
  expect(await ask(manager, "POST", "/api/watchlists/csv-preview?mapping=x", mappedCsv)).toMatchObject({
    status: 422,
  });
  expect(await ask(officer, "POST", url, mappedCsv)).toMatchObject({ status: 403 });
});

test("the file of a version is kept as it came, sealed, and opened by the list's desk alone", async () => {
  const list = (await register()).json<Watchlist>();
  const version = (
    await ask(manager, "POST", `/api/watchlists/${list.id}/import`, mappedCsv)
  ).json<ListVersion>();
  expect(version).toMatchObject({ version: 1, entries: 2, parserVersion: "3", fileKept: true });
  const url = `/api/watchlists/${list.id}/versions/1/file`;
  expect(await ask(manager, "GET", url)).toMatchObject({ status: 200, text: mappedCsv });
  expect(await ask(officer, "GET", url)).toMatchObject({ status: 403 });
  const rows = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ sealed: Buffer }>("select sealed from watchlists.raw_file where list_id = $1", [list.id]),
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.sealed.includes("Vymyslov")).toBe(false);
});

test("a file that is refused leaves the version in force as it is, and is not kept", async () => {
  const list = (await register()).json<Watchlist>();
  const at = `/api/watchlists/${list.id}`;
  await ask(manager, "POST", `${at}/import`, mappedCsv);
  await ask(supervisor, "POST", `${at}/versions/1/activation`);
  for (const file of [
    mappedCsv.slice(0, 150),
    "<x/>",
    Buffer.from(mappedCsv, "utf16le").toString("latin1"),
  ]) {
    expect(await ask(manager, "POST", `${at}/import`, file)).toMatchObject({ status: 422 });
  }
  const detail = await desk.server.inject({ method: "GET", url: at, headers: manager.headers });
  const { list: now, versions } = detail.json<WatchlistDetail>();
  expect(now.active).toMatchObject({ version: 1, entries: 2 });
  expect(versions.map(({ version, state, fileKept }) => [version, state, fileKept])).toEqual([
    [4, "refused", false],
    [3, "refused", false],
    [2, "refused", false],
    [1, "active", true],
  ]);
});

test("files go when the list says so, but not that of the version in force; what is expired no longer comes into force", async () => {
  const list = (await register()).json<Watchlist>();
  const at = `/api/watchlists/${list.id}`;
  await ask(manager, "POST", `${at}/import`, mappedCsv);
  await ask(supervisor, "POST", `${at}/versions/1/activation`);
  await ask(manager, "POST", `${at}/import`, `${mappedCsv}9;Third Person;;1990;;;;;;\n`);
  await ask(manager, "PUT", `${at}/register`, { ...known, expiresOn: "2026-03-01" });
  expect((await ask(supervisor, "POST", `${at}/versions/2/activation`)).json()).toMatchObject({
    code: "list-expired",
  });
  desk.clock.advance(31 * 86_400_000);
  await desk.database.transaction(systemActor("watchlists"), forgetRawFiles);
  const detail = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ version: number }>("select version from watchlists.raw_file where list_id = $1", [list.id]),
  );
  expect(detail).toEqual([{ version: 1 }]);
});
