// Sends a text as the telegrams it needs, in their order.
import { plainForLine, writeTypeBParts } from "#messages";
import type { Wire } from "./wire.ts";

type Text = Omit<Parameters<typeof writeTypeBParts>[0], "controls" | "possibleDuplicate">;

/** The text under way on each wire. */
const underWay = new WeakMap<Wire, Promise<void>>();

/**
 * Sends a text in letters that the line carries. Where it needs several telegrams each is acknowledged before the next goes
 * out (where the session has no way to say so, it is written), and no other text that needs several comes between them.
 * Rejects when one was not taken: the others are not sent then.
 */
export async function sendText(wire: Wire, text: Text): Promise<void> {
  const telegrams = writeTypeBParts({ ...text, text: plainForLine(text.text) });
  const [only] = telegrams;
  if (telegrams.length === 1 && only !== undefined) return wire.send(Buffer.from(only, "latin1"));
  const before = underWay.get(wire) ?? Promise.resolve();
  const mine = before.then(async () => {
    for (const telegram of telegrams) await wire.send(Buffer.from(telegram, "latin1"));
  });
  // Whoever comes next waits for it, whatever becomes of it.
  underWay.set(
    wire,
    mine.catch(() => undefined),
  );
  return mine;
}
