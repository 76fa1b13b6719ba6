// Values of a profile as they are read and written on screen.

/** A text as it is, anything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
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
