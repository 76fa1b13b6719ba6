// The retention console over HTTP: grounds proposed by one person and decided by another, certificates, countersignature.
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, systemActor } from "#platform";
import { applyPassengerList } from "#records";
import { deleteExpired, retentionRoutes } from "#retention";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { expiringKinds } from "./unit.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-20T10:00:00Z") });
  retentionRoutes(desk.server, { database: desk.database, profile: euStrict });
});
afterAll(() => desk.close());

test("grounds by two persons, the certificate of what nobody kept, and the officer's countersignature (roles.md F09, F22)", async () => {
  await desk.database.transaction(systemActor("test"), (tx) =>
    applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list: aPassengerList([
        aListedTraveller(),
        aListedTraveller({ surname: "OTHER", locator: "X1", seat: "1A", documents: [] }),
      ]),
      state: "AZ",
      sentOn: "2026-11-20",
    }),
  );
  const [row] = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ flight_date: string; flight_id: string; person_id: string }>(
      "select flight_date, flight_id, person_id from records.traveller where surname = 'MUSTERI'",
    ),
  );
  const analyst = await desk.signIn(["analyst"], "TERR");
  const supervisor = await desk.signIn(["supervisor"], "TERR");
  const ask = (who: typeof analyst, method: "GET" | "POST", path: string, payload?: object) =>
    desk.server.inject({
      method,
      url: `/api/retention${path}`,
      headers: who.headers,
      ...(payload === undefined ? {} : { payload }),
    });
  const link = {
    flightDate: row?.flight_date,
    flightId: row?.flight_id,
    personId: row?.person_id,
    ground: "concrete-grounds",
    reference: "FILE-7",
    reason: "objective material shows a risk",
    reviewOn: "2027-11-20",
  };
  expect((await ask(analyst, "POST", "/links", { ...link, ground: "open-case" })).json()).toMatchObject({
    code: "not-to-be-kept",
  });
  const proposed = await ask(analyst, "POST", "/links", link);
  expect(proposed.statusCode).toBe(201);
  const { id } = proposed.json<{ id: string }>();
  expect((await ask(analyst, "POST", `/links/${id}/decision`, { outcome: "kept" })).statusCode).toBe(403);
  expect((await ask(supervisor, "POST", `/links/${id}/decision`, { outcome: "kept" })).statusCode).toBe(200);
  desk.clock.set(new Date("2027-05-20T00:00:00Z"));
  await deleteExpired({ database: desk.database, profile: euStrict, expiring: expiringKinds });
  desk.clock.set(new Date("2027-06-01T08:00:00Z"));
  const officer = await desk.signIn(["data-protection-officer"], "OVERSIGHT");
  const shown = (await ask(officer, "GET", "")).json<Record<string, unknown[]>>();
  expect(shown["links"]).toMatchObject([{ state: "kept", reference: "FILE-7" }]);
  expect(shown["certificates"]).toContainEqual(
    expect.objectContaining({ kind: "traveller", class: "GENERAL", records: 1 }),
  );
  expect(shown["months"]).toMatchObject([{ month: "2027-05", signedBy: null, over: true }]);
  expect((await ask(officer, "POST", "/countersignatures", { month: "2027-05" })).statusCode).toBe(200);
  expect((await ask(officer, "POST", "/countersignatures", { month: "2027-05" })).statusCode).toBe(409);
});
