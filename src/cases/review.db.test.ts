// A person's decision on the real database, and what it means for the same pair from then on.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  manualClock,
  migrateJobs,
  newId,
  openDatabase,
  systemActor,
  type Actor,
  type Database,
} from "#platform";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import type { ListEntry } from "#watchlists";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aList, anEntry, aVersion } from "../watchlists/fixtures.ts";
import type { DecisionCommand } from "./contract.ts";
import { aFlight, aMatch, aPerson, byVersion, testId } from "./fixtures.ts";
import { casesExpiring } from "./expiring.ts";
import { raiseAlerts, withdrawEntryAlerts } from "./raising.ts";
import type { ScreenedPerson } from "./raising-plan.ts";
import { alertById, alertLines, nextInQueue, relatedAlerts } from "./review-store.ts";
import { assign } from "./assigning.ts";
import { addNote, closeCase, decide } from "./review.ts";
import { caseById, eventsOf } from "./case-store.ts";
import { clearingRows, repeatsSince } from "./clearing-store.ts";
import { approveClearing, endClearing } from "./clearings.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const intake = systemActor("intake");
const officer: Actor = { id: "person:officer", roles: ["watch-officer"], purpose: "BORDER" };
const analyst: Actor = { id: "person:analyst", roles: ["analyst"], purpose: "TERR" };
const supervisor: Actor = { id: "person:supervisor", roles: ["supervisor"], purpose: "TERR" };
const by = { policies: ["watch-officer"] };
let fresh: FreshDatabase;
let database: Database;
let listId: string;
let list: string;
let version: number;
let flights = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  list = `L${flights}`;
  version = 1;
  await database.transaction(intake, async (tx) => {
    await tx.query("update watchlists.list set active_version = null");
    await tx.query(
      "update cases.alert set state = 'withdrawn', withdrawn_reason = 'withdrawn' where state = 'open'",
    );
    listId = await aList(tx, [entry("1"), entry("2")], list);
  });
});

const entry = (number: string, over: Partial<ListEntry> = {}) =>
  anEntry({ id: `${list}-${number}`, list, ...over });
const nextVersion = async (entries: readonly ListEntry[]) => {
  version = await database.transaction(intake, (tx) => aVersion(tx, listId, entries));
};
const newFlight = () => {
  flights += 1;
  return aFlight({ id: testId(0xf000 + flights) });
};
const match = (number = "1", score = 0.91, documentBits = 0) =>
  aMatch({ entryId: `${list}-${number}`, list, listVersion: String(version), score }, documentBits);
const namesake = (over: Partial<ScreenedPerson> = {}) =>
  aPerson({ personId: newId(clock.now()), matches: [match()], ...over });
const raise = (person: ScreenedPerson, flight = newFlight()) =>
  database.transaction(intake, (tx) =>
    raiseAlerts(tx, { flight, receiptId: null, persons: [person], by: byVersion(version, list) }),
  );
/** Raises one alert on a flight of its own and returns its id. */
async function raised(person = namesake(), flight = newFlight()): Promise<string> {
  const { raised: ids } = await raise(person, flight);
  if (ids[0] === undefined) throw new Error("no alert was raised");
  return ids[0];
}
const command = (over: Partial<DecisionCommand> = {}): DecisionCommand => ({
  outcome: "no-match",
  reasonCode: "DISMISS-ID",
  reason: "other father's name, seen on the passport",
  version: 1,
  ...over,
});
const confirmation = (over: Partial<DecisionCommand> = {}) =>
  command({ outcome: "confirmed", reasonCode: "ESCALATE", reason: "same document and photo", ...over });
const decideAs = (who: Actor, alertId: string, wanted = command()) =>
  database.transaction(who, (tx) => decide(tx, alertId, wanted, { ...by, clearedFor: euStrict.clearedPair }));
const decided = async (alertId: string, wanted = command(), who = officer) => {
  const outcome = await decideAs(who, alertId, wanted);
  if ("refused" in outcome) throw new Error(outcome.refused.detail);
  return outcome;
};
/** Cleared by one person, and approved by a second one. */
const cleared = async (alertId: string): Promise<void> => {
  await decided(alertId);
  for (const { clearing_id: id } of await waitingClearings()) await approved(id);
};
const waitingClearings = () =>
  database.transaction(supervisor, async (tx) =>
    (await clearingRows(tx, "waiting", 50)).filter((row) => row.list_code === list),
  );
const approved = (clearingId: string, who = supervisor) =>
  database.transaction(who, (tx) => approveClearing(tx, clearingId, by));
const stateOf = async (alertId: string) =>
  (await database.transaction(officer, (tx) => alertById(tx, alertId)))?.state;

describe("a cleared namesake", () => {
  test("does not come back on the next push, nor on another flight (PNRD-12.5b, HR-REM)", async () => {
    const flight = newFlight();
    const person = namesake();
    await cleared(await raised(person, flight));
    expect(await raise({ ...person, seat: "1A" } as ScreenedPerson, flight)).toMatchObject({
      raised: [],
      suppressed: 1,
    });
    expect(await raise(namesake())).toMatchObject({ raised: [], suppressed: 1 });
    const [counted] = await database.transaction(intake, (tx) =>
      tx.query<{ body: string }>(
        "select body from ledger.entry where action = 'alert.suppressed' order by seq desc limit 1",
      ),
    );
    expect(JSON.parse(counted?.body ?? "{}")).toMatchObject({ detail: { count: 1 } });
  });

  test("does not come back by a booking that says less of the same person", async () => {
    const flight = newFlight();
    const person = namesake();
    await decided(await raised(person, flight));
    const booked = { ...person, travellerId: newId(clock.now()), source: "pnr", documents: [] } as const;
    expect(await raise({ ...booked, matches: [match("1", 0.7)] }, flight)).toMatchObject({ suppressed: 1 });
    const other = { ...booked, birthDate: "1984-03-12", matches: [match("1", 0.7)] };
    expect(await raise(other, flight)).toMatchObject({ suppressed: 0, raised: [expect.anything()] });
  });

  test.each([
    ["the birth date", { birthDate: "1984-03-12" }],
    ["the name", { given: "RASHID" }],
    ["the document", { documents: [{ type: "P", number: "X9999999", issuer: "AZE" }] }],
    [
      "a second document",
      {
        documents: [
          { type: "P", number: "C1234567", issuer: "AZE" },
          { type: "I", number: "AA111222", issuer: "AZE" },
        ],
      },
    ],
  ])("comes back when %s is another", async (_what, over) => {
    await cleared(await raised());
    expect((await raise(namesake(over))).raised).toHaveLength(1);
  });

  test("without a travel document clears the same flight only", async () => {
    const flight = newFlight();
    const person = namesake({ documents: [] });
    await decided(await raised(person, flight));
    expect(await raise(person, flight)).toMatchObject({ suppressed: 1 });
    expect((await raise(namesake({ documents: [] }))).raised).toHaveLength(1);
  });

  test("comes back when what is compared of the entry changes, not when its instructions do", async () => {
    await cleared(await raised());
    await nextVersion([entry("1", { instructions: "call the desk" }), entry("2")]);
    expect(await raise(namesake())).toMatchObject({ suppressed: 1 });
    await nextVersion([entry("1", { dobs: [{ date: "1984" }] }), entry("2")]);
    expect((await raise(namesake())).raised).toHaveLength(1);
  });

  test("is cleared for that entry alone, and never for a document that is on the list", async () => {
    await cleared(await raised());
    expect((await raise(namesake({ matches: [match("2")] }))).raised).toHaveLength(1);
    expect((await raise(namesake({ matches: [match("1", 0.99, 22)] }))).raised).toHaveLength(1);
  });

  test("comes back when the data that were compared are gone (PNRD-12.5b)", async () => {
    const started = clock.now();
    await cleared(await raised());
    clock.set(new Date("2027-05-20T23:59:59Z"));
    expect(await raise(namesake())).toMatchObject({ suppressed: 1 });
    clock.set(new Date("2027-05-21T00:00:00Z"));
    expect((await raise(namesake())).raised).toHaveLength(1);
    clock.set(started);
  });

  test("is no longer cleared once the same identity was confirmed", async () => {
    const earlier = await raised();
    const meanwhile = await raised();
    await cleared(earlier);
    await decided(meanwhile, confirmation());
    expect((await raise(namesake())).raised).toHaveLength(1);
  });
});

describe("whom a clearing is for (screening.md section 7)", () => {
  test.each([
    ["respelt", { surname: "ALIEV", given: "RASHAD" }],
    ["the other way round", { surname: "RASHAD", given: "ALIYEV" }],
    ["with a title", { given: "RASHAD MR" }],
  ])("the same passport with the name %s is the same identity", async (_how, over) => {
    await cleared(await raised());
    expect(await raise(namesake(over))).toMatchObject({ raised: [], suppressed: 1 });
  });

  const named = (bits: number) => {
    const found = match();
    const [surname] = found.why;
    if (surname === undefined) throw new Error("a match has evidence");
    return { ...found, why: [{ ...surname, bits }] };
  };
  const passport = { type: "P", number: "C1234567", issuer: "AZE" };
  const renewed = { type: "P", number: "C7654321", issuer: "AZE" };
  const bandOf = async (alertId: string | undefined) => {
    const alert = await database.transaction(officer, (tx) => alertById(tx, alertId ?? ""));
    return [alert?.band, alert?.cleared_before === null ? "no note" : "note"];
  };

  test("a new passport beside the cleared one comes back in the weakest band, with a note", async () => {
    await cleared(await raised());
    const both = namesake({ documents: [passport, renewed], matches: [named(18)] });
    const [alertId] = (await raise(both)).raised;
    expect(await bandOf(alertId)).toEqual(["weak", "note"]);
  });

  test("it comes back in its own band when the name says too little or the new passport stands alone", async () => {
    await cleared(await raised());
    const common = namesake({ documents: [passport, renewed], matches: [named(14)] });
    expect(await bandOf((await raise(common)).raised[0])).toEqual(["possible", "no note"]);
    const alone = namesake({ documents: [renewed], matches: [named(18)] });
    expect(await bandOf((await raise(alone)).raised[0])).toEqual(["possible", "no note"]);
  });

  test("a redress number ties the new passport to its holder, with birth date and name, and to nobody else (HR-REM)", async () => {
    const redress = { type: "R", number: "R7700012", issuer: null };
    await cleared(await raised(namesake({ documents: [passport, redress] })));
    expect(await raise(namesake({ documents: [passport] }))).toMatchObject({ suppressed: 1 });
    const told = namesake({ documents: [renewed, redress], matches: [named(18)] });
    expect(await bandOf((await raise(told)).raised[0])).toEqual(["weak", "note"]);
    const other = namesake({
      documents: [renewed, redress],
      matches: [named(18)],
      birthDate: "1984-03-12",
    });
    expect(await bandOf((await raise(other)).raised[0])).toEqual(["possible", "no note"]);
  });
});

describe("two persons clear what is strong or probable", () => {
  test("until the second has approved, the same namesake comes back on another flight", async () => {
    await decided(await raised());
    expect((await raise(namesake())).raised).toHaveLength(1);
    const [waiting] = await waitingClearings();
    expect(await approved(waiting?.clearing_id ?? "")).toMatchObject({ approved_by: supervisor.id });
    expect(await raise(namesake())).toMatchObject({ raised: [], suppressed: 1 });
  });

  test("a weaker match is cleared by one", async () => {
    await decided(await raised(namesake({ matches: [match("1", 0.4)] })));
    expect(await waitingClearings()).toEqual([]);
    expect(await raise(namesake({ matches: [match("1", 0.4)] }))).toMatchObject({ suppressed: 1 });
  });

  test("nobody approves their own, in code and in the database; nor twice", async () => {
    await decided(await raised(), command(), supervisor);
    const [waiting] = await waitingClearings();
    const id = waiting?.clearing_id ?? "";
    expect(await approved(id)).toMatchObject({ refused: { code: "own-clearing", status: 403 } });
    await expect(
      database.transaction(supervisor, (tx) =>
        tx.query(
          "update cases.cleared_pair set approved_by = cleared_by, approved_at = now() where clearing_id = $1",
          [id],
        ),
      ),
    ).rejects.toThrow("cleared_by_two");
    const second: Actor = { ...supervisor, id: "person:second" };
    expect(await approved(id, second)).toMatchObject({ approved_by: second.id });
    expect(await approved(id, second)).toMatchObject({ refused: { code: "clearing-not-waiting" } });
  });
});

describe("the register of clearings", () => {
  const ended = (id: string, because: "owner-objection" | "mistake" | "not-approved" = "owner-objection") =>
    database.transaction(supervisor, (tx) =>
      endClearing(tx, id, { because, reason: "the owner of the entry disagrees" }, by),
    );
  const inForce = () =>
    database.transaction(supervisor, async (tx) =>
      (await clearingRows(tx, "in-force", 50)).filter((row) => row.list_code === list),
    );

  test("an objection of the entry's owner ends it: the namesake comes back, the reason stays", async () => {
    await cleared(await raised());
    const [row] = await inForce();
    expect(row).toMatchObject({
      entry_id: `${list}-1`,
      matched_name: "Rashad Aliyev",
      cleared_by: officer.id,
    });
    expect(row?.review_at.getTime()).toBeLessThan(row?.valid_until.getTime() ?? 0);
    expect(await ended(row?.clearing_id ?? "")).toMatchObject({ revoked_because: "owner-objection" });
    expect(await inForce()).toEqual([]);
    expect((await raise(namesake())).raised).toHaveLength(1);
    expect(await ended(row?.clearing_id ?? "")).toMatchObject({ refused: { code: "clearing-ended" } });
  });

  test("counts how often a namesake already decided was shown again, and how often it was not", async () => {
    const since = clock.now();
    clock.advance(60_000);
    const repeats = () => database.transaction(supervisor, (tx) => repeatsSince(tx, since));
    const before = await repeats();
    await cleared(await raised());
    clock.advance(60_000);
    await raise(namesake());
    const after = await repeats();
    expect(after.alerts - before.alerts).toBe(1);
    expect(after.suppressed - before.suppressed).toBe(1);
    expect(after.repeats).toBe(before.repeats);
  });
});

describe("nobody could tell", () => {
  const cannotTell = command({
    outcome: "cannot-tell",
    reasonCode: "NEEDS-BIRTH-DATE",
    reason: "the list has no date of birth",
  });

  test("the alert is closed with the datum that would decide; nothing is cleared and nobody is accused", async () => {
    const alertId = await raised();
    expect(await decided(alertId, cannotTell)).toMatchObject({ state: "cannot-tell", caseId: null });
    expect(await stateOf(alertId)).toBe("cannot-tell");
    expect((await raise(namesake())).raised).toHaveLength(1);
  });

  test("on the same flight the same data do not come back, another datum does", async () => {
    const flight = newFlight();
    const person = namesake();
    await decided(await raised(person, flight), cannotTell);
    expect(await raise(person, flight)).toMatchObject({ raised: [], suppressed: 1 });
    const told = { ...person, birthDate: "1984-03-12" };
    expect((await raise(told, flight)).raised).toHaveLength(1);
  });

  test("takes a datum as its reason, no other code", async () => {
    const wrong = await decideAs(officer, await raised(), { ...cannotTell, reasonCode: "DISMISS-ID" });
    expect(wrong).toMatchObject({ refused: { code: "reason-code-unknown" } });
  });
});

describe("a confirmed match", () => {
  test("opens a case with its reference and history; a second alert of the person joins it", async () => {
    const flight = newFlight();
    const person = namesake({ matches: [match("1"), match("2", 0.6)] });
    const [first = "", second = ""] = (await raise(person, flight)).raised;
    const opened = await decided(first, confirmation());
    clock.advance(60_000);
    const joined = await decided(second, confirmation({ reasonCode: "PROTECT" }), analyst);
    expect(joined.caseId).toBe(opened.caseId);
    await database.transaction(officer, async (tx) => {
      const record = await caseById(tx, opened.caseId ?? "");
      expect(record).toMatchObject({ state: "open", alerts: 2, opened_by: officer.id });
      expect(record?.reference).toMatch(/^C-2026-\d{6}$/);
      expect(record?.title).toContain("A*** R***");
      const events = await eventsOf(tx, opened.caseId ?? "");
      expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
        ["opened", officer.id],
        ["alert-added", analyst.id],
      ]);
    });
    expect(await raise(person, flight)).toMatchObject({ raised: [], suppressed: 0 });
  });

  test("may be added to another open case by name, never to a closed one", async () => {
    const { caseId } = await decided(await raised(), confirmation());
    const another = await raised(namesake({ given: "OTHER" }));
    expect(await decided(another, confirmation({ caseId: caseId ?? "" }))).toMatchObject({ caseId });
    await database.transaction(analyst, (tx) => closeCase(tx, caseId ?? "", "handed over", by));
    const third = await raised(namesake({ given: "THIRD" }));
    expect(await decideAs(officer, third, confirmation({ caseId: caseId ?? "" }))).toMatchObject({
      refused: { code: "case-not-open" },
    });
    expect(await stateOf(third)).toBe("open");
    expect(await database.transaction(analyst, (tx) => addNote(tx, caseId ?? "", "late", by))).toMatchObject({
      refused: { code: "case-not-open" },
    });
  });
});

test("an open case says when an entry it rests on is taken off its list", async () => {
  const { caseId } = await decided(await raised(), confirmation());
  clock.advance(60_000);
  await database.transaction(intake, (tx) => withdrawEntryAlerts(tx, [`${list}-1`, `${list}-9`]));
  const events = await database.transaction(officer, (tx) => eventsOf(tx, caseId ?? ""));
  expect(events.at(-1)).toMatchObject({ kind: "entry-withdrawn", text: `${list}-1`, actor: intake.id });
});

describe("who may decide, and when", () => {
  test("whoever made the entry may not (R04), others may", async () => {
    const alertId = await raised();
    await database.transaction(intake, (tx) =>
      tx.query(
        `insert into watchlists.proposal (proposal_id, list_id, act, entry_id, content, reason, state, proposed_by,
           proposed_at, decided_by, decided_at)
         values ($1, $2, 'change', $3, '{"personCategory": "wanted"}', 'grounds', 'approved', $4, $6, $5, $6)`,
        [newId(tx.at), listId, `${list}-1`, officer.id, "person:supervisor", tx.at],
      ),
    );
    expect(await decideAs(officer, alertId)).toMatchObject({ refused: { code: "own-entry", status: 403 } });
    expect(await decideAs({ ...officer, id: "person:supervisor" }, alertId)).toMatchObject({
      refused: { code: "own-entry" },
    });
    expect(await stateOf(alertId)).toBe("open");
    expect(await decided(alertId, command(), analyst)).toMatchObject({ state: "no-match" });
  });

  test("the system decides nothing, in code and by the roles of the database (PNRD-7.6, ANX9-9.27b, LED-11.1, CoE108-9.1a)", async () => {
    const alertId = await raised();
    expect(await decideAs(intake, alertId)).toMatchObject({ refused: { code: "decision-needs-person" } });
    const protection: Actor = { id: "person:dpo", roles: ["data-protection-officer"], purpose: "OVERSIGHT" };
    await expect(decideAs(protection, alertId)).resolves.toMatchObject({
      refused: { code: "no-such-alert" },
    });
    expect(await stateOf(alertId)).toBe("open");
  });

  test("an older version of the evidence is a conflict, so is a second decision", async () => {
    const flight = newFlight();
    const person = namesake({ matches: [match("1", 0.7)] });
    const alertId = await raised(person, flight);
    await raise({ ...person, matches: [match("1", 0.95)] }, flight);
    expect(await decideAs(officer, alertId)).toMatchObject({
      refused: { code: "alert-changed", status: 409 },
    });
    const both = await Promise.all([
      decideAs(officer, alertId, command({ version: 2 })),
      decideAs(analyst, alertId, confirmation({ version: 2 })),
    ]);
    expect(both.filter((outcome) => "refused" in outcome)).toMatchObject([
      { refused: { code: "alert-not-open", status: 409 } },
    ]);
  });

  test("taking, giving back and taking over an alert; the decision is not tied to it", async () => {
    const alertId = await raised();
    const take = (who: Actor, mine: boolean) =>
      database.transaction(who, (tx) => assign(tx, "alert", { alertId, mine }, by));
    expect(await take(officer, true)).toEqual({ assignedTo: officer.id });
    expect(await take(analyst, false)).toMatchObject({ refused: { code: "not-yours" } });
    expect(await take(analyst, true)).toEqual({ assignedTo: analyst.id });
    expect(await take(analyst, false)).toEqual({ assignedTo: null });
    expect(await decided(alertId)).toMatchObject({ state: "no-match" });
    expect(await take(officer, true)).toMatchObject({ refused: { code: "alert-not-open" } });
  });
});

test("the queue is by due time, then strength; next follows it and skips what others have", async () => {
  const due = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000);
  const at = (dueAt: Date | null) => ({ ...newFlight(), dueAt });
  const late = await raised(namesake(), at(due(90)));
  const weak = await raised(namesake({ given: "W", matches: [match("1", 0.5)] }), at(due(30)));
  const strong = await raised(namesake({ given: "S", matches: [match("1", 0.9)] }), at(due(30)));
  const unknown = await raised(namesake({ given: "U" }), at(null));
  await database.transaction(officer, async (tx) => {
    const lines = await alertLines(tx, { state: "open", flight: null, personId: null, limit: 10 });
    expect(lines.map((line) => line.alert_id)).toEqual([strong, weak, late, unknown]);
  });
  const next = (id: string, dueAt: Date | null, strength: number) =>
    database.transaction(officer, (tx) => nextInQueue(tx, { id, dueAt, strength }));
  expect(await next(strong, due(30), 0.9)).toBe(weak);
  await database.transaction(analyst, (tx) => assign(tx, "alert", { alertId: weak, mine: true }, by));
  expect(await next(strong, due(30), 0.9)).toBe(late);
  expect(await next(late, due(90), 0.91)).toBe(unknown);
  expect(await next(unknown, null, 0.91)).toBe(strong);
});

test("related alerts: the same person here, the same identity elsewhere, the same entry", async () => {
  const documents = [{ type: "P", number: "R1234567", issuer: "AZE" }];
  const identity = await raised(namesake({ documents }));
  const stranger = await raised(namesake({ given: "STRANGER", documents: [] }));
  const both = namesake({ documents, matches: [match("1"), match("2", 0.6)] });
  const [here = "", alsoHere = ""] = (await raise(both)).raised;
  await database.transaction(officer, async (tx) => {
    const alert = await alertById(tx, here);
    if (alert === null) throw new Error("the alert is gone");
    const related = await relatedAlerts(tx, alert, 20);
    expect(new Map(related.map((row) => [row.alert_id, row.same]))).toEqual(
      new Map([
        [alsoHere, "person"],
        [identity, "identity"],
        [stranger, "entry"],
      ]),
    );
  });
});

test("alerts go with the data they are about, clearings with their alert, also from cases (PNRD-12.5a, PNRD-12.4)", async () => {
  const started = clock.now();
  const cleared = await raised();
  await decided(cleared);
  const open = await raised(namesake({ given: "OPEN" }));
  const confirmed = await raised(namesake({ given: "CONFIRMED" }));
  await decided(confirmed, confirmation());
  const run = () => deleteExpired({ database, profile: euStrict, expiring: casesExpiring });
  clock.set(new Date("2027-05-20T23:59:59Z"));
  await run();
  expect(await Promise.all([cleared, open, confirmed].map(stateOf))).toEqual([
    "no-match",
    "open",
    "confirmed",
  ]);
  clock.set(new Date("2027-05-21T00:00:00Z"));
  // Unreadable before anything has deleted them.
  expect(await Promise.all([cleared, open, confirmed].map(stateOf))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const certified = await run();
  expect(certified.find(({ kind }) => kind === "alert")?.records).toBeGreaterThanOrEqual(3);
  expect(await run()).toEqual([]);
  expect((await raise(namesake())).raised).toHaveLength(1);
  clock.set(started);
});
