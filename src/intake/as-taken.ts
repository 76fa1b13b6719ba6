// A message with all findings that it has of itself and by what is agreed: as it would be taken, before the records are asked.
import type { ReadMessage } from "#messages";
import { underAgreement } from "./agreed.ts";
import { inContext, type Around } from "./in-context.ts";

/** The message with its findings as they count for whoever sends it. Pure. */
export function asTaken(message: ReadMessage, around: Around): ReadMessage {
  return underAgreement(inContext(message, around), around.agreement);
}
