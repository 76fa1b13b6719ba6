// What the operation of the channels comes to in words and numbers: answer times, days that keys are left. Pure.
import type { Operation } from "../../operation-contract.ts";
import { formatNumber, type Language } from "#design/ui";

export type Answers = Operation["unit"]["answers"]["hour"];
export type CarrierOperation = Operation["carriers"][number];

const dayMs = 86_400_000;
/** From here on a key that runs out is told of (transport.md section 9: 60, 30 and 7 days). */
const soonDays = 60;
/** The last step by which answers are counted. */
const stepsEndMs = 60_000;

/** `10 / 50 / 300`: within so many milliseconds 50, 95 and 99 of a hundred; null where nobody waited. */
export function timesText({ answers, p50, p95, p99 }: Answers, language: Language): string | null {
  if (answers === 0) return null;
  return [p50, p95, p99]
    .map((ms) => (ms === null ? `>${formatNumber(stepsEndMs, language)}` : formatNumber(ms, language)))
    .join(" / ");
}

/** Days until something runs out, when that is soon or over (0 and below); null when it is not, or nothing does. */
export function daysLeft(expiresAt: string | null, now: number): number | null {
  if (expiresAt === null) return null;
  const days = Math.ceil((Date.parse(expiresAt) - now) / dayMs);
  return days <= soonDays ? days : null;
}

/** The first of a carrier's keys to run out. */
export function firstExpiry({ channels }: CarrierOperation): string | null {
  return channels.flatMap(({ expiresAt }) => expiresAt ?? []).toSorted()[0] ?? null;
}

/** Links of all of a carrier's channels that have some; null where none of them has links that stay open. */
export function linksOf({ channels }: CarrierOperation): number | null {
  const counts = channels.flatMap(({ links }) => links ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, links) => sum + links, 0);
}

/** Whether something of a carrier waits for somebody. */
export function asksForAttention({ incomplete, unconfirmed, unsent, traffic }: CarrierOperation): boolean {
  return incomplete.count + unconfirmed.count + unsent.count + traffic.unscreened > 0;
}

/** In order: of whom something waits, then by what came in the last hour. */
export function byUrgency(a: CarrierOperation, b: CarrierOperation): number {
  const waits = Number(asksForAttention(b)) - Number(asksForAttention(a));
  return waits || b.traffic.messages - a.traffic.messages || (a.code < b.code ? -1 : 1);
}
