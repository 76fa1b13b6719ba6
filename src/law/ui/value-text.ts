// Values of a profile as they are read and written on screen.
import type { Language } from "#design/ui";

/** A text as it is, anything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** Languages that browsers lack the words of periods for. */
const azUnits = { H: "saat", D: "gün", M: "ay", Y: "il" } as const;
const units = { H: "hour", D: "day", M: "month", Y: "year" } as const;
const tags: Readonly<Record<Language, string>> = { en: "en-GB", az: "az", fr: "fr", ru: "ru", ar: "ar" };

function periodWords(text: string, language: Language): string | undefined {
  const parts = [...text.matchAll(/(\d+)([HDMY])/g)];
  if (!/^P(T?\d+[HDMY])+$/.test(text)) return undefined;
  return parts
    .map(([, count = "0", sign = "D"]) => {
      const unit = sign as keyof typeof units;
      if (language === "az") return `${count} ${azUnits[unit]}`;
      return new Intl.NumberFormat(tags[language], {
        style: "unit",
        unit: units[unit],
        unitDisplay: "long",
        numberingSystem: "latn",
      }).format(Number(count));
    })
    .join(" ");
}

const minutesText = (minutes: number): string => {
  const [much, unit] = minutes % 60 === 0 ? [minutes / 60, "h"] : [minutes, "min"];
  return `${much > 0 ? "+" : much < 0 ? "−" : ""}${Math.abs(much)} ${unit}`;
};

/** An agreement: its name, where its data come from, and after which stay the traveller has left at the latest. */
function agreementWords(one: object, language: Language): string {
  const { name, origins, stay } = one as Readonly<Record<string, unknown>>;
  const from = Array.isArray(origins) ? origins.join(", ") : "";
  const latest = typeof stay === "string" ? `; ≤ ${periodWords(stay, language) ?? stay}` : "";
  return `${String(name)} (${from}${latest})`;
}

/**
 * A value as people read it: a period in words, a list without brackets, windows of delivery by their distance from
 * departure. `words`: of what is neither number nor name.
 */
export function valueWords(
  value: unknown,
  language: Language,
  words: { readonly yes: string; readonly no: string; readonly none: string },
): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string") return periodWords(value, language) ?? value;
  if (!Array.isArray(value)) return valueText(value);
  if (value.length === 0) return words.none;
  return value
    .map((one: unknown) =>
      typeof one === "object" && one !== null && "origins" in one
        ? agreementWords(one, language)
        : typeof one === "object" && one !== null && "opens" in one && "due" in one
          ? `${minutesText(Number(one.opens))} … ${minutesText(Number(one.due))}`
          : valueText(one),
    )
    .join(", ");
}

/** What somebody typed: JSON where it is some, else a text (P6M). */
export function valueTyped(text: string): unknown {
  const typed = text.trim();
  if (!/^[[{\d-]|^(true|false)$/.test(typed)) return typed;
  try {
    return JSON.parse(typed);
  } catch (problem) {
    if (problem instanceof SyntaxError) return typed;
    throw problem;
  }
}
