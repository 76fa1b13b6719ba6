// What a redress number says on a review: it speaks against a match, or says nothing; never for one (HR-REM). Pure.
import { createHash } from "node:crypto";

/** Whose number it is: birth date and name words, as a hash. */
export function holderHash(birthDate: string | null, nameKey: string): Buffer {
  return createHash("sha256")
    .update(["redress-holder", birthDate ?? "", nameKey].join("\u001f"), "utf8")
    .digest();
}

/** As much as a differing document number of the same State: the unit looked at this very person and found another. */
const weight = -12;

/** Bits of evidence (negative: against the match). A number in the hands of somebody else says nothing. */
export function redressBits(holder: boolean): number {
  return holder ? weight : 0;
}
