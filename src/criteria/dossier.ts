// What is said of a rule beside its text: threat, offences, evidence, necessity, exonerating factors, limits. Pure shapes.
import { Type, type Static } from "typebox";
import { closed, Nullable, offences } from "#vocabulary";

export { offences };

/** 4x4: source A (always reliable) to C, X unknown; information 1 (known to be true) to 3, 4 not to be judged. */
export const evidenceSources = ["A", "B", "C", "X"] as const;
export const evidenceReliabilities = ["1", "2", "3", "4"] as const;

/**
 * Whom a rule may be aimed at. A person who is smuggled is none of them (Annex II, 11; Palermo Smuggling Protocol Art. 5): they
 * are found as persons at risk only, by rules that protect.
 */
export const aims = ["offender", "facilitator", "person-at-risk"] as const;

const words = (maxLength: number, minLength = 0) => Type.String({ minLength, maxLength });

/** Bounds that the rule stops itself at, and its times. */
export const Limits = closed({
  /** Matches for 10,000 travellers that the back-test may not pass, and for one flight and one day when it runs. */
  per10000: Type.Number({ minimum: 0.1, maximum: 10_000 }),
  perFlight: Type.Integer({ minimum: 1, maximum: 1_000 }),
  perDay: Type.Integer({ minimum: 1, maximum: 100_000 }),
  /** Share of reviewed matches that must be confirmed: suspended when the interval's lower end falls under it. */
  precisionFloor: Type.Number({ minimum: 0.01, maximum: 1 }),
  /** At least one; none only in a demonstration, whose traffic begins with it. */
  shadowDays: Type.Integer({ minimum: 0, maximum: 90 }),
  reviewEveryDays: Type.Integer({ minimum: 7, maximum: 92 }),
  sunsetDays: Type.Integer({ minimum: 7, maximum: 365 }),
});
export type Limits = Static<typeof Limits>;

export const usualLimits: Limits = {
  per10000: 20,
  perFlight: 3,
  perDay: 50,
  precisionFloor: 0.2,
  shadowDays: 7,
  reviewEveryDays: 90,
  sunsetDays: 182,
};

/** May be saved half written; what is missing is told as gates of the step that needs it. */
export const Dossier = closed({
  title: words(200, 3),
  /** The threat it answers, with the reference of the risk that was analysed. */
  threat: words(2_000),
  offences: Type.Array(Type.Enum([...offences]), { maxItems: 27, uniqueItems: true }),
  /** How the offences are linked, at least indirectly, with carriage by air (CJEU C-817/19, 152 to 157). */
  airLink: words(2_000),
  /** Whom the rule is to find; null while nobody has said it. */
  aimedAt: Nullable(Type.Enum([...aims])),
  /** The idea in plain language. */
  idea: words(4_000),
  evidence: closed({
    source: Nullable(Type.Enum([...evidenceSources])),
    information: Nullable(Type.Enum([...evidenceReliabilities])),
    /** A second origin that says the same: needed where the grade is worse than B2. */
    corroboration: words(2_000),
  }),
  /** Innocent explanations that whoever reviews a match must have looked for. */
  exonerating: Type.Array(words(400, 3), { maxItems: 20 }),
  /** Why each field that the rule asks is necessary. */
  necessity: Type.Array(closed({ field: words(60, 1), why: words(1_000) }), { maxItems: 100 }),
  /** Why the rule is right in spite of each caution of the linter. */
  cautions: Type.Array(closed({ code: words(60, 1), path: words(400), why: words(1_000) }), {
    maxItems: 50,
  }),
  scope: words(1_000),
  /** What may be published of it each year. */
  publicSummary: words(2_000),
  limits: Limits,
});
export type Dossier = Static<typeof Dossier>;
