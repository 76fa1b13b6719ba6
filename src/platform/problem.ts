// Refusals as values, and the one shape (RFC 9457) in which every error answer leaves the server.
import type { Problem, Sentence } from "#vocabulary";

/**
 * Asked for something that is not allowed or not possible now. A route handler returns it in place of its answer; the
 * server turns it into a problem document. `code` is stable and listed in docs/reference/problems.md, `detail` says
 * what is wrong and how to mend it and holds no passenger data.
 */
export type Refusal = {
  readonly refused: {
    readonly code: string;
    readonly detail: string;
    /** The HTTP status it becomes. */
    readonly status: number;
    /** Each faulty field of a form. */
    readonly fields?: readonly FieldFault[];
    /** The access policies that decided. */
    readonly policies?: readonly string[];
    /** What may be given to prove anew who one is. */
    readonly accepts?: readonly string[];
    /** Seconds until it makes sense to ask again (header Retry-After). */
    readonly retryAfterSeconds?: number;
    /** What exactly is wrong, where one code has many reasons: screens say it in the reader's language. */
    readonly because?: Sentence;
  };
};
export type FieldFault = { readonly field: string; readonly text: string };

/** Makes a refusal; without `status` it becomes 409, a conflict with the present state. */
export function refuse(
  code: string,
  detail: string,
  status = 409,
  extra: Omit<Refusal["refused"], "code" | "detail" | "status"> = {},
): Refusal {
  return { refused: { code, detail, status, ...extra } };
}

export function isRefusal(value: unknown): value is Refusal {
  if (typeof value !== "object" || value === null || !("refused" in value)) return false;
  const inner = value.refused;
  return typeof inner === "object" && inner !== null && "code" in inner && "status" in inner;
}

/** The document of a refusal. `reference` is the request's id, to be quoted when asking for help. */
export function problemOf({ refused }: Refusal, reference: string): Problem {
  return {
    type: `urn:openpiu:problem:${refused.code}`,
    title: titleOf(refused.code),
    status: refused.status,
    code: refused.code,
    detail: refused.detail,
    ...(refused.fields === undefined ? {} : { fields: refused.fields.map((fault) => ({ ...fault })) }),
    ...(refused.policies === undefined ? {} : { policies: [...refused.policies] }),
    ...(refused.accepts === undefined ? {} : { accepts: [...refused.accepts] }),
    reference,
    ...(refused.because === undefined ? {} : { because: refused.because }),
  };
}

/** "alert-changed" → "Alert changed". */
function titleOf(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
