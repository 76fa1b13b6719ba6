// The stream of live events: it lasts as long as the session, and whoever does not read is cut off.
import { globSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes, liveRoutes, type Role } from "#access";
import { closeStreams, type LiveEvent, type LiveFeed } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;
let address = "";
const listeners = new Set<(event: LiveEvent) => void>();
const feed: LiveFeed = {
  subscribe: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  close: async () => listeners.clear(),
};

beforeAll(async () => {
  desk = await aDesk();
  accessRoutes(desk.server, { unit: "Test unit", zone: "Asia/Baku", version: "0" });
  liveRoutes(desk.server, feed, { heartbeatMs: 20 });
  address = await desk.server.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => desk.close());

function tell(topic: string, subject: string): void {
  for (const listener of listeners) listener({ topic, subject });
}

async function whole(headers: Record<string, string>): Promise<string> {
  const stream = await fetch(`${address}/api/live`, { headers });
  return stream.text();
}

test("signing out ends the stream, and nothing listens any more", async () => {
  const { headers } = await desk.signIn(["analyst"]);
  const text = whole(headers);
  await expect.poll(() => listeners.size).toBe(1);
  tell("flight", "f1");
  await fetch(`${address}/api/session`, { method: "DELETE", headers });
  expect(await text).toContain('data: {"topic":"flight","subject":"f1"}');
  expect(listeners.size).toBe(0);
});

test("every topic that a screen listens to reaches those who may see it", async () => {
  const root = new URL("../", import.meta.url);
  const screens = globSync("*/ui/**/*.{ts,tsx}", { cwd: root }).map((path) =>
    readFileSync(new URL(path, root), "utf8"),
  );
  const topics = [
    ...new Set(
      screens.flatMap((text) => [...text.matchAll(/topic: "([a-z-]+)"/g)].map(([, name = ""]) => name)),
    ),
  ];
  expect(topics.length).toBeGreaterThan(8);
  const listening = await Promise.all(
    [["supervisor", "watchlist-manager"], ["data-protection-officer"]].map((held) =>
      desk.signIn(held as Role[]),
    ),
  );
  const streams = await Promise.all(
    listening.map(({ headers }) => fetch(`${address}/api/live`, { headers })),
  );
  await expect.poll(() => listeners.size).toBe(2);
  for (const topic of topics) tell(topic, "s1");
  tell("receipt", "end");
  let heard = "";
  for (const stream of streams) {
    let text = "";
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"end"')) break;
    }
    heard += text;
  }
  await expect.poll(() => listeners.size).toBe(0);
  expect(topics.filter((topic) => !heard.includes(`{"topic":"${topic}"`))).toEqual([]);
});

test("a session that stands idle ends with its stream open: watching alone does not keep somebody signed in", async () => {
  const { headers } = await desk.signIn(["analyst"]);
  const stream = await fetch(`${address}/api/live`, { headers });
  let heard = "";
  for await (const chunk of stream.body ?? []) {
    const waits = !heard.includes(":\n\n");
    heard += Buffer.from(chunk).toString();
    // Alive once; then half an hour without use goes by, and the stream ends.
    if (waits && heard.includes(":\n\n")) desk.clock.advance(31 * 60_000);
  }
  expect(heard).toContain(":\n\n");
});

test("when the feed is interrupted every stream ends, so that screens come back and load again", async () => {
  const { headers } = await desk.signIn(["analyst"]);
  const streams = [whole(headers), whole(headers)];
  await expect.poll(() => listeners.size).toBe(2);
  closeStreams(feed);
  await Promise.all(streams);
  expect(listeners.size).toBe(0);
});

test("a burst of events about one thing is told once", async () => {
  const { headers } = await desk.signIn(["analyst"]);
  const stream = await fetch(`${address}/api/live`, { headers });
  await expect.poll(() => listeners.size).toBe(1);
  for (let n = 0; n < 1000; n += 1) tell("flight", `f${n % 3}`);
  tell("receipt", "end");
  let heard = "";
  for await (const chunk of stream.body ?? []) {
    heard += Buffer.from(chunk).toString();
    // What was told meanwhile comes at once, the last of it last; whatever else were to come comes before the end.
    if (heard.includes('"end"')) closeStreams(feed);
  }
  const lines = heard.split("\n").filter((line) => line.startsWith("data:"));
  expect(lines.toSorted()).toEqual([
    ...["f0", "f0", "f1", "f2"].map((subject) => `data: {"topic":"flight","subject":"${subject}"}`),
    'data: {"topic":"receipt","subject":"end"}',
  ]);
});

test("a screen that does not read is cut off instead of filling the memory", async () => {
  const { headers } = await desk.signIn(["analyst"]);
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  socket.write(`GET /api/live HTTP/1.1\r\nHost: localhost\r\nCookie: ${headers["cookie"]}\r\n\r\n`);
  socket.pause();
  await expect.poll(() => listeners.size).toBe(1);
  let told = 0;
  const toldMore = (): number => {
    for (let n = 0; n < 2000; n += 1) tell("flight", `${told}-${n}-${"x".repeat(60)}`);
    told += 1;
    return listeners.size;
  };
  await expect.poll(toldMore).toBe(0);
  socket.destroy();
});
