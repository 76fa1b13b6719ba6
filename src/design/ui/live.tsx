// Live without reload: the server says what changed, queries load it again, and rows wait until the reader asks for them.
import type { QueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from "react";

/** Something changed on the server: `subject` (an id) of `topic`. */
export type LiveEvent = { readonly topic: string; readonly subject: string };

export type LiveState = {
  readonly kind: "connecting" | "connected" | "lost";
  /** Since when, in milliseconds of this machine's clock. */
  readonly since: number;
};

export type LiveFeed = {
  readonly state: () => LiveState;
  readonly onState: (listener: () => void) => () => void;
  readonly onEvent: (listener: (event: LiveEvent) => void) => () => void;
  readonly close: () => void;
};

/**
 * Opens the feed. The browser reconnects by itself while the server answers; after a refusal it is tried again with
 * growing pauses, half a minute at most.
 */
export function openLiveFeed(address: string): LiveFeed {
  const stateListeners = new Set<() => void>();
  const eventListeners = new Set<(event: LiveEvent) => void>();
  let state: LiveState = { kind: "connecting", since: Date.now() };
  let pause = 1_000;
  let closed = false;
  let source = open();

  function become(kind: LiveState["kind"]): void {
    if (kind === state.kind) return;
    state = { kind, since: Date.now() };
    for (const listener of stateListeners) listener();
  }

  function open(): EventSource {
    const next = new EventSource(address);
    next.addEventListener("open", () => {
      pause = 1_000;
      become("connected");
    });
    next.addEventListener("message", (message: MessageEvent<string>) => {
      const event = eventOf(message.data);
      if (event !== undefined) for (const listener of eventListeners) listener(event);
    });
    next.addEventListener("error", () => {
      if (closed) return;
      become("lost");
      if (next.readyState !== EventSource.CLOSED) return;
      setTimeout(() => {
        if (!closed) source = open();
      }, pause);
      pause = Math.min(pause * 2, 30_000);
    });
    return next;
  }

  return {
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onEvent: (listener) => {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    close: () => {
      closed = true;
      source.close();
    },
  };
}

function eventOf(data: string): LiveEvent | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null || !("topic" in value) || !("subject" in value)) return;
    return { topic: String(value.topic), subject: String(value.subject) };
  } catch {
    // Not one of our events (a proxy's own line): there is nothing to load again.
    return undefined;
  }
}

/** What a query waits for: a topic, and the subject when only one matters. Stands in the query's `meta`. */
export type LiveTopics = readonly { readonly topic: string; readonly subject?: string }[];

/**
 * Loads queries again when the feed names what they show (`meta: { live: [{ topic: "flight" }] }`). A burst of events
 * loads each query once a second at most; after a lost connection everything shown is loaded again.
 */
export function connectQueries(feed: LiveFeed, queries: QueryClient): () => void {
  let waiting: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;

  const flush = () => {
    timer = undefined;
    const events = waiting;
    waiting = [];
    void queries.invalidateQueries({
      predicate: (query) => {
        const topics = query.meta?.["live"] as LiveTopics | undefined;
        return topics?.some((wanted) => events.some((event) => concerns(wanted, event))) === true;
      },
    });
  };
  const stopEvents = feed.onEvent((event) => {
    waiting.push(event);
    timer ??= setTimeout(flush, waiting.length === 1 ? 150 : 1_000);
  });
  const stopState = feed.onState(() => {
    const { kind } = feed.state();
    if (kind === "connected" && wasLost) void queries.invalidateQueries();
    wasLost = kind === "lost" || wasLost;
    if (kind === "connected") wasLost = false;
  });
  return () => {
    clearTimeout(timer);
    stopEvents();
    stopState();
  };
}

function concerns(wanted: LiveTopics[number], event: LiveEvent): boolean {
  return (
    wanted.topic === event.topic && (wanted.subject === undefined || event.subject.includes(wanted.subject))
  );
}

const unconnected: LiveFeed = {
  state: () => idle,
  onState: () => () => undefined,
  onEvent: () => () => undefined,
  close: () => undefined,
};
const idle: LiveState = { kind: "connecting", since: 0 };

export const LiveContext = createContext<LiveFeed>(unconnected);

/** Whether the feed is connected, and since when. */
export function useLiveState(): LiveState {
  const feed = use(LiveContext);
  return useSyncExternalStore(feed.onState, feed.state);
}

/** Rows as they stand on the screen: `gone` ones are no longer in the data and are struck through for a while. */
export type SettledRows<Row> = {
  readonly rows: readonly Row[];
  readonly gone: ReadonlySet<string>;
  readonly waiting: number;
  readonly load: () => void;
};

const goneFor = 10_000;
const idleAfter = 20_000;

/**
 * Keeps rows where the reader saw them. Known rows show their newest content in their place; new rows wait and are
 * counted until `load`; rows that disappeared stay struck through for ten seconds. A reader who has touched nothing for
 * twenty seconds is not disturbed by rows that load themselves. Another `view` (filter, sort) starts afresh.
 */
export function useSettledRows<Row>(
  latest: readonly Row[],
  keyOf: (row: Row) => string,
  view: string,
): SettledRows<Row> {
  const [shown, setShown] = useState<Shown<Row>>({ view, latest, rows: latest });
  let { rows } = shown;
  // New data bring new content to the rows shown, in their places; another view starts afresh.
  if (shown.view !== view || shown.latest !== latest) {
    rows = shown.view !== view || shown.rows.length === 0 ? latest : inPlace(shown.rows, latest, keyOf);
    setShown({ view, latest, rows });
  }
  const load = () => setShown({ view, latest, rows: latest });

  const here = new Set(rows.map(keyOf));
  const present = new Set(latest.map(keyOf));
  const waiting = latest.filter((row) => !here.has(keyOf(row))).length;
  const gone = rows.map(keyOf).filter((key) => !present.has(key));
  const goneList = gone.join(" ");

  const latestKeyOf = useRef(keyOf);
  const latestLoad = useRef(load);
  useEffect(() => {
    latestKeyOf.current = keyOf;
    latestLoad.current = load;
  });
  useEffect(() => {
    if (goneList === "") return;
    const left = new Set(goneList.split(" "));
    const timer = setTimeout(
      () =>
        setShown((now) => ({ ...now, rows: now.rows.filter((row) => !left.has(latestKeyOf.current(row))) })),
      goneFor,
    );
    return () => clearTimeout(timer);
  }, [goneList]);
  useEffect(() => {
    if (waiting === 0) return;
    return whenIdle(idleAfter, () => latestLoad.current());
  }, [waiting]);

  return { rows, gone: new Set(gone), waiting, load };
}

type Shown<Row> = { readonly view: string; readonly latest: readonly Row[]; readonly rows: readonly Row[] };

function inPlace<Row>(
  shown: readonly Row[],
  latest: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] {
  const byKey = new Map(latest.map((row) => [keyOf(row), row]));
  return shown.map((row) => byKey.get(keyOf(row)) ?? row);
}

/** Runs once nothing was touched for some time; returns how to stop waiting. */
function whenIdle(milliseconds: number, run: () => void): () => void {
  let timer = setTimeout(run, milliseconds);
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
  const kinds = ["keydown", "pointermove", "pointerdown", "wheel"] as const;
  for (const kind of kinds) document.addEventListener(kind, again, { passive: true });
  return () => {
    clearTimeout(timer);
    for (const kind of kinds) document.removeEventListener(kind, again);
  };
}
