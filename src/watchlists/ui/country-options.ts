// The States to choose from in forms.
import { useMemo } from "react";
import { useCountryNames } from "#design/ui";

/** States by alpha-3 code, sorted by name in the reader's language; found by name or code. */
export function useCountryOptions(): { value: string; label: string }[] {
  const names = useCountryNames();
  return useMemo(
    () =>
      [...names]
        .filter(([code]) => code.length === 3)
        .map(([code, name]) => ({ value: code, label: `${name} (${code})` }))
        .toSorted((a, b) => a.label.localeCompare(b.label)),
    [names],
  );
}
