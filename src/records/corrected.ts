// What is corrected of a traveller on the person's own request (LED-16), and how it stays so. Pure.
import type { correctableFields } from "./contract.ts";
import { nameKey, type StatedTraveller, type TravellerDetail } from "./traveller.ts";

/** `document`: the number of one document. */
export type CorrectableField = (typeof correctableFields)[number];
export type Correction = {
  readonly field: CorrectableField;
  readonly before: string | null;
  readonly after: string;
};
/** By field: what carriers say, and what holds. */
export type Corrected = {
  readonly [field in CorrectableField]?: { readonly before: string | null; readonly after: string };
};

type Identity = Pick<
  StatedTraveller,
  "surname" | "given" | "nameKey" | "birthDate" | "sex" | "nationality" | "documentNumbers" | "detail"
>;

/** How a value must look to be put into a record; undefined where it may be. */
export function correctionFault({ field, before, after }: Correction): string | undefined {
  const patterns: Readonly<Record<CorrectableField, RegExp>> = {
    surname: /^[\p{L}\p{M}' .-]{1,60}$/u,
    given: /^[\p{L}\p{M}' .-]{1,60}$/u,
    birthDate: /^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
    sex: /^[FMUX]$/,
    nationality: /^[A-Z]{3}$/,
    document: /^[A-Z\d]{4,20}$/,
  };
  if (after === before) return `${field}: the new value is the one that stands there`;
  return patterns[field].test(after) ? undefined : `${field}: the new value is none such`;
}

/** What is stated, with what was corrected put in wherever the value that was wrong is repeated. */
export function asCorrected<Stated extends Identity>(stated: Stated, corrected: Corrected | null): Stated {
  if (corrected === null) return stated;
  const holds = <Value extends string | null>(field: CorrectableField, said: Value): string | Value => {
    const known = corrected[field];
    return known !== undefined && known.before === said ? known.after : said;
  };
  const surname = holds("surname", stated.surname);
  const given = holds("given", stated.given);
  const birthDate = holds("birthDate", stated.birthDate);
  const renamed = surname !== stated.surname || given !== stated.given;
  return {
    ...stated,
    surname,
    given,
    nameKey: renamed ? nameKey(surname, given) : stated.nameKey,
    birthDate,
    sex: holds("sex", stated.sex),
    nationality: holds("nationality", stated.nationality),
    documentNumbers: stated.documentNumbers.map((number) => holds("document", number)),
    detail: detailAsCorrected(stated.detail, corrected, birthDate !== stated.birthDate),
  };
}

function detailAsCorrected(
  detail: TravellerDetail,
  { document }: Corrected,
  bornOtherwise: boolean,
): TravellerDetail {
  const { birthYearAmbiguous: ambiguous, ...rest } = detail;
  return {
    ...rest,
    ...(ambiguous === undefined || bornOtherwise ? {} : { birthYearAmbiguous: ambiguous }),
    documents: detail.documents.map((each) =>
      document !== undefined && each.number.toUpperCase().replace(/[^A-Z0-9]+/g, "") === document.before
        ? { ...each, number: document.after }
        : each,
    ),
  };
}
