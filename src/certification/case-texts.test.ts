// Every conformance case is asked for in each language, by the tags, codes and numbers of the English text.
import { expect, test } from "vitest";
import { conformanceCases } from "./cases.ts";
import { ar } from "./ui/texts/cases/ar.ts";
import { az } from "./ui/texts/cases/az.ts";
import { fr } from "./ui/texts/cases/fr.ts";
import { ru } from "./ui/texts/cases/ru.ts";

/** Tags of messages and long numbers; small numbers may be written in words. */
const named = (text = ""): readonly string[] =>
  [
    ...new Set(
      text.match(
        /\b(?:BGM|RFF|CNT|NAD|LOC|DOC|EMP|UNH|UNA|SSR|MSG|RCI|TIF|TVL|EQN|TKT|MON|FOP|SSD|TBD|SRC|ORG)\b|\d{3,}/g,
      ),
    ),
  ].toSorted();

test.each(Object.entries({ az, fr, ru, ar }))("cases in %s", (_, texts: Readonly<Record<string, string>>) => {
  expect(Object.keys(texts)).toEqual(
    conformanceCases.flatMap(({ number }) => [`say.${number}.title`, `say.${number}.send`]),
  );
  for (const { number, send } of conformanceCases)
    expect([number, named(texts[`say.${number}.send`])]).toEqual([number, named(send)]);
});
