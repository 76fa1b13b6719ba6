// Lists of flights that were agreed not to be sent: nothing of them is kept.
import { expect, test } from "vitest";
import { usualAgreement, type EffectiveAgreement } from "#carriers";
import { aConversation, anna, orxan } from "../../test/harness/conversation.ts";
import { sender } from "./fixtures.ts";

const { request, ask, take, rows, release, codesIn, talk } = aConversation();

const under = (over: Partial<EffectiveAgreement>) => ({
  sender: { ...sender, agreement: { ...usualAgreement, ...over } },
});
const neither = under({ unwanted: ["exit", "overflight"] });
const two = { travellers: [anna, orxan] };
/** A whole list: as many as CNT says. */
const whole = (text: string) => text.replace("CNT+42:160", "CNT+42:2");
const leaving = (text: string) =>
  text
    .replace("LOC+125+IST", "LOC+125+XXX")
    .replace("LOC+87+GYD", "LOC+87+IST")
    .replace("LOC+125+XXX", "LOC+125+GYD");
const overflying = (text: string) => text.replace("TDT+20+", "TDT+34+").replace("LOC+87+GYD", "LOC+87+TAS");
const kept = () =>
  rows(
    `select surname from records.traveller t join records.flight f using (flight_date, flight_id) where f.number = $1
     order by 1`,
    [String(talk.number)],
  );
const flights = () => rows("select 1 from records.flight where number = $1", [String(talk.number)]);

test.each([
  ["leaves the State", leaving, "EXIT_NOT_WANTED", "exit"],
  ["only flies over it", overflying, "OVERFLIGHT_NOT_WANTED", "overflight"],
] as const)("of a flight that %s nothing is kept but the receipt", async (_name, turned, code, what) => {
  // A finding that would quote what is not to be kept.
  const text = whole(turned(request(two))).replace("NAT+2+AZE", "NAT+2+QQQ");
  const { receipt, type, results } = await ask(text, under({ unwanted: [what] }));
  expect(receipt).toMatchObject({
    state: "refused",
    travellers: 0,
    flightId: null,
    findings: [{ code, severity: "error" }],
  });
  expect([type, results.map(({ level, codes }) => [level, codes])]).toEqual(["312", [["message", []]]]);
  expect([await kept(), await flights()]).toEqual([[], []]);
  const sources = await rows("select 1 from intake.redacted_source where receipt_id = $1", [
    receipt?.receiptId,
  ]);
  expect(sources).toEqual([]);
  // Wanted by everybody else, and by this carrier where it is the other kind.
  const other = under({ unwanted: what === "exit" ? ["overflight"] : ["exit"] });
  expect((await ask(whole(turned(request(two))), other)).receipt?.state).toBe("processed");
  expect(await kept()).toHaveLength(2);
});

test("it is answered by a number where one is agreed, and not at all where lists are not", async () => {
  const numbered = under({ unwanted: ["exit"], errorCodes: { EXIT_NOT_WANTED: "E20" } });
  expect((await ask(whole(leaving(request(two))), numbered)).results).toMatchObject([
    { level: "message", codes: ["E20"], texts: ["DATA NOT ACCEPTED - EXIT NOT WANTED"] },
  ]);
  const silent = under({ unwanted: ["exit"], answerLists: false });
  expect((await take(whole(leaving(request(two))), silent)).receipts).toMatchObject([
    { state: "refused", answer: null },
  ]);
});

test("flights that enter the State are wanted, also those that stop in it on their way", async () => {
  expect((await ask(whole(request(two)), neither)).receipt?.state).toBe("processed");
  const onward = `TDT+20+J2${talk.number}+++J2'LOC+125+GYD'DTM+189:2611211930:201'LOC+87+TAS'DTM+232:2611212330:201'NAD+FL`;
  const stopping = whole(request(two)).replace("NAD+FL", onward);
  expect((await ask(stopping, neither)).receipt?.state).toBe("processed");
});

test("crew lists and reports of who is on board are such lists, requests are not: somebody waits for their answer", async () => {
  const crew = leaving(request({ ...two, type: "250" })).replaceAll("NAD+FL", "NAD+FM");
  expect((await ask(crew, neither)).findings).toEqual(["EXIT_NOT_WANTED"]);
  const closed = leaving(request({ ...two, type: "266+CLOB", closeOut: true }));
  expect((await ask(closed, neither)).findings).toEqual(["EXIT_NOT_WANTED"]);
  expect(codesIn(await ask(leaving(request(two)), neither))).toEqual(["0Z", "0Z"]);
  expect(codesIn(await ask(whole(leaving(request(two))), { ...neither, interactive: true }))).toEqual([
    "0Z",
    "0Z",
  ]);
});

test("what persons have decided about a traveller of it is told all the same", async () => {
  await ask(leaving(request()), neither);
  await release("P1");
  expect(codesIn(await ask(whole(leaving(request(two))), neither))).toEqual(["1Z", "0Z"]);
});
