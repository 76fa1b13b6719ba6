// A carrier proves its peak volume over HTTP: as many messages as its schedule's busiest hour asks for, all at once.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manualClock } from "#platform";
import { scheduledFlight } from "../../test/harness/scheduled-flight.ts";
import { agreeWith } from "../../test/harness/unit-people.ts";
import { aUnit, type CarrierLine, type Unit } from "../../test/harness/unit.ts";
import type { CaseAttempted, ConformanceRun } from "./contract.ts";
import { listOf } from "./fixtures.ts";
import { volumeFigures, volumeVerdict } from "./volume.ts";

let unit: Unit;
let carrier: CarrierLine;
let unscheduled: CarrierLine;
const clock = manualClock(new Date("2026-11-20T08:00:00Z"));
beforeAll(async () => {
  unit = await aUnit({ clock });
  carrier = await unit.carrier("J2");
  unscheduled = await unit.carrier("K7", { fliesAs: ["K7"] });
});
afterAll(() => unit.close());

async function ask<Body = Record<string, unknown>>(
  by: CarrierLine,
  method: string,
  path: string,
  body?: string | object,
) {
  const answer = await fetch(unit.address + path, {
    method,
    headers: {
      authorization: `Bearer ${by.token}`,
      ...(typeof body === "object" ? { "content-type": "application/json" } : {}),
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}
const begin = async (by: CarrierLine) => (await ask<ConformanceRun>(by, "POST", "/v1/test/runs")).body;
const see = async (by: CarrierLine, { id }: ConformanceRun) =>
  (await ask<ConformanceRun>(by, "GET", `/v1/test/runs/${id}`)).body;
const stateOf = ({ cases }: ConformanceRun) => cases.find(({ number }) => number === 501)?.state;
const send = async (by: CarrierLine, { id }: ConformanceRun, body: string) =>
  (await ask<CaseAttempted>(by, "POST", `/v1/test/runs/${id}/cases/501`, body)).body;
const numbered = (index: number): string => listOf(1, (text) => text.replaceAll("K801", `V${index}`));

describe("volume [transport.md §10 row 5 volume/latency]", () => {
  test("without a schedule and a number it is not known how much to ask for; a number says it", async () => {
    const run = await begin(unscheduled);
    const path = `/v1/test/runs/${run.id}/volume`;
    expect(await ask(unscheduled, "POST", path, { messages: null, minutes: 60 })).toMatchObject({
      status: 409,
      body: { code: "volume-unknown" },
    });
    expect(await send(unscheduled, run, numbered(1))).toMatchObject({ code: "volume-not-begun" });
    const { body } = await ask<ConformanceRun>(unscheduled, "POST", path, { messages: 3, minutes: 10 });
    expect(body).toMatchObject({
      volume: { state: "waiting", wanted: 3, busiest: null, received: 0, answerWithinMs: 4_000, p95: null },
    });
    expect(stateOf(body)).toBe("waiting");
  });

  test("twice the busiest hour of the schedule, sent at once, passes and stands in the signed result", async () => {
    // Two flights of one minute: what is owed of both falls due together.
    for (const number of ["601", "603"]) await scheduledFlight(unit.running.services, number);
    await agreeWith(unit, "J2", { answerSeconds: 10 });
    const run = await begin(carrier);
    const begun = await ask<ConformanceRun>(carrier, "POST", `/v1/test/runs/${run.id}/volume`, {
      messages: 1,
      minutes: 60,
    });
    const { volume } = begun.body;
    const wanted = volume?.wanted ?? 0;
    expect(volume).toMatchObject({ busiest: wanted / 2, answerWithinMs: 10_000 });
    expect(wanted).toBeGreaterThanOrEqual(4);
    const many = Array.from({ length: wanted }, (_, index) => numbered(index));
    const [first = "", ...others] = many;
    expect(await send(carrier, run, first)).toMatchObject({
      state: "waiting",
      reasons: [{ code: "volume-more", values: { received: "1", wanted: String(wanted) } }],
    });
    // The same again proves nothing more.
    await send(carrier, run, first);
    expect((await see(carrier, run)).volume).toMatchObject({ received: 1, answered: 1 });
    const answered = await Promise.all(others.map((body) => send(carrier, run, body)));
    expect(answered.every(({ answer }) => answer?.includes("CUSRES") === true)).toBe(true);
    const seen = await see(carrier, run);
    expect(seen.volume).toMatchObject({
      state: "passed",
      received: wanted,
      answered: wanted,
      faulty: 0,
      late: 0,
      p50: expect.any(Number),
      p95: expect.any(Number),
    });
    expect(stateOf(seen)).toBe("passed");
    expect(seen.passed).toEqual(["volume"]);
    const issued = await ask(carrier, "POST", `/v1/test/runs/${run.id}/certificate`);
    expect(issued).toMatchObject({ status: 201, body: { groups: ["volume"] } });
    const [, claims = ""] = String(issued.body["signed"]).split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString("utf8"))).toMatchObject({
      volume: { messages: wanted, answerWithinMs: 10_000, p50: expect.any(Number), p95: expect.any(Number) },
    });
    const again = { messages: null, minutes: 60 };
    expect(await ask(carrier, "POST", `/v1/test/runs/${run.id}/volume`, again)).toMatchObject({
      body: { code: "volume-passed" },
    });
  });

  test("whichever of many that end at once is the last: it is seen that all are there", async () => {
    for (let again = 0; again < 4; again++) {
      const run = await begin(unscheduled);
      await ask(unscheduled, "POST", `/v1/test/runs/${run.id}/volume`, { messages: 12, minutes: 5 });
      await Promise.all(Array.from({ length: 12 }, (_, index) => send(unscheduled, run, numbered(index))));
      expect([again, (await see(unscheduled, run)).passed]).toEqual([again, ["volume"]]);
    }
  });

  test("an error fails it, and so does the end of its time; begun again it counts anew", async () => {
    const run = await begin(unscheduled);
    const path = `/v1/test/runs/${run.id}/volume`;
    await ask(unscheduled, "POST", path, { messages: 2, minutes: 1 });
    const wrong = await send(
      unscheduled,
      run,
      listOf(1, (text) => text.replace(/DTM\+329:\d+'\n/, "")),
    );
    expect(wrong).toMatchObject({ state: "failed", reasons: [{ code: "volume-faulty" }] });
    expect(await send(unscheduled, run, numbered(2))).toMatchObject({ code: "volume-over" });
    clock.advance(1_000);
    await ask(unscheduled, "POST", path, { messages: 2, minutes: 1 });
    expect(await send(unscheduled, run, numbered(2))).toMatchObject({ state: "waiting" });
    clock.advance(61_000);
    const seen = await see(unscheduled, run);
    expect(seen.volume).toMatchObject({
      state: "failed",
      received: 1,
      reasons: [{ code: "volume-too-few", values: { received: "1", wanted: "2" } }],
    });
    expect([stateOf(seen), seen.passed]).toEqual(["failed", []]);
    expect(await send(unscheduled, run, numbered(3))).toMatchObject({ code: "volume-over" });
  });

  test("a run has ten of them at most", async () => {
    const run = await begin(unscheduled);
    const path = `/v1/test/runs/${run.id}/volume`;
    for (let tests = 0; tests < 10; tests += 1)
      expect((await ask(unscheduled, "POST", path, { messages: 2, minutes: 1 })).status).toBe(200);
    expect(await ask(unscheduled, "POST", path, { messages: 2, minutes: 1 })).toMatchObject({
      status: 409,
      body: { code: "volumes-too-many" },
    });
  });

  test("one late answer fails it, whatever the others took", () => {
    const at = new Date("2026-11-20T08:00:00Z");
    const volume = { wanted: 2, until: new Date("2026-11-20T09:00:00Z"), answerWithinMs: 4_000 };
    const figures = volumeFigures(volume, [
      { isRight: true, answerMs: 12 },
      { isRight: true, answerMs: 4_001 },
      { isRight: true, answerMs: null },
    ]);
    expect(figures).toEqual({ received: 3, faulty: 0, late: 1, answered: 2, p50: 12, p95: 4_001 });
    expect(volumeVerdict(volume, figures, at)).toMatchObject({
      state: "failed",
      reasons: [{ code: "volume-late", values: { count: "1" } }],
    });
  });
});
