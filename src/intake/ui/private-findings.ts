// What was found in the table of a private flight, said of the fields of the form it was made of. Pure.
import type { ReceiptDetail } from "../contract.ts";
import type { privateColumns } from "./private-flight.ts";

type Finding = ReceiptDetail["findings"][number];

/** The field of the form that a column was filled from; columns that the form fills by itself have none. */
const fields = {
  mode: null,
  service_no: "callSign",
  dep_place: "from",
  dep_time: "departs",
  arr_place: "to",
  arr_time: "arrives",
  vehicle_id: "registration",
  list_type: "role",
  person_no: null,
  role: "role",
  surname: "surname",
  given: "given",
  sex: "sex",
  birth_date: "birthDate",
  nationality: "nationality",
  doc_type: "documentType",
  doc_no: "documentNumber",
  doc_issuer: "documentIssuer",
  doc_expiry: "documentExpiry",
} as const satisfies Readonly<Record<(typeof privateColumns)[number], string | null>>;

export type PrivateField = NonNullable<(typeof fields)[keyof typeof fields]>;

const ofFlight: ReadonlySet<PrivateField> = new Set([
  "callSign",
  "from",
  "departs",
  "to",
  "arrives",
  "registration",
]);

const isColumn = (name: string): name is keyof typeof fields => Object.hasOwn(fields, name);

/**
 * The finding with the form's own names for its columns, and with the number of the person (from 1) for that of the row;
 * null where it is about the flight, which stands in every row. `nameOf`: what a field is called on the page.
 */
export function inTheForm(finding: Finding, nameOf: (field: PrivateField) => string): Finding {
  const named = (column: string): string => {
    const field = isColumn(column) ? fields[column] : null;
    return field === null ? column : nameOf(field);
  };
  const { tag, segment } = finding;
  const { values } = finding;
  const column = values?.["column"];
  const field = tag !== null && isColumn(tag) ? fields[tag] : null;
  const isOfFlight = field !== null && ofFlight.has(field);
  return {
    ...finding,
    tag: tag === null ? null : named(tag),
    // The first row holds the names of the columns.
    segment: segment === null || isOfFlight ? null : Math.max(0, segment - 1),
    ...(column !== undefined && {
      values: { ...values, column: named(column) },
      text: finding.text.replace(column, named(column)),
    }),
  };
}
