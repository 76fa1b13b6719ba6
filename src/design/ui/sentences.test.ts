// Sentences by code and values: filled in the reader's language, English where that cannot be done.
import { expect, test } from "vitest";
import { defineSentences, sentenceOf } from "./sentences.tsx";

const texts = defineSentences("sentences-test", {
  az: async () => ({
    "say.STATE": "{{what}}: {{reason}}.",
    "say.MISSING": "Çatışmır: {{missing}}.",
    "what.nationality": "Vətəndaşlıq",
    "reason.{sent} is not known": "{sent} məlum deyil",
    "missing.carrier": "daşıyıcı",
    "missing.departure date": "gediş tarixi",
    "word.none": "(yoxdur)",
  }),
});
await texts.load("az");
const said = (code: string, values?: Readonly<Record<string, string>>, language: "az" | "en" = "az") =>
  sentenceOf(texts.translator(language), { code, values, text: "as the server says it" });

test("words are said in the reader's language, data as they were sent", () => {
  const values = { what: "nationality", reason: "{sent} is not known", sent: "$t(none) {{what}} {what}" };
  expect(said("STATE", values)).toBe("Vətəndaşlıq: $t(none) {{what}} {what} məlum deyil.");
  expect(said("MISSING", { missing: "carrier, departure date" })).toBe("Çatışmır: daşıyıcı, gediş tarixi.");
  expect(said("MISSING", { missing: "" })).toBe("Çatışmır: (yoxdur).");
});

test("what was kept without values, or is not known yet, is left to the English text", () => {
  expect(said("MISSING")).toBeNull();
  expect(said("NEW", {})).toBeNull();
  expect(said("MISSING", { missing: "carrier" }, "en")).toBeNull();
});
