// Every table that holds data of travellers has row-level security that binds its owner as well; the others say what they hold.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";

let fresh: FreshDatabase;
let admin: Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  admin = new Client({ connectionString: fresh.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await fresh.drop();
});

/** Schemas (with a full stop) and tables without a traveller in them. */
const withoutTravellers: Readonly<Record<string, string>> = {
  "access.": "staff",
  "carriers.": "carriers",
  "certification.": "conformance tests",
  "graphile_worker.": "ids of flights and lists",
  "law.": "the legal profile",
  "public.": "migrations",
  "releases.": "versions and settings of the software",
  "screening.": "models",
  "platform.": "ids for live screens",
  "ledger.entry": "ids of acts; who may read them is its policy, and its index is asked by the owner (0068)",
  "ledger.signing_key": "public keys",
  "ledger.signed_head": "hashes",
  "ledger.head": "hashes",
  "ledger.cosignature": "signatures of witnesses",
  "approvals.joint_office": "which offices decide what together",
  "cases.suppressed_day": "counts",
  "criteria.country": "countries",
  "criteria.place": "airports",
  "disclosures.transition": "which state follows which",
  "disclosures.keeping": "a period",
  "intake.answer_time": "counts",
  "intake.channel_seen": "carriers",
  "intake.delivery": "carriers and hashes",
  "intake.last_at_work": "the unit",
  "intake.outage": "flights",
  "intake.outage_mail": "mailboxes of carriers",
  "intake.outage_flight": "flights",
  "intake.push_request": "flights",
  "intake.quality_day": "counts",
  "intake.quality_rule_day": "counts",
  "intake.quarantine_refusal": "counts",
  "intake.receipt": "carriers, hashes and findings, which quote no content",
  "intake.series": "carriers and counts",
  "intake.series_part": "carriers and counts",
  "quality.measurement": "figures",
  "quality.traffic_day": "counts",
  "records.at_work": "the unit",
  "records.expected_push": "flights",
  "records.flight": "flights",
  "records.leg": "flights",
  "retention.horizon": "the unit",
  "watchlists.forecast": "counts",
  "watchlists.list": "sources",
  "watchlists.thresholds": "figures",
  "watchlists.version": "versions and counts",
};

type Table = {
  name: string;
  partition: boolean;
  on: boolean;
  forced: boolean;
  policies: number;
  grants: boolean;
};
const tables = async (): Promise<Table[]> =>
  (
    await admin.query<Table>(
      `select n.nspname || '.' || c.relname as name, c.relispartition as partition, c.relrowsecurity as on, c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
         has_table_privilege('openpiu_app', c.oid, 'select,insert,update,delete') as grants
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
    )
  ).rows;

/** A partition that the server may not touch by itself is reached through its table, and by its policies, only. */
const reached = async (): Promise<Table[]> =>
  (await tables()).filter(({ name, partition, grants }) => !exempt(name) && !(partition && !grants));
const exempt = (name: string): boolean =>
  Object.keys(withoutTravellers).some((one) => (one.endsWith(".") ? name.startsWith(one) : name === one));

test("each table that holds data of travellers has row-level security that binds its owner too (LED-29.2, PNRD-13.5)", async () => {
  const all = await reached();
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(({ on, forced }) => !(on && forced)).map(({ name }) => name)).toEqual([]);
});

test("each of them that the server may touch says whom it lets", async () => {
  const silent = (await reached()).filter(({ policies, grants }) => grants && policies === 0);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test("what is said to hold no traveller is there", async () => {
  const names = (await tables()).map(({ name }) => name);
  const stale = Object.keys(withoutTravellers).filter((one) => !names.some((name) => name.startsWith(one)));
  expect(stale).toEqual([]);
});

test("the server's role is no owner, and goes past no policy", async () => {
  const { rows } = await admin.query<{ rolsuper: boolean; rolbypassrls: boolean; owned: number }>(
    `select rolsuper, rolbypassrls, (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
     from pg_roles r where rolname = 'openpiu_app'`,
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, owned: 0 }]);
});

/** What the authority writes is its own: its inspections, what it answers and confirms, and documents made for it. */
const authorityWrites: Readonly<Record<string, string>> = {
  "access.emergency reviewed": "names the inspector to shut it out",
  "access.review reviewed": "names the inspector to shut it out",
  "evidence.assessment changed": "its answer to a consultation (LED-28); a trigger keeps the rest",
  "evidence.document made": "documents made for it (LED-4.4)",
  "inspections.inspection changed": "its inspections",
  "inspections.matter changed": "its findings, demands and orders",
  "oversight.referral acknowledged": "what the officer refers to it",
  "retention.countersignature signed": "names the inspector to shut it out",
  "retention.hold decided": "names the inspector to shut it out",
  "retention.hold proposed": "names the inspector to shut it out",
  "rights.limitation reviewed": "its review of a restricted right (CoE108-11); a trigger keeps the rest",
};

test("the inspector reads by policies that name them and writes nothing of the unit's (PNRD-15)", async () => {
  const { rows } = await admin.query<{ policy: string; cmd: string; text: string }>(
    `select schemaname || '.' || tablename || ' ' || policyname as policy, cmd, coalesce(qual, '') || coalesce(with_check, '') as text
     from pg_policies order by 1`,
  );
  const writing = rows.filter(({ cmd, text }) => cmd !== "SELECT" && text.includes("inspector"));
  expect(writing.map(({ policy }) => policy)).toEqual(Object.keys(authorityWrites));
  const officerAlone = rows.filter(
    ({ cmd, text }) =>
      cmd === "SELECT" && text.includes("data-protection-officer") && !text.includes("inspector"),
  );
  expect(officerAlone.map(({ policy }) => policy)).toEqual([]);
  await admin.query("select set_config('openpiu.roles', 'inspector', false)");
  const held = await admin.query<{ officer: boolean }>(
    "select platform.has_role('data-protection-officer') as officer",
  );
  expect(held.rows).toEqual([{ officer: false }]);
});
