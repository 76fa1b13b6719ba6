// Entries of own lists in time: they expire, their grounds are looked at again, emergency entries lapse unless confirmed.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { migrateJobs } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { EntryDetail, EntryContent, Proposal, Watchlist, WatchlistDetail } from "./contract.ts";
import { removeLapsed } from "./entry-terms.ts";
import { readTestList, testKey } from "./fixtures.ts";
import { watchlistRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
const hour = 3_600_000;
let desk: Desk;
let manager: Person;
let supervisor: Person;
let officer: Person;
let at = "";
let number = 0;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-03-01T12:00:00Z") });
  await migrateJobs(desk.url);
  const sources = { folder: null, timeoutMs: 1000, bytesMax: 1_000_000 };
  watchlistRoutes(desk.server, { database: desk.database, sources, readList: readTestList, key: testKey });
});
afterAll(() => desk.close());
/** Sessions end while the clock runs: everybody signs in anew, and each test has its list. */
const signIn = async () => {
  [manager, supervisor, officer] = await Promise.all([
    desk.signIn(["watchlist-manager"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["watch-officer"]),
  ]);
};
beforeEach(async () => {
  await signIn();
  number += 1;
  const form = {
    code: `OWN-${number}`,
    title: "Own list",
    authority: "Unit",
    legalBasis: "Tests",
    alertBasis: "persons-sought",
    persons: "wanted",
    kind: "own",
  };
  const list = (await ask<Watchlist>(manager, "POST", "/api/watchlists", form)).body;
  at = `/api/watchlists/${list.id}`;
});

async function ask<Answer>(who: Person, method: "GET" | "POST", url: string, body?: object) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: who.headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Answer>() };
}

const content: EntryContent = {
  names: [{ full: "Invented Person", type: "primary" }],
  personCategory: "wanted",
  dobs: [{ date: "1984-03-11" }],
  sex: null,
  nationalities: [],
  birthCountries: [],
  documents: [],
};
const inForce = async () => (await ask<{ total: number }>(manager, "GET", `${at}/entries`)).body.total;
const propose = (over: object = {}) =>
  ask<Proposal>(manager, "POST", `${at}/proposals`, {
    act: "add",
    content: { ...content, ...over },
    reason: "grounds",
  });
const decide = (who: Person, proposal: Proposal, approve = true) =>
  ask<Proposal>(who, "POST", `/api/proposals/${proposal.id}/decision`, { approve, reason: "checked" });
const emergency = (who: Person) =>
  ask<Proposal>(who, "POST", `${at}/emergency-entries`, { content, reason: "flight lands in an hour" });

describe("expiry (WL-1)", () => {
  test("an entry expires after twelve months unless it says sooner; later is refused", async () => {
    expect((await propose()).body.content?.expires).toBe("2027-03-01");
    expect((await propose({ expires: "2026-03-15" })).body.content?.expires).toBe("2026-03-15");
    for (const expires of ["2027-03-02", "2026-03-01", "2026-02-30"]) {
      expect(await propose({ expires })).toMatchObject({
        status: 422,
        body: { code: "proposal-incomplete" },
      });
    }
  });

  test("on its day it is taken off its list, and the ledger says by whom (WL-1)", async () => {
    const { body: proposal } = await propose({ expires: "2026-03-02" });
    await decide(supervisor, proposal);
    expect(await removeLapsed(desk.database)).toEqual([]);
    expect(await inForce()).toBe(1);
    desk.clock.advance(24 * hour);
    await signIn();
    expect(await removeLapsed(desk.database)).toMatchObject([{ why: "expired", entry_id: proposal.entryId }]);
    expect(await inForce()).toBe(0);
    const removals = await ask<{ proposals: Proposal[] }>(manager, "GET", "/api/proposals?state=approved");
    expect(removals.body.proposals).toContainEqual(
      expect.objectContaining({
        act: "remove",
        entryId: proposal.entryId,
        proposedBy: expect.objectContaining({ id: "system:watchlists" }),
      }),
    );
    expect(await removeLapsed(desk.database)).toEqual([]);
  });
});

describe("an emergency entry", () => {
  test("is in force at once by one person, and only by those who may", async () => {
    expect(await emergency(officer)).toMatchObject({ status: 403 });
    const { status, body } = await emergency(manager);
    expect(status).toBe(201);
    const now = desk.clock.now().getTime();
    expect(body).toMatchObject({ state: "waiting", act: "add" });
    expect(Date.parse(body.emergencyUntil ?? "")).toBe(now + 24 * hour);
    expect(await inForce()).toBe(1);
  });

  test("lapses after 24 hours unless another person confirms it", async () => {
    const { entryId } = (await emergency(manager)).body;
    const mine = async () =>
      (await removeLapsed(desk.database)).filter(({ entry_id: lapsed }) => lapsed === entryId);
    desk.clock.advance(24 * hour - 1);
    expect(await mine()).toEqual([]);
    desk.clock.advance(1);
    expect(await mine()).toMatchObject([{ why: "unconfirmed" }]);
    await signIn();
    expect(await inForce()).toBe(0);
    const { body } = await ask<{ proposals: Proposal[] }>(manager, "GET", "/api/proposals?state=waiting");
    expect(body.proposals.filter(({ emergencyUntil }) => emergencyUntil !== null)).toEqual([]);
  });

  test("confirmed by another it stays; not by who made it", async () => {
    const { body: own } = await emergency(supervisor);
    expect(await decide(supervisor, own)).toMatchObject({ status: 403 });
    const another = await desk.signIn(["supervisor"]);
    expect(await decide(another, own)).toMatchObject({ status: 200, body: { state: "approved" } });
    desk.clock.advance(25 * hour);
    await signIn();
    expect(await removeLapsed(desk.database)).toEqual([]);
    expect(await inForce()).toBe(1);
  });

  test("refused or taken back it goes at once", async () => {
    const { body: refused } = await emergency(manager);
    await decide(supervisor, refused, false);
    expect(await inForce()).toBe(0);
    const { body: own } = await emergency(manager);
    await ask(manager, "POST", `/api/proposals/${own.id}/withdrawal`, { reason: "was another person" });
    expect(await inForce()).toBe(0);
  });
});

test("grounds are to be looked at again after six months, and the clock begins anew when they were (WL-2)", async () => {
  const { body: proposal } = await propose();
  await decide(supervisor, proposal);
  const entry = `${at}/entries/${proposal.entryId}`;
  const due = async () => (await ask<WatchlistDetail>(manager, "GET", at)).body.reviewsDue;
  expect((await ask<EntryDetail>(manager, "GET", entry)).body.review?.reviewedAt).toBeDefined();
  expect(await due()).toEqual([]);
  desk.clock.advance(190 * 24 * hour);
  await signIn();
  expect(await due()).toMatchObject([{ entryId: proposal.entryId }]);
  expect(await ask(officer, "POST", `${entry}/review`, { reason: "still holds" })).toMatchObject({
    status: 403,
  });
  const reviewed = await ask<EntryDetail>(manager, "POST", `${entry}/review`, {
    reason: "warrant still open",
  });
  expect(reviewed).toMatchObject({ status: 200 });
  expect(Date.parse(reviewed.body.review?.reviewedAt ?? "")).toBe(desk.clock.now().getTime());
  expect(await due()).toEqual([]);
});
