// The project's own samples: each `*.edi` is read as the `*.expected.json` beside it says. A new pair needs no line here.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readBytes } from "./read.ts";

const folder = join(import.meta.dirname, "../../samples/paxlst");
const samples = readdirSync(folder).filter((name) => name.endsWith(".edi"));

it("there are samples", () => {
  expect(samples.length).toBeGreaterThan(3);
});

it.each(samples)("samples/paxlst/%s", (name) => {
  const messages = readBytes(readFileSync(join(folder, name)));
  const read: unknown = messages.map(({ kind, version, control, accepted, findings, passengerList }) => ({
    kind,
    version,
    control,
    accepted,
    findings: findings.map(({ code, severity, segment, tag, offset }) => ({
      code,
      severity,
      segment,
      tag,
      offset,
    })),
    passengerList,
  }));
  const expected: unknown = JSON.parse(
    readFileSync(join(folder, name.replace(/\.edi$/, ".expected.json")), "utf8"),
  );
  expect(read).toEqual(expected);
});
