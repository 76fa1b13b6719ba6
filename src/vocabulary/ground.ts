// On which ground within a purpose a person's data are looked at: a case, an alert, a request, an offence (PNRD-1.2).

/** The 26 offences of Annex II by code (SC01 to SC26), and terrorist offences (TERR). Directive (EU) 2016/681, Annex II. */
export const offenceCodes = [
  "TERR",
  ...Array.from({ length: 26 }, (_, index) => `SC${String(index + 1).padStart(2, "0")}`),
] as readonly string[];

/**
 * What may stand before the colon. A person states the first six; the server sets the others itself: the message, the
 * sample or the check with synthetic data that is the ground of its own showing.
 */
export const groundKinds = [
  "case",
  "alert",
  "request",
  "offence",
  "flight",
  "inquiry",
  "receipt",
  "sample",
  "emergency",
  "test",
] as const;
export type GroundKind = (typeof groundKinds)[number];

/** A ground as it is read from the header `x-ground`. */
export type Ground = { readonly kind: GroundKind; readonly id: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const stated: Partial<Readonly<Record<GroundKind, (id: string) => boolean>>> = {
  case: (id) => uuid.test(id),
  alert: (id) => uuid.test(id),
  request: (id) => uuid.test(id),
  offence: (id) => offenceCodes.includes(id),
  flight: (id) => /^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/.test(id),
  // A reference of the office's own file, such as "DSR-2026-14": no free text, and no room for a name.
  inquiry: (id) => /^[A-Z]{2,8}-\d{1,8}(-\d{1,6})?$/.test(id),
};

/** Reads "kind:id" as a person may state it; undefined when the kind or the code is not known or the id is none. */
export function readGround(text: string): Ground | undefined {
  const colon = text.indexOf(":");
  const kind = groundKinds.find((known) => known === text.slice(0, colon));
  const id = text.slice(colon + 1);
  return kind !== undefined && stated[kind]?.(id) === true ? { kind, id } : undefined;
}

export function groundText(ground: Ground): string {
  return `${ground.kind}:${ground.id}`;
}
