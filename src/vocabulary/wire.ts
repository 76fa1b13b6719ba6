// Wire shapes that every slice's contract is built from.
import { Type, type Static, type TSchema } from "typebox";

/** An object without further properties: what is not declared never leaves or enters. */
export function closed<Properties extends Record<string, TSchema>>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
/** An instant in UTC, ISO 8601 with Z. */
export const Instant = Type.String({ maxLength: 30 });
/** `YYYY-MM-DDTHH:MM` at the place of the event, as sent. */
export const LocalTime = Type.String({ maxLength: 16 });
export const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
export const Uuid = Type.String({ pattern: `^${uuid}$` });
/** `<flight date>_<flight id>`: the date leads to the partition. */
export const FlightKey = Type.String({ pattern: `^\\d{4}-\\d{2}-\\d{2}_${uuid}$` });
/** The id in the key of a flight, or of a person on one: live events and links are about it. */
export function flightIdOf(key: string): string {
  return key.split("_")[1] ?? key;
}

/** `<flight date>_<flight id>_<person id>`: one person on one flight. */
export const PersonKey = Type.String({ pattern: `^\\d{4}-\\d{2}-\\d{2}_${uuid}_${uuid}$` });

/** Values by name for a sentence that a code stands for: the screens say it in the reader's language. */
export const SentenceValues = Type.Record(Type.String(), Type.String());
/** A sentence as its code and values; the text beside it says the same in English. */
export const Sentence = closed({ code: Type.String(), values: SentenceValues });
export type Sentence = Static<typeof Sentence>;

export const WireFinding = closed({
  code: Type.String(),
  severity: Type.Union([Type.Literal("error"), Type.Literal("warning"), Type.Literal("info")]),
  segment: Nullable(Type.Integer()),
  tag: Nullable(Type.String()),
  offset: Nullable(Type.Integer()),
  text: Type.String(),
  source: Type.String(),
  values: Type.Optional(SentenceValues),
});

/** Why a person's data are looked at (roles.md 5.3, Purpose). Sent as the header `x-purpose`. */
export const purposes = [
  "TERR",
  "SERIOUS",
  "BORDER",
  "CHILD_PROTECTION",
  "RIGHTS",
  "OVERSIGHT",
  "QUALITY",
  "CRITERIA",
  "TEST",
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * Every error answer (RFC 9457, application/problem+json). `code` is stable, `detail` says what is wrong and how to
 * mend it, `fields` names each faulty field of a form, `policies` the access policies that decided.
 */
export const Problem = closed({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  fields: Type.Optional(Type.Array(closed({ field: Type.String(), text: Type.String() }))),
  policies: Type.Optional(Type.Array(Type.String())),
  /** Of `step-up-needed`: what is accepted as a new proof (passkey, single-sign-on, password). */
  accepts: Type.Optional(Type.Array(Type.String())),
  reference: Type.Optional(Type.String()),
  /** What exactly is wrong, where the code alone does not say it. */
  because: Type.Optional(Sentence),
});
export type Problem = Static<typeof Problem>;
