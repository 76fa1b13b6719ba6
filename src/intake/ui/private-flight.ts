// The form of a private flight, made into a table of our own manifest format. Pure.

export type PrivatePerson = {
  readonly role: "PILOT" | "CREW" | "PASSENGER";
  readonly surname: string;
  readonly given: string;
  readonly sex: "" | "M" | "F" | "X";
  readonly birthDate: string;
  readonly nationality: string;
  readonly documentType: "P" | "I";
  readonly documentNumber: string;
  readonly documentIssuer: string;
  readonly documentExpiry: string;
};

export type PrivateFlightDraft = {
  readonly registration: string;
  readonly callSign: string;
  readonly from: string;
  readonly departs: string;
  readonly to: string;
  readonly arrives: string;
  readonly persons: readonly PrivatePerson[];
};

export const nobody: PrivatePerson = {
  role: "PASSENGER",
  surname: "",
  given: "",
  sex: "",
  birthDate: "",
  nationality: "",
  documentType: "P",
  documentNumber: "",
  documentIssuer: "",
  documentExpiry: "",
};

export const emptyFlight: PrivateFlightDraft = {
  registration: "",
  callSign: "",
  from: "",
  departs: "",
  to: "",
  arrives: "",
  persons: [{ ...nobody, role: "PILOT" }],
};

/** What is missing, by the name of the field: `departs`, or `2.surname` of the second person. */
export function missingIn(draft: PrivateFlightDraft): readonly string[] {
  const ofFlight = (["registration", "from", "departs", "to", "arrives"] as const).filter(
    (name) => draft[name].trim() === "",
  );
  const needed = ["surname", "sex", "birthDate", "nationality", "documentNumber", "documentIssuer"] as const;
  const ofPersons = draft.persons.flatMap((person, index) =>
    needed.filter((name) => person[name].trim() === "").map((name) => `${index + 1}.${name}`),
  );
  return [...ofFlight, ...ofPersons];
}

/** The columns of our own manifest format that the form fills. */
export const privateColumns = [
  "mode",
  "service_no",
  "dep_place",
  "dep_time",
  "arr_place",
  "arr_time",
  "vehicle_id",
  "list_type",
  "person_no",
  "role",
  "surname",
  "given",
  "sex",
  "birth_date",
  "nationality",
  "doc_type",
  "doc_no",
  "doc_issuer",
  "doc_expiry",
] as const;

/** The table as CSV; times as typed, local at their place. */
export function tableOf(draft: PrivateFlightDraft): string {
  const upper = (text: string): string => text.trim().toUpperCase();
  const rows = draft.persons.map((person, index): readonly string[] => [
    "AIR",
    upper(draft.callSign),
    upper(draft.from),
    draft.departs.replace("T", " "),
    upper(draft.to),
    draft.arrives.replace("T", " "),
    upper(draft.registration),
    person.role === "PASSENGER" ? "PAX" : "CREW",
    String(index + 1),
    person.role,
    upper(person.surname),
    upper(person.given),
    person.sex,
    person.birthDate,
    upper(person.nationality),
    person.documentType,
    upper(person.documentNumber),
    upper(person.documentIssuer),
    person.documentExpiry,
  ]);
  const cell = (text: string): string => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[privateColumns, ...rows].map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}
