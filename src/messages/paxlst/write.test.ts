// What is written is read again as the same list, and stands in the order of the grammar.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ListedLeg, ListedTraveller, PassengerList } from "../passenger-list.ts";
import { explainBytes } from "../grammar/explain.ts";
import { readBytes } from "../read.ts";
import { writePaxlst, writePaxlstParts } from "./write.ts";
import type { PaxlstOptions } from "./write.ts";

const options: PaxlstOptions = {
  sender: ["J2", "ZZ"],
  recipient: ["PIU", "ZZ"],
  preparedAt: "2026-03-01T13:05",
  reference: "260301130501",
  applicationReference: "APIS",
};

const word = fc.stringMatching(/^[A-Z][A-Z'-]{0,11}$/);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(" "));
const text = fc
  .oneof(words, fc.stringMatching(/^[A-Z0-9][A-Za-z0-9 '+:?*,.é/-]{0,60}[A-Z0-9]$/))
  .map((t) => t.trim());
const code = fc.stringMatching(/^[A-Z0-9]{3,12}$/);
const airport = fc.constantFrom("GYD", "IST", "FRA", "DXB", "UBBB", "LHR");
const state = fc.constantFrom("AZE", "GBR", "TUR", "DEU", "RKS", "XXA");
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const two = (n: number): string => String(n).padStart(2, "0");
const dayIn = (from: number, to: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.integer({ min: from, max: to }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([year, month, day]) => `${year}-${two(month)}-${two(day)}`);
const momentIn = (from: number, to: number): fc.Arbitrary<string> =>
  fc
    .tuple(dayIn(from, to), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([day, hour, minute]) => `${day}T${two(hour)}:${two(minute)}`);

/** A field that is there or not. */
function some<Key extends string, T>(key: Key, values: fc.Arbitrary<T>): fc.Arbitrary<{ [K in Key]?: T }> {
  return fc
    .option(values, { nil: undefined })
    .map((value) => (value === undefined ? {} : { [key]: value })) as fc.Arbitrary<{ [K in Key]?: T }>;
}

const document = fc
  .tuple(
    fc.record({
      type: fc.constantFrom("P", "V", "I", "AC", "39"),
      number: fc.stringMatching(/^[A-Z][A-Z0-9]{4,9}$/),
      issuer: orNull(state),
      expires: orNull(dayIn(1990, 2079)),
    }),
    some("issued", dayIn(2000, 2026)),
    some("issuePlace", words),
  )
  .map(([known, issued, place]) => ({ ...known, ...issued, ...place }));

/** Two-digit years are in doubt up to an age of twenty. */
const born = fc.oneof(
  dayIn(1930, 2005).map((birthDate) => ({ birthDate })),
  dayIn(2007, 2025).chain((birthDate) =>
    fc.constantFrom({ birthDate }, { birthDate, birthYearAmbiguous: true as const }),
  ),
  fc.constantFrom({ birthDate: null }, { birthDate: "1972-09" }, { birthDate: "1972" }),
);

const traveller: fc.Arbitrary<ListedTraveller> = fc
  .tuple(
    fc.record({
      role: fc.constantFrom("passenger", "crew", "in-transit-passenger", "in-transit-crew"),
      surname: words,
      given: orNull(words),
      sex: fc.constantFrom("M", "F", "X", null),
      nationality: orNull(state),
      residence: orNull(state),
      embark: orNull(airport),
      debark: orNull(airport),
      clearance: orNull(airport),
      locator: orNull(code),
      travellerRef: orNull(code),
      seat: orNull(fc.constantFrom("12D", "012D", "EXST")),
      bags: fc.record({
        count: orNull(fc.nat(20)),
        tags: fc.array(
          fc.constantFrom("J2000123", "J2000124", "J2000125", "0074123456", "0074123457", "A10000009"),
          {
            maxLength: 5,
          },
        ),
        weightKg: orNull(fc.nat(300).map((tenths) => tenths / 10)),
      }),
      documents: fc.array(document, { maxLength: 3 }),
      address: orNull(
        fc.record({
          line: text,
          city: orNull(words),
          region: orNull(text),
          postcode: orNull(code),
          country: orNull(state),
        }),
      ),
      placeOfBirth: orNull(text),
      verified: fc.constantFrom(true, false, null),
    }),
    born,
    some("crewFunction", fc.constantFrom("CR1", "CR5", "PILOT")),
    some(
      "references",
      fc.array(fc.record({ qualifier: fc.constantFrom("AEA", "CR", "YZY"), value: code }), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
  )
  .map(([known, birth, duty, references]) => ({ ...known, ...birth, ...duty, ...references, segment: 0 }));

const leg: fc.Arbitrary<ListedLeg> = fc
  .tuple(
    fc.record({
      from: airport,
      to: airport,
      departs: orNull(momentIn(2026, 2026)),
      arrives: orNull(momentIn(2026, 2026)),
    }),
    fc.constantFrom({ border: true as const }, {}, { qualifiers: ["92", "130"] as const }),
  )
  .map(([times, kind]) => ({ ...times, ...kind }));

const flight = fc
  .tuple(
    fc.constantFrom(
      { carrier: "J2", number: "75", suffix: null },
      { designator: "J20075", carrier: "J2", number: "75", suffix: null },
      { carrier: "BAW", number: "117", suffix: "A" },
      { carrier: "XX", number: "01MCL", suffix: null },
      { carrier: "J2", number: "75", suffix: null, overflight: true as const },
      { carrier: "", number: "VOY12", suffix: null, mode: "sea" as const, vehicle: "9074729" },
      { carrier: "KHZ", number: "", suffix: null, mode: "road" as const, vehicle: "10-AA-001" },
    ),
    // The first leg crosses the border, so that no other is taken to.
    leg.map((first) => {
      const { qualifiers: _, ...crossing } = first;
      return { ...crossing, border: true as const };
    }),
    fc.array(leg, { maxLength: 2 }),
  )
  .map(([designated, first, further]) => ({ ...designated, legs: [first, ...further] }));

const list: fc.Arbitrary<PassengerList> = fc.record({
  function: fc.constantFrom("passenger-list", "crew-list", "flight-status", "master-crew-list", "gate-pass"),
  status: fc.constantFrom(null, "CP", "XR", "RP", "CL", "CLNB", "CLOB", "XF", "CF", "C"),
  reportedAt: fc.oneof(fc.constant(options.preparedAt), momentIn(2025, 2026), dayIn(1970, 2090)),
  reporter: fc
    .tuple(
      fc.record({
        name: fc.oneof(words, fc.constant("")),
        phones: fc.array(fc.stringMatching(/^\+?[0-9]{6,14}$/), { maxLength: 4 }),
        emails: fc.array(fc.constantFrom("ops@j2.example", "A_B-C@D.EXAMPLE", "OPS"), { maxLength: 2 }),
      }),
      some("faxes", fc.array(fc.stringMatching(/^[0-9]{6,14}$/), { minLength: 1, maxLength: 2 })),
    )
    .map(([known, faxes]) => ({ ...known, ...faxes })),
  transaction: orNull(fc.record({ reference: code, revision: orNull(fc.constantFrom("1", "12")) })),
  flights: fc.array(flight, { minLength: 1, maxLength: 2 }),
  stated: fc.record({ passengers: orNull(fc.nat(900)), crew: orNull(fc.nat(30)) }),
  travellers: fc.array(traveller, { maxLength: 4 }),
});

/** The list without what a message gives it by its form: the ordinals of segments. */
const facts = (read: PassengerList | undefined): unknown =>
  read === undefined
    ? undefined
    : { ...read, travellers: read.travellers.map((t) => ({ ...t, segment: 0 })) };

function readOnly(bytes: Uint8Array) {
  const messages = readBytes(bytes);
  expect(messages).toHaveLength(1);
  return messages[0]!;
}

/** Where a message departs from its grammar: order, groups, repetitions, kinds of values. */
function departuresOf(written: Uint8Array): string[] {
  const findings = explainBytes(written).messages.flatMap((message) => message.findings);
  return findings
    .filter(({ code }) => /^(?:EDI|SEGMENT_|TERMINATOR|TRAILER|TAG)/.test(code))
    .filter(({ code, tag }) => !TOLERATED.has(code) && tag !== "CNT")
    .map(({ code, tag, text: said }) => `${code} ${tag} ${said}`);
}

/** Names longer than the directory has room for, and letters that a declared repertoire lacks. Both totals make one CNT too many. */
const TOLERATED = new Set(["EDI39", "EDI21"]);

describe("a passenger list that is written", () => {
  it("is read as the same list, in the order of the grammar, under any separators and line width", () => {
    const characters = fc.constantFrom(
      { component: 0x3a, element: 0x2b, decimal: 0x2e, release: 0x3f, repetition: -1, terminator: 0x27 },
      { component: 0x3a, element: 0x2a, decimal: 0x2e, release: 0x3f, repetition: -1, terminator: 0x23 },
      { component: 0x3a, element: 0x2b, decimal: 0x2e, release: 0x3f, repetition: 0x2a, terminator: 0x27 },
    );
    const writing = fc.record(
      { characters, lineBreaks: fc.boolean(), release: fc.constantFrom("02B", "05B", "12B", "15B", "24A") },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(list, writing, (sent, how) => {
        const { lineBreaks = false, ...rest } = how;
        const written = writePaxlst(sent, { ...options, ...rest, lineBreaks });
        const read = readOnly(written);
        expect(facts(read.passengerList)).toEqual(facts(sent));
        expect(departuresOf(written)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("has room for long names before D.15B, in several components", () => {
    const [sent] = fc.sample(list, { numRuns: 1, seed: 5 });
    const long = {
      ...fc.sample(traveller, { numRuns: 1, seed: 5 })[0]!,
      given: "ALEXANDRA MARIA MAGDALENA THERESIA ELISABETH",
    };
    const written = (release: string): string =>
      Buffer.from(writePaxlst({ ...sent!, travellers: [long] }, { ...options, release })).toString("utf8");
    expect(written("05B")).toContain("ALEXANDRA MARIA MAGDALENA THERESIA:ELISABETH");
    expect(written("15B")).toContain("ALEXANDRA MARIA MAGDALENA THERESIA ELISABETH");
  });

  it("comes in parts that each stay below a length, repeat the header and together name everybody once", () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1200, max: 4000 }), (sent, bytesMax) => {
        const travellers = [...sent.travellers, ...sent.travellers, ...sent.travellers];
        const parts = writePaxlstParts({ ...sent, travellers }, { ...options, bytesMax }).map(readOnly);
        expect(
          parts.flatMap(({ passengerList }) => (facts(passengerList) as PassengerList).travellers),
        ).toEqual((facts({ ...sent, travellers }) as PassengerList).travellers);
        expect(parts.map(({ control }) => control.part)).toEqual(parts.map((_, index) => index + 1));
        expect(parts.map(({ control }) => control.final)).toEqual(
          parts.map((_, index) => index === parts.length - 1),
        );
        expect(new Set(parts.map(({ control }) => control.interchange)).size).toBe(parts.length);
        for (const { passengerList, end } of parts) {
          expect(passengerList).toMatchObject({
            function: sent.function,
            flights: sent.flights,
            stated: sent.stated,
          });
          const isAlone = (passengerList?.travellers.length ?? 0) < 2;
          expect(isAlone || end <= bytesMax).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { surname: "", given: null, address: { line: "HAUS B" } },
    { surname: "KESTREL", given: "SENAD", address: { line: "FL", postcode: "AZ1000" } },
    { surname: "", given: null, address: { line: "KESTREL, SENAD", city: "FL", country: "AZE" } },
    { surname: "KESTREL", given: "SENAD", address: { line: "A, B, C, PRATT", city: "2", postcode: "M" } },
  ])("keeps names and addresses apart: $surname/$given, $address", ({ surname, given, address }) => {
    const [sent] = fc.sample(list, { numRuns: 1, seed: 5 });
    const [any] = fc.sample(traveller, { numRuns: 1, seed: 5 });
    const unknown = { city: null, region: null, postcode: null, country: null };
    const person = { ...any!, surname, given, address: { ...unknown, ...address } };
    const read = readOnly(writePaxlst({ ...sent!, travellers: [person] }, options)).passengerList;
    expect((facts(read) as PassengerList).travellers).toEqual([person]);
  });
});
