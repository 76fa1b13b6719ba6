// Live without reload: queries load again what changed, and rows wait until the reader asks for them.
import type { QueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { unconnected, type LiveEvent, type LiveFeed, type LiveState } from "./live-feed.ts";

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

export const LiveContext = createContext<LiveFeed>(unconnected);

/** Whether the feed is connected, and since when. */
export function useLiveState(): LiveState {
  const feed = use(LiveContext);
  return useSyncExternalStore(feed.onState, feed.state);
}

/** Whether what is shown below still belongs to the filter before, until the answer for the new one is there. */
export const FilterBeforeContext = createContext(false);

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
