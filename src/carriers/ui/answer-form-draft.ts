// What is typed of how answers are written, read into its parts. Pure.
import {
  applicationReferencePattern,
  associationCodePattern,
  narrowestLine,
  serviceStringPattern,
  widestLine,
  type Agreement,
} from "../contract.ts";
import { fieldOf, limitIn, type Said } from "./agreement-draft.ts";

type AnswerForm = NonNullable<Agreement["answerForm"]>;

export const answerFormParts = [
  "serviceString",
  "applicationReference",
  "associationCode",
  "lineWidth",
] as const;
type Part = (typeof answerFormParts)[number];
export type TypedAnswerForm = Readonly<Record<Part, string>>;

/** How the fields begin. */
export function typedAnswerForm(form: AnswerForm = {}): TypedAnswerForm {
  const { serviceString, applicationReference, associationCode, lineWidth } = form;
  return {
    serviceString: fieldOf(serviceString),
    applicationReference: fieldOf(applicationReference),
    associationCode: fieldOf(associationCode),
    lineWidth: fieldOf(lineWidth),
  };
}

function textIn(text: string, pattern: string): Said<string> {
  const said = text.trim();
  if (said === "") return undefined;
  if (said === "0") return null;
  return new RegExp(pattern, "u").test(said) ? said : "wrong";
}

/** A UNA is known by its six characters, with its tag before them or without. */
const read: { readonly [Each in Part]: (text: string) => Said<string | number> } = {
  serviceString: (text) => textIn(text.replace(/^\s*UNA(?=.{6})/, ""), serviceStringPattern),
  applicationReference: (text) => textIn(text, applicationReferencePattern),
  associationCode: (text) => textIn(text.toUpperCase(), associationCodePattern),
  lineWidth: (text) => {
    const said = limitIn(text, widestLine);
    return typeof said === "number" && said < narrowestLine ? "wrong" : said;
  },
};

/** The form that is typed, without what is left as usual, and the parts that are none. */
export function answerFormIn(typed: TypedAnswerForm): {
  readonly form: AnswerForm;
  readonly wrong: readonly Part[];
} {
  const said = answerFormParts.map((part) => [part, read[part](typed[part])] as const);
  return {
    form: Object.fromEntries(said.filter(([, value]) => value !== undefined && value !== "wrong")),
    wrong: said.filter(([, value]) => value === "wrong").map(([part]) => part),
  };
}
