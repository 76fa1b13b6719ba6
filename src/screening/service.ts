// Live screening: the index of all lists in force, held in a thread, followed and swapped whole when a list changes.
import { systemActor, type Database, type LiveFeed } from "#platform";
import type { ScreenablePerson } from "#records";
import { activeVersions, differingTexts, entryTexts, type ActiveVersion } from "#watchlists";
import type { IndexedList } from "./engine.ts";
import type { Match, Traveller } from "./match.ts";
import type { ScreenedBy } from "./service-messages.ts";
import { startThread, type ScreeningThread, type Stands } from "./thread.ts";

export type Screened<Person> = {
  /** In the order asked; each with its matches, best first. */
  readonly persons: readonly (Person & { readonly matches: readonly Match[] })[];
  readonly by: ScreenedBy;
};

const actor = systemActor("screening");
const entriesAPage = 2_000;

export type Screening = {
  /** Screens persons by one and the same state of the lists. Waits while the first index is built. */
  screen<Person extends ScreenablePerson>(persons: readonly Person[]): Promise<Screened<Person>>;
  /**
   * Screens against some entries only (those that changed; JSON texts), weighed as in the whole and told as of
   * `lists`. Close it when done.
   */
  part(entries: readonly string[], lists: readonly IndexedList[]): Promise<ScreeningPart>;
  /** Returns when screening goes by the versions in force at the time of the call, or later ones. */
  upToDate(): Promise<void>;
  /** For health: null while the first index is built. */
  facts(): Omit<Stands, "kind"> | null;
  close(): Promise<void>;
};

export type ScreeningPart = {
  screen<Person extends ScreenablePerson>(persons: readonly Person[]): Promise<Screened<Person>>;
  close(): void;
};

type Index = {
  readonly thread: ScreeningThread;
  readonly lists: readonly ActiveVersion[];
  readonly stands: Stands;
  /** Entries brought beside the index since it was built. */
  readonly beside: number;
};

/** Up to so many differing entries are brought beside the index at once; for more it is built anew. */
const besideMax = 2_000;
/** An index with entries beside it is built anew once the lists have been quiet for so long. */
const quietMs = 30_000;
/** Events can be missed while the listening connection is lost: the versions are looked at now and then anyway. */
const lookMs = 30_000;

/**
 * Opens the service and begins to build the index; it does not wait for it. Follows the live event "watchlist", so
 * that every process of an installation goes by the same versions. `onProblem` is told what could not be done; it is
 * tried again at the next look.
 */
export function openScreening(options: {
  readonly database: Database;
  readonly live: Pick<LiveFeed, "subscribe"> | null;
  readonly onProblem: (problem: Error) => void;
}): Screening {
  const { database, onProblem } = options;
  const tell = (problem: unknown): void =>
    onProblem(problem instanceof Error ? problem : new Error(String(problem)));
  let index: Index | null = null;
  /** A list differs by more than can be brought beside the index: it waits for the index to be built anew. */
  let behind = false;
  let rebuilding: Promise<void> | null = null;
  let closed = false;
  let parts = 0;
  let quiet: NodeJS.Timeout | null = null;
  let queued: Promise<void> | null = null;
  let tail: Promise<unknown> = Promise.resolve();

  /** Changes of `index` happen one after the other. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  }

  /** Looks at the versions in force; a look that has not begun yet serves everyone who asks meanwhile. */
  function follow(): Promise<void> {
    queued ??= inTurn(() => {
      queued = null;
      return lookOnce();
    });
    return queued;
  }

  async function lookOnce(): Promise<void> {
    if (closed) return;
    const lists = await database.transaction(actor, activeVersions);
    if (index === null) {
      const next = await build(lists);
      if (closed) await next.thread.stop();
      else index = next;
      return;
    }
    const before = index;
    const followed = await bring(before, lists);
    // The thread may have died meanwhile; the next look then starts from nothing.
    if (index !== before) return;
    index = followed.index;
    behind = followed.behind;
    if (behind) rebuild().catch(tell);
    else if (index.beside > 0) rebuildWhenQuiet();
  }

  function rebuildWhenQuiet(): void {
    if (quiet !== null) clearTimeout(quiet);
    quiet = setTimeout(() => void rebuild().catch(tell), quietMs).unref();
  }

  /** Builds the index anew aside and swaps it in; questions under way are answered by the old one. */
  function rebuild(): Promise<void> {
    rebuilding ??= (async () => {
      try {
        const next = await build(await database.transaction(actor, activeVersions));
        await inTurn(() => adopt(next));
      } finally {
        rebuilding = null;
      }
    })();
    return rebuilding;
  }

  async function adopt(next: Index): Promise<void> {
    if (closed) return next.thread.stop();
    // Lists may have changed while it was built.
    const followed = await bring(next, await database.transaction(actor, activeVersions));
    const before = index;
    index = followed.index;
    behind = followed.behind;
    before?.thread.retire().catch(tell);
    if (behind || followed.index.beside > 0) follow().catch(tell);
  }

  async function build(lists: readonly ActiveVersion[]): Promise<Index> {
    const thread = startThread((problem) => lost(thread, problem));
    try {
      await readInto(thread, database, lists);
      return { thread, lists, stands: await thread.finish(named(lists)), beside: 0 };
    } catch (problem) {
      await thread.stop();
      throw problem;
    }
  }

  /** Brings what differs from `lists` beside the index, list by list, as far as there is room. */
  async function bring(
    from: Index,
    lists: readonly ActiveVersion[],
  ): Promise<{ index: Index; behind: boolean }> {
    const change = await differences(database, from, lists);
    const known = new Set(from.lists.map(keyOf));
    const same = change.lists.length === known.size && change.lists.every((list) => known.has(keyOf(list)));
    if (same) return { index: from, behind: change.left };
    const { entries, removed } = change;
    const stands = await from.thread.differ({ lists: named(change.lists), entries, removed });
    const beside = from.beside + entries.length + removed.length;
    return { index: { thread: from.thread, lists: change.lists, stands, beside }, behind: change.left };
  }

  function lost(thread: ScreeningThread, problem: Error): void {
    if (closed) return;
    tell(problem);
    if (index?.thread !== thread) return;
    index = null;
    follow().catch(tell);
  }

  async function standing(): Promise<Index> {
    while (index === null) {
      if (closed) throw new Error("screening is closed");
      await follow();
    }
    return index;
  }

  const timer = setInterval(() => void follow().catch(tell), lookMs).unref();
  const unsubscribe = options.live?.subscribe((event) => {
    if (event.topic === "watchlist") follow().catch(tell);
  });
  follow().catch(tell);

  return {
    screen: async (persons) => {
      const { thread, stands } = await standing();
      return persons.length === 0 ? { persons: [], by: stands.by } : ask(thread, persons, null);
    },
    part: async (entries, lists) => {
      const { thread } = await standing();
      const part = (parts += 1);
      thread.part(part, entries, lists);
      return { screen: (persons) => ask(thread, persons, part), close: () => thread.partDone(part) };
    },
    upToDate: async () => {
      await follow();
      while (behind) {
        await rebuild();
        await follow();
      }
    },
    facts: () => index?.stands ?? null,
    close: async () => {
      closed = true;
      clearInterval(timer);
      if (quiet !== null) clearTimeout(quiet);
      unsubscribe?.();
      await rebuilding?.catch(() => undefined);
      await tail;
      await index?.thread.stop();
    },
  };
}

async function ask<Person extends ScreenablePerson>(
  thread: ScreeningThread,
  persons: readonly Person[],
  part: number | null,
): Promise<Screened<Person>> {
  const { matches, by } = await thread.screen(persons.map(travellerOf), part);
  return { persons: persons.map((person, at) => ({ ...person, matches: matches[at] ?? [] })), by };
}

/** Only what is compared goes to the thread. */
function travellerOf(person: ScreenablePerson): Traveller {
  const { surname, given, birthDate, sex, nationality, documents } = person;
  return {
    surname,
    given,
    birthDate,
    sex: sex === "M" || sex === "F" || sex === "X" ? sex : null,
    nationality,
    documents: documents.map(({ type, number, issuer }) => ({ type, number, issuer })),
  };
}

async function readInto(
  thread: ScreeningThread,
  database: Database,
  lists: readonly ActiveVersion[],
): Promise<void> {
  for (const { listId: id, version } of lists) {
    let after: string | null = "";
    while (after !== null) {
      const from: string = after;
      const rows = await database.transaction(actor, (tx) =>
        entryTexts(tx, { id, version }, from, entriesAPage),
      );
      thread.add(rows.map((row) => row.text));
      after = rows.length < entriesAPage ? null : (rows.at(-1)?.id ?? null);
    }
  }
}

/** What differs of the lists that fit beside the index; `left`: some do not and stay at their former version. */
async function differences(
  database: Database,
  from: Index,
  wanted: readonly ActiveVersion[],
): Promise<{ lists: ActiveVersion[]; entries: string[]; removed: string[]; left: boolean }> {
  const lists: ActiveVersion[] = [];
  const entries: string[] = [];
  const removed: string[] = [];
  let left = false;
  for (const list of wanted) {
    const former = from.lists.find((each) => each.listId === list.listId);
    const room = besideMax - from.beside - entries.length - removed.length;
    const range = { id: list.listId, from: former?.version ?? null, to: list.version };
    const change =
      former?.version === list.version
        ? { entries: [], removed: [] }
        : await database.transaction(actor, (tx) => differingTexts(tx, range, room + 1));
    if (change.entries.length + change.removed.length > room) {
      left = true;
      if (former !== undefined) lists.push(former);
      continue;
    }
    lists.push(list);
    entries.push(...change.entries);
    removed.push(...change.removed);
  }
  return { lists, entries, removed, left };
}

const keyOf = (list: ActiveVersion): string => `${list.listId} ${list.version}`;

const named = (lists: readonly ActiveVersion[]): IndexedList[] =>
  lists.map(({ code, version }) => ({ code, version: String(version) }));
