// Who a listed person is (LED-6): the categories, what may not follow from some of them, and whom no list names. Pure.

import { personCategories, type PersonCategory } from "#vocabulary";

export { personCategories, type PersonCategory };

/** Looked for to be helped or heard: nothing adverse follows from an alert on them. */
const protective: ReadonlySet<PersonCategory> = new Set(["missing", "victim", "witness", "contact"]);
export const isProtective = (category: PersonCategory): boolean => protective.has(category);

/** How much a category weighs against a person, as watchlists.adversity of the database says it. */
const adversity: Readonly<Record<PersonCategory, number>> = {
  convicted: 4,
  wanted: 3,
  suspect: 2,
  other: 1,
  missing: 0,
  victim: 0,
  witness: 0,
  contact: 0,
};
export const isMoreAdverse = (category: PersonCategory, than: PersonCategory): boolean =>
  adversity[category] > adversity[than];

/** Who the persons of a list are: by the source's own words in small letters (its category or programme), else as a whole. */
export type PersonsOfList = {
  readonly persons: PersonCategory;
  readonly byWord: Readonly<Record<string, PersonCategory>>;
};

/** Whether a register weighs more against anybody than the one before: then two persons decide it. */
export function weighsMore(after: PersonsOfList, before: PersonsOfList): boolean {
  const of = (register: PersonsOfList, word: string) => register.byWord[word] ?? register.persons;
  return (
    isMoreAdverse(after.persons, before.persons) ||
    [...Object.keys(before.byWord), ...Object.keys(after.byWord)].some((word) =>
      isMoreAdverse(of(after, word), of(before, word)),
    )
  );
}

/** What every register of an imported list begins with: the words that our own readers give to notices. */
export const wordsOfReaders: PersonsOfList["byWord"] = { wanted: "wanted", missing: "missing" };

// The database has the same words (watchlists.names_smuggled); a test holds them together.
const smuggled =
  /(smuggled|migrated)[ _-]*(person|people|migrant|man|woman|child|passenger)|(illegal|irregular|undocumented|clandestine|unauthori[sz]ed)[ _-]*(im)?migrant|(illegal|irregular|unauthori[sz]ed)[ _-]*entr(y|ant)|^ *(im)?migrants? *$|migrant[es]* (clandestin|irr[eé]guli)|personne (passée clandestinement|objet d.un trafic de migrants)|(нелегальн|незаконн)[а-яё]* (им)?мигрант|qanunsuz miqrant|qeyri-qanuni miqrant|مهاجر غير (شرعي|قانوني|نظامي)|مهاجر مهرب/;
const smuggles =
  /(smuggler|smuggling of|facilitat|traffick(er|ing)|organi[sz]er|passeur|trafic de|организатор|перевозчик|qaçaqmal|təşkilatçı|مهربو|تهريب)/;

/**
 * Whether an entry names somebody for having been smuggled: nobody is listed for that (Directive, Annex II, 11; Palermo
 * Smuggling Protocol, Art. 5). Those who smuggle are.
 */
export function namesSmuggled(entry: {
  readonly role?: string;
  readonly category?: string;
  readonly programme?: string;
  readonly titles?: readonly string[];
}): boolean {
  return [entry.role, entry.category, entry.programme, ...(entry.titles ?? [])].some((said) => {
    const words = said?.toLowerCase() ?? "";
    return smuggled.test(words) && !smuggles.test(words);
  });
}
