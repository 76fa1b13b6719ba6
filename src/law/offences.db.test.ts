// The map of offences: what counts as serious crime here, by two persons; what is unmapped cannot be named.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#platform";
import { isUsableOffence, openLaw, usableOffences, type Law } from "#law";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { Offences } from "./contract.ts";
import { lawRoutes } from "./routes.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-offences-"));
let desk: Desk;
let law: Law;
let legal: Record<string, string>;
let head: Record<string, string>;
let legalId: string;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-03-01T12:00:00Z") });
  const { database, clock } = desk;
  law = await openLaw({
    database,
    clock,
    keyFile: join(folder, "key"),
    state: "AZ",
    onProblem: (error) => {
      throw error;
    },
  });
  lawRoutes(desk.server, { database, law });
  ({ headers: legal, id: legalId } = await desk.signIn(["legal-adviser"]));
  ({ headers: head } = await desk.signIn(["head"]));
});
afterAll(async () => {
  law.close();
  await desk.close();
  rmSync(folder, { recursive: true });
});

const propose = (code: string, penaltyMonths: number, more: object = {}) =>
  desk.server.inject({
    method: "POST",
    url: "/api/law/offences",
    headers: legal,
    payload: {
      code,
      articles: [{ article: "Art. 1 Demo Code", title: "An invented offence", penaltyMonths }],
      airLink: "Couriers travel by air with what they smuggle.",
      validFrom: "2026-03-01",
      validTo: null,
      reason: "Invented for a test",
      ...more,
    },
  });
const decide = (id: string, headers: Record<string, string>, approve = true) =>
  desk.server.inject({
    method: "POST",
    url: `/api/law/offences/${id}/decision`,
    headers,
    payload: { approve, reason: "The penalty was checked" },
  });
const usable = async (day?: string): Promise<readonly string[]> =>
  (
    await desk.database.transaction(systemActor("test"), (tx) =>
      usableOffences(tx, day === undefined ? undefined : new Date(`${day}T12:00:00Z`)),
    )
  ).map(({ code }) => code);
/** Proposes and gives the id of what was proposed: several of one instant stand in no order. */
const proposed = async (code: string, penaltyMonths: number, more: object = {}): Promise<string> =>
  (await propose(code, penaltyMonths, more)).json<Offences>().changes.find((change) => change.code === code)
    ?.id ?? "";

test("nothing is mapped at first, and nothing unmapped is usable (PNRD-II-map)", async () => {
  expect(await usable()).toEqual([]);
  const answer = await desk.server.inject({ url: "/api/law/offences", headers: head });
  expect(answer.json<Offences>().codes).toHaveLength(27);
  expect(answer.json<Offences>().codes.every(({ mapping }) => mapping === null)).toBe(true);
});

test("a maximum penalty under three years is refused, by the interface and by the database (PNRD-3.9)", async () => {
  for (const months of [0, 12, 35]) {
    expect((await propose("SC04", months)).json()).toMatchObject({ code: "offence-penalty-low" });
  }
  const id = await proposed("SC05", 36);
  const actor = { id: legalId, roles: ["legal-adviser"], purpose: null };
  const low = desk.database.transaction(actor, (tx) =>
    tx.query("insert into law.offence_article values ($1, 'Art. 2', 'Petty', 35)", [id]),
  );
  await expect(low).rejects.toThrow("penalty_months");
});

test("no code outside terrorism and Annex II exists (PNRD-1.2)", async () => {
  for (const code of ["SC27", "SC00", "BORDER"]) {
    expect((await propose(code, 60)).json()).toMatchObject({ code: "offence-unknown" });
  }
});

test("usable from its day to its end, once the head has approved; its author cannot (PNRD-II-map)", async () => {
  const id = await proposed("SC04", 120, { validFrom: "2026-04-01", validTo: "2026-06-01" });
  expect((await decide(id, legal)).statusCode).toBe(403);
  expect(await usable("2026-05-01")).toEqual([]);
  expect((await decide(id, head)).statusCode).toBe(200);
  expect((await decide(id, head)).json()).toMatchObject({ code: "offence-decided" });
  expect(await usable("2026-03-31")).toEqual([]);
  expect(await usable("2026-04-01")).toEqual(["SC04"]);
  expect(await usable("2026-05-31")).toEqual(["SC04"]);
  expect(await usable("2026-06-01")).toEqual([]);
  const named = await desk.database.transaction(systemActor("test"), (tx) =>
    isUsableOffence(tx, "SC26", new Date("2026-05-01T00:00:00Z")),
  );
  expect(named).toBe(false);
});

test("a refused mapping changes nothing; what was decided on is never changed", async () => {
  const id = await proposed("SC02", 96);
  await decide(id, head, false);
  expect(await usable("2026-05-01")).toEqual(["SC04"]);
  const actor = { id: legalId, roles: ["legal-adviser"], purpose: null };
  const late = desk.database.transaction(actor, (tx) =>
    tx.query("insert into law.offence_article values ($1, 'Art. 9', 'Late', 60)", [id]),
  );
  await expect(late).rejects.toThrow("decided on");
});
