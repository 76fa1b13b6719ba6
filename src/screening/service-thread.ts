// The thread that holds the index of all lists in force: building it, and screening, never delay the server's answers.
import { parentPort } from "node:worker_threads";
import type { ListEntry } from "#watchlists";
import { buildIndex, indexBuilder, type WeighedAs } from "./index/build-index.ts";
import type { ListIndex } from "./index/list-index.ts";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";
import { Rarity } from "./rarity.ts";
import { screenTravellers } from "./screen.ts";
import type { FromThread, ScreenedBy, Stands, ToThread, Weights } from "./service-messages.ts";
import { readSnapshot, writeSnapshot } from "./snapshot-file.ts";
import { ENGINE_VERSION } from "./version.ts";

/** The index as built, and what has changed since: entries added or changed, and those that no longer count. */
type Standing = {
  readonly base: ListIndex;
  readonly beside: ListIndex | null;
  readonly replaced: ReadonlySet<string>;
  readonly by: ScreenedBy;
  /** A part of another index: all that it is asked, until it ends, is one question. */
  readonly isPart: boolean;
};

const port = parentPort;
if (port === null) throw new Error("service-thread.ts runs as a thread of the screening service");
const tell = (message: FromThread): void => port.postMessage(message);

let builder: ReturnType<typeof indexBuilder> | null = indexBuilder();
let standing: Standing | null = null;
let differing: ReadonlyMap<string, ListEntry> = new Map();

port.on("message", (message: ToThread) => {
  switch (message.kind) {
    case "entries":
      for (const text of message.texts) builder?.add(parse(text));
      break;
    case "ready":
      standing = build(message);
      tellStanding(standing);
      break;
    case "differences":
      standing = besides(held(), message);
      tellStanding(standing);
      break;
    case "tell-weights": {
      const { population, rarity, search } = held().base;
      const listed = [...search.listed.keys()].join("\n");
      tell({ kind: "weights", weights: { population, rarity: rarity.columns(), listed } });
      break;
    }
    case "reopen":
      void reopen(message.path);
      break;
    case "write":
      void write(message);
      break;
    case "screen":
      tell(screen(message));
      break;
    case "end":
      port.close();
      break;
  }
});

const parse = (text: string): ListEntry => JSON.parse(text) as ListEntry;

function held(): Standing {
  if (standing === null) throw new Error("asked before the index stood");
  return standing;
}

const factsOf = ({ base, beside, by }: Standing): Stands => ({
  entries: base.size,
  names: base.names,
  memoryBytes: base.memoryBytes + (beside?.memoryBytes ?? 0),
  by: { ...by, basis: base.lists },
});

function tellStanding(now: Standing): void {
  tell({ kind: "stands", ...factsOf(now) });
}

/** Stands by the index of a file, or says why not and waits to be given entries. */
async function reopen(path: string): Promise<void> {
  const outcome = await readSnapshot(path);
  if ("refused" in outcome) return tell({ kind: "reopened", outcome });
  standing = standingOn(outcome.index);
  builder = null;
  return tell({ kind: "reopened", outcome: { stands: factsOf(standing), note: outcome.note } });
}

/** Writes the index as it was built; what stands beside it is read from the lists again. */
async function write({ path, note }: Extract<ToThread, { kind: "write" }>): Promise<void> {
  try {
    await writeSnapshot(path, held().base, note);
    tell({ kind: "written", problem: null });
  } catch (problem) {
    tell({ kind: "written", problem: problem instanceof Error ? problem.message : String(problem) });
  }
}

const standingOn = (base: ListIndex, isPart = false): Standing => ({
  isPart,
  base,
  beside: null,
  replaced: new Set(),
  by: { engineVersion: ENGINE_VERSION, lists: base.lists },
});

function build({ lists, weights }: Extract<ToThread, { kind: "ready" }>): Standing {
  if (builder === null) throw new Error("an index is built once");
  const base = builder.finish(lists, weights === null ? undefined : weighedAs(weights));
  builder = null;
  return standingOn(base, weights !== null);
}

function weighedAs({ population, rarity, listed }: Weights): WeighedAs {
  return { population, rarity: Rarity.of(rarity), search: { listed: new Set(listed.split("\n")) } };
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
  return { ...before, beside, replaced, by: { ...before.by, lists: change.lists } };
}

function screen({ question, travellers, profile }: Extract<ToThread, { kind: "screen" }>): FromThread {
  const now = held();
  const by = { ...now.by, basis: now.base.lists, profile };
  return { kind: "screened", question, matches: screenAll(now, travellers, profile), by };
}

function screenAll(
  { base, beside, replaced, by, isPart }: Standing,
  travellers: readonly Traveller[],
  profile: ThresholdProfile,
): readonly (readonly Match[])[] {
  const found = screenTravellers(base, travellers, profile, isPart);
  if (by.lists === base.lists) return found;
  // An entry that has not changed is in the present version of its list as it was in the one indexed.
  const versions = new Map(by.lists.map((list) => [list.code, list.version]));
  const more = beside === null ? [] : screenTravellers(beside, travellers, profile);
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
