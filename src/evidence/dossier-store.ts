// The ledger's entries that concern one alert: those about it, and those about its person that tell of decisions and disclosures.
import { criterionSteps } from "#criteria/contract";
import type { Transaction } from "#platform";

/** Numbers of entries, the oldest first; five hundred at most. Seen by the server's own work and those who oversee. */
export async function entriesConcerning(
  tx: Transaction,
  { alert, person }: { readonly alert: string; readonly person: string },
): Promise<number[]> {
  const rows = await tx.query<{ seq: number }>(
    `select seq from ledger.entry where subject_id = $1
     union
     select e.seq from ledger.entry e where e.seq = any (array(select ledger.concerning(array[$2::uuid])))
       and (e.action like 'package.%' or e.action like 'case.%' or e.action like 'directive.%' or e.action like 'recall.%'
            or e.action like 'approval.%' or e.action = 'message.processed')
     order by seq limit 500`,
    [alert, person],
  );
  return rows.map(({ seq }) => seq);
}

/** Numbers of the entries that brought a version of a rule to where it is, the oldest first: every step, no looking at it. */
export async function entriesOfRule(
  tx: Transaction,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<number[]> {
  const rows = await tx.query<{ seq: number }>(
    `select seq from ledger.entry where subject_kind = 'criterion' and subject_id = $1 and action = any ($3::text[])
       and (body::jsonb -> 'detail' ->> 'version')::int = $2
     order by seq limit 500`,
    [id, version, criterionSteps.map((step) => `criterion.${step}`)],
  );
  return rows.map(({ seq }) => seq);
}
