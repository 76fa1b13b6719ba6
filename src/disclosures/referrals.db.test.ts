import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#platform";
import type { ListEntry } from "#watchlists";
import {
  aDisclosureDesk,
  aChoice,
  grading,
  start,
  type DisclosureDesk,
  type Person,
} from "../../test/harness/disclosure-desk.ts";
import { aMatch, aPerson, byVersion, decidedAs } from "../cases/fixtures.ts";
import { raiseAlerts } from "#cases";
import { aList, anEntry, aVersion } from "../watchlists/fixtures.ts";
import type { PackageView } from "./contract.ts";
import { changePackage } from "./package-store.ts";

let desk: DisclosureDesk;
beforeAll(async () => {
  desk = await aDisclosureDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.clock.set(start));

const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;
const gatesOf = (answer: { body: unknown }) =>
  ((answer.body as { fields?: { field: string }[] }).fields ?? []).map(({ field }) => field);
let documents = 0;
const ownDocument = () => `G${String((documents += 1)).padStart(8, "0")}`;

const supervisor = () => ({ id: desk.people.supervisor.id, roles: ["supervisor"], purpose: "SERIOUS" });
/** Tries to release a package past the server, as a supervisor with the database in hand. */
const bySql = (id: string, over: object = {}) =>
  desk.database.transaction(supervisor(), (tx) =>
    changePackage(tx, id, {
      state: "released",
      second_by: supervisor().id,
      second_reason: "past the server",
      released_at: tx.at,
      sealed: Buffer.from("x"),
      file: "x",
      hash: "x",
      ...over,
    }),
  );
describe("referrals", () => {
  let listed = 0;
  async function confirmed(over: object = {}) {
    listed += 1;
    const code = `LIST-${listed}`;
    const entry = anEntry({ id: `${code}-1`, list: code });
    const flight = await desk.fly([
      { documents: [{ type: "P", number: ownDocument(), issuer: "AZE", expires: null }], ...over },
    ]);
    const [person] = await desk.rows<{ person_id: string; traveller_id: string }>(
      "select person_id, traveller_id from records.traveller where flight_id = $1",
      [flight.id],
    );
    const listId = await desk.database.transaction(desk.system, async (tx) => {
      const id = await aList(tx, [entry], code, "own");
      await raiseAlerts(tx, {
        flight: {
          date: flight.date,
          id: flight.id,
          designator: `J2${flight.number}`,
          origin: "IST",
          destination: "GYD",
          direction: "inbound",
          dueAt: new Date("2026-11-21T14:25:00Z"),
        },
        receiptId: newId(tx.at),
        persons: [
          aPerson({
            personId: person?.person_id ?? "",
            travellerId: person?.traveller_id ?? "",
            matches: [aMatch({ entryId: entry.id, list: code })],
          }),
        ],
        by: byVersion(1, code),
      });
      return id;
    });
    const [alert] = await desk.rows<{ alert_id: string }>(
      "select alert_id from cases.alert where flight_id = $1",
      [flight.id],
    );
    return { alertId: alert?.alert_id ?? "", listId, entry, flight, code };
  }
  const referral = (alertId: string, over: object = {}) => ({
    alertKind: "listed",
    alertId,
    ...grading,
    authorityId: desk.register.police,
    purpose: "SERIOUS",
    offence: "drug-trafficking",
    ...aChoice,
    measure: "SECOND-LINE",
    elements: ["names", "travel-dates", "seat"],
    ...over,
  });
  const decide = (alertId: string) =>
    decidedAs(
      desk.database,
      { id: desk.people.other.id, roles: ["analyst"], purpose: "SERIOUS" },
      alertId,
      "confirmed",
    );
  const refer = (alertId: string, over: object = {}, by: Person = desk.people.analyst) =>
    desk.ask(by, "POST", "/api/packages", referral(alertId, over));
  const releaseIt = (id: string, by: Person = desk.people.supervisor) =>
    desk.ask(by, "POST", `/api/packages/${id}/release`, { reason: "necessary and proportionate" });

  test("only what a person has confirmed is referred, and another person releases it (PNRD-6.5, PNRD-6.6, PNRD-7.6)", async () => {
    const { alertId } = await confirmed();
    expect(codeOf(await refer(alertId))).toBe("alert-not-confirmed");
    await decide(alertId);
    const made = await refer(alertId);
    expect(made.status).toBe(201);
    const { id } = made.body as PackageView;
    const both = { id: desk.people.analyst.id, roles: ["analyst", "supervisor"], purpose: "SERIOUS" };
    await expect(
      desk.database.transaction(both, (tx) =>
        changePackage(tx, id, {
          state: "released",
          second_by: both.id,
          released_at: tx.at,
          sealed: Buffer.from("x"),
          file: "x",
          hash: "x",
        }),
      ),
    ).rejects.toThrow(/check constraint/);
    expect((await releaseIt(id)).status).toBe(200);
    expect((await desk.own(desk.people.police)).packages.map((each) => each.id)).toContain(id);
    expect((await desk.own(desk.people.customs)).packages.map((each) => each.id)).not.toContain(id);
  });

  test("no package is without the decision of a person, whoever writes it (PNRD-7.6)", async () => {
    const [{ review_id: review } = { review_id: "" }] = await desk.rows<{ review_id: string }>(
      "select review_id from disclosures.review limit 1",
    );
    const { alertId } = await confirmed();
    await decide(alertId);
    const { id: waiting } = (await refer(alertId)).body as PackageView;
    const set = (over: object) =>
      desk.database.transaction(desk.system, (tx) => changePackage(tx, waiting, over as never));
    await expect(set({ review_id: null })).rejects.toThrow(/null value/);
    await expect(set({ review_id: newId(desk.clock.now()) })).rejects.toThrow(/foreign key/);
    await expect(
      desk.database.transaction(desk.system, (tx) =>
        tx.query(
          `insert into disclosures.review (review_id, request_id, flight_date, flight_id, person_id, outcome, statement, checks, assertion, reliability,
             credibility, specialist, decided_by, decided_at)
           select gen_random_uuid(), request_id, flight_date, flight_id, gen_random_uuid(), outcome, statement, checks, assertion, reliability, credibility, false,
             'system:test', decided_at from disclosures.review where review_id = $1`,
          [review],
        ),
      ),
    ).rejects.toThrow(/in person/);
  });

  test("a recipient that is not entitled for the offence, or not on the register, is told nothing (PNRD-6.6, PNRD-7.1, PNRD-11.3)", async () => {
    const { alertId } = await confirmed();
    await decide(alertId);
    const made = (await refer(alertId, { offence: "sabotage", beyondUsual: undefined })).body as PackageView;
    expect(gatesOf(await releaseIt(made.id))).toEqual(["entitlement"]);
    await expect(bySql(made.id)).rejects.toThrow(/not entitled/);
    expect(codeOf(await refer(alertId, { authorityId: newId(desk.clock.now()) }))).toBe("no-such-authority");
  });

  test("more than what measure and offence need wants a reason (PNRD-6.2b)", async () => {
    const { alertId } = await confirmed();
    await decide(alertId);
    const elements = ["names", "travel-dates", "frequent-flyer"];
    expect(codeOf(await refer(alertId, { elements }))).toBe("more-than-needed");
    expect(
      (await refer(alertId, { elements, beyondUsual: "The card is the only link to the group." })).status,
    ).toBe(201);
  });

  test("after arrival nothing is referred by itself: it needs an approved request (CJEU817-222)", async () => {
    const { alertId } = await confirmed();
    await decide(alertId);
    desk.clock.set(new Date("2026-11-23T09:00:00Z"));
    const made = (await refer(alertId)).body as PackageView;
    expect(gatesOf(await releaseIt(made.id))).toEqual(["after-travel"]);
    await expect(bySql(made.id)).rejects.toThrow(/approved request only/);
  });

  test("what rests on a notice of INTERPOL leaves only when it was asked for anew within the hour (IPOL-RPD-2)", async () => {
    const { alertId, code } = await confirmed();
    await decide(alertId);
    await desk.rows("update watchlists.list set format = 'interpol-json' where code = $1", [code]);
    const stale = (await refer(alertId, { interpolCheckedAt: "2026-11-20T07:00:00Z" })).body as PackageView;
    expect(gatesOf(await releaseIt(stale.id))).toEqual(["interpol"]);
    await expect(bySql(stale.id)).rejects.toThrow(/check constraint/);
    const fresh = (await refer(alertId, { interpolCheckedAt: "2026-11-20T08:30:00Z" })).body as PackageView;
    expect((await releaseIt(fresh.id)).status).toBe(200);
  });

  async function told(who: "police" | "customs", alertId: string): Promise<string> {
    const made = (await refer(alertId, { authorityId: desk.register[who] })).body as PackageView;
    expect((await releaseIt(made.id)).status).toBe(200);
    return made.reference;
  }
  const recallsOf = async (who: "police" | "customs", reference: string) =>
    (await desk.own(desk.people[who])).recalls.filter(({ packages }) => packages.includes(reference));

  test("a delisting calls back what every earlier recipient was told, once, within the hour (LED-7.2-3, WL-2)", async () => {
    const { alertId, listId } = await confirmed();
    await decide(alertId);
    const [first, second] = [await told("police", alertId), await told("customs", alertId)];
    const other = await confirmed();
    await decide(other.alertId);
    const kept = await told("police", other.alertId);
    await desk.runJobs();
    expect(await recallsOf("police", first)).toEqual([]);
    await desk.database.transaction(desk.system, (tx) => aVersion(tx, listId, [] as ListEntry[]));
    desk.clock.advance(60_000);
    await desk.runJobs();
    await desk.runJobs();
    expect(await recallsOf("police", first)).toMatchObject([
      { kind: "delete", cause: "delisting", acknowledgedAt: null },
    ]);
    expect(await recallsOf("customs", second)).toHaveLength(1);
    expect(await recallsOf("police", kept)).toEqual([]);
  });

  test("a correction of what was told goes to each recipient once; of what was not told to nobody (EUAPI13-7, LED-7.2-3)", async () => {
    const number = ownDocument();
    const documents = [{ type: "P", number, issuer: "AZE", expires: null }];
    const { alertId, flight } = await confirmed({ documents });
    await decide(alertId);
    const [first, second] = [await told("police", alertId), await told("customs", alertId)];
    const change = (set: string) =>
      desk.rows(`update records.traveller set ${set}, last_received_at = $2 where flight_id = $1`, [
        flight.id,
        desk.clock.now(),
      ]);
    desk.clock.advance(60_000);
    await change("sex = 'F'");
    await desk.runJobs();
    expect(await recallsOf("police", first)).toEqual([]);
    for (const [at, seat] of ["14C", "15D", "14C"].entries()) {
      desk.clock.advance(60_000);
      await change(`seat = '${seat}'`);
      await desk.runJobs();
      await desk.runJobs();
      for (const [who, reference] of [
        ["police", first],
        ["customs", second],
      ] as const) {
        const recalls = await recallsOf(who, reference);
        expect(
          recalls.filter(({ kind, cause }) => kind === "correct" && cause === "correction"),
        ).toHaveLength(at + 1);
      }
    }
  });

  test("a recall that nobody acknowledges within 72 hours is escalated, once (LED-7.2-3)", async () => {
    const { alertId, listId } = await confirmed();
    await decide(alertId);
    const reference = await told("police", alertId);
    await desk.database.transaction(desk.system, (tx) => aVersion(tx, listId, [] as ListEntry[]));
    await desk.runJobs();
    const [recall] = await recallsOf("police", reference);
    const escalated = () =>
      desk.rows(`select from ledger.entry where body like '%"recall.overdue"%' and body like $1`, [
        `%${recall?.id}%`,
      ]);
    desk.clock.advance(71.9 * 3_600_000);
    await desk.runJobs();
    expect(await escalated()).toHaveLength(0);
    desk.clock.advance(0.2 * 3_600_000);
    await desk.runJobs();
    await desk.runJobs();
    expect(await escalated()).toHaveLength(1);
    await desk.well(desk.people.police, "POST", `/api/own-recalls/${recall?.id}/acknowledgement`, {});
    expect(await recallsOf("police", reference)).toMatchObject([{ acknowledgedAt: expect.any(String) }]);
  });

  test("the outcome comes back to the case, and what is owed is chased (SOP-08)", async () => {
    const { alertId } = await confirmed();
    await decide(alertId);
    const made = (await refer(alertId)).body as PackageView;
    await releaseIt(made.id);
    await desk.well(desk.people.police, "POST", `/api/own-packages/${made.id}/acknowledgement`, {
      conditionsAccepted: true,
    });
    desk.clock.set(new Date("2026-11-23T09:00:00Z"));
    await desk.runJobs();
    const chased = await desk.rows(
      `select from ledger.entry where body like '%"package.overdue"%' and body like $1`,
      [`%${made.id}%`],
    );
    expect(chased).toHaveLength(1);
    await desk.well(desk.people.police, "POST", `/api/own-packages/${made.id}/outcome`, { code: "CLEARED" });
    const { packages } = await desk.well<{ packages: PackageView[] }>(
      desk.people.analyst,
      "GET",
      `/api/packages?alert=${alertId}`,
    );
    expect(packages).toMatchObject([{ outcome: { code: "CLEARED" } }]);
    expect(made.caseId).not.toBeNull();
  });
});
