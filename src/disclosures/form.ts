// The form of a request as it lies in the database: what may name a person sealed, and marks that tell whether two say the same.
import { createHmac, hkdfSync } from "node:crypto";
import { canonicalJson, rootOf, seal, unseal, type LedgerValue, type SealingKey } from "#platform";
import type { RequestFields } from "./contract.ts";

/** What stays readable by SQL: which elements are asked for, who is to be protected, from which State the person comes. */
export type FormOutline = {
  readonly elements?: RequestFields["elements"];
  readonly protection?: RequestFields["protection"];
  /** ISO 3166-1 alpha-2. */
  readonly origin?: string;
};

export type SealedForm = {
  readonly fields: FormOutline;
  readonly sealed_form: Buffer;
  readonly form_mark: Buffer;
  readonly subjects_mark: Buffer;
};

/** What a form is sealed for: nothing opens as the form of another request. */
export const formBelongsTo = (requestId: string): string => `request form ${requestId}`;

const markOf = (key: SealingKey, what: unknown): Buffer =>
  createHmac("sha256", Buffer.from(hkdfSync("sha256", rootOf(key), "", "openpiu request forms", 32)))
    .update(canonicalJson(JSON.parse(JSON.stringify(what ?? null)) as LedgerValue))
    .digest();

/** By which the same persons, asked about again, are known: equal for equal subjects, and told by nobody without the key. */
export const subjectsMark = (key: SealingKey, subjects: RequestFields["subjects"]): Buffer =>
  markOf(key, subjects ?? []);

/** The form of one request, ready to be kept. */
export function sealForm(key: SealingKey, requestId: string, fields: RequestFields): SealedForm {
  const { elements, protection, humanRights } = fields;
  return {
    fields: {
      ...(elements === undefined ? {} : { elements }),
      ...(protection === undefined ? {} : { protection }),
      ...(typeof humanRights?.originCountry === "string" ? { origin: humanRights.originCountry } : {}),
    },
    sealed_form: seal(key, formBelongsTo(requestId), Buffer.from(JSON.stringify(fields))),
    form_mark: markOf(key, fields),
    subjects_mark: subjectsMark(key, fields.subjects),
  };
}

/** The whole form. Throws where it cannot be opened, or is not the one that its mark tells of. */
export function openForm(
  key: SealingKey,
  row: { readonly request_id: string; readonly sealed_form: Buffer; readonly form_mark: Buffer },
): RequestFields {
  const plain = unseal(key, formBelongsTo(row.request_id), row.sealed_form);
  if (plain === null) throw new Error("the form of a request cannot be opened");
  const fields = JSON.parse(plain.toString()) as RequestFields;
  if (!markOf(key, fields).equals(row.form_mark))
    throw new Error("the form of a request is not the one kept");
  return fields;
}
