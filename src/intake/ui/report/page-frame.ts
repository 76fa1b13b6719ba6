// Head and foot of each printed page of a report, as a style sheet. Pure.

/** Stand in a text where the number of the page and the count of the pages are wanted. */
export const pageNumber = "{page}";
export const pageCount = "{pages}";

export type PageFrame = {
  readonly head: string;
  readonly foot: string;
  /** With `pageNumber` and `pageCount` in it. */
  readonly page: string;
  readonly isRtl: boolean;
};

const counters: Readonly<Record<string, string>> = {
  [pageNumber]: "counter(page)",
  [pageCount]: "counter(pages)",
};

/** Text as a value of `content`; the signs for page and count become counters, and nothing in it ends the string. */
function contentOf(text: string): string {
  return text
    .split(/(\{pages?\})/)
    .filter((part) => part !== "")
    .map((part) => counters[part] ?? `"${part.replace(/[^\p{L}\p{N} .,:;·()_-]/gu, escaped)}"`)
    .join(" ");
}

const escaped = (character: string): string => `\\${(character.codePointAt(0) ?? 0).toString(16)} `;

/** A4 with the head above and the foot below, the page's number at the end of the foot. */
export function pageFrame({ head, foot, page, isRtl }: PageFrame): string {
  const box = (place: string, text: string) =>
    `@${place} { content: ${contentOf(text)}; font: 8pt sans-serif; color: #444; white-space: normal; direction: ${
      isRtl ? "rtl" : "ltr"
    }; }`;
  const [start, end] = isRtl ? ["right", "left"] : ["left", "right"];
  return `@media print { @page { size: A4; margin: 20mm 14mm 18mm;
${box(`top-${start}`, head)}
${box(`bottom-${start}`, foot)}
${box(`bottom-${end}`, page)}
} }`;
}
