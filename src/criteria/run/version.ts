// The version of the rules' language and of its evaluation: changes whenever the same text and facts could give another verdict.

/** Kept with every alert. The catalogue of fields, the language and the table of places are part of it. */
export const RULES_ENGINE_VERSION = "1.0.0";
