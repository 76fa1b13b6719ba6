// ACKRES: the answer to a push goes back with its references, and says when read again what was written.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainBytes } from "../grammar/explain.ts";
import { readBytes } from "../read.ts";
import { writeAckres } from "./write.ts";

const AT = "2026-06-19T12:31:05Z";
const push = readBytes(
  readFileSync(join(import.meta.dirname, "../../../samples/pnrgov/family-full-push.edi")),
)[0]!;
const read = (text: string) => readBytes(Buffer.from(text, "latin1"))[0]!;
const ackres = (body: string, segments: number): string =>
  `UNB+IATA:1+AZ+J2+260301:1306+9'UNH+1+ACKRES:11:1:IA+A1'${body}UNT+${segments}+1'UNZ+1+9'`;

describe("written", () => {
  it("repeats references and access reference, parties turned round", () => {
    const bytes = writeAckres(push, { outcome: "processed", errors: [], at: AT })!;
    const answer = readBytes(bytes)[0]!;
    expect(answer).toMatchObject({ kind: "ACKRES", version: push.version, accepted: true, findings: [] });
    const { sender, recipient, accessReference, interchange } = push.control;
    expect(answer.control).toMatchObject({
      sender: recipient,
      recipient: sender,
      accessReference,
      interchange,
    });
    expect(answer.acknowledgement).toEqual({ function: "23", outcome: "processed", errors: [], texts: [] });
    expect(Buffer.from(bytes).toString()).toContain("MSG+:23+3'");
  });

  it("takes no syntax over that is none", () => {
    const odd = { ...push, envelope: { ...push.envelope!, syntax: ["IATAUNB"] } };
    const answer = readBytes(writeAckres(odd, { outcome: "processed", errors: [], at: AT })!)[0]!;
    expect(answer.envelope).toMatchObject({ syntax: ["UNOA"], recipient: push.envelope!.sender });
  });

  it("without interchange header nobody is answered", () => {
    const { envelope: _, ...headless } = push;
    expect(writeAckres(headless, { outcome: "processed", errors: [], at: AT })).toBeNull();
  });

  it("read again it says the same", () => {
    const text = fc.stringMatching(/^[A-Z][A-Z '+:?.-]{0,50}[A-Z]$/);
    const outcome = fc.record({
      outcome: fc.constantFrom("processed", "rejected"),
      errors: fc.array(
        fc.record({ code: fc.constantFrom("102", "118", "129"), texts: fc.array(text, { maxLength: 2 }) }),
        {
          maxLength: 4,
        },
      ),
      texts: fc.array(text, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(outcome, (sent) => {
        const bytes = writeAckres(push, { ...sent, at: AT })!;
        const answer = readBytes(bytes)[0]!;
        // Free text is filtered as any other: what random letters make of it may be a word that is not kept.
        fc.pre(answer.cuts.length === 0);
        expect(answer.acknowledgement).toEqual({ function: "23", ...sent });
        expect(explainBytes(bytes).messages[0]?.findings).toEqual([]);
        expect(writeAckres(push, { ...answer.acknowledgement!, outcome: sent.outcome, at: AT })).toEqual(
          bytes,
        );
      }),
    );
  });
});

describe("read", () => {
  it("the constructed example of the guide's outline", () => {
    expect(read(ackres("MSG+:23+3'", 3))).toMatchObject({
      accepted: true,
      findings: [],
      control: { accessReference: "A1" },
      acknowledgement: { outcome: "processed" },
    });
  });

  it("errors with their texts", () => {
    const answer = read(ackres("MSG+:23+7'ERC+118'IFT+3+SYSTEM UNABLE+TO PROCESS'ERC+102'", 6));
    expect(answer.acknowledgement).toEqual({
      function: "23",
      outcome: "rejected",
      errors: [
        { code: "118", texts: ["SYSTEM UNABLE", "TO PROCESS"] },
        { code: "102", texts: [] },
      ],
      texts: [],
    });
  });

  it("another function is refused, another outcome told, a strange segment cut", () => {
    const answer = read(ackres("MSG+:22+9'TIF+KESTREL'", 4));
    expect(answer.accepted).toBe(false);
    expect(answer.findings.map(({ code }) => code).toSorted()).toEqual([
      "AK01",
      "AK02",
      "EDI15",
      "NOT_ADMITTED",
    ]);
    expect(answer.cuts).toHaveLength(1);
  });
});
