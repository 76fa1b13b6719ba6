// What of a match's evidence the screens put into words: the codes, in types only.
export type { Feature, Relation } from "./match.ts";
