// Sentences the server says by code and values, in the reader's language; where there is none yet, its English text.
import { defineTexts, type Catalogue, type Language, type Texts, type Translate } from "./texts.ts";
import { useTexts } from "./surroundings.tsx";

/** A sentence as the server sends it: what it means, what to fill in, and the same in English. */
export type Said = {
  readonly code: string;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly text: string;
};

/**
 * Declares sentences: `say.<code>` with `{{names}}` to fill in, `<name>.<word>` for values that are words (which may
 * hold `{names}` of further values), `none` for an empty value. English is not among them: it comes with each sentence.
 */
export function defineSentences(
  namespace: string,
  sources: { readonly [Other in Exclude<Language, "en">]?: () => Promise<Catalogue> },
): Texts<string> {
  const none = async (): Promise<Catalogue> => ({});
  const { az = none, fr = none, ru = none, ar = none } = sources;
  return defineTexts<Catalogue>(namespace, { en: {}, az, fr, ru, ar });
}

type Speaker = Pick<Translate<string>, "code" | "direction">;

/**
 * The sentence in the translator's language, or null where it has none or lacks a value for it. Where the language is
 * written from the right, what is written from the left stands in isolates (Unicode Bidirectional Algorithm, UAX 9).
 */
export function sentenceOf(t: Speaker, { code, values = {} }: Said): string | null {
  const template = t.code("say", code, "");
  if (template === "" || blanks(template).some((name) => values[name] === undefined)) return null;
  const laid = t.direction === "rtl" ? runsIsolated(template) : template;
  return laid.replace(/\{\{(\w+)\}\}/g, (_, name: string) => wordsOf(t, name, values));
}

function blanks(template: string): readonly string[] {
  return [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "");
}

/** Tags, codes, numbers and blanks that belong together, such as `LOC 125 / 87`, `745+XR` or `SSR {{service}}`. */
const RUN = /\.?[\w{}]+(?:(?: [/+–-] |[ ./+:–-])[\w{}]+)*/g;

/** Left to themselves, the parts of such a run would be set in the order of the sentence: `XR+745`. */
function runsIsolated(text: string): string {
  return text.replace(RUN, (run) => (/^\{+\w+\}+$/.test(run) ? run : `\u2066${run}\u2069`));
}

function wordsOf(t: Speaker, name: string, values: Readonly<Record<string, string>>): string {
  const isRightToLeft = t.direction === "rtl";
  const asSent = (sent: string): string => (isRightToLeft ? `\u2068${sent}\u2069` : sent);
  const value = values[name] ?? "";
  if (value === "") return t.code("word", "none", "–");
  const words = value.split(", ").map((word) => [word, t.code(name, word, "")] as const);
  if (words.every(([, known]) => known === "")) return asSent(value);
  return words
    .map(([word, known]) => {
      if (known === "") return asSent(word);
      const laid = isRightToLeft ? runsIsolated(known) : known;
      return laid.replace(/\{(\w+)\}/g, (_, inner: string) => asSent(values[inner] ?? ""));
    })
    .join(isRightToLeft ? "، " : ", ");
}

/** A sentence on the screen; English is marked as such where the screen speaks another language. */
export function Sentence({
  texts,
  said,
  ...rest
}: {
  texts: Texts<string>;
  said: Said;
  className?: string | undefined;
}) {
  const t = useTexts(texts);
  const own = sentenceOf(t, said);
  if (own !== null) return <span {...rest}>{own}</span>;
  return (
    <span lang="en" dir="ltr" {...rest}>
      {said.text}
    </span>
  );
}
