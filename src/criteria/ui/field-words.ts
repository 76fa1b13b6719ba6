// What fields of rules and their values are called, for screens of those who may not read the rules themselves.
import { useMemo } from "react";
import { formatRate, formatWeekday, useCountryNames, useSurroundings, useTexts } from "#design/ui";
import { criteriaTexts, fieldTexts } from "./criteria-texts.ts";
import { closedValues } from "./lexicon.tsx";

/** Fields that hold the code of a State end so; the catalogue, which knows, is not everybody's to load. */
const ofCountry = /(?:nationality|residence|country|issuer)$/;

/** `label`: the field in the reader's language, else its code. `value`: one of its values in words. */
export function useFieldWords(): {
  readonly label: (field: string) => string;
  readonly value: (field: string, value: string | number | boolean) => string;
} {
  const t = useTexts(criteriaTexts);
  const words = useTexts(fieldTexts);
  const { language } = useSurroundings();
  const countries = useCountryNames();
  return useMemo(
    () => ({
      label: (field) => words.code("field", field, words.code("collection", field, field)),
      value: (field, value) => {
        if (typeof value === "boolean") return t(value ? "say.yes" : "say.no");
        if (typeof value === "number")
          return field === "flight.weekday"
            ? formatWeekday(value % 7, language)
            : formatRate(value, language);
        if (ofCountry.test(field)) return countries.get(value) ?? value;
        const family = closedValues[field];
        return family === undefined ? value : words.code(family, value, value);
      },
    }),
    [t, words, language, countries],
  );
}
