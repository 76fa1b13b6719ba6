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

/** The sentence in the translator's language, or null where it has none or lacks a value for it. */
export function sentenceOf(t: Pick<Translate<string>, "code">, { code, values = {} }: Said): string | null {
  const template = t.code("say", code, "");
  if (template === "" || blanks(template).some((name) => values[name] === undefined)) return null;
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => wordsOf(t, name, values));
}

function blanks(template: string): readonly string[] {
  return [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "");
}

function wordsOf(
  t: Pick<Translate<string>, "code">,
  name: string,
  values: Readonly<Record<string, string>>,
): string {
  const value = values[name] ?? "";
  if (value === "") return t.code("word", "none", "–");
  return value
    .split(", ")
    .map((word) => {
      const known = t.code(name, word, "");
      return known === "" ? word : known.replace(/\{(\w+)\}/g, (_, inner: string) => values[inner] ?? "");
    })
    .join(", ");
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
