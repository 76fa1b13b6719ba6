// Series of parts: a list or a push that was split over several messages (edifact.md section 2.4). Pure.
import type { Control } from "#messages";

/** Whether a message is one of several. A single one may number itself 1 and final. */
export function isPart(control: Pick<Control, "part" | "final">): boolean {
  return control.part !== null && !(control.part === 1 && control.final);
}
