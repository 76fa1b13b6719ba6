// What is said when the browser did not use a passkey: it does not tell why, so that pages learn nothing of its owner.
import type { TranslateOf } from "#design/ui";
import type { waysTexts } from "./ways-texts.ts";

/** The words for what the browser threw; undefined for any other error. */
export function sayOfPasskey(error: Error, t: TranslateOf<typeof waysTexts>): string | undefined {
  if (error.name === "InvalidStateError") return t("problem.passkey-known");
  return ["NotAllowedError", "AbortError", "SecurityError", "NotSupportedError"].includes(error.name)
    ? t("passkey.failed")
    : undefined;
}
