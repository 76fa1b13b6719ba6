// A carrier has so many requests open at once, whatever has come of them; others are not touched by it.
import { request, type ClientRequest } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aUnit, type Unit } from "../../test/harness/unit.ts";
import { openMax } from "./open-requests.ts";

let unit: Unit;
beforeAll(async () => {
  unit = await aUnit();
});
afterAll(() => unit.close());

test("requests that are open and silent count, and those that are gone do not", async () => {
  const [silent, other] = [await unit.carrier("J2"), await unit.carrier("K7")];
  const statusOf = async ({ token }: { token: string }) =>
    (await fetch(`${unit.address}/v1/deliveries`, { headers: { authorization: `Bearer ${token}` } })).status;
  // One more than fit: whichever comes last is refused, and from then on all the others are open.
  const refused: (number | undefined)[] = [];
  const open = Array.from({ length: openMax + 1 }, (): ClientRequest => {
    const headers = { authorization: `Bearer ${silent.token}`, "content-length": 1000 };
    const sent = request(`${unit.address}/v1/messages`, { method: "POST", headers, agent: false });
    sent.on("error", () => undefined);
    sent.on("response", ({ statusCode }) => refused.push(statusCode));
    sent.write("UNB+");
    return sent;
  });
  await expect.poll(() => refused).toEqual([429]);
  expect(await statusOf(silent)).toBe(429);
  expect(await statusOf(other)).toBe(200);
  for (const sent of open) sent.destroy();
  await expect.poll(() => statusOf(silent)).toBe(200);
});
