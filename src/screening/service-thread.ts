// The thread that holds the index of all lists in force: building it, and screening, never delay the server's answers.
import { parentPort } from "node:worker_threads";
import type { ListEntry } from "#watchlists";
import type { IndexedList } from "./engine.ts";
import { buildIndex, indexBuilder } from "./index/build-index.ts";
import type { ListIndex } from "./index/list-index.ts";
import type { Match, Traveller } from "./match.ts";
import { STANDARD_PROFILE } from "./profile.ts";
import { screenTravellers } from "./screen.ts";
import type { FromThread, ScreenedBy, ToThread } from "./service-messages.ts";
import { ENGINE_VERSION } from "./version.ts";

/** The index as built, and what has changed since: entries added or changed, and those that no longer count. */
type Standing = {
  readonly base: ListIndex;
  readonly beside: ListIndex | null;
  readonly replaced: ReadonlySet<string>;
  readonly by: ScreenedBy;
};

const port = parentPort;
if (port === null) throw new Error("service-thread.ts runs as a thread of the screening service");
const tell = (message: FromThread): void => port.postMessage(message);

let builder: ReturnType<typeof indexBuilder> | null = indexBuilder();
let standing: Standing | null = null;
let differing: ReadonlyMap<string, ListEntry> = new Map();
const parts = new Map<number, ListIndex>();

port.on("message", (message: ToThread) => {
  switch (message.kind) {
    case "entries":
      for (const text of message.texts) builder?.add(parse(text));
      break;
    case "ready":
      standing = build(message.lists);
      tellStanding(standing);
      break;
    case "differences":
      standing = besides(held(), message);
      tellStanding(standing);
      break;
    case "part":
      parts.set(
        message.part,
        buildIndex(message.entries.map(parse), message.lists, { rarityOf: held().base }),
      );
      break;
    case "part-done":
      parts.delete(message.part);
      break;
    case "screen":
      tell(screen(message));
      break;
  }
});

const parse = (text: string): ListEntry => JSON.parse(text) as ListEntry;

function held(): Standing {
  if (standing === null) throw new Error("asked before the index stood");
  return standing;
}

function tellStanding({ base, beside, by }: Standing): void {
  tell({
    kind: "stands",
    entries: base.size,
    names: base.names,
    memoryBytes: base.memoryBytes + (beside?.memoryBytes ?? 0),
    by,
  });
}

function build(lists: readonly IndexedList[]): Standing {
  if (builder === null) throw new Error("an index is built once");
  const base = builder.finish(lists);
  builder = null;
  return { base, beside: null, replaced: new Set(), by: { engineVersion: ENGINE_VERSION, lists } };
}

function besides(before: Standing, change: Extract<ToThread, { kind: "differences" }>): Standing {
  const codes = new Set(change.lists.map((list) => list.code));
  const entries = new Map([...differing].filter(([, entry]) => codes.has(entry.list)));
  for (const id of change.removed) entries.delete(id);
  for (const entry of change.entries.map(parse)) entries.set(entry.id, entry);
  const replaced = new Set([...before.replaced, ...change.removed, ...differing.keys(), ...entries.keys()]);
  differing = entries;
  const beside =
    entries.size === 0 ? null : buildIndex(entries.values(), change.lists, { rarityOf: before.base });
  return { base: before.base, beside, replaced, by: { ...before.by, lists: change.lists } };
}

function screen({ question, travellers, part }: Extract<ToThread, { kind: "screen" }>): FromThread {
  const now = held();
  const index = part === null ? null : parts.get(part);
  if (index === undefined) throw new Error("asked of a part that is not there");
  const matches =
    index === null ? screenAll(now, travellers) : screenTravellers(index, travellers, STANDARD_PROFILE);
  return { kind: "screened", question, matches, by: now.by };
}

function screenAll(
  { base, beside, replaced, by }: Standing,
  travellers: readonly Traveller[],
): readonly (readonly Match[])[] {
  const found = screenTravellers(base, travellers, STANDARD_PROFILE);
  if (by.lists === base.lists) return found;
  // An entry that has not changed is in the present version of its list as it was in the one indexed.
  const versions = new Map(by.lists.map((list) => [list.code, list.version]));
  const more = beside === null ? [] : screenTravellers(beside, travellers, STANDARD_PROFILE);
  return found.map((matches, at) => {
    const kept = matches.flatMap((match) => {
      const listVersion = versions.get(match.list);
      return listVersion === undefined || replaced.has(match.entryId) ? [] : [{ ...match, listVersion }];
    });
    return [...kept, ...(more[at] ?? [])].sort(
      (a, b) => b.score - a.score || b.bits - a.bits || (a.entryId < b.entryId ? -1 : 1),
    );
  });
}
