// Documents of two persons under one TIF: neither is lost in the other, and one person does not become two.
import { describe, expect, it } from "vitest";
import { readBytes } from "../read.ts";
import { aPushOf } from "./fixtures.ts";
import { writePnrgov } from "./write.ts";

const ssr = (text: string): string => `SSR+DOCS:HK:1:J2:::::${text}`;
const docs = (number: string, rest: string): string => ssr(`/P/GBR/${number}/GBR/${rest}`);

/** The travellers of one PNR with their documents' numbers, and the codes; what is written of it is read as the same. */
function read(tif: string, ...segments: readonly string[]) {
  const source = aPushOf([tif, ...segments, "TVL+010326:1410:010326:1620+GYD+IST+J2+075:Y"]);
  const message = readBytes(Buffer.from(source))[0]!;
  const { push, bookings = [], findings } = message;
  const options = { sender: "A", recipient: "B", reference: "1", preparedAt: "2026-02-27T10:00" };
  const again = readBytes(writePnrgov({ ...push!, bookings }, options))[0]!;
  expect(again.bookings?.[0]?.travellers).toEqual(bookings[0]?.travellers);
  return {
    persons: bookings[0]?.travellers.map(({ surname, given, documents }) =>
      [surname, given, ...documents.map(({ number }) => number)].join(" "),
    ),
    codes: findings.map(({ code }) => code),
  };
}

const ANNA = "TIF+BELT:I+ANNA:C:1";
const JOHN = "TIF+BELT:I+JOHN MR:A:1";
const SOPHY = "TIF+BELT:I+SOPHYMRS:A:1";
const THEIRS = "20SEP82/F/25OCT27";

describe("two persons", () => {
  it.each([
    ["twins of two sexes", ANNA, ["20SEP15/F/25OCT27/BELT/ANNA", "20SEP15/M/25OCT27/BELT/LEO"], "BELT LEO"],
    ["twins of one sex", ANNA, ["20SEP15/F/25OCT27/BELT/ANNA", "20SEP15/F/25OCT27/BELT/EVA"], "BELT EVA"],
    ["father and son", JOHN, ["20SEP82/M/25OCT27/BELT/JOHN", "20SEP55/M/25OCT27/BELT/JOHN"], "BELT JOHN"],
  ])("%s under one TIF", (_, tif, [first, second], other) => {
    const { persons, codes } = read(tif, docs("111", first!), docs("222", second!), docs("222", second!));
    const [, surname, given] = /TIF\+(\w+):I\+(\w+)/.exec(tif)!;
    expect(persons).toEqual([`${surname} ${given} 111`, `${other} 222`]);
    expect(codes).toEqual(["DOCS_UNMATCHED"]);
  });
  it("somebody of quite another name, of whom nothing else is known", () => {
    const { persons, codes } = read(SOPHY, docs("333", "///OTHER/MAN"));
    expect(persons).toEqual(["BELT SOPHY", "OTHER MAN 333"]);
    expect(codes).toEqual(["DOCS_UNMATCHED"]);
  });
  it("one of the surname, but not of the sex that the title says", () => {
    const { persons } = read(SOPHY, docs("333", "20SEP82/M/25OCT27/BELT/JOHN"));
    expect(persons).toEqual(["BELT SOPHY", "BELT JOHN 333"]);
  });
});

describe("one person", () => {
  it.each([
    [
      "the year of birth has a slip",
      [docs("111", `${THEIRS}/BELT/SOPHY`), docs("222", "20SEP83/F/25OCT27/BELT/SOPHY")],
      [],
    ],
    [
      "the surname has changed",
      [docs("111", `${THEIRS}/BELT/SOPHY`), docs("222", `${THEIRS}/STRAP/SOPHY`)],
      [],
    ],
    [
      "the surname of both has changed",
      [docs("111", `${THEIRS}/STRAP/SOPHY`), docs("222", `${THEIRS}/STRAP/SOPHY`)],
      [],
    ],
    [
      "the booking has what she is called",
      [docs("111", `${THEIRS}/BELT/MARGARET`), docs("222", `${THEIRS}/BELT/MARGARET`)],
      ["PN11"],
    ],
    [
      "the given name is spelt otherwise",
      [docs("111", `${THEIRS}/BELT/SOPHY`), docs("222", `${THEIRS}/BELT/SOPHI`)],
      ["PN11"],
    ],
    [
      "surname and given name are in each other's place",
      [docs("111", `${THEIRS}/SOPHY/BELT`), docs("222", `${THEIRS}/SOPHY/BELT`)],
      ["PN11"],
    ],
  ])("where %s", (_, documents, codes) => {
    const { persons, codes: told } = read(SOPHY, ...documents);
    expect(persons).toEqual(["BELT SOPHY 111 222"]);
    expect(told).toEqual(codes);
  });
  it("where one document is sent twice, with two birth dates", () => {
    const { persons } = read(
      JOHN,
      docs("111", "20SEP82/M/25OCT27/BELT/JOHN"),
      docs("111", "20SEP55/M/25OCT27/BELT/JOHN"),
    );
    expect(persons).toEqual(["BELT JOHN 111"]);
  });
});
