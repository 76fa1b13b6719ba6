// Payment card numbers: recognised and masked so that at most the first six and last four digits stay.

const DIGIT_0 = 0x30;

/** The check of ISO/IEC 7812-1 annex B over a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    let value = digits.charCodeAt(i) - DIGIT_0;
    if (double) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 === 0;
}

/** How many leading and trailing digits of a card number of this length may be shown. */
export function shownDigits(length: number): { readonly first: number; readonly last: number } {
  if (length >= 13) return { first: 6, last: 4 };
  return { first: 0, last: length > 4 ? 4 : 0 };
}

/**
 * Ranges `[start, end)` of the digits to hide in an account number that may hold separators. A number that already is
 * masked (fewer than eleven digits shown beside its X or *) has none.
 */
export function hiddenDigits(account: string): readonly (readonly [number, number])[] {
  const at: number[] = [];
  let masked = 0;
  for (let i = 0; i < account.length; i++) {
    const code = account.charCodeAt(i) - DIGIT_0;
    if (code >= 0 && code <= 9) at.push(i);
    else if (account[i] === "X" || account[i] === "*" || account[i] === "x") masked++;
  }
  const { first, last } = masked > 0 ? maskedShown(account) : shownDigits(at.length);
  const hidden: [number, number][] = [];
  for (const position of at.slice(first, Math.max(first, at.length - last))) {
    const previous = hidden.at(-1);
    if (previous !== undefined && previous[1] === position) previous[1] = position + 1;
    else hidden.push([position, position + 1]);
  }
  return hidden;
}

// 370266XXXXX6916 shows six and four; XXXXXXXXXXXX2786 none and four. More than that is cut back to it.
function maskedShown(account: string): { readonly first: number; readonly last: number } {
  const lead = /^\d*/.exec(account)?.[0].length ?? 0;
  const tail = /\d*$/.exec(account)?.[0].length ?? 0;
  return { first: Math.min(lead, 6), last: Math.min(tail, 4) };
}

/** The account number with every hidden digit written X. */
export function maskAccount(account: string): string {
  let masked = account;
  for (const [start, end] of hiddenDigits(account)) {
    masked = masked.slice(0, start) + "X".repeat(end - start) + masked.slice(end);
  }
  return masked;
}

const CANDIDATE = /(?<![\dA-Z])\d(?:[ -]?\d){12,18}(?!\d)/g;

/** Whether free text holds what looks like a full payment card number: 13 to 19 digits, issuer 2-6, valid check digit. */
export function hasCardNumber(text: string): boolean {
  if (text.length < 13) return false;
  for (const match of text.matchAll(CANDIDATE)) {
    const digits = match[0].replace(/[ -]/g, "");
    const issuer = digits.charCodeAt(0) - DIGIT_0;
    if (issuer >= 2 && issuer <= 6 && passesLuhn(digits)) return true;
  }
  return false;
}
