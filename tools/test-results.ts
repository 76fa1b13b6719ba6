// What the last run of the tests said of each, read from the reports that `npm test` leaves.
import { existsSync, readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { CitedTest } from "./cited-tests.ts";

export type Result = "passed" | "failed" | "skipped" | "not run";

const root = fileURLToPath(new URL("..", import.meta.url));

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
};

/** Looks a test up in the reports: failed when any of its cases failed, "not run" when it is in none. */
export function resultsOfLastRun(): (test: CitedTest) => Result {
  const statuses = new Map<string, { title: string; status: string }[]>();
  for (const name of ["tidy", "server"]) {
    const file = `${root}.cache/tests-${name}.json`;
    if (!existsSync(file)) continue;
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    for (const { name: path, assertionResults } of report.testResults) {
      const from = relative(root, path).split(sep).join("/");
      statuses.set(from, [...(statuses.get(from) ?? []), ...assertionResults]);
    }
  }
  return ({ path, title }) => {
    const fits = casesOf(title);
    const own = (statuses.get(path) ?? []).filter((one) => fits.test(one.title)).map(({ status }) => status);
    if (own.length === 0) return "not run";
    if (own.includes("failed")) return "failed";
    return own.includes("passed") ? "passed" : "skipped";
  };
}

/** The titles that test.each makes of one: what is filled in may be anything. */
function casesOf(title: string): RegExp {
  const parts = title
    .split(/%[a-z]|\$[a-zA-Z.]+/)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}
