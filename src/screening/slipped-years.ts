// The years that a slip of finger or eye makes of a year.

/** Every year of four digits that is the given one but for one digit, two neighbouring digits exchanged, or ten years or one. */
export function slippedYears(year: number): readonly number[] {
  let years = known.get(year);
  if (years === undefined) known.set(year, (years = slipsOf(year)));
  return years;
}

/** Years are of four digits: no more than so many are ever known. */
const known = new Map<number, readonly number[]>();

function slipsOf(year: number): readonly number[] {
  const years = new Set([year - 10, year - 1, year + 1, year + 10]);
  const digits = String(year).padStart(4, "0");
  for (let at = 0; at < 4; at++) {
    for (let digit = 0; digit < 10; digit++) {
      years.add(Number(`${digits.slice(0, at)}${digit}${digits.slice(at + 1)}`));
    }
    years.add(
      Number(`${digits.slice(0, at)}${digits[at + 1] ?? ""}${digits[at] ?? ""}${digits.slice(at + 2)}`),
    );
  }
  years.delete(year);
  return [...years];
}
