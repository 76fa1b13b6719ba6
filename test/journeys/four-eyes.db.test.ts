// The four-eyes points F01 to F24 of roles.md section 4, walked through the front door: nobody is second to themselves, neither at
// the service nor by SQL; nothing takes effect before the second; then it does and the ledger names both; nothing is approved twice.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accessRoutes, guarded, type Role } from "#access";
import { casesRoutes, raiseAlerts } from "#cases";
import { lawRoutes, openLaw, type Law } from "#law";
import { newId } from "#platform";
import { deleteExpired, retentionRoutes } from "#retention";
import { euStrict } from "#vocabulary";
import { watchlistRoutes } from "#watchlists";
import type { Approval } from "../../src/approvals/contract.ts";
import { anUnmasking } from "../../src/approvals/fixtures.ts";
import { expiringKinds } from "../../src/app/unit.ts";
import { aMatch, aPerson, byVersion, decidedAs } from "../../src/cases/fixtures.ts";
import type { PackageView } from "../../src/disclosures/contract.ts";
import { aList, anEntry, readTestList, testKey } from "../../src/watchlists/fixtures.ts";
import { toWireContent } from "../../src/watchlists/entry-content.ts";
import { aCriteriaDesk, history, type CriteriaDesk } from "../harness/criteria-desk.ts";
import {
  aChoice,
  aDisclosureDesk,
  aForm,
  afterJourney,
  grading,
  start,
  type DisclosureDesk,
  type Person,
} from "../harness/disclosure-desk.ts";
import { aMaskedPerson } from "../harness/masked-person.ts";

/** What a point looks like once the first person has done their part. */
type Begun = {
  readonly first: Person;
  /** The first person tries to be the second as well. */
  readonly own: () => Promise<number>;
  /** The same by SQL, in the role of the second. */
  readonly sql: readonly [role: Role, text: string, values: readonly unknown[]];
  /** What must not go yet. */
  readonly early?: () => Promise<number>;
  readonly effect: () => Promise<boolean>;
  readonly second: Person;
  readonly agree: () => Promise<number>;
  /** The agreement once more, or once it has run out; `agree` again without it. */
  readonly again?: () => Promise<number>;
  /** What entries of the ledger about it name. */
  readonly subject: string;
};
type Point =
  | { readonly act: string; readonly walk: () => Promise<Begun> }
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
  F01: { act: "Release of a referral package", walk: referral },
  F02: { act: "Hit on child / protection flag", walk: protection },
  F03: { act: "Watchlist entry or widening", walk: entry },
  F04: { act: "Delisting", alone: delisting },
  F05: { act: "Rule activation / weight change", walk: rule },
  F06: { act: "Emergency rule stop", alone: stop },
  F07: { act: "Unmask", walk: unmasking },
  F08: { act: "Disclosure after travel (also < 6 months)", walk: afterTravel },
  F09: { act: "Retention class GENERAL→LINKED", walk: link },
  F10: { act: "Third-country transfer", walk: transferAbroad },
  F11: { act: "Override of non-refoulement block", walk: override },
  F12: { act: "Urgent disclosure without prior approval", walk: urgent },
  F13: { act: "Legal profile change", walk: profile },
  F14: {
    act: "Release / configuration of software",
    absent:
      "no release or setting is changed from within: settings come from the environment of the process, two persons of the operator",
  },
  F15: { act: "Key ceremony, vault key use in bulk", shownIn: "src/app/cli/key-ceremony.test.ts" },
  F16: { act: "Account creation, role grant", walk: account },
  F17: { act: "Break-glass", walk: emergency },
  F18: { act: "Carrier penalty proposal", absent: "comes with the enforcement file of carriers" },
  F19: { act: "Document exam opinion", absent: "comes with the examination centre" },
  F20: { act: "Fallback channel use", absent: "comes with the fallback channels" },
  F21: {
    act: "Source connection (new database)",
    absent:
      "not built: a list that is fetched from an address is connected by R04, and its first version by R05; the approval by R07 and R06 is missing",
  },
  F22: { act: "Deletion certificate / ledger close", walk: certificates },
  F23: { act: "No-board directive (iAPI)", walk: directive },
  F24: { act: "Gate decision in readiness", absent: "comes with the readiness instrument" },
};

let desk: DisclosureDesk;
let rules: CriteriaDesk;
let owner: Client;
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
}, 120_000);
afterAll(async () => {
  law.close();
  await owner.end();
  await rules?.close();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => desk.clock.set(start));

const people = () => desk.people;
const statusOf = async (answer: Promise<{ readonly status: number }>): Promise<number> =>
  (await answer).status;
const post = (who: Person, url: string, body: object) => desk.ask(who, "POST", url, body);
let documents = 0;
const ownDocument = () => `E${String((documents += 1)).padStart(8, "0")}`;
/** Somebody who holds both roles, as a small unit's people do: the roles are kept apart on one thing only. */
const both = (...roles: Role[]): Promise<Person> => desk.signIn(roles, "SERIOUS");
const isTrue = async (text: string, values: readonly unknown[]): Promise<boolean> =>
  (await owner.query<{ yes: boolean }>(`select coalesce(bool_or(${text}), false) as yes`, [...values]))
    .rows[0]?.yes === true;

const packageReleased = (id: string) => (): Promise<boolean> =>
  isTrue("(select state = 'released' from disclosures.package where package_id = $1)", [id]);
const releasing = (id: string, who: Person): Begun["sql"] => [
  "supervisor",
  `update disclosures.package set state = 'released', second_by = $2, second_reason = 'mine', released_at = $3, sealed = 'x', file = 'x', hash = 'x'
   where package_id = $1`,
  [id, who.id, desk.clock.now()],
];

let listed = 0;
/** A confirmed match on a flight to come. */
async function confirmed(): Promise<string> {
  listed += 1;
  const code = `WALK-${listed}`;
  const one = anEntry({ id: `${code}-1`, list: code });
  const flight = await desk.fly([
    { documents: [{ type: "P", number: ownDocument(), issuer: "AZE", expires: null }] },
  ]);
  const [traveller] = await desk.rows<{ person_id: string; traveller_id: string }>(
    "select person_id, traveller_id from records.traveller where flight_id = $1",
    [flight.id],
  );
  await desk.database.transaction(desk.system, async (tx) => {
    await aList(tx, [one], code, "own");
    await raiseAlerts(tx, {
      flight: {
        date: flight.date,
        id: flight.id,
        designator: `J2${flight.number}`,
        origin: "IST",
        destination: "GYD",
        direction: "inbound",
        dueAt: new Date("2026-11-21T14:25:00Z"),
      },
      receiptId: newId(tx.at),
      persons: [
        aPerson({
          personId: traveller?.person_id ?? "",
          travellerId: traveller?.traveller_id ?? "",
          matches: [aMatch({ entryId: one.id, list: code })],
        }),
      ],
      by: byVersion(1, code),
    });
  });
  const [alert] = await desk.rows<{ alert_id: string }>(
    "select alert_id from cases.alert where flight_id = $1",
    [flight.id],
  );
  const reviewer = { id: people().other.id, roles: ["analyst"], purpose: "SERIOUS" };
  await decidedAs(desk.database, reviewer, alert?.alert_id ?? "", "confirmed");
  return alert?.alert_id ?? "";
}

async function referral(): Promise<Begun> {
  const alertId = await confirmed();
  const first = await both("analyst", "supervisor");
  const made = await desk.well<PackageView>(first, "POST", "/api/packages", {
    alertKind: "listed",
    alertId,
    ...grading,
    authorityId: desk.register.police,
    purpose: "SERIOUS",
    offence: "drug-trafficking",
    ...aChoice,
    measure: "SECOND-LINE",
    elements: ["names", "travel-dates", "seat"],
  });
  const release = (who: Person) =>
    statusOf(post(who, `/api/packages/${made.id}/release`, { reason: "necessary and proportionate" }));
  const second = people().supervisor;
  return {
    first,
    own: () => release(first),
    sql: releasing(made.id, first),
    effect: packageReleased(made.id),
    second,
    agree: () => release(second),
    subject: made.id,
  };
}

/** An answer to a request, drafted by `first` and before its release. */
async function answerAt(
  asking: { readonly who: Person; readonly authority: string; readonly type: string },
  first: Person,
  fields: object = {},
  choice: object = {},
  nationality = "AZE",
) {
  const number = ownDocument();
  await desk.fly([
    { nationality, documents: [{ type: "P", number, issuer: nationality, expires: "2031-01-01" }] },
  ]);
  const form = aForm({ subjects: [{ document: number }], ...fields });
  const id = await desk.submit(asking.who, asking.authority, form, { type: asking.type });
  const detail = await desk.toCheck(id, choice, first);
  return { id, package: detail.packages[0]?.id ?? "" };
}
const national = () => ({ who: people().police, authority: desk.register.police, type: "RQ-CA" });
const abroad = () => ({ who: people().abroad, authority: desk.register.abroad, type: "RQ-3C" });
const foreign = {
  language: "en",
  humanRights: {
    noDeathPenalty: true,
    noTorture: true,
    originCountry: null,
    text: "Assurance of the ministry of justice.",
  },
  onward: { onlyWithConsent: true, necessity: "The courier is to be met on arrival." },
  legalBasis: { code: "LB-3C-SAFE", text: "Agreement, Article 4" },
};
const transfer = {
  ground: "LB-3C-SAFE",
  necessity: "The courier is to be met on arrival.",
  onward: false,
  assurance: "Assurance of the ministry.",
};
const seekingProtection = { protection: ["asylum"], handling: { codes: ["H3", "HP"], accepted: true } };
const releaseAnswer = (id: string, who: Person) =>
  statusOf(desk.step(who, id, "release", { result: "data", reason: "Necessary and as asked.", code: null }));

async function protection(): Promise<Begun> {
  const first = await both("protection-reviewer", "supervisor");
  const made = await answerAt(national(), first, seekingProtection, { handling: ["H3", "HP"] });
  const consent = (who: Person) =>
    statusOf(
      post(who, `/api/packages/${made.package}/protection-consent`, {
        reason: "no harm to the person in it",
      }),
    );
  return {
    first,
    own: () => consent(first),
    sql: releasing(made.package, first),
    early: () => releaseAnswer(made.id, people().supervisor),
    effect: packageReleased(made.package),
    second: people().contact,
    agree: async () =>
      Math.max(await consent(people().contact), await releaseAnswer(made.id, people().supervisor)),
    subject: made.package,
  };
}

async function ownList(): Promise<string> {
  listed += 1;
  const { id } = await desk.well<{ id: string }>(
    await desk.signIn(["watchlist-manager"]),
    "POST",
    "/api/watchlists",
    {
      code: `OWN-${listed}`,
      title: "Unit's own list",
      authority: "Unit",
      legalBasis: "Tests",
      alertBasis: "persons-sought",
      kind: "own",
    },
  );
  return id;
}
async function proposed(by: Person, listId: string, over: object = {}) {
  const content = toWireContent(anEntry({ id: "X", names: [{ full: "Rashad Aliyev", type: "primary" }] }));
  return desk.well<{ id: string; entryId: string }>(by, "POST", `/api/watchlists/${listId}/proposals`, {
    act: "add",
    content,
    reason: "asked for by the agency",
    ...over,
  });
}
const decideEntry = (who: Person, id: string) =>
  statusOf(post(who, `/api/proposals/${id}/decision`, { approve: true, reason: "checked" }));

async function entry(): Promise<Begun> {
  const first = await both("watchlist-manager", "supervisor");
  const { id } = await proposed(first, await ownList());
  const second = people().supervisor;
  return {
    first,
    own: () => decideEntry(first, id),
    sql: [
      "supervisor",
      "update watchlists.proposal set state = 'approved', decided_by = $2, decided_at = proposed_at where proposal_id = $1",
      [id, first.id],
    ],
    effect: () =>
      isTrue(
        "(select state = 'approved' and made_version is not null from watchlists.proposal where proposal_id = $1)",
        [id],
      ),
    second,
    agree: () => decideEntry(second, id),
    subject: id,
  };
}

async function delisting() {
  const by = await desk.signIn(["watchlist-manager"]);
  const listId = await ownList();
  const added = await proposed(by, listId);
  await decideEntry(people().supervisor, added.id);
  const removal = {
    act: "remove",
    entryId: added.entryId,
    reason: "the agency withdrew it",
    content: undefined,
  };
  const asked = await post(by, `/api/watchlists/${listId}/proposals`, removal);
  const { id } = asked.body as { id: string };
  const effect = await isTrue("(select state = 'approved' from watchlists.proposal where proposal_id = $1)", [
    id,
  ]);
  return { by, status: asked.status, effect, subject: id };
}

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
    second: rules.head,
    agree: async () => Math.max(await approve(rules.head), await approve(rules.legal)),
    subject: id,
  };
}

async function unmasking(): Promise<Begun> {
  const person = await aMaskedPerson(
    { database: desk.database, keyring: desk.services.key as never },
    { number: String(700 + (documents += 1)) },
  );
  const first = await both("analyst", "supervisor");
  const made = await desk.well<Approval>(first, "POST", "/api/approvals/unmask", anUnmasking(person.key));
  const endorse = (who: Person) =>
    statusOf(
      post(who, `/api/approvals/${made.id}/endorsement`, {
        endorse: true,
        reason: "Checked with the case file.",
      }),
    );
  const view = () => statusOf(post(first, `/api/approvals/${made.id}/view`, {}));
  const judge = async () => {
    const { fingerprint, elements } = await desk.well<Approval>(
      people().judge,
      "GET",
      `/api/approvals/${made.id}`,
    );
    return statusOf(
      post(people().judge, `/api/approvals/${made.id}/decision`, {
        approve: true,
        fingerprint,
        reasons: "As the law requires it in this case.",
        reference: "2(103)-417/2026",
        elements,
        hours: 24,
      }),
    );
  };
  return {
    first,
    own: () => endorse(first),
    sql: [
      "supervisor",
      "update approvals.request set state = 'waiting', endorsed_by = $2, endorsed_at = asked_at, endorsement = 'mine', due_at = asked_at where request_id = $1",
      [made.id, first.id],
    ],
    early: view,
    effect: async () => (await view()) === 200,
    second: people().judge,
    agree: async () => Math.max(await endorse(people().supervisor), await judge()),
    again: judge,
    subject: made.id,
  };
}

async function afterTravel(): Promise<Begun> {
  const number = ownDocument();
  await desk.fly([{ documents: [{ type: "P", number, issuer: "AZE", expires: null }] }], "2026-11-15");
  const id = await desk.submit(
    people().police,
    desk.register.police,
    aForm({ subjects: [{ document: number }], ...afterJourney }),
  );
  await desk.toApproval(id);
  const asked = desk.asked.at(-1)?.id ?? "";
  const read = await desk.well<Approval>(people().judge, "GET", `/api/approvals/${asked}`);
  const decide = (who: Person) =>
    statusOf(
      post(who, `/api/approvals/${asked}/decision`, {
        approve: true,
        fingerprint: read.fingerprint,
        reasons: "As the law requires it in this case.",
        reference: "2(103)-418/2026",
        elements: read.elements,
        hours: 72,
      }),
    );
  const approve = () =>
    statusOf(
      desk.step(people().supervisor, id, "approval", { approved: true, reason: "approved", code: null }),
    );
  return {
    first: people().legal,
    own: () => decide(people().legal),
    sql: ["approver", "update approvals.request set state = 'approved' where request_id = $1", [asked]],
    early: approve,
    effect: () => isTrue("(select state = 'approved' from approvals.request where request_id = $1)", [asked]),
    second: people().judge,
    agree: () => decide(people().judge),
    subject: asked,
  };
}

async function aTraveller() {
  const flight = await desk.fly([
    { documents: [{ type: "P", number: ownDocument(), issuer: "AZE", expires: null }] },
  ]);
  const [row] = await desk.rows<{ flight_date: string; flight_id: string; person_id: string }>(
    "select flight_date, flight_id, person_id from records.traveller where flight_id = $1",
    [flight.id],
  );
  if (row === undefined) throw new Error("nobody on the flight");
  return row;
}
async function link(): Promise<Begun> {
  const row = await aTraveller();
  const first = await both("analyst", "supervisor");
  const { id } = await desk.well<{ id: string }>(first, "POST", "/api/retention/links", {
    flightDate: row.flight_date,
    flightId: row.flight_id,
    personId: row.person_id,
    ground: "concrete-grounds",
    reference: "FILE-7",
    reason: "objective material shows a risk",
    reviewOn: "2027-11-20",
  });
  const decide = (who: Person) =>
    statusOf(post(who, `/api/retention/links/${id}/decision`, { outcome: "kept" }));
  return {
    first,
    own: () => decide(first),
    sql: [
      "supervisor",
      "update retention.link set state = 'kept', decided_by = $2, decided_at = $3 where link_id = $1",
      [id, first.id, desk.clock.now()],
    ],
    effect: () => isTrue("(select state = 'kept' from retention.link where link_id = $1)", [id]),
    second: people().supervisor,
    agree: () => decide(people().supervisor),
    subject: id,
  };
}

async function transferAbroad(): Promise<Begun> {
  const first = await both("analyst", "supervisor");
  const made = await answerAt(abroad(), first, foreign, { transfer });
  return {
    first,
    own: () => releaseAnswer(made.id, first),
    sql: releasing(made.package, first),
    effect: packageReleased(made.package),
    second: people().supervisor,
    agree: () => releaseAnswer(made.id, people().supervisor),
    subject: made.package,
  };
}

async function override(): Promise<Begun> {
  const made = await answerAt(
    abroad(),
    people().specialist,
    { ...foreign, ...seekingProtection },
    { handling: ["H3", "HP"], transfer },
    "GEO",
  );
  await desk.well(people().contact, "POST", `/api/packages/${made.package}/protection-consent`, {
    reason: "no harm to the person in it",
  });
  const part = (who: Person) =>
    statusOf(
      post(who, `/api/packages/${made.package}/override`, { reason: "the person asked for it in writing" }),
    );
  // The legal adviser who begins is head of the unit as well.
  const first = await both("legal-adviser", "head");
  if ((await part(first)) !== 200) throw new Error("the override was not begun");
  return {
    first,
    own: () => part(first),
    sql: [
      "head",
      "update disclosures.package set override_decided_by = $2 where package_id = $1",
      [made.package, first.id],
    ],
    early: () => releaseAnswer(made.id, people().supervisor),
    effect: packageReleased(made.package),
    second: people().head,
    agree: async () =>
      Math.max(
        await part(people().protection),
        await part(people().head),
        await releaseAnswer(made.id, people().supervisor),
      ),
    again: () => part(people().head),
    subject: made.package,
  };
}

async function urgent(): Promise<Begun> {
  const number = ownDocument();
  await desk.fly([{ documents: [{ type: "P", number, issuer: "AZE", expires: null }] }], "2026-11-15");
  const id = await desk.submit(
    people().police,
    desk.register.police,
    aForm({ subjects: [{ document: number }], ...afterJourney }),
  );
  await desk.toApproval(id);
  const first = await both("watch-officer", "supervisor");
  await desk.well(first, "POST", `/api/requests/${id}/urgency`, { reason: "A life is in danger tonight." });
  const confirm = (who: Person) =>
    statusOf(desk.step(who, id, "urgency-confirmation", { reason: "Called back and confirmed." }));
  return {
    first,
    own: () => confirm(first),
    sql: [
      "supervisor",
      "update disclosures.request set urgency_confirmed_by = $2 where request_id = $1",
      [id, first.id],
    ],
    early: () =>
      statusOf(
        desk.step(people().supervisor, id, "approval", { approved: true, reason: "urgent", code: null }),
      ),
    effect: () =>
      isTrue("(select urgency_confirmed_by is not null from disclosures.request where request_id = $1)", [
        id,
      ]),
    second: people().supervisor,
    agree: () => confirm(people().supervisor),
    subject: id,
  };
}

async function profile(): Promise<Begun> {
  const first = await both("legal-adviser", "head");
  const drafted = await post(first, "/api/law/profiles", {
    changes: { "dsr.answer": { value: "P20D", source: "Act 12 of 2026, s. 4" } },
    validFrom: desk.clock.now().toISOString(),
    reason: "The new act",
  });
  if (drafted.status >= 300) throw new Error(JSON.stringify(drafted.body));
  const number = Number(
    (await desk.rows<{ n: number }>("select max(number)::int as n from law.profile_version"))[0]?.n,
  );
  const approve = (who: Person) => {
    desk.clock.advance(60_000);
    return statusOf(
      post(who, `/api/law/profiles/${number}/decision`, {
        step: "approved",
        reason: "Checked against the statute",
      }),
    );
  };
  return {
    first,
    own: () => approve(first),
    sql: [
      "head",
      "insert into law.profile_step (number, step, office, reason, taken_by, taken_at) values ($1, 'approved', 'head', 'mine', $2, $3)",
      [number, first.id, desk.clock.now()],
    ],
    effect: () => isTrue("exists (select from law.profile_release where number = $1)", [number]),
    second: people().head,
    agree: async () => Math.max(await approve(people().protection), await approve(people().head)),
    subject: `"${number}"`,
  };
}

async function account(): Promise<Begun> {
  const first = people().supervisor;
  listed += 1;
  const { id } = await desk.well<{ id: string }>(first, "POST", "/api/people/requests", {
    kind: "account",
    signInName: `walk.${listed}`,
    name: "New analyst",
    roles: ["analyst"],
    reason: "starts on Monday",
  });
  const execute = (who: Person) => statusOf(post(who, `/api/people/requests/${id}/execution`, {}));
  const second = await desk.signIn(["administrator"]);
  return {
    first,
    own: () => execute(first),
    sql: [
      "administrator",
      "update access.account_request set state = 'executed', executed_by = $2, executed_at = asked_at where request_id = $1",
      [id, first.id],
    ],
    effect: () => isTrue("exists (select from access.person where sign_in_name = $1)", [`walk.${listed}`]),
    second,
    agree: () => execute(second),
    subject: id,
  };
}

async function emergency(): Promise<Begun> {
  const first = await desk.signIn(["supervisor"]);
  const scope = "flight:2026-11-20_00000000-0000-7000-8000-000000000001";
  const asked = await desk.well<{ emergencies: { id: string; state: string; personId?: string }[] }>(
    first,
    "POST",
    "/api/emergencies",
    {
      scope,
      reason: "The watch officer fell ill, J2 401 lands in 20 minutes",
      minutes: 30,
    },
  );
  const id = asked.emergencies.find(({ state }) => state === "asked")?.id ?? "";
  const confirm = (who: Person) => statusOf(post(who, `/api/emergencies/${id}/confirmation`, {}));
  const act = async () => {
    const headers = { ...first.headers, "x-ground": scope, "x-purpose": "BORDER" };
    return (await desk.server.inject({ method: "POST", url: "/test/watch", headers, payload: {} }))
      .statusCode;
  };
  return {
    first,
    own: () => confirm(first),
    sql: [
      "supervisor",
      `update access.emergency set confirmed_by = $2, confirmed_at = $3, expires_at = $3::timestamptz + interval '20 minutes',
         review_due_at = $3::timestamptz + interval '1 day' where emergency_id = $1`,
      [id, first.id, desk.clock.now()],
    ],
    early: act,
    effect: async () => (await act()) === 200,
    second: people().second,
    agree: () => confirm(people().second),
    subject: id,
  };
}

async function certificates(): Promise<Begun> {
  await aTraveller();
  desk.clock.set(new Date("2027-05-22T00:00:00Z"));
  await deleteExpired({ database: desk.database, profile: euStrict, expiring: expiringKinds });
  desk.clock.set(new Date("2027-06-01T08:00:00Z"));
  const month = "2027-05";
  // Who runs the job, and whoever else has a hand in operation, signs nothing.
  const first = await desk.signIn(["administrator"]);
  const sign = (who: Person) => statusOf(post(who, "/api/retention/countersignatures", { month }));
  return {
    first,
    own: () => sign(first),
    sql: [
      "administrator",
      "insert into retention.countersignature (month, certificates, records, hash, signed_by, signed_at) values ('2027-05-01', 1, 1, 'x', $1, $2)",
      [first.id, desk.clock.now()],
    ],
    effect: () => isTrue("exists (select from retention.countersignature where month = '2027-05-01')", []),
    second: people().protection,
    agree: () => sign(people().protection),
    subject: month,
  };
}

async function directive(): Promise<Begun> {
  const row = await aTraveller();
  const first = await desk.signIn(
    ["watch-officer", "supervisor"],
    "BORDER",
    `flight:${row.flight_date}_${row.flight_id}`,
  );
  const { id } = await desk.well<{ id: string }>(first, "POST", "/api/directives", {
    person: `${row.flight_date}_${row.flight_id}_${row.person_id}`,
    directive: "NOT_OK",
    ground: "entry-ban-confirmed",
    authority: "NOT_APPLICABLE",
    reference: "EB 2026/114",
    reason: "ban confirmed by the owner of the list",
  });
  const release = (who: Person) => statusOf(post(who, `/api/directives/${id}/release`, {}));
  return {
    first,
    own: () => release(first),
    sql: [
      "supervisor",
      "update cases.directive set state = 'released', released_by = $2, released_at = $3 where directive_id = $1",
      [id, first.id, desk.clock.now()],
    ],
    effect: () => isTrue("(select state = 'released' from cases.directive where directive_id = $1)", [id]),
    second: people().supervisor,
    agree: () => release(people().supervisor),
    subject: id,
  };
}

const walked = Object.entries(points).flatMap(([point, each]) =>
  "walk" in each ? [[point, each.act, each.walk] as const] : [],
);

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
  "%s %s: not by one person, not by SQL, not before, and once (PNRD-13.6)",
  async (point, _act, walk) => {
    const begun = await walk();
    const on = point === "F05" ? "rules" : "desk";
    expect(await begun.effect()).toBe(false);
    expect(await (begun.early ?? begun.own)()).toBeGreaterThanOrEqual(400);
    expect(await begun.own()).toBeGreaterThanOrEqual(400);
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
    expect(await begun.agree()).toBeLessThan(300);
    expect(await begun.effect()).toBe(true);
    expect(await (begun.again ?? begun.agree)()).toBeGreaterThanOrEqual(400);
    const actors = await actorsOf(begun.subject, on);
    // Deletions are the server's own work: what the officer signs is the work of the job.
    const named = point === "F22" ? [begun.second.id] : [begun.first.id, begun.second.id];
    expect(actors).toEqual(expect.arrayContaining(named));
  },
  60_000,
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
