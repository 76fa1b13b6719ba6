// What everybody is told of the Commission that controls INTERPOL's files, in every language of the public page.
import { expect, test } from "vitest";
import { ar } from "./texts/ar.ts";
import { az } from "./texts/az.ts";
import { en } from "./texts/en.ts";
import { fr } from "./texts/fr.ts";
import { ru } from "./texts/ru.ts";

test.each([
  ["English", en, /Refugees/],
  ["Azerbaijani", az, /Qaçqınlar/],
  ["French", fr, /réfugiés/],
  ["Russian", ru, /Беженцы/],
  ["Arabic", ar, /للاجئين/],
])(
  "in %s the public page says how to ask the CCF, and what refugees may ask (IPOL-CCF)",
  (_language, texts, refugees) => {
    expect(texts["notice.rights.interpol"]).toMatch(/CCF, 200 quai Charles de Gaulle, 69006 Lyon/);
    expect(texts["notice.rights.interpol"]).toMatch(refugees);
  },
);
