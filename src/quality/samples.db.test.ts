// Samples and second looks on the real database: who may draw, who may decide, what each may know.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  isRefusal,
  manualClock,
  migrateJobs,
  newId,
  openDatabase,
  type Actor,
  type Database,
} from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { drawNewSample, decideSecondLook, samplesShownNow, secondLook, secondLooks } from "./samples.ts";
import { drawSample, populationHash } from "./sample.ts";
import { itemsOf } from "./store.ts";
import { anAlert } from "./fixtures.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const officer: Actor = { id: "person:protection", roles: ["data-protection-officer"], purpose: "OVERSIGHT" };
const first: Actor = { id: "person:first", roles: ["analyst"], purpose: "TERR" };
const second: Actor = { id: "person:second", roles: ["supervisor"], purpose: "QUALITY" };
const since = new Date("2026-11-01T00:00:00Z");
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const as = <Result>(who: Actor, work: Parameters<typeof database.transaction<Result>>[1]) =>
  database.transaction(who, work);

describe("a sample", () => {
  const alerts: string[] = [];
  let sample = "";

  test("is drawn from what was decided, and from nothing there is none", async () => {
    const none = await as(officer, (tx) => drawNewSample(tx, since));
    expect(none).toMatchObject({ refused: { code: "nothing-to-sample" } });
    for (let at = 0; at < 40; at += 1) {
      const outcome = at % 4 === 0 ? "confirmed" : "no-match";
      alerts.push(await anAlert(database, clock.now(), { by: at < 12 ? second : first, outcome }));
    }
    await anAlert(database, clock.now());
    const drawn = await as(officer, (tx) => drawNewSample(tx, since));
    if (isRefusal(drawn)) throw new Error(drawn.refused.detail);
    sample = drawn.id;
    const [shown] = await as(officer, samplesShownNow);
    expect(shown).toMatchObject({ id: sample, population: 40, items: 30, decided: 0, agreement: null });
    expect(shown?.populationHash).toBe(populationHash(alerts).toString("hex"));
    const items = await as(officer, (tx) => itemsOf(tx, [sample]));
    // Anybody who knows the seed draws the same again.
    expect(new Set(items.map(({ alertId }) => alertId))).toEqual(
      new Set(drawSample(shown?.seed ?? "", alerts)),
    );
  });

  test("is drawn by nobody but the data protection officer, who decides none of it", async () => {
    await expect(as(second, (tx) => drawNewSample(tx, since))).rejects.toThrow(/row-level security/);
    const [item] = (await as(first, secondLooks)).waiting;
    const before = await as(officer, (tx) => itemsOf(tx, [sample]));
    await as(officer, (tx) =>
      decideSecondLook(tx, item?.id ?? "", { outcome: "confirmed", reasonCode: "ESCALATE" }),
    );
    expect(await as(officer, (tx) => itemsOf(tx, [sample]))).toEqual(before);
  });

  test("shows a second person both sides, and nothing of the first decision or which alert it is (AIA-14)", async () => {
    const items = await as(officer, (tx) => itemsOf(tx, [sample]));
    const others = items.filter(({ firstBy }) => firstBy !== second.id);
    const { waiting } = await as(second, secondLooks);
    expect(new Set(waiting.map(({ id }) => id))).toEqual(new Set(others.map(({ id }) => id)));
    const look = await as(second, (tx) => secondLook(tx, waiting[0]?.id ?? ""));
    expect(look).toMatchObject({ traveller: { surname: "ALIYEV" }, band: "possible" });
    const told = JSON.stringify(look);
    for (const { alertId, firstBy } of items) {
      expect(told).not.toContain(alertId);
      expect(told).not.toContain(firstBy);
    }
    expect(told).not.toMatch(/no-match|confirmed|DISMISS|ESCALATE|personKey/);
  });

  test("is not decided by who decided first, nor twice, nor with a reason of another outcome", async () => {
    const items = await as(officer, (tx) => itemsOf(tx, [sample]));
    const own = items.find(({ firstBy }) => firstBy === second.id)?.id ?? "";
    const other = items.find(({ firstBy }) => firstBy === first.id)?.id ?? "";
    const decide = (id: string, reasonCode: "DISMISS-ID" | "ESCALATE" = "DISMISS-ID") =>
      as(second, (tx) => decideSecondLook(tx, id, { outcome: "no-match", reasonCode }));
    expect(await as(second, (tx) => secondLook(tx, own))).toMatchObject({
      refused: { code: "own-decision" },
    });
    expect(await decide(own)).toMatchObject({ refused: { code: "own-decision" } });
    expect(await decide(newId(clock.now()))).toMatchObject({ refused: { code: "no-such-second-look" } });
    expect(await decide(other, "ESCALATE")).toMatchObject({ refused: { code: "reason-not-of-outcome" } });
    expect(await decide(other)).toMatchObject({ decided: 1 });
    expect(await decide(other)).toMatchObject({ refused: { code: "second-look-decided" } });
  });

  test("tells the agreement from ten on, and the alerts stay as the first decided them", async () => {
    const { waiting } = await as(second, secondLooks);
    for (const { id } of waiting.slice(0, 8)) {
      await as(second, (tx) => decideSecondLook(tx, id, { outcome: "no-match", reasonCode: "DISMISS-ID" }));
    }
    const shownNow = async () => (await as(officer, samplesShownNow))[0];
    expect(await shownNow()).toMatchObject({ decided: 9, agreement: null });
    const last = waiting[8]?.id ?? "";
    await as(second, (tx) => decideSecondLook(tx, last, { outcome: "confirmed", reasonCode: "ESCALATE" }));
    const items = await as(officer, (tx) => itemsOf(tx, [sample]));
    const same = items.filter(({ firstOutcome, secondOutcome }) => firstOutcome === secondOutcome).length;
    expect(await shownNow()).toMatchObject({ decided: 10, agreement: { items: 10, same } });
    const states = await as(first, (tx) =>
      tx.query<{ state: string; count: number }>(
        "select state, count(*)::int as count from cases.alert group by state order by state",
      ),
    );
    expect(states).toEqual([
      { state: "confirmed", count: 10 },
      { state: "no-match", count: 30 },
      { state: "open", count: 1 },
    ]);
  });

  test("what the first person decided cannot be written anew", async () => {
    const change = as(first, (tx) => tx.query("update quality.sample_item set first_outcome = 'no-match'"));
    await expect(change).rejects.toThrow(/permission denied/);
  });
});
