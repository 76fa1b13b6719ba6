// Reads one traveller from a JSON line in the screening bench's field names.
import type { Traveller, TravellerDocument } from "#screening";

export type TravellerLine =
  | { readonly id: string; readonly traveller: Traveller }
  | { readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/** The traveller with its id, or what is wrong with the line. Unknown fields are passed over, absent values are null. */
export function readTravellerLine(text: string): TravellerLine {
  const fields = parsedObject(text);
  if (fields === null) return { problem: "The line is not a JSON object." };
  const id = textOf(fields["id"]);
  if (id === null) return { problem: 'The line has no "id".' };
  const [surname, given] = [textOf(fields["surname"]) ?? "", textOf(fields["given"])];
  const documents = documentsOf(fields["document"] ?? fields["documents"]);
  if (surname === "" && given === null && documents.length === 0) {
    return { problem: `Traveller ${id} has neither a name nor a document.` };
  }
  const sex = textOf(fields["sex"]);
  return {
    id,
    traveller: {
      surname,
      given,
      birthDate: textOf(fields["dob"] ?? fields["birthDate"]),
      sex: sex === "M" || sex === "F" || sex === "X" ? sex : null,
      nationality: textOf(fields["nationality"]),
      documents,
      nativeName: textOf(fields["nativeName"]),
    },
  };
}

function documentsOf(value: unknown): TravellerDocument[] {
  const documents: TravellerDocument[] = [];
  for (const one of Array.isArray(value) ? value : [value]) {
    if (!isObject(one)) continue;
    const number = textOf(one["number"]);
    if (number === null) continue;
    documents.push({ type: textOf(one["type"]), number, issuer: textOf(one["country"] ?? one["issuer"]) });
  }
  return documents;
}

function parsedObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}
