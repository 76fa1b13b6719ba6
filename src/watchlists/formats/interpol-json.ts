// Reads notices in the form of INTERPOL's public notices: a page of them, an array, or one a line.
import { EntryParts } from "./entry-parts.ts";
import { isObject, jsonOf, objectsOf, textOf, textsOf, type Fields } from "./json-fields.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";

/** Entries of all notices. A page that holds fewer than it says it does is refused: it was cut. */
export function readInterpolJson(text: string): ListReading {
  const rows = new RowCollector();
  const whole = jsonOf(text.replace(/^\uFEFF/, ""));
  if (whole === undefined && /^\s*(?:\[|\{\s*"(?:total|_embedded)")/.test(text)) {
    const line = text.split("\n").length;
    return refused("truncated", { line }, { line });
  }
  if (isObject(whole) && isObject(whole["_embedded"])) {
    const notices = objectsOf(whole["_embedded"]["notices"]);
    const query = isObject(whole["query"]) ? whole["query"] : {};
    const page = Number(query["resultPerPage"] ?? notices.length);
    const stated = Math.min(Number(whole["total"] ?? notices.length), page);
    const last = Number(query["page"] ?? 1) * page >= Number(whole["total"] ?? 0);
    if (!last && notices.length < stated) return refused("count-differs", { count: notices.length, stated });
    for (const notice of notices) readNotice(notice, rows);
  } else if (Array.isArray(whole)) {
    for (const notice of objectsOf(whole)) readNotice(notice, rows);
  } else if (isObject(whole)) readNotice(whole, rows);
  else {
    for (const line of text.split("\n")) {
      if (line.trim() === "") continue;
      const notice = jsonOf(line);
      if (isObject(notice)) readNotice(notice, rows);
      else {
        rows.nextRow();
        rows.skip({ ref: null, field: "line", value: line, code: "not-json" });
      }
    }
  }
  return rows.finish("interpol-json", null);
}

const ORIGINALS = ["name_in_original_script", "original_name"] as const;

function readNotice(notice: Fields, rows: RowCollector): void {
  rows.nextRow();
  const ref = textOf(notice["entity_id"]) ?? textOf(notice["notice_id"]);
  if (ref === null) return rows.skip({ ref: null, field: "entity_id", code: "no-identifier" });
  const parts = new EntryParts(rows, ref);
  parts.parted(textOf(notice["forename"]) ?? "", textOf(notice["name"]) ?? "", "primary");
  for (const field of ORIGINALS) for (const name of textsOf(notice[field])) parts.name(name, "original");
  for (const alias of [notice["aliases"], notice["also_known_as"]].flat()) {
    if (isObject(alias)) parts.parted(textOf(alias["forename"]) ?? "", textOf(alias["name"]) ?? "", "alias");
    else for (const name of textsOf(alias)) parts.name(name, "alias");
  }
  for (const birth of textsOf(notice["date_of_birth"])) parts.birth(birth, "date_of_birth");
  for (const code of textsOf(notice["nationalities"])) parts.nationality(code, "nationalities");
  for (const code of textsOf(notice["country_of_birth_id"])) parts.birthCountry(code, "country_of_birth_id");
  for (const place of textsOf(notice["place_of_birth"])) parts.place(place);
  for (const title of [...textsOf(notice["title"]), ...textsOf(notice["occupation"])]) parts.title(title);
  for (const sex of textsOf(notice["sex_id"])) if (!/^u$/i.test(sex)) parts.sex(sex, "sex_id");
  for (const one of objectsOf(notice["identity_documents"])) {
    const country = textOf(one["issuing_country_id"]) ?? textOf(one["country"]) ?? "";
    parts.document(
      { type: textOf(one["type"]) ?? "", text: textOf(one["number"]) ?? "", country },
      "identity_documents",
    );
  }
  rows.add(
    parts.entry({
      id: `INTERPOL-${ref.replace(/[^\p{L}\p{N}]+/gu, "-")}`,
      list: "INTERPOL",
      programme: textOf(notice["type"]) ?? "",
      category: categoryOf(textOf(notice["type"]) ?? "", notice),
      instructions: chargesOf(notice),
    }),
  );
}

/** Red notices ask for an arrest, yellow ones look for missing persons, the others ask or warn. */
function categoryOf(type: string, notice: Fields): string {
  if (/red/i.test(type) || Array.isArray(notice["arrest_warrants"])) return "wanted";
  return /yellow/i.test(type) ? "missing" : "alert";
}

const chargesOf = (notice: Fields): string =>
  objectsOf(notice["arrest_warrants"])
    .map((one) => {
      const charge = textOf(one["charge_translation"]) ?? textOf(one["charge"]) ?? "";
      const country = textOf(one["issuing_country_id"]);
      return country === null ? charge : `${country}: ${charge}`;
    })
    .join("; ");
