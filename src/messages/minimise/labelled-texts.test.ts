// How much of the labelled texts the filter finds, and how often it cuts what is innocent: counts only.
import { expect, test } from "vitest";
import { labelledTexts } from "./labelled-texts.fixtures.ts";
import { hasSensitiveTerm } from "./text.ts";

type Count = { sensitive: number; found: number; innocent: number; cut: number };

test("of the labelled texts in Latin, Cyrillic and Arabic script the filter finds nearly all and spares the innocent (PNRD-13.4)", () => {
  expect(labelledTexts.length).toBeGreaterThanOrEqual(1_500);
  const counts = new Map<string, Count>();
  for (const { language, text, sensitive } of labelledTexts) {
    const count = counts.get(language) ?? { sensitive: 0, found: 0, innocent: 0, cut: 0 };
    counts.set(language, count);
    const found = hasSensitiveTerm(text);
    if (sensitive) count.sensitive += 1;
    else count.innocent += 1;
    if (found && sensitive) count.found += 1;
    if (found && !sensitive) count.cut += 1;
  }
  const all = [...counts.values()];
  const sum = (of: keyof Count): number => all.reduce((total, count) => total + count[of], 0);
  const recall = sum("found") / sum("sensitive");
  const falseAlarms = sum("cut") / sum("innocent");
  const lines = [...counts].map(
    ([language, c]) => `${language} ${c.found}/${c.sensitive}, ${c.cut}/${c.innocent}`,
  );
  console.log(
    `sensitive texts found ${(recall * 100).toFixed(1)} %, innocent ones cut ${(falseAlarms * 100).toFixed(1)} %; found and cut by language: ${lines.join("; ")}`,
  );
  expect(recall).toBeGreaterThanOrEqual(0.97);
  expect(falseAlarms).toBeLessThanOrEqual(0.01);
  for (const [language, count] of counts) {
    expect([language, count.found / count.sensitive >= 0.9]).toEqual([language, true]);
  }
});
