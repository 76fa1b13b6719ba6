// The carriers' own page: a check that keeps nothing, what was received of late, and lists of private aircraft.
import { afterAll, beforeAll, expect, test } from "vitest";
import { manifestTemplate } from "#messages";
import { aUnit, type CarrierLine, type Unit } from "../../test/harness/unit.ts";
import { passengerList } from "./fixtures.ts";
import type { CheckedTransmission, OwnDeliveries } from "./send-contract.ts";

let unit: Unit;
let carrier: CarrierLine;
let other: CarrierLine;
beforeAll(async () => {
  unit = await aUnit();
  carrier = await unit.carrier("J2");
  other = await unit.carrier("K7");
});
afterAll(() => unit.close());

async function ask<Body>(by: CarrierLine | null, method: string, path: string, body?: string | Uint8Array) {
  const answer = await fetch(unit.address + path, {
    method,
    headers: by === null ? {} : { authorization: `Bearer ${by.token}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : Buffer.from(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}
const own = async (by: CarrierLine) =>
  (await ask<OwnDeliveries>(by, "GET", "/v1/deliveries")).body.deliveries;

test("a check says what would become of it, and nothing of it is received", async () => {
  const good = passengerList({ number: 901, reference: "P901" });
  const checked = await ask<CheckedTransmission>(carrier, "POST", "/v1/check", good);
  expect(checked).toMatchObject({
    status: 200,
    body: {
      carrier: { code: "J2" },
      messages: [{ kind: "PAXLST", verdict: "take", flight: "J2901", travellers: 2 }],
    },
  });
  const stranger = await ask<CheckedTransmission>(other, "POST", "/v1/check", good);
  expect(stranger.body.messages).toMatchObject([
    { verdict: "quarantine", findings: expect.arrayContaining([expect.objectContaining({ code: "IN02" })]) },
  ]);
  expect(await own(carrier)).toEqual([]);
  expect((await ask(null, "POST", "/v1/check", good)).status).toBe(401);
});

test("a manifest is checked cell by cell, and given back with what is wrong in it [transport.md §1 row Web form, CSV/Excel upload]", async () => {
  const table = Buffer.from(manifestTemplate("csv", "BUS")).toString("utf8").replace(";F;", ";Q;");
  const { body } = await ask<CheckedTransmission>(carrier, "POST", "/v1/check", table);
  expect(body.manifest).toMatchObject({ format: "csv", rowCount: 1 });
  expect(body.messages[0]?.findings).toContainEqual(
    expect.objectContaining({ code: "MF12", segment: 2, tag: "sex" }),
  );
  const report = (headers: Record<string, string>) =>
    fetch(`${unit.address}/v1/check/report`, { method: "POST", body: table, headers });
  const answer = await report({ authorization: `Bearer ${carrier.token}` });
  expect([answer.status, (await answer.text()).includes("MF12")]).toEqual([200, true]);
  expect((await report({})).status).toBe(401);
});

test("a carrier sees its own deliveries of late, and nobody else's", async () => {
  const sent = passengerList({ number: 902, reference: "P902" });
  await carrier.push({ body: sent, headers: { "x-sent-by": "page" } });
  await carrier.push({ body: sent });
  await carrier.push({ body: "nothing that can be read" });
  expect(await own(carrier)).toMatchObject([
    { outcome: "not-taken", messages: 1 },
    { outcome: "repeated", channel: "http", messages: 0 },
    { outcome: "taken", channel: "portal", messages: 1, travellers: 2 },
  ]);
  expect(await own(other)).toEqual([]);
});

test("a private aircraft is known by its registration, whoever sends for it [transport.md §1 row Web form, CSV/Excel upload]", async () => {
  const table = Buffer.from(manifestTemplate("csv", "AIR"))
    .toString("utf8")
    .replaceAll("2027-05-01", unit.running.services.clock.now().toISOString().slice(0, 10));
  const checked = await ask<CheckedTransmission>(carrier, "POST", "/v1/check", table);
  expect(checked.body.messages).toMatchObject([{ verdict: "take", travellers: 1 }]);
  await carrier.push({ body: table, headers: { "x-sent-by": "page" } });
  expect((await own(carrier))[0]).toMatchObject({ outcome: "taken", channel: "portal", travellers: 1 });
});
