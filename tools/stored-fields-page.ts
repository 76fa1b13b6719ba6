// Writes docs/reference/stored-fields.md: every field that is kept of a message, and the law that admits it.
import { bookingFields, listFields, type Basis, type Leaf } from "#messages";
import { storedColumns } from "../src/records/stored-columns.table.ts";

const elements: Readonly<Record<number, string>> = {
  1: "record locator",
  2: "date of reservation",
  3: "date of intended travel",
  4: "names",
  5: "address and contact",
  6: "forms of payment",
  7: "itinerary",
  8: "frequent flyer",
  9: "travel agency",
  10: "travel status",
  11: "split bookings",
  12: "general remarks: unaccompanied minors",
  13: "ticketing",
  14: "seat",
  15: "code share",
  16: "baggage",
  17: "number and names of other travellers",
  18: "API data",
  19: "history of changes",
};

const law = (basis: Basis): string => {
  if (typeof basis === "number") return `Directive (EU) 2016/681, Annex I (${basis}): ${elements[basis]}`;
  if (basis === "api-person") return "Regulation (EU) 2025/13 Art. 4(2); Annex I (18)";
  if (basis === "api-flight") return "Regulation (EU) 2025/13 Art. 4(3); Annex I (18)";
  if (basis === "message") return "of the message itself: says nothing of anyone";
  return "**none: never kept**";
};

function rowsOf(spec: unknown, path: string): string[] {
  if (Array.isArray(spec)) return rowsOf(spec[0], path);
  if (isLeaf(spec)) return [`| \`${path}\` | ${spec.shape.name} | ${law(spec.basis)} |`];
  return Object.entries(spec as object).flatMap(([key, of]) =>
    rowsOf(of, path === "" ? key : `${path}.${key}`),
  );
}

function isLeaf(spec: unknown): spec is Leaf {
  return typeof spec === "object" && spec !== null && "basis" in spec && "shape" in spec;
}

/** Returns the page. */
export function storedFieldsPage(): string {
  const head = "| Field | Shape | Admitted by |\n|---|---|---|";
  const columns = storedColumns.map(
    ([table, column, basis]) => `| \`${table}\` | \`${column}\` | ${law(basis)} |`,
  );
  return `# Fields that are kept

The closed list of what OpenPIU keeps of a message. A field that is not here is taken out in memory, before anything reaches
the database, and so is a value in a field that does not have the field's shape: a word where a code belongs, a sentence where
a telephone number does. How much was taken is told with the finding \`NOT_ADMITTED\`, never what. The same is cut from the
source that is kept for the inspector. Free text survives in lines of addresses, names of agencies, history lines of admitted
elements and what is said of an unaccompanied minor, each without sensitive words. This page is written by \`npm run reference\`
from \`src/messages/minimise/admitted-fields.ts\`; a field of a message without an entry there does not compile.

## Of a booking (PNRGOV)

${head}
${rowsOf(bookingFields, "").join("\n")}

## Of a list (PAXLST, manifest)

${head}
${rowsOf(listFields, "").join("\n")}

## Columns of the records

Columns of text and JSON in the tables that hold flights, bookings and travellers.

| Table | Column | Admitted by |
|---|---|---|
${columns.join("\n")}
`;
}
