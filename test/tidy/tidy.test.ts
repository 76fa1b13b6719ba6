// The repository against its own rules. Each rule's self-test beside this file proves that it can fail.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { answersPage } from "../../tools/answers-page.ts";
import { codesPage } from "../../tools/codes-page.ts";
import { compliancePage, resultsOnPage } from "../../tools/compliance-page.ts";
import { conformancePage } from "../../tools/conformance-page.ts";
import { grammarPage } from "../../tools/grammar-page.ts";
import { problemsPage } from "../../tools/problems-page.ts";
import { requestsPage } from "../../tools/requests-page.ts";
import { rolesPage } from "../../tools/roles-page.ts";
import { storedFieldsPage } from "../../tools/stored-fields-page.ts";
import { checkCircles } from "./circles.ts";
import { checkFiles, checkMigrations, checkTraces } from "./files.ts";
import { checkImports } from "./imports.ts";
import { checkLinks } from "./links.ts";
import { checkPackages, forbiddenPackages, type Lock, type Manifest } from "./packages.ts";
import { type Complaint, repositorySources } from "./sources.ts";
import { checkStatements } from "./statements.ts";
import { checkWaiting } from "./waiting.ts";
import { checkTexts, type Language, languages, type TextFile, type Texts } from "./texts.ts";

const sources = repositorySources();

function lines(complaints: readonly Complaint[]): readonly string[] {
  return complaints.map(({ path, line, text }) => `${path}:${line}: ${text}`);
}

test("the rules see the repository", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.map(({ path }) => path)).toContain("src/platform/api.ts");
});

test("slices import only what stands before them, by its front door", () => {
  expect(lines(checkImports(sources))).toEqual([]);
});

test("no file imports what imports it", () => {
  expect(lines(checkCircles(sources))).toEqual([]);
});

test("SQL, clock, chance and types are where they belong", () => {
  expect(lines(checkStatements(sources))).toEqual([]);
});

test("files are short, well named and say what they are", () => {
  expect(lines(checkFiles(sources))).toEqual([]);
});

test("tests wait for what they look at, all with the same patience", () => {
  expect(lines(checkWaiting(sources))).toEqual([]);
});

test("links of pages lead to files that are there", () => {
  const isThere = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));
  expect(lines(checkLinks(sources, isThere))).toEqual([]);
});

test("no package learns, recognises faces, voices or emotions, or scores people (CJEU817-194, AIA-5.1c,g, AIA-5.1h)", () => {
  const lock = new URL("../../package-lock.json", import.meta.url);
  expect(forbiddenPackages(JSON.parse(readFileSync(lock, "utf8")) as Lock)).toEqual([]);
});

test("packages are exact, hashed, of known licences, and run no script that is not allowed by name", () => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"));
  expect(lines(checkPackages(read("package-lock.json") as Lock, read("package.json") as Manifest))).toEqual(
    [],
  );
});

test("migrations are contiguous and named after a slice", () => {
  expect(lines(checkMigrations(sources))).toEqual([]);
});

test("no path of one machine and no registry stands in the repository", () => {
  expect(lines(checkTraces(sources))).toEqual([]);
});

test("the screens' texts are whole in every language: no key, no form of a count, no blank is lacking", async () => {
  const folders = new Map<string, TextFile[]>();
  for (const { path } of sources) {
    const found = /^(src\/.+\/texts(?:\/[a-z-]+)?)\/([a-z]{2})\.ts$/.exec(path);
    const language = languages.find((one) => one === found?.[2]);
    if (found === null || language === undefined) continue;
    const folder = found[1] ?? "";
    folders.set(folder, [...(folders.get(folder) ?? []), await readTexts(path, language)]);
  }
  expect(folders.size).toBeGreaterThan(20);
  expect([...folders].flatMap(([folder, files]) => lines(checkTexts(folder, files)))).toEqual([]);
});

async function readTexts(path: string, language: Language): Promise<TextFile> {
  const module: unknown = await import(new URL(`../../${path}`, import.meta.url).href);
  const texts =
    typeof module === "object" && module !== null ? Object.values(module).find(isTexts) : undefined;
  return { path, language, texts: texts ?? {} };
}

function isTexts(value: unknown): value is Texts {
  return typeof value === "object" && value !== null;
}

test("docs/reference/answers.md has every code and text of answers to carriers", () => {
  const page = fileURLToPath(new URL("../../docs/reference/answers.md", import.meta.url));
  expect(readFileSync(page, "utf8")).toBe(answersPage());
});

test("docs/reference/codes.md explains exactly the codes that a message can be given", () => {
  const page = fileURLToPath(new URL("../../docs/reference/codes.md", import.meta.url));
  // Fails: npm run reference writes the page anew.
  expect(readFileSync(page, "utf8")).toBe(codesPage());
});

test("docs/reference/stored-fields.md has every field that is kept, and the law that admits it", () => {
  const page = fileURLToPath(new URL("../../docs/reference/stored-fields.md", import.meta.url));
  // Fails: npm run reference writes the page anew.
  expect(readFileSync(page, "utf8")).toBe(storedFieldsPage());
});

test("docs/reference/grammar.md tells the message grammars as the tables have them", () => {
  const page = fileURLToPath(new URL("../../docs/reference/grammar.md", import.meta.url));
  // Fails: npm run reference writes the page anew.
  expect(readFileSync(page, "utf8")).toBe(grammarPage());
});

test("docs/reference/problems.md explains exactly the refusals that the program can answer with", () => {
  const page = fileURLToPath(new URL("../../docs/reference/problems.md", import.meta.url));
  // Fails: npm run reference writes the page anew.
  expect(readFileSync(page, "utf8")).toBe(problemsPage(sources));
});

test("docs/reference/roles.md says of each role exactly what the policies permit", () => {
  const page = fileURLToPath(new URL("../../docs/reference/roles.md", import.meta.url));
  // Fails: npm run reference writes the page anew.
  expect(readFileSync(page, "utf8")).toBe(rolesPage());
});

test("docs/reference/compliance.md names every obligation that the software enforces, with its tests or the reason why there is none", () => {
  const page = readFileSync(new URL("../../docs/reference/compliance.md", import.meta.url), "utf8");
  // Fails: npm run compliance, after npm test, writes the page anew.
  expect(page).toBe(compliancePage(sources, resultsOnPage(page)));
});

test("the page of the conformance cases says what the cases say", () => {
  const page = fileURLToPath(new URL("../../docs/reference/conformance-cases.md", import.meta.url));
  expect(readFileSync(page, "utf8")).toBe(conformancePage());
});

test("docs/reference/requests.md says of each type of request what the tables say", () => {
  const page = fileURLToPath(new URL("../../docs/reference/requests.md", import.meta.url));
  expect(readFileSync(page, "utf8")).toBe(requestsPage());
});
