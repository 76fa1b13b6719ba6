// A secret split into shares of which so many are needed and fewer say nothing (Shamir, 1979), byte by byte over GF(256). Pure.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";

/** One person's share: its place (1 to 255) and a byte for each byte of the secret. */
export type KeyShare = { readonly place: number; readonly bytes: Uint8Array };

/** Powers of the generator 3 and their logarithms, in the field of AES (x^8 + x^4 + x^3 + x + 1). */
const powers = new Uint8Array(255);
const logarithms = new Uint8Array(256);
for (let exponent = 0, value = 1; exponent < 255; exponent += 1) {
  powers[exponent] = value;
  logarithms[value] = exponent;
  const doubled = (value << 1) ^ (value & 0x80 ? 0x11b : 0);
  value = doubled ^ value;
}

const times = (one: number, other: number): number =>
  one === 0 || other === 0 ? 0 : (powers[((logarithms[one] ?? 0) + (logarithms[other] ?? 0)) % 255] ?? 0);
const inverse = (value: number): number => {
  assert(value !== 0, "nothing divides by zero");
  return powers[(255 - (logarithms[value] ?? 0)) % 255] ?? 0;
};

/** Splits it for `holders` persons, any `needed` of whom have it together; 2 ≤ needed ≤ holders ≤ 16. */
export function splitSecret(secret: Uint8Array, needed: number, holders: number): readonly KeyShare[] {
  assert(needed >= 2 && needed <= holders && holders <= 16, "two at least are needed, of sixteen at most");
  // For each byte a polynomial whose value at zero it is; every other coefficient is chance.
  const chance = randomBytes(secret.length * (needed - 1));
  return Array.from({ length: holders }, (_, index) => {
    const place = index + 1;
    const bytes = secret.map((byte, at) => {
      let value = 0;
      for (let degree = needed - 2; degree >= 0; degree -= 1)
        value = times(value ^ (chance[at * (needed - 1) + degree] ?? 0), place);
      return value ^ byte;
    });
    return { place, bytes };
  });
}

/** What these shares give together: the secret when they are enough and of one splitting, else bytes that mean nothing. */
export function joinShares(shares: readonly KeyShare[]): Uint8Array {
  const [first] = shares;
  assert(first !== undefined, "at least one share");
  const places = shares.map(({ place }) => place);
  assert(new Set(places).size === places.length && !places.includes(0), "each share once");
  // The polynomial at zero, by Lagrange: subtracting is adding here.
  const weights = places.map((place, at) =>
    places.reduce(
      (weight, other, index) => (index === at ? weight : times(weight, times(other, inverse(other ^ place)))),
      1,
    ),
  );
  return first.bytes.map((_, byte) =>
    shares.reduce((sum, share, at) => sum ^ times(share.bytes[byte] ?? 0, weights[at] ?? 0), 0),
  );
}

const groupLength = 4;

/** A share as a person keeps it on paper: "2-ABCD-…", hexadecimal with four digits of a checksum at its end. */
export function shareText({ place, bytes }: KeyShare): string {
  const hex = Buffer.from(bytes).toString("hex").toUpperCase() + checksum(place, bytes);
  return `${place}-${hex.match(new RegExp(`.{1,${groupLength}}`, "g"))?.join("-") ?? ""}`;
}

/** What a person typed; null where it is no share, or a letter of it is wrong. */
export function shareOf(text: string): KeyShare | null {
  const [head = "", ...groups] = text
    .trim()
    .toUpperCase()
    .split(/[-\s]+/);
  const place = Number(head);
  const hex = groups.join("");
  if (!/^\d{1,2}$/.test(head) || place < 1 || place > 16 || !/^(?:[0-9A-F]{2})+$/.test(hex)) return null;
  const bytes = Buffer.from(hex.slice(0, -groupLength), "hex");
  return bytes.length > 0 && checksum(place, bytes) === hex.slice(-groupLength) ? { place, bytes } : null;
}

function checksum(place: number, bytes: Uint8Array): string {
  const hash = createHash("sha256")
    .update("openpiu key share")
    .update(Buffer.from([place]))
    .update(bytes);
  return hash.digest("hex").slice(0, groupLength).toUpperCase();
}
