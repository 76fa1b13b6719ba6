// The four-eyes points F01 to F24 of roles.md section 4, walked through the front door: nobody is second to themselves, neither at
// the service nor by SQL; nothing takes effect before the second; then it does and the ledger names both, or, when the database
// is lost, neither is; nothing is approved twice.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accessRoutes, guarded } from "#access";
import { casesRoutes } from "#cases";
import { lawRoutes, openLaw, type Law } from "#law";
import { penaltyRoutes } from "#penalties";
import type { Database } from "#platform";
import { releaseRoutes } from "#releases";
import { retentionRoutes } from "#retention";
import { euStrict } from "#vocabulary";
import { watchlistRoutes } from "#watchlists";
import { channelOutageRoutes } from "../../src/intake/channel-outage-routes.ts";
import { outageRoutes } from "../../src/intake/outage-routes.ts";
import { openSenderGate } from "../../src/intake/sender-gate.ts";
import { readTestList, testKey } from "../../src/watchlists/fixtures.ts";
import { aCriteriaDesk, history, type CriteriaDesk } from "../harness/criteria-desk.ts";
import { aDisclosureDesk, start, type DisclosureDesk, type Person } from "../harness/disclosure-desk.ts";
import { disclosureWalks, type Begun, type Lasting } from "../harness/disclosure-walks.ts";
import { sealingKey } from "../harness/intake.ts";
import { releaseWalks } from "../harness/release-walks.ts";
import { unitWalks } from "../harness/unit-walks.ts";

type Point =
  | {
      readonly act: string;
      readonly walk: () => Promise<Begun>;
      /** The same point on something else. */
      readonly also?: () => Promise<Begun>;
    }
  /** By its nature one person is enough, and quick. */
  | {
      readonly act: string;
      readonly alone: () => Promise<{
        readonly by: Person;
        readonly status: number;
        readonly effect: boolean;
        readonly subject: string;
      }>;
    }
  /** Walked in another file, whose tests name the point. */
  | { readonly act: string; readonly shownIn: string }
  | { readonly act: string; readonly absent: string };

const points: Readonly<Record<string, Point>> = {
  F01: { act: "Release of a referral package", walk: () => ofDisclosures.referral() },
  F02: { act: "Hit on child / protection flag", walk: () => ofDisclosures.protection() },
  F03: { act: "Watchlist entry or widening", walk: () => ofUnit.entry() },
  F04: { act: "Delisting", alone: () => ofUnit.delisting() },
  F05: { act: "Rule activation / weight change", walk: rule },
  F06: { act: "Emergency rule stop", alone: stop },
  F07: { act: "Unmask", walk: () => ofUnit.unmasking() },
  F08: { act: "Disclosure after travel (also < 6 months)", walk: () => ofDisclosures.afterTravel() },
  F09: { act: "Retention class GENERAL→LINKED", walk: () => ofUnit.link() },
  F10: { act: "Third-country transfer", walk: () => ofDisclosures.transferAbroad() },
  F11: { act: "Override of non-refoulement block", walk: () => ofDisclosures.override() },
  F12: { act: "Urgent disclosure without prior approval", walk: () => ofDisclosures.urgent() },
  F13: { act: "Legal profile change", walk: () => ofUnit.profile() },
  F14: {
    act: "Release / configuration of software",
    walk: () => ofReleases.release(),
    also: () => ofReleases.setting(),
  },
  F15: { act: "Key ceremony, vault key use in bulk", shownIn: "src/app/cli/key-ceremony.test.ts" },
  F16: { act: "Account creation, role grant", walk: () => ofUnit.account() },
  F17: { act: "Break-glass", walk: () => ofUnit.emergency() },
  F18: { act: "Carrier penalty proposal", walk: () => ofUnit.penalty() },
  F19: { act: "Document exam opinion", absent: "comes with the examination centre" },
  F20: { act: "Fallback channel use", walk: () => ofUnit.fallback() },
  F21: { act: "Source connection (new database)", walk: () => ofUnit.source() },
  F22: { act: "Deletion certificate / ledger close", walk: () => ofUnit.certificates() },
  F23: { act: "No-board directive (iAPI)", walk: () => ofUnit.directive() },
  F24: { act: "Gate decision in readiness", absent: "comes with the readiness instrument" },
};

let desk: DisclosureDesk;
let rules: CriteriaDesk;
let owner: Client;
let ofDisclosures: ReturnType<typeof disclosureWalks>;
let ofUnit: ReturnType<typeof unitWalks>;
let ofReleases: ReturnType<typeof releaseWalks>;
let law: Law;
const folder = mkdtempSync(join(tmpdir(), "openpiu-four-eyes-"));

beforeAll(async () => {
  desk = await aDisclosureDesk({
    also: async (one) => {
      law = await openLaw({
        database: one.database,
        clock: one.clock,
        keyFile: join(folder, "key"),
        state: "AZ",
        onProblem: (error) => {
          throw error;
        },
      });
      lawRoutes(one.server, { database: one.database, law });
      accessRoutes(one.server, { unit: "Unit", zone: "UTC", version: "0" });
      const sources = { folder: null, timeoutMs: 1000, bytesMax: 1_000_000 };
      watchlistRoutes(one.server, { database: one.database, sources, readList: readTestList, key: testKey });
      casesRoutes(one.server, {
        database: one.database,
        profile: euStrict,
        carrierMessages: async () => new Map(),
      });
      const gate = openSenderGate({ ...one, feed: { subscribe: () => () => undefined } });
      const reception = {} as never;
      penaltyRoutes(one.server, { database: one.database, profile: euStrict, unit: "Unit" });
      channelOutageRoutes(one.server, { ...one, gate, reception, profile: euStrict, key: sealingKey });
      outageRoutes(one.server, { ...one, profile: euStrict });
      const release = { version: "1", software: "e".repeat(64), settings: {} };
      releaseRoutes(one.server, { ...one, release, releaseExempt: false });
      retentionRoutes(one.server, { database: one.database, profile: euStrict });
      guarded(
        one.server,
        { method: "POST", url: "/test/watch", action: "propose-directive" },
        async () => ({}),
      );
    },
  });
  owner = new Client({ connectionString: desk.adminUrl });
  await owner.connect();
  ofDisclosures = disclosureWalks(desk, owner);
  ofUnit = unitWalks(desk, owner);
  ofReleases = releaseWalks(desk, owner);
});
afterAll(async () => {
  law.close();
  await owner.end();
  await rules?.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => desk.clock.set(start));

/** Rules have a desk of their own, with traffic to test them on. */
async function ruleDesk(): Promise<void> {
  if (rules !== undefined) return;
  rules = await aCriteriaDesk();
  await history(rules);
}

async function stop() {
  await ruleDesk();
  const id = await rules.propose("to-stop");
  await rules.walk(id, "shadow");
  const { status } = await rules.step(rules.head, id, "suspension");
  const effect = (await rules.detail(id)).shown.state === "suspended";
  return { by: rules.head, status, effect, subject: id };
}

async function rule(): Promise<Begun> {
  await ruleDesk();
  const id = await rules.propose();
  await rules.walk(id, "opinion");
  const { fingerprint } = (await rules.detail(id)).shown;
  await rules.database.transaction(rules.system, (tx) =>
    tx.query("insert into access.role_grant values ($1, 'supervisor', $2, 'system:test')", [
      rules.author.id,
      tx.at,
    ]),
  );
  const approve = async (who: Person) => (await rules.step(who, id, "approval", { fingerprint })).status;
  return {
    first: rules.author,
    own: () => approve(rules.author),
    sql: ["supervisor", "update criteria.version set state = 'approved' where rule_id = $1", [id]],
    early: async () => (await rules.step(rules.author, id, "shadow")).status,
    effect: async () => (await rules.detail(id)).shown.state === "approved",
    as: approve,
    tampered: async () =>
      (await rules.step(rules.head, id, "approval", { fingerprint: "0".repeat(64) })).status,
    second: rules.head,
    agree: async () => Math.max(await approve(rules.head), await approve(rules.legal)),
    subject: id,
  };
}

const walked = Object.entries(points).flatMap(([point, each]) =>
  "walk" in each
    ? [each.walk, ...("also" in each ? [each.also] : [])].map((walk) => [point, each.act, walk] as const)
    : [],
);

/**
 * Carries out what is asked with a database that is cut off at the end of every transaction that has something for the ledger,
 * before it commits; the status that who asked is told, 500 where they could not ask at all.
 */
async function lost(database: Database, act: () => Promise<number>): Promise<number> {
  const whole = { ...database };
  let cut = 0;
  const cutting: Database["transaction"] = (actor, work) =>
    whole.transaction(actor, async (tx) => {
      let recorded = false;
      const record: typeof tx.record = (entry) => {
        recorded = true;
        tx.record(entry);
      };
      const done = await work({ ...tx, record });
      if (!recorded) return done;
      const [own] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
      const admin = new Client({
        connectionString: database === desk.database ? desk.adminUrl : rules.adminUrl,
      });
      await admin.connect();
      await admin.query("select pg_terminate_backend($1, 5000)", [own?.pid]);
      await admin.end();
      cut += 1;
      return done;
    });
  Object.assign(database, { transaction: cutting });
  try {
    const status = await act().catch(() => 500);
    return cut === 0 ? 0 : status;
  } finally {
    Object.assign(database, whole);
  }
}

/** The numbers of its entries in the ledger. */
async function entriesAbout(subject: string, from: "rules" | "desk"): Promise<readonly number[]> {
  const { database } = from === "rules" ? rules : desk;
  const rows = await database.transaction(desk.system, (tx) =>
    tx.query<{ seq: number }>("select seq from ledger.entry where strpos(body, $1) > 0 order by seq", [
      subject,
    ]),
  );
  return rows.map(({ seq }) => seq);
}

/** Who stands in the ledger about it. */
async function actorsOf(subject: string, from: "rules" | "desk"): Promise<readonly string[]> {
  const database = from === "rules" ? rules : desk;
  const rows = await database.database.transaction(desk.system, (tx) =>
    tx.query<{ actor: string }>("select distinct actor from ledger.entry where strpos(body, $1) > 0", [
      subject,
    ]),
  );
  return rows.map(({ actor }) => actor);
}

test.each(walked)(
  "%s %s: not by one person, not by SQL, not before, whole or not at all, and once (PNRD-13.6)",
  async (point, _act, walk) => {
    const begun = await walk();
    const on = point === "F05" ? "rules" : "desk";
    expect(await begun.effect()).toBe(false);
    expect(await (begun.early ?? begun.own)()).toBeGreaterThanOrEqual(400);
    expect(await begun.own()).toBeGreaterThanOrEqual(400);
    // Whoever has no part in it, and whoever agrees to something else than was asked.
    for (const role of ["carrier-desk", "auditor", "rules-manager"] as const)
      expect(await begun.as(await (on === "rules" ? rules : desk).signIn([role]))).toBeGreaterThanOrEqual(
        400,
      );
    for (const altered of [begun.tampered].flatMap((one) => one ?? []))
      expect(await altered()).toBeGreaterThanOrEqual(400);
    expect(await begun.effect()).toBe(false);
    const [role, text, values] = begun.sql;
    const { database } = on === "rules" ? rules : desk;
    const asSecond = { id: begun.first.id, roles: [role], purpose: "SERIOUS", ground: "request:walk" };
    const bySql = await database
      .transaction(asSecond, async (tx) =>
        tx.query(`with done as (${text} returning 1) select count(*)::int as n from done`, values),
      )
      .then(
        ([row]) => (row as { n: number }).n,
        (problem: Error & { code?: string }) => problem.code,
      );
    // Refused by a rule of the database, or nothing there that this role could change.
    expect(["23514", "42501", "DUTY1", "DUTY2", "P0001", 0]).toContain(bySql);
    expect(await begun.effect()).toBe(false);
    // The database is lost at the end of the second's transaction: act and ledger are both undone.
    const told = await entriesAbout(begun.subject, on);
    expect(await lost(database, begun.agree)).toBeGreaterThanOrEqual(500);
    expect(await entriesAbout(begun.subject, on)).toEqual(told);
    expect(await begun.effect()).toBe(false);
    expect(await begun.agree()).toBeLessThan(300);
    expect(await begun.effect()).toBe(true);
    expect(await (begun.again ?? begun.agree)()).toBeGreaterThanOrEqual(400);
    const actors = await actorsOf(begun.subject, on);
    // Deletions are the server's own work: what the officer signs is the work of the job.
    const named = point === "F22" ? [begun.second.id] : [begun.first.id, begun.second.id];
    expect(actors).toEqual(expect.arrayContaining(named));
  },
);

/** Points whose asking or agreement ends by the clock; of the others the agreement is the act itself, done at once and once. */
const timed = ["F07", "F14", "F17", "F18", "F21"];
test.each(walked.filter(([point]) => timed.includes(point)))(
  "%s %s: after its time nobody agrees any more, nor acts on what was agreed (PNRD-13.6)",
  async (_point, _act, walk) => {
    const begun = await walk();
    const { before, after } = (await begun.runOut?.()) ?? {};
    expect(before).toBeLessThan(300);
    expect(after).toBeGreaterThanOrEqual(400);
    expect(after).not.toBe(401);
  },
);

/** Points at which the second person's word opens something until an instant, and is used by another act. */
const lasting = ["F08", "F12", "F20"];
test.each(walked.filter(([point]) => lasting.includes(point)))(
  "%s %s: the second person's word opens its thing to the last second, and from then on nothing, by SQL either (PNRD-13.6, CJEU817-222-227)",
  async (_point, _act, walk) => {
    const { lasts } = await walk();
    if (lasts === undefined) throw new Error("its word has no end");
    const bySql = ([actor, text, values]: Lasting["sql"]) =>
      desk.database
        .transaction({ purpose: "SERIOUS", ...actor }, async (tx) => {
          await tx.query(text, [...values]);
          throw new Error("taken back");
        })
        .catch((problem: Error) => problem.message);
    const inTime = await lasts();
    desk.clock.set(new Date(inTime.ends.getTime() - 1000));
    expect(await bySql(inTime.sql)).not.toMatch(inTime.over);
    expect(await inTime.act()).toBeLessThan(300);
    desk.clock.set(start);
    const late = await lasts();
    desk.clock.set(late.ends);
    expect(await bySql(late.sql)).toMatch(late.over);
    const status = await late.act();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).not.toBe(401);
  },
);

test.each(
  Object.entries(points).flatMap(([point, each]) =>
    "alone" in each ? [[point, each.act, each.alone] as const] : [],
  ),
)(
  "%s %s: one person is enough and it takes effect at once, in the ledger (WL-2)",
  async (point, _act, alone) => {
    const { by, status, effect, subject } = await alone();
    expect(status).toBeLessThan(300);
    expect(effect).toBe(true);
    expect(await actorsOf(subject, point === "F06" ? "rules" : "desk")).toContain(by.id);
  },
);

test("each point stands here: walked, shown by tests that name it, or absent with the reason", () => {
  expect(Object.keys(points)).toEqual(
    Array.from({ length: 24 }, (_, at) => `F${String(at + 1).padStart(2, "0")}`),
  );
  const unnamed = Object.entries(points).filter(
    ([point, each]) =>
      "shownIn" in each &&
      !readFileSync(new URL(`../../${each.shownIn}`, import.meta.url), "utf8").includes(point),
  );
  expect(unnamed).toEqual([]);
  const unexplained = Object.values(points).filter((each) => "absent" in each && each.absent.length < 20);
  expect(unexplained).toEqual([]);
});

const standard = new URL("../../../shared/standards/roles.md", import.meta.url);
test.skipIf(!existsSync(standard))("the points are those of roles.md section 4, by number and act", () => {
  const rows = [...readFileSync(standard, "utf8").matchAll(/^\| (F\d\d) \| ([^|]+?) \|/gm)].map(
    ([, point, act]) => [point, act],
  );
  expect(Object.entries(points).map(([point, { act }]) => [point, act])).toEqual(rows);
});
