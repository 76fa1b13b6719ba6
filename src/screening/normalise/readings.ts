// All Latin readings of one word of a name, whatever its script, with the cost of each in bits.
import { hanReadings } from "./chinese.ts";
import { scriptOf, type Script } from "./clean.ts";
import { cyrillicReadings } from "./cyrillic.ts";
import { latinReadings, type Hints } from "./latin.ts";
import {
  arabicReadings,
  armenianReadings,
  georgianReadings,
  greekReadings,
  hangulReadings,
  hebrewReadings,
} from "./scripts.ts";
import { PATRONYMIC_LATIN } from "./words.ts";

/**
 * One way to read a word. `kind` limits what it may be compared with: a `stem` (surname without its ending) only
 * with a stem, an `unvowelled` reading by its consonants; `base` compares freely.
 */
export type Reading = {
  readonly text: string;
  readonly cost: number;
  readonly kind: "base" | "unvowelled" | "stem" | "root" | "masculine" | "untitled" | "servant";
};

export type Role = "surname" | "given" | "patronymic" | "unknown";

const FEMININE: readonly (readonly [RegExp, string])[] = [
  [/(OV|EV|IN|YN)A$/, "$1"],
  [/(SK|TSK|ZK|CK)(?:AYA|AIA|AJA|AIIA|A)$/, "$1I"],
  [/(SK|TSK|ZK|CK)(?:IY|II|YI|YY|IJ|Y|YJ|I)$/, "$1I"],
  [/NAYA$|NAIA$/, "NI"],
];

/** Surname endings that Azerbaijan and its neighbours exchange: -ov, -li, -zade, -oglu, -bayli and none. */
const SURNAME_ENDING = /(?:OGLU|OGHLU|ZADEH|ZADE|ZADA|BEYLI|BAYLI|YEVA?|IEVA?|OVA?|EVA?|LI|LU|LY|SOY)$/;

function byScript(
  word: string,
  script: Script,
  hints: Hints,
): readonly { text: string; cost: number; unvowelled?: true }[] {
  switch (script) {
    case "latin":
      return latinReadings(word, hints);
    case "cyrillic":
      return cyrillicReadings(word, hints);
    case "greek":
      return greekReadings(word);
    case "georgian":
      return georgianReadings(word);
    case "armenian":
      return armenianReadings(word);
    case "arabic":
      return arabicReadings(word);
    case "hebrew":
      return hebrewReadings(word);
    case "hangul":
      return hangulReadings(word);
    case "han":
      return hanReadings(word);
    case "other":
      return [];
  }
}

/** No name has longer words; what is longer is not compared, so that nothing costs more than a name can. */
export const MOST_LETTERS = 40;

/**
 * Readings of one cleaned word in its role, most usual first. Empty for scripts without a reading table, and for Han
 * characters that are not usual in names: such words compare in their own script only.
 */
export function readingsOf(word: string, role: Role, hints: Hints): readonly Reading[] {
  if (word.length > 2 * MOST_LETTERS) return [];
  const script = scriptOf(word);
  const base = byScript(word, script, hints);
  const readings = new Map<string, Reading>();
  const add = (reading: Reading): void => {
    const id = reading.kind === "stem" ? `=${reading.text}` : reading.text;
    const known = readings.get(id);
    if (known === undefined || known.cost > reading.cost) readings.set(id, reading);
  };
  for (const { text, cost, unvowelled } of base) {
    if (text.length > MOST_LETTERS) continue;
    add({ text, cost, kind: unvowelled ? "unvowelled" : "base" });
    if (unvowelled || text.length < 4) continue;
    addServant(text, cost, add);
    if (role !== "given") addSurname(text, cost, hints, add);
    if (role === "patronymic") {
      const father = PATRONYMIC_LATIN.exec(text)?.[1];
      if (father !== undefined) add({ text: father, cost: cost + 0.5, kind: "root" });
    }
  }
  return [...readings.values()];
}

/** ABDULRAHMAN, ABDURRAHMAN and ABDELRAHMAN share one reading: article and assimilation out. */
function addServant(text: string, cost: number, add: (reading: Reading) => void): void {
  const rest = /^ABD(?:[AEOU]|OU|OO)?(?:L(?=[^AEIOUY].|[AEIOU])|([RSNZDT])(?=\1)|(?=[RSNZDT]))(.{4,})$/.exec(
    text,
  )?.[2];
  if (rest !== undefined && !/^(?:LAH|ALL|LAYEV|LAEV|LAZADE)/.test(rest)) {
    add({ text: `ABD${rest}`, cost: cost + 0.1, kind: "servant" });
  }
}

function addSurname(text: string, cost: number, hints: Hints, add: (reading: Reading) => void): void {
  for (const [ending, masculine] of FEMININE) {
    if (ending.test(text) && text.length > 4) {
      add({ text: text.replace(ending, masculine), cost: cost + 0.3, kind: "masculine" });
      break;
    }
  }
  if (!hints.azerbaijani) return;
  const stem = text.replace(SURNAME_ENDING, "").replace(/[YI]$/, "");
  if (stem.length >= 3) add({ text: stem, cost: cost + (stem === text ? 2.5 : 2), kind: "stem" });
}
