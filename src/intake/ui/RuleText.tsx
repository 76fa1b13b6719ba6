// A rule in the reader's language, with the names of its blanks: each finding has values of its own.
import { Sentence } from "#design/ui";
import { findingTexts } from "./finding-texts.ts";

export function RuleText({ code, text }: { code: string; text: string }) {
  const values = Object.fromEntries(
    [...text.matchAll(/\{(\w+)\}/g)].map(([blank, name = ""]) => [name, blank]),
  );
  return <Sentence texts={findingTexts} said={{ code, values, text }} />;
}
