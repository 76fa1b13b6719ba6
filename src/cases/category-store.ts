// All SQL over categories of persons on alerts and in cases: what the lists say now, what each link says, changes that wait.
import type { Transaction } from "#platform";
import type { PersonCategory } from "#watchlists";

/** Whether nothing adverse may follow from an alert: it shows somebody to be helped or heard (LED-6). */
export async function protects(tx: Transaction, alertId: string): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>("select cases.protects($1) as is", [alertId]);
  return row?.is ?? false;
}

/** Whether this person of a flight is known as one to be helped or heard, and no confirmed alert says otherwise. */
export async function personProtected(
  tx: Transaction,
  of: { readonly date: string; readonly id: string; readonly person: string },
): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>("select cases.person_protected($1, $2, $3) as is", [
    of.date,
    of.id,
    of.person,
  ]);
  return row?.is ?? false;
}

/** Whether words make somebody out to be a suspect or ask for coercion. */
export async function adverseWording(tx: Transaction, text: string): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>("select cases.adverse_wording($1) as is", [text]);
  return row?.is ?? false;
}

export type CategoryWanted = {
  readonly category: PersonCategory;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
};
export type CaseLink = {
  kind: "listed" | "rule";
  alert_id: string;
  case_id: string;
  person_id: string;
  surname: string;
  given: string | null;
  source: string;
  person_category: PersonCategory;
  category_wanted: CategoryWanted | null;
};

/** Each link of a person to a case: what it rests on, who the person is, and a change that waits. */
export function linksOfCase(tx: Transaction, caseId: string, lock = false): Promise<CaseLink[]> {
  const locking = lock ? "for update of l" : "";
  return tx.query<CaseLink>(
    `select * from (
       select 'listed' as kind, l.alert_id, l.case_id, a.person_id, a.traveller ->> 'surname' as surname,
         a.traveller ->> 'given' as given, a.list_code as source, l.person_category, l.category_wanted
       from cases.case_alert l join cases.alert a using (alert_id) where l.case_id = $1 ${locking}) as listed
     union all
     select * from (
       select 'rule', l.alert_id, l.case_id, l.person_id, l.traveller ->> 'surname', l.traveller ->> 'given', l.rule_code,
         l.person_category, l.category_wanted
       from cases.criterion_alert l where l.case_id = $1 ${locking}) as matched
     order by alert_id`,
    [caseId],
  );
}

const table = { listed: "cases.case_alert", rule: "cases.criterion_alert" } as const;

/** Writes who the person of a link is; the database refuses what two persons have to decide. */
export async function setCategory(tx: Transaction, link: CaseLink, category: PersonCategory): Promise<void> {
  await tx.query(`update ${table[link.kind]} set person_category = $2 where alert_id = $1`, [
    link.alert_id,
    category,
  ]);
}

/** Keeps a change for another person; null: none waits. */
export async function setCategoryWanted(
  tx: Transaction,
  link: CaseLink,
  wanted: CategoryWanted | null,
): Promise<void> {
  await tx.query(`update ${table[link.kind]} set category_wanted = $2 where alert_id = $1`, [
    link.alert_id,
    wanted === null ? null : JSON.stringify(wanted),
  ]);
}

/** Who the lists or the rule say the person of a link is, the weightiest of them. */
export async function categoryBySource(tx: Transaction, link: CaseLink): Promise<PersonCategory> {
  if (link.kind === "rule") {
    const [row] = await tx.query<{ category: PersonCategory }>(
      "select case outcome when 'protect' then 'victim' else 'suspect' end as category from cases.criterion_alert where alert_id = $1",
      [link.alert_id],
    );
    return row?.category ?? "other";
  }
  const [row] = await tx.query<{ category: PersonCategory | null }>(
    "select cases.category_of_alert($1) as category",
    [link.alert_id],
  );
  return row?.category ?? "other";
}
