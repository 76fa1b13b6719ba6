// What stands in the running unit, in counts and settings, for documents that show it. No row of a person is read.
import type { Transaction } from "#platform";

export type Live = {
  readonly accounts: Readonly<Record<string, number>>;
  readonly demonstrationAccounts: number;
  readonly authorities: readonly {
    readonly kind: string;
    readonly service: string;
    readonly country: string;
    readonly purposes: readonly string[];
    readonly legalAct: string;
    readonly number: number;
  }[];
  readonly lists: readonly {
    readonly code: string;
    readonly title: string;
    readonly authority: string;
    readonly legalBasis: string;
    readonly kind: string;
    readonly version: number;
  }[];
  readonly rules: Readonly<Record<string, number>>;
  readonly carriers: { readonly number: number; readonly certified: number };
  readonly offences: number;
  readonly certificate: {
    readonly kind: string;
    readonly records: number;
    readonly madeAt: string;
    readonly idsHash: string;
  } | null;
  readonly run: { readonly endedAt: string | null; readonly late: number } | null;
  readonly overdueRights: number;
  readonly overdueReviews: number;
  /** When the ledger was last verified whole and found so; null: never. */
  readonly verifiedAt: string | null;
  readonly brokenAt: string | null;
  readonly backedUpAt: string | null;
  /** Alerts and directives that the ledger says the system decided by itself: there must be none. */
  readonly decidedBySystem: number;
  readonly ledgerSize: number;
};

type Counted = { name: string; number: number };
const byName = (rows: readonly Counted[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ name, number }) => [name, number]));
const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** Reads all of it as one state. The transaction is the server's own. */
export async function liveState(tx: Transaction): Promise<Live> {
  const accounts = await tx.query<Counted>(
    `select g.role as name, count(*)::int as number from access.role_grant g join access.person p using (person_id)
     where p.disabled_at is null group by 1`,
  );
  const [demonstration] = await tx.query<{ number: number }>(
    "select count(*)::int as number from access.person where demonstration and disabled_at is null",
  );
  const authorities = await tx.query<Live["authorities"][number]>(
    `select kind, service, country, purposes, legal_act as "legalAct", count(*)::int as number from disclosures.authority
     where state = 'in-force' and valid_until > $1 group by 1, 2, 3, 4, 5 order by 1, 2, 3, 5`,
    [tx.at],
  );
  const lists = await tx.query<Live["lists"][number]>(
    `select code, title, authority, legal_basis as "legalBasis", kind, active_version as version from watchlists.list
     where active_version is not null order by code`,
  );
  const rules = await tx.query<Counted>(
    "select state as name, count(*)::int as number from criteria.version group by 1",
  );
  const [carriers] = await tx.query<Live["carriers"]>(
    `select (select count(*)::int from carriers.carrier) as number,
            (select count(distinct carrier_id)::int from certification.certificate) as certified`,
  );
  const [offences] = await tx.query<{ number: number }>(
    `select count(distinct c.code)::int as number from law.offence_change c join law.offence_decision d using (change_id)
     where d.approved and c.valid_from <= $1::date and (c.valid_to is null or c.valid_to > $1::date)`,
    [tx.at.toISOString().slice(0, 10)],
  );
  const [certificate] = await tx.query<{ kind: string; records: number; made_at: Date; ids: string }>(
    `select kind, records, made_at, encode(ids_hash, 'hex') as ids from retention.certificate order by made_at desc limit 1`,
  );
  const [run] = await tx.query<{ ended_at: Date | null; late: number }>(
    "select ended_at, late from retention.run order by started_at desc limit 1",
  );
  const [overdue] = await tx.query<{ rights: number; reviews: number }>(
    `select (select count(*)::int from rights.request where state <> 'answered' and due_at <= $1) as rights,
            (select count(*)::int from approvals.review where reviewed_at is null and due_at <= $1) as reviews`,
    [tx.at],
  );
  const verified = await tx.query<{ at: Date; intact: boolean }>(
    `select at, (body::jsonb -> 'detail' ->> 'intact')::boolean as intact from ledger.entry
     where action = 'ledger.verified' order by seq desc limit 1`,
  );
  const [backup] = await tx.query<{ at: Date }>(
    "select at from ledger.entry where action = 'backup.made' order by seq desc limit 1",
  );
  const [decided] = await tx.query<{ number: number }>(
    `select count(*)::int as number from ledger.entry
     where action in ('alert.decided', 'criterion-alert.decided', 'directive.released', 'package.released') and actor like 'system:%'`,
  );
  const [size] = await tx.query<{ size: number }>("select size from ledger.head");
  const last = verified[0];
  return {
    accounts: byName(accounts),
    demonstrationAccounts: demonstration?.number ?? 0,
    authorities,
    lists,
    rules: byName(rules),
    carriers: carriers ?? { number: 0, certified: 0 },
    offences: offences?.number ?? 0,
    certificate:
      certificate === undefined
        ? null
        : {
            kind: certificate.kind,
            records: certificate.records,
            madeAt: certificate.made_at.toISOString(),
            idsHash: certificate.ids,
          },
    run: run === undefined ? null : { endedAt: iso(run.ended_at), late: run.late },
    overdueRights: overdue?.rights ?? 0,
    overdueReviews: overdue?.reviews ?? 0,
    verifiedAt: last?.intact === true ? last.at.toISOString() : null,
    brokenAt: last?.intact === false ? last.at.toISOString() : null,
    backedUpAt: iso(backup?.at),
    decidedBySystem: decided?.number ?? 0,
    ledgerSize: size?.size ?? 0,
  };
}
