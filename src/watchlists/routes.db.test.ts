// Watchlists over HTTP: who may do what, two persons, what the ledger keeps.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateJobs, systemActor } from "#platform";
import { connectSource } from "../../test/harness/connected-list.ts";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type {
  EntryPage,
  FetchOutcome,
  ListVersion,
  Proposal,
  VersionDifference,
  Watchlist,
  WatchlistDetail,
} from "./contract.ts";
import { toWireContent } from "./entry-content.ts";
import { aFile, anEntry, readTestList, someEntries, testKey } from "./fixtures.ts";
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
  watchlistRoutes(desk.server, { database: desk.database, sources, readList: readTestList, key: testKey });
  [manager, supervisor, officer] = await Promise.all([
    desk.signIn(["watchlist-manager"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["watch-officer"]),
  ]);
});
afterAll(() => desk.close());

async function ask<Answer>(
  who: Person,
  method: "GET" | "POST",
  url: string,
  body?: object | Uint8Array,
): Promise<{ status: number; body: Answer }> {
  const bytes = body instanceof Uint8Array;
  const answer = await desk.server.inject({
    method,
    url,
    headers: { ...who.headers, ...(bytes ? { "content-type": "application/xml" } : {}) },
    ...(body === undefined ? {} : { payload: bytes ? Buffer.from(body) : body }),
  });
  return { status: answer.statusCode, body: answer.json<Answer>() };
}

let codes = 0;
const newList = async (over: object = {}) => {
  codes += 1;
  const form = {
    code: `LIST-${codes}`,
    title: "Synthetic list",
    authority: "Unit",
    legalBasis: "Tests only",
    alertBasis: "persons-sought",
    persons: "wanted",
    kind: "imported",
    format: "un-xml",
    ...over,
  };
  return ask<Watchlist & { code: string }>(manager, "POST", "/api/watchlists", form);
};
const ledger = (subjectId: string) =>
  desk.database.transaction(systemActor("test"), async (tx) => {
    const rows = await tx.query<{ actor: string; action: string }>(
      "select actor, action from ledger.entry where subject_id = $1 order by seq",
      [subjectId],
    );
    return rows.map(
      ({ actor, action }) =>
        `${actor === manager.id ? "manager" : actor === supervisor.id ? "supervisor" : actor} ${action}`,
    );
  });

describe("lists", () => {
  test("are registered once, by those who may, with what belongs to their kind", async () => {
    const made = await newList();
    expect(made).toMatchObject({
      status: 201,
      body: { kind: "imported", active: null, draft: null, waitingProposals: 0 },
    });
    expect(await newList({ code: made.body.code })).toMatchObject({
      status: 409,
      body: { code: "list-code-taken" },
    });
    expect(await newList({ kind: "own" })).toMatchObject({
      status: 422,
      body: { code: "list-contradicts-itself" },
    });
    expect(await newList({ format: undefined })).toMatchObject({ status: 422 });
    expect(await newList({ address: "ftp://x" })).toMatchObject({ status: 422 });
    expect(await newList({ fetchEveryHours: 6 })).toMatchObject({ status: 422 });
    const form = {
      code: "X-1",
      title: "abc",
      authority: "ab",
      legalBasis: "abc",
      alertBasis: "persons-sought",
      persons: "wanted",
      kind: "own",
    };
    expect(await ask(supervisor, "POST", "/api/watchlists", form)).toMatchObject({ status: 403 });
    expect(await ask(officer, "GET", "/api/watchlists")).toMatchObject({ status: 403 });
    const { body } = await ask<{ lists: Watchlist[] }>(supervisor, "GET", "/api/watchlists");
    expect(body.lists.map((list) => list.id)).toContain(made.body.id);
  });
});

describe("an imported list", () => {
  test("from file to force to roll-back, each step by those who may and in the ledger", async () => {
    const { body: list } = await newList();
    const at = `/api/watchlists/${list.id}`;
    const imported = await ask<ListVersion>(manager, "POST", `${at}/import`, aFile(someEntries(40)));
    expect(imported).toMatchObject({
      status: 201,
      body: { version: 1, state: "draft", added: 40, preparedById: manager.id },
    });
    expect(await ask(manager, "POST", `${at}/versions/1/activation`)).toMatchObject({ status: 403 });
    expect(await ask(supervisor, "POST", `${at}/versions/9/activation`)).toMatchObject({ status: 404 });
    expect(await ask(supervisor, "POST", `${at}/versions/1/activation`)).toMatchObject({
      status: 200,
      body: { state: "active", preparedBy: "Test watchlist-manager", activatedBy: "Test supervisor" },
    });
    expect(await ask(manager, "POST", `${at}/import`, aFile(someEntries(40)))).toMatchObject({
      status: 409,
      body: { code: "nothing-changed" },
    });
    await ask(manager, "POST", `${at}/import`, aFile([...someEntries(40), anEntry({ id: "TEST-99" })]));
    const difference = await ask<VersionDifference>(supervisor, "GET", `${at}/versions/2/difference`);
    expect(difference.body).toEqual({
      against: 1,
      added: [{ id: `LIST-${codes}-99`, name: "Rashad Aliyev" }],
      changed: [],
      removed: [],
      more: false,
    });
    await ask(supervisor, "POST", `${at}/versions/2/activation`);
    expect(await ask(manager, "POST", `${at}/rollback`, { reason: "99 is wrong" })).toMatchObject({
      status: 200,
      body: { version: 1, state: "active" },
    });
    const detail = await ask<WatchlistDetail>(supervisor, "GET", at);
    expect(detail.body.versions.map(({ version, state }) => `${version} ${state}`)).toEqual([
      "2 rolled-back",
      "1 active",
    ]);
    expect(await ledger(list.id)).toEqual([
      "manager list.created",
      "manager list.version-prepared",
      "supervisor list.activated",
      "manager list.version-prepared",
      "supervisor list.difference-viewed",
      "supervisor list.activated",
      "manager list.rolled-back",
    ]);
  });

  test("someone who may both import and activate still needs a second person", async () => {
    const both = await desk.signIn(["watchlist-manager", "supervisor"]);
    const { body: list } = await newList();
    await ask(both, "POST", `/api/watchlists/${list.id}/import`, aFile(someEntries(3)));
    expect(await ask(both, "POST", `/api/watchlists/${list.id}/versions/1/activation`)).toMatchObject({
      status: 403,
      body: { policies: ["four-eyes"] },
    });
  });

  test("a bad file is refused with what is wrong, and stays to be seen", async () => {
    const { body: list } = await newList();
    const at = `/api/watchlists/${list.id}`;
    expect(await ask(manager, "POST", `${at}/import`, Buffer.from("BROKEN"))).toMatchObject({
      status: 422,
      body: { code: "file-refused", detail: expect.stringContaining("ends before it is complete") },
    });
    expect(await ask(manager, "POST", `${at}/import`)).toMatchObject({ status: 400 });
    const { body } = await ask<WatchlistDetail>(manager, "GET", at);
    expect(body.versions).toMatchObject([{ version: 1, state: "refused" }]);
    const { body: own } = await newList({ kind: "own", format: undefined });
    expect(
      await ask(manager, "POST", `/api/watchlists/${own.id}/import`, aFile(someEntries(3))),
    ).toMatchObject({
      status: 409,
      body: { code: "list-is-own" },
    });
  });

  test("many removals pass only when they are accepted", async () => {
    const { body: list } = await newList();
    const at = `/api/watchlists/${list.id}`;
    await ask(manager, "POST", `${at}/import`, aFile(someEntries(40)));
    await ask(supervisor, "POST", `${at}/versions/1/activation`);
    expect(await ask(manager, "POST", `${at}/import`, aFile(someEntries(20)))).toMatchObject({ status: 422 });
    expect(
      await ask(manager, "POST", `${at}/import?removals=accepted`, aFile(someEntries(20))),
    ).toMatchObject({
      status: 201,
      body: { removed: 20 },
    });
  });

  test("a fetch that fails is told and kept with the list", async () => {
    const { body: list } = await newList({ address: "file:list.txt" });
    // Not before both offices have agreed to the source (F21), by SQL either.
    expect(await ask(manager, "POST", `/api/watchlists/${list.id}/fetch`)).toMatchObject({
      status: 403,
      body: { code: "source-not-connected" },
    });
    expect(
      await ask(manager, "POST", `/api/watchlists/${list.id}/connection`, { reason: "still needed" }),
    ).toMatchObject({ status: 409, body: { code: "joint-asked" } });
    const bySystem = (text: string) =>
      desk.database.transaction(systemActor("watchlists"), (tx) => tx.query(text, [list.id]));
    await expect(
      bySystem("update watchlists.list set last_fetch_at = now() where list_id = $1"),
    ).rejects.toThrow(/data protection officer first/);
    await connectSource(desk.database, list.id, manager.id);
    await expect(
      bySystem("update watchlists.list set address = 'file:other.txt' where list_id = $1"),
    ).rejects.toThrow(/another source/);
    const fetched = await ask<FetchOutcome>(manager, "POST", `/api/watchlists/${list.id}/fetch`);
    expect(fetched).toMatchObject({
      status: 200,
      body: { version: null, outcome: expect.stringContaining("failed") },
    });
    const { body } = await ask<WatchlistDetail>(manager, "GET", `/api/watchlists/${list.id}`);
    expect(body.list.lastFetch?.outcome).toBe(fetched.body.outcome);
    expect(await ledger(list.id)).toEqual(["manager list.created", "system:watchlists list.fetched"]);
  });

  test("entries are found by name without marks, by number, by identifier, page by page", async () => {
    const { body: list } = await newList();
    const at = `/api/watchlists/${list.id}`;
    const special = anEntry({
      id: "TEST-X",
      names: [{ full: "Rəşad Əliyev", type: "original" }],
      documents: [{ type: "P", number: "C-123 4567", country: "AZE" }],
    });
    await ask(manager, "POST", `${at}/import`, aFile([...someEntries(60), special]));
    await ask(supervisor, "POST", `${at}/versions/1/activation`);
    const find = async (query: string) =>
      (await ask<EntryPage>(manager, "GET", `${at}/entries?${query}`)).body;
    for (const words of ["resad eliyev", "C1234567", `list-${codes}-x`, "Əliyev"]) {
      expect(await find(`find=${encodeURIComponent(words)}`)).toMatchObject({
        total: 1,
        entries: [{ id: `LIST-${codes}-X` }],
      });
    }
    expect(await find("find=%25")).toMatchObject({ total: 61 });
    // Signs are no wildcards: they part words.
    expect(await find("find=Number_0")).toMatchObject({ total: 6 });
    const first = await find("");
    expect(first).toMatchObject({ total: 61, entries: { length: 50 } });
    const second = await find(`after=${first.after}`);
    expect(second).toMatchObject({ after: null, entries: { length: 11 } });
    expect(new Set([...first.entries, ...second.entries].map((entry) => entry.id)).size).toBe(61);
  });
});

test("one entry of the list in force, and the proposal that waits on it", async () => {
  const { body: list } = await newList({ kind: "own", format: undefined });
  const at = `/api/watchlists/${list.id}`;
  const content = toWireContent(anEntry({ id: "X" }));
  const added = await ask<Proposal>(manager, "POST", `${at}/proposals`, {
    act: "add",
    content,
    reason: "grounds",
  });
  const entryAt = `${at}/entries/${added.body.entryId}`;
  expect(await ask(manager, "GET", entryAt)).toMatchObject({ status: 404, body: { code: "no-such-entry" } });
  await ask(supervisor, "POST", `/api/proposals/${added.body.id}/decision`, {
    approve: true,
    reason: "checked",
  });
  expect(await ask(manager, "GET", entryAt)).toMatchObject({
    status: 200,
    body: {
      list: { id: list.id, code: list.code, kind: "own" },
      version: 1,
      entry: { id: added.body.entryId, content, sinceVersion: 1 },
      waitingProposal: null,
    },
  });
  const change = {
    act: "change",
    entryId: added.body.entryId,
    content: { ...content, sex: null },
    reason: "unsure",
  };
  const changed = await ask<Proposal>(manager, "POST", `${at}/proposals`, change);
  expect(await ask(manager, "GET", entryAt)).toMatchObject({ body: { waitingProposal: changed.body.id } });
  expect(await ask(manager, "GET", `/api/proposals/${changed.body.id}`)).toMatchObject({
    status: 200,
    body: { id: changed.body.id, current: content, content: { ...content, sex: null } },
  });
  expect(await ask(officer, "GET", `/api/proposals/${changed.body.id}`)).toMatchObject({ status: 403 });
  expect(await ledger(list.id)).toContain("manager list.entry-viewed");
});

test("proposals: one proposes, another decides, everyone entitled sees both sides", async () => {
  const { body: list } = await newList({ kind: "own", format: undefined });
  const at = `/api/watchlists/${list.id}/proposals`;
  const content = toWireContent(anEntry({ id: "X" }));
  const proposed = await ask<Proposal>(manager, "POST", at, { act: "add", content, reason: "grounds given" });
  expect(proposed).toMatchObject({
    status: 201,
    body: { state: "waiting", proposedBy: { id: manager.id }, current: null },
  });
  expect(await ask(supervisor, "POST", at, { act: "add", content, reason: "grounds" })).toMatchObject({
    status: 403,
  });
  const decision = `/api/proposals/${proposed.body.id}/decision`;
  expect(await ask(manager, "POST", decision, { approve: true, reason: "mine" })).toMatchObject({
    status: 403,
  });
  const waiting = await ask<{ proposals: Proposal[] }>(supervisor, "GET", "/api/proposals?state=waiting");
  expect(waiting.body.proposals.map((proposal) => proposal.id)).toContain(proposed.body.id);
  expect(await ask(supervisor, "POST", decision, { approve: true, reason: "checked" })).toMatchObject({
    status: 200,
    body: { state: "approved", decidedBy: { name: "Test supervisor" } },
  });
  expect(await ask(supervisor, "POST", decision, { approve: true, reason: "again" })).toMatchObject({
    status: 409,
  });
  const entries = await ask<EntryPage>(supervisor, "GET", `/api/watchlists/${list.id}/entries`);
  expect(entries.body).toMatchObject({ total: 1, entries: [{ content, sinceVersion: 1 }] });
  const entryId = entries.body.entries[0]?.id;
  const change = { act: "change", entryId, content: { ...content, sex: "F" }, reason: "mistyped" };
  const second = await ask<Proposal>(manager, "POST", at, change);
  expect(second.body).toMatchObject({ current: content, content: { sex: "F" } });
  expect(
    await ask(manager, "POST", `/api/proposals/${second.body.id}/withdrawal`, { reason: "not needed" }),
  ).toMatchObject({ status: 200, body: { state: "withdrawn" } });
  expect(await ask(manager, "POST", at, { act: "remove", entryId, reason: "delisted" })).toMatchObject({
    status: 201,
    body: { state: "approved" },
  });
  expect(await ledger(proposed.body.id)).toEqual(["manager entry.proposed", "supervisor entry.approved"]);
});

test("what is kept as the version's hash is the hash of the file", async () => {
  const { body: list } = await newList();
  const file = aFile(someEntries(2));
  await ask(manager, "POST", `/api/watchlists/${list.id}/import`, file);
  const [row] = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ sha256: Buffer }>("select sha256 from watchlists.version where list_id = $1", [list.id]),
  );
  expect(row?.sha256).toEqual(createHash("sha256").update(file).digest());
});
