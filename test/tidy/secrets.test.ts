// The repository holds no secret, and every test that the page of verification names is there.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkSecrets } from "./secrets.ts";

const root = new URL("../../", import.meta.url);
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: fileURLToPath(root), maxBuffer: 20_000_000 })
  .toString()
  .split("\0")
  .filter((path) =>
    /\.(ts|tsx|mts|js|json|md|sql|ya?ml|sh|toml|html|txt|pem|key|env|cedar)$|^[^.]+$|^\.[\w/.-]+$/.test(path),
  )
  .filter((path) => existsSync(new URL(path, root)));

test("no secret lies in the repository (LED-29.2)", () => {
  const texts = tracked.map((path) => ({ path, text: readFileSync(new URL(path, root), "utf8") }));
  expect(texts.length).toBeGreaterThan(1_000);
  expect(checkSecrets(texts)).toEqual([]);
});

test.each([
  ["a private key", ["-----BEGIN PRIVATE KEY-----\n", "MC4CAQAwBQYDK2VwBCIEIJ", "x".repeat(40)].join("")],
  ["a key of a cloud", `key = ${["AK", "IA"].join("")}${"Q".repeat(16)}`],
  ["a token of a code host", `${["gh", "p_"].join("")}${"a1".repeat(18)}`],
  ["a signed token", [`ey${"J"}${"a".repeat(24)}`, `ey${"J"}${"b".repeat(24)}`, "c".repeat(30)].join(".")],
  ["a password in an address", ["postgres://openpiu:", "hunter2hunter2", "@db.example"].join("")],
])("%s would be found", (what, text) => {
  expect(checkSecrets([{ path: "x", text }])).toEqual([
    { path: "x", line: 1, text: expect.stringContaining(what) },
  ]);
});

test("what docs/security-verification.md names as its tests is there, with those words", () => {
  const page = readFileSync(new URL("docs/security-verification.md", root), "utf8");
  const cited = [...page.matchAll(/`((?:src|test)\/[^`]+\.test\.tsx?)`(?: "([^"]+)")?/g)];
  expect(cited.length).toBeGreaterThan(30);
  const absent = cited.filter(([, path = "", words = ""]) => {
    const file = new URL(path, root);
    return !existsSync(file) || !readFileSync(file, "utf8").includes(words);
  });
  expect(absent.map(([text]) => text)).toEqual([]);
  // Each chapter of ASVS 5 stands on it.
  const chapters = [...page.matchAll(/^\| V(\d+)\.\d+/gm)].map(([, number]) => Number(number));
  expect([...new Set(chapters)]).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
});
