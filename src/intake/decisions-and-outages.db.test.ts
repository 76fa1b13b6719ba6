// Rows of cusres.md §3 and §6 that stand in no other test: what a machine may say, what is kept of an answer, and the way back
// after screening was away.
import { beforeAll, expect, test } from "vitest";
import { usualAgreement } from "#carriers";
import { aConversation, anna, orxan, ready } from "../../test/harness/conversation.ts";
import { aMatch, byVersion } from "../cases/fixtures.ts";
import { aList, anEntry } from "../watchlists/fixtures.ts";
import { interactiveMs } from "./deadline.ts";
import { screenBacklog } from "./outage.ts";
import type { Screener } from "./delivery.ts";

const { talk, clock, database, asSystem, rows, request, keptAnswer, ask, codesIn, release } = aConversation();

/** Everybody is on the list, without any doubt. */
const alike: Screener["screen"] = async (persons) => ({
  persons: persons.map((person) => ({ ...person, matches: [aMatch({ entryId: "TEST-1", score: 1 })] })),
  by: byVersion(1),
});
const dead: Screener["screen"] = async () => {
  throw new Error("the thread is gone");
};
const alerts = () =>
  rows(
    `select a.state from cases.alert a join records.flight f using (flight_date, flight_id) where f.number = $1`,
    [String(talk.number)],
  );
const backlog = (screen: Screener["screen"]) =>
  screenBacklog({ database: database(), screening: { screen, upToDate: async () => undefined } as never });

beforeAll(() => asSystem((tx) => aList(tx, [anEntry({ id: "TEST-1" })])));

test("a match, however strong, is an alert for persons to decide and no directive [cusres.md §3 row 1]", async () => {
  talk.screener = alike;
  const answered = await ask(request());
  expect(codesIn(answered)).toEqual(["0Z"]);
  expect(answered.receipt?.answered?.decisions).toEqual([]);
  expect(await alerts()).toEqual([{ state: "open" }]);
});

test("of the four seconds that a carrier waits some are left to write things down [cusres.md §3 row 2]", () => {
  const { answerSeconds } = usualAgreement;
  expect(answerSeconds).toBe(4);
  expect(interactiveMs(answerSeconds)).toBeGreaterThan(1_000);
  expect(interactiveMs(answerSeconds)).toBeLessThan(4_000);
});

test("of every answer is kept what was asked, by what it was screened, who decided, when, and what was sent [cusres.md §3 row 4]", async () => {
  await ask(request({ travellers: [anna, orxan] }));
  const decision = await release("P1");
  clock.advance(30_000);
  const { receipt } = await ask(request({ status: "CP", travellers: [{ ...anna, document: "C8" }, orxan] }));
  const [kept] = await rows(
    `select encode(sha256, 'hex') as digest, received_at, answered from intake.receipt where receipt_id = $1`,
    [receipt?.receiptId],
  );
  expect(kept).toEqual({
    digest: receipt?.sha256,
    received_at: new Date("2026-11-21T08:00:30Z"),
    answered: {
      policy: "screened",
      profile: "eu-strict 2026.1",
      by: { engineVersion: "test-1", lists: [] },
      decisions: [{ traveller: 0, directive: "NOT_OK", decision }],
    },
  });
  expect(kept?.["digest"]).toMatch(/^[0-9a-f]{64}$/);
  // Byte for byte, directives and all.
  expect(await keptAnswer(receipt?.receiptId)).toBe(receipt?.answer);
  expect(receipt?.answer).toMatch(/ERC\+1Z'.*ERC\+0Z'/);
});

test("screening is back: who departs first is screened first, those who have departed too, and are alerted [cusres.md §6 row restored]", async () => {
  talk.screener = dead;
  const [later, sooner] = [talk.number, talk.number + 1];
  await ask(request({ travellers: [orxan] }).replace("DTM+189:2611211430", "DTM+189:2611211440"));
  talk.number = sooner;
  await ask(request());
  // Before screening is back the first of the two has left.
  clock.set(new Date("2026-11-21T11:35:00Z"));
  const order: string[] = [];
  await backlog(async (persons) => {
    order.push(...persons.map(({ surname }) => surname));
    return alike(persons);
  });
  expect(order).toEqual(["QONAQ", "MUSTERI"]);
  expect(await alerts()).toEqual([{ state: "open" }]);
  talk.number = later;
  expect(await alerts()).toEqual([{ state: "open" }]);
  talk.number = sooner;
  talk.screener = ready;
});
