// A flight whose details change (BGM 266+CF; paxlst.md sections 3.2 and 4): the former flight is told by RFF TN, its travellers go along.
import { expect, test } from "vitest";
import { aConversation, anna, orxan } from "../../test/harness/conversation.ts";
import { pushOfBookings } from "./fixtures.ts";

const { talk, clock, rows, take, request, ask, codesIn, release, tell, told } = aConversation();

/** The times of a message some days later than the usual ones. */
const later = (text: string, days = 1): string =>
  text.replace(/DTM\+(189|232):261121/g, `DTM+$1:2611${21 + days}`);
const listed = (over: Parameters<typeof request>[0] = {}) => request({ tn: `T${talk.number}`, ...over });
/** The change, under the reference of the list that it changes the flight of. */
const changed = (tn = `T${talk.number}`) => request({ type: "266+CF", closeOut: true, travellers: [], tn });
const flights = (number = talk.number) =>
  rows(
    `select to_char(departs_local, 'MM-DD HH24:MI') as departs, number, origin, destination, travellers from records.flight
     where number in ($1, '9' || $1) order by departs_local`,
    [String(number)],
  );
const usual = () => ({ number: String(talk.number), origin: "IST", destination: "GYD" });

test("§3.2 row CF, §4 row flight changed: to another day, with everybody on it, and confirmed", async () => {
  await ask(listed({ travellers: [anna, orxan] }));
  const answered = await ask(later(changed()));
  expect([answered.type, answered.findings]).toEqual(["312", []]);
  expect(await flights()).toEqual([{ ...usual(), departs: "11-22 14:30", travellers: 2 }]);
  expect(
    await rows(
      "select fields from records.change join records.flight using (flight_date, flight_id) where number = $1",
      [String(talk.number)],
    ),
  ).toEqual([
    {
      fields: [
        { field: "departsLocal", before: "2026-11-21T14:30", after: "2026-11-22T14:30" },
        { field: "arrivesLocal", before: "2026-11-21T18:25", after: "2026-11-22T18:25" },
      ],
    },
  ]);
  // The legs of the flight go with it.
  expect(
    await rows(
      `select to_char(l.departs_local, 'MM-DD') as departs, l.origin, l.destination from records.leg l
       join records.flight using (flight_date, flight_id) where number = $1`,
      [String(talk.number)],
    ),
  ).toEqual([{ departs: "11-22", origin: "IST", destination: "GYD" }]);
});

test("what comes for the new day is for the same flight: requests, bookings, the close-out", async () => {
  await ask(listed({ travellers: [anna] }));
  await ask(later(changed()));
  await ask(later(request({ travellers: [orxan] })));
  const reference = `B${talk.number}`;
  await take(pushOfBookings({ number: talk.number, reference }).replaceAll("+211126:", "+221126:"));
  const closed = await ask(later(request({ type: "266+CLOB", closeOut: true, travellers: [anna, orxan] })));
  expect(closed.findings).not.toContain("IN13");
  expect(await flights()).toMatchObject([{ departs: "11-22 14:30" }]);
});

test("what two persons decided holds on the new day, and is told to the carrier", async () => {
  await ask(listed());
  const id = await release("P1");
  await ask(later(changed()));
  expect(codesIn(await ask(later(request({ status: "CP" }))))).toEqual(["1Z"]);
  expect(await told(id)).toBe("answer");
  // After the hour at which it was to leave first.
  clock.set(new Date("2026-11-21T12:00:00Z"));
  await ask(later(request({ status: "CP", travellers: [orxan] })));
  const second = await release("P2", "SELECTEE");
  await tell(second);
  expect(await told(second)).toBe("message");
});

test("another number, then another airport", async () => {
  await ask(listed());
  const numbered = () => later(changed()).replace(`TDT+20+J2${talk.number}`, `TDT+20+J29${talk.number}`);
  expect((await ask(numbered())).findings).toEqual([]);
  expect((await ask(numbered().replace("LOC+125+IST", "LOC+125+SAW"))).findings).toEqual([]);
  expect(await flights()).toEqual([
    { number: `9${talk.number}`, origin: "SAW", destination: "GYD", departs: "11-22 14:30", travellers: 1 },
  ]);
});

test("the flight of that number on the new day is another one, and stays so", async () => {
  await ask(later(request({ travellers: [orxan] })));
  await ask(listed());
  await ask(later(changed()));
  expect(await flights()).toEqual([
    { ...usual(), departs: "11-22 14:30", travellers: 1 },
    { ...usual(), departs: "11-22 14:30", travellers: 1 },
  ]);
});

test.each([
  ["no list of the carrier has its reference", 1, "NONE"],
  ["the new day is too far off to be the same flight", 9, undefined],
] as const)("%s: nobody is moved, and the carrier is told", async (_why, days, tn) => {
  await ask(listed());
  const answered = await ask(later(changed(tn), days));
  expect([answered.type, answered.findings]).toEqual(["312", ["IN22"]]);
  expect(await flights()).toMatchObject([{ departs: "11-21 14:30", travellers: 1 }, { travellers: 0 }]);
});

test("nor is anybody moved where the new day has a flight of the number, and the carrier is told", async () => {
  await ask(listed());
  await ask(later(request({ travellers: [orxan] })));
  expect((await ask(later(changed("NOT ANY")))).findings).toEqual(["IN22"]);
  expect(await flights()).toMatchObject([{ departs: "11-21 14:30" }, { departs: "11-22 14:30" }]);
});

test("a reference that the carrier uses over again moves no other flight", async () => {
  const other = talk.number;
  await ask(listed());
  talk.number += 1;
  const answered = await ask(later(changed(`T${other}`)).replace("LOC+125+IST", "LOC+125+FRA"));
  expect(answered.findings).toEqual(["IN22"]);
  expect(await flights(other)).toEqual([
    { number: String(other), origin: "IST", destination: "GYD", departs: "11-21 14:30", travellers: 1 },
  ]);
});

test("times of the same day change without any reference, as ever", async () => {
  await ask(listed());
  const answered = await ask(changed("OTHER").replace("2611211430", "2611211610"));
  expect(answered.findings).toEqual([]);
  expect(await flights()).toEqual([{ ...usual(), departs: "11-21 16:10", travellers: 1 }]);
});
