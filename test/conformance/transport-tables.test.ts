// transport.md §1, §4, §7, §8, §10, §11, §16: each row is named by a test of the part that does it, or departs and says why.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const standard = join(root, "../shared/standards/transport.md");

const rows: Readonly<Record<string, readonly string[]>> = {
  "§1": [
    "Type B over MATIP / SITATEX / host queue",
    "IBM MQ (client or server channel)",
    "Type A / host-to-host (HTH header over MATIP A or MQ)",
    "HTTPS web service (REST or SOAP)",
    "AS4 (ebMS 3.0 profile)",
    "SFTP / FTPS drop",
    "E-mail (SMTP) with body or attachment",
    "Web form, CSV/Excel upload",
    "Mobile/kiosk capture at the land post",
  ],
  "§4": [
    "one queue pair per partner and environment",
    "message format",
    "persistence",
    "poison",
    "correlation",
    "security",
    "depth/age alarms",
  ],
  "§7": ["Atomicity", "File names", "Receipt file", "SFTP", "Mail"],
  "§8": ["transport accepted", "syntax", "business accepted", "completeness", "Sender retry", "Receiver"],
  "§10": [
    "1 registration",
    "2 connectivity",
    "3 syntax tests",
    "4 content tests",
    "5 volume/latency",
    "6 outage drill",
    "7 parallel run",
    "8 production",
  ],
  "§11": ["US CBP", "India PNR", "EU PNR", "EU API", "parameters per country"],
  "§16": [
    "messages/min per partner and type",
    "parse failure %, rule failure % by rule",
    "late/missing per flight schedule",
    "part series incomplete",
    "duplicate %",
    "oldest unprocessed age",
    "answer latency p50/p95/p99 and time-outs",
    "UMM unacknowledged",
    "link state",
    "certificate expiry",
    "fallback use",
    "carrier quality score card exported monthly",
  ],
};

/** "§4 row persistence" of every test that names it, in tests and in their groups: `[transport.md §4 row persistence; …]`. */
function namesInTests(): Set<string> {
  const files = ["src", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => join(root, folder, file)),
  );
  const found = new Set<string>();
  for (const file of files) {
    for (const [, list = ""] of readFileSync(file, "utf8").matchAll(/\[transport\.md (§\d+ row [^\]]+)\]/g)) {
      if (!list.includes("…")) for (const row of list.split("; ")) found.add(row);
    }
  }
  return found;
}

const named = namesInTests();

/** Each line of transport-departures.txt: the row, whether it departs in part, and why. */
const departures = readFileSync(join(import.meta.dirname, "transport-departures.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [row = "", reason = ""] = line.split(/ {2,}/);
    return { row, reason, isPartial: reason.startsWith("in part: ") };
  });

const all = Object.entries(rows).flatMap(([section, names]) => names.map((name) => `${section} row ${name}`));

it.each(all)("transport.md %s", (row) => {
  const departure = departures.find((each) => each.row === row);
  const expected = departure === undefined || departure.isPartial;
  // A row that is done is taken off the list of departures; one that departs in part is asserted for the rest of it.
  expect({ row, isNamed: named.has(row) }).toEqual({ row, isNamed: expected });
});

test("no test and no departure names a row that is none, and each departure has its reason", () => {
  expect([...named].filter((row) => !all.includes(row))).toEqual([]);
  expect(departures.filter(({ row, reason }) => !all.includes(row) || reason === "")).toEqual([]);
});

test.skipIf(!existsSync(standard))("the rows are those of the tables of transport.md", () => {
  const sections = readFileSync(standard, "utf8").split(/^## /m);
  for (const section of ["1", "4", "8", "10"]) {
    const lines = sections.find((text) => text.startsWith(`${section}. `))?.split("\n") ?? [];
    const cells = lines
      .filter((line) => line.startsWith("| "))
      .map((line) => line.split("|")[1]?.trim() ?? "");
    expect(rows[`§${section}`]).toEqual(expect.arrayContaining(cells.slice(1)));
  }
});
