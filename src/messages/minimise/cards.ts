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

/**
 * Which digits of an account number to hide, counted over its digits only: `[from, to)`. Null when none: it is short, or
 * already masked with X or * so far that at most the first six and last four digits show.
 */
export function hiddenDigits(account: string): readonly [from: number, to: number] | null {
  let digits = 0;
  let lead = -1;
  let tail = 0;
  for (let i = 0; i < account.length; i++) {
    const code = account.charCodeAt(i) - DIGIT_0;
    if (code >= 0 && code <= 9) {
      digits++;
      tail++;
    } else if (account[i] === "X" || account[i] === "*" || account[i] === "x") {
      if (lead < 0) lead = digits;
      tail = 0;
    }
  }
  const masked = lead >= 0;
  // A masked number's own beginning and end are what may show of it; an unmasked one must be long to show a beginning.
  const first = masked ? Math.min(lead, 6) : digits >= 13 ? 6 : 0;
  const last = masked ? Math.min(tail, 4) : 4;
  return first < digits - last ? [first, digits - last] : null;
}

const SHORTEST_CARD = 13;
const LONGEST_CARD = 19;
/** What stands between the first six and the last four digits, by the number's length less one. */
const MASKS = Array.from({ length: LONGEST_CARD }, (_, i) => "X".repeat(Math.max(0, i - 9)));

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - DIGIT_0;
    if (code < 0 || code > 9) return false;
  }
  return true;
}

/** The account number with every hidden digit written X. */
export function maskAccount(account: string): string {
  const { length } = account;
  if (length >= SHORTEST_CARD && length <= MASKS.length && isDigits(account)) {
    return account.slice(0, 6) + MASKS[length - 1]! + account.slice(-4);
  }
  const hidden = hiddenDigits(account);
  if (hidden === null) return account;
  let nth = 0;
  return account.replace(/\d/g, (digit) => {
    const at = nth++;
    return at >= hidden[0] && at < hidden[1] ? "X" : digit;
  });
}

const CANDIDATE = /(?<![\dA-Z])\d(?:[ -]?\d){12,18}(?!\d)/g;

/**
 * Whether free text holds what looks like a full payment card number: 13 to 19 digits, issuer 2-6, valid check digit.
 * `shortest` is 16 where telephone numbers stand (E.164 ends at 15 digits).
 */
export function hasCardNumber(text: string, shortest = 13): boolean {
  if (text.length < shortest) return false;
  for (const match of text.matchAll(CANDIDATE)) {
    const digits = match[0].replace(/[ -]/g, "");
    if (digits.length < shortest) continue;
    const issuer = digits.charCodeAt(0) - DIGIT_0;
    if (issuer >= 2 && issuer <= 6 && passesLuhn(digits)) return true;
  }
  return false;
}
