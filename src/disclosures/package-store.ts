// All SQL over packages: what left the unit, to whom, and what became of it; recalls and what the data protection officer is told.
import { newId, type SealedColumn, type Transaction } from "#platform";
import type { HandlingCode, Measure, NoticeKind, OutcomeCode, PersonCategory } from "./code-lists.ts";
import type { Element } from "./elements.ts";
import type { Transfer } from "./gates.ts";

export type PackageRow = {
  package_id: string;
  reference: string;
  request_id: string | null;
  case_id: string | null;
  review_id: string;
  reviewed_by: string;
  authority_id: string;
  authority_version: number;
  tenant: string;
  flight_date: string;
  flight_id: string;
  person_id: string;
  legal_basis: string;
  purpose: string;
  offence: string | null;
  measure: Measure;
  measure_reference: string | null;
  elements: Element[];
  beyond_usual: string | null;
  handling: HandlingCode[];
  retention_until: string;
  category: PersonCategory;
  uses_pnr: boolean;
  after_travel: boolean;
  child: boolean;
  claimant: boolean;
  victim: boolean;
  free_movement: boolean;
  by_rule: boolean;
  nationalities: string[];
  transfer: Transfer | null;
  interpol: boolean;
  interpol_checked_at: Date | null;
  facts_hash: string | null;
  facts_at: Date | null;
  state: "draft" | "release-check" | "released" | "acknowledged" | "refused" | "recalled";
  drafted_by: string;
  drafted_at: Date;
  protection_by: string | null;
  protection_at: Date | null;
  override_by: string | null;
  override_joined_by: string | null;
  override_decided_by: string | null;
  second_by: string | null;
  second_reason: string | null;
  hash: string | null;
  released_at: Date | null;
  ack_due_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_at: Date | null;
  opened_at: Date | null;
  outcome: OutcomeCode | null;
  outcome_text: string | null;
  outcome_at: Date | null;
  outcome_due_at: Date | null;
};
const names: readonly (keyof PackageRow)[] = [
  "package_id",
  "reference",
  "request_id",
  "case_id",
  "review_id",
  "reviewed_by",
  "authority_id",
  "authority_version",
  "tenant",
  "flight_date",
  "flight_id",
  "person_id",
  "legal_basis",
  "purpose",
  "offence",
  "measure",
  "measure_reference",
  "elements",
  "beyond_usual",
  "handling",
  "retention_until",
  "category",
  "uses_pnr",
  "after_travel",
  "child",
  "claimant",
  "victim",
  "free_movement",
  "by_rule",
  "nationalities",
  "transfer",
  "interpol",
  "interpol_checked_at",
  "facts_hash",
  "facts_at",
  "state",
  "drafted_by",
  "drafted_at",
  "protection_by",
  "protection_at",
  "override_by",
  "override_joined_by",
  "override_decided_by",
  "second_by",
  "second_reason",
  "hash",
  "released_at",
  "ack_due_at",
  "acknowledged_by",
  "acknowledged_at",
  "opened_at",
  "outcome",
  "outcome_text",
  "outcome_at",
  "outcome_due_at",
];
const columns = names.map((name) => `p.${name}`).join(", ");

/** What the installation seals of packages: sealed anew after a rotation. */
export const packagesSealed: SealedColumn = {
  table: "disclosures.package",
  column: "sealed",
  key: [["package_id", "uuid"]],
  belongsTo: ({ package_id: id = "" }) => `package ${id}`,
};

/** And of what was unmasked for them. */
export const packagesOpened: SealedColumn = {
  table: "disclosures.package",
  column: "sealed_opened",
  key: [["package_id", "uuid"]],
  belongsTo: ({ package_id: id = "" }) => `package opened ${id}`,
};

/** What was unmasked for a package, sealed; null: nothing was. */
export async function openedOf(tx: Transaction, id: string): Promise<Buffer | null> {
  const [row] = await tx.query<{ sealed_opened: Buffer | null }>(
    "select sealed_opened from disclosures.package where package_id = $1",
    [id],
  );
  return row?.sealed_opened ?? null;
}

/** What else a package carries that no screen is shown. */
export type Carried = {
  sealed_opened: Buffer | null;
  unmasked_by: string | null;
  sealed: Buffer;
  file: string;
  protection_reason: string;
  override_reason: string;
  override_at: Date;
  escalated_at: Date;
  outcome_by: string;
  outcome_article: string;
};

export async function insertPackage(tx: Transaction, made: Partial<PackageRow & Carried>): Promise<void> {
  const keys = Object.keys(made);
  await tx.query(
    `insert into disclosures.package (${keys.join(", ")}) values (${keys.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(made),
  );
}

export async function changePackage(
  tx: Transaction,
  id: string,
  change: Partial<PackageRow & Carried>,
): Promise<void> {
  const keys = Object.keys(change);
  await tx.query(
    `update disclosures.package set ${keys.map((key, at) => `${key} = $${at + 2}`).join(", ")} where package_id = $1`,
    [id, ...Object.values(change)],
  );
}

export async function packageById(tx: Transaction, id: string, lock = false): Promise<PackageRow | null> {
  const [row] = await tx.query<PackageRow>(
    `select ${columns} from disclosures.package p where package_id = $1 ${lock ? "for update" : ""}`,
    [id],
  );
  return row ?? null;
}

/** What is carried: the signed content, sealed by the installation, and the file for the recipient's key. */
export async function carriedOf(
  tx: Transaction,
  id: string,
): Promise<{ sealed: Buffer; file: string } | null> {
  const [row] = await tx.query<{ sealed: Buffer; file: string }>(
    "select sealed, file from disclosures.package where package_id = $1 and released_at is not null",
    [id],
  );
  return row ?? null;
}

export function packagesOf(
  tx: Transaction,
  of: { readonly request?: string; readonly case?: string; readonly alert?: string; readonly waiting?: true },
): Promise<PackageRow[]> {
  return tx.query<PackageRow>(
    `select ${columns} from disclosures.package p
     where ($1::uuid is null or p.request_id = $1) and ($2::uuid is null or p.case_id = $2)
       and ($3::uuid is null or p.review_id in (select review_id from disclosures.review where alert_id = $3))
       and (not $4 or (p.state = 'release-check' and p.request_id is null))
     order by p.drafted_at, p.package_id limit 200`,
    [of.request ?? null, of.case ?? null, of.alert ?? null, of.waiting === true],
  );
}

/** What an organisation has received, newest first. */
export function packagesFor(tx: Transaction, tenant: string, request: string | null): Promise<PackageRow[]> {
  return tx.query<PackageRow>(
    `select ${columns} from disclosures.package p where tenant = $1 and released_at is not null and ($2::uuid is null or request_id = $2)
     order by released_at desc, package_id limit 200`,
    [tenant, request],
  );
}

export type LivePackage = Pick<
  PackageRow,
  | "package_id"
  | "authority_id"
  | "tenant"
  | "flight_date"
  | "flight_id"
  | "person_id"
  | "elements"
  | "uses_pnr"
  | "facts_hash"
  | "facts_at"
  | "reference"
> & { alert_id: string | null; entry_ids: string[] | null; recall_address: string };

/** What was told and is held by its recipient still. */
export function livePackages(
  tx: Transaction,
  only: { readonly request?: string } = {},
): Promise<LivePackage[]> {
  return tx.query<LivePackage>(
    `select p.package_id, p.reference, p.authority_id, p.tenant, p.flight_date, p.flight_id, p.person_id, p.elements, p.uses_pnr,
       p.facts_hash, p.facts_at, r.alert_id, r.entry_ids, a.recall_address
     from disclosures.package p join disclosures.review r using (review_id)
     join disclosures.authority a on a.authority_id = p.authority_id and a.version = p.authority_version
     where p.state in ('released', 'acknowledged') and p.retention_until >= $1::date and ($2::uuid is null or p.request_id = $2)
     order by p.package_id`,
    [tx.at, only.request ?? null],
  );
}

/** Packages that nobody has acknowledged in time, or whose outcome is owed, and of whom nobody was told. */
export function overduePackages(
  tx: Transaction,
): Promise<{ package_id: string; what: "acknowledgement" | "outcome"; authority_id: string }[]> {
  return tx.query(
    `select package_id, authority_id, case when acknowledged_at is null then 'acknowledgement' else 'outcome' end as what
     from disclosures.package
     where state in ('released', 'acknowledged') and outcome is null
       and ((acknowledged_at is null and ack_due_at <= $1 and escalated_at is null)
         or (acknowledged_at is not null and outcome_due_at <= $1 and (escalated_at is null or escalated_at < outcome_due_at)))
     order by package_id for update skip locked`,
    [tx.at],
  );
}

export type RecallRow = {
  recall_id: string;
  authority_id: string;
  tenant: string;
  kind: "correct" | "delete";
  cause: string;
  text: string;
  packages: string[];
  references: string[];
  made_at: Date;
  due_at: Date;
  acknowledged_at: Date | null;
};
const recallColumns = `c.recall_id, c.authority_id, c.tenant, c.kind, c.cause, c.text, c.packages, c.made_at, c.due_at, c.acknowledged_at,
  coalesce((select array_agg(p.reference order by p.reference) from disclosures.package p where p.package_id = any (c.packages)), '{}') as references`;

/** Makes one recall for a recipient and cause; null where it was made before. */
export async function insertRecall(
  tx: Transaction,
  made: {
    readonly authorityId: string;
    readonly tenant: string;
    readonly kind: "correct" | "delete";
    readonly cause: string;
    readonly causeKey: string;
    readonly text: string;
    readonly packages: readonly string[];
    readonly dueAt: Date;
  },
): Promise<string | null> {
  const id = newId(tx.at);
  const [row] = await tx.query<{ recall_id: string }>(
    `insert into disclosures.recall (recall_id, authority_id, tenant, kind, cause, cause_key, text, packages, made_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning recall_id`,
    [
      id,
      made.authorityId,
      made.tenant,
      made.kind,
      made.cause,
      made.causeKey,
      made.text,
      made.packages,
      tx.at,
      made.dueAt,
    ],
  );
  return row?.recall_id ?? null;
}

export function recallsFor(tx: Transaction, tenant: string): Promise<RecallRow[]> {
  return tx.query<RecallRow>(
    `select ${recallColumns} from disclosures.recall c where tenant = $1 order by made_at desc limit 200`,
    [tenant],
  );
}

export function recallsOf(tx: Transaction, packages: readonly string[]): Promise<RecallRow[]> {
  return tx.query<RecallRow>(
    `select ${recallColumns} from disclosures.recall c where packages && $1::uuid[] order by made_at`,
    [packages],
  );
}

export async function recallById(tx: Transaction, id: string): Promise<RecallRow | null> {
  const [row] = await tx.query<RecallRow>(
    `select ${recallColumns} from disclosures.recall c where recall_id = $1 for update of c`,
    [id],
  );
  return row ?? null;
}

export async function acknowledgeRecall(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    "update disclosures.recall set acknowledged_by = $2, acknowledged_at = $3 where recall_id = $1 and acknowledged_at is null",
    [id, tx.actor.id, tx.at],
  );
}

/** Recalls that nobody has acknowledged in time; marked as told. */
export function escalateRecalls(tx: Transaction): Promise<{ recall_id: string; authority_id: string }[]> {
  return tx.query(
    `update disclosures.recall set escalated_at = $1
     where acknowledged_at is null and due_at <= $1 and escalated_at is null returning recall_id, authority_id`,
    [tx.at],
  );
}

export type NoticeRow = {
  notice_id: string;
  kind: NoticeKind;
  package_id: string | null;
  request_id: string | null;
  authority_id: string;
  authority_name: string;
  detail: { readonly text: string };
  at: Date;
  seen_at: Date | null;
};

/** Tells the data protection officer. */
export async function insertNotice(
  tx: Transaction,
  told: {
    readonly kind: NoticeKind;
    readonly packageId?: string | null;
    readonly requestId?: string | null;
    readonly authorityId: string;
    readonly text: string;
    /** What was passed on of another State's, by its id. */
    readonly onward?: string;
  },
): Promise<string> {
  const id = newId(tx.at);
  await tx.query(
    `insert into disclosures.notice (notice_id, kind, package_id, request_id, authority_id, detail, at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      told.kind,
      told.packageId ?? null,
      told.requestId ?? null,
      told.authorityId,
      { text: told.text, ...(told.onward === undefined ? {} : { onward: told.onward }) },
      tx.at,
    ],
  );
  return id;
}

export function noticeRows(tx: Transaction): Promise<NoticeRow[]> {
  return tx.query<NoticeRow>(
    `select n.notice_id, n.kind, n.package_id, n.request_id, n.authority_id, n.detail, n.at, n.seen_at,
       coalesce((select a.name from disclosures.authority a where a.authority_id = n.authority_id order by a.version desc limit 1), '') as authority_name
     from disclosures.notice n order by n.seen_at is not null, n.at desc limit 200`,
  );
}

export async function noticedSince(
  tx: Transaction,
  kind: NoticeKind,
  authorityId: string,
  since: Date,
): Promise<boolean> {
  const rows = await tx.query(
    "select from disclosures.notice where kind = $1 and authority_id = $2 and at >= $3 limit 1",
    [kind, authorityId, since],
  );
  return rows.length > 0;
}

export async function seeNotice(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    "update disclosures.notice set seen_by = $2, seen_at = $3 where notice_id = $1 and seen_at is null returning notice_id",
    [id, tx.actor.id, tx.at],
  );
  return rows.length > 0;
}
