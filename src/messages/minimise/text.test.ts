// Sensitive words are found in every language of the tables, and ordinary texts are left alone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SENSITIVE_SERVICES, serviceDisposition } from "./services.ts";
import { TERM_TABLES } from "./terms.ts";
import { hasSensitiveTerm, SUSPICION, suspicionOf } from "./text.ts";

const entries = TERM_TABLES.flatMap(({ terms }) => terms.split("|").map((entry) => entry.trim()));

describe("hasSensitiveTerm", () => {
  it.each([
    "PSGR IS DIABETIC",
    "TRAVELLING FOR KIDNEY TREATMENT",
    "needs a wheelchair",
    "WIFE IS PREGNANT 7 MONTHS",
    "VGML ORDERED",
    "ASKED FOR KOSHER MEAL",
    "WCHR TO SEAT",
    "SPML NO PORK",
    "DÜNYADA TƏK QALAN ƏLİL",
    "xəstədir",
    "Мусульманка, халяль",
    "ИНВАЛИД КОЛЯСКА",
    "PASSAZHIRKA BEREMENNA",
    "passagère enceinte",
    "FAUTEUIL ROULANT",
    "المسافر معاق",
    "كرسي متحرك",
    "أعمى",
    "TEKERLEKLİ SANDALYE",
    "yolcu görme engelli",
    "مسافر باردار",
    "MEMBER OF TRADE UNION",
    "TRAVELS TO HAJJ",
  ])("%s", (text) => {
    expect(hasSensitiveTerm(text)).toBe(true);
  });

  it.each([
    "PLEASE SEAT TOGETHER",
    "CTCM 994125550142",
    "WILL PAY LATER IN CASH",
    "ROMA FCO TRANSFER",
    "CHRISTIAN KURT HADJI ISLAM", // names
    "HASTA LA VISTA HOTEL MADRID",
    "KOR NATIONAL",
    "INVALID TICKET NUMBER",
    "FARE DIFFERENCE 12.00",
    "SALMAN HAMILTON MARIA CHLOE",
    "HTML",
    "",
  ])("not: %s", (text) => {
    expect(hasSensitiveTerm(text)).toBe(false);
  });

  it("finds each entry of the tables, alone and among other words, in any case", () => {
    for (const entry of entries) {
      const plain = entry.replaceAll("*", "");
      for (const text of [plain, `XX ${plain.toLowerCase()} 12`, `${plain}.`]) {
        expect([text, hasSensitiveTerm(text)]).toEqual([text, true]);
      }
    }
  });

  it("suspects at first sight whatever it finds in ASCII", () => {
    const ascii = entries.filter((entry) => /^[ -~]+$/.test(entry)).map((entry) => entry.replaceAll("*", ""));
    const words = fc.constantFrom(
      ...ascii,
      ...SENSITIVE_SERVICES,
      "PLEASE",
      "SEAT",
      "12",
      "MARIA",
      "VGML",
      "wchs",
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, fc.constantFrom(" ", "/", ".", " - ", "1 ")), { maxLength: 6 }),
        (parts) => {
          const text = parts.flat().join("");
          const bytes = Buffer.from(text, "latin1");
          const suspicion = suspicionOf(bytes, 0, bytes.length);
          const isSensitive = hasSensitiveTerm(text);
          expect((suspicion & (SUSPICION.word | SUSPICION.surely)) !== 0 || !isSensitive).toBe(true);
          expect((suspicion & SUSPICION.surely) === 0 || isSensitive).toBe(true);
        },
      ),
    );
  });

  it("begins every ASCII entry with three letters: the first sight goes by these", () => {
    const ascii = entries.filter((entry) => /^[ -~]+$/.test(entry));
    expect(ascii.filter((entry) => !/^[A-Z]{3}/.test(entry))).toEqual([]);
  });

  it("holds no entry twice and nothing in lower case", () => {
    expect(new Set(entries).size).toBeGreaterThan(entries.length * 0.85); // languages share some
    for (const entry of entries) expect(entry).toBe(entry.toUpperCase());
  });
});

describe("serviceDisposition", () => {
  it.each([
    ["DOCS", "keep"],
    ["SEAT", "keep"],
    ["UMNR", "keep"],
    ["OTHS", "text"],
    ["VGML", "sensitive"],
    ["XQML", "sensitive"],
    ["WCXX", "sensitive"],
    ["vgml", "sensitive"],
    ["MEDA", "sensitive"],
    ["PCTC", "not-admitted"],
    ["ABCD", "not-admitted"],
    ["", "not-admitted"],
  ])("%s: %s", (code, disposition) => {
    expect(serviceDisposition(code)).toBe(disposition);
  });
});
