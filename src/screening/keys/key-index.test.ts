// Watch keys: what is compared exactly, in which forms, and what is an agency's own.
import { describe, expect, test } from "vitest";
import type { EntryKey } from "#watchlists";
import type { WatchedBooking } from "./booking-keys.ts";
import { keyIndex, matchBookings, type KeyedEntry } from "./key-index.ts";
import { comparedForms } from "./watch-key.ts";

const salt = Buffer.alloc(32, 7);
const form = (kind: EntryKey["kind"], value: string) => comparedForms({ kind, value }, salt)[0] ?? null;

describe("one form of each kind", () => {
  test.each([
    ["phone", "+994 50 123-45-67", "00994501234567"],
    ["phone", "994501234567", "+994 (50) 1234567"],
    ["email", "Some.One@Example.ORG", "some.one@example.org"],
    ["card", "411111XXXXXX1234", "4111 11** **** 1234"],
    ["address", "12 Nizami küçəsi, Bakı", "NIZAMI 12, BAKI"],
    ["agency", "12-34567-4", "1234567"],
  ] as const)("%s: %s is %s", (kind, one, other) => {
    expect(form(kind, one)).not.toBeNull();
    expect(form(kind, other)).toBe(form(kind, one));
  });

  test.each([
    ["phone", "1234567"],
    ["phone", "0501234567"],
    ["email", "nobody at example"],
    ["card", "XXXXXXXXXXXX1234"],
    ["address", "Baku, Azerbaijan, AZE"],
    ["agency", "12"],
  ] as const)("%s: %s says too little to be compared", (kind, value) => {
    expect(form(kind, value)).toBeNull();
  });

  test("of a card nothing but a hash is compared", () => {
    const card = { kind: "card", value: "411111XXXXXX1234" } as const;
    expect(comparedForms(card, Buffer.alloc(32, 8))).not.toEqual(comparedForms(card, salt));
    expect(form("card", "411111XXXXXX1234")).toMatch(/^card [0-9a-f]{64}$/);
    expect(form("card", "411111XXXXX1234")).not.toBe(form("card", "411111XXXXXX1234"));
  });
});

const listed = (
  id: string,
  keys: readonly EntryKey[],
  over: Partial<KeyedEntry["entry"]> = {},
): KeyedEntry => ({
  entry: {
    id,
    list: "OWN",
    ref: null,
    names: [],
    dobs: [],
    sex: null,
    nationalities: [],
    birthCountries: [],
    documents: [],
    keys,
    ...over,
  },
  listCode: "OWN",
  version: 3,
});
const booking = (locator: string, over: Partial<WatchedBooking> = {}): WatchedBooking => ({
  locator,
  agency: null,
  contacts: { phones: [], emails: [], addresses: [] },
  payments: [],
  ...over,
});
const phones = (...values: string[]) => ({ phones: values, emails: [], addresses: [] });

describe("bookings against watched keys", () => {
  const phone: EntryKey = { kind: "phone", value: "+994501234567" };

  test("a hit names the entry, says what was shared, and is never strong", () => {
    const card: EntryKey = { kind: "card", value: "411111XXXXXX1234" };
    const index = keyIndex([listed("OWN-1", [phone, card], { cluster: "C-1" })], salt);
    const found = matchBookings(index, [
      booking("ABCDEF", {
        contacts: phones("00994 50 123 45 67"),
        payments: [{ card: { masked: "411111XXXXXX1234" } }],
      }),
      booking("GHIJKL", { contacts: phones("+994501234568") }),
    ]);
    expect([...found.keys()]).toEqual(["ABCDEF"]);
    const [match] = found.get("ABCDEF") ?? [];
    expect(match).toMatchObject({
      entryId: "OWN-1",
      cluster: "C-1",
      list: "OWN",
      listVersion: "3",
      decision: "alert",
      band: "possible",
    });
    expect(match?.why.map(({ feature, left, right }) => [feature, left, right])).toEqual([
      ["card", "…1234", "…1234"],
      ["phone", "00994 50 123 45 67", "+994501234567"],
    ]);
    expect(match?.score).toBeLessThan(0.95);
    expect(match?.why[1]?.text).toContain("Telephone number");
  });

  test("a number in three bookings of one agency is the agency's; of two, or of no agency, it is not", () => {
    const index = keyIndex([listed("OWN-1", [phone])], salt);
    const of = (count: number, agency: WatchedBooking["agency"]) =>
      matchBookings(
        index,
        Array.from({ length: count }, (_, at) =>
          booking(`LOC${at}`, { agency, contacts: phones("+994501234567") }),
        ),
      ).size;
    expect(of(3, { iata: "1234567" })).toBe(0);
    expect(of(2, { iata: "1234567" })).toBe(2);
    expect(of(3, null)).toBe(3);
  });

  test("an agency that is watched is found by its number, an address with or without its country", () => {
    const index = keyIndex(
      [
        listed("OWN-1", [{ kind: "agency", value: "1234567" }]),
        listed("OWN-2", [{ kind: "address", value: "Nizami str. 12, Baku" }]),
      ],
      salt,
    );
    const address = { line: "12 NIZAMI ST", city: "BAKU", region: null, postcode: "AZ1000", country: "AZE" };
    const found = matchBookings(index, [
      booking("AAAAAA", { agency: { iata: "12345675" } }),
      booking("BBBBBB", { contacts: { phones: [], emails: [], addresses: [address] } }),
    ]);
    expect([...found].map(([locator, [match]]) => [locator, match?.entryId, match?.matchedName])).toEqual([
      ["AAAAAA", "OWN-1", "1234567"],
      ["BBBBBB", "OWN-2", "Nizami str. 12, Baku"],
    ]);
  });
});
