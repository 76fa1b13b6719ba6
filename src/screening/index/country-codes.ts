// Alpha-3 country codes as small numbers and back.

/** Number of an alpha-3 code, 0 for anything that is not three capital letters or says nothing (XXX, UNK, UTO). */
export function countryNumber(code: string | null): number {
  if (code === null || !/^[A-Z]{3}$/.test(code) || code === "XXX" || code === "UNK" || code === "UTO")
    return 0;
  return 1 + (code.charCodeAt(0) - 65) * 676 + (code.charCodeAt(1) - 65) * 26 + (code.charCodeAt(2) - 65);
}
