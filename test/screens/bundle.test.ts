// The built screens load nothing from elsewhere and are soon there.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { firstVisit, foreignLoads, foreignLoadsOf } from "./bundle.ts";

const folder = fileURLToPath(new URL("../../dist/web", import.meta.url));
const built = existsSync(`${folder}/index.html`);

test.skipIf(!built)("nothing is loaded from another host", () => {
  expect(foreignLoads(folder)).toEqual([]);
});

test.skipIf(!built)("a first visit loads at most 220 kB of scripts and 45 kB of styles", () => {
  const { scripts, styles } = firstVisit(folder);
  expect(scripts).toBeGreaterThan(0);
  expect(scripts / 1000).toBeLessThan(220);
  expect(styles / 1000).toBeLessThan(45);
});

test.each([
  '<script src="https://cdn.example/x.js"></script>',
  '<link rel="stylesheet" href="//cdn.example/x.css">',
  "@font-face { src: url(https://fonts.example/a.woff2) }",
  '@import "https://fonts.example/a.css";',
  'fetch("https://api.example/v1")',
  'new Worker("https://cdn.example/worker.js")',
])("%s is seen", (text) => {
  expect(foreignLoadsOf(text)).toHaveLength(1);
});

test.each([
  'throw Error("see https://react.dev/errors/1")',
  '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
  "background: url(/assets/a.woff2); fetch(`/api/board`)",
  '<a href="https://example.org">a link a person may follow</a>',
])("%s is no load", (text) => {
  expect(foreignLoadsOf(text)).toEqual([]);
});
