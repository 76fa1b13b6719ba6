// All acts that the ledger knows of one person, found by keyed pseudonyms or by the ids that their records had
// (tables and functions: db/migrations/0060-platform-ledger-tree.sql, 0073-platform-subject-history.sql).
import type { Transaction } from "./database.ts";

/** One act as the person's history shows it: what and when, by whom, why, to whom; nothing of the journey itself. */
export type ActOnPerson = {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly purpose: string | null;
  readonly ground: string | null;
  readonly recipient: string | null;
  readonly profile: string | null;
  /** False: the act was on a message, alert or case that the person is in, and names nobody itself. */
  readonly direct: boolean;
};

export type PersonHistory = {
  /** Under how many ids (one a person and flight) the ledger knows them. */
  readonly persons: readonly string[];
  /** Newest first. */
  readonly acts: readonly ActOnPerson[];
  /** There are more, older ones. */
  readonly cut: boolean;
};

/**
 * The history of whoever bears these marks, or has these ids: at most `limit` acts. Only who may read the ledger finds
 * anything; the caller records that it was compiled.
 */
export async function historyOf(
  tx: Transaction,
  of: { readonly marks: readonly string[]; readonly persons: readonly string[] },
  limit = 5_000,
): Promise<PersonHistory> {
  const marked = await tx.query<{ body: string }>(
    "select body from ledger.entry where seq = any (array(select ledger.marked($1::text[])))",
    [of.marks],
  );
  const persons = [...new Set([...of.persons, ...marked.flatMap(({ body }) => bearersIn(body, of.marks))])];
  const acts = await tx.query<ActOnPerson>(
    `with own as materialized (
       select seq, subject_kind, subject_id from ledger.entry where seq = any (array(select ledger.concerning($1::uuid[])))),
     beside as (
       select e.seq from ledger.entry e
       where e.subject_id = any (array(select distinct subject_id from own where subject_kind = any ($3::text[])))
         and e.subject_kind = any ($3::text[])),
     found as (select seq, true as direct from own union select b.seq, false from beside b where b.seq not in (select seq from own))
     select seq, at, actor, action, subject_kind as "subjectKind", purpose, recipient, direct,
            body::jsonb ->> 'ground' as ground, body::jsonb ->> 'profile' as profile
     from found join ledger.entry using (seq) order by seq desc limit $2`,
    [persons, limit + 1, shared],
  );
  return { persons, acts: acts.slice(0, limit), cut: acts.length > limit };
}

/**
 * What an act is on when it is also on everybody in it: whoever opens the message, opens it with all who are in it. A request of an
 * authority is none: it may have found more people than were told of.
 */
const shared: readonly string[] = [
  "receipt",
  "alert",
  "criterion-alert",
  "case",
  "clearing",
  "directive",
  "escalation",
  "approval",
  "second-look",
  "retention-link",
  "rights-request",
];

/** The ids of those whom the entry names under one of these marks. */
function bearersIn(body: string, marks: readonly string[]): readonly string[] {
  const entry = JSON.parse(body) as {
    readonly about: readonly string[];
    readonly marks: readonly string[][];
  };
  const wanted = new Set(marks);
  return entry.about.filter((_id, at) => entry.marks[at]?.some((mark) => wanted.has(mark)) === true);
}
