import { expect, test } from "vitest";
import { mistyped, spellingsOf } from "../spellings.ts";
import { randomOf } from "../random.ts";
import { givenNameOf, patronymicOf, surnameOf, type NamingId } from "./naming.ts";
import { azerbaijaniInCyrillic, travelForm } from "./travel-form.ts";

test.each([
  ["Məmmədov", "azerbaijani", "MAMMADOV"],
  ["Cəfərov", "azerbaijani", "JAFAROV"],
  ["Quliyev", "azerbaijani", "GULIYEV"],
  ["Hüseynov", "azerbaijani", "HUSEYNOV"],
  ["Xəlilzadə", "azerbaijani", "KHALILZADA"],
  ["Ağayev", "azerbaijani", "AGHAYEV"],
  ["Gülnarə qızı", "azerbaijani", "GULNARA GIZI"],
  ["Щербаков", "russian", "SHCHERBAKOV"],
  ["Юлия", "russian", "IULIIA"],
  ["Їжакевич", "ukrainian", "YIZHAKEVYCH"],
  ["Yıldırım", "turkish", "YILDIRIM"],
  ["Müller-Groß", "german", "MUELLER-GROSS"],
  ["Łukasz Świątek", "latin", "LUKASZ SWIATEK"],
  ["D’Amico", "latin", "DAMICO"],
] as const)("%s in travel document form", (name, practice, expected) => {
  expect(travelForm(name, practice)).toBe(expected);
});

test("Azerbaijani names in the Cyrillic of 1958 to 1991", () => {
  expect(azerbaijaniInCyrillic("Məmmədov Cəfər oğlu")).toBe("Мәммәдов Ҹәфәр Оғлу");
});

const origins: readonly NamingId[] = [
  ...([
    "az",
    "ru",
    "uk",
    "tr",
    "ge",
    "ir",
    "ar",
    "kz",
    "uz",
    "in",
    "pk",
    "en",
    "de",
    "fr",
    "it",
    "es",
    "pl",
    "hu",
  ] as const),
  ...(["il", "cn"] as const),
];

test("every origin gives names that travel documents can carry", () => {
  const random = randomOf(1, "names");
  for (const origin of origins) {
    for (let draw = 0; draw < 60; draw++) {
      const surname = surnameOf(origin, random);
      const given = givenNameOf(origin, draw % 2 === 0 ? "M" : "F", random);
      for (const form of [surname.M.travel, surname.F.travel, given.travel]) {
        expect(form).toMatch(/^[A-Z][A-Z -]*[A-Z]$/);
      }
    }
  }
});

test("a daughter's surname and patronymic follow her sex", () => {
  const father = { native: "Vaqif", travel: "VAGIF" };
  expect(patronymicOf("az", father, "F")?.travel).toBe("VAGIF GIZI");
  expect(patronymicOf("ru", { native: "Сергей", travel: "SERGEI" }, "F")?.travel).toBe("SERGEEVNA");
  expect(patronymicOf("tr", father, "M")).toBeUndefined();
  const random = randomOf(1, "families");
  for (let draw = 0; draw < 100; draw++) {
    const { M, F } = surnameOf("az", random);
    expect(F.travel).toBe(M.travel + (/(OV|YEV)$/.test(M.travel) ? "A" : ""));
  }
});

test("another spelling of a listed name is one that travellers really have", () => {
  const random = randomOf(1, "spellings");
  const seen = new Set<string>();
  for (let draw = 0; draw < 300; draw++) {
    const spelt = spellingsOf({ nationality: "AZE", surname: "Cəfərov", given: "Şahin" }, random);
    if (spelt !== undefined) seen.add(spelt.surname);
  }
  expect(seen).toContain("CEFEROV");
  expect(seen).toContain("DZHAFAROV");
  expect([...seen].filter((name) => !/^(C|J|DZH|DJ)[AE]F[AE]ROV$/.test(name))).toEqual([]);
});

test("a name that is in travel document form already is not read as Azerbaijani spelling", () => {
  const random = randomOf(2, "spellings");
  for (let draw = 0; draw < 100; draw++) {
    const spelt = spellingsOf({ nationality: "AZE", surname: "JAFAROV", given: "ELCHIN" }, random);
    expect(spelt?.given ?? "ELCHIN").not.toContain("JH");
    expect(spelt).not.toEqual({ surname: "JAFAROV", given: "ELCHIN" });
  }
});

test("a typing error is one keystroke away", () => {
  const random = randomOf(1, "typing");
  for (let draw = 0; draw < 200; draw++) {
    const typed = mistyped("MAMMADOV", random);
    expect(Math.abs(typed.length - 8)).toBeLessThanOrEqual(1);
    expect(typed.charAt(0)).toBe("M");
  }
});
