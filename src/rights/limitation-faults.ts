// What the restriction of a right lacks before it can be set (CoE108-11). Pure.
import { after } from "#vocabulary";
import type { Answering } from "./contract.ts";

/** What a restriction lacks, field by field; nothing where none is needed, or it has all. `at`: when it would be set. */
export function limitationFaults(
  { limitedBy, limitation }: Pick<Answering, "limitedBy" | "limitation">,
  at: Date,
): { field: string; text: string }[] {
  if (limitedBy === null || limitedBy === "no-data")
    return limitation === undefined || limitation === null
      ? []
      : [{ field: "limitation", text: "goes with a ground of restriction only" }];
  const { article = "", scope = null, until = null, reviewer = null } = limitation ?? {};
  const end = until === null ? Number.NaN : Date.parse(until);
  const isInTime = end > at.getTime() && end <= after(at, { months: 12 }).getTime();
  return [
    ...(article.trim().length < 3
      ? [{ field: "article", text: "names the article of law that allows the restriction" }]
      : []),
    ...(scope === null ? [{ field: "scope", text: "says what of the right is restricted" }] : []),
    ...(isInTime ? [] : [{ field: "until", text: "is a day to come, within twelve months" }]),
    ...(reviewer === null ? [{ field: "reviewer", text: "names who outside the unit reviews it" }] : []),
  ];
}
