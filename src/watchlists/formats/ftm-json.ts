// Reads persons in the FollowTheMoney model, one entity a line, as OpenSanctions publishes them.
import type { EntryName } from "../entry.ts";
import { EntryParts } from "./entry-parts.ts";
import { isObject, jsonOf, objectsOf, textOf, textsOf, type Fields } from "./json-fields.ts";
import { RowCollector, type ListReading } from "./reading.ts";

/** Entities that are documents of a person, which stands in their property `holder`. */
const DOCUMENT_SCHEMAS: ReadonlySet<string> = new Set(["Passport", "Identification"]);
/** What a topic of an entity makes of it, the first that holds. */
const CATEGORIES = [
  ["sanction", "sanctions"],
  ["wanted", "wanted"],
] as const;

/** Entries of all entities of the schema Person; documents listed beside them are put to their holders. */
export function readFtmJson(text: string): ListReading {
  const rows = new RowCollector();
  const persons: Fields[] = [];
  const documents = new Map<string, Fields[]>();
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const entity = jsonOf(line);
    if (!isObject(entity) || textOf(entity["schema"]) === null) {
      rows.nextRow();
      rows.skip({ ref: null, field: "line", value: line, code: "not-json" });
    } else if (entity["schema"] === "Person") persons.push(entity);
    else if (DOCUMENT_SCHEMAS.has(textOf(entity["schema"]) ?? "")) {
      const properties = documentFields(entity);
      for (const holder of textsOf(properties["holder"])) {
        documents.set(holder, [...(documents.get(holder) ?? []), properties]);
      }
    }
  }
  for (const person of persons) readPerson(person, documents.get(textOf(person["id"]) ?? "") ?? [], rows);
  return rows.finish("ftm-json", null);
}

/** What a document says, and what it is where it does not say so itself. */
const documentFields = (entity: Fields): Fields => ({
  type: textOf(entity["schema"]) === "Passport" ? ["passport"] : [],
  ...propertiesOf(entity),
});

const propertiesOf = (entity: Fields): Fields => (isObject(entity["properties"]) ? entity["properties"] : {});

const NAMES = [
  ["name", "primary"],
  ["alias", "alias"],
  ["previousName", "alias"],
  ["weakAlias", "weak"],
] as const;

function readPerson(entity: Fields, documents: readonly Fields[], rows: RowCollector): void {
  rows.nextRow();
  const id = textOf(entity["id"]);
  if (id === null) return rows.skip({ ref: null, field: "id", code: "no-identifier" });
  const said = propertiesOf(entity);
  const parts = new EntryParts(rows, id);
  const caption = textOf(entity["caption"]);
  const listed = textsOf(said["name"]);
  // The caption is the one of the names that the publisher shows.
  if (caption !== null && (listed.includes(caption) || listed.length === 0)) parts.name(caption, "primary");
  let first: EntryName["type"] | null = caption !== null ? "alias" : null;
  for (const [property, type] of NAMES) {
    for (const name of textsOf(said[property])) {
      parts.name(name, type === "primary" ? (first ?? "primary") : type);
      first ??= "alias";
    }
  }
  const [given, surname] = [textsOf(said["firstName"])[0] ?? "", textsOf(said["lastName"])[0] ?? ""];
  if (given !== "" && surname !== "") parts.parted(given, surname, first ?? "primary");
  for (const birth of textsOf(said["birthDate"])) parts.birth(birth, "birthDate");
  for (const sex of textsOf(said["gender"])) if (!/^other$/i.test(sex)) parts.sex(sex, "gender");
  for (const property of ["nationality", "citizenship"]) {
    for (const code of textsOf(said[property])) parts.nationality(code, property);
  }
  for (const code of textsOf(said["birthCountry"])) parts.birthCountry(code, "birthCountry");
  for (const place of textsOf(said["birthPlace"])) parts.place(place);
  for (const property of ["title", "position"]) {
    for (const title of textsOf(said[property])) parts.title(title);
  }
  readDocuments(said, [...documents, ...nestedDocuments(said)], parts);
  for (const phone of textsOf(said["phone"])) parts.key("phone", phone);
  for (const mail of textsOf(said["email"])) parts.key("email", mail);
  const topics = textsOf(said["topics"]);
  rows.add(
    parts.entry({
      id: `FTM-${id}`,
      list: "FTM",
      programme: [...textsOf(said["programId"]), ...textsOf(entity["datasets"])].slice(0, 10).join(", "),
      category: CATEGORIES.find(([topic]) => topics.some((one) => one.startsWith(topic)))?.[1] ?? "alert",
      instructions: textsOf(said["notes"]).join(" "),
    }),
  );
}

/** In the nested form the documents stand within the person. */
const nestedDocuments = (said: Fields): Fields[] =>
  Object.values(said).flatMap((value) =>
    objectsOf(value)
      .filter((one) => DOCUMENT_SCHEMAS.has(textOf(one["schema"]) ?? ""))
      .map(documentFields),
  );

function readDocuments(said: Fields, documents: readonly Fields[], parts: EntryParts): void {
  for (const one of documents) {
    const type = textsOf(one["type"])[0] ?? (one["passportNumber"] === undefined ? "identity" : "passport");
    const country = textsOf(one["country"])[0] ?? "";
    for (const text of [...textsOf(one["number"]), ...textsOf(one["passportNumber"])]) {
      parts.document({ type, text, country }, "number");
    }
  }
  for (const text of textsOf(said["passportNumber"]))
    parts.document({ type: "passport", text }, "passportNumber");
  for (const text of textsOf(said["idNumber"])) parts.document({ type: "identity", text }, "idNumber");
  for (const property of ["taxNumber", "socialSecurityNumber"]) {
    for (const text of textsOf(said[property])) parts.document({ type: "personal", text }, property);
  }
}
