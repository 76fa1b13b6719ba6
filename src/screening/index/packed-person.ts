// The sex and nationality in one number: what most names fail by is read at one place.
import type { Query } from "../query.ts";
import { PERSON } from "../score/model.ts";
import { rowLength } from "./growing.ts";
import type { EntryColumns } from "./list-index.ts";

/** Several nationalities, or a country of birth: then it is not said here which. */
const NOT_SAID = 1 << 17;

/** Packs the person of each name of an index. */
export function packPersons(
  nameEntry: Uint32Array,
  { sex, nationalities, birthCountries }: EntryColumns,
): Uint32Array {
  return nameEntry.map((entry) => {
    const listed = sex[entry] ?? 0;
    const states = rowLength(nationalities, entry);
    const only = states === 1 ? (nationalities.values[nationalities.starts[entry] ?? 0] ?? 0) : 0;
    const said = states <= 1 && rowLength(birthCountries, entry) === 0;
    return listed | (only << 2) | (said ? 0 : NOT_SAID);
  });
}

/** The most that sex and nationality together are worth. */
export function mostPersonBits(
  { sex, nationality }: Pick<Query, "sex" | "nationality">,
  packed: number,
): number {
  const listed = packed & 3;
  const bySex = listed === 0 || sex === 0 ? 0 : listed === sex ? PERSON.sexEqual : PERSON.sexDifferent;
  if (nationality === 0) return bySex;
  const country = (packed >>> 2) & 0x7fff;
  if ((packed & NOT_SAID) !== 0 || country === nationality) return bySex + PERSON.nationalityEqual;
  return country === 0 ? bySex : bySex + PERSON.nationalityDifferent;
}
