// The simulator's own seeded pseudo-random numbers: the same seed and path give the same values on every machine.

export type Random = {
  /** Next value in [0, 1). */
  readonly next: () => number;
  /** Whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** One value, each as likely as its weight; the weights need not add up to one. */
  readonly weighted: <T>(list: readonly (readonly [value: T, weight: number])[]) => T;
  /** Roughly normal (sum of twelve), never further than six deviations: no logarithm, so equal on every engine. */
  readonly around: (mean: number, deviation: number) => number;
  readonly shuffled: <T>(list: readonly T[]) => T[];
  readonly digits: (count: number) => string;
  /** `count` characters out of an alphabet. */
  readonly letters: (count: number, alphabet?: string) => string;
};

function mix(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) >>> 0;
}

/** Four 32-bit words out of a text: FNV-1a from four bases, then a finaliser that spreads each input bit. */
function wordsOf(text: string): [number, number, number, number] {
  let [a, b, c, d] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = mix(a, code);
    b = mix(b, code + 101);
    c = mix(c, code + 211);
    d = mix(d, code + 307);
  }
  const finish = (word: number): number => {
    let value = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
    return (value ^ (value >>> 16)) >>> 0;
  };
  return [finish(a), finish(b), finish(c), finish(d)];
}

/** A stream of its own for each path below a seed, so that one part of the world never shifts another's values. */
export function randomOf(seed: number, ...path: readonly (string | number)[]): Random {
  let [a, b, c, d] = wordsOf(`${seed}/${path.join("/")}`);
  const next = (): number => {
    // sfc32
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round++) next();
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => {
    const value = list[int(0, list.length - 1)];
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  };
  const letters = (count: number, alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"): string => {
    let text = "";
    for (let index = 0; index < count; index++) text += alphabet[int(0, alphabet.length - 1)];
    return text;
  };
  return {
    next,
    int,
    pick,
    letters,
    chance: (probability) => next() < probability,
    weighted: (list) => {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(list)[0];
    },
    around: (mean, deviation) => {
      let sum = -6;
      for (let index = 0; index < 12; index++) sum += next();
      return mean + sum * deviation;
    },
    shuffled: (list) => {
      const copy = [...list];
      for (let index = copy.length - 1; index > 0; index--) {
        const other = int(0, index);
        [copy[index], copy[other]] = [copy[other] as (typeof copy)[0], copy[index] as (typeof copy)[0]];
      }
      return copy;
    },
    digits: (count) => letters(count, "0123456789"),
  };
}
