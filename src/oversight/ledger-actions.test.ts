// Every action that the program records has a sentence in the ledger's screen, in English and in Azerbaijani.
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
/** By path, as the screens' files are compiled by themselves. */
const textsOf = async (language: "en" | "az") => {
  const module: unknown = await import(new URL(`src/oversight/ui/texts/${language}.ts`, root).href);
  return (module as Readonly<Record<string, Readonly<Record<string, string>>>>)[language] ?? {};
};
const [en, az] = await Promise.all([textsOf("en"), textsOf("az")]);

const sources = globSync("src/*/*.ts", { cwd: root })
  .filter((path) => !/\.test\.ts$|fixtures/.test(path))
  .map((path) => readFileSync(new URL(path, root), "utf8"))
  // Only what records into the ledger names actions.
  .filter((text) => text.includes(".record({"));

/** Actions and subjects are named where they are recorded, or in the same file. */
const named = (pattern: RegExp): readonly string[] => [
  ...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? ""))),
];

test("actions", () => {
  const tables = /^(records|cases|intake|watchlists|access|carriers|retention)\./;
  // What refusals call fields is written alike.
  const actions = named(/(?<!field: |missing\()"([a-z][a-z-]*\.[a-z][a-z-]+)"/g).filter(
    (name) => !tables.test(name),
  );
  expect(actions.length).toBeGreaterThan(40);
  expect(actions.filter((action) => !(`action.${action}` in en && `action.${action}` in az))).toEqual([]);
});

test("what a message may become", () => {
  for (const state of ["processed", "refused", "quarantined", "duplicate", "part"]) {
    expect(en).toHaveProperty([`action.message.${state}`]);
  }
});

test("subjects", () => {
  const kinds = named(/subjectKind: "([a-z-]+)"/g);
  expect(kinds.filter((kind) => !(`subject.${kind}` in en && `subject.${kind}` in az))).toEqual([]);
});
