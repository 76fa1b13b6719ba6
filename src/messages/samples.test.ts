// The project's own samples: each `*.edi` is read as the `*.expected.json` beside it says. A new pair needs no line here.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes } from "./read.ts";

const folder = join(import.meta.dirname, "../../samples");
// PNRGOV is held to more than this: pnrgov/samples.test.ts.
const kinds = ["paxlst", "contrl", "ackres", "govreq"] as const;
/** The member that holds what a message of the kind says. */
const contentOf = {
  paxlst: "passengerList",
  contrl: "report",
  ackres: "acknowledgement",
  govreq: "request",
} as const;

describe.each(kinds)("samples/%s", (name) => {
  const samples = readdirSync(join(folder, name)).filter((file) => file.endsWith(".edi"));

  it("there are samples", () => {
    expect(samples.length).toBeGreaterThan(0);
  });

  it.each(samples)("%s", (file) => {
    const content = contentOf[name];
    const messages = readBytes(readFileSync(join(folder, name, file)));
    const read: unknown = messages.map((message) => ({
      kind: message.kind,
      version: message.version,
      control: message.control,
      accepted: message.accepted,
      findings: message.findings.map(({ code, severity, segment, tag, offset }) => ({
        code,
        severity,
        segment,
        tag,
        offset,
      })),
      [content]: message[content],
    }));
    const expected: unknown = JSON.parse(
      readFileSync(join(folder, name, file.replace(/\.edi$/, ".expected.json")), "utf8"),
    );
    expect(read).toEqual(expected);
  });
});
