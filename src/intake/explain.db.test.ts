// The public check: for everyone, within limits, and nothing of what is sent stays anywhere.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualClock } from "#platform";
import { aUnit, type Unit } from "../../test/harness/unit.ts";
import type { ExplainedMessages } from "./explain-contract.ts";
import { explainedBytesMax } from "./explain-routes.ts";
import { passengerList } from "./fixtures.ts";

const clock = manualClock(new Date("2026-11-21T08:00:00Z"));
let unit: Unit;
beforeAll(async () => {
  unit = await aUnit({ clock });
});
afterAll(() => unit.close());

async function explain(
  body: string,
): Promise<{ status: number; body: ExplainedMessages & { code?: string } }> {
  const answer = await fetch(`${unit.address}/v1/explain`, { method: "POST", body });
  return { status: answer.status, body: (await answer.json()) as ExplainedMessages & { code?: string } };
}

test("without an account every segment is explained and every departure named", async () => {
  const { status, body } = await explain(
    passengerList({ number: 701, reference: "X701" }).replace("CNT+42:2", "CNT+42:x"),
  );
  expect(status).toBe(200);
  const [message] = body.messages;
  expect(message).toMatchObject({ kind: "PAXLST", version: "D.05B", accepted: true, stopped: null });
  expect(message?.segments.map(({ tag }) => tag).slice(0, 4)).toEqual(["UNB", "UNH", "BGM", "RFF"]);
  expect(message?.segments.find(({ tag }) => tag === "TDT")).toMatchObject({
    path: ["SG2 1"],
    values: expect.arrayContaining([expect.objectContaining({ place: "2", value: "J2701" })]),
  });
  expect(message?.findings.map(({ code }) => code)).toContain("COUNT_INVALID");
});

test("nothing of it is kept: no receipt, no entry in the ledger, no word in the log", async () => {
  const admin = new Client({ connectionString: unit.adminUrl });
  await admin.connect();
  const rows = async (): Promise<unknown> =>
    (
      await admin.query(
        "select (select count(*) from intake.delivery) as deliveries, (select count(*) from ledger.entry) as entries",
      )
    ).rows[0];
  const before = await rows();
  const { body } = await explain(
    passengerList({ number: 702, reference: "X702" }).replaceAll("MUSTERI", "GORUNMEZ"),
  );
  expect(JSON.stringify(body)).toContain("GORUNMEZ");
  expect(await rows()).toEqual(before);
  await admin.end();
  expect(unit.log.join("\n")).not.toContain("GORUNMEZ");
});

test("what is too large, empty or asked too often is refused with the reason", async () => {
  expect(await explain("x".repeat(explainedBytesMax + 1))).toMatchObject({
    status: 413,
    body: { code: "body-too-large" },
  });
  expect(await explain("")).toMatchObject({ status: 400, body: { code: "nothing-to-explain" } });
  let refused = 0;
  for (let time = 0; time < 30; time += 1) refused += (await explain("UNB+")).status === 429 ? 1 : 0;
  expect(refused).toBeGreaterThan(0);
  expect(await explain("UNB+")).toMatchObject({ status: 429, body: { code: "explained-too-often" } });
  clock.advance(60_000);
  expect((await explain("UNB+")).status).toBe(200);
});

test("ten thousand nested groups and a million empty segments come to an end", async () => {
  clock.advance(60_000);
  const groups = await explain(
    "UNB+UNOA:1+A+B+260101:0800+1'" + "UNG+PAXLST+A+B+260101:0800+1+UN+D:05B'".repeat(6_000),
  );
  expect(groups.status).toBe(200);
  const empty = await explain("UNB+UNOA:1+A+B+260101:0800+1'UNH+1+PAXLST:D:05B:UN'" + "'".repeat(200_000));
  expect(empty.status).toBe(200);
});
