// The page of problems follows the program: a refusal that is added, changed or removed changes it.
import { expect, test } from "vitest";
import { problemsPage, refusalsOf } from "../../tools/problems-page.ts";

const source = (text: string) => [{ path: "src/cases/alert.ts", text }];

test("code, status and words are read from the call", () => {
  const found = refusalsOf(
    source(`const detail = \`Wait \${n} seconds.\`;
      refuse("plain", "Reload it.");
      refuse("filled", \`It is \${state} already.\`, 410);
      refuse("named", detail, 429, { retryAfterSeconds: n });
      refuse("passed-on", "No.", error.statusCode);`),
  );
  expect(found.map(({ code, status, text }) => [code, status, text])).toEqual([
    ["plain", "409", "Reload it."],
    ["filled", "410", "It is … already."],
    ["named", "429", "Wait … seconds."],
    ["passed-on", "4xx", "No."],
  ]);
});

test("a code that is not written out is an error; tests are not read", () => {
  expect(() => refusalsOf(source("refuse(code, 'x')"))).toThrow("src/cases/alert.ts:1");
  expect(refusalsOf([{ path: "src/cases/alert.test.ts", text: "refuse(code)" }])).toEqual([]);
});

test("one row a code, whatever the order of the calls", () => {
  const one = problemsPage(source(`refuse("b", "B.", 404); refuse("a", "A."); refuse("b", "Other B.")`));
  expect(one).toContain("| `a` | 409 | A. | cases |\n| `b` | 404, 409 | B.<br>Other B. | cases |");
});
