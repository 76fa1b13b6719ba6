// cusres.md §6: what the carrier guide prints for each situation of the table, for both sides.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const guide = readFileSync(new URL("../../docs/how-to/connect-a-carrier.md", import.meta.url), "utf8");
const section = guide.slice(
  guide.indexOf("### When there is no answer"),
  guide.indexOf("## Receipts of files"),
);
const printed = new Map(
  section
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("|--"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, situation = "", unit = "", carrier = ""]) => [situation, { unit, carrier }]),
);

it.each([
  ["planned downtime", "a planned stop", /announces it at least 72 hours before/, /sends whole lists/],
  [
    "screening core down, gateway up",
    "screening",
    /answers by the policy in force \(`BOARD - SYSTEM LIMITED`\), queues everybody/,
    /boards as the answer says/,
  ],
  [
    "gateway down",
    "the unit",
    /other address.*Type B networks keep what is sent/,
    /three time-outs boards by its own check of the documents.*whole list when the line is back.*`\/send` or by mail/,
  ],
  ["network down", "the network", /takes a table \(CSV, XLSX\)/, /duty telephone/],
  [
    "restored",
    "nothing any more",
    /flights that have not departed.*border post at the arrival/,
    /does not apply answers about flights that have departed/,
  ],
] as const)("row %s", (_row, situation, unit, carrier) => {
  expect(printed.get(situation)?.unit).toMatch(unit);
  expect(printed.get(situation)?.carrier).toMatch(carrier);
});

it("the guide has a row for each situation and no other", () => {
  expect(printed.size).toBe(6); // the five, and the head of the table
});
