// Faults of the words a rule is told in: what is not lawful as a field is not lawful as a description either.
import { hasSensitiveTerm } from "#messages";
import type { Rule } from "./ast.ts";
import { said } from "./fault.ts";
import type { Told } from "./told.ts";

export function wordFaults(rule: Rule): readonly Told[] {
  const words = [
    { path: "/code", text: rule.code.replaceAll("-", " ") },
    ...rule.definitions.map(({ name }, at) => ({
      path: `/definitions/${at}/name`,
      text: name.replaceAll("-", " "),
    })),
    ...(["adds", "lowers"] as const).flatMap((kind) =>
      rule[kind].map(({ text }, at) => ({ path: `/${kind}/${at}/text`, text })),
    ),
  ];
  return words
    .filter(({ text }) => hasSensitiveTerm(text))
    .map(({ path, text }) => ({
      code: "WORDS_FORBIDDEN",
      path,
      text: said("words-sensitive", { words: text }),
      mend: said("mend-words"),
      clause: "Directive (EU) 2016/681 Art. 6(4) and 13(4) (PNRD-6.4.3)",
    }));
}
