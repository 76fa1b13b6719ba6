// The templates over HTTP, and a manifest from a template through the intake into the records.
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBytes } from "#messages";
import { manualClock } from "#platform";
import { aUnit, type Unit } from "../../test/harness/unit.ts";

let unit: Unit;
beforeAll(async () => {
  unit = await aUnit({ clock: manualClock(new Date("2026-11-21T08:00:00Z")) });
});
afterAll(() => unit.close());

const template = (path: string): Promise<Response> => fetch(`${unit.address}/v1/templates/${path}`);

test("everyone may fetch the templates, for each means of transport", async () => {
  for (const [format, type] of [
    ["csv", /^text\/csv/],
    ["xlsx", /spreadsheetml/],
  ] as const) {
    const answer = await template(`manifest.${format}?mode=RAIL`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(type);
    expect(answer.headers.get("content-disposition")).toContain(`manifest-rail.${format}`);
    const [message] = readBytes(Buffer.from(await answer.arrayBuffer()));
    expect(message).toMatchObject({ kind: "PAXLST", syntax: "csv" });
  }
});

test("another means of transport or format is refused", async () => {
  expect((await template("manifest.csv?mode=BALLOON")).status).toBe(400);
  expect((await template("manifest.ods")).status).toBe(404);
});
