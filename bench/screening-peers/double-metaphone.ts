// Double Metaphone (Lawrence Philips, "The Double Metaphone Search Algorithm", C/C++ Users Journal, June 2000), from its published rules.

/** What one place of a word sounds like: primary code, alternate code, and how many letters it takes. */
type Sound = readonly [primary: string, alternate: string, letters: number];

/** The word with the place looked at. */
class Word {
  readonly text: string;
  readonly last: number;
  readonly slavoGermanic: boolean;

  constructor(text: string) {
    this.text = text;
    this.last = text.length - 1;
    this.slavoGermanic = /W|K|CZ|WITZ/.test(text);
  }

  at(place: number): string {
    return this.text[place] ?? "";
  }

  /** Whether one of the letter groups stands at a place; a place before the word holds nothing. */
  has(place: number, ...groups: readonly string[]): boolean {
    return place >= 0 && groups.some((group) => this.text.startsWith(group, place));
  }

  isVowel(place: number): boolean {
    return place >= 0 && "AEIOUY".includes(this.at(place) || "-");
  }

  /** Whether a letter group is all that stands between two places and the ends of the word. */
  get germanic(): boolean {
    return /^(?:VAN |VON |SCH)/.test(this.text);
  }
}

const one = (code: string, letters = 1): Sound => [code, code, letters];

function soundOfC(word: Word, at: number): Sound {
  if (at > 1 && !word.isVowel(at - 2) && word.has(at - 1, "ACH") && word.at(at + 2) !== "I") {
    if (word.at(at + 2) !== "E" || word.has(at - 2, "BACHER", "MACHER")) return one("K", 2);
  }
  if (at === 0 && word.has(at, "CAESAR")) return one("S", 2);
  if (word.has(at, "CHIA")) return one("K", 2);
  if (word.has(at, "CH")) return soundOfCh(word, at);
  if (word.has(at, "CZ") && !word.has(at - 2, "WICZ")) return ["S", "X", 2];
  if (word.has(at + 1, "CIA")) return one("X", 3);
  if (word.has(at, "CC") && !(at === 1 && word.at(0) === "M")) {
    if (!word.has(at + 2, "I", "E", "H") || word.has(at + 2, "HU")) return one("K", 2);
    const hard = (at === 1 && word.at(0) === "A") || word.has(at - 1, "UCCEE", "UCCES");
    return hard ? one("KS", 3) : one("X", 3);
  }
  if (word.has(at, "CK", "CG", "CQ")) return one("K", 2);
  if (word.has(at, "CI", "CE", "CY")) return word.has(at, "CIO", "CIE", "CIA") ? ["S", "X", 2] : one("S", 2);
  if (word.has(at + 1, " C", " Q", " G")) return one("K", 3);
  return one("K", word.has(at + 1, "C", "K", "Q") && !word.has(at + 1, "CE", "CI") ? 2 : 1);
}

function soundOfCh(word: Word, at: number): Sound {
  if (at > 0 && word.has(at, "CHAE")) return ["K", "X", 2];
  const greek =
    at === 0 &&
    (word.has(1, "HARAC", "HARIS") || (word.has(1, "HOR", "HYM", "HIA", "HEM") && !word.has(0, "CHORE")));
  if (greek) return one("K", 2);
  const hard =
    word.germanic ||
    word.has(at - 2, "ORCHES", "ARCHIT", "ORCHID") ||
    word.has(at + 2, "T", "S") ||
    ((word.has(at - 1, "A", "O", "U", "E") || at === 0) &&
      (word.has(at + 2, "L", "R", "N", "M", "B", "H", "F", "V", "W", " ") || at + 1 === word.last));
  if (hard) return one("K", 2);
  if (at === 0) return one("X", 2);
  return word.has(0, "MC") ? one("K", 2) : ["X", "K", 2];
}

function soundOfG(word: Word, at: number): Sound {
  const next = word.at(at + 1);
  if (next === "H") return soundOfGh(word, at);
  if (next === "N") {
    if (at === 1 && word.isVowel(0) && !word.slavoGermanic) return ["KN", "N", 2];
    return !word.has(at + 2, "EY") && !word.slavoGermanic ? ["N", "KN", 2] : one("KN", 2);
  }
  if (word.has(at + 1, "LI") && !word.slavoGermanic) return ["KL", "L", 2];
  const first = ["Y", "ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER"];
  if (at === 0 && word.has(1, ...first)) return ["K", "J", 2];
  if (
    (word.has(at + 1, "ER") || next === "Y") &&
    !word.has(0, "DANGER", "RANGER", "MANGER") &&
    !word.has(at - 1, "E", "I") &&
    !word.has(at - 1, "RGY", "OGY")
  )
    return ["K", "J", 2];
  if (word.has(at + 1, "E", "I", "Y") || word.has(at - 1, "AGGI", "OGGI")) {
    if (word.germanic || word.has(at + 1, "ET")) return one("K", 2);
    return word.has(at + 1, "IER") && at + 3 === word.last ? one("J", 2) : ["J", "K", 2];
  }
  return one("K", next === "G" ? 2 : 1);
}

function soundOfGh(word: Word, at: number): Sound {
  if (at > 0 && !word.isVowel(at - 1)) return one("K", 2);
  if (at === 0) return word.at(2) === "I" ? one("J", 2) : one("K", 2);
  const silent =
    word.has(at - 2, "B", "H", "D") || word.has(at - 3, "B", "H", "D") || word.has(at - 4, "B", "H");
  if (silent) return one("", 2);
  if (at > 2 && word.at(at - 1) === "U" && word.has(at - 3, "C", "G", "L", "R", "T")) return one("F", 2);
  return at > 0 && word.at(at - 1) !== "I" ? one("K", 2) : one("", 2);
}

function soundOfJ(word: Word, at: number): Sound {
  const doubled = word.at(at + 1) === "J" ? 2 : 1;
  if (word.has(at, "JOSE") || word.has(0, "SAN ")) {
    return (at === 0 && word.at(4) === " ") || word.text.length === 4 || word.has(0, "SAN ")
      ? one("H", doubled)
      : ["J", "H", doubled];
  }
  if (at === 0) return ["J", "A", doubled];
  if (word.isVowel(at - 1) && !word.slavoGermanic && word.has(at + 1, "A", "O")) return ["J", "H", doubled];
  if (at === word.last) return ["J", "", doubled];
  const silent = word.has(at + 1, "L", "T", "K", "S", "N", "M", "B", "Z") || word.has(at - 1, "S", "K", "L");
  return one(silent ? "" : "J", doubled);
}

function soundOfS(word: Word, at: number): Sound {
  if (word.has(at - 1, "ISL", "YSL")) return one("");
  if (at === 0 && word.has(at, "SUGAR")) return ["X", "S", 1];
  if (word.has(at, "SH")) return one(word.has(at + 1, "HEIM", "HOEK", "HOLM", "HOLZ") ? "S" : "X", 2);
  if (word.has(at, "SIO", "SIA")) return word.slavoGermanic ? one("S", 3) : ["S", "X", 3];
  if ((at === 0 && word.has(1, "M", "N", "L", "W")) || word.at(at + 1) === "Z")
    return ["S", "X", word.at(at + 1) === "Z" ? 2 : 1];
  if (word.has(at, "SC")) {
    if (word.at(at + 2) === "H") {
      if (word.has(at + 3, "ER", "EN")) return ["X", "SK", 3];
      if (word.has(at + 3, "OO", "UY", "ED", "EM")) return one("SK", 3);
      return at === 0 && !word.isVowel(3) && word.at(3) !== "W" ? ["X", "S", 3] : one("X", 3);
    }
    return one(word.has(at + 2, "I", "E", "Y") ? "S" : "SK", 3);
  }
  const letters = word.has(at + 1, "S", "Z") ? 2 : 1;
  return at === word.last && word.has(at - 2, "AI", "OI") ? ["", "S", letters] : one("S", letters);
}

function soundOfT(word: Word, at: number): Sound {
  if (word.has(at, "TION", "TIA", "TCH")) return one("X", 3);
  if (word.has(at, "TH", "TTH")) {
    return word.has(at + 2, "OM", "AM") || word.germanic ? one("T", 2) : ["0", "T", 2];
  }
  return one("T", word.has(at + 1, "T", "D") ? 2 : 1);
}

function soundOfW(word: Word, at: number): Sound {
  if (word.has(at, "WR")) return one("R", 2);
  if (at === 0 && (word.isVowel(1) || word.has(0, "WH"))) return word.isVowel(1) ? ["A", "F", 1] : one("A");
  if (
    (at === word.last && word.isVowel(at - 1)) ||
    word.has(at - 1, "EWSKI", "EWSKY", "OWSKI", "OWSKY") ||
    word.has(0, "SCH")
  )
    return ["", "F", 1];
  return word.has(at, "WICZ", "WITZ") ? ["TS", "FX", 4] : one("");
}

function soundOfX(word: Word, at: number): Sound {
  if (at === 0) return one("S");
  const silent = at === word.last && (word.has(at - 3, "IAU", "EAU") || word.has(at - 2, "AU", "OU"));
  return one(silent ? "" : "KS", word.has(at + 1, "C", "X") ? 2 : 1);
}

function soundOfZ(word: Word, at: number): Sound {
  if (word.at(at + 1) === "H") return one("J", 2);
  const letters = word.at(at + 1) === "Z" ? 2 : 1;
  const foreign =
    word.has(at + 1, "ZO", "ZI", "ZA") || (word.slavoGermanic && at > 0 && word.at(at - 1) !== "T");
  return foreign ? ["S", "TS", letters] : one("S", letters);
}

function soundOfD(word: Word, at: number): Sound {
  if (word.has(at, "DG")) return word.has(at + 2, "I", "E", "Y") ? one("J", 3) : one("TK", 2);
  return one("T", word.has(at, "DT", "DD") ? 2 : 1);
}

function soundOfL(word: Word, at: number): Sound {
  if (word.at(at + 1) !== "L") return one("L");
  const spanish =
    (at === word.last - 2 && word.has(at - 1, "ILLO", "ILLA", "ALLE")) ||
    ((word.has(word.last - 1, "AS", "OS") || word.has(word.last, "A", "O")) && word.has(at - 1, "ALLE"));
  return spanish ? ["L", "", 2] : one("L", 2);
}

function soundOfH(word: Word, at: number): Sound {
  const heard = (at === 0 || word.isVowel(at - 1)) && word.isVowel(at + 1);
  return heard ? one("H", 2) : one("");
}

function soundOfM(word: Word, at: number): Sound {
  const mute = word.has(at - 1, "UMB") && (at + 1 === word.last || word.has(at + 2, "ER"));
  return one("M", mute || word.at(at + 1) === "M" ? 2 : 1);
}

function soundOfP(word: Word, at: number): Sound {
  return word.at(at + 1) === "H" ? one("F", 2) : one("P", word.has(at + 1, "P", "B") ? 2 : 1);
}

function soundOfR(word: Word, at: number): Sound {
  const french =
    at === word.last && !word.slavoGermanic && word.has(at - 2, "IE") && !word.has(at - 4, "ME", "MA");
  const letters = word.at(at + 1) === "R" ? 2 : 1;
  return french ? ["", "R", letters] : one("R", letters);
}

const PLAIN: Readonly<Record<string, string>> = { B: "P", F: "F", K: "K", N: "N", Q: "K", V: "F" };
const RULES: Readonly<Record<string, (word: Word, at: number) => Sound>> = {
  C: soundOfC,
  D: soundOfD,
  G: soundOfG,
  H: soundOfH,
  J: soundOfJ,
  L: soundOfL,
  M: soundOfM,
  P: soundOfP,
  R: soundOfR,
  S: soundOfS,
  T: soundOfT,
  W: soundOfW,
  X: soundOfX,
  Z: soundOfZ,
};

function soundAt(word: Word, at: number): Sound {
  const letter = word.at(at);
  if (word.isVowel(at)) return at === 0 ? one("A") : one("");
  const rule = RULES[letter];
  if (rule !== undefined) return rule(word, at);
  const plain = PLAIN[letter];
  return plain === undefined ? one("") : one(plain, word.at(at + 1) === letter ? 2 : 1);
}

/** Primary and alternate code of an A-Z word, uncut; equal where there is one reading only. */
export function doubleMetaphone(text: string): readonly [primary: string, alternate: string] {
  const word = new Word(text);
  let [primary, alternate] = ["", ""];
  let at = word.has(0, "GN", "KN", "PN", "WR", "PS") ? 1 : 0;
  while (at <= word.last) {
    const [one, other, letters] = soundAt(word, at);
    primary += one;
    alternate += other;
    at += letters;
  }
  return [primary, alternate];
}
