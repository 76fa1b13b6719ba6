// Passenger data that come too early are refused with a code, by the clock; crew and other bodies of law have no such bound.
import { expect, test } from "vitest";
import { euStrict } from "#vocabulary";
import { aConversation, anna } from "../../test/harness/conversation.ts";
import { readBytes } from "#messages";
import { tooEarly } from "./too-early.ts";

const { request, ask, rows, talk, clock } = aConversation();

/** The flights of the conversation depart at 11:30 UTC. */
const departs = new Date("2026-11-21T11:30:00Z").getTime();
const before = (hours: number, seconds = 0) => new Date(departs - hours * 3_600_000 - seconds * 1_000);
const kept = () =>
  rows(
    `select 1 from records.traveller t join records.flight f using (flight_date, flight_id) where f.number = $1`,
    [String(talk.number)],
  );

test("passenger data are refused with a code until 48 hours before departure, to the second, and nothing is kept (EUAPI13-5.3a)", async () => {
  for (const at of [before(168), before(49), before(48, 1)]) {
    clock.set(at);
    const { receipt } = await ask(request({ travellers: [anna] }));
    expect(receipt).toMatchObject({
      state: "refused",
      travellers: 0,
      flightId: null,
      findings: [{ code: "API_TOO_EARLY", severity: "error" }],
    });
    expect(await kept()).toEqual([]);
  }
  clock.set(before(48));
  const { receipt } = await ask(request({ travellers: [anna] }));
  expect(receipt).toMatchObject({ state: "processed", travellers: 1 });
  expect(await kept()).toHaveLength(1);
});

test("the bound is the profile's, of passengers only (EUAPI13-5.3a)", () => {
  const [list] = readBytes(Buffer.from(request({ travellers: [anna] }), "latin1"));
  if (list === undefined) throw new Error("nothing was read");
  const strict = tooEarly(list, euStrict, before(50));
  expect(strict).toMatchObject({ code: "API_TOO_EARLY", values: { hours: "50", from: "48" } });
  expect(tooEarly(list, { ...euStrict, family: "icao-baseline" }, before(50))).toBeNull();
  const wider = { ...euStrict, pushes: [{ kind: "api" as const, opens: -60 * 60, due: 0 }] };
  expect(tooEarly(list, wider, before(50))).toBeNull();
  const crew = { ...list, passengerList: { ...list.passengerList!, function: "crew-list" as const } };
  expect(tooEarly(crew, euStrict, before(50))).toBeNull();
});
