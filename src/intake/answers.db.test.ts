// Answers as they are kept: sealed, opened for a purpose by those who may, and those of before sealed at the start.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client } from "pg";
import { isRefusal, systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices, sealingKey as key } from "../../test/harness/intake.ts";
import { interactiveRequest, sender } from "./fixtures.ts";
import type { IntakeServices } from "./delivery.ts";
import { receive } from "./receive.ts";
import { intakeRoutes } from "./routes.ts";
import { sealKeptAnswers } from "./seal-kept.ts";

let desk: Desk;
let admin: Client;
let services: IntakeServices;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T08:00:00Z") });
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
  services = intakeServices(desk.database);
  intakeRoutes(desk.server, { ...desk, key } as never);
});
afterAll(async () => {
  await admin.end();
  await desk.close();
});

let references = 0;
async function asked() {
  references += 1;
  const anna = { surname: "QONAQ", given: "ANNA", born: "800101", document: "C1234501" };
  const text = interactiveRequest({
    number: 700,
    reference: `R${references}`,
    travellers: [{ ...anna, ref: "PSECRET1", locator: "AAA111" }],
  });
  const received = await receive(services, {
    bytes: Buffer.from(text, "latin1"),
    channel: "http",
    sender,
    idempotencyKey: null,
  });
  if (isRefusal(received)) throw new Error(received.refused.detail);
  const { receiptId = "", answer = "" } = received.receipts[0] ?? {};
  return { text, id: receiptId, answer: answer ?? "" };
}

test("nothing of an answer is in clear, and it opens with the key and for its own receipt alone", async () => {
  const { answer } = await asked();
  expect(answer).toContain("PSECRET1");
  const tables = await admin.query(
    "select r.*::text as row from intake.receipt r union all select a.*::text from intake.answer a",
  );
  expect(tables.rows.length).toBeGreaterThan(1);
  expect(JSON.stringify(tables.rows)).not.toContain("PSECRET1");
  await expect(admin.query("update intake.receipt set answer = 'UNB'")).rejects.toThrow(/answer_sealed/);
});

test("it is read for a purpose by who may read messages, and each look is in the ledger", async () => {
  const { id, answer } = await asked();
  const look = async (who: Awaited<ReturnType<Desk["signIn"]>>) =>
    (await desk.server.inject({ url: `/api/receipts/${id}`, headers: who.headers })).json<object>();
  expect(await look(await desk.signIn(["supervisor"], "TERR"))).toMatchObject({ answer, answerAbsent: null });
  expect(await look(await desk.signIn(["carrier-desk"], "QUALITY"))).toMatchObject({ answer });
  const hidden = { answer: null, answerAbsent: "purpose-needed" };
  expect(await look(await desk.signIn(["analyst"]))).toMatchObject(hidden);
  expect(await look(await desk.signIn(["administrator"]))).toMatchObject(hidden);
  expect(await look(await desk.signIn(["watch-officer"], "TERR"))).toMatchObject({
    answer: null,
    answerAbsent: "none",
  });
  const entries = await admin.query(
    "select 1 from ledger.entry where action = 'answer.viewed' and subject_id = $1",
    [id],
  );
  expect(entries.rows).toHaveLength(2);
});

test("answers that a version of before kept in clear are sealed, and said again all the same", async () => {
  const { id, text, answer } = await asked();
  await admin.query("alter table intake.receipt drop constraint answer_sealed");
  await admin.query("delete from intake.answer where receipt_id = $1", [id]);
  await admin.query("update intake.receipt set answer = $2 where receipt_id = $1", [id, answer]);
  await admin.query(
    "alter table intake.receipt add constraint answer_sealed check (answer is null and answer_now is null) not valid",
  );
  await sealKeptAnswers(services);
  const clear = await admin.query("select 1 from intake.receipt where answer is not null");
  expect(clear.rows).toEqual([]);
  await admin.query("alter table intake.receipt validate constraint answer_sealed");
  const again = await receive(services, {
    bytes: Buffer.from(`${text}\r\n`, "latin1"),
    channel: "http",
    sender,
    idempotencyKey: null,
  });
  expect(isRefusal(again) ? null : again.receipts[0]).toMatchObject({ state: "duplicate", answer });
  const sealed = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query("select 1 from ledger.entry where action = 'answers.sealed'"),
  );
  expect(sealed).toHaveLength(1);
});
