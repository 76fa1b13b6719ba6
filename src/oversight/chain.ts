// Recomputes the ledger's chain and says where it breaks; knows nothing of where the entries come from.
import { chainHash, ledgerStart } from "#platform";

/** An entry as it is stored: the exact text that was hashed, and the columns that repeat parts of it for searching. */
export type StoredEntry = {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly purpose: string | null;
  readonly body: string;
  readonly hash: Buffer;
};

export type Head = { readonly seq: number; readonly hash: Buffer };

/** Where entries come from: at most `limit` of them from number `from` on, in order; and the head as it stands now. */
export type ChainSource = {
  entries(from: number, limit: number): Promise<readonly StoredEntry[]>;
  head(): Promise<Head | undefined>;
};

export type ChainReport = {
  readonly intact: boolean;
  /** Entries found good before the first bad one. */
  readonly entries: number;
  /** The hash of the last good entry: keep it elsewhere as an anchor for later checks. */
  readonly head: Buffer;
  readonly firstBad: (ChainFault & { readonly seq: number }) | undefined;
};

/** What is wrong with an entry: in a word for programs, and in English. */
export type ChainFault = {
  readonly kind:
    | "missing"
    | "changed"
    | "out-of-place"
    | "rewritten"
    | "not-covered"
    | "head-missing"
    | "head-differs";
  readonly problem: string;
};

/** Entries held in memory at once. */
const batch = 500;

/**
 * Walks the whole chain from the first entry to the head. `anchors` are numbers and hashes noted down earlier and kept
 * elsewhere: they also show a chain that was rewritten from some point on, head included.
 */
export async function checkChain(
  source: ChainSource,
  anchors: readonly Head[] = [],
  onProgress: (entries: number) => void = () => undefined,
): Promise<ChainReport> {
  let previous: Buffer = ledgerStart;
  let seq = 0;
  const stop = (at: number, fault: ChainFault): ChainReport => ({
    intact: false,
    entries: seq,
    head: previous,
    firstBad: { seq: at, ...fault },
  });
  for (;;) {
    const entries = await source.entries(seq + 1, batch);
    for (const entry of entries) {
      if (entry.seq > seq + 1) return stop(seq + 1, missing(seq + 1, entry.seq - 1));
      const fault = await faultOf(entry, previous, source);
      if (fault !== undefined) return stop(entry.seq, fault);
      const anchor = anchors.find((one) => one.seq === entry.seq);
      if (anchor !== undefined && !anchor.hash.equals(entry.hash)) {
        const problem = "rewritten: its hash is not the one that was noted down earlier";
        return stop(entry.seq, { kind: "rewritten", problem });
      }
      previous = entry.hash;
      seq = entry.seq;
    }
    onProgress(seq);
    if (entries.length > 0) continue;
    // Read after the entries: whoever appended meanwhile moved the head, and there is more to read.
    const head = await source.head();
    if (head === undefined) {
      return stop(seq, { kind: "head-missing", problem: "the head of the chain is missing" });
    }
    if (head.seq > seq && (await source.entries(seq + 1, 1)).length > 0) continue;
    if (head.seq > seq) return stop(seq + 1, missing(seq + 1, head.seq));
    if (head.seq < seq) {
      const problem = `not covered: the head of the chain stands at ${head.seq}, before it`;
      return stop(head.seq + 1, { kind: "not-covered", problem });
    }
    if (!head.hash.equals(previous)) {
      const problem = "the head of the chain has another hash than its last entry";
      return stop(seq, { kind: "head-differs", problem });
    }
    const beyond = anchors.find((anchor) => anchor.seq > seq);
    if (beyond !== undefined) return stop(seq + 1, missing(seq + 1, beyond.seq));
    return { intact: true, entries: seq, head: previous, firstBad: undefined };
  }
}

function missing(first: number, last: number): ChainFault {
  return { kind: "missing", problem: first === last ? "missing" : `missing, with all up to ${last}` };
}

/** What is wrong with an entry that follows the hash `previous`; undefined when it is good. */
async function faultOf(
  entry: StoredEntry,
  previous: Buffer,
  source: ChainSource,
): Promise<ChainFault | undefined> {
  if (chainHash(previous, entry.seq, entry.body).equals(entry.hash)) return columnFault(entry);
  const [next] = await source.entries(entry.seq + 1, 1);
  // Its successor still builds on its hash: the entry stood here, and its text was another.
  const wasHere = next === undefined || chainHash(entry.hash, next.seq, next.body).equals(next.hash);
  return wasHere
    ? changed("its text is not the one its hash was made of")
    : { kind: "out-of-place", problem: "out of place: inserted here, or moved here from elsewhere" };
}

/** The columns serve searching only; one that says something else than the text was changed by itself. */
function columnFault(entry: StoredEntry): ChainFault | undefined {
  const stated: unknown = JSON.parse(entry.body);
  if (typeof stated !== "object" || stated === null) return changed("its text is no entry");
  const columns = {
    action: entry.action,
    actor: entry.actor,
    at: entry.at.toISOString(),
    purpose: entry.purpose,
    subjectId: entry.subjectId,
    subjectKind: entry.subjectKind,
  };
  const text = stated as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(columns).filter(([name, value]) => text[name] !== value);
  if (wrong.length === 0) return undefined;
  const names = wrong.map(([name]) => name).join(", ");
  return changed(`${names} beside the text ${wrong.length > 1 ? "say" : "says"} something else`);
}

const changed = (how: string): ChainFault => ({ kind: "changed", problem: `changed: ${how}` });

/** An anchor as it is noted down: "1234:9f86d0…" (64 hexadecimal digits); undefined when it is not one. */
export function parseAnchor(text: string): Head | undefined {
  const found = /^(\d{1,15}):([0-9a-fA-F]{64})$/.exec(text.trim());
  if (found === null) return undefined;
  return { seq: Number(found[1]), hash: Buffer.from(found[2] ?? "", "hex") };
}
