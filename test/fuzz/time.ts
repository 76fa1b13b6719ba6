// How much processor time a mutation may take for its length: what seems slow is tried again, alone.
import { readBytes } from "#messages";
import type { Campaign } from "./campaign.ts";

/** Whatever its length, a mutation may take so many milliseconds. */
const LEAST_MS = 40;
/** And so many more for each kilobyte: a hundredth of the speed that reading has as a rule. */
const MS_PER_KILOBYTE = 1;
/** And for each message found: a thousand of nothing but their header fit into a few kilobytes. */
const MS_PER_MESSAGE = 0.03;
const TRIES = 3;

/** What is wrong with a mutation that took `took` milliseconds with all its checks; null when nothing is. */
export function slowness(campaign: Campaign, number: number, took: number): string | null {
  return took < LEAST_MS ? null : slownessOf(campaign.mutation(number).bytes);
}

/** What is wrong with the processor time that reading the bytes takes; null when nothing is. */
export function slownessOf(bytes: Buffer): string | null {
  let allowed = LEAST_MS + (bytes.length / 1024) * MS_PER_KILOBYTE;
  let fastest = Number.POSITIVE_INFINITY;
  for (let left = TRIES; left > 0 && fastest > allowed; left--) {
    const started = process.threadCpuUsage();
    const messages = readBytes(bytes).length;
    const { user, system } = process.threadCpuUsage(started);
    fastest = Math.min(fastest, (user + system) / 1000);
    if (left === TRIES) allowed += messages * MS_PER_MESSAGE;
  }
  return fastest <= allowed
    ? null
    : `takes ${fastest.toFixed(0)} ms for ${bytes.length} bytes: more than ${allowed.toFixed(0)} ms`;
}
