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
  /** Stands before the numbers that tell what is wrong with a traveller's data; without it they stand alone. */
  RESUBMIT: Type.Optional(DirectiveCode),
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

/** The numbers by which errors are told where nothing else is agreed; a test compares them with those of the messages. */
export const usualErrorCodes: readonly string[] = "13 14 102 103 107 114 115 116 118 130 153 188".split(" ");

/**
 * The first directive that no carrier may be told by its agreed code, undefined where all may: "do not board" is a decision of
 * persons, so its code says nothing else and nothing else has a code that hosts read as that one; what is decided is not told
 * by the code of what is not; and neither an error nor "send again" is told by a code that lets a traveller board.
 */
export function mistakenDirective(agreed: DirectiveCodes): keyof DirectiveCodes | undefined {
  const codes: DirectiveCodes = { ...usualDirectiveCodes, ...agreed };
  const names = Object.keys(codes) as (keyof DirectiveCodes)[];
  const boards = [codes.OK, codes.PENDING, codes.CHECK_DOCUMENTS];
  return names.find((name) => {
    const code = codes[name] ?? "";
    if (usualErrorCodes.includes(code)) return true;
    if (name === "NOT_OK") return code.startsWith("0");
    if (code.startsWith("1") || code === codes.NOT_OK) return true;
    if (name === "RESUBMIT" && (code.startsWith("0") || boards.includes(code))) return true;
    return name !== "SELECTEE" && code === codes.SELECTEE;
  });
}

/** As hosts read a directive, place by place: a digit, and a letter for the authorisation, whatever follows. */
const directiveLike = /^\d([A-Z][A-Z0-9]*)?$/;

/**
 * The first finding that would be told as "do not board", undefined where none would: hosts hold whoever is answered so, and that
 * is only ever what two persons have decided about one traveller (cusres.md section 3).
 */
export function inhibitingError(
  errors: Readonly<Record<string, string>>,
  directives: DirectiveCodes,
): string | undefined {
  const { NOT_OK: held } = { ...usualDirectiveCodes, ...directives };
  return Object.keys(errors).find((finding) => {
    const code = errors[finding] ?? "";
    return code === held || (code.startsWith("1") && directiveLike.test(code));
  });
}

/** The first finding that no carrier may be told by its agreed code, undefined where all may: none is told as a directive is. */
export function mistakenError(
  errors: Readonly<Record<string, string>>,
  directives: DirectiveCodes,
): string | undefined {
  const taken = new Set<string>(Object.values({ ...usualDirectiveCodes, ...directives }));
  return Object.keys(errors).find((finding) => {
    const code = errors[finding] ?? "";
    return directiveLike.test(code) || taken.has(code);
  });
}

/** The lists (BGM 1001) that can be agreed on: PX01. */
export const agreeableLists = ["745", "250", "266", "336", "655"] as const;

/** Flights of which lists may be unwanted: those that only leave the State, those that only fly over it. */
export const unwantable = ["exit", "overflight"] as const;
export type Unwantable = (typeof unwantable)[number];

/** How a traveller of an interactive request is told apart in its answer: PX18. */
export const identifications = ["either", "AVF", "ABO", "nothing"] as const;

export const documentTypePattern = "^[A-Z0-9]{1,3}$";

const mark = "[!-/:-@\\[-`{-~]";
/**
 * The six characters of UNA (edifact.md section 1.1): separators that differ from one another and are neither letters nor digits; blank for
 * the release or the repetition says that there is none.
 */
export const serviceStringPattern = `^(?<component>${mark})(?!\\k<component>)(?<element>${mark})[.,](?!\\k<component>|\\k<element>)(?<release> |${mark})(?!\\k<component>|\\k<element>|(?! )\\k<release>)(?<repetition> |${mark})(?!\\k<component>|\\k<element>|\\k<release>|\\k<repetition>)${mark}$`;
export const applicationReferencePattern = "^[!-~]([ -~]{0,12}[!-~])?$";
export const associationCodePattern = "^[A-Z0-9]{1,6}$";
export const narrowestLine = 40;
export const widestLine = 2_000;

/** How our answers are written where that is not as the carrier's own messages are; what is left out is as in those. */
const AnswerForm = closed({
  /** UNA; null: none is written, and the usual characters are used. */
  serviceString: Type.Optional(Nullable(Type.String({ pattern: serviceStringPattern }))),
  /** UNB 0026; null: none. */
  applicationReference: Type.Optional(Nullable(Type.String({ pattern: applicationReferencePattern }))),
  /** UNH S009 0057 of a CUSRES; null: none. */
  associationCode: Type.Optional(Nullable(Type.String({ pattern: associationCodePattern }))),
  /** Characters of a line at most; null: one line. */
  lineWidth: Type.Optional(Nullable(Type.Integer({ minimum: narrowestLine, maximum: widestLine }))),
});

const FindingCode = Type.String({ pattern: "^[A-Z][A-Z0-9_]{1,40}$" });

/** Seconds that carriers wait: departure control gives up after 4 or 5, or after 8 to 20 (cusres.md section 3). */
export const answerSeconds = [2, 3, 4, 5, 6, 8, 10, 15, 20] as const;

/** How long the carrier has to confirm a message of ours, in seconds, and how often it is sent in all (cusres.md section 4). */
export const confirmSeconds = [30, 60, 120, 300, 600] as const;
export const confirmTimes = [1, 2, 3, 4, 5] as const;
const Confirmation = closed({
  seconds: Type.Optional(Type.Enum([...confirmSeconds])),
  times: Type.Optional(Type.Enum([...confirmTimes])),
});

/** Each part may be left out: then the unit's own agreement counts, and after it the usual. */
export const Agreement = closed({
  /** By code of a finding (docs/reference/codes.md). */
  severities: Type.Optional(Type.Record(FindingCode, AgreedSeverity, { maxProperties: 200 })),
  required: Type.Optional(Requirements),
  directiveCodes: Type.Optional(DirectiveCodes),
  /**
   * ERC 9321 by code of a finding: an error among these is told by the number the carrier's system knows. Of one traveller it is told
   * in place of "board", of a message that is not taken in place of our own number.
   */
  errorCodes: Type.Optional(
    Type.Record(FindingCode, Type.String({ pattern: "^[A-Z0-9]{1,8}$" }), { maxProperties: 200 }),
  ),
  answerForm: Type.Optional(AnswerForm),
  /** CONTRL: never, only when something was rejected, or always. */
  syntaxReport: Type.Optional(Type.Enum(["never", "rejected", "always"])),
  /** ACKRES to PNRGOV: never, for each message, or for the last part of a series only. */
  acknowledgement: Type.Optional(Type.Enum(["never", "each", "final"])),
  /** Whether a list of many travellers is answered with a CUSRES, as an interactive request always is. */
  answerLists: Type.Optional(Type.Boolean()),
  /** Travellers of one interactive request at most; null: no limit. */
  interactiveTravellersMax: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 999 }))),
  /** Seconds within which an interactive request is answered, if need be as the fail policy says (cusres.md section 6). */
  answerSeconds: Type.Optional(Type.Enum([...answerSeconds])),
  /** When a message of ours that is not confirmed is sent again, and after how many times the duty officer is told. */
  confirmation: Type.Optional(Confirmation),
  identifiedBy: Type.Optional(Type.Enum([...identifications])),
  /** Kinds of lists that are taken without a remark; none: all. */
  lists: Type.Optional(Type.Array(Type.Enum([...agreeableLists]), { maxItems: agreeableLists.length })),
  /** Flights whose lists are not wanted: nothing of them is kept; none: all are wanted. Requests are answered all the same. */
  unwanted: Type.Optional(Type.Array(Type.Enum([...unwantable]), { maxItems: unwantable.length })),
  /** Types of documents (DOC 1001) that are accepted without a remark, visas apart; none: all. */
  documentTypes: Type.Optional(Type.Array(Type.String({ pattern: documentTypePattern }), { maxItems: 40 })),
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
export type EffectiveAgreement = Readonly<Required<Omit<Agreement, "required" | "confirmation">>> & {
  readonly confirmation: Readonly<Required<Static<typeof Confirmation>>>;
  readonly required: Readonly<Record<ListKind, readonly Requirable[]>>;
};
