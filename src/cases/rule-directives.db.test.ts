// What the carrier may be told on a match of a rule: another check once a person has confirmed it, by two persons, and no more.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#platform";
import { noBags, type Answer } from "../../test/harness/criteria-desk.ts";
import { aMatchDesk, noBag, type MatchDesk } from "../../test/harness/match-desk.ts";
import type { CriterionAlertDetail, CriterionDecision, Directive, Directives } from "./contract.ts";

let desk: MatchDesk;

beforeAll(async () => {
  desk = await aMatchDesk();
  await desk.inForce();
});
afterAll(() => desk.close());

/** A new match, decided as `outcome` says (null: not yet). */
async function aMatch(outcome: CriterionDecision["outcome"] | null): Promise<CriterionAlertDetail> {
  const flight = await desk.flight("2026-06-15", [noBag]);
  await desk.evaluate(flight);
  const [row] = await desk.ofFlight(flight);
  const alert = await desk.detailOf(row?.id ?? "");
  if (outcome === null) return alert;
  const { status } = await desk.decide(desk.officer, alert, {
    outcome,
    ...(outcome === "confirmed" ? { reasonCode: "ESCALATE" } : {}),
  });
  expect(status).toBe(200);
  return desk.detailOf(alert.id);
}

const propose = (alert: CriterionAlertDetail, over: object = {}, who = desk.officer): Promise<Answer> =>
  desk.ask(who, "POST", "/api/directives", {
    person: alert.personKey,
    alertId: alert.id,
    directive: "SELECTEE",
    ground: "rule-confirmed",
    authority: "NOT_APPLICABLE",
    reference: alert.caseReference ?? "none",
    reason: "No bag for a month abroad, paid by a third person",
    ...over,
  });

describe("a confirmed match of a rule", () => {
  test("leads to another check, proposed by one and released by another, with its case as what confirms it", async () => {
    const alert = await aMatch("confirmed");
    expect(alert.caseReference).toMatch(/^C-2026-\d{6}$/);
    const proposed = await propose(alert, { reference: "what somebody typed" });
    expect(proposed.status).toBe(201);
    const directive = proposed.json<Directive>();
    expect(directive).toMatchObject({
      state: "proposed",
      alertId: alert.id,
      ground: "rule-confirmed",
      reference: alert.caseReference,
    });
    // The carrier's agent reads neither the rule nor that there is one.
    expect(directive.says.text).not.toMatch(/rule|bag/i);
    expect((await desk.ask(desk.officer, "POST", `/api/directives/${directive.id}/release`)).status).toBe(
      403,
    );
    const released = await desk.ask(desk.head, "POST", `/api/directives/${directive.id}/release`);
    expect(released.json()).toMatchObject({ state: "released" });
    for (const of of [`alert=${alert.id}`, `case=${alert.caseId}`, `person=${alert.personKey}`]) {
      const listed = (await desk.ask(desk.officer, "GET", `/api/directives?${of}`)).json<Directives>();
      expect([of, ...listed.directives.map(({ id }) => id)]).toEqual([of, directive.id]);
    }
  });

  test("keeps nobody from boarding, whatever fact is named beside it (ANX9-9.27b, HR-12)", async () => {
    const alert = await aMatch("confirmed");
    for (const over of [
      { directive: "NOT_OK" },
      { directive: "NOT_OK", ground: "court-order" },
      { ground: "identity-check" },
    ])
      expect((await propose(alert, over)).json()).toMatchObject({ status: 422, code: "rule-no-ground" });
    // Without the match a confirmed fact stands for itself.
    const { alertId: _without, ...byOrder } = {
      alertId: alert.id,
      person: alert.personKey,
      directive: "NOT_OK",
      ground: "court-order",
      authority: "NOT_APPLICABLE",
      reference: "2-15/2026",
      reason: "Order of the court, confirmed by telephone",
    };
    expect((await desk.ask(desk.officer, "POST", "/api/directives", byOrder)).status).toBe(201);
  });

  test("is no ground for anything about another traveller", async () => {
    const [alert, other] = [await aMatch("confirmed"), await aMatch("confirmed")];
    expect((await propose(alert, { person: other.personKey })).status).toBe(404);
    expect((await propose(alert, { alertId: newId(new Date()) })).status).toBe(404);
  });

  test("gives who wrote the rule no part in it, in whatever role", async () => {
    const alert = await aMatch("confirmed");
    await desk.database.transaction(desk.system, (tx) =>
      tx.query(
        `insert into access.role_grant select $1, role, now(), 'system:test' from unnest(array['analyst', 'supervisor']) as role
         on conflict do nothing`,
        [desk.author.id],
      ),
    );
    const author = {
      ...desk.author,
      headers: { ...desk.author.headers, "x-purpose": "TERR", "x-ground": "offence:TERR" },
    };
    expect((await propose(alert, {}, author)).json()).toMatchObject({ status: 403, code: "own-rule" });
    const { id } = (await propose(alert)).json<Directive>();
    expect((await desk.ask(author, "POST", `/api/directives/${id}/release`)).json()).toMatchObject({
      status: 403,
      code: "own-rule",
    });
  });
});

test.each([null, "no-match"] as const)("a match decided as %s leads to no directive", async (outcome) => {
  const alert = await aMatch(outcome);
  expect((await propose(alert)).json()).toMatchObject({ status: 409, code: "match-not-confirmed" });
});

test("the database by itself holds to it: no ground but this one on a match, this one on no other alert", async () => {
  const alert = await aMatch("confirmed");
  const [date = "", flight = "", person = ""] = alert.personKey.split("_");
  const insert = (over: { ground?: string; directive?: string; alert?: string | null; by?: string }) =>
    desk.database.transaction(
      { id: over.by ?? desk.officer.id, roles: ["watch-officer"], purpose: "TERR" },
      (tx) =>
        tx.query(
          `insert into cases.directive (directive_id, flight_date, flight_id, person_id, flight_designator, flight_origin,
             flight_destination, known, surname, alert_id, directive, ground, authority, ground_reference, reason, state,
             proposed_by, proposed_at)
           values ($1, $2, $3, $4, 'J2 1', 'IST', 'GYD', '[]', 'TEST', $5, $6, $7, 'UNKNOWN', 'C-1', 'because', 'proposed', $8, $9)`,
          [
            newId(tx.at),
            date,
            flight,
            person,
            over.alert === undefined ? alert.id : over.alert,
            over.directive ?? "SELECTEE",
            over.ground ?? "rule-confirmed",
            over.by ?? desk.officer.id,
            tx.at,
          ],
        ),
    );
  await expect(insert({ directive: "NOT_OK" })).rejects.toThrow(/directive_rule_check/);
  await expect(insert({ directive: "NOT_OK", ground: "court-order" })).rejects.toThrow(/once a person/);
  await expect(insert({ alert: null })).rejects.toThrow(/needs a match of a rule/);
  await expect(insert({ by: desk.author.id })).rejects.toThrow(/who wrote the rule/);
});

test("a rule that looks for people to protect leads to nothing a carrier is told (HR-NR-4, HR-VOT)", async () => {
  await desk.inForce({}, noBags.replace("suspect", "protect"));
  const alert = await aMatch("confirmed");
  expect(alert.rule).toMatchObject({ outcome: "protect" });
  expect((await propose(alert)).json()).toMatchObject({ status: 422, code: "rule-protects" });
});
