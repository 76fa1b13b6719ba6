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
    `select seq, at, actor, action, subject_kind as "subjectKind", purpose, recipient,
            body::jsonb ->> 'ground' as ground, body::jsonb ->> 'profile' as profile
     from ledger.entry where seq = any (array(select ledger.concerning($1::uuid[]))) order by seq desc limit $2`,
    [persons, limit + 1],
  );
  return { persons, acts: acts.slice(0, limit), cut: acts.length > limit };
}

/** The ids of those whom the entry names under one of these marks. */
function bearersIn(body: string, marks: readonly string[]): readonly string[] {
  const entry = JSON.parse(body) as {
    readonly about: readonly string[];
    readonly marks: readonly string[][];
  };
  const wanted = new Set(marks);
  return entry.about.filter((_id, at) => entry.marks[at]?.some((mark) => wanted.has(mark)) === true);
}
