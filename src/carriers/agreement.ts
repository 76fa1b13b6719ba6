// What a carrier is held to, and how it is answered: data, so that no State's or carrier's habits stand in code.
import { Type, type Static } from "typebox";
import { closed, Nullable } from "#vocabulary";

/** As it is dialled: digits with blanks, hyphens and brackets between, `+` for the international prefix. */
export const telephonePattern = "^\\+?[0-9]([0-9 ()/-]{1,21}[0-9])$";

/** What a finding counts for; "off" leaves it out of the receipt. */
export const AgreedSeverity = Type.Enum(["error", "warning", "info", "off"]);

/** What a traveller's record can be required to hold (paxlst.md section 5 and section 8). */
export const requirable = [
  "given",
  "sex",
  "birthDate",
  "nationality",
  "residence",
  "placeOfBirth",
  "document",
  "documentIssuer",
  "documentExpiry",
  "visa",
  "seat",
  "bags",
  "locator",
  "travellerRef",
  "verified",
  "address",
  "embark",
  "debark",
  "clearance",
] as const;
export type Requirable = (typeof requirable)[number];

/** The lists that requirements are set for: "interactive" is a request for some travellers, before the others. */
export const listKinds = ["passengers", "crew", "interactive"] as const;
export type ListKind = (typeof listKinds)[number];

const Requirements = closed({
  passengers: Type.Optional(Type.Array(Type.Enum([...requirable]), { maxItems: requirable.length })),
  crew: Type.Optional(Type.Array(Type.Enum([...requirable]), { maxItems: requirable.length })),
  interactive: Type.Optional(Type.Array(Type.Enum([...requirable]), { maxItems: requirable.length })),
});

/** ERC 9321 codes told for each directive, where the partner's host reads others than ours (cusres.md section 2). */
const DirectiveCode = Type.String({ pattern: "^[0-9][A-Z0-9]{0,7}$" });
const DirectiveCodes = closed({
  OK: Type.Optional(DirectiveCode),
  NOT_OK: Type.Optional(DirectiveCode),
  SELECTEE: Type.Optional(DirectiveCode),
  ERROR: Type.Optional(DirectiveCode),
  PENDING: Type.Optional(DirectiveCode),
  /** OK where the documents are to be checked at the counter. */
  CHECK_DOCUMENTS: Type.Optional(DirectiveCode),
});
type DirectiveCodes = Static<typeof DirectiveCodes>;

/** Ours: what counts for a directive that nothing is agreed of. */
export const usualDirectiveCodes = {
  OK: "0Z",
  NOT_OK: "1Z",
  SELECTEE: "2Z",
  ERROR: "4Z",
  PENDING: "0Z",
} as const satisfies DirectiveCodes;

/**
 * The first directive that no carrier may be told by its agreed code, undefined where all may: "do not board" is a decision of
 * persons, so its code says nothing else and nothing else has a code that hosts read as that one; and what is decided is not told
 * by the code of what is not.
 */
export function mistakenDirective(agreed: DirectiveCodes): keyof DirectiveCodes | undefined {
  const codes: DirectiveCodes = { ...usualDirectiveCodes, ...agreed };
  const names = Object.keys(codes) as (keyof DirectiveCodes)[];
  return names.find((name) => {
    const code = codes[name] ?? "";
    if (name === "NOT_OK") return code.startsWith("0");
    if (code.startsWith("1") || code === codes.NOT_OK) return true;
    return name !== "SELECTEE" && code === codes.SELECTEE;
  });
}

/** The lists (BGM 1001) that can be agreed on: PX01. */
export const agreeableLists = ["745", "250", "266", "336", "655"] as const;

/** How a traveller of an interactive request is told apart in its answer: PX18. */
export const identifications = ["either", "AVF", "ABO", "nothing"] as const;

/** Each part may be left out: then the unit's own agreement counts, and after it the usual. */
export const Agreement = closed({
  /** By code of a finding (docs/reference/codes.md). */
  severities: Type.Optional(
    Type.Record(Type.String({ pattern: "^[A-Z][A-Z0-9_]{1,40}$" }), AgreedSeverity, { maxProperties: 200 }),
  ),
  required: Type.Optional(Requirements),
  directiveCodes: Type.Optional(DirectiveCodes),
  /** CONTRL: never, only when something was rejected, or always. */
  syntaxReport: Type.Optional(Type.Enum(["never", "rejected", "always"])),
  /** ACKRES to PNRGOV: never, for each message, or for the last part of a series only. */
  acknowledgement: Type.Optional(Type.Enum(["never", "each", "final"])),
  /** Whether a list of many travellers is answered with a CUSRES, as an interactive request always is. */
  answerLists: Type.Optional(Type.Boolean()),
  /** Travellers of one interactive request at most; null: no limit. */
  interactiveTravellersMax: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 999 }))),
  identifiedBy: Type.Optional(Type.Enum([...identifications])),
  /** Kinds of lists that are taken without a remark; none: all. */
  lists: Type.Optional(Type.Array(Type.Enum([...agreeableLists]), { maxItems: agreeableLists.length })),
  /** What the unit is addressed by (UNB S003), as EDI7 compares it; none: by anything. */
  ownAddresses: Type.Optional(
    Type.Array(Type.String({ pattern: "^[!-~]([ -~]{0,33}[!-~])?$" }), { maxItems: 20 }),
  ),
  /** Days since an interchange was prepared after which it is old (DATE_OLD); null: no limit. */
  interchangeDaysMax: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 3_650 }))),
  /** The unit's telephone that answers ask the carrier to call; null: none is told. */
  dutyTelephone: Type.Optional(Nullable(Type.String({ pattern: telephonePattern }))),
});
export type Agreement = Static<typeof Agreement>;

/** An agreement with every part filled in: what intake goes by. */
export type EffectiveAgreement = Readonly<Required<Omit<Agreement, "required">>> & {
  readonly required: Readonly<Record<ListKind, readonly Requirable[]>>;
};
