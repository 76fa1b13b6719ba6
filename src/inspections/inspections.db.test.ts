// The authority's work at the unit: opened, answered and closed by whom, by the interface and by SQL, with its clocks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentRoutes, attestedFault, readAttested, type DocumentServices } from "#evidence";
import { oversightRoutes } from "#oversight";
import { systemActor } from "#platform";
import { rightsRoutes } from "#rights";
import { euStrict } from "#vocabulary";
import { subjects } from "../../test/harness/intake.ts";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { InspectionFile, Inspections } from "./contract.ts";
import { tellOverdue } from "./jobs.ts";
import { inspectionRoutes } from "./routes.ts";
import { countInspections } from "./store.ts";

type Signed = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let inspector: Signed;
let officer: Signed;
let head: Signed;
const folder = mkdtempSync(join(tmpdir(), "openpiu-inspections-"));

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-20T10:00:00Z") });
  const services: DocumentServices = {
    database: desk.database,
    clock: desk.clock,
    heads: { keyFolder: folder, headFiles: [join(folder, "heads.ndjson")] },
    unit: "Test unit",
    profile: euStrict,
    about: {
      software: "test",
      engine: "1",
      demonstration: false,
      strength: "passkeys",
      officer: null,
      authority: null,
      registered: [],
      inspections: countInspections,
    },
  };
  inspectionRoutes(desk.server, services);
  documentRoutes(desk.server, services);
  oversightRoutes(desk.server, services);
  const notice = { unit: "Test unit", officer: null, authority: null, lists: 0, rules: 0, engine: "1" };
  rightsRoutes(desk.server, {
    ...services,
    key: Buffer.alloc(32, 7),
    subjects,
    expiring: [],
    notice: async () => notice,
  });
  [inspector, officer, head] = await Promise.all([
    desk.signIn(["inspector"], "OVERSIGHT"),
    desk.signIn(["data-protection-officer"]),
    desk.signIn(["head"]),
  ]);
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(who: Signed, method: "GET" | "POST", path: string, payload?: object) {
  const answer = await desk.server.inject({
    method,
    url: `/api${path}`,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return {
    status: answer.statusCode,
    text: answer.body,
    body: answer.body.startsWith("{") ? answer.json<Record<string, unknown>>() : {},
  };
}
const scope = "How matches of rules are reviewed, from the alert to the decision.";
const about = {
  title: "Review of matches",
  scope,
  basis: "Act 5, section 12",
  from: "2026-01-01",
  until: "2026-11-20",
};
async function opened(): Promise<string> {
  const answer = await ask(inspector, "POST", "/inspections", { kind: "inspection", ...about });
  return String(answer.body["id"]);
}
async function raisedIn(id: string, kind: "demand" | "finding" | "order", hours = 48): Promise<string> {
  const measure = kind === "order" ? "stop-processing" : null;
  const text = "Hand over the last three reviews of each rule.";
  const said = { kind, measure, text, article: "LED-47(1)", hours };
  return String((await ask(inspector, "POST", `/inspections/${id}/matters`, said)).body["id"]);
}
const fileOf = async (id: string, who = inspector): Promise<InspectionFile> =>
  (await ask(who, "GET", `/inspections/${id}`)).body as unknown as InspectionFile;
const as = (who: Signed, ...roles: readonly string[]) => ({ id: who.id, roles, purpose: null });

test("only the authority opens an inspection, demands, finds and orders (PNRD-15, CoE108-15)", async () => {
  const id = await opened();
  const said = { kind: "demand", measure: null, text: "Hand over the reviews.", article: "LED-47", hours: 1 };
  for (const who of [officer, head, await desk.signIn(["auditor"])]) {
    expect((await ask(who, "POST", "/inspections", { kind: "inspection", ...about })).status).toBe(403);
    expect((await ask(who, "POST", `/inspections/${id}/matters`, said)).status).toBe(403);
    expect((await fileOf(id, who)).inspection.number).toMatch(/^INS-2026-\d+$/);
  }
  for (const role of ["supervisor", "analyst", "administrator", "legal-adviser"] as const)
    expect((await ask(await desk.signIn([role]), "GET", "/inspections")).status).toBe(403);
});

test("the unit closes nothing of the authority's, by the interface or by SQL (PNRD-15)", async () => {
  const id = await opened();
  const matter = await raisedIn(id, "finding");
  const closing = { conclusion: "Nothing to be found here at all." };
  const decision = { close: true, text: "done with it", hours: null };
  for (const who of [officer, head]) {
    expect((await ask(who, "POST", `/inspections/${id}/closing`, closing)).status).toBe(403);
    expect((await ask(who, "POST", `/inspections/matters/${matter}/decision`, decision)).status).toBe(403);
  }
  const close = `update inspections.inspection set state = 'closed', closed_by = platform.actor(), closed_at = now(), conclusion = 'nothing at all'`;
  const unit = [as(officer, "data-protection-officer"), as(head, "head"), systemActor("test")];
  for (const actor of unit) {
    // Row-level security shows them no row to change, the trigger refuses whoever gets past it, and nobody may delete.
    await desk.database.transaction(actor, (tx) => tx.query(close)).catch(() => undefined);
    for (const statement of [
      "update inspections.matter set state = 'closed'",
      "update inspections.matter set text = 'another text altogether'",
      "update inspections.matter set due_at = due_at + interval '1 year'",
      "delete from inspections.matter",
      "delete from inspections.inspection",
    ])
      await expect(desk.database.transaction(actor, (tx) => tx.query(statement))).rejects.toThrow(
        /unit closes|stays as it was|sets the time|permission denied/,
      );
  }
  const still = await fileOf(id);
  expect([still.inspection.state, still.matters[0]?.state]).toEqual(["open", "open"]);
});

test("a demand is answered with documents, returned, answered again and closed; then the inspection (PNRD-15, ANX9-9.28)", async () => {
  const id = await opened();
  const matter = await raisedIn(id, "demand");
  const made = await ask(officer, "POST", "/evidence/documents", { kind: "processing-records", year: null });
  const answer = { text: "Here they are.", documents: [made.body["id"]] };
  const at = `/inspections/matters/${matter}`;
  // The authority does not answer for the unit, and the unit has no way to refuse.
  expect((await ask(inspector, "POST", `${at}/answer`, answer)).status).toBe(403);
  expect((await ask(officer, "POST", `${at}/answer`, answer)).status).toBe(204);
  expect((await ask(officer, "POST", `${at}/answer`, answer)).body["code"]).toBe("inspection-moved");
  desk.clock.advance(1_000);
  const conclusion = "Reviews are made as the law wants them.";
  expect((await ask(inspector, "POST", `/inspections/${id}/closing`, { conclusion })).body["code"]).toBe(
    "matters-open",
  );
  const back = { close: false, text: "Rule 7 is missing.", hours: 24 };
  expect((await ask(inspector, "POST", `${at}/decision`, { ...back, hours: null })).body["code"]).toBe(
    "return-needs-time",
  );
  expect((await ask(inspector, "POST", `${at}/decision`, back)).status).toBe(204);
  desk.clock.advance(1_000);
  expect((await ask(head, "POST", `${at}/answer`, { ...answer, text: "With rule 7." })).status).toBe(204);
  desk.clock.advance(1_000);
  expect(
    (await ask(inspector, "POST", `${at}/decision`, { close: true, text: "Complete.", hours: null })).status,
  ).toBe(204);
  expect((await ask(inspector, "POST", `/inspections/${id}/closing`, { conclusion })).status).toBe(204);
  const file = await fileOf(id, officer);
  expect(file.conclusion).toBe(conclusion);
  expect(file.matters[0]?.steps.map(({ side, step }) => `${side} ${step}`)).toEqual([
    "unit answered",
    "authority returned",
    "unit answered",
    "authority closed",
  ]);
  // What the authority was given it can open.
  expect((await ask(inspector, "GET", `/evidence/documents/${String(made.body["id"])}`)).status).toBe(200);
  expect((await ask(inspector, "POST", `/inspections/${id}/closing`, { conclusion })).body["code"]).toBe(
    "inspection-moved",
  );
});

test("an order reaches the officer and the head, both take note before it is answered, and its clock is told once (CoE108-15, ANX9-9.28)", async () => {
  const id = await opened();
  const matter = await raisedIn(id, "order", 24);
  const at = `/inspections/matters/${matter}`;
  const answer = { text: "The rule was stopped at 10:05.", documents: [] };
  expect((await ask(officer, "POST", `${at}/receipt`)).status).toBe(204);
  expect((await ask(officer, "POST", `${at}/answer`, answer)).body["code"]).toBe("order-not-taken");
  desk.clock.advance(24 * 3_600_000 - 1_000);
  expect(await tellOverdue(desk)).toBe(0);
  desk.clock.advance(1_000);
  [officer, head] = await Promise.all([desk.signIn(["data-protection-officer"]), desk.signIn(["head"])]);
  inspector = await desk.signIn(["inspector"], "OVERSIGHT");
  const overdue = await tellOverdue(desk);
  expect(overdue).toBeGreaterThan(0);
  expect(await tellOverdue(desk)).toBe(0);
  expect((await fileOf(id)).matters[0]).toMatchObject({ overdue: true, headTook: null });
  expect((await ask(head, "POST", `${at}/receipt`)).status).toBe(204);
  expect((await ask(head, "POST", `${at}/answer`, answer)).status).toBe(204);
  const { inspections } = (await ask(head, "GET", "/inspections")).body as unknown as Inspections;
  expect(inspections.find((one) => one.id === id)).toMatchObject({ open: 1, overdue: 0 });
  const told = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query("select seq from ledger.entry where action = 'matter.overdue' and subject_id = $1", [matter]),
  );
  expect(told).toHaveLength(1);
});

test("the officer refers with proven entries of the ledger, sealed; the authority takes it up and checks it (PNRD-6.7)", async () => {
  const referral = { ...about, title: "Views without a case", entries: [1, 2] };
  expect((await ask(head, "POST", "/inspections/referrals", referral)).status).toBe(403);
  expect(
    (await ask(officer, "POST", "/inspections/referrals", { ...referral, entries: [9_999_999] })).body[
      "code"
    ],
  ).toBe("entry-unknown");
  const id = String((await ask(officer, "POST", "/inspections/referrals", referral)).body["id"]);
  const { document, inspection } = await fileOf(id);
  expect(inspection).toMatchObject({ kind: "referral", state: "referred" });
  const file = readAttested((await ask(inspector, "GET", `/evidence/documents/${document ?? ""}/file`)).text);
  expect(file).toBeDefined();
  expect(file === undefined ? "none" : attestedFault(file)).toBeUndefined();
  const { entries } = JSON.parse(file?.content ?? "{}") as { entries: { seq: number }[] };
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2]);
  const altered =
    file === undefined
      ? undefined
      : { ...file, content: file.content.replace("without a case", "with a case") };
  expect(altered === undefined ? undefined : attestedFault(altered)).toBeDefined();
  expect((await ask(officer, "POST", `/inspections/${id}/taking`)).status).toBe(403);
  expect((await ask(inspector, "POST", `/inspections/${id}/taking`)).status).toBe(204);
  expect((await fileOf(id)).inspection.state).toBe("open");
});

test("the authority reads the ledger and has every act of its own in it; it alters nothing of the unit (ANX9-9.28, CoE108-15)", async () => {
  const page = await ask(inspector, "GET", "/ledger?action=inspection.opened");
  expect(page.status).toBe(200);
  const actions = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ action: string }>(
      "select distinct action from ledger.entry where action like 'inspection.%' or action like 'matter.%' order by 1",
    ),
  );
  expect(actions.map(({ action }) => action)).toEqual([
    "inspection.closed",
    "inspection.opened",
    "inspection.referred",
    "inspection.taken-up",
    "inspection.viewed",
    "matter.answered",
    "matter.closed",
    "matter.demanded",
    "matter.found",
    "matter.ordered",
    "matter.overdue",
    "matter.received",
    "matter.returned",
  ]);
  const asked = await desk.server.inject({
    method: "POST",
    url: "/api/public/requests",
    payload: {
      kind: "complaint",
      language: "en",
      name: "Some Body",
      birthDate: "1980-01-01",
      document: null,
      contact: "some@post.example",
      representative: null,
      text: "",
    },
  });
  expect(asked.statusCode).toBe(201);
  const state = () =>
    desk.database.transaction(systemActor("test"), (tx) =>
      tx.query<{ request_id: string; state: string }>("select request_id, state from rights.request"),
    );
  const [request] = await state();
  const path = `/rights/requests/${request?.request_id ?? ""}`;
  const step = { version: 1, confirmed: true, how: "by letter" };
  // It reads the file of the request, and neither the interface nor the database lets it go on with it.
  expect((await ask(inspector, "GET", path)).status).toBe(200);
  expect((await ask(inspector, "POST", `${path}/identity`, step)).status).toBe(403);
  const actor = { ...as(inspector, "inspector"), tenant: "authority", purpose: "OVERSIGHT" };
  for (const statement of [
    "update rights.request set state = 'examining'",
    "delete from rights.request",
    "update evidence.document set about = 'x'",
    "update inspections.step set text = 'something else'",
    "delete from ledger.entry",
  ])
    await desk.database.transaction(actor, (tx) => tx.query(statement)).catch(() => undefined);
  expect(await state()).toEqual([{ ...request, state: "received" }]);
  const [kept] = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ documents: number; steps: number; entries: number }>(
      `select (select count(*)::int from evidence.document where about = 'x') as documents,
              (select count(*)::int from inspections.step where text = 'something else') as steps,
              (select count(*)::int from ledger.entry where seq = 1) as entries`,
    ),
  );
  expect(kept).toEqual({ documents: 0, steps: 0, entries: 1 });
});
