// Each rule against a snippet that breaks it, and against the nearest thing that does not.
import { describe, expect, test } from "vitest";
import { checkCircles } from "./circles.ts";
import { checkFiles, checkMigrations, checkTraces } from "./files.ts";
import { checkImports } from "./imports.ts";
import { checkPackages, forbiddenPackages } from "./packages.ts";
import { checkLinks } from "./links.ts";
import type { Complaint, Source } from "./sources.ts";
import { checkStatements } from "./statements.ts";
import { checkWaiting } from "./waiting.ts";
import { checkTexts, type Language, type Texts } from "./texts.ts";

type Check = (sources: readonly Source[]) => readonly Complaint[];

function complaintsOf(check: Check, path: string, text: string): string {
  return check([{ path, text }])
    .map((complaint) => complaint.text)
    .join("\n");
}

describe("imports", () => {
  test.each([
    ["src/records/merge.ts", 'import { openCase } from "#cases";', "stands after it"],
    ["src/records/merge.ts", 'export { openCase } from "#cases";', "stands after it"],
    ["src/records/merge.ts", 'const cases = await import("#cases");', "stands after it"],
    ["src/records/merge.ts", 'import type { CaseSummary } from "#cases/contract";', "stands after it"],
    ["src/records/merge.ts", 'import { own } from "#records";', "its own door"],
    ["src/cases/review.ts", 'import { merge } from "../records/merge.ts";', "from outside its slice"],
    ["src/cases/review.ts", 'import { aFlight } from "../records/fixtures.ts";', "from outside its slice"],
    ["src/cases/ui/CaseList.tsx", 'import { Board } from "#records/ui";', "only app puts screens together"],
    ["src/cases/ui/CaseList.tsx", 'import { openDatabase } from "#platform";', "a screen imports"],
    ["src/cases/ui/CaseList.tsx", 'import { load } from "../store.ts";', "contract.ts only"],
    ["src/cases/ui/CaseList.tsx", 'import { join } from "node:path";', "runs in a browser"],
    ["src/messages/read.ts", 'import { readFileSync } from "node:fs";', "is pure"],
    ["src/cases/review.ts", 'import { Client } from "pg";', "speak to PostgreSQL"],
    ["src/cases/review.ts", 'import fastify from "fastify";', "the platform makes the server"],
    ["src/passengers/api.ts", "export {};", "no line in test/tidy/order.ts"],
  ])("%s may not say %s", (path, text, complaint) => {
    expect(complaintsOf(checkImports, path, text)).toContain(complaint);
  });

  test.each([
    ["src/cases/review.ts", 'import { loadTraveller } from "#records";'],
    ["src/cases/review.ts", 'import { decide } from "./alert.ts";'],
    ["src/cases/case-store.ts", 'import type { PoolClient } from "pg";'],
    ["src/cases/store.ts", 'import { escapeLiteral } from "pg";'],
    [
      "src/cases/ui/CaseList.tsx",
      'import { DataTable } from "#design/ui"; import type { A } from "../contract.ts";',
    ],
    ["src/app/web/Shell.tsx", 'import { CaseList } from "#cases/ui";'],
    ["src/messages/edifact/read.ts", 'import { isUtf8 } from "node:buffer";'],
    ["src/messages/edifact/read.test.ts", 'import { readFileSync } from "node:fs";'],
    ["src/cases/store.db.test.ts", 'import { aFlight } from "../records/fixtures.ts";'],
    ["src/cases/store.db.test.ts", 'import { freshDatabase } from "../../test/harness/database.ts";'],
  ])("%s may say %s", (path, text) => {
    expect(complaintsOf(checkImports, path, text)).toBe("");
  });
});

describe("waiting", () => {
  test.each([
    ["await new Promise((resolve) => setTimeout(resolve, 20));", "a fixed time"],
    ["await page.waitForTimeout(500);", "a fixed time"],
    ['import { setTimeout as sleep } from "node:timers/promises";', "a fixed time"],
    ["await expect.poll(seen, { timeout: 5_000 }).toBe(1);", "a patience of its own"],
    ["await page.locator(row).waitFor({ timeout: 45_000 });", "a patience of its own"],
    ["context.setDefaultTimeout(5_000);", "a patience of its own"],
    ['test("a", async () => {}, 60_000);', "an end of its own"],
    ['test.each([1])("a", { timeout: 60_000 }, async () => {});', "an end of its own"],
    ["await vi.waitFor(() => expect(seen()).toBe(1));", "vi.waitFor"],
  ])("a test may not say %s", (text, complaint) => {
    expect(complaintsOf(checkWaiting, "src/cases/review.db.test.ts", text)).toContain(complaint);
  });

  test.each([
    "await expect.poll(seen).toBe(1);",
    'await row.waitFor({ state: "detached" });',
    'import { setImmediate } from "node:timers/promises";',
    'test("a whole day of traffic", async () => {}, 1_200_000);',
  ])("a test may say %s", (text) => {
    expect(complaintsOf(checkWaiting, "src/cases/review.db.test.ts", text)).toBe("");
  });

  test("the program itself waits as it must", () => {
    const text = "setTimeout(look, 1_000);";
    expect(complaintsOf(checkWaiting, "src/cases/review.ts", text)).toBe("");
  });
});

describe("links", () => {
  test("a page may lead to a page beside it, to a place in it and outside, and not to one that is gone", () => {
    const page = "[a](../other.md#part) [b](#here) [c](https://example.org/x.md)";
    const there = { path: "docs/other.md", text: "" };
    expect(checkLinks([{ path: "docs/how-to/one.md", text: page }, there])).toEqual([]);
    expect(checkLinks([{ path: "docs/one.md", text: `x\n${page}` }, there])).toEqual([
      { path: "docs/one.md", line: 2, text: "the link leads to other.md, which is not there" },
    ]);
  });
});

describe("circles", () => {
  const three = (last: string): readonly Source[] => [
    { path: "src/cases/review.ts", text: 'import { decide } from "./alert.ts";' },
    { path: "src/cases/alert.ts", text: 'export { wording } from "./ui/wording.ts";' },
    { path: "src/cases/ui/wording.ts", text: last },
  ];

  test("a file may not import, by others, what imports it, nor its types", () => {
    for (const last of ['import { a } from "../review.ts";', 'import type { A } from "../review.ts";'])
      expect(checkCircles(three(last)).map(({ path }) => path)).toEqual([
        "src/cases/review.ts",
        "src/cases/alert.ts",
        "src/cases/ui/wording.ts",
      ]);
  });

  test("one way is no circle, and a test is in none", () => {
    expect(checkCircles(three("export {};"))).toEqual([]);
    const test = { path: "src/cases/wording.test.ts", text: 'import { a } from "./review.ts";' };
    expect(checkCircles([...three("export {};"), test])).toEqual([]);
  });
});

describe("statements", () => {
  test.each([
    ["src/cases/review.ts", 'tx.query("select case_id from cases.case");', "SQL stands only"],
    [
      "src/cases/review.ts",
      "tx.query(`\n  insert into cases.case (case_id) values (${id})`);",
      "SQL stands only",
    ],
    ["src/cases/routes.ts", 'const text = "update cases.case set state = $1";', "SQL stands only"],
    ["src/cases/routes.ts", 'const text = "with open as (select 1) delete from x";', "SQL stands only"],
    ["src/cases/alert.ts", "const at = Date.now();", "platform/clock"],
    ["src/cases/alert.ts", "const at = new Date();", "platform/clock"],
    ["src/cases/alert.ts", "const key = Math.random();", "platform/ids"],
    ["src/cases/alert.ts", "const key = crypto.randomUUID();", "platform/ids"],
    ["src/cases/alert.ts", "const key = randomUUID();", "platform/ids"],
    ["src/simulation/person.ts", "const key = randomBytes(8);", "nothing to chance"],
    ["src/cases/alert.ts", "function decide(alert: any) { return alert; }", "any:"],
    ["src/cases/alert.ts", "const alert = value as any;", "any:"],
    ["src/cases/alert.ts", "try { decide(); } catch {}", "empty catch"],
    ["src/cases/alert.ts", "enum State { open }", "enum"],
    ["src/cases/alert.ts", "class A { constructor(private readonly x: string) {} }", "parameter property"],
    ["src/cases/alert.ts", "// TO" + "DO decide", "unfinished"],
    ["src/cases/alert.ts", "// @ts-" + "ignore\nf();", "look away"],
    ["src/cases/alert.test.ts", 'test.only("a", () => {});', ".only"],
    ["src/cases/alert.test.ts", 'describe.skip("a", () => {});', "skipIf"],
    ["src/cases/alert.test.ts", 'test.each.only([1])("a", () => {});', ".only"],
  ])("%s may not say %s", (path, text, complaint) => {
    expect(complaintsOf(checkStatements, path, text)).toContain(complaint);
  });

  test.each([
    ["src/cases/store.ts", 'tx.query("select case_id from cases.case");'],
    ["src/cases/alert-store.ts", 'tx.query("delete from cases.alert");'],
    ["src/cases/alert.db.test.ts", 'client.query("select 1 from x");'],
    [
      "src/cases/ui/texts/en.ts",
      'export const en = { hint: "Select the flight first", update: "Update the set" };',
    ],
    ["src/cases/alert.ts", "const at = new Date(given); const any = Math.max(1, 2);"],
    ["src/platform/clock.ts", "export const now = () => new Date();"],
    ["src/cases/alert.ts", "try { decide(); } catch { return undefined; }"],
    ["src/cases/alert.test.ts", 'test.skipIf(missing)("a", () => {});'],
    ["src/cases/alert.test.ts", "list.skip(3); iterator.only();"],
  ])("%s may say %s", (path, text) => {
    expect(complaintsOf(checkStatements, path, text.replace("return undefined", "x = 1"))).toBe("");
  });
});

describe("files", () => {
  test.each([
    ["src/cases/long.ts", `// A file.\n${"f();\n".repeat(600)}`, "split it"],
    ["src/cases/date-utils.ts", "// A file.\n", '"utils" says nothing'],
    ["src/common/api.ts", "// A file.\n", '"common" says nothing'],
    [
      "src/cases/CaseManager.ts".toLowerCase().replace("casem", "case-m"),
      "// A file.\n",
      '"manager" says nothing',
    ],
    ["src/cases/alert.ts", 'import { a } from "./a.ts";\n', "does not begin"],
    ["db/migrations/0001-cases.sql", "create table x ();\n", "does not begin"],
  ])("%s", (path, text, complaint) => {
    expect(complaintsOf(checkFiles, path, text)).toContain(complaint);
  });

  test("tables of data may be long", () => {
    const text = `// Airports.\n${"f();\n".repeat(900)}`;
    expect(complaintsOf(checkFiles, "src/vocabulary/airports.table.ts", text)).toBe("");
  });

  test("migrations with a gap, a wrong name or an unknown slice", () => {
    const paths = ["0001-platform.sql", "0003-records-flights.sql", "0003_cases.sql", "0004-persons.sql"];
    const sources = paths.map((name) => ({ path: `db/migrations/${name}`, text: "-- A migration.\n" }));
    expect(checkMigrations(sources).map(({ path, text }) => `${path.slice(14)}: ${text}`)).toEqual([
      "0003-records-flights.sql: its number should be 0002",
      "0003_cases.sql: a migration is called NNNN-slice[-what].sql",
      '0004-persons.sql: "persons" is no slice',
    ]);
  });

  test.each([
    "/ho" + "me/ada/openpiu",
    "cd /ro" + "ot/openpiu",
    "https://registry" + ".npmjs.org/x",
    '"resolved": "' + "https://x",
  ])("%s is a trace", (text) => {
    expect(complaintsOf(checkTraces, "docs/how-to/install.md", text)).not.toBe("");
  });

  test("addresses and folders of the product are no traces", () => {
    const text = "https://example.org/home/page src/work/list ./root/x /var/lib/openpiu";
    expect(complaintsOf(checkTraces, "docs/how-to/install.md", text)).toBe("");
  });
});

describe("packages", () => {
  const good = { version: "1.0.0", license: "MIT", integrity: "sha512-x" };

  test.each([
    ["a host", { ...good, resolved: "somewhere" }, "names the host"],
    ["no hash", { version: "1.0.0", license: "MIT" }, "no hash"],
    ["an unknown licence", { ...good, license: "GPL-3.0" }, "the licence GPL-3.0"],
    ["no licence", { version: "1.0.0", integrity: "sha512-x" }, "the licence none"],
    ["a tool's licence in the product", { ...good, license: "MPL-2.0" }, "the licence MPL-2.0"],
    ["a script", { ...good, hasInstallScript: true }, "neither allowed nor refused in allowScripts"],
  ])("%s", (_what, found, complaint) => {
    const complaints = checkPackages({ packages: { "": {}, "node_modules/@a/b": found } }, {});
    expect(complaints.map(({ text }) => text).join()).toContain(`@a/b`);
    expect(complaints.map(({ text }) => text).join()).toContain(complaint);
  });

  test("a loose version", () => {
    const complaints = checkPackages(
      { packages: {} },
      { dependencies: { a: "^1.0.0", b: "1.0.0", c: "2.0.0-beta.1" } },
    );
    expect(complaints.map(({ text }) => text)).toEqual([expect.stringContaining("a ^1.0.0")]);
  });

  test("what is allowed", () => {
    const packages = {
      "node_modules/a": { ...good, license: "(MIT OR GPL-3.0)" },
      "node_modules/a/node_modules/b": { ...good, license: "(MIT AND Zlib)", hasInstallScript: true },
      "node_modules/c": { ...good, license: "MPL-2.0", dev: true },
    };
    expect(checkPackages({ packages }, { allowScripts: { b: true } })).toEqual([]);
  });

  test("of a trade that decides on people is told by its name, wherever it stands", () => {
    const packages = {
      "node_modules/a/node_modules/onnxruntime-node": {},
      "node_modules/@vladmandic/face-api": {},
      "node_modules/interface-typed": {},
      "node_modules/torchlight": {},
    };
    expect(forbiddenPackages({ packages })).toEqual([
      "onnxruntime-node",
      "@vladmandic/face-api",
      "torchlight",
    ]);
  });
});

describe("texts", () => {
  function check(texts: Partial<Record<Language, Texts>>, folder = "texts"): readonly string[] {
    const files = Object.entries(texts).map(([language, held]) => {
      const known = language as Language;
      return { path: `texts/${known}.ts`, language: known, texts: held };
    });
    return checkTexts(folder, files).map(({ path, text }) => `${path.slice(6)} ${text}`);
  }
  const en = {
    open: "Open",
    alert: { found_one: "{{count}} match", found_other: "{{count}} matches" },
    reason_other: "Other",
  };
  const az = {
    open: "Aç",
    alert: { found_one: "Bir uyğunluq", found_other: "{{count}} uyğunluq" },
    reason_other: "Başqa",
  };

  const whole = {
    fr: {
      open: "Ouvrir",
      alert: { found_one: "{{count}} correspondance", found_other: "{{count}} correspondances" },
      reason_other: "Autre",
    },
    ru: {
      open: "Открыть",
      alert: {
        found_one: "{{count}} совпадение",
        found_few: "{{count}} совпадения",
        found_many: "{{count}} совпадений",
        found_other: "{{count}} совпадения",
      },
      reason_other: "Иное",
    },
    ar: {
      open: "فتح",
      alert: {
        found_zero: "لا تطابق",
        found_one: "تطابق واحد",
        found_two: "تطابقان",
        found_few: "{{count}} تطابقات",
        found_many: "{{count}} تطابقًا",
        found_other: "{{count}} تطابق",
      },
      reason_other: "غير ذلك",
    },
  };

  test("five whole languages are right, and each of them must be whole", () => {
    expect(check({ en, az, ...whole })).toEqual([]);
    for (const language of ["az", "fr", "ru", "ar"] as const) {
      const lacking = { ...{ az, ...whole }[language], open: {} };
      expect(check({ en, az, ...whole, [language]: lacking })).toEqual([`${language}.ts "open" is missing`]);
    }
    const { found_few: _few, ...forms } = whole.ar.alert;
    expect(check({ en, az, ...whole, ar: { ...whole.ar, alert: forms } })).toEqual([
      'ar.ts "alert.found_few" is missing: this language has that form',
    ]);
    expect(check({ en, az })).toHaveLength(3);
  });

  test("sentences whose English stands in the code are measured by Azerbaijani", () => {
    const said = { "say.empty": "{{file}}" };
    expect(check({ az: said, fr: said, ru: said, ar: said }, "texts/sentences")).toEqual([]);
    expect(check({ en: {}, az: said, fr: said, ru: said, ar: said }, "texts/faults")).toEqual([]);
    expect(
      check({ az: said, fr: {}, ru: { ...said, "say.gone": "x" }, ar: said }, "texts/sentences"),
    ).toHaveLength(2);
    expect(check({ az: said })).toHaveLength(1);
  });

  test.each([
    ["a missing language", { en }, "az.ts the texts in this language are missing"],
    [
      "a missing key",
      { en, az: { alert: az.alert, reason_other: az.reason_other } },
      'az.ts "open" is missing',
    ],
    ["an empty text", { en, az: { ...az, open: " " } }, 'az.ts "open" is empty'],
    ["an unknown key", { en, az, fr: { close: "Fermer" } }, 'fr.ts "close" is no key of en.ts'],
    [
      "a lost blank",
      { en, az: { ...az, alert: { found_one: "Bir", found_other: "Çox" } } },
      'az.ts "alert.found_other" lacks {{count}}',
    ],
    ["an unknown blank", { en, az: { ...az, open: "Aç {{name}}" } }, 'az.ts "open" has an unknown {{name}}'],
    [
      "a form that the language has",
      {
        en,
        az,
        ru: {
          alert: {
            found_one: "{{count}} совпадение",
            found_few: "{{count}} совпадения",
            found_other: "{{count}}",
          },
        },
      },
      'ru.ts "alert.found_many" is missing: this language has that form',
    ],
  ])("%s", (_what, texts, complaint) => {
    expect(check(texts)).toContain(complaint);
  });
});
