// Documents of the unit: made from what stands in it, checked without it, and the impact assessment's way to its signature.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aList, anEntry } from "../../src/watchlists/fixtures.ts";
import { aDesk, type Desk } from "../harness/desk.ts";
import { attestedFault, readAttested, type Attested } from "../../src/evidence/attested.ts";
import { annex9Clauses } from "../../src/evidence/clauses.ts";
import type { Document } from "../../src/evidence/document-contract.ts";
import { documentRoutes } from "../../src/evidence/document-routes.ts";
import type { DocumentServices } from "../../src/evidence/documents.ts";
import type { Pack } from "../../src/evidence/packs.ts";
import type { ProcessingRecords } from "../../src/evidence/processing-records.ts";
import { riskCodes } from "../../src/evidence/risk-codes.ts";

type Signed = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let services: DocumentServices;
let officer: Signed;
let legal: Signed;
let inspector: Signed;
const folder = mkdtempSync(join(tmpdir(), "openpiu-documents-"));

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-20T10:00:00Z") });
  services = {
    database: desk.database,
    clock: desk.clock,
    heads: { keyFolder: folder, headFiles: [join(folder, "heads.ndjson")] },
    unit: "Test unit",
    profile: euStrict,
    about: {
      software: "OpenPIU test",
      engine: "1",
      demonstration: false,
      strength: "passkeys or single sign-on",
      officer: "dpo@unit.example",
      authority: "authority@state.example",
      registered: [{ kind: "traveller", after: "initial" }],
      inspections: async () => ({ open: 1, closed: 0 }),
    },
  };
  documentRoutes(desk.server, services);
  officer = await desk.signIn(["data-protection-officer"]);
  legal = await desk.signIn(["legal-adviser"]);
  inspector = await desk.signIn(["inspector"]);
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(who: Signed, method: "GET" | "POST", path: string, payload?: object) {
  const answer = await desk.server.inject({
    method,
    url: `/api/evidence${path}`,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return answer;
}

/** Makes a document and reads what it says. */
async function made<Shape>(who: Signed, kind: string): Promise<{ id: string; says: Shape }> {
  const { id } = (await ask(who, "POST", "/documents", { kind, year: null })).json<{ id: string }>();
  const { content } = (await ask(who, "GET", `/documents/${id}`)).json<Document>();
  return { id, says: content as Shape };
}

test("each clause of Annex 9 section D has evidence of now or says what lacks (ANX9-9.35, LED-4.4, CoE108-10)", async () => {
  const { says } = await made<Pack>(inspector, "annex9-pack");
  expect(says.clauses.map(({ id }) => id)).toEqual(Object.keys(annex9Clauses));
  const evidence = new Map(says.evidence.map((one) => [one.probe, one]));
  const young = desk.clock.now().getTime() - 90 * 86_400_000;
  for (const { id, evidence: probes, gaps, standing } of says.clauses) {
    const fresh = probes.filter((probe) => Date.parse(evidence.get(probe)?.at ?? "") > young);
    expect({ id, fresh: fresh.length > 0 }).toEqual({ id, fresh: true });
    expect({ id, gap: gaps.length > 0 }).toEqual({ id, gap: standing === "gap" });
  }
  // What this empty unit lacks is said: nobody on the register, no offence mapped, no approving body.
  const said = new Set(says.clauses.flatMap(({ gaps }) => gaps));
  for (const probe of ["recipients", "approver"] as const) expect(said).toContain(evidence.get(probe)?.says);
  expect(evidence.get("authority")).toMatchObject({
    state: "holds",
    says: expect.stringContaining("1 inspections"),
  });
  // Tests are named with what their last run said.
  const tests = says.clauses.flatMap((clause) => clause.tests);
  expect(tests.length).toBeGreaterThan(20);
  expect(
    tests.every(({ title, file, result }) => title !== "" && file.includes("test") && result !== ""),
  ).toBe(true);
});

test("the same of the Directive: no clause is without its evidence, and a gap that is closed is none in the next one (ANX9-9.35)", async () => {
  const before = await made<Pack>(officer, "directive-pack");
  const gapsOf = (pack: Pack, id: string) => pack.clauses.find((clause) => clause.id === id)?.gaps ?? [];
  expect(gapsOf(before.says, "PNRD-12.3").join(" ")).toContain("approving body");
  await desk.signIn(["approver"]);
  const after = await made<Pack>(officer, "directive-pack");
  expect(gapsOf(after.says, "PNRD-12.3").join(" ")).not.toContain("approving body");
});

test("the record of processing has its nine items, and follows the running configuration (LED-24)", async () => {
  const before = (await made<ProcessingRecords>(officer, "processing-records")).says;
  expect(before.controller).toEqual({
    unit: "Test unit",
    state: "AZ",
    officer: "dpo@unit.example",
    authority: "authority@state.example",
  });
  for (const activity of before.activities)
    for (const item of Object.values(activity)) expect(item.length).toBeGreaterThan(0);
  expect(before.transfers.length + before.security.length).toBeGreaterThan(3);
  expect(before.registered).toEqual([{ kind: "traveller", after: "initial" }]);
  // Another list, another period, another contact: another record.
  await desk.database.transaction(systemActor("test"), (tx) =>
    aList(tx, [anEntry({ id: "NEW-1", list: "NEW" })], "NEW"),
  );
  const shorter = { ...euStrict, initial: { ...euStrict.initial, period: { months: 3 } as const } };
  const other = aDeskOn({
    ...services,
    profile: shorter,
    about: { ...services.about, officer: "new@unit.example" },
  });
  const after = (await other).says;
  const text = JSON.stringify(after);
  expect(text).toContain("list NEW of ");
  expect(JSON.stringify(before)).not.toContain("list NEW of ");
  expect(after.controller.officer).toBe("new@unit.example");
  expect(text).toContain("P3M from first receipt");
  expect(JSON.stringify(before)).not.toContain("P3M from first receipt");
});

/** The record as another configuration would make it. */
async function aDeskOn(changed: DocumentServices): Promise<{ says: ProcessingRecords }> {
  const { contentOf } = await import("../../src/evidence/documents.ts");
  return { says: (await contentOf(changed, "processing-records", null)) as ProcessingRecords };
}

test("a document is checked with nothing but its file; one letter changed, another proof or none does not hold (ANX9-9.35)", async () => {
  const { id } = await made<Pack>(inspector, "annex9-pack");
  const json = (await ask(inspector, "GET", `/documents/${id}/file`)).body;
  const page = (await ask(inspector, "GET", `/documents/${id}/file?as=page`)).body;
  const file = readAttested(json);
  expect(file).toBeDefined();
  expect(readAttested(page)).toEqual(file);
  const good = file as Attested;
  expect(attestedFault(good)).toBeUndefined();
  const other = readAttested(
    (await ask(officer, "GET", `/documents/${(await made(officer, "directive-pack")).id}/file`)).body,
  ) as Attested;
  const faults = [
    { ...good, content: good.content.replace("Test unit", "Best unit") },
    { ...good, proof: other.proof },
    { ...good, proof: null },
    { ...good, sha256: other.sha256, content: other.content },
    { ...good, proof: good.proof === null ? null : { ...good.proof, publicKey: "AAAA" } },
  ].map(attestedFault);
  expect(faults.filter((fault) => fault === undefined)).toEqual([]);
  // By the command line, in a place that knows nothing of the unit.
  const { evidence } = await import("../../src/app/cli/evidence.ts");
  const run = async (name: string, text: string) => {
    const place = join(folder, name);
    writeFileSync(place, text);
    const lines: string[] = [];
    const surroundings = { out: (line: string) => void lines.push(line), err: () => undefined };
    const code = await evidence(
      [place, "--heads", join(folder, "heads.ndjson")],
      surroundings as unknown as Parameters<typeof evidence>[1],
    );
    return { code, line: lines[0] ?? "" };
  };
  expect(await run("pack.html", page)).toMatchObject({
    code: 0,
    line: expect.stringContaining('"holds":true'),
  });
  expect(await run("bad.html", page.replaceAll("Test unit", "Best unit"))).toMatchObject({ code: 1 });
});

test("every making and taking away is in the ledger; who may not is refused (PNRD-13.6)", async () => {
  const actions = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ action: string; entries: number }>(
      "select action, count(*)::int as entries from ledger.entry where action like 'document.%' group by 1 order by 1",
    ),
  );
  expect(actions.map(({ action }) => action)).toEqual(["document.made", "document.taken", "document.viewed"]);
  const [making] = await desk.database
    .transaction(systemActor("test"), (tx) => tx.query("select from evidence.document"))
    .then((rows) => [rows.length]);
  expect(actions.find(({ action }) => action === "document.made")?.entries).toBe(making);
  const analyst = await desk.signIn(["analyst"]);
  expect((await ask(analyst, "GET", "/documents")).statusCode).toBe(403);
  expect((await ask(legal, "POST", "/documents", { kind: "annex9-pack", year: null })).statusCode).toBe(403);
  // What was made stays as it was made, by SQL too.
  for (const statement of ["update evidence.document set about = 'x'", "delete from evidence.document"]) {
    await expect(
      desk.database.transaction({ id: officer.id, roles: ["data-protection-officer"], purpose: null }, (tx) =>
        tx.query(statement),
      ),
    ).rejects.toThrow(/permission denied/);
  }
});

const assessed = (left: "low" | "high") => ({
  necessity:
    "Named lists and rules find persons sought for terrorism and serious crime whom no other measure finds in time.",
  risks: riskCodes.map((risk, at) => ({ risk, left: at === 0 ? left : "low", more: "" })),
});

test("an impact assessment is prepared by one and signed by the officer; a high risk goes before the authority first, within six weeks", async () => {
  expect((await ask(officer, "POST", "/assessments", assessed("low"))).statusCode).toBe(403);
  const part = { ...assessed("low"), risks: assessed("low").risks.slice(1) };
  expect((await ask(legal, "POST", "/assessments", part)).json()).toMatchObject({ code: "risks-missing" });
  expect((await ask(legal, "POST", "/assessments", assessed("high"))).json()).toEqual({ number: 1 });
  expect((await ask(legal, "POST", "/assessments", assessed("low"))).json()).toMatchObject({
    code: "assessment-waits",
  });
  const sign = { sign: true, opinion: "necessary, and proportionate", reviewOn: "2027-11-20" };
  const decide = (who: Signed) => ask(who, "POST", "/assessments/1/decision", sign);
  expect((await decide(legal)).statusCode).toBe(403);
  expect((await decide(officer)).json()).toMatchObject({ code: "consultation-needed" });
  // Neither by SQL.
  const asOfficer = { id: officer.id, roles: ["data-protection-officer"], purpose: null };
  await expect(
    desk.database.transaction(asOfficer, (tx) =>
      tx.query(
        "update evidence.assessment set state = 'signed', opinion = 'x', decided_by = $1, decided_at = $2, review_on = '2027-01-01'",
        [officer.id, tx.at],
      ),
    ),
  ).rejects.toThrow(/supervisory authority first/);
  expect((await ask(officer, "POST", "/assessments/1/consultation")).statusCode).toBe(204);
  expect((await decide(officer)).json()).toMatchObject({ code: "consultation-needed" });
  desk.clock.advance(43 * 86_400_000);
  const [late] = (await ask(await again(legal), "GET", "/assessments")).json<{
    assessments: { overdue: boolean }[];
  }>().assessments;
  expect(late?.overdue).toBe(true);
  const answer = { answer: "With the second look at every match it may begin." };
  expect((await ask(await again(officer), "POST", "/assessments/1/answer", answer)).statusCode).toBe(403);
  expect((await ask(await again(inspector), "POST", "/assessments/1/answer", answer)).statusCode).toBe(204);
  expect((await ask(officer, "POST", "/assessments/1/decision", sign)).statusCode).toBe(204);
  const { says } = await made<Pack>(officer, "annex9-pack");
  expect(says.evidence.find(({ probe }) => probe === "assessment")).toMatchObject({ state: "holds" });
  const { documents } = (await ask(officer, "GET", "/documents")).json<{
    documents: { kind: string; about: string }[];
  }>();
  expect(documents).toContainEqual(expect.objectContaining({ kind: "impact-assessment", about: "1" }));
});

/** The same kind of person with a new session: the old one has ended by now. */
async function again(who: Signed): Promise<Signed> {
  const roles =
    who === officer ? "data-protection-officer" : who === inspector ? "inspector" : "legal-adviser";
  const signed = await desk.signIn([roles]);
  if (who === officer) officer = signed;
  return signed;
}
