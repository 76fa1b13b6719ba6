// What is said of seats, check-ins and bags keeps its order however often it is written, wherever it stood and whatever is lost.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReadMessage } from "../message.ts";
import { readBytes } from "../read.ts";
import { writePnrgov } from "./write.ts";

const ways = ["GYD+IST", "IST+FRA", "FRA+GYD"];
const way = fc.constantFrom(...ways);
const sent = fc.constantFrom("12A", "12B", "14C", "XXX", "");
const ref = fc.constantFrom("1", "2", "02", "7");
const names = ["TIF+SAMPLE:I+ANNA MRS:A:1", "TIF+BEISPIEL:I+JAN MR:A:2", "TIF+SAMPLE:I+AYTAN:C"];

/** An SSR SEAT of a way of its own or of none, with the seats of those that it refers to, or of whom it stands with. */
const service = fc
  .tuple(
    fc.constantFrom("SEAT", "RQST"),
    fc.option(way, { nil: "+" }),
    fc.array(fc.tuple(sent, fc.option(ref, { nil: "" })), { minLength: 1, maxLength: 3 }),
  )
  .map(([code, of, seats]) => {
    const elements = seats.map(([seat, whom]) => (whom === "" ? seat : `${seat}::${whom}`));
    return `SSR+${code}:HK:1:J2:::${of.replace("+", ":")}+${elements.join("+")}`;
  });

const checkIn = fc
  .tuple(fc.constantFrom(...names), ref, sent, fc.nat({ max: 2 }), fc.boolean())
  .map(([name, whom, seat, bags, isDated]) => [
    ...(isDated ? ["DAT+2:200626:0912"] : []),
    `TRI++GYD-7:::${whom}`,
    name,
    ...(seat === "" ? [] : [`SSD+${seat}++++Y`]),
    ...(bags === 0 ? [] : [`TBD++${bags}:20:700++${`J2:00012345${bags}:1:FRA`}`]),
  ]);

const flight = fc
  .tuple(
    fc.option(way, { nil: null }),
    fc.array(service, { maxLength: 2 }),
    fc.array(checkIn, { maxLength: 2 }),
  )
  .map(([of, services, checkIns]) => [
    ...(of === null ? [] : [`TVL+200626:0900:200626:1200+${of}+J2+15:Y`]),
    ...services,
    ...checkIns.flat(),
  ]);

const push = fc
  .tuple(
    fc.integer({ min: 1, max: names.length }),
    fc.array(fc.array(service, { maxLength: 2 }), { minLength: names.length, maxLength: names.length }),
    fc.array(flight, { maxLength: 4 }),
  )
  .map(([count, services, flights]) => {
    const travellers = names.slice(0, count).flatMap((name, index) => [name, ...services[index]!]);
    return messageOf([...travellers, ...flights.flat()]);
  });

/** A push of one booking with these segments. */
function messageOf(segments: readonly string[]): Buffer {
  const before = ["MSG+:22", "ORG+J2", "TVL+200626:0900:200626:1200+GYD+IST+J2+15", "EQN+1", "SRC"];
  const all = [...before, "RCI+J2:ABC123::010526:1020", "ORG+J2:GYD", ...segments];
  const message = ["UNH+1+PNRGOV:13:1:IA+REF", ...all, `UNT+${all.length + 2}+1`];
  const whole = ["UNB+IATA:1+J2+AZPIU+260619:1230+1", ...message, "UNZ+1+1"];
  return Buffer.from(whole.map((segment) => `${segment}'`).join(""), "latin1");
}

function writtenAndRead({ push: sentPush, bookings = [] }: ReadMessage): ReadMessage {
  const options = { sender: "J2", recipient: "AZPIU", preparedAt: "2026-06-19T12:30", reference: "1" };
  return readBytes(writePnrgov({ ...sentPush!, bookings }, options))[0]!;
}

/** What check-in and services say of each traveller. */
const placesOf = ({ bookings = [] }: ReadMessage): unknown =>
  bookings[0]!.travellers.map(({ seats, checkIns = [], bags }) => ({ seats, checkIns, bags }));

const segmentless = ({ bookings = [] }: ReadMessage): unknown =>
  bookings.map((booking) => ({ ...booking, segment: 0 }));

describe("seats, check-ins and bags", () => {
  it("are written and read in the order they had", () => {
    fc.assert(
      fc.property(push, (bytes) => {
        const read = readBytes(bytes)[0]!;
        const once = writtenAndRead(read);
        expect(placesOf(once)).toEqual(placesOf(read));
        expect(segmentless(writtenAndRead(once))).toEqual(segmentless(once));
      }),
      { numRuns: 400 },
    );
  });

  it("keep their order where a seat asked for was given at check-in only", () => {
    const read = readBytes(
      messageOf([
        "TIF+SAMPLE:I+ANNA MRS:A:1",
        "TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y",
        "SSR+SEAT:HK:1:J2:::GYD:IST+XXX::1",
        "TRI++7:::1",
        "TIF+SAMPLE:I+ANNA MRS:A:1",
        "SSD+12A",
        "TVL+200626:1500:200626:1800+IST+FRA+J2+16:Y",
        "SSR+SEAT:HK:1:J2:::IST:FRA+14C::1",
      ]),
    )[0]!;
    const [seats] = read.bookings![0]!.travellers.map((one) => one.seats.map(({ seat }) => seat));
    expect(seats).toEqual(["14C", "12A"]);
    expect(placesOf(writtenAndRead(read))).toEqual(placesOf(read));
  });

  it("keep their order where one way is flown twice", () => {
    const flown = ["GYD+IST", "IST+GYD", "GYD+IST"];
    const flights = flown.flatMap((of, index) => [
      `TVL+20062${index}:0900+${of}+J2+15:Y`,
      `TRI++GYD-${index}:::1`,
      "TIF+SAMPLE:I+ANNA MRS:A:1",
    ]);
    const read = readBytes(messageOf(["TIF+SAMPLE:I+ANNA MRS:A:1", ...flights]))[0]!;
    const numbers = (message: ReadMessage): unknown =>
      message.bookings![0]!.travellers[0]!.checkIns?.map(({ number }) => number);
    expect(numbers(read)).toEqual(["GYD-0", "GYD-1", "GYD-2"]);
    expect(numbers(writtenAndRead(read))).toEqual(numbers(read));
  });
});

describe("services", () => {
  const servicesOf = ({ bookings = [] }: ReadMessage): unknown =>
    bookings[0]!.services!.map(({ code, concerns }) => `${code} ${concerns ?? "-"}`);

  it.each([
    [
      "a visa behind a service that says none",
      [
        "SSR+DOCO:HK:1:J2",
        "SSR+DOCS:HK:1:J2:::::/P/AZE/C1234567/AZE/04MAR88/M/20SEP30/SAMPLE/ANNA",
        "SSR+DOCO:HK:1:J2::::://V/V7654321///AZE",
      ],
      ["DOCO 0", "DOCS 0", "DOCO 0"],
    ],
    [
      "of an infant with nothing but its sign",
      ["SSR+DOCO:HK:1:J2:::::///////I", "SSR+INFT:HK:1:J2:::::SAMPLE/AYTAN 20SEP25"],
      ["DOCO 1", "INFT 1"],
    ],
    [
      "of an infant without a name, who becomes known by what follows",
      [
        "SSR+DOCS:HK:1:J2:::::/P/AZE/C7654321/AZE/20SEP25/MI/20SEP30/SAMPLE/TURAL",
        "TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y",
        "SSR+INFT:HK:1:J2:::GYD:IST",
      ],
      ["DOCS 1", "INFT 1"],
    ],
    ["told by reference with nothing in its text", ["SSR+TKNE:HK:1:J2+::1"], ["TKNE 0"]],
  ])("keep whose they are and what they say: %s", (_what, segments, whose) => {
    const traveller = "TIF+SAMPLE:I+ANNA MRS:A:1";
    const read = readBytes(messageOf([traveller, ...segments]))[0]!;
    expect(servicesOf(read)).toEqual(whose);
    const once = writtenAndRead(read);
    expect(once.bookings![0]!.travellers).toEqual(read.bookings![0]!.travellers);
    expect(segmentless(writtenAndRead(once))).toEqual(segmentless(once));
  });

  it("change their order rather than their owner", () => {
    const travellers = ["TIF+SAMPLE:I+ANNA MRS:A:1", "SSR+GRPS:HK:1:J2", "TIF+BEISPIEL:I+JAN MR:A:2"];
    const read = readBytes(messageOf([...travellers, "SSR+TCP:HK:1:J2"]))[0]!;
    const bookings = read.bookings!.map((one) => ({ ...one, services: one.services!.toReversed() }));
    const turned = { ...read, bookings };
    expect(servicesOf(turned)).toEqual(["TCP 1", "GRPS 0"]);
    expect(servicesOf(writtenAndRead(turned))).toEqual(["GRPS 0", "TCP 1"]);
  });
});

it("keeps a flight of the history whose number has a blank or a hyphen in it", () => {
  const changes = ["334 B", "334-B", "0334"].flatMap((number) => [
    "SAC+++X",
    `TVL+190626:2200::2359+IST+GYD+TK+${number}`,
  ]);
  const read = readBytes(messageOf(["TIF+SAMPLE:I+ANNA MRS:A:1", "ABI+4+05FD28:GS", ...changes]))[0]!;
  const historyOf = ({ bookings = [] }: ReadMessage): unknown => bookings[0]!.history;
  expect(historyOf(read)).toHaveLength(3);
  expect(historyOf(writtenAndRead(read))).toEqual(historyOf(read));
});
