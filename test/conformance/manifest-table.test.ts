// transport.md §12 to §15 column by column: each column of the manifest gives its fact, and each fault of one its finding.
import { describe, expect, it } from "vitest";
import { codesOf, only } from "./messages.ts";

const good: Readonly<Record<string, string>> = {
  mode: "BUS",
  service_no: "451",
  carrier_code: "EXB",
  dep_place: "Rasht (IR)",
  dep_time: "2027-05-01 07:00",
  arr_place: "AZBAK",
  arr_time: "2027-05-01 15:30",
  border_point: "ASTARA",
  vehicle_id: "12-AB-345",
  list_type: "PAX",
  person_no: "1",
  role: "PAX",
  surname: "KESTREL",
  given: "ROBIN",
  other_names: "ANN",
  sex: "F",
  birth_date: "1990-01-31",
  birth_place: "LONDON",
  birth_country: "GBR",
  nationality: "GBR",
  doc_type: "P",
  doc_no: "C0190101",
  doc_issuer: "GBR",
  doc_expiry: "2031-08-09",
  visa_no: "V900",
  residence_country: "AZE",
  address: "1 HIGH STREET",
  board_place: "IRRAS",
  alight_place: "AZBAK",
  seat: "12D",
  booking_ref: "QX7K2M",
  bags: "2",
};
type Row = Readonly<Record<string, string>>;
function read(changes: Row = {}, more: readonly Row[] = [], columns = Object.keys(good)) {
  const line = (row: Row) => columns.map((column) => row[column] ?? "").join(";");
  const first = { ...good, ...changes };
  return only([columns.join(";"), line(first), ...more.map((row) => line({ ...first, ...row }))].join("\n"));
}
const list = read().passengerList;
const traveller = list?.travellers[0];

describe("columns", () => {
  it("the table of all columns is accepted; place of birth and residence, which no list of the law has, are told and not kept", () => {
    expect([read().accepted, codesOf(read()), list?.travellers.length]).toEqual([true, ["NOT_ADMITTED"], 1]);
  });
  it.each<[columns: string, found: unknown, expected: Record<string, unknown>]>([
    [
      "mode, vehicle_id, border_point",
      list?.carriage,
      { mode: "BUS", vehicle: "12-AB-345", borderPoint: "ASTARA" },
    ],
    ["carrier_code, service_no", list?.flights[0], { carrier: "EXB", number: "451" }],
    [
      "dep_time, arr_time",
      list?.flights[0]?.legs[0],
      { departs: "2027-05-01T07:00", arrives: "2027-05-01T15:30" },
    ],
    ["arr_place", list?.flights[0]?.legs[0], { to: "AZBAK" }],
    ["list_type, role", traveller, { role: "passenger" }],
    ["surname, given, other_names", traveller, { surname: "KESTREL", given: "ROBIN ANN" }],
    ["sex, birth_date, nationality", traveller, { sex: "F", birthDate: "1990-01-31", nationality: "GBR" }],
    ["birth_place, birth_country", traveller, { placeOfBirth: null }],
    [
      "doc_type, doc_no, doc_issuer, doc_expiry",
      traveller?.documents[0],
      { type: "P", number: "C0190101", issuer: "GBR", expires: "2031-08-09" },
    ],
    ["visa_no", traveller?.documents[1], { type: "V", number: "V900" }],
    ["residence_country", traveller, { residence: null }],
    ["address", traveller?.address, { line: "1 HIGH STREET" }],
    ["board_place, alight_place", traveller, { embark: "IRRAS", debark: "AZBAK" }],
    ["seat, booking_ref", traveller, { seat: "12D", locator: "QX7K2M" }],
    ["bags", traveller?.bags, { count: 2 }],
  ])("row %s", (_columns, found, expected) => {
    expect(found).toMatchObject(expected);
  });
  it("row phone, email, remarks: not kept", () => {
    const message = read(
      { phone: "994125550100", email: "A@B.C", remarks: "VIP" },
      [],
      [...Object.keys(good), "phone", "email", "remarks"],
    );
    // With the three that are of this table, and what no list of the law has.
    expect(message.cuts).toHaveLength(6);
    expect(JSON.stringify(message.passengerList)).not.toMatch(/994125550100|A@B\.C|VIP/);
  });
});

describe("findings", () => {
  it.each<[code: string, changes: Row, more: readonly Row[], columns?: readonly string[]]>([
    ["MF03", {}, [], [...Object.keys(good), "surname"]],
    ["MF08", {}, [{ service_no: "452", person_no: "2", surname: "PLOVER", doc_no: "C2" }]],
    ["MF10", { arr_place: "NOWHERE" }, []],
    ["MF12", { sex: "WOMAN?" }, []],
    ["MF13", { surname: "" }, []],
    ["MF14", { nationality: "QQQ" }, []],
    ["MF15", { doc_no: "", visa_no: "" }, []],
    ["MF22", {}, [{ surname: "PLOVER", birth_date: "1980-01-01", doc_no: "C2" }]],
    ["MF23", { birth_date: "1850-01-01" }, []],
    ["MF24", { doc_no: "000000000" }, []],
    ["MF26", { address: "X".repeat(5000) }, []],
  ])("%s", (code, changes, more, columns) => {
    const message = read(changes, more, columns === undefined ? undefined : [...columns]);
    expect(codesOf(message)).toContain(code);
    expect(message.passengerList?.travellers.length).toBe(1 + (code === "MF08" || code === "MF22" ? 1 : 0));
  });
  it("MF07: a row with more values than the header", () => {
    const text = `${Object.keys(good).join(";")}\n${Object.values(good).join(";")};ONE;MORE`;
    expect(codesOf(only(text))).toContain("MF07");
  });
});
