// All SQL over entries of different lists that are, or may be, one person.
import type { Transaction } from "#platform";
import type { ListEntry } from "./entry.ts";

/** One thing that agreed (or did not) between two entries, as screening says it; `left` is the first entry's. */
export type LinkEvidence = {
  readonly feature: string;
  readonly relation: string;
  readonly left: string | null;
  readonly right: string | null;
  readonly bits: number;
};

export type FoundLink = {
  readonly id: string;
  readonly first: { readonly listId: string; readonly entryId: string };
  readonly second: { readonly listId: string; readonly entryId: string };
  readonly evidence: readonly LinkEvidence[];
  readonly strength: number;
};

/** Keeps what was found for a person to decide; pairs that are known, whatever was decided, stay as they are. Returns how many are new. */
export async function addLinks(tx: Transaction, links: readonly FoundLink[]): Promise<number> {
  if (links.length === 0) return 0;
  const rows = await tx.query(
    `insert into watchlists.entry_link (link_id, first_list, first_entry, second_list, second_entry, state, evidence,
       strength, found_at)
     select l.id, l.first_list, l.first_entry, l.second_list, l.second_entry, 'proposed', l.evidence, l.strength, $1
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::jsonb[], $8::real[])
       as l (id, first_list, first_entry, second_list, second_entry, evidence, strength)
     on conflict (first_entry, second_entry) do nothing returning link_id`,
    [
      tx.at,
      links.map(({ id }) => id),
      links.map(({ first }) => first.listId),
      links.map(({ first }) => first.entryId),
      links.map(({ second }) => second.listId),
      links.map(({ second }) => second.entryId),
      links.map(({ evidence }) => JSON.stringify(evidence)),
      links.map(({ strength }) => strength),
    ],
  );
  return rows.length;
}

export type LinkRow = {
  link_id: string;
  state: "proposed" | "joined" | "apart";
  evidence: LinkEvidence[];
  strength: number;
  found_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  first_entry: string;
  second_entry: string;
  first_list: string;
  second_list: string;
  /** Null: it is in force no more. */
  first_content: ListEntry | null;
  second_content: ListEntry | null;
  first_title: string;
  second_title: string;
};

const inForce = (side: string) => `left join watchlists.entry ${side} on ${side}.list_id = l.${side}_list
  and ${side}.entry_id = l.${side}_entry and ${side}.from_version <= ${side}_of.active_version
  and (${side}.to_version is null or ${side}.to_version > ${side}_of.active_version)`;
const linkRows = `select l.link_id, l.state, l.evidence, l.strength, l.found_at, l.decided_by, l.decided_at, l.reason,
    l.first_entry, l.second_entry, l.first_list, l.second_list, first.content as first_content,
    second.content as second_content, first_of.title as first_title, second_of.title as second_title
  from watchlists.entry_link l
  join watchlists.list first_of on first_of.list_id = l.first_list
  join watchlists.list second_of on second_of.list_id = l.second_list
  ${inForce("first")} ${inForce("second")}`;

/** What is known of an entry and those of other lists, what waits for a person first. */
export function linksOfEntry(tx: Transaction, entryId: string): Promise<LinkRow[]> {
  return tx.query<LinkRow>(
    `${linkRows} where $1 in (l.first_entry, l.second_entry)
     order by array_position(array['proposed', 'joined', 'apart'], l.state), l.strength desc, l.link_id`,
    [entryId],
  );
}

/** One pair; locked, so that two decisions come one after the other. */
export async function linkById(tx: Transaction, linkId: string): Promise<LinkRow | null> {
  const [row] = await tx.query<LinkRow>(`${linkRows} where l.link_id = $1 for update of l`, [linkId]);
  return row ?? null;
}

/** The entries of a list in force that may be somebody on another list, and on which nobody has decided. */
export async function entriesToDecide(
  tx: Transaction,
  list: { id: string; version: number },
  limit: number,
): Promise<string[]> {
  const rows = await tx.query<{ entry_id: string }>(
    `select distinct e.entry_id from watchlists.entry_link l
     join watchlists.entry e on e.entry_id in (l.first_entry, l.second_entry) and e.list_id = $1
       and e.from_version <= $2 and (e.to_version is null or e.to_version > $2)
     where l.state = 'proposed' and $1 in (l.first_list, l.second_list) order by e.entry_id limit $3`,
    [list.id, list.version, limit],
  );
  return rows.map((row) => row.entry_id);
}

export async function decideLink(
  tx: Transaction,
  linkId: string,
  decision: { readonly state: "joined" | "apart"; readonly reason: string },
): Promise<void> {
  await tx.query(
    `update watchlists.entry_link set state = $2, reason = $3, decided_by = $4, decided_at = $5 where link_id = $1`,
    [linkId, decision.state, decision.reason, tx.actor.id, tx.at],
  );
}

/** Asks for the flights with open alerts on these entries to be screened again: their alerts may be one. */
export async function askToJoinAlerts(tx: Transaction, entryIds: readonly string[]): Promise<void> {
  await tx.query("select platform.add_job('join-alerts', $1::json, $2)", [
    JSON.stringify({ entryIds }),
    `join-alerts:${entryIds.join(" ")}`,
  ]);
}

/**
 * Which of these entries a person has joined with others: one name for all entries that are, over however many steps, one
 * person; entries joined with none are left out.
 */
export async function joinedEntries(
  tx: Transaction,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (entryIds.length === 0) return new Map();
  const rows = await tx.query<{ entry_id: string; person: string }>(
    {
      name: "watchlists-joined-entries",
      text: `with recursive reach (entry_id, reached) as (
               select e, e from unnest($1::text[]) as e
               union
               select r.entry_id, case when l.first_entry = r.reached then l.second_entry else l.first_entry end
               from reach r join watchlists.entry_link l
                 on (l.first_entry = r.reached or l.second_entry = r.reached) and l.state = 'joined')
             select entry_id, min(reached) as person from reach group by entry_id having count(*) > 1`,
    },
    [entryIds],
  );
  return new Map(rows.map((row) => [row.entry_id, row.person]));
}
