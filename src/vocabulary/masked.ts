// Law as a type: what is masked and what is in clear can never be mistaken for each other.

declare const masked: unique symbol;
declare const full: unique symbol;

/** A value from which the identifying part was taken out. */
export type Masked<T> = T & { readonly [masked]: true };
/** A value in clear: obtained for a stated purpose, and its view is in the ledger. */
export type Full<T> = T & { readonly [full]: true };

/** A name's initials: `A*** R***`. Says nothing of length. */
export function maskName(surname: string, given: string | null): Masked<string> {
  const first = (part: string) => (part === "" ? "" : `${Array.from(part)[0]}***`);
  return [first(surname), first(given ?? "")].filter((part) => part !== "").join(" ") as Masked<string>;
}

/** Marks a value as read in clear. Called only where the view was permitted for a purpose and recorded. */
export function inClear<T>(value: T): Full<T> {
  return value as Full<T>;
}
