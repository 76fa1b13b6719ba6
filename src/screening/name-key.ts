// The phonemic key of a whole name (screening.md §3.5, §7): what respellings of one name share.
import { formsOf } from "./form.ts";
import { travellerName } from "./normalise/name-form.ts";
import { rarityKey } from "./rarity.ts";

/**
 * Words by their sound, known names by their tradition-free form, in alphabetical order, without titles and particles:
 * ALIYEV VUQAR, Aliev Vugar and VUGAR ALIYEV give one text. "" for a name without a readable word.
 */
export function phonemicNameKey(surname: string, given: string | null): string {
  const { tokens } = travellerName(surname, given, null);
  return tokens
    .filter(({ kind }) => kind !== "honorific")
    .map((token) => {
      const usual = formsOf(token).find(({ cost }) => cost === 0);
      return usual === undefined ? token.surface : rarityKey(usual.form);
    })
    .toSorted()
    .join(" ");
}
