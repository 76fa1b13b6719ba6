// Who listed persons are: said of each entry or by the register of the source, never more adverse by one person alone; nobody smuggled.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateJobs, systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type {
  EntryContent,
  EntryDetail,
  ListVersion,
  PersonsWords,
  Proposal,
  Watchlist,
} from "./contract.ts";
import { toWireContent } from "./entry-content.ts";
import { anEntry, testKey } from "./fixtures.ts";
import { readListFile } from "./list-files.ts";
import { isMoreAdverse, namesSmuggled, personCategories, weighsMore } from "./person-category.ts";
import { watchlistRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let manager: Person;
let other: Person;
let supervisor: Person;

beforeAll(async () => {
  desk = await aDesk();
  await migrateJobs(desk.url);
  const sources = { folder: null, timeoutMs: 1000, bytesMax: 1_000_000 };
  watchlistRoutes(desk.server, { database: desk.database, sources, readList: readListFile, key: testKey });
  [manager, other, supervisor] = await Promise.all([
    desk.signIn(["watchlist-manager"]),
    desk.signIn(["supervisor", "watchlist-manager"]),
    desk.signIn(["supervisor"]),
  ]);
});
afterAll(() => desk.close());

async function ask<Answer>(who: Person, method: "GET" | "POST", url: string, body?: object | string) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: {
      ...who.headers,
      ...(typeof body === "string" ? { "content-type": "application/octet-stream" } : {}),
    },
    ...(body === undefined ? {} : { payload: typeof body === "string" ? Buffer.from(body) : body }),
  });
  return { status: answer.statusCode, body: answer.json<Answer & { code: string }>() };
}
const sql = <Row extends object>(text: string, values: unknown[] = [], id = "person:x") =>
  desk.database.transaction({ id, roles: ["watchlist-manager", "supervisor"], purpose: null }, (tx) =>
    tx.query<Row>(text, values),
  );

let lists = 0;
async function aRegistered(kind: "own" | "imported", persons = "other"): Promise<Watchlist> {
  lists += 1;
  const made = await ask<Watchlist>(manager, "POST", "/api/watchlists", {
    code: `PER-${lists}`,
    title: "Invented list",
    authority: "Unit",
    legalBasis: "Tests only",
    alertBasis: "persons-sought",
    persons,
    kind,
    ...(kind === "own" ? {} : { format: "ndjson" }),
  });
  expect(made.status).toBe(201);
  return made.body;
}
async function imported(list: Watchlist, entries: readonly object[]): Promise<ListVersion> {
  const file = entries.map((entry) => JSON.stringify(entry)).join("\n");
  const draft = await ask<ListVersion>(manager, "POST", `/api/watchlists/${list.id}/import`, file);
  expect(draft.status).toBe(201);
  const url = `/api/watchlists/${list.id}/versions/${draft.body.version}/activation`;
  expect((await ask(supervisor, "POST", url)).status).toBe(200);
  return draft.body;
}
const categoryOf = async (list: Watchlist, entry: string) =>
  (await ask<EntryDetail>(manager, "GET", `/api/watchlists/${list.id}/entries/${entry}`)).body.personCategory;
const row = (id: string, over: object = {}) => ({
  ...anEntry({ id, list: "X", names: [{ full: `Person ${id}`, type: "primary" }] }),
  personCategory: undefined,
  category: undefined,
  ...over,
});
const { personCategory: _wanted, ...content } = toWireContent(anEntry({ id: "X" }));
const proposing = (
  list: Watchlist,
  over: Omit<Partial<EntryContent>, "personCategory"> & { personCategory?: string },
) =>
  ask<Proposal>(manager, "POST", `/api/watchlists/${list.id}/proposals`, {
    act: "add",
    content: { ...content, ...over },
    reason: "court order",
  });

describe("categories of listed persons (LED-6)", () => {
  test("each entry of an own list says who the person is, around the form as well", async () => {
    const list = await aRegistered("own");
    expect(await proposing(list, {})).toMatchObject({ status: 422, body: { code: "proposal-incomplete" } });
    expect((await proposing(list, { personCategory: "enemy" })).status).toBe(400);
    for (const category of personCategories) {
      const { body } = await proposing(list, { personCategory: category });
      const decided = await ask(supervisor, "POST", `/api/proposals/${body.id}/decision`, {
        approve: true,
        reason: "checked",
      });
      expect(decided.status).toBe(200);
      expect(await categoryOf(list, body.entryId)).toBe(category);
    }
    const insert = (said: object) =>
      sql(
        `insert into watchlists.entry (list_id, entry_id, from_version, content_hash, content, search) values ($1, 'E', 99, '', $2, '')`,
        [list.id, JSON.stringify({ names: [{ full: "A B" }], documents: [], ...said })],
      );
    await expect(insert({})).rejects.toThrow(/says who the person is/);
    await expect(insert({ personCategory: "enemy" })).rejects.toThrow(/no such category/);
  });

  test("of another's list the register says it, by the words of its source", async () => {
    const list = await aRegistered("imported", "other");
    await imported(list, [
      row("1", { category: "wanted" }),
      row("2", { category: "Missing " }),
      row("3", { programme: "Operation Lighthouse" }),
      row("4", { personCategory: "witness", category: "wanted" }),
    ]);
    const id = (number: number) => `${list.code}-X-${number}`;
    const found = await ask<{ entries: { id: string }[] }>(
      manager,
      "GET",
      `/api/watchlists/${list.id}/entries`,
    );
    const ids = found.body.entries.map((entry) => entry.id);
    expect(ids).toHaveLength(4);
    expect(id(1)).toContain(list.code);
    expect(await Promise.all(ids.map((entry) => categoryOf(list, entry)))).toEqual([
      "wanted",
      "missing",
      "other",
      "witness",
    ]);
    const { body } = await ask<PersonsWords>(manager, "GET", `/api/watchlists/${list.id}/persons`);
    expect(body.words).toContainEqual({ word: "wanted", entries: 2 });
    // Less adverse: at once, by one person.
    const change = {
      persons: "other",
      byWord: [
        { word: " WANTED", category: "witness" },
        { word: "missing", category: "missing" },
        { word: "operation lighthouse", category: "victim" },
      ],
      reason: "the owner wrote",
    };
    const changed = await ask<Watchlist>(manager, "POST", `/api/watchlists/${list.id}/persons`, change);
    expect(changed.body).toMatchObject({ personsWanted: null });
    expect(await Promise.all(ids.map((entry) => categoryOf(list, entry)))).toEqual([
      "witness",
      "missing",
      "victim",
      "witness",
    ]);
  });

  test("what weighs more against anybody is decided by two persons, by SQL too, and stands in the ledger", async () => {
    const list = await aRegistered("imported", "victim");
    const url = `/api/watchlists/${list.id}/persons`;
    const change = { persons: "suspect", byWord: [], reason: "the owner wrote" };
    const asked = await ask<Watchlist>(other, "POST", url, change);
    expect(asked.body).toMatchObject({ persons: "victim", personsWanted: { persons: "suspect" } });
    const decision = { approve: true, reason: "read the letter" };
    expect(await ask(other, "POST", `${url}/decision`, decision)).toMatchObject({
      status: 403,
      body: { code: "four-eyes" },
    });
    const around = (by: string) =>
      sql(
        "update watchlists.list set persons = 'suspect', persons_by = '{}' where list_id = $1",
        [list.id],
        by,
      );
    await expect(around(other.id)).rejects.toThrow(/two persons/);
    await expect(
      sql("update watchlists.list set persons = 'convicted' where list_id = $1", [list.id]),
    ).rejects.toThrow(/two persons/);
    await expect(
      sql("update watchlists.list set persons_wanted = $2 where list_id = $1", [
        list.id,
        JSON.stringify({ persons: "convicted", byWord: {}, by: "person:y" }),
      ]),
    ).rejects.toThrow(/in person/);
    const decided = await ask<Watchlist>(supervisor, "POST", `${url}/decision`, decision);
    expect(decided.body).toMatchObject({ persons: "suspect", personsWanted: null });
    const entries = await desk.database.transaction(systemActor("test"), (tx) =>
      tx.query<{ action: string }>(
        "select action from ledger.entry where subject_id = $1 and action like 'list.persons%' order by seq",
        [list.id],
      ),
    );
    expect(entries.map(({ action }) => action)).toEqual(["list.persons-proposed", "list.persons-changed"]);
  });

  test("the server and the database weigh registers alike", async () => {
    const category = fc.constantFrom(...personCategories);
    const register = fc.record({
      persons: category,
      byWord: fc.dictionary(fc.constantFrom("a", "b", "c"), category, { maxKeys: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(register, register, async (before, after) => {
        const [said] = await sql<{ more: boolean }>(
          "select watchlists.more_adverse($1, $2, $3, $4) as more",
          [before.persons, JSON.stringify(before.byWord), after.persons, JSON.stringify(after.byWord)],
        );
        expect(said?.more).toBe(weighsMore(after, before));
      }),
      { numRuns: 60 },
    );
    expect(isMoreAdverse("convicted", "suspect")).toBe(true);
  });
});

const smuggled = [
  { role: "smuggled person" },
  { role: "Migrated-Person" },
  { category: "illegal migrant" },
  { category: "migrant" },
  { programme: "irregular entry" },
  { category: "нелегальный мигрант" },
  { category: "qanunsuz miqrant" },
  { category: "مهاجر غير شرعي" },
  { role: "migrant clandestin" },
];
const smugglers = [
  { role: "facilitator" },
  { category: "smuggler of illegal migrants" },
  { programme: "smuggling of migrants" },
  { category: "facilitation of irregular entry" },
  { titles: ["Migration officer"] },
  { category: "wanted" },
];

describe("nobody is listed for having been smuggled (PNRD-II-11, HR-SMUG)", () => {
  test.each(smuggled)("%j: refused as a proposal, in an emergency, in a file, by SQL", async (said) => {
    const list = await aRegistered("own");
    const victim = { personCategory: "suspect" as const, ...said };
    const proposed = await proposing(list, victim);
    expect(proposed).toMatchObject({ status: 422, body: { code: "smuggled-not-listed" } });
    const hurried = await ask(supervisor, "POST", `/api/watchlists/${list.id}/emergency-entries`, {
      content: { ...content, ...victim },
      reason: "lands now",
    });
    expect(hurried.body.code).toMatch(/smuggled-not-listed|forbidden/);
    await expect(
      sql(
        `insert into watchlists.entry (list_id, entry_id, from_version, content_hash, content, search) values ($1, 'E', 99, '', $2, '')`,
        [list.id, JSON.stringify({ names: [{ full: "A B" }], documents: [], ...victim })],
      ),
    ).rejects.toThrow(/nobody is listed for having been smuggled/);
  });

  test("a file's other rows come in; the row is reported with its reason", async () => {
    const list = await aRegistered("imported");
    const rows = Array.from({ length: 12 }, (_, at) => row(`OK${at}`));
    const version = await imported(list, [...rows, row("BAD", { category: "illegal migrant" })]);
    expect(version).toMatchObject({ entries: 12, notUnderstood: [{ code: "smuggled-person" }] });
  });

  test("those who smuggle are listed, and server and database know them by the same words", async () => {
    for (const said of [...smuggled, ...smugglers]) {
      const [kept] = await sql<{ is: boolean }>("select watchlists.names_smuggled($1) as is", [
        JSON.stringify(said),
      ]);
      expect([said, kept?.is]).toEqual([said, namesSmuggled(said)]);
    }
    expect(smuggled.every(namesSmuggled)).toBe(true);
    expect(smugglers.some(namesSmuggled)).toBe(false);
    const list = await aRegistered("own");
    expect((await proposing(list, { personCategory: "suspect", role: "facilitator" })).status).toBe(201);
  });
});
