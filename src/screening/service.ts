// Live screening: the index of all lists in force, held in a thread, followed and swapped whole when a list changes.
import { systemActor, type Database, type LiveFeed } from "#platform";
import type { ScreenablePerson } from "#records";
import { activeVersions, differingTexts, entryTexts, versionMarks, type ActiveVersion } from "#watchlists";
import type { IndexedList } from "./engine.ts";
import { activeProfile } from "./profile-in-force.ts";
import { profileOf } from "./profile.ts";
import { ask, openPart, type Screened, type ScreeningPart } from "./service-part.ts";
import type { GoesBy, Stands } from "./service-messages.ts";
import { startThread, type ScreeningThread } from "./thread.ts";

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
  /** What it goes by beside the lists, as of its last look. */
  goesBy(): Promise<GoesBy>;
  /** For health: null while the first index is built. */
  facts(): Stands | null;
  close(): Promise<void>;
};

type Index = {
  readonly thread: ScreeningThread;
  readonly lists: readonly ActiveVersion[];
  readonly stands: Stands;
  /** Entries brought beside the index since it was built. */
  readonly beside: number;
  readonly reopened: boolean;
};

/** What is noted with an index that is written: the versions it was built from, and what each of them came from. */
type Noted = { readonly lists: readonly ActiveVersion[]; readonly marks: readonly (string | null)[] };

const builtAnew = "the index is built anew from the lists";
const whyRefused = {
  "not-an-index": `this file is no index of lists: ${builtAnew}`,
  damaged: `this index is not as it was written: ${builtAnew}`,
  "other-engine": `this index was built by another version of the matching engine: ${builtAnew}`,
  "other-layout": `this index is laid out for another version or machine: ${builtAnew}`,
  "other-lists": `this index is of lists that this database does not have: ${builtAnew}`,
} as const;

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
  /** Where the index is written once built, to be reopened at the next start; null: it is built at each. */
  readonly snapshot?: string | null;
}): Screening {
  const { database, onProblem } = options;
  const snapshot = options.snapshot ?? null;
  const tell = (problem: unknown): void =>
    onProblem(problem instanceof Error ? problem : new Error(String(problem)));
  let index: Index | null = null;
  let profile = profileOf(null);
  /** A list differs by more than can be brought beside the index: it waits for the index to be built anew. */
  let behind = false;
  let rebuilding: Promise<void> | null = null;
  let closed = false;
  let reopenedOnce = false;
  /** Indexes being written, one after the other. */
  let saving: Promise<void> = Promise.resolve();
  const open = new Set<ScreeningPart>();
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
    const lists = await database.transaction(actor, async (tx) => {
      profile = await activeProfile(tx);
      return activeVersions(tx);
    });
    if (index === null) {
      const next = (await reopen()) ?? (await build(lists));
      if (closed) return next.thread.stop();
      index = next;
      if (!next.reopened) return save(next);
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
    save(next);
    if (behind || followed.index.beside > 0) follow().catch(tell);
  }

  async function build(lists: readonly ActiveVersion[]): Promise<Index> {
    const thread = startThread((problem) => lost(thread, problem));
    try {
      await readInto(thread, database, lists);
      const stands = await thread.finish(named(lists));
      return { thread, lists, stands, beside: 0, reopened: false };
    } catch (problem) {
      await thread.stop();
      throw problem;
    }
  }

  /** The index as it was written before; null where there is none, or none to be trusted, which is told. */
  async function reopen(): Promise<Index | null> {
    if (snapshot === null || reopenedOnce) return null;
    reopenedOnce = true;
    const thread = startThread((problem) => lost(thread, problem));
    const outcome = await thread.reopen(snapshot);
    const refused = "refused" in outcome ? outcome.refused : null;
    if (!("refused" in outcome)) {
      const noted = JSON.parse(outcome.note) as Noted;
      const marks = await database.transaction(actor, (tx) => versionMarks(tx, noted.lists));
      const same = noted.lists.every((_list, at) => marks[at] !== null && marks[at] === noted.marks[at]);
      if (same) return { thread, lists: noted.lists, stands: outcome.stands, beside: 0, reopened: true };
    }
    await thread.stop();
    if (refused !== "missing") tell(new Error(`${snapshot}: ${whyRefused[refused ?? "other-lists"]}`));
    return null;
  }

  /** Writes an index that was built, beside its work. What is written is the index alone, not what came beside it since. */
  function save({ thread, lists }: Pick<Index, "thread" | "lists">): void {
    if (snapshot === null) return;
    saving = saving.then(async () => {
      try {
        const marks = await database.transaction(actor, (tx) => versionMarks(tx, lists));
        const note: Noted = { lists, marks };
        await thread.write(snapshot, JSON.stringify(note));
      } catch (problem) {
        if (!closed) tell(problem);
      }
    });
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
    const followed = { ...from, lists: change.lists, stands, beside };
    return { index: followed, behind: change.left };
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
      return persons.length === 0 ? { persons: [], by: stands.by } : ask(thread, persons, profile);
    },
    part: async (entries, lists) => {
      const { thread, stands } = await standing();
      const { basis = stands.by.lists } = stands.by;
      const weights = await thread.weights();
      const part = openPart({ entries, lists, weights, basis, profile: () => profile, tell });
      open.add(part);
      return {
        screen: (persons) => part.screen(persons),
        close: () => {
          open.delete(part);
          return part.close();
        },
      };
    },
    upToDate: async () => {
      await follow();
      while (behind) {
        await rebuild();
        await follow();
      }
    },
    goesBy: async () => {
      const { lists: _lists, basis: _basis, ...engine } = (await standing()).stands.by;
      return { ...engine, profile };
    },
    facts: () => index?.stands ?? null,
    close: async () => {
      closed = true;
      clearInterval(timer);
      if (quiet !== null) clearTimeout(quiet);
      unsubscribe?.();
      await rebuilding?.catch(() => undefined);
      await tail;
      await Promise.all([...open].map((part) => part.close()));
      await index?.thread.stop();
      await saving;
    },
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
