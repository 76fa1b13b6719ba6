// What is written is read again as the same bookings, and stands in the order of the grammar.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BookedTraveller, Booking, Payment } from "../booking.ts";
import type { ReadMessage } from "../message.ts";
import { explainBytes } from "../grammar/explain.ts";
import { readBytes } from "../read.ts";
import { writePnrgov, writePnrgovParts } from "./write.ts";
import type { PnrgovOptions, PushToWrite } from "./write.ts";

const options: PnrgovOptions = {
  sender: "J2",
  recipient: "AZPIU",
  preparedAt: "2026-06-19T12:30",
  reference: "0000000101",
  applicationReference: "PNRGOV",
  accessReference: "200626/1230/J2/75",
};

const pushed = {
  carrier: "J2",
  number: "75",
  from: "GYD",
  to: "FRA",
  departs: "2026-06-20T12:30",
  arrives: "2026-06-20T16:10",
};
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
/** Fields that are there or not. */
const partial = <Key extends string, T>(key: Key, value: fc.Arbitrary<T>): fc.Arbitrary<{ [K in Key]?: T }> =>
  fc.oneof(
    fc.constant({}),
    value.map((known) => ({ [key]: known })),
  ) as fc.Arbitrary<{ [K in Key]?: T }>;

const place = fc.constantFrom("BAKU", "SANKT PETERBURG", "FRANKFURT AM MAIN");
const address = fc.record({
  line: orNull(fc.constantFrom("12 EXAMPLE STREET", "5 BEISPIELWEG, HAUS B", "FLAT 3/4")),
  city: place,
  region: orNull(fc.constantFrom("HE", "ABSHERON REGION")),
  postcode: orNull(fc.constantFrom("AZ1000", "60311")),
  country: orNull(fc.constantFrom("AZE", "DEU")),
});
const document = fc.record({
  type: fc.constantFrom("P", "I", "V", "K"),
  number: fc.stringMatching(/^[A-Z][0-9]{6,8}$/),
  issuer: orNull(fc.constantFrom("AZE", "GEO")),
  expires: orNull(dayIn(2020, 2040)),
});

const surnames = ["SAMPLEZADE", "O'EXAMPLE", "AMR", "VAN DER MUSTER"];
const givens = ["LEYLA", "ANNE-MARIE", "NASR", "DRAGAN ILIJA"];

function traveller(index: number): fc.Arbitrary<BookedTraveller> {
  const known = fc.record({
    ref: fc.constantFrom(String(index + 1), null),
    type: fc.constantFrom("adult", "child", null, "S"),
    // Each of another name: who is meant is told by it where no reference tells.
    surname: fc.constantFrom(...surnames).map((name) => name + "ABCDEF"[index]!),
    given: fc.constantFrom(...givens),
    title: fc.constantFrom("MR", "MRS", null),
    sex: fc.constantFrom("M", "F", "X", null),
    birthDate: orNull(dayIn(1935, 2020)),
    nationality: orNull(fc.constantFrom("AZE", "GEO", "D")),
    documents: fc.uniqueArray(document, { maxLength: 2, selector: ({ number }) => number }),
    addresses: fc.array(address, { maxLength: 1 }),
    seats: fc.uniqueArray(
      fc.record({ seat: fc.constantFrom("12A", "3F"), from: fc.constant("GYD"), to: fc.constant("FRA") }),
      { maxLength: 1 },
    ),
    tickets: fc.uniqueArray(
      fc.record({
        number: fc.stringMatching(/^[0-9]{13}$/),
        amount: orNull(fc.constantFrom("455.50", "0", "12")),
        currency: orNull(fc.constantFrom("AZN", "EUR")),
      }),
      { maxLength: 2, selector: ({ number }) => number },
    ),
    frequentFlyer: fc.uniqueArray(
      fc.record({ carrier: orNull(fc.constantFrom("J2", "TK")), number: fc.stringMatching(/^[0-9]{8}$/) }),
      { maxLength: 2, selector: ({ number }) => number },
    ),
    checkIns: fc.array(
      fc.record({
        from: fc.constant("GYD"),
        to: fc.constant("FRA"),
        number: orNull(fc.constantFrom("GYD-41", "7")),
        at: orNull(momentIn(2026, 2026)),
        seat: orNull(fc.constantFrom("12A", "31F")),
        cabin: orNull(fc.constantFrom("Y", "J")),
      }),
      { minLength: 1, maxLength: 1 },
    ),
    bags: fc.uniqueArray(
      fc.record({
        tag: fc.stringMatching(/^000[0-9]{7}$/),
        carrier: fc.constantFrom("771", "J2"),
        to: orNull(fc.constant("FRA")),
        pieces: fc.integer({ min: 1, max: 3 }),
        weightKg: fc.constant(null),
      }),
      { maxLength: 3, selector: ({ tag }) => tag },
    ),
  });
  const more = partial("uniqueReference", fc.stringMatching(/^[0-9A-F]{12}$/));
  return fc.tuple(known, more, orNull(fc.integer({ min: 1, max: 90 }))).map(([own, further, weightKg]) => ({
    ...own,
    ...further,
    bags: own.bags.map((bag, at) => (at === 0 ? { ...bag, weightKg } : bag)),
    nationality: own.nationality === "D" ? "DEU" : own.nationality,
  }));
}

const payment: fc.Arbitrary<Payment> = fc
  .tuple(
    fc.record({
      form: fc.constantFrom("CC", "CA", "MS"),
      amount: orNull(fc.constantFrom("455.50", "10")),
      currency: orNull(fc.constantFrom("AZN", "EUR", "USD")),
      vendor: orNull(fc.constantFrom("VI", "CA")),
      expires: orNull(fc.constantFrom("2028-08", "2030-12")),
      holder: orNull(fc.constantFrom("LEYLA SAMPLEZADE", "A EXAMPLE")),
    }),
    partial("billing", address),
  )
  .map(([{ form, amount, currency, vendor, expires, holder }, billing]) => ({
    form,
    amount,
    currency: amount === null ? null : currency,
    card: form === "CC" ? { vendor, masked: "411111XXXXXX1111", expires, holder } : null,
    ...billing,
  }));

const flight = fc
  .tuple(
    fc.record({
      carrier: fc.constantFrom("TK", "J2"),
      number: orNull(fc.constantFrom("334", "9001")),
      from: fc.constantFrom("FRA", "IST"),
      to: fc.constantFrom("LHR", "JFK"),
      departs: momentIn(2026, 2027),
      arrives: orNull(momentIn(2026, 2027)),
      status: orNull(fc.constantFrom("HK", "TK")),
      operating: orNull(fc.constant("BA")),
      class: orNull(fc.constant("Y")),
    }),
    partial("equipment", fc.constantFrom("320", "77W")),
    fc.boolean(),
  )
  .map(([known, more, numbered]) => ({
    ...known,
    ...more,
    ...(numbered && { operatingNumber: "8123" }),
  }));

const history = fc.array(
  fc.record({
    at: orNull(momentIn(2025, 2026)),
    action: fc.constantFrom(
      "added flight TK334 IST-GYD 2026-06-20T22:00",
      "cancelled flight J275 GYD-FRA",
      "cancelled traveller EXAMPLE/PAUL MR",
      "added service SEAT",
      "changed baggage",
    ),
  }),
  { maxLength: 3 },
);
const lines = fc.array(
  fc
    .constantFrom(
      "original name: SAMPLEZADE/LEYLAMRS",
      "added service: SSR SEATJ2HK1",
      "cancelled flight: J2 75 Y",
    )
    .map((action) => ({ at: null, action })),
  { maxLength: 2 },
);

const booking: fc.Arbitrary<Booking> = fc
  .tuple(
    fc.record({
      locator: fc.stringMatching(/^[A-Z0-9]{6}$/),
      carrier: orNull(fc.constantFrom("J2", "1A")),
      createdAt: orNull(fc.oneof(momentIn(2024, 2026), dayIn(1960, 2026))),
      sentAt: orNull(momentIn(2025, 2026)),
      agency: orNull(
        fc.record({
          name: fc.constant(null),
          iata: fc.constantFrom("99912345"),
          city: orNull(fc.constant("BAK")),
          country: orNull(fc.constant("AZ")),
        }),
      ),
      contacts: fc.record({
        phones: fc.uniqueArray(fc.stringMatching(/^\+?[0-9]{8,14}$/), { maxLength: 2 }),
        emails: fc.uniqueArray(fc.constantFrom("a_b@mail.example", "A-B@C-D.EXAMPLE", "x.-y@z.example"), {
          maxLength: 2,
        }),
        addresses: fc.array(address, { maxLength: 2 }),
      }),
      payments: fc.array(payment, { maxLength: 3 }),
      remarks: fc.array(fc.constantFrom("UMNR UMJ2 GUARDIAN A EXAMPLE", "J2 GO SHOW"), { maxLength: 2 }),
      to: fc.uniqueArray(fc.stringMatching(/^[A-Z]{6}$/), { maxLength: 11 }),
    }),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), traveller(0), traveller(1), traveller(2), traveller(3))
      .map(([count, ...all]) => all.slice(0, count)),
    fc.array(flight, { maxLength: 2 }),
    history,
    lines,
  )
  .map(([{ to, ...known }, travellers, flights, changes, texts]) => ({
    ...known,
    cancelled: false,
    flight: pushed,
    travellers,
    segments: [{ ...pushed, status: "HK", operating: null, class: "Y", equipment: "320" }, ...flights],
    history: [...changes, ...texts],
    split: { from: null, to },
    segment: 0,
  }));

const cancellation: fc.Arbitrary<Booking> = booking.map((known) => ({
  ...known,
  cancelled: true,
  sentAt: null,
  agency: null,
  travellers: [],
  segments: [],
  contacts: { phones: [], emails: [], addresses: [] },
  payments: [],
  history: [],
  remarks: [],
  split: { from: null, to: [] },
  services: [],
}));

const push: fc.Arbitrary<PushToWrite> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 4, arbitrary: booking }, { weight: 1, arbitrary: cancellation }), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([update, bookings]) => ({ update, flight: pushed, statedBookings: bookings.length, bookings }));

function readOnly(bytes: Uint8Array): ReadMessage {
  const messages = readBytes(bytes);
  expect(messages).toHaveLength(1);
  return messages[0]!;
}

const asPush = ({ push: head, bookings = [] }: ReadMessage): PushToWrite => ({
  update: head?.update ?? false,
  flight: head?.flight ?? null,
  statedBookings: head?.statedBookings ?? null,
  bookings: bookings.map((one) => ({ ...one, segment: 0 })),
});

/** All facts but the services: those that a document or seat needs are added where the model had none. */
const withoutServices = (written: PushToWrite): unknown =>
  written.bookings.map((facts) => ({
    ...facts,
    services: [],
    // Of a check-in the seat is a seat, too.
    travellers: facts.travellers.map(({ seats, checkIns = [], ...one }) => ({
      ...one,
      checkIns,
      seats: [
        ...seats,
        ...checkIns.flatMap(({ seat, from, to }) => (seat === null ? [] : [{ seat, from, to }])),
      ]
        .map(({ seat, from, to }) => `${seat} ${from ?? ""} ${to ?? ""}`)
        .filter((seat, at, all) => all.indexOf(seat) === at)
        .toSorted(),
      documents: [...one.documents].sort((a, b) => (a.number < b.number ? -1 : 1)),
    })),
  }));

/** Where a message departs from its grammar: order, groups, repetitions, kinds of values. */
function departuresOf(written: Uint8Array): string[] {
  const findings = explainBytes(written).messages.flatMap((message) => message.findings);
  return findings
    .filter(({ code }) => /^(?:EDI|SEGMENT_|TERMINATOR|TRAILER|TAG|ORDER|PN0[1247]|PN11)/.test(code))
    .filter(({ code }) => code !== "EDI21")
    .map(({ code, tag, text }) => `${code} ${tag} ${text}`);
}

describe("a push that is written", () => {
  it("is read with every fact, in the order of the grammar, in every release", () => {
    const release: fc.Arbitrary<readonly [string, string]> = fc.constantFrom(
      ["10", "1"],
      ["11", "1"],
      ["13", "1"],
      ["18", "1"],
    );
    fc.assert(
      fc.property(
        push,
        release,
        fc.option(fc.integer({ min: 60, max: 69 }), { nil: undefined }),
        (sent, version, wrapAt) => {
          const how = { ...options, release: version, ...(wrapAt !== undefined && { wrapAt }) };
          const written = writePnrgov(sent, how);
          const read = readOnly(written);
          expect(withoutServices(asPush(read))).toEqual(withoutServices(sent));
          expect(read).toMatchObject({
            accepted: true,
            push: { update: sent.update, statedBookings: sent.statedBookings },
          });
          expect(departuresOf(written)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("is, once read, written and read as exactly the same", () => {
    fc.assert(
      fc.property(push, (sent) => {
        const once = asPush(readOnly(writePnrgov(sent, options)));
        expect(asPush(readOnly(writePnrgov(once, options)))).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps the arrival of a flight whose departure could not be read", () => {
    const sample = readFileSync(
      join(import.meta.dirname, "../../../samples/pnrgov/family-full-push.edi"),
      "latin1",
    );
    const damaged = sample.replaceAll("TVL+200626:1230:200626", "TVL+::200626");
    const read = readOnly(Buffer.from(damaged, "latin1"));
    expect(read.push?.flight).toMatchObject({ departs: null, arrives: "2026-06-20T16:10" });
    expect(read.bookings?.[0]?.segments[0]).toMatchObject({ departs: null, arrives: "2026-06-20T16:10" });
    expect(asPush(readOnly(writePnrgov(asPush(read), options)))).toEqual(asPush(read));
  });

  it("comes in parts that each stay below a length and together hold every booking once", () => {
    fc.assert(
      fc.property(push, fc.integer({ min: 1500, max: 5000 }), (sent, bytesMax) => {
        const bookings = Array.from({ length: 4 }, () => sent.bookings).flat();
        const whole = { ...sent, bookings, statedBookings: bookings.length };
        const parts = writePnrgovParts(whole, { ...options, bytesMax }).map(readOnly);
        expect(parts.flatMap((part) => asPush(part).bookings)).toEqual(
          asPush(readOnly(writePnrgov(whole, options))).bookings,
        );
        expect(parts.map(({ control }) => control.part)).toEqual(parts.map((_, index) => index + 1));
        expect(parts.map(({ control }) => control.final)).toEqual(
          parts.map((_, at) => at === parts.length - 1),
        );
        for (const { push: head, bookings: own = [], end } of parts) {
          expect(head?.statedBookings).toBe(bookings.length);
          expect(own.length < 2 || end <= bytesMax).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("never holds a whole card number", () => {
    const card = { vendor: "VI", masked: "4111111111111111", expires: null, holder: null };
    const [sent] = fc.sample(booking, { numRuns: 1, seed: 3 });
    const bookings = [{ ...sent!, payments: [{ form: "CC", amount: null, currency: null, card }] }];
    const written = Buffer.from(
      writePnrgov({ update: false, flight: pushed, statedBookings: 1, bookings }, options),
    );
    expect(written.toString("utf8")).toContain("411111XXXXXX1111");
    expect(written.toString("utf8")).not.toContain("4111111111111111");
  });
});
