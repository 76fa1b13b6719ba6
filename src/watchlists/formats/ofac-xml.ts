// Reads the OFAC SDN list in XML (root sdnList).
import type { Element } from "#messages";
import { EntryParts } from "./entry-parts.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";
import { eachRecord, textsWithin, within } from "./xml-list.ts";

/** Entries of all individuals. A file with fewer entries than it says it holds is refused: it was cut. */
export function readOfacXml(bytes: Buffer): ListReading {
  const rows = new RowCollector();
  let [publishedAt, stated, entries] = ["", "", 0];
  const root = eachRecord(bytes, ["sdnEntry", "publshInformation"], (record) => {
    if (record.name === "sdnEntry") {
      entries += 1;
      if (/^individual$/i.test(record.first("sdnType"))) readIndividual(record, rows);
      return;
    }
    publishedAt = record.first("Publish_Date");
    stated = record.first("Record_Count");
  });
  if ("accepted" in root) return root;
  if (stated !== "" && Number(stated) !== entries) {
    return refused("count-differs", { count: entries, stated });
  }
  return rows.finish("ofac-xml", isoDay(publishedAt));
}

/** `03/05/2021`, month first, as an ISO date; null when it is none. */
function isoDay(date: string): string | null {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}

function readIndividual(entry: Element, rows: RowCollector): void {
  rows.nextRow();
  const uid = entry.first("uid");
  if (uid === "") return rows.skip({ ref: null, field: "uid", code: "no-identifier" });
  const parts = new EntryParts(rows, uid);
  parts.parted(entry.first("firstName"), entry.first("lastName"), "primary");
  for (const aka of within(entry, "aka")) {
    const type = /^weak$/i.test(aka.first("category")) ? "weak" : "alias";
    parts.parted(aka.first("firstName"), aka.first("lastName"), type);
  }
  for (const birth of textsWithin(entry, "dateOfBirth")) parts.birth(birth, "dateOfBirth");
  for (const place of textsWithin(entry, "placeOfBirth")) parts.birthPlace(place, "placeOfBirth");
  for (const one of [...within(entry, "nationality"), ...within(entry, "citizenship")]) {
    parts.nationality(one.first("country"), one.name);
  }
  for (const id of within(entry, "id")) {
    const [type, text, country] = [id.first("idType"), id.first("idNumber"), id.first("idCountry")];
    ofacId({ type, text, country }, parts);
  }
  const programmes = textsWithin(entry, "program").join(", ");
  for (const title of entry.first("title").split(";")) parts.title(title);
  const instructions = entry.first("remarks");
  rows.add(
    parts.entry({
      id: `OFAC-${uid}`,
      list: "OFAC",
      programme: programmes,
      category: "sanctions",
      instructions,
    }),
  );
}

const IDENTITY =
  /passport|travel|\bid\b|ident|cedula|d\.n\.i\.|c\.u\.[rip]|r\.f\.c|ssn|i\.f\.e|credencial|cartilla|residency|electoral|birth cert|licen[sc]e/i;

/** The list keeps sex, addresses of mail and telephones among the identifiers. */
export function ofacId(
  { type, text, country }: { readonly type: string; readonly text: string; readonly country: string },
  parts: EntryParts,
): void {
  if (/^gender$/i.test(type)) parts.sex(text, "idType");
  else if (/^email/i.test(type)) parts.key("email", text);
  else if (/^phone/i.test(type)) {
    if (/^(?:\+|00)/.test(text)) parts.key("phone", text);
  } else if (IDENTITY.test(type)) parts.document({ type, text, country }, "idNumber");
}
