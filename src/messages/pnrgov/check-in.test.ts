// Who checked in: nobody vanishes because only the check-in names him, and nobody gets the seat of another.
import { describe, expect, it } from "vitest";
import { readBytes } from "../read.ts";
import { aPushOf } from "./fixtures.ts";

/** The travellers with their seats and boarding numbers, and the findings, of one PNR of a push. */
function read(booked: readonly string[], checkIn: readonly string[]) {
  const source = aPushOf([...booked, "TVL+010326:1410:010326:1620+GYD+IST+J2+075:Y", "DAT", ...checkIn]);
  const [message] = readBytes(Buffer.from(source));
  return {
    travellers: message?.bookings?.[0]?.travellers.map(
      ({ surname, given, title, type, ref, seats, checkIns = [] }) => ({
        name: [surname, given, title, type, ref].join("/"),
        seats: seats.map(({ seat }) => seat),
        numbers: checkIns.map(({ number }) => number),
      }),
    ),
    findings: message?.findings.map(({ code, offset }) => [
      code,
      source.slice(offset ?? 0, (offset ?? 0) + 3),
    ]),
  };
}

const BELT = "TIF+BELT:I+SOPHYMRS:A:1";
const SEAT = "SSD+012D++++J";
const belt = { name: "BELT/SOPHY/MRS/adult/1", seats: [], numbers: [] };
const hers = { ...belt, seats: ["12D"], numbers: ["GYD-169"] };
const goShow = { name: "GO/SHOW/MR/adult/9", seats: ["12D"], numbers: ["GYD-169"] };

describe("a person whom only the check-in names", () => {
  it.each([
    ["without a reference of TRI", "TRI++GYD-169"],
    ["with his reference", "TRI++GYD-169:::9"],
    ["with that of another", "TRI++GYD-169:::1"],
  ])("is a traveller of his own, with his seat, and told (%s)", (_, tri) => {
    const { travellers, findings } = read([BELT], [tri, "TIF+GO:I+SHOWMR:A:9", SEAT]);
    expect(travellers).toEqual([belt, goShow]);
    expect(findings).toEqual([["CHECK_IN_UNMATCHED", "TIF"]]);
  });
  it("on two flights, or beside several others, is one", () => {
    const other = "TIF+BELT:I+JOHNMR:A:2";
    const names = ["TRI++GYD-169", "TIF+GO:I+SHOWMR:A:9", SEAT];
    const { travellers, findings } = read([BELT, other], [...names, "DAT", ...names]);
    expect(travellers?.map(({ name }) => name)).toEqual([
      "BELT/SOPHY/MRS/adult/1",
      "BELT/JOHN/MR/adult/2",
      "GO/SHOW/MR/adult/9",
    ]);
    expect(findings).toEqual([["CHECK_IN_UNMATCHED", "TIF"]]);
  });
  it("is not said to be nobody where the booking has no other", () => {
    const { travellers, findings } = read([], ["TRI++GYD-169", "TIF+GO:I+SHOWMR:A:9", SEAT]);
    expect(travellers).toEqual([goShow]);
    expect(findings).toEqual([["CHECK_IN_UNMATCHED", "TIF"]]);
  });
  it("is the one who is booked where the name is spelt otherwise", () => {
    const { travellers, findings } = read([BELT], ["TRI++GYD-169:::1", "TIF+BELTT:I+SOPHIEMRS:A:1", SEAT]);
    expect(travellers).toEqual([hers]);
    expect(findings).toEqual([]);
  });
  it("is the one of that surname where no given name is sent", () => {
    const { travellers } = read([BELT], ["TRI++GYD-169", "TIF+BELT:I", SEAT]);
    expect(travellers).toEqual([hers]);
  });
});

describe("a reference of TRI that is nobody's", () => {
  it.each([["one", [BELT], [belt]]])(
    "is told, and its seat is not given to %s traveller",
    (_, booked, read1) => {
      const { travellers, findings } = read(booked, ["TRI++GYD-169:::7", SEAT]);
      expect(travellers).toEqual(read1);
      expect(findings).toEqual([["PN07", "TRI"]]);
    },
  );
  it("is that of the only traveller where he has none", () => {
    const { travellers, findings } = read(["TIF+BELT:I+SOPHYMRS:A"], ["TRI++GYD-169:::7", SEAT]);
    expect(travellers).toEqual([{ ...hers, name: "BELT/SOPHY/MRS/adult/" }]);
    expect(findings).toEqual([["PN07", "TRI"]]);
  });
  it("without any reference the only traveller has checked in", () => {
    expect(read([BELT], ["TRI++GYD-169", SEAT])).toEqual({ travellers: [hers], findings: [] });
  });
});
