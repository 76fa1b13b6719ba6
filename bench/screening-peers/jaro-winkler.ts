// Jaro-Winkler similarity of short strings (Winkler 1990), on bit sets so that a whole list can be looked at.

/** A string made ready to be compared with many. */
export type Pattern = { readonly text: string; readonly places: Int32Array };

const MOST = 31;

/** `text` in A-Z and spaces; letters past the 31st are left out, as no name of the sets is told apart by them. */
export function patternOf(text: string): Pattern {
  const cut = text.slice(0, MOST);
  const places = new Int32Array(27);
  for (let at = 0; at < cut.length; at++) {
    const letter = letterOf(cut, at);
    places[letter] = (places[letter] ?? 0) | (1 << at);
  }
  return { text: cut, places };
}

function letterOf(text: string, at: number): number {
  const code = text.charCodeAt(at) - 64;
  return code < 1 || code > 26 ? 0 : code;
}

const matched = new Uint8Array(MOST);

/** Similarity 0..1; 0 as soon as `least` is out of reach by the lengths alone. */
export function jaroWinkler(left: Pattern, right: Pattern, least = 0): number {
  const [n, m] = [left.text.length, right.text.length];
  if (n === 0 || m === 0) return 0;
  const shorter = Math.min(n, m);
  let prefix = 0;
  while (prefix < 4 && prefix < shorter && left.text[prefix] === right.text[prefix]) prefix += 1;
  const most = (shorter / n + shorter / m + 1) / 3;
  if (most + prefix * 0.1 * (1 - most) < least) return 0;
  const reach = Math.max(0, (Math.max(n, m) >> 1) - 1);
  let taken = 0;
  let count = 0;
  for (let at = 0; at < m; at++) {
    const from = Math.max(0, at - reach);
    const to = Math.min(n - 1, at + reach);
    if (from > to) continue;
    const window = ((2 << to) - 1) & ~((1 << from) - 1);
    const free = (left.places[letterOf(right.text, at)] ?? 0) & ~taken & window;
    if (free === 0) continue;
    taken |= free & -free;
    matched[count++] = letterOf(right.text, at);
  }
  if (count === 0) return 0;
  let outOfOrder = 0;
  let place = 0;
  for (let rest = taken; rest !== 0; rest &= rest - 1) {
    if (letterOf(left.text, 31 - Math.clz32(rest & -rest)) !== matched[place]) outOfOrder += 1;
    place += 1;
  }
  const jaro = (count / n + count / m + (count - outOfOrder / 2) / count) / 3;
  return jaro + prefix * 0.1 * (1 - jaro);
}
