// The form of a new list: what is typed, what is wrong with it, and what is sent. Pure.
import type { Static } from "typebox";
import type { AlertBasis, CsvMapping, ListFormat, NewList, PersonCategory } from "../contract.ts";

export type ListDraft = {
  readonly kind: "imported" | "own";
  readonly code: string;
  readonly title: string;
  readonly authority: string;
  readonly legalBasis: string;
  /** Null until it is chosen. */
  readonly alertBasis: AlertBasis | null;
  /** Null until it is chosen. */
  readonly persons: PersonCategory | null;
  readonly format: ListFormat;
  /** Of lists in CSV: which column says what. */
  readonly mapping: CsvMapping | null;
  readonly address: string;
  readonly fetchEveryHours: string;
};

export type ListFault =
  | "code.wrong"
  | "name.wrong"
  | "authority.wrong"
  | "basis.wrong"
  | "alertBasis.missing"
  | "persons.missing"
  | "every.wrong"
  | "every.noAddress"
  | "mapping.missing";

/** Everything that is wrong, in the order of the fields. */
export function faultsOf(
  draft: ListDraft,
): readonly { readonly field: keyof ListDraft; readonly fault: ListFault }[] {
  const hours = draft.fetchEveryHours.trim();
  const scheduled = draft.kind === "imported" && hours !== "";
  return [
    ...(/^[A-Z0-9-]{2,20}$/.test(draft.code.trim()) ? [] : [{ field: "code", fault: "code.wrong" } as const]),
    ...(draft.title.trim().length >= 3 ? [] : [{ field: "title", fault: "name.wrong" } as const]),
    ...(draft.authority.trim().length >= 2
      ? []
      : [{ field: "authority", fault: "authority.wrong" } as const]),
    ...(draft.legalBasis.trim().length >= 3 ? [] : [{ field: "legalBasis", fault: "basis.wrong" } as const]),
    ...(draft.alertBasis === null ? [{ field: "alertBasis", fault: "alertBasis.missing" } as const] : []),
    ...(draft.persons === null ? [{ field: "persons", fault: "persons.missing" } as const] : []),
    ...(draft.kind === "imported" && draft.format === "csv-mapped" && !isMapped(draft.mapping)
      ? [{ field: "mapping", fault: "mapping.missing" } as const]
      : []),
    ...(scheduled && draft.address.trim() === ""
      ? [{ field: "address", fault: "every.noAddress" } as const]
      : []),
    ...(scheduled && !(/^\d{1,3}$/.test(hours) && Number(hours) >= 1 && Number(hours) <= 720)
      ? [{ field: "fetchEveryHours", fault: "every.wrong" } as const]
      : []),
  ];
}

const findable = ["fullName", "surname", "given", "nativeName", "documentNumber"] as const;
const keyColumns = ["phone", "email", "card", "address", "agency"] as const;

/** Whether a mapping names each entry and says by what it is found. */
function isMapped(mapping: CsvMapping | null): boolean {
  const columns = mapping?.columns;
  if (columns?.reference === undefined) return false;
  return [...findable, ...keyColumns].some((field) => columns[field] !== undefined);
}

/** What is sent; an own list has neither format, address nor schedule. */
export function listOf(draft: ListDraft): Static<typeof NewList> {
  if (draft.alertBasis === null || draft.persons === null) throw new Error("a form with faults is not sent");
  const common = {
    code: draft.code.trim(),
    title: draft.title.trim(),
    authority: draft.authority.trim(),
    legalBasis: draft.legalBasis.trim(),
    alertBasis: draft.alertBasis,
    persons: draft.persons,
    kind: draft.kind,
  };
  if (draft.kind === "own") return common;
  const [address, hours] = [draft.address.trim(), draft.fetchEveryHours.trim()];
  return {
    ...common,
    format: draft.format,
    ...(draft.format === "csv-mapped" && draft.mapping !== null ? { mapping: draft.mapping } : {}),
    ...(address === "" ? {} : { address }),
    ...(hours === "" ? {} : { fetchEveryHours: Number(hours) }),
  };
}
