// The catalogue of lawful fields by name, and what a rule may not ask about, each with the clause that forbids it.
import { travelDocumentCodeKind } from "#vocabulary";
import { said, type Said } from "./fault.ts";
import { collectionTable, fieldTable, type Collection, type Field } from "./catalogue.table.ts";

const scalarByName = new Map(fieldTable.map((field) => [field.name, field]));
const collectionByName = new Map(collectionTable.map((collection) => [collection.name, collection]));
const itemByName = new Map(
  collectionTable.flatMap((collection) =>
    collection.fields.map((field) => [field.name, { field, collection }] as const),
  ),
);

/** All fields of the traveller, the flight and the booking; those of collections stand with their collection. */
export const fields: readonly Field[] = fieldTable;
export const collections: readonly Collection[] = collectionTable;

/** The field of this name and the collection whose items have it (null: the traveller); undefined: there is none. */
export function fieldNamed(
  name: string,
): { readonly field: Field; readonly collection: Collection | null } | undefined {
  const scalar = scalarByName.get(name);
  return scalar === undefined ? itemByName.get(name) : { field: scalar, collection: null };
}

export function collectionNamed(name: string): Collection | undefined {
  return collectionByName.get(name);
}

/** Names that come nearest to one that is not there, at most three. */
export function namesLike(name: string): readonly string[] {
  const all = [...scalarByName.keys(), ...itemByName.keys()];
  const last = name.split(".").at(-1) ?? name;
  const score = (one: string): number => (one.includes(last) ? 0 : 10) + editDistance(one, name);
  return all
    .map((one) => ({ one, far: score(one) }))
    .filter(({ far }) => far < 12)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ one }) => one);
}

/** Letters to change, put in or leave out: names are at most 60 long. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** Why something may not be asked: the clause, and what stands behind it in a sentence. */
export type Ban = { readonly clause: string; readonly why: Said };

const sensitive = (why: Said): Ban => ({
  clause: "Directive (EU) 2016/681 Art. 6(4) and 13(4) (PNRD-6.4.3)",
  why,
});
const indirect = (why: Said): Ban => ({ clause: "CJEU C-817/19, 196-197 (CJEU817-196-197)", why });
const refuge: Ban = {
  clause: "Refugee Convention Art. 31, HR-NR-2",
  why: said("why-refuge"),
};

/** What a name that is not in the catalogue was meant to ask, by the words in it. The first that fits counts. */
const bannedNames: readonly (readonly [words: RegExp, ban: Ban])[] = [
  [/refug|asylum|stateless|protection-claim/, refuge],
  [/birth-?place|place-?of-?birth|birth-?country|born/, indirect(said("why-birth-place"))],
  [/same-surname/, indirect(said("why-surname"))],
  [/name|surname|given|patronymic|script|spelling|alphabet/, indirect(said("why-names"))],
  [/meal|diet|food|kosher|halal/, sensitive(said("why-meals"))],
  [/medic|health|wheel|disab|oxygen|stretcher|pregnan|assist|illness|ssr/, sensitive(said("why-medical"))],
  [/religio|faith|belief|sect|pilgrim|hajj|church|mosque/, sensitive(said("why-religion"))],
  [/race|racial|ethnic|origin-group|tribe|skin|colou?r/, sensitive(said("why-race"))],
  [/politic|party-member|opinion|ideolog/, sensitive(said("why-politics"))],
  [/union/, sensitive(said("why-union"))],
  [/sexual|orientation|gender-identity|marital/, sensitive(said("why-sexual"))],
  [/language|mother-tongue|locale/, indirect(said("why-language"))],
  [/title|salutation|honorific/, indirect(said("why-title"))],
  [
    /remark|free-?text|osi|comment|note/,
    {
      clause: "Directive (EU) 2016/681 Annex I (12), PNRD-6.1",
      why: said("why-remarks"),
    },
  ],
  [
    /score|model|predict|risk|neural|learn/,
    {
      clause: "CJEU C-817/19, 194-195 (CJEU817-194)",
      why: said("why-model"),
    },
  ],
  [
    /phone-number|email-address|card-number|document-number|address-line|locator/,
    {
      clause: "CJEU C-817/19, 198 (CJEU817-198)",
      why: said("why-number"),
    },
  ],
];

/** The ban that a name falls under, or undefined where it is just not known. */
export function banOfName(name: string): Ban | undefined {
  return bannedNames.find(([words]) => words.test(name))?.[1];
}

/** Services that the law admits in a booking and that tell nothing of health or religion (Annex I elements 5-18). */
const admittedServices = new Set(
  (
    "CTCE CTCM CTCR CTCT CTCA CTCB CTCH CTCP FQTV FQTR FQTU FQTS GOSH NOSH TKNE TKNA TKNM TKNR TKTL ADTK ADMD ADPI SEAT " +
    "NSST NSSA NSSB NSSR NSSW RQST SMST SMSA SMSB SMSR SMSW EXST XBAG BULK CBBG FRAG BIKE SPEQ AVIH PETC WEAP INFT CHLD " +
    "GRPS TCP TCPT DOCS DOCO DOCA FOID PSPT CKIN GRPF OTHS UMNR"
  ).split(" "),
);
/** Codes of documents that refugees and stateless persons travel on (Doc 9303-5 and older usage). */
const refugeDocuments = new Set(["PR", "PT", "PU", "TD", "RT", "CR", "RTD"]);

/**
 * The ban on comparing a field with a value. `pattern`: the value stands for all that it fits. UMNR is for rules that protect
 * only (HR-CHILD-4), which the caller knows.
 */
export function banOfValue(name: string, value: string, protects: boolean): Ban | undefined {
  const { type } = fieldNamed(name)?.field ?? {};
  if (type === "country" && travelDocumentCodeKind(value) === "person-status") return refuge;
  if (name === "document.type" && refugeDocuments.has(value)) return refuge;
  if (name === "traveller.role" && value.includes("crew"))
    return { clause: "Regulation (EU) 2025/13 Art. 5(3) (EUAPI13-5.3b)", why: said("why-crew") };
  if (name !== "service.code") return undefined;
  if (value === "UMNR" && !protects) {
    return {
      clause: "HR-CHILD-4, HR-CHILD-2",
      why: said("why-minor"),
    };
  }
  if (admittedServices.has(value)) return undefined;
  return sensitive(said("why-service", { value }));
}
