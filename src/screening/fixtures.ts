// Builders of invented travellers and list entries for tests.
import type { EntryName, ListEntry } from "#watchlists";
import type { Traveller } from "./match.ts";

/** A traveller; `name` is `SURNAME / GIVEN`, or one field without the stroke. */
export function aTraveller(name: string, facts: Partial<Traveller> = {}): Traveller {
  const [surname = "", given = ""] = name.split(" / ");
  return { surname, given, birthDate: "1980-05-17", sex: "M", nationality: "AZE", documents: [], ...facts };
}

/** An entry with one name: `SURNAME / Given / Patronymic`, or the name as a whole without strokes. */
export function anEntry(name: string, facts: Partial<ListEntry> = {}): ListEntry {
  return {
    id: "NAT-1",
    list: "NAT",
    ref: null,
    names: [aName(name)],
    dobs: [{ date: "1980-05-17" }],
    sex: "M",
    nationalities: ["AZE"],
    birthCountries: [],
    documents: [],
    category: "wanted",
    ...facts,
  };
}

export function aName(name: string, type: EntryName["type"] = "primary"): EntryName {
  const [surname, given, patronymic] = name.split(" / ");
  if (surname === undefined || given === undefined) return { full: name, type };
  const full = [surname, given, patronymic].filter((part) => part !== undefined).join(" ");
  return { full, surname, given, type, ...(patronymic === undefined ? {} : { patronymic }) };
}
