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
  ar: async () => ({
    "say.CANCEL": "ألغِ مسافريها (745+XR) في LOC {{qualifier}} قبل {{date}}.",
    "say.PAIR": "لا يوجد الزوج LOC 125 / 87، احفظه (.xlsx).",
    "say.STATE": "{{what}}: {{reason}}.",
    "reason.{sent} is not known": "القيمة {sent} غير معروفة (LOC 91)",
    "what.seat": "المقعد",
    "what.visa": "التأشيرة",
  }),
});
await texts.load("az");
await texts.load("ar");
const said = (code: string, values?: Readonly<Record<string, string>>, language: "az" | "ar" | "en" = "az") =>
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

test("written from the right, codes and data keep their own order in isolates", () => {
  const visible = (text: string | null) => text?.replaceAll(/[\u2066\u2068]/g, "‹").replaceAll("\u2069", "›");
  expect(visible(said("CANCEL", { qualifier: "125", date: "2027-03-14" }, "ar"))).toBe(
    "ألغِ مسافريها (‹745+XR›) في ‹LOC ‹125›› قبل ‹2027-03-14›.",
  );
  expect(visible(said("PAIR", {}, "ar"))).toBe("لا يوجد الزوج ‹LOC 125 / 87›، احفظه (‹.xlsx›).");
  const values = { what: "seat, visa", reason: "{sent} is not known", sent: "A, B" };
  expect(visible(said("STATE", values, "ar"))).toBe("المقعد، التأشيرة: القيمة ‹A, B› غير معروفة (‹LOC 91›).");
});
