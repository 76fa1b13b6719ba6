// The public check: for everyone, within limits, and nothing of what is sent stays anywhere.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manifestTemplate } from "#messages";
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

const template = Buffer.from(manifestTemplate("csv", "BUS")).toString("utf8");

test("a manifest comes back with its cells, and what was found names its row and column", async () => {
  const { body } = await explain(template.replace("1988-03-04", "1988-13-04"));
  expect(body.messages[0]?.findings).toMatchObject([{ code: "MF11", segment: 2, tag: "birth_date" }]);
  const { manifest } = body;
  expect(manifest).toMatchObject({ format: "csv", header: 1, rowCount: 1 });
  const at = manifest?.columns.findIndex(({ name }) => name === "birth_date") ?? -1;
  expect(manifest?.rows[0]).toMatchObject({ number: 2, cells: { [at]: "1988-13-04" } });
  // What is empty in every row takes no room.
  expect(manifest?.columns.map(({ name }) => name)).not.toContain("other_names");
  expect((await explain(passengerList({ number: 703, reference: "X703" }))).body.manifest).toBeNull();
});

test("of a long manifest the rows with findings are shown before others", async () => {
  const [header = "", row = ""] = template.split("\r\n");
  const rows = Array.from({ length: 900 }, (_, at) =>
    (at === 850 ? row.replace(";F;", ";Q;") : row)
      .replace("PAX;1;", `PAX;${at + 1};`)
      .replace("C00000001", `C${10_000_000 + at}`),
  );
  const { manifest } = (await explain([header, ...rows].join("\r\n"))).body;
  expect(manifest).toMatchObject({ rowCount: 900, rows: { length: 300 } });
  expect(manifest?.rows.at(-1)?.number).toBe(852);
});

test("the same table is given back with its findings; what is no table is refused", async () => {
  const report = (body: string): Promise<Response> =>
    fetch(`${unit.address}/v1/explain/report`, { method: "POST", body });
  const answer = await report(template.replace("1988-03-04", "1988-13-04"));
  expect(answer.headers.get("content-disposition")).toContain("manifest-checked.csv");
  expect(await answer.text()).toContain("MF11");
  const refused = await report(passengerList({ number: 704, reference: "X704" }));
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([422, "no-manifest"]);
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

test("of one address little waits to be explained, and carriers' questions of others are answered meanwhile", async () => {
  clock.advance(60_000);
  const busy = ["UNB+UNOA:1+A+B+260101:0800+1'UNH+1+PAXLST:D:05B:UN'", "NAD+FL'".repeat(34_000)].join("");
  const answers = Promise.all(Array.from({ length: 12 }, () => explain(busy)));
  const carrier = await unit.carrier("J2");
  const checked = await fetch(`${unit.address}/v1/check`, {
    method: "POST",
    body: passengerList({ number: 702, reference: "X702" }),
    headers: { authorization: `Bearer ${carrier.token}` },
  });
  expect(checked.status).toBe(200);
  const statuses = (await answers).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
});
