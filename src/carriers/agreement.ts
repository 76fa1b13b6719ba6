// What a carrier is held to, and how it is answered: data, so that no State's or carrier's habits stand in code.
import { Type, type Static } from "typebox";
import { closed, Nullable } from "#vocabulary";

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
});

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
});
export type Agreement = Static<typeof Agreement>;

/** An agreement with every part filled in: what intake goes by. */
export type EffectiveAgreement = Required<Omit<Agreement, "required">> & {
  readonly required: Readonly<Record<ListKind, readonly Requirable[]>>;
};

/** Without any agreement: findings count as the catalogue says, nothing more is required, lists are answered. */
export const usualAgreement: EffectiveAgreement = {
  severities: {},
  required: { passengers: [], crew: [], interactive: [] },
  directiveCodes: {},
  syntaxReport: "never",
  acknowledgement: "never",
  answerLists: true,
  interactiveTravellersMax: null,
};

/** The usual, over it what the unit has set for everyone, over that what is agreed with one carrier. */
export function effectiveAgreement(...layers: readonly (Agreement | null)[]): EffectiveAgreement {
  return layers.reduce<EffectiveAgreement>(
    (below, layer) =>
      layer === null
        ? below
        : {
            severities: { ...below.severities, ...layer.severities },
            required: { ...below.required, ...layer.required },
            directiveCodes: { ...below.directiveCodes, ...layer.directiveCodes },
            syntaxReport: layer.syntaxReport ?? below.syntaxReport,
            acknowledgement: layer.acknowledgement ?? below.acknowledgement,
            answerLists: layer.answerLists ?? below.answerLists,
            interactiveTravellersMax:
              layer.interactiveTravellersMax === undefined
                ? below.interactiveTravellersMax
                : layer.interactiveTravellersMax,
          },
    usualAgreement,
  );
}
