// Reads the consolidated list of EU financial sanctions in XML (root export, elements sanctionEntity).
import type { Element } from "#messages";
import { EntryParts } from "./entry-parts.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";
import { eachRecord, within } from "./xml-list.ts";

/** Entries of all persons; enterprises are counted nowhere. */
export function readEuXml(bytes: Buffer): ListReading {
  const rows = new RowCollector();
  let entities = 0;
  const root = eachRecord(bytes, ["sanctionEntity"], (entity) => {
    entities += 1;
    const subject = entity.all("subjectType")[0]?.attributes ?? {};
    if (subject["code"] === "person" || subject["classificationCode"] === "P") readPerson(entity, rows);
  });
  if ("accepted" in root) return root;
  if (root.name !== "export") return refused("wrong-root", { root: root.name }, { line: 1 });
  return entities === 0
    ? refused("no-entries")
    : rows.finish("eu-xml", root.attributes["generationDate"] ?? null);
}

function readPerson(entity: Element, rows: RowCollector): void {
  rows.nextRow();
  const id = entity.attributes["logicalId"] ?? "";
  const ref = entity.attributes["euReferenceNumber"] || id;
  if (id === "") return rows.skip({ ref: ref || null, field: "logicalId", code: "no-identifier" });
  const parts = new EntryParts(rows, ref);
  for (const [at, { attributes }] of entity.all("nameAlias").entries()) {
    euName(attributes, at === 0, parts);
  }
  for (const { attributes } of entity.all("birthdate")) {
    euBirth(attributes, parts);
    parts.birthCountry(attributes["countryIso2Code"] ?? "", "birthdate");
    euPlace(attributes, parts);
  }
  for (const { attributes } of entity.all("citizenship")) {
    parts.nationality(attributes["countryIso2Code"] ?? "", "citizenship");
  }
  for (const { attributes } of entity.all("identification")) euDocument(attributes, parts);
  for (const { attributes } of within(entity, "contactInfo")) {
    if (/e-?mail/i.test(attributes["key"] ?? "")) parts.key("email", attributes["value"] ?? "");
  }
  const programme = entity.all("regulation").map(({ attributes }) => attributes["programme"] ?? "");
  rows.add(
    parts.entry({
      id: `EU-${id}`,
      list: "EU",
      programme: [...new Set(programme)].filter((one) => one !== "").join(", "),
      category: "sanctions",
      instructions: entity.values("remark").join(" "),
    }),
  );
}

type Said = Readonly<Record<string, string>>;

/** A name of the EU list, in XML or CSV; `strong` false marks a weak one. The first is the main name. */
export function euName(said: Said, first: boolean, parts: EntryParts): void {
  const [given, surname] = [
    [said["firstName"], said["middleName"]].filter((part) => part !== undefined && part !== "").join(" "),
    said["lastName"] ?? "",
  ];
  const type = said["strong"] === "false" ? "weak" : first ? "primary" : "alias";
  const whole = said["wholeName"] ?? "";
  if (given !== "" && surname !== "") parts.name(whole || `${given} ${surname}`, type, { surname, given });
  else parts.name(whole || `${given} ${surname}`, type);
  parts.sex(said["gender"] ?? "", "gender");
  for (const text of [said["title"], said["function"]]) parts.title(text ?? "");
}

/** A place of birth of the EU list, in XML or CSV: town or place, region, country. */
export function euPlace(said: Said, parts: EntryParts): void {
  const country = /^unknown/i.test(said["countryDescription"] ?? "") ? "" : said["countryDescription"];
  const place = [said["city"], said["place"], said["region"], country].filter((part = "") => part !== "");
  parts.place([...new Set(place)].join(", "));
}

/** A birth of the EU list, in XML or CSV: a date, a year, or a span of years. Only Gregorian dates are read as dates. */
export function euBirth(said: Said, parts: EntryParts): void {
  const [from = "", to = ""] = [said["yearRangeFrom"], said["yearRangeTo"]];
  const [year = "", month = "", day = ""] = [said["year"], said["monthOfYear"], said["dayOfMonth"]];
  const gregorian = /^(?:|gregorian)$/i.test(said["calendarType"] ?? "");
  const stated =
    (said["birthdate"] ?? "") || (year === "" ? "" : [year, month, day].filter(isPart).join("-"));
  const circa = said["circa"] === "true" ? "circa " : "";
  if (isPart(from) && isPart(to)) parts.birth(`${from} to ${to}`, "birthdate");
  else if (stated !== "") parts.birth(circa + (gregorian ? stated : ""), "birthdate");
  if (stated !== "" && !gregorian) parts.unread("birthdate", `${stated} ${said["calendarType"]}`);
}

const isPart = (part: string): boolean => part !== "" && Number(part) !== 0;

/** A document of the EU list. One that its issuer says is false, or that expired, still points at who uses it. */
export function euDocument(said: Said, parts: EntryParts): void {
  const kind = said["identificationTypeCode"] ?? "";
  const type = /passport|laissez/i.test(kind)
    ? "passport"
    : /^(?:idnational|ssn)/i.test(kind)
      ? "national"
      : /^(?:id|driverlic)/i.test(kind)
        ? "identity"
        : "";
  if (type === "") return;
  const text = (said["latinNumber"] ?? "") || (said["number"] ?? "");
  parts.document({ type, text, country: said["countryIso2Code"] ?? "" }, "identification");
}
