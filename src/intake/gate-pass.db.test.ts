// Who goes with somebody to the gate (BGM 655; paxlst.md sections 3.2 and 4) is asked about and answered, and does not travel.
import { expect, test } from "vitest";
import { aConversation, anna, orxan, ready } from "../../test/harness/conversation.ts";
import { pushOfBookings } from "./fixtures.ts";

const { talk, rows, take, request, ask, codesIn, escalations, release } = aConversation();

const gatePass = (over: Parameters<typeof request>[0] = {}) => request({ type: "655", ...over });
const persons = () =>
  rows(
    `select t.surname, t.source, t.role, t.state from records.traveller t join records.flight using (flight_date, flight_id)
     where number = $1 order by t.surname, t.role, t.source`,
    [String(talk.number)],
  );
const flight = async () =>
  (
    await rows("select travellers, stated_passengers, api_first_at from records.flight where number = $1", [
      String(talk.number),
    ])
  )[0];
const passenger = { source: "api", role: "passenger" };
const visitor = { source: "api", role: "gate-pass" };

test("§3.2 row 655, §4 row gate pass: is screened and answered with CUSRES, and is no traveller of the flight", async () => {
  const screened: string[] = [];
  talk.screener = async (asked) => {
    screened.push(...asked.map(({ surname }) => surname));
    return ready(asked);
  };
  const answered = await ask(gatePass());
  expect([answered.type, codesIn(answered), answered.findings]).toEqual(["962", ["0Z"], []]);
  expect(screened).toEqual(["QONAQ"]);
  expect(await persons()).toEqual([{ surname: "QONAQ", ...visitor, state: "expected" }]);
  // Neither counted nor taken for the list that is owed.
  expect(await flight()).toEqual({ travellers: 0, stated_passengers: null, api_first_at: null });
});

test("what two persons decided of a visitor is answered", async () => {
  await ask(gatePass());
  await release("P1");
  expect(codesIn(await ask(gatePass({ status: "CP" })))).toEqual(["1Z"]);
});

test("a traveller of the same name stays one: who sees somebody off may travel another time, or be the same", async () => {
  await ask(request());
  await ask(gatePass({ travellers: [anna, orxan] }));
  await ask(request({ status: "CP", travellers: [{ ...anna, document: "C9" }] }));
  expect(await persons()).toEqual([
    { surname: "MUSTERI", ...visitor, state: "expected" },
    { surname: "QONAQ", ...visitor, state: "expected" },
    { surname: "QONAQ", ...passenger, state: "expected" },
  ]);
  expect(await flight()).toMatchObject({ travellers: 1 });
});

test("the close-out says nothing of visitors, and their cancellation nothing of travellers", async () => {
  await ask(request());
  await ask(gatePass({ travellers: [anna, orxan] }));
  await ask(gatePass({ status: "XR" }));
  await ask(request({ type: "266+CLOB", closeOut: true }));
  expect(await persons()).toEqual([
    { surname: "MUSTERI", ...visitor, state: "expected" },
    { surname: "QONAQ", ...visitor, state: "withdrawn" },
    { surname: "QONAQ", ...passenger, state: "boarded" },
  ]);
  expect(await escalations()).toEqual([]);
});

test("a visitor on board after all is told as somebody never asked about", async () => {
  await ask(request());
  await ask(gatePass({ travellers: [orxan] }));
  const closed = await ask(request({ type: "266+CLOB", closeOut: true, travellers: [anna, orxan] }));
  expect(closed.findings).toContain("IN13");
  expect(await persons()).toContainEqual({ surname: "MUSTERI", ...passenger, state: "boarded" });
});

test("a booking is not the visitor's, though all of the name be the same", async () => {
  const anar = { ...anna, surname: "MUSTERI", given: "ANAR", locator: "ABC123", born: "800501" };
  await ask(gatePass({ travellers: [anar] }));
  await take(pushOfBookings({ number: talk.number, reference: `B${talk.number}` }));
  const linked = await rows(
    "select distinct person_id from records.traveller join records.flight using (flight_date, flight_id) where number = $1",
    [String(talk.number)],
  );
  expect(linked).toHaveLength(2);
  expect(await flight()).toMatchObject({ travellers: 1 });
});

test("a flight that is called off has no visitors either", async () => {
  await ask(gatePass());
  await ask(request({ type: "266+XF", closeOut: true, travellers: [] }));
  expect(await persons()).toEqual([{ surname: "QONAQ", ...visitor, state: "withdrawn" }]);
  expect(await flight()).toMatchObject({ travellers: 0 });
});
