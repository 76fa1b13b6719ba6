// Codes that were parted from an older one of the same rule, or named anew: what was agreed of that one counts for them, too.
import type { MessageCode } from "./codes.ts";

/** By code: under which one the same was found before. */
export const partedFrom = {
  PX20: "CHECK_DIGIT",
  VISA_EXPIRED: "PX14",
  LIST_NOT_AGREED: "PX01",
  STATE_UNTOUCHED: "PX03",
  API_DIFFERS: "PN11",
  DATE_FUTURE: "EDI24",
  DATE_OLD: "EDI24",
} as const satisfies Partial<Readonly<Record<MessageCode, string>>>;

/**
 * What is said by code, with what follows from it for the codes that were parted from one of them later. What is said of such a
 * code itself stands.
 */
export function withParted<Said>(byCode: Readonly<Record<string, Said>>): Record<string, Said> {
  const followed = Object.entries(partedFrom).flatMap(([code, older]) => {
    const said = byCode[older];
    return said === undefined ? [] : [[code, said] as const];
  });
  return { ...Object.fromEntries(followed), ...byCode };
}
