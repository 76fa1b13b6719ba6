// Live events to one screen as server-sent events, at a bearable pace, until the screen, the session or the server ends.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { LiveEvent, LiveFeed } from "./live.ts";

export type LiveStream = {
  readonly feed: LiveFeed;
  /** Whether this screen may know that something of the topic changed. */
  readonly allowed: (topic: string) => boolean;
  /** Asked at each heartbeat; false ends the stream (the session is over). */
  readonly stillAllowed: () => Promise<boolean>;
  readonly heartbeatMs?: number;
};

/** The first event goes at once, those that follow closely go together after this time, each once. */
const gatherMs = 200;
/** A screen that does not read what is sent is cut off; when it comes back it loads everything again. */
const unreadBytesMax = 64 * 1024;

const openStreams = new WeakMap<LiveFeed, Set<() => void>>();

/** Ends every stream of a feed: screens come back at once and load again (after a lost database connection, at the end). */
export function closeStreams(feed: LiveFeed): void {
  for (const close of openStreams.get(feed) ?? []) close();
}

/** Takes over the reply and streams. Each event is one line of JSON: {"topic":…,"subject":…}. */
export function streamEvents(request: FastifyRequest, reply: FastifyReply, stream: LiveStream): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // Proxies that gather answers would hold events back.
    "x-accel-buffering": "no",
  });
  raw.write("retry: 1000\n\n");

  const waiting = new Map<string, LiveEvent>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.size === 0) return;
    const lines = [...waiting.values()].map((event) => `data: ${JSON.stringify(event)}\n\n`);
    waiting.clear();
    raw.write(lines.join(""));
    if (raw.writableLength > unreadBytesMax) {
      close();
      raw.destroy();
    } else timer = setTimeout(flush, gatherMs);
  };
  const unsubscribe = stream.feed.subscribe((event) => {
    if (!stream.allowed(event.topic)) return;
    waiting.set(`${event.topic} ${event.subject}`, event);
    if (timer === undefined) flush();
  });
  const heartbeat = setInterval(() => {
    stream.stillAllowed().then(
      (still) => (still ? raw.write(":\n\n") : close()),
      // The database is away: the stream says nothing wrong by staying open.
      () => raw.write(":\n\n"),
    );
  }, stream.heartbeatMs ?? 15_000);

  const streams = openStreams.get(stream.feed) ?? new Set();
  openStreams.set(stream.feed, streams);
  streams.add(close);
  request.raw.once("close", close);

  function close(): void {
    if (!streams.delete(close)) return;
    unsubscribe();
    clearInterval(heartbeat);
    clearTimeout(timer);
    raw.end();
  }
}
