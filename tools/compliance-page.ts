// Writes docs/reference/compliance.md: each obligation that the software enforces, how, by which test, and what its last run said.
import { obligations } from "../src/oversight/obligations.ts";
import { openObligations } from "../src/oversight/obligations-open.ts";
import type { Source } from "../test/tidy/sources.ts";
import { citedTests, type CitedTest } from "./cited-tests.ts";
import type { Result } from "./test-results.ts";

/** Throws where an obligation of mode E has neither a test nor a reason, or both. */
export function compliancePage(sources: readonly Source[], resultOf: (test: CitedTest) => Result): string {
  const tests = citedTests(sources);
  const testsOf = (id: string): readonly CitedTest[] => tests.filter(({ rows }) => rows.includes(id));
  const enforced = obligations.filter(({ mode }) => mode === "E");
  const shown = enforced.filter(({ id }) => testsOf(id).length > 0);
  const open = enforced.filter(({ id }) => testsOf(id).length === 0);
  for (const { id } of open)
    if (!openObligations.has(id))
      throw new Error(`${id} has neither a test that cites it nor a reason in obligations-open.ts`);
  for (const id of openObligations.keys()) {
    if (testsOf(id).length > 0)
      throw new Error(`${id} has a test: take its reason out of obligations-open.ts`);
    if (!enforced.some((row) => row.id === id)) throw new Error(`${id} is no obligation of mode E`);
  }
  const others = obligations.filter(({ id, mode }) => mode !== "E" && testsOf(id).length > 0);
  return `# Compliance

Each obligation of the catalogue that the software itself enforces (mode E), what the system does for it, and the automated tests that
show it: their titles cite its id. Written by \`npm run compliance\` after \`npm test\`, from the tests and the report of their last run; a
check compares the rest of the page with the code. **${shown.length} of ${enforced.length} are shown by tests**; the others are listed below, each with the reason.

| Obligation | What the system does | Shown by | Last result |
|---|---|---|---|
${shown.map(({ id, how }) => row(id, how, testsOf(id), resultOf)).join("\n")}

## Shown by no test yet

| Obligation | Duty | Why |
|---|---|---|
${open.map(({ id, duty }) => `| ${id} | ${cell(duty)} | ${openObligations.get(id) ?? ""} |`).join("\n")}

## Other obligations that tests show

By default of the software (D), by evidence (V) or by procedure (P).

| Obligation | What the system does | Shown by | Last result |
|---|---|---|---|
${others.map(({ id, how, duty }) => row(id, how === "" ? duty : how, testsOf(id), resultOf)).join("\n")}
`;
}

function row(
  id: string,
  how: string,
  tests: readonly CitedTest[],
  resultOf: (test: CitedTest) => Result,
): string {
  const shown = tests.map(({ path, title }) => `${cell(title)} (\`${path}\`)`).join("<br>");
  return `| ${id} | ${cell(how)} | ${shown} | ${tests.map(resultOf).join("<br>")} |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
}

/** The results that a page states, by test, in the order it lists them: what a comparison with the code leaves alone. */
export function resultsOnPage(page: string): (test: CitedTest) => Result {
  const stated = new Map<string, Result>();
  for (const line of page.split("\n")) {
    const cells = line.split(/(?<!\\)\|/).map((part) => part.trim());
    const [shown = "", results = ""] = [cells[3], cells[4]];
    if (!shown.endsWith("`)")) continue;
    const each = results.split("<br>");
    for (const [at, name] of shown.split("<br>").entries())
      stated.set(name, (each[at] ?? "not run") as Result);
  }
  return ({ path, title }) => stated.get(`${cell(title)} (\`${path}\`)`) ?? "not run";
}
