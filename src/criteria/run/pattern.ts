// Patterns with * and ?, matched without going back more than to the last star: no pattern costs more than letters times stars.

/** Whether `text` fits the pattern as a whole. */
export function patternOf(pattern: string): (text: string) => boolean {
  const wanted = Array.from(pattern);
  return (text) => fits(wanted, Array.from(text));
}

function fits(wanted: readonly string[], letters: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let read = 0; read < letters.length;) {
    const sign = wanted[at];
    if (sign === "*") {
      star = at;
      resume = read;
      at += 1;
    } else if (sign === "?" || (sign !== undefined && sign === letters[read])) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      // The last star takes one letter more.
      at = star + 1;
      resume += 1;
      read = resume;
    } else return false;
  }
  while (wanted[at] === "*") at += 1;
  return at === wanted.length;
}
