// Faults of the words a rule is told in: what is not lawful as a field is not lawful as a description either.
import { hasSensitiveTerm } from "#messages";
import type { Rule } from "./ast.ts";
import type { Told } from "./lint.ts";

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
      text: `"${text}" speaks of religion, health, origin, politics, union or sexual life.`,
      mend: "Say what was done, not who somebody is.",
      clause: "Directive (EU) 2016/681 Art. 6(4) and 13(4) (PNRD-6.4.3)",
    }));
}
