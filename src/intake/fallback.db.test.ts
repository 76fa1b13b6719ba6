// Outages of channels: what stands in, approved by two before any use; nothing lost, nothing twice, the copy gone when the main channel delivers.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { SMTPServer } from "smtp-server";
import { bindIdentity, issueToken } from "#carriers";
import { isRefusal, migrateJobs, systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices, registeredCarrier, sealingKey } from "../../test/harness/intake.ts";
import type { CarrierOutages, ChannelOutages } from "./channel-outage-contract.ts";
import { channelOutageRoutes } from "./channel-outage-routes.ts";
import { noteAtWork } from "./channel-outages.ts";
import { openRelay, type Relay } from "./channels/mail/relay.ts";
import type { IntakeServices } from "./delivery.ts";
import { passengerList } from "./fixtures.ts";
import { mailOutages } from "./outage-mail.ts";
import type { Sender } from "./judge.ts";
import { receive } from "./receive.ts";
import { openSenderGate } from "./sender-gate.ts";
import { openTraffic } from "./traffic.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let services: IntakeServices;
let carrier: Sender;
let admin: Person;
let supervisor: Person;
let carrierDesk: Person;
let watch: Person;
const actor = systemActor("intake");

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T08:00:00Z") });
  await migrateJobs(desk.url);
  const gate = openSenderGate({ ...desk, feed: { subscribe: () => () => undefined } });
  channelOutageRoutes(desk.server, {
    ...desk,
    gate,
    reception: {} as never,
    profile: euStrict,
    key: sealingKey,
  });
  services = intakeServices(desk.database);
  carrier = await registeredCarrier(desk);
  await signedIn();
});
afterAll(() => desk.close());

/** Sessions end with their hours: after the clock went on, people sign in anew. */
async function signedIn(): Promise<void> {
  [admin, supervisor, carrierDesk, watch] = await Promise.all([
    desk.signIn(["administrator"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["carrier-desk"]),
    desk.signIn(["watch-officer"]),
  ]);
}

async function ask<Answer>(who: Person, url: string, payload?: object) {
  const method = payload === undefined ? "GET" : "POST";
  const answer = await desk.server.inject({ method, url, headers: who.headers, ...(payload && { payload }) });
  const text = answer.body;
  return { status: answer.statusCode, text, body: () => answer.json<Answer & { code: string }>() };
}
const rows = (text: string, values: unknown[] = []) =>
  desk.database.transaction(actor, (tx) => tx.query<Record<string, unknown>>(text, values));
const list = (number: number, reference = `P${number}`) => passengerList({ number, reference });
const send = (text: string, channel: "mail" | "http") =>
  receive(services, { bytes: Buffer.from(text), channel, sender: carrier, idempotencyKey: null });
const codeOf = (outcome: Awaited<ReturnType<typeof send>>) =>
  isRefusal(outcome) ? outcome.refused.code : "taken";
const opened = async (over: object = {}) => {
  const { status, body } = await ask<ChannelOutages>(carrierDesk, "/api/channel-outages", {
    carrierId: carrier.id,
    channels: ["http"],
    beganAt: "2026-11-21T07:50:00.000Z",
    text: "The line is cut; send by mail.",
    ...over,
  });
  expect(status).toBe(200);
  return body().outages[0]?.id ?? "";
};
const wanted = (over: object = {}) => ({
  carrierId: carrier.id,
  main: "http",
  channel: "mail",
  security: "S/MIME with the carrier's certificate, TLS on the way",
  validUntil: "2027-06-01T00:00:00.000Z",
  ...over,
});
const kept = async () =>
  (await rows("select receipt_id from intake.redacted_source order by 1")).map((row) => row["receipt_id"]);

describe("a fallback channel (PNRD-8.fail)", () => {
  test("is proposed by who runs the system, approved by a supervisor, and by SQL in no other way", async () => {
    for (const who of [supervisor, carrierDesk, watch])
      expect((await ask(who, "/api/fallback-channels", wanted())).status).toBe(403);
    expect((await ask(admin, "/api/fallback-channels", wanted({ channel: "http" }))).status).toBe(422);
    const proposed = (await ask<ChannelOutages>(admin, "/api/fallback-channels", wanted())).body()
      .fallbacks[0];
    expect(proposed).toMatchObject({ state: "proposed", main: "http", channel: "mail" });
    expect((await ask(admin, "/api/fallback-channels", wanted())).body()).toMatchObject({
      code: "fallback-stands",
    });
    const url = `/api/fallback-channels/${proposed?.id}/decision`;
    expect((await ask(admin, url, { approve: true, reason: "it is mine" })).status).toBe(403);
    const around = (id: string, roles: string[]) =>
      desk.database.transaction({ id, roles, purpose: null }, (tx) =>
        tx.query(
          `update intake.fallback_channel set state = 'in-force', decided_by = $2, decided_at = now(), decision = 'yes'
           where fallback_id = $1 returning fallback_id`,
          [proposed?.id, id],
        ),
      );
    await expect(around(admin.id, ["administrator", "supervisor"])).rejects.toThrow(/check/);
    await expect(around("person:x", ["administrator"])).rejects.toThrow(/row-level security/);
    // Nothing comes in by it before.
    await opened();
    expect(codeOf(await send(list(801), "mail"))).toBe("fallback-not-open");
    expect((await ask(supervisor, url, { approve: true, reason: "seen the setting" })).status).toBe(200);
    expect(codeOf(await send(list(801), "mail"))).toBe("taken");
  });

  test("takes nothing while the main channel works, and an hour longer than it is out", async () => {
    for (const { id } of (await ask<ChannelOutages>(watch, "/api/channel-outages")).body().outages)
      await ask(carrierDesk, `/api/channel-outages/${id}/end`, {});
    desk.clock.advance(50 * 60_000);
    expect(codeOf(await send(list(802), "mail"))).toBe("taken");
    desk.clock.advance(15 * 60_000);
    await signedIn();
    expect(codeOf(await send(list(803), "mail"))).toBe("fallback-not-open");
    expect(
      await rows(
        "select 1 from intake.receipt r join intake.delivery d using (delivery_id) where d.channel = 'mail'",
      ),
    ).toHaveLength(2);
    // Of another carrier's channel it is no fallback.
    expect(codeOf(await send(list(803), "http"))).toBe("taken");
  });

  test("what came by it is deleted when the main channel delivers it, in the same bytes or others; only then", async () => {
    const before = await kept();
    expect(before.length).toBeGreaterThanOrEqual(2);
    // The same bytes over HTTP, then the same message in another envelope.
    const same = await send(list(801), "http");
    expect(same).toMatchObject({ duplicateOf: expect.any(String) });
    const [first] = await rows(
      `select r.receipt_id, r.fallback_confirmed_by, d.outage_id from intake.receipt r join intake.delivery d using (delivery_id)
       where d.channel = 'mail' and r.fallback_confirmed_by is not null`,
    );
    expect(first?.["fallback_confirmed_by"]).toBe(isRefusal(same) ? null : same.deliveryId);
    const wrapped = list(802)
      .replace("UNB+UNOA:4+J2+AZPIU+", "UNB+UNOA:4+J2+AZPIU+")
      .replaceAll("+P802'", "+Q802'");
    const again = await send(wrapped, "http");
    expect(isRefusal(again) ? [] : again.receipts.map(({ state }) => state)).toEqual(["duplicate"]);
    const left = await rows(
      `select 1 from intake.receipt r join intake.delivery d using (delivery_id)
       where d.outage_id is not null and r.state = 'processed' and r.fallback_deleted_at is null`,
    );
    expect(left).toEqual([]);
    // The source that is kept is what the main channel brought: one for each message, none twice.
    expect(await kept()).toEqual(before);
    const entries = await rows("select 1 from ledger.entry where action = 'fallback.copy-deleted'");
    expect(entries).toHaveLength(2);
    const { outages } = (await ask<ChannelOutages>(watch, "/api/channel-outages")).body();
    expect(outages.find(({ byFallback }) => byFallback > 0)).toMatchObject({
      byFallback: 2,
      confirmed: 2,
      copiesDeleted: 2,
    });
  });
});

describe("an outage (EUAPI13-16)", () => {
  test("is told to the carriers it touches, with what stands in; the report is there to be filled in", async () => {
    const issued = await issueToken(desk, systemActor("test"), { code: "J2", label: "test" });
    const token = isRefusal(issued) ? "" : issued.token;
    const id = await opened({ beganAt: desk.clock.now().toISOString() });
    const headers = { authorization: `Bearer ${token}` };
    const told = await desk.server.inject({ url: "/v1/outages", headers });
    expect(told.json<CarrierOutages>().outages[0]).toMatchObject({
      id,
      channels: ["http"],
      endedAt: null,
      text: "The line is cut; send by mail.",
      standIns: ["mail"],
    });
    const report = await desk.server.inject({ url: `/v1/outages/${id}/report`, headers });
    expect(report.body).toContain("REPORT ON AN OUTAGE OF A CHANNEL");
    expect(report.body).toContain("Carrier:           J2");
    expect(report.body).not.toMatch(/MUSTERI|QONAQ/);
    expect((await ask(watch, `/api/channel-outages/${id}/report`)).text).toContain("TO BE FILLED IN");
    expect((await desk.server.inject({ url: "/v1/outages" })).statusCode).toBe(401);
    await ask(carrierDesk, `/api/channel-outages/${id}/end`, {});
    expect((await ask(carrierDesk, `/api/channel-outages/${id}/end`, {})).body().code).toBe(
      "channel-outage-over",
    );
  });

  test("opens by itself when the intake cannot take, ends when it takes again, and is written down after a stop", async () => {
    const traffic = openTraffic({ ...desk, problem: (error) => expect.fail(error.message) });
    onTestFinished(() => traffic.close());
    const over = (outcome: null | object) =>
      traffic.watch.over(
        { bytes: Buffer.alloc(0), channel: "sftp", sender: carrier, idempotencyKey: null, waitedFor: false },
        outcome as never,
        5,
      );
    const own = () =>
      rows(
        "select kind, began_at, ended_at from intake.channel_outage where 'sftp' = any (channels) order by opened_at",
      );
    over(null);
    over(null);
    await traffic.flush();
    expect(await own()).toEqual([]);
    over(null);
    await traffic.flush();
    await traffic.flush();
    expect(await own()).toMatchObject([{ kind: "not-taken", ended_at: null }]);
    over({ deliveryId: "x", receipts: [] });
    await traffic.flush();
    expect(await own()).toMatchObject([{ ended_at: desk.clock.now() }]);
    await noteAtWork(desk);
    const away = desk.clock.now();
    desk.clock.advance(3_600_000);
    await noteAtWork(desk);
    expect((await own()).at(-1)).toMatchObject({
      kind: "stopped",
      began_at: away,
      ended_at: desk.clock.now(),
    });
    await noteAtWork(desk);
    await signedIn();
    expect(await own()).toHaveLength(2);
  });

  test("the intake killed in the midst, and everything sent again: no loss, no duplicate, no copy left (PNRD-8.fail)", async () => {
    await opened({ beganAt: desk.clock.now().toISOString() });
    const numbers = [811, 812, 813, 814];
    const dying = spawn(process.execPath, [
      fileURLToPath(new URL("../../test/harness/fallback-dying.ts", import.meta.url)),
      desk.url,
      desk.clock.now().toISOString(),
      JSON.stringify(carrier),
      JSON.stringify(numbers),
    ]);
    onTestFinished(() => void dying.kill("SIGKILL"));
    let told = "";
    await new Promise<void>((ended) => {
      dying.stdout.on("data", (chunk: Buffer) => {
        told += chunk.toString();
        // Two are taken, and the third is held open before its commit.
        if (told.includes("in the midst")) dying.kill("SIGKILL");
      });
      dying.once("close", () => ended());
    });
    expect(told).toContain("taken 2");
    expect(told).toContain("in the midst");
    const of = `from intake.receipt r join intake.delivery d using (delivery_id) where r.state = 'processed'
      and r.designator in ('J2811', 'J2812', 'J2813', 'J2814')`;
    expect(await rows(`select 1 ${of}`)).toHaveLength(2);
    // The carrier sends again what was not acknowledged; the main channel is back and brings everything, some of it twice.
    for (const number of [813, 814]) expect(codeOf(await send(list(number), "mail"))).toBe("taken");
    for (const number of [...numbers, 812, 814])
      expect(codeOf(await send(list(number), "http"))).toBe("taken");
    expect(await rows(`select 1 ${of}`)).toHaveLength(4);
    expect(
      await rows(`select 1 ${of} and d.outage_id is not null and r.fallback_deleted_at is null`),
    ).toEqual([]);
    const travellers = await rows(
      `select f.number, count(*)::int as n from records.traveller t join records.flight f using (flight_date, flight_id)
       where f.number between '811' and '814' group by 1 order by 1`,
    );
    expect(travellers.map(({ n }) => n)).toEqual([2, 2, 2, 2]);
    expect(
      await rows(
        `select 1 from intake.redacted_source s where exists (select ${of.replace("from", "from")} and r.receipt_id = s.receipt_id)`,
      ),
    ).toHaveLength(4);
  });
});

describe("mail about an outage (EUAPI13-16)", () => {
  const relayed: { readonly to: string; readonly body: string }[] = [];
  let refusing = false;
  let server: SMTPServer;
  let relay: Relay;
  beforeAll(async () => {
    server = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      authOptional: true,
      onData: (stream, session, done) => {
        void (async () => {
          const body = await text(stream);
          if (refusing) {
            done(new Error("not now"));
            return;
          }
          relayed.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), body });
          done();
        })();
      },
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    relay = openRelay(
      `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
      "piu@unit.example",
    );
    const bound = await bindIdentity(desk, actor, {
      code: "J2",
      kind: "mail-sender",
      label: "operations",
      identity: "ops@carrier.example",
    });
    if (isRefusal(bound)) throw new Error(bound.refused.detail);
    await mailOutages(desk, { relay, from: "piu@unit.example", unit: "Unit" });
    relayed.length = 0;
  });
  afterAll(async () => {
    relay.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });
  const mail = () => mailOutages(desk, { relay, from: "piu@unit.example", unit: "Unit" });
  const told = async (action: string, outage: string) =>
    (
      await rows("select count(*)::int as n from ledger.entry where action = $1 and subject_id = $2", [
        action,
        outage,
      ])
    )[0]?.["n"];

  test("goes to the carriers concerned and to the unit, one at the begin, one at the end, none twice", async () => {
    // Later than the one that still lasts.
    desk.clock.advance(60_000);
    const id = await opened({ beganAt: desk.clock.now().toISOString() });
    expect(await mail()).toBe(2);
    expect(relayed.map(({ to }) => to).toSorted()).toEqual(["ops@carrier.example", "piu@unit.example"]);
    expect(relayed[0]?.body).toContain("Subject: Outage of channels: http");
    expect(relayed[0]?.body).toContain("The line is cut; send by mail.");
    expect(await mail()).toBe(0);
    await ask(carrierDesk, `/api/channel-outages/${id}/end`, {});
    expect(await mail()).toBe(2);
    expect(relayed.at(-1)?.body).toContain("Subject: Outage over: http");
    expect(relayed.map(({ body }) => body).join("")).not.toMatch(/MUSTERI|QONAQ/);
    expect(await told("outage-mail.sent", id)).toBe(4);
  });

  test("that was refused is tried again; of which nobody knows whether it was taken, after a stop, is not", async () => {
    relayed.length = 0;
    refusing = true;
    desk.clock.advance(60_000);
    const id = await opened({ beganAt: desk.clock.now().toISOString() });
    expect(await mail()).toBe(0);
    refusing = false;
    // Not before its pause is over.
    expect(await mail()).toBe(0);
    desk.clock.advance(2 * 60_000);
    expect(await mail()).toBe(2);
    await signedIn();
    await ask(carrierDesk, `/api/channel-outages/${id}/end`, {});
    // Whoever sends dies in the midst of each.
    const dying = { send: () => new Promise<void>(() => undefined) };
    void mailOutages(desk, { relay: dying, from: "piu@unit.example", unit: "Unit" });
    const states = async () =>
      (
        await rows(
          "select state from intake.outage_mail where outage_id = $1 and occasion = 'ended' order by 1",
          [id],
        )
      ).map(({ state }) => state);
    await expect.poll(states).toEqual(["sending", "waiting"]);
    const before = relayed.length;
    expect(await mail()).toBe(1);
    desk.clock.advance(11 * 60_000);
    expect(await mail()).toBe(0);
    expect(await states()).toEqual(["sent", "unknown"]);
    expect(relayed).toHaveLength(before + 1);
    await expect(
      rows("update intake.outage_mail set state = 'waiting' where outage_id = $1", [id]),
    ).rejects.toThrow(/not sent again/);
    await signedIn();
  });
});
