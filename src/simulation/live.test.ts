import { expect, test } from "vitest";
import { readBytes } from "#messages";
import { liveTraffic, type SimulatedMessage } from "./api.ts";

const HOUR = 3_600_000;
const now = Date.parse("2026-11-21T12:00:00Z");

/** The traffic up to some hours after the moment it is seen from. */
function until(hours: number): SimulatedMessage[] {
  const messages: SimulatedMessage[] = [];
  for (const message of liveTraffic({ seed: 1, now })) {
    if (message.at > now + hours * HOUR) break;
    messages.push(message);
  }
  return messages;
}

const messages = until(2);

test("live traffic has a past to preload, comes in the order of sending, several messages a minute", () => {
  const times = messages.map((message) => message.at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const past = messages.filter((message) => message.at <= now);
  expect(past.length).toBeGreaterThan(1_000);
  const perMinute = (messages.length - past.length) / 120;
  expect(perMinute).toBeGreaterThan(1.5);
  expect(new Set(messages.map((message) => message.id)).size).toBe(messages.length);
});

test("the first push of a flight that is met on the way is a full one", () => {
  const first = new Map<string, SimulatedMessage>();
  for (const message of messages) {
    if (message.kind === "PNRGOV" && !first.has(message.flight)) first.set(message.flight, message);
  }
  const updates = [...first.values()].filter(
    (message) => readBytes(message.bytes)[0]?.push?.update !== false,
  );
  expect(updates.map((message) => message.id)).toEqual([]);
});

test("the same seed and moment give the same traffic", () => {
  const take = (count: number): string[] => {
    const ids: string[] = [];
    for (const message of liveTraffic({ seed: 9, now })) {
      ids.push(`${message.id} ${Buffer.from(message.bytes).toString("latin1").length}`);
      if (ids.length === count) break;
    }
    return ids;
  };
  expect(take(30)).toEqual(take(30));
});
