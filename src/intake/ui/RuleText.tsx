// A rule in the reader's language, in general words: each finding of it has values of its own.
import { useTexts } from "#design/ui";
import { findingTexts } from "./finding-texts.ts";

/** `text`: the rule in English, as the server says it. */
export function RuleText({ code, text }: { code: string; text: string }) {
  const t = useTexts(findingTexts);
  // A sentence without blanks says the rule as it says each finding.
  const own = [t.code("rule", code, ""), t.code("say", code, "")].find(
    (sentence) => sentence !== "" && !sentence.includes("{{"),
  );
  // A sentence that is not written in this language is said in English.
  return own === undefined ? (
    <span lang="en" dir="ltr">
      {text}
    </span>
  ) : (
    <span>{own}</span>
  );
}
