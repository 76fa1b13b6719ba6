// Keyed pseudonyms of persons for the ledger: whoever has the key of a month and a person's name, birth date and document
// finds what was done with them in that month's data; without the key nobody does, and when it is destroyed never again.
import { createHmac } from "node:crypto";
import { periodKeyName, type PeriodKeys } from "#platform";
import type { StatedIdentity } from "./identity-store.ts";
import { documentNumber, nameKey } from "./traveller.ts";

/** What a message says of who somebody is. */
export type MarkedPerson = Pick<StatedIdentity, "surname" | "given"> & {
  readonly birthDate: string | null;
  readonly documents: readonly { readonly number: string }[];
};

export type SubjectMarks = {
  /** The marks of each person, in order, under the key of the month of `at`; none once that key is destroyed. */
  of(persons: readonly MarkedPerson[], at: Date): Promise<readonly (readonly string[])[]>;
  /** The marks of whoever this is under every key that is left. */
  underEachKey(identity: StatedIdentity): Promise<readonly string[]>;
};

/** What the keys of months are called: one a month of reception. */
export const subjectKeys = "subject";

/** Makes marks with the keys of periods; that of the running month is read once. */
export function openSubjectMarks(periods: Pick<PeriodKeys, "need" | "find" | "list">): SubjectMarks {
  let running: { readonly name: string; readonly key: Buffer } | undefined;
  async function keyOf(at: Date): Promise<Buffer | undefined> {
    const name = periodKeyName(subjectKeys, at);
    if (running?.name === name) return running.key;
    const key = await periods.need(name);
    if (key === "destroyed") return undefined;
    running = { name, key };
    return key;
  }
  return {
    of: async (persons, at) => {
      if (persons.length === 0) return [];
      const key = await keyOf(at);
      return persons.map((person) => (key === undefined ? [] : marksOf(key, namesOf(person))));
    },
    underEachKey: async (identity) => {
      const names = namesAsked(identity);
      const marks: string[] = [];
      for (const { name, destroyed } of await periods.list()) {
        if (destroyed !== null || !name.startsWith(`${subjectKeys}-`)) continue;
        const key = await periods.find(name);
        if (key instanceof Buffer) marks.push(...marksOf(key, names));
      }
      return marks;
    },
  };
}

/**
 * The names a person goes by, as `rowsOfIdentity` looks for them: name with birth date, and each document with the birth
 * date, or with the name where that is not known. A document alone is no person: numbers of two States may be the same.
 */
function namesOf({ surname, given, birthDate, documents }: MarkedPerson): readonly string[] {
  const name = nameKey(surname, given);
  const numbers = documents.map(({ number }) => documentNumber(number)).filter(({ length }) => length >= 4);
  if (birthDate === null) return name === "" ? [] : numbers.map((number) => `document ${number} of ${name}`);
  return [
    ...(name === "" ? [] : [`name ${name} born ${birthDate}`]),
    ...numbers.map((number) => `document ${number} born ${birthDate}`),
  ];
}

function namesAsked({ document, ...identity }: StatedIdentity): readonly string[] {
  const documents = document === null ? [] : [document];
  return [...namesOf({ ...identity, documents }), ...namesOf({ ...identity, documents, birthDate: null })];
}

const marksOf = (key: Uint8Array, names: readonly string[]): readonly string[] => [
  ...new Set(
    names.map((name) =>
      createHmac("sha256", key).update(name).digest().subarray(0, 12).toString("base64url"),
    ),
  ),
];
