// ACKRES and CONTRL as agreed with a carrier.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { usualAgreement } from "#carriers";
import { readBytes } from "#messages";
import { acknowledgementTo, controlReports } from "./acknowledge.ts";

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, "../../samples", name));
const at = new Date("2026-06-19T12:31:00Z");

describe("ACKRES [transport.md §8 row business accepted]", () => {
  const push = readBytes(sample("pnrgov/family-full-push.edi"))[0]!;
  const firstPart = readBytes(sample("pnrgov/part-1-of-3.edi"))[0]!;
  const told = (
    message: typeof push,
    agreed: "never" | "each" | "final",
    refused = false,
    findings = message.findings,
  ) => {
    const text = acknowledgementTo(message, {
      refused,
      findings,
      at,
      agreed: { ...usualAgreement, acknowledgement: agreed },
    });
    return text === null ? null : readBytes(Buffer.from(text))[0]?.acknowledgement;
  };

  it("is sent where it was agreed, of a series to the last part only if so agreed", () => {
    expect(told(push, "never")).toBeNull();
    expect(told(push, "each")).toMatchObject({ outcome: "processed", errors: [] });
    expect(told(push, "final")).toMatchObject({ outcome: "processed" });
    expect(told(firstPart, "each")).toMatchObject({ outcome: "processed" });
    expect(told(firstPart, "final")).toBeNull();
    expect(told(readBytes(sample("paxlst/one-flight.edi"))[0]!, "each")).toBeNull();
  });

  it("says of a refused push what is wrong, each once, or that it could not be processed", () => {
    const strange = readBytes(sample("pnrgov/not-a-push.edi"))[0]!;
    expect(told(strange, "each", true)).toMatchObject({
      outcome: "rejected",
      errors: [{ code: "114", texts: ["FLIGHT NUMBER INVALID"] }],
    });
    expect(told(push, "each", true, [])).toMatchObject({ outcome: "rejected", errors: [{ code: "118" }] });
  });
});

describe("CONTRL [transport.md §8 row syntax]", () => {
  const reports = (bytes: Uint8Array, agreed: "never" | "rejected" | "always") => {
    let made = 0;
    return controlReports(
      bytes,
      { ...usualAgreement, syntaxReport: agreed },
      { at, referenceOf: () => `C${++made}` },
    ).map((report) => ({
      reference: report.reference,
      message: readBytes(report.bytes)[0],
    }));
  };
  const good = sample("paxlst/one-flight.edi");
  const bad = Buffer.from(good.toString("latin1").replace("BGM+745", "BGM+999"), "latin1");

  it.each([
    ["never", []],
    ["rejected", ["C1"]],
    ["always", ["C1", "C2"]],
  ] as const)("%s", (agreed, references) => {
    const sent = reports(Buffer.concat([good, bad]), agreed);
    expect(sent.map(({ reference }) => reference)).toEqual(references);
    for (const { reference, message } of sent) {
      expect(message).toMatchObject({ kind: "CONTRL", findings: [], control: { interchange: reference } });
    }
  });

  it("names the message that was rejected, and goes to its sender", () => {
    const [{ message } = { message: undefined }] = reports(bad, "rejected");
    const [list] = readBytes(bad);
    expect(message?.control).toMatchObject({
      sender: list?.control.recipient,
      recipient: list?.control.sender,
    });
    const report = message?.report;
    const rejected = [
      ...(report?.messages ?? []),
      ...(report?.groups.flatMap((group) => group.messages) ?? []),
    ];
    expect(rejected).toMatchObject([{ reference: list?.control.message, action: "rejected" }]);
  });

  it("never on a CONTRL, nor on what nobody sent as an interchange", () => {
    expect(reports(sample("contrl/message-rejected.edi"), "always")).toEqual([]);
    expect(reports(Buffer.from("nothing"), "always")).toEqual([]);
  });
});
