// A push asked of a carrier: who may ask, who approves, what is sent, and when it is answered or expires.
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBytes } from "#messages";
import { systemActor } from "#platform";
import type { PushRequestRow, PushRequests } from "#intake/contract";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices, registeredCarrier, sealingKey, sendText } from "../../test/harness/intake.ts";
import { passengerList, pushOfBookings } from "./fixtures.ts";
import type { Sender } from "./judge.ts";
import { openOutgoing } from "./outgoing-loop.ts";
import { setAcknowledged } from "./outgoing-store.ts";
import { pushRequestRoutes } from "./push-request-routes.ts";
import { pushRequestJobs } from "./push-requests.ts";
import type { IntakeServices } from "./delivery.ts";
import { unseal } from "./seal.ts";

let desk: Desk;
let services: IntakeServices;
let officer: { headers: Record<string, string> };
let supervisor: { headers: Record<string, string> };
let other: { headers: Record<string, string> };
let carrier: Sender;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T08:00:00Z") });
  pushRequestRoutes(desk.server, { database: desk.database, key: sealingKey });
  services = intakeServices(desk.database);
  [officer, supervisor, other] = await Promise.all([
    desk.signIn(["watch-officer"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["supervisor"]),
  ]);
  carrier = await registeredCarrier(desk);
});
afterAll(() => desk.close());

const send = (text: string) => sendText(services, carrier, text);
const rows = (text: string, values: unknown[] = []) =>
  desk.database.transaction(systemActor("test"), (tx) => tx.query<Record<string, unknown>>(text, values));
const keyOf = async (number: number) => {
  const [row] = await rows("select flight_date, flight_id from records.flight where number = $1", [
    String(number),
  ]);
  return `${String(row?.["flight_date"])}_${String(row?.["flight_id"])}`;
};
const missing = { reason: "push-missing", legalBasis: "regular-transfer" };
const ask = (flight: string, payload: object = missing, who = officer) =>
  desk.server.inject({
    method: "POST",
    url: `/api/flights/${flight}/push-requests`,
    headers: who.headers,
    payload,
  });
const decide = (id: string, approve: boolean, who = supervisor) =>
  desk.server.inject({
    method: "POST",
    url: `/api/push-requests/${id}/decision`,
    headers: who.headers,
    payload: { approve, reason: "The push of the day before is lacking." },
  });
const requestsOf = async (flight: string) =>
  (
    await desk.server.inject({ url: `/api/flights/${flight}/push-requests`, headers: officer.headers })
  ).json<PushRequests>().requests;
const runJob = async () => {
  const job = pushRequestJobs.find(({ name }) => name === "expire-push-requests");
  await job?.run(undefined, { database: desk.database, clock: desk.clock });
};

test("one asks, another approves, the carrier gets a GOVREQ, and the push answers it (PNRD-8.5) [pnrgov.md §5 row Directive, ad hoc]", async () => {
  await send(passengerList({ number: 401, reference: "R401" }));
  const flight = await keyOf(401);
  const asked = await ask(flight);
  expect(asked.statusCode).toBe(201);
  const { id, reference } = asked.json<PushRequestRow>();
  expect((await ask(flight)).json()).toMatchObject({ code: "push-request-open" });
  expect((await decide(id, true, officer)).statusCode).toBe(403);
  const sent = await decide(id, true);
  expect(sent.json()).toMatchObject({ state: "sent" });
  expect((await decide(id, true)).json()).toMatchObject({ code: "push-request-decided" });
  const [row] = await rows(
    "select outgoing_id, sealed, kind, reference from intake.outgoing where about = $1",
    [id],
  );
  expect(row).toMatchObject({ kind: "GOVREQ", reference });
  const bytes = unseal(sealingKey, String(row?.["outgoing_id"]), row?.["sealed"] as Buffer);
  const [message] = readBytes(bytes ?? new Uint8Array());
  expect(message).toMatchObject({
    kind: "GOVREQ",
    accepted: true,
    control: { sender: "AZPIU", recipient: "J2", interchange: reference, accessReference: reference },
    request: {
      flights: [{ flight: { carrier: "J2", number: "401", from: "IST", departs: "2026-11-21T14:30" } }],
    },
  });
  const madeAt = desk.clock.now().toISOString();
  expect(await requestsOf(flight)).toMatchObject([{ message: { state: "waiting", madeAt, sentAt: null } }]);
  await send(passengerList({ number: 401, reference: "R401B" }));
  expect(await requestsOf(flight)).toMatchObject([{ state: "sent" }]);
  await send(pushOfBookings({ number: 401, reference: "P401" }));
  expect(await requestsOf(flight)).toMatchObject([{ state: "answered", reference }]);
  expect((await ask(flight)).statusCode).toBe(201);
});

test("what was approved is not told as sent before it has left: since when it waits, why, and what became of it", async () => {
  await send(passengerList({ number: 406, reference: "R406" }));
  const flight = await keyOf(406);
  const { id } = (await ask(flight)).json<PushRequestRow>();
  await decide(id, true);
  const about = async (way: string, replyTo: string | null) =>
    (
      await rows(
        "update intake.outgoing set channel = $2, reply_to = $3 where about = $1 returning outgoing_id",
        [id, way, replyTo],
      )
    ).map((row) => String(row["outgoing_id"]));
  const message = async () => (await requestsOf(flight))[0]?.message;
  const madeAt = desk.clock.now().toISOString();
  await about("http", null);
  expect(await message()).toMatchObject({ state: "waiting", waitsFor: "fetching", madeAt });
  const [outgoingId = ""] = await about("type-b", "HDQRMJ2");
  expect(await message()).toMatchObject({ state: "waiting", waitsFor: "turn", channel: "type-b" });
  let reachable = false;
  const loop = openOutgoing({
    database: desk.database,
    key: sealingKey,
    feed: null,
    channels: [
      {
        channel: "type-b",
        send: async () => {
          if (!reachable) throw new Error("no line");
        },
      },
    ],
    escalate: async () => undefined,
    problem: () => undefined,
  });
  await loop.look();
  const again = new Date(desk.clock.now().getTime() + 60_000).toISOString();
  expect(await message()).toMatchObject({ state: "waiting", waitsFor: "link", nextAt: again, sentAt: null });
  reachable = true;
  desk.clock.advance(60_000);
  await loop.look();
  await loop.stop();
  expect(await message()).toMatchObject({ state: "sent", waitsFor: null, sentAt: again });
  await desk.database.transaction(systemActor("test"), async (tx) => setAcknowledged(tx, outgoingId));
  expect(await message()).toMatchObject({ state: "acknowledged", acknowledgedAt: again });
});

test("nobody approves what they asked for themselves; a refusal sends nothing", async () => {
  await send(passengerList({ number: 402, reference: "R402" }));
  const flight = await keyOf(402);
  const { id } = (await ask(flight, missing, supervisor)).json<PushRequestRow>();
  const own = await decide(id, true, supervisor);
  expect(own.statusCode).toBe(403);
  expect(own.json()).toMatchObject({ policies: ["four-eyes"] });
  expect((await decide(id, false, other)).json()).toMatchObject({ state: "refused" });
  expect(await rows("select 1 from intake.outgoing where about = $1", [id])).toEqual([]);
});

test("a specific threat names its case; a flight long gone or of an unknown carrier is not asked for (PNRD-8.5)", async () => {
  await send(passengerList({ number: 403, reference: "R403" }));
  const flight = await keyOf(403);
  const threat = { reason: "specific-threat", legalBasis: "specific-threat" };
  expect((await ask(flight, threat)).json()).toMatchObject({ code: "case-number-needed" });
  expect((await ask(flight, { ...threat, caseNumber: "C-2026/12" })).statusCode).toBe(201);
  expect((await ask(flight, { ...missing, reason: "curiosity" })).statusCode).toBe(400);
  expect((await ask("2026-11-21_00000000-0000-7000-8000-000000000000")).json()).toMatchObject({
    code: "unknown-flight",
  });
  await rows("update records.flight set carrier = 'ZZ' where number = '403'");
  await rows("update intake.push_request set state = 'refused' where state = 'proposed'");
  expect((await ask(flight)).json()).toMatchObject({ code: "carrier-not-registered" });
  await rows("update records.flight set departs_at = departs_at - interval '3 days' where number = '403'");
  expect((await ask(flight)).json()).toMatchObject({ code: "outside-flight-window" });
});

test("what nobody decides on and what nobody answers expires, and is told (PNRD-8.5)", async () => {
  await send(passengerList({ number: 404, reference: "R404" }));
  await send(passengerList({ number: 405, reference: "R405" }));
  await ask(await keyOf(404));
  const { id } = (await ask(await keyOf(405))).json<PushRequestRow>();
  await decide(id, true);
  const states = async () =>
    (
      await rows(
        `select f.number || ' ' || r.state as said from intake.push_request r join records.flight f using (flight_date, flight_id)
         where f.number in ('404', '405') order by 1`,
      )
    ).map(({ said }) => said);
  desk.clock.advance(4 * 3_600_000 - 1);
  await runJob();
  expect(await states()).toEqual(["404 proposed", "405 sent"]);
  desk.clock.advance(1);
  await runJob();
  expect(await states()).toEqual(["404 expired", "405 expired"]);
  const told = await rows("select 1 as one from ledger.entry where action = 'push-request.expired'");
  expect(told.length).toBeGreaterThanOrEqual(2);
});
