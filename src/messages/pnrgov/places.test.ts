// What a PNR says in forms of older releases or with a segment lost, and where findings about it point.
import { expect, it } from "vitest";
import { readBytes } from "../read.ts";
import { writePnrgov } from "./write.ts";

const TIF = "TIF+BELT:I+SOPHYMRS:A:1";
const TVL = "TVL+010326:1410:010326:1620+GYD+IST+J2+075:Y";
const RCI = "RCI+J2:QX7K2M::010226:1000";

/** The PNRs of a push of J2 75, the findings with the segment that each points at, and the push as it is written. */
function read(pnrs: readonly string[], count = 1) {
  const text = [
    "UNB+IATA:1+J2+PIU+260227:1000+R1++PNRGOV",
    "UNH+1+PNRGOV:13:1:IA+010326/1410/J2/075",
    "MSG+:22",
    "ORG+J2:GYD",
    "TVL+010326:1410:010326:1620+GYD+IST+J2+075",
    `EQN+${count}`,
    "SRC",
    ...pnrs,
  ];
  const source = `${text.join("'")}'UNT+${text.length}+1'UNZ+1+R1'`;
  const message = readBytes(Buffer.from(source))[0]!;
  const { push, bookings = [], findings } = message;
  const options = { sender: "A", recipient: "B", reference: "1", preparedAt: "2026-02-27T10:00" };
  const again = readBytes(writePnrgov({ ...push!, bookings }, options))[0]!;
  return {
    bookings,
    again: again.bookings ?? [],
    findings: findings.map(({ code, offset }) => [code, source.slice(offset ?? 0).split("'")[0]]),
  };
}

it("a PNR that has lost its SRC is one of its own", () => {
  const second = "RCI+J2:QQQQQQ::010226:1200";
  const { bookings, findings } = read([RCI, TIF, TVL, "RPI+1+HK", second, "TIF+SECOND:I+ONEMR:A:1", TVL], 2);
  expect(
    bookings.map(({ locator, travellers }) => [locator, travellers.map(({ surname }) => surname)]),
  ).toEqual([
    ["QX7K2M", ["BELT"]],
    ["QQQQQQ", ["SECOND"]],
  ]);
  expect(findings).toEqual([["ORDER", second]]);
});

it.each([
  ["the locator of a flight with another carrier", "RCI+TK:ZZZZZZ"],
  ["the same locator again", RCI],
])("%s begins no other", (_, rci) => {
  const { bookings } = read([RCI, TIF, TVL, rci, "TIF+LATE:I+ONEMR:A:2"]);
  expect(bookings.map(({ locator, travellers }) => [locator, travellers.length])).toEqual([["QX7K2M", 2]]);
});

it("a visa keeps when and where it was issued, and is written so", () => {
  const doco = "SSR+DOCO:HK:1:J2:::::/LONDON GBR/V/17317323/BAKU/12JUL21/USA";
  const { bookings, again } = read([RCI, TIF, doco, TVL]);
  const visa = {
    type: "V",
    number: "17317323",
    issuer: "USA",
    expires: null,
    issued: "2021-07-12",
    issuePlace: "BAKU",
  };
  expect(bookings[0]?.travellers[0]?.documents).toEqual([visa]);
  expect(again[0]?.travellers[0]?.documents).toEqual([visa]);
});

it("the operating flight by its number alone, as 10.1 gives it, is the one of the push", () => {
  const sold = "TVL+010326:1410:010326:1620+GYD+IST+TK+8075:Y";
  expect(read([RCI, TIF, sold, "TVL+++++075:M"]).findings).toEqual([]);
  expect(read([RCI, TIF, sold, "TVL+++++076:M"]).findings).toEqual([["PN08", sold]]);
});

it("findings about a traveller or a flight point at its segment", () => {
  const other = "TIF+BELT:I+JOHNMR:A:01";
  const early = "TVL+010226:1410:010226:1620+IST+GYD+J2+076:Y";
  const { findings } = read([RCI, TIF, "TIF+BELT:I+LEO:C:2", other, TVL, early]);
  expect(findings).toEqual([
    ["PN07", other],
    ["PN09", early],
  ]);
});
