// Reads the UK Sanctions List in XML (root Designations) and the Treasury's (elements FinancialSanctionsTarget).
import type { Element } from "#messages";
import { EntryParts } from "./entry-parts.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";
import { countryIn, numbered, townsWith } from "./uk-csv.ts";
import { eachRecord, textsWithin, within } from "./xml-list.ts";

const ROOTS = ["Designations", "ArrayOfFinancialSanctionsTarget"];

/** Entries of all individuals. */
export function readUkXml(bytes: Buffer): ListReading {
  const rows = new RowCollector();
  const targets = new Map<string, Element[]>();
  let [publishedAt, records] = ["", 0];
  const root = eachRecord(bytes, ["Designation", "FinancialSanctionsTarget", "DateGenerated"], (record) => {
    if (record.name === "DateGenerated") {
      publishedAt = record.trimmed;
      return;
    }
    records += 1;
    if (record.name === "Designation") readDesignation(record, rows);
    else if (/individual/i.test(record.first("GroupTypeDescription"))) {
      const id = record.first("GroupID");
      targets.set(id, [...(targets.get(id) ?? []), record]);
    }
  });
  if ("accepted" in root) return root;
  if (!ROOTS.includes(root.name)) return refused("wrong-root", { root: root.name }, { line: 1 });
  for (const [id, names] of targets) readTarget(id, names, rows);
  return records === 0 ? refused("no-entries") : rows.finish("uk-xml", isoDay(publishedAt));
}

function isoDay(date: string): string | null {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})/.exec(date) ?? [];
  if (year !== undefined) return `${year}-${month}-${day}`;
  return date === "" ? null : date;
}

function readDesignation(designation: Element, rows: RowCollector): void {
  if (!/^individual$/i.test(designation.first("IndividualEntityShip"))) return;
  rows.nextRow();
  const id = designation.first("UniqueID");
  if (id === "") return rows.skip({ ref: null, field: "UniqueID", code: "no-identifier" });
  const parts = new EntryParts(rows, id);
  const names = within(designation, "Names").flatMap((all) => all.all("Name"));
  for (const name of names.toSorted((a, b) => Number(isAlias(a)) - Number(isAlias(b)))) {
    const weak = /low/i.test(name.first("AliasStrength"));
    ukName(name, isAlias(name) ? (weak ? "weak" : "alias") : "primary", parts);
  }
  for (const original of textsWithin(designation, "NameNonLatinScript")) parts.name(original, "original");
  for (const birth of textsWithin(designation, "DOB")) parts.birth(birth, "DOB");
  for (const one of textsWithin(designation, "Nationality")) parts.nationality(one, "Nationality");
  for (const one of textsWithin(designation, "CountryOfBirth")) parts.birthCountry(one, "CountryOfBirth");
  for (const place of within(designation, "Location")) {
    parts.place([place.first("TownOfBirth"), place.first("CountryOfBirth")].filter(Boolean).join(", "));
  }
  for (const title of [...textsWithin(designation, "Title"), ...textsWithin(designation, "Position")])
    parts.title(title);
  for (const one of textsWithin(designation, "Gender")) parts.sex(one, "Gender");
  for (const one of within(designation, "Passport")) {
    const country = countryIn(one.first("PassportAdditionalInformation"));
    parts.document({ type: "passport", text: one.first("PassportNumber"), country }, "PassportNumber");
  }
  for (const text of textsWithin(designation, "NationalIdentifierNumber")) {
    parts.document({ type: "national", text }, "NationalIdentifierNumber");
  }
  for (const mail of textsWithin(designation, "EmailAddress")) parts.key("email", mail);
  for (const phone of textsWithin(designation, "PhoneNumber")) {
    if (/^(?:\+|00)/.test(phone)) parts.key("phone", phone);
  }
  rows.add(
    parts.entry({
      id: `UK-${id}`,
      list: "UK",
      programme: designation.first("RegimeName"),
      category: "sanctions",
      instructions: designation.first("OtherInformation"),
    }),
  );
}

const isAlias = (name: Element): boolean => !/^primary name$/i.test(name.first("NameType") || "primary name");

/** The lists write `Name6` or `name6`, sometimes both in one element. */
function ukName(element: Element, type: "primary" | "alias" | "weak", parts: EntryParts): void {
  const part = (at: number) => element.first(`Name${at}`) || element.first(`name${at}`);
  const given = [1, 2, 3, 4, 5].map(part).filter((one) => one !== "");
  parts.parted(given.join(" "), part(6), type);
}

/** The Treasury's list has an element for each name of a target, told together by the group's number. */
function readTarget(id: string, names: readonly Element[], rows: RowCollector): void {
  rows.nextRow();
  if (id === "") return rows.skip({ ref: null, field: "GroupID", code: "no-identifier" });
  const parts = new EntryParts(rows, id);
  const alias = (one: Element) =>
    !/primary name(?! variation)/i.test(one.first("AliasTypeName") || "primary name");
  for (const one of names.toSorted((a, b) => Number(alias(a)) - Number(alias(b)))) {
    const weak = /low/i.test(one.first("AliasQuality"));
    ukName(one, alias(one) ? (weak ? "weak" : "alias") : "primary", parts);
    parts.name(one.first("NameNonLatinScript"), "original");
    for (const birth of numbered(one.first("Individual_DateOfBirth"))) parts.birth(birth, "DateOfBirth");
    for (const text of numbered(one.first("Individual_Nationality"))) parts.nationality(text, "Nationality");
    for (const text of numbered(one.first("Individual_CountryOfBirth")))
      parts.birthCountry(text, "CountryOfBirth");
    const countries = numbered(one.first("Individual_CountryOfBirth"));
    for (const place of townsWith(numbered(one.first("Individual_TownOfBirth")), countries))
      parts.place(place);
    for (const title of [one.first("NameTitle"), ...numbered(one.first("Individual_Position"))])
      parts.title(title);
    for (const text of numbered(one.first("Individual_PassportNumber"))) {
      const country = countryIn(one.first("Individual_PassportDetails"));
      parts.document({ type: "passport", text, country }, "PassportNumber");
    }
    for (const text of numbered(one.first("Individual_NINumber"))) {
      parts.document({ type: "national", text }, "NINumber");
    }
  }
  const [first] = names;
  rows.add(
    parts.entry({
      id: `UK-${id}`,
      list: "UK",
      programme: first?.first("RegimeName") ?? "",
      category: "sanctions",
      instructions: first?.first("OtherInformation") ?? "",
    }),
  );
}
