// What a message of ours is called where a carrier fetches it as a file.
import { newId } from "#platform";

/** "20261121T080000Z-0123456789ab.edi": in the order of their times, and no two the same. */
export function outgoingName(at: Date): string {
  return `${at.toISOString().replace(/[-:]|\.\d+/g, "")}-${newId(at).slice(-12)}.edi`;
}
