// The tests that show each obligation, with what their last run said: read from the page that is generated of them.
import { readFile } from "node:fs/promises";

export type ShownTest = { readonly title: string; readonly file: string; readonly result: string };
export type ShownTests = {
  /** When the page was written (RFC 3339): no result on it is of later. */
  readonly at: string;
  readonly byObligation: ReadonlyMap<string, readonly ShownTest[]>;
  /** Obligations that no test shows, each with the reason. */
  readonly open: ReadonlyMap<string, string>;
};

/** Reads docs/reference/compliance.md as tools/compliance-page.ts writes it. Throws when the file cannot be read. */
export async function readShownTests(file: URL): Promise<ShownTests> {
  const { stat } = await import("node:fs/promises");
  const [text, { mtime }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
  return { at: mtime.toISOString(), ...shownTestsOn(text) };
}

/** The rows of the page. */
export function shownTestsOn(page: string): Omit<ShownTests, "at"> {
  const byObligation = new Map<string, readonly ShownTest[]>();
  const open = new Map<string, string>();
  for (const line of page.split("\n")) {
    const cells = line.split(/(?<!\\)\|/).map((part) => part.trim().replaceAll("\\|", "|"));
    const [, id = "", , third = "", fourth = ""] = cells;
    if (!line.startsWith("| ") || id === "Obligation") continue;
    if (!third.endsWith("`)")) {
      if (cells.length === 5 && third !== "") open.set(id, third);
      continue;
    }
    const results = fourth.split("<br>");
    byObligation.set(
      id,
      third.split("<br>").map((named, at) => {
        const found = /^(.*) \(`([^`]+)`\)$/.exec(named);
        return { title: found?.[1] ?? named, file: found?.[2] ?? "", result: results[at] ?? "not run" };
      }),
    );
  }
  return { byObligation, open };
}
