// The live feed's one connection for all tabs: who leaves while its turn comes neither connects nor keeps others waiting.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { liveFeed } from "./live-feed.ts";

type Hold = () => Promise<void>;

const opened: string[] = [];
const turns: Hold[] = [];

beforeEach(() => {
  opened.length = 0;
  turns.length = 0;
  vi.stubGlobal(
    "EventSource",
    class {
      readonly readyState = 1;
      constructor(address: string) {
        opened.push(address);
      }
      addEventListener(): void {}
      close(): void {
        opened.pop();
      }
    },
  );
  const request = (_name: string, _options: object, hold: Hold) => {
    turns.push(hold);
    return Promise.resolve();
  };
  vi.stubGlobal("navigator", { locks: { request } });
});
afterEach(() => vi.unstubAllGlobals());

test("the tab whose turn it is connects, and lets go when it leaves", async () => {
  const close = liveFeed("/api/live").open();
  const held = turns[0]?.();
  expect(opened).toEqual(["/api/live"]);
  close();
  await held;
  expect(opened).toEqual([]);
});

test("a tab that left while its turn came does not connect and gives the turn on", async () => {
  const close = liveFeed("/api/live").open();
  close();
  await turns[0]?.();
  expect(opened).toEqual([]);
});
