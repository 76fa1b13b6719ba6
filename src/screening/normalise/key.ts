// Phonemic key and consonant skeleton of a Latin reading (screening.md §3.5): what different spellings share.

// Order matters: longer spellings of one sound first. Lower case marks a sound already decided.
const REWRITES: readonly (readonly [RegExp, string])[] = [
  // -uddin, -eddine, -ettin, -addin: one ending of Arabic names in Urdu, French, Turkish and Azerbaijani spelling
  [/(?<=[A-Z]{3})[AEOU]?(?:DD|TT)I?[EI]NE?$/, "ADIN"],
  // Serbian and Croatian -ić without its mark
  [/([OE])VIC$/, "$1Vic"],
  [/DZH|DJ|DSCH/g, "j"],
  [/SHCH|SCHTSCH/g, "s"],
  [/TSCH|TCH|TSH|CZ/g, "c"],
  [/SCH|SH|SZ/g, "s"],
  [/CH/g, "c"],
  [/KH/g, "h"],
  [/^X/, "s"],
  [/X/g, "ks"],
  [/GH/g, "g"],
  [/PH/g, "f"],
  [/TH/g, "t"],
  [/DH/g, "d"],
  [/ZH/g, "j"],
  [/TS|TZ/g, "z"],
  [/CK/g, "k"],
  [/C(?=[EIY])/g, "s"],
  [/C/g, "k"],
  [/QU?(?=[EI])|Q/g, "k"],
  [/W/g, "v"],
  [/OU|OO/g, "u"],
  [/I?YEV|[IE]EV/g, "ev"],
  [/EE/g, "i"],
  [/^[YI]E/, "e"],
  [/OFF?$|OW$/, "ov"],
  [/EFF?$/, "ev"],
  [/([AEO])H$/, "$1"],
  [/IY|II|IJ|YI|YJ/g, "i"],
  [/Y/g, "i"],
];

/**
 * The phonemic key of a reading in A-Z. Longer than nothing for every non-empty reading; two spellings of one sound share it.
 * Letters of the result are A-Z where C stands for the ch sound, J for zh and dj, H for kh.
 */
export function phonemicKey(reading: string): string {
  let text = reading;
  for (const [pattern, sound] of REWRITES) if (pattern.test(text)) text = text.replace(pattern, sound);
  text = text.toUpperCase();
  let key = "";
  for (const letter of text) if (!key.endsWith(letter)) key += letter;
  return key;
}

const CLASS_OF: Readonly<Record<string, string>> = {
  K: "K",
  G: "K",
  H: "K",
  Q: "K",
  S: "S",
  Z: "S",
  C: "S",
  J: "S",
  X: "S",
  T: "T",
  D: "T",
  P: "P",
  B: "P",
  F: "P",
  V: "P",
  M: "M",
  N: "M",
  L: "L",
  R: "L",
};

/** The consonant classes of a key, first letter always present (vowels are one class A), adjacent equal classes merged. */
export function skeletonOf(key: string): string {
  let skeleton = "";
  for (let at = 0; at < key.length; at++) {
    const consonant = CLASS_OF[key[at] ?? ""];
    if (consonant === undefined) {
      if (at === 0) skeleton = "A";
    } else if (!skeleton.endsWith(consonant)) skeleton += consonant;
  }
  return skeleton;
}
