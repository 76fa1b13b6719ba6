// A rule in the reader's language, with the names of its blanks: each finding has values of its own.
import { useTexts } from "#design/ui";
import { findingTexts } from "./finding-texts.ts";

export function RuleText({ code, text }: { code: string; text: string }) {
  const t = useTexts(findingTexts);
  const template = t.code("say", code, "");
  // A sentence that is not written in this language is said in English.
  const own = template === "" ? null : template.replace(/\{\{(\w+)\}\}/g, "{$1}");
  return own === null ? (
    <span lang="en" dir="ltr">
      {text}
    </span>
  ) : (
    <span>{own}</span>
  );
}
