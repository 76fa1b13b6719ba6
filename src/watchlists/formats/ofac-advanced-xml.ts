// Reads the OFAC list in its advanced XML (root Sanctions): values by reference, parties with identities, names and features.
import type { Element } from "#messages";
import type { EntryDob, EntryName } from "../entry.ts";
import { EntryParts } from "./entry-parts.ts";
import { ofacId } from "./ofac-xml.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";
import { eachRecord, within } from "./xml-list.ts";

/** Sets of values that others refer to by number, each with what is said of it. */
const VALUES = [
  "CalendarType",
  "Country",
  "DetailReference",
  "FeatureType",
  "IDRegDocType",
  "NamePartType",
  "PartyType",
  "Script",
] as const;
type ValueSet = (typeof VALUES)[number];

type Id = { readonly type: string; readonly text: string; readonly country: string };

/** What the parties refer to; it stands before them in the file. */
class References {
  readonly #values = new Map<string, string>();
  readonly partyTypeOf = new Map<string, string>();
  readonly codeOfScript = new Map<string, string>();
  readonly codeOfCountry = new Map<string, string>();
  readonly locations = new Map<string, Element>();
  readonly ids = new Map<string, Id[]>();

  keep(set: ValueSet, { attributes, trimmed }: Element): void {
    const id = attributes["ID"] ?? "";
    this.#values.set(`${set} ${id}`, trimmed);
    if (set === "Script") this.codeOfScript.set(id, attributes["ScriptCode"] ?? "");
    if (set === "Country") this.codeOfCountry.set(id, attributes["ISO2"] || trimmed);
  }

  value(set: ValueSet, id = ""): string {
    return this.#values.get(`${set} ${id}`) ?? "";
  }

  keepId(document: Element): void {
    const { attributes } = document;
    const id = {
      type: this.value("IDRegDocType", attributes["IDRegDocTypeID"]),
      text: document.first("IDRegistrationNo"),
      country: this.codeOfCountry.get(attributes["IssuedBy-CountryID"] ?? "") ?? "",
    };
    const identity = attributes["IdentityID"] ?? "";
    this.ids.set(identity, [...(this.ids.get(identity) ?? []), id]);
  }
}

/**
 * Entries of all individuals, called as in the other files of the list. What a party refers to and is not in the file is
 * left out; a file without any of the values is of another form and refused.
 */
export function readOfacAdvancedXml(bytes: Buffer): ListReading {
  const rows = new RowCollector();
  const references = new References();
  const programmes = new Map<string, string[]>();
  let [publishedAt, parties] = ["", 0];
  const sets: ReadonlySet<string> = new Set(VALUES);
  const others = [
    "DateOfIssue",
    "PartySubType",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "SanctionsEntry",
  ];
  const root = eachRecord(bytes, [...VALUES, ...others], (record) => {
    const { name, attributes } = record;
    if (sets.has(name)) references.keep(name as ValueSet, record);
    else if (name === "DateOfIssue") publishedAt ||= isoDay(record) ?? "";
    else if (name === "PartySubType")
      references.partyTypeOf.set(attributes["ID"] ?? "", attributes["PartyTypeID"] ?? "");
    else if (name === "Location") references.locations.set(attributes["ID"] ?? "", record);
    else if (name === "IDRegDocument") references.keepId(record);
    else if (name === "SanctionsEntry") keepProgrammes(record, programmes);
    else {
      parties += 1;
      readParty(record, references, rows);
    }
  });
  if ("accepted" in root) return root;
  if (parties === 0) return refused("no-entries");
  const read = rows.finish("ofac-advanced-xml", publishedAt === "" ? null : publishedAt);
  if (!read.accepted) return read;
  const entries = read.entries.map((entry) => {
    const programme = [...new Set(programmes.get(entry.ref ?? ""))].join(", ");
    return programme === "" ? entry : { ...entry, programme };
  });
  return { ...read, entries };
}

/** The programmes stand behind the parties, each as the comment of a measure. */
function keepProgrammes(entry: Element, programmes: Map<string, string[]>): void {
  const profile = entry.attributes["ProfileID"] ?? "";
  const said = within(entry, "SanctionsMeasure")
    .map((measure) => measure.first("Comment"))
    .filter((comment) => comment !== "");
  programmes.set(profile, [...(programmes.get(profile) ?? []), ...said]);
}

function readParty(party: Element, references: References, rows: RowCollector): void {
  for (const profile of party.all("Profile")) {
    const subType = references.partyTypeOf.get(profile.attributes["PartySubTypeID"] ?? "");
    if (/^individual$/i.test(references.value("PartyType", subType)))
      readPerson(party, profile, references, rows);
  }
}

function readPerson(party: Element, profile: Element, references: References, rows: RowCollector): void {
  rows.nextRow();
  const id = profile.attributes["ID"] || (party.attributes["FixedRef"] ?? "");
  if (id === "") return rows.skip({ ref: null, field: "FixedRef", code: "no-identifier" });
  const parts = new EntryParts(rows, id);
  const identities = profile.all("Identity").filter(({ attributes }) => attributes["False"] !== "true");
  for (const identity of identities) {
    readNames(identity, references, parts);
    for (const one of references.ids.get(identity.attributes["ID"] ?? "") ?? []) ofacId(one, parts);
  }
  for (const feature of profile.all("Feature")) {
    const type = references.value("FeatureType", feature.attributes["FeatureTypeID"]);
    for (const version of feature.all("FeatureVersion")) readFeature(type, version, references, parts);
  }
  const instructions = [party.first("Comment"), profile.first("Comment")].filter((text) => text !== "");
  rows.add(
    parts.entry({
      id: `OFAC-${id}`,
      list: "OFAC",
      category: "sanctions",
      instructions: [...new Set(instructions)].join(". "),
    }),
  );
}

/** The main name first; each name in each of the scripts in which it is documented. */
function readNames(identity: Element, references: References, parts: EntryParts): void {
  const kinds = new Map(
    within(identity, "NamePartGroup").map(({ attributes }) => [
      attributes["ID"] ?? "",
      references.value("NamePartType", attributes["NamePartTypeID"]),
    ]),
  );
  const isMain = ({ attributes }: Element) => attributes["Primary"] === "true";
  const aliases = identity.all("Alias").toSorted((a, b) => Number(isMain(b)) - Number(isMain(a)));
  for (const alias of aliases) {
    const weak = alias.attributes["LowQuality"] === "true";
    const type = isMain(alias) ? "primary" : weak ? "weak" : "alias";
    for (const documented of alias.all("DocumentedName"))
      readName(documented, { type, kinds, references }, parts);
  }
}

function readName(
  documented: Element,
  of: {
    readonly type: EntryName["type"];
    readonly kinds: ReadonlyMap<string, string>;
    readonly references: References;
  },
  parts: EntryParts,
): void {
  const said = {
    given: [] as string[],
    patronymic: [] as string[],
    surname: [] as string[],
    other: [] as string[],
  };
  let latin = true;
  for (const part of within(documented, "NamePartValue")) {
    const { NamePartGroupID: group = "", ScriptID: script = "" } = part.attributes;
    said[roleOf(of.kinds.get(group) ?? "")].push(part.trimmed);
    const code = of.references.codeOfScript.get(script) ?? "";
    latin &&= code === "" || code === "Latn";
  }
  const text = (role: keyof typeof said) => said[role].join(" ").trim();
  const [given, patronymic, surname] = [text("given"), text("patronymic"), text("surname")];
  const full = [given, patronymic, surname, text("other")].filter((part) => part !== "").join(" ");
  const parted = given === "" || surname === "" ? {} : { given, surname };
  parts.name(full, latin ? of.type : "original", {
    ...parted,
    ...(patronymic === "" || given === "" ? {} : { patronymic }),
  });
}

function roleOf(kind: string): "given" | "patronymic" | "surname" | "other" {
  if (/^(?:first|middle|given)/i.test(kind)) return "given";
  if (/^patronymic/i.test(kind)) return "patronymic";
  return /^(?:last|family|sur|maiden)/i.test(kind) ? "surname" : "other";
}

function readFeature(type: string, version: Element, references: References, parts: EntryParts): void {
  const details = version
    .all("VersionDetail")
    .map((one) => one.trimmed || references.value("DetailReference", one.attributes["DetailReferenceID"]))
    .filter((text) => text !== "");
  const places = version
    .all("VersionLocation")
    .flatMap(({ attributes }) => references.locations.get(attributes["LocationID"] ?? "") ?? []);
  switch (type.toLowerCase()) {
    case "birthdate":
      for (const period of version.all("DatePeriod")) readBirth(period, references, parts);
      return;
    case "place of birth":
      for (const place of details) parts.birthPlace(place, type);
      for (const place of places) readPlace(place, references, parts);
      return;
    case "nationality country":
    case "citizenship country":
      for (const country of [...details, ...places.flatMap((place) => countriesOf(place, references))])
        parts.nationality(country, type);
      return;
    case "gender":
      for (const sex of details) parts.sex(sex, type);
      return;
    case "title":
      for (const title of details.flatMap((text) => text.split(";"))) parts.title(title);
      return;
    case "email address":
    case "phone number":
      for (const text of details) ofacId({ type, text, country: "" }, parts);
  }
}

const countriesOf = (place: Element, references: References): readonly string[] =>
  place
    .all("LocationCountry")
    .flatMap(({ attributes }) => references.codeOfCountry.get(attributes["CountryID"] ?? "") ?? []);

function readPlace(place: Element, references: References, parts: EntryParts): void {
  const countries = countriesOf(place, references);
  for (const country of countries) parts.birthCountry(country, "Place of Birth");
  const names = place
    .all("LocationCountry")
    .map(({ attributes }) => references.value("Country", attributes["CountryID"]));
  const words = within(place, "LocationPartValue").map((part) => part.first("Value"));
  parts.place([...words, ...names].filter((text) => text !== "").join(", "));
}

/** A period within which the person was born: a day, a month, a year, or a span of years. */
function readBirth(period: Element, references: References, parts: EntryParts): void {
  const calendar = references.value("CalendarType", period.attributes["CalendarTypeID"]);
  const [start, end] = [period.all("Start")[0], period.all("End")[0]];
  const from = dateIn(start?.all("From")[0] ?? start);
  const to = dateIn(end?.all("To")[0] ?? end) ?? from;
  if (from === null || to === null || !/^(?:|gregorian)$/i.test(calendar)) {
    return parts.unread("Birthdate", `${from ?? ""} ${calendar}`.trim());
  }
  const circa = [start, end].some((edge) => edge?.attributes["Approximate"] === "true");
  const dob = between(from, to);
  parts.born(circa && "date" in dob ? { ...dob, circa: true } : dob);
}

/** What two days have in common, as far as they say a year, a month or a day; else the years of both. */
function between(from: string, to: string): EntryDob {
  if (from === to) return { date: from };
  const [year, month] = [from.slice(0, 4), from.slice(0, 7)];
  if (year !== to.slice(0, 4)) return { from: year, to: to.slice(0, 4) };
  return { date: month === to.slice(0, 7) ? month : year };
}

/** `<Year>1968</Year><Month>12</Month><Day>10</Day>` as `1968-12-10`; what is not said is left out. */
function dateIn(element: Element | undefined): string | null {
  const [year, month, day] = ["Year", "Month", "Day"].map((part) => Number(element?.first(part) ?? ""));
  if (year === undefined || !(year >= 1850 && year <= 2100)) return null;
  const two = (part: number): string => String(part).padStart(2, "0");
  if (month === undefined || month < 1 || month > 12) return String(year);
  const inMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day === undefined || day < 1 || day > inMonth) return `${year}-${two(month)}`;
  return `${year}-${two(month)}-${two(day)}`;
}

/** The day on which the list was made; null when it does not say a whole one. */
function isoDay(date: Element): string | null {
  const day = dateIn(date);
  return day !== null && day.length === 10 ? day : null;
}
