// The segments of a person say the same in the usual form, which is read straight from the bytes, and in any other.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { SegmentToWrite } from "../edifact/write.ts";
import { aPassengerList } from "../fixtures.ts";
import { readBytes, readMessages } from "../read.ts";

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const places = pick("GYD", "IST", "AZE", "GBR", "RKS", "XXX", "GB", "D", "D<<", "aze", "UBBB", "TRIST", "");
const dateTexts =
  "850312 281204 690101 700101 260301 260302 060301 050301 850229 840229 000000 851301 85031 8503122 19850312 20281204 8A0312";
const dates = pick(...dateTexts.split(" "), "85 312", "");

const segments: fc.Arbitrary<SegmentToWrite> = fc.oneof(
  fc
    .tuple(pick("178", "179", "22", "91", "174", "180", "92", "1", ""), places)
    .map(([qualifier, place]): SegmentToWrite => {
      return ["LOC", qualifier, place];
    }),
  fc
    .tuple(pick("329", "36", "182", "137", ""), dates, pick([], ["101"]))
    .map(([qualifier, date, format]): SegmentToWrite => {
      return ["DTM", [qualifier, date, ...format]];
    }),
  fc
    .tuple(pick("2", "3", ""), pick("M", "F", "X", "U", "MI", "m", "Q", ""))
    .map(([qualifier, sex]): SegmentToWrite => {
      return ["ATT", qualifier, "", sex];
    }),
  fc.tuple(pick("2", "3", ""), places).map(([qualifier, place]): SegmentToWrite => ["NAT", qualifier, place]),
  fc
    .tuple(pick("P", "V", ""), pick("PX1234567", ""))
    .map(([type, number]): SegmentToWrite => ["DOC", type, number]),
);
const persons: fc.Arbitrary<SegmentToWrite[][]> = fc.array(
  fc.array(segments, { maxLength: 12 }).map((further): SegmentToWrite[] => {
    return [["NAD", "FL", "", "", ["PLOVER", "ROBIN"]], ...further];
  }),
  { minLength: 1, maxLength: 3 },
);

/** What was read, but for where in the input it stood. */
function read(text: string) {
  const [message] = readBytes(Buffer.from(text));
  const findings = message?.findings.map(({ code, segment, tag, text: said }) => [code, segment, tag, said]);
  return { travellers: message?.passengerList?.travellers, findings: findings?.map(String).sort() };
}

it.each([":+.? '", "*|.# ~"])("with the separators %j", (una) => {
  const characters = (text: string) =>
    una === ":+.? '" ? text : `UNA${una}${text.replace(/[:+']/g, (at) => una[":+   '".indexOf(at)]!)}`;
  fc.assert(
    fc.property(persons, (list) => {
      const text = aPassengerList({ syntax: ["UNOB", "4"], persons: list });
      // A line that is broken in the middle of a segment means nothing, and takes it out of the usual form.
      const broken = text.replace(/(?<=')(\s*(?:LOC|DTM|ATT|NAT)\+)/g, "$1\r\n");
      const usual = read(characters(text));
      expect(usual.travellers).toHaveLength(list.length);
      expect(usual).toEqual(read(characters(broken)));
    }),
    { numRuns: 300 },
  );
});

it("reads what the usual forms say", () => {
  const text = aPassengerList({
    persons: [
      [
        ["NAD", "FL", "", "", ["PLOVER", "ROBIN"]],
        ["ATT", "2", "", "X"],
        ["DTM", ["329", "850312"]],
        ["LOC", "22", "GYD"],
        ["LOC", "178", "GYD"],
        ["LOC", "179", "IST"],
        ["LOC", "174", "TUR"],
        ["NAT", "2", "AZE"],
        ["DOC", "P", "PX1234567"],
        ["DTM", ["36", "281204"]],
        ["LOC", "91", "AZE"],
      ],
    ],
  });
  const [traveller] = readBytes(Buffer.from(text))[0]?.passengerList?.travellers ?? [];
  expect(traveller).toMatchObject({
    sex: "X",
    birthDate: "1985-03-12",
    clearance: "GYD",
    embark: "GYD",
    debark: "IST",
    residence: "TUR",
    nationality: "AZE",
    documents: [{ type: "P", number: "PX1234567", issuer: "AZE", expires: "2028-12-04" }],
  });
});

it("of a list that is cut off nothing is read that stood behind the cut in an earlier one", async () => {
  const text = aPassengerList({
    persons: [
      [
        ["NAD", "FL", "", "", ["PLOVER", "ROBIN"]],
        ["ATT", "2", "", "X"],
        ["DTM", ["329", "850312"]],
        ["LOC", "178", "GYD"],
        ["NAT", "2", "AZE"],
        ["DOC", "P", "PX1234567"],
        ["DTM", ["36", "281204"]],
        ["LOC", "91", "AZE"],
      ],
    ],
  });
  const whole = Buffer.from(text);
  // So many that the room for them was filled and is used again: the last one comes to lie where an earlier one did.
  const before = Array.from({ length: Math.ceil(100_000 / whole.length) }, () => whole);
  const wrong: string[] = [];
  for (let end = text.indexOf("NAD+FL"); end < text.length; end++) {
    const cut = whole.subarray(0, end);
    let last: unknown;
    for await (const { passengerList } of readMessages([...before, cut])) last = passengerList;
    const [alone] = readBytes(Buffer.from(cut));
    if (JSON.stringify(last) !== JSON.stringify(alone?.passengerList)) wrong.push(text.slice(end - 12, end));
  }
  expect(wrong).toEqual([]);
});
