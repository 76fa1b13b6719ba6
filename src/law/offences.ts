// The offences that booking data may be used against: terrorism and the 26 of Annex II, each mapped to articles of
// national law that punish it with at least three years (PNRD-3.9, PNRD-II-map). What is unmapped is unusable.
import type { Transaction } from "#platform";
import { changesOf, type OffenceChangeRow } from "./offence-store.ts";

/** Code and name in English, in the order of Annex II (obligations.md section 3). */
export const offenceNames: Readonly<Record<string, string>> = {
  TERR: "Terrorist offences",
  SC01: "Participation in a criminal organisation",
  SC02: "Trafficking in human beings",
  SC03: "Sexual exploitation of children and child sexual-abuse material",
  SC04: "Drug trafficking",
  SC05: "Trafficking in weapons, ammunition and explosives",
  SC06: "Corruption",
  SC07: "Fraud",
  SC08: "Laundering of proceeds and counterfeiting of currency",
  SC09: "Computer-related crime and cybercrime",
  SC10: "Environmental crime, including trafficking in endangered species",
  SC11: "Facilitation of unauthorised entry and residence",
  SC12: "Murder and grievous bodily injury",
  SC13: "Trafficking in human organs and tissue",
  SC14: "Kidnapping, illegal restraint and hostage-taking",
  SC15: "Organised and armed robbery",
  SC16: "Trafficking in cultural goods, antiques and works of art",
  SC17: "Counterfeiting and product piracy",
  SC18: "Forgery of administrative documents and trafficking in them",
  SC19: "Trafficking in hormonal substances and growth promoters",
  SC20: "Trafficking in nuclear or radioactive materials",
  SC21: "Rape",
  SC22: "Crimes within the jurisdiction of the International Criminal Court",
  SC23: "Unlawful seizure of aircraft or ships",
  SC24: "Sabotage",
  SC25: "Trafficking in stolen vehicles",
  SC26: "Industrial espionage",
};
export const offenceCodes: readonly string[] = Object.keys(offenceNames);

/** The penalty below which an offence is no serious crime, whatever a profile says, in months (Directive Art. 3(9)). */
export const leastPenaltyMonths = 36;

/** An offence that may be named now: by which articles it is punished here, and how it is linked with air travel. */
export type UsableOffence = {
  readonly code: string;
  readonly name: string;
  readonly articles: readonly {
    readonly article: string;
    readonly title: string;
    readonly penaltyMonths: number;
  }[];
  readonly airLink: string;
  readonly validFrom: string;
  readonly validTo: string | null;
};

/**
 * The mapping of each code that holds on `day` (YYYY-MM-DD): the last approved one whose day has come, as long as it has
 * not ended. Of two for the same day the one approved later holds.
 */
export function mappingsOn(
  changes: readonly OffenceChangeRow[],
  day: string,
): ReadonlyMap<string, OffenceChangeRow> {
  const held = new Map<string, OffenceChangeRow>();
  const approved = changes
    .filter((change) => change.approved === true && change.valid_from <= day)
    .toSorted(
      (a, b) => a.valid_from.localeCompare(b.valid_from) || Number(a.decided_at) - Number(b.decided_at),
    );
  for (const change of approved) held.set(change.code, change);
  for (const [code, { valid_to: end }] of held) if (end !== null && end <= day) held.delete(code);
  return held;
}

/** Every offence that a request, rule, entry or disclosure may name at `at`, in the order of the codes. */
export async function usableOffences(tx: Transaction, at: Date = tx.at): Promise<readonly UsableOffence[]> {
  const held = mappingsOn(await changesOf(tx), at.toISOString().slice(0, 10));
  return offenceCodes.flatMap((code) => {
    const change = held.get(code);
    if (change === undefined) return [];
    const { articles, air_link: airLink, valid_from: validFrom, valid_to: validTo } = change;
    return [{ code, name: offenceNames[code] ?? code, articles, airLink, validFrom, validTo }];
  });
}

/** Whether one code may be named at `at`. */
export async function isUsableOffence(tx: Transaction, code: string, at: Date = tx.at): Promise<boolean> {
  return (await usableOffences(tx, at)).some((one) => one.code === code);
}
