// How long results of screening are kept: to the second, by the recipients' feedback, by the profile, on grounds, under a hold.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { casesRoutes, keepHitsAsProfileSays, raiseAlerts } from "#cases";
import { newId, openKeyring, type Keyring } from "#platform";
import { deleteExpired, maskExpired, retentionRoutes, reviewChildrenAsProfileSays } from "#retention";
import { euStrict } from "#vocabulary";
import {
  aChoice,
  aDisclosureDesk,
  grading,
  type DisclosureDesk,
} from "../../test/harness/disclosure-desk.ts";
import { aMatch, aPerson, byVersion, decidedAs } from "../cases/fixtures.ts";
import type { AlertDetail, AlertQueue, CaseDetail } from "#cases/contract";
import type { PackageView } from "#disclosures/contract";
import { aList, anEntry } from "../watchlists/fixtures.ts";
import { expiringKinds } from "./unit.ts";

const raised = new Date("2026-11-20T09:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "openpiu-results-"));
let desk: DisclosureDesk;
let admin: Client;
let key: Keyring;
beforeAll(async () => {
  desk = await aDisclosureDesk({
    also: ({ server, database }) => {
      casesRoutes(server, { database, profile: euStrict, carrierMessages: async () => new Map() });
      retentionRoutes(server, { database, profile: euStrict });
    },
  });
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
  key = await openKeyring({ firstKeyFile: join(folder, "first.key"), folder: join(folder, "keys") });
});
afterAll(async () => {
  await admin.end();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  desk.clock.set(raised);
  await keepHitsAsProfileSays(desk.database, euStrict);
});

const as = (role: string, id = role) => ({ id, roles: [role], purpose: "TERR", ground: "offence:terrorism" });
const services = (effect: "delete" | "mask" = "delete") => ({
  database: desk.database,
  profile: { initial: { ...euStrict.initial, effect } },
  expiring: expiringKinds,
  key,
});
/** As a superuser, whom no policy binds. */
const rows = async (text: string, values: unknown[] = []) =>
  (await admin.query<Record<string, unknown>>(text, values)).rows;
const stands = async (table: string, alertId: string) =>
  (await rows(`select from ${table} where alert_id = $1`, [alertId])).length > 0;
/** What somebody of this role reads by SQL, with a purpose and a ground. */
const reads = (table: string, alertId: string, role = "supervisor") =>
  desk.database.transaction(
    as(role),
    async (tx) => (await tx.query(`select from ${table} where alert_id = $1`, [alertId])).length,
  );
const entries = (action: string, subject: string) =>
  rows(
    "select seq, body::jsonb -> 'detail' as detail from ledger.entry where action = $1 and subject_id = $2",
    [action, subject],
  );

let made = 0;
/** A traveller arrives and is matched with an entry of a list of its own. */
async function anAlert() {
  made += 1;
  const code = `RESULT-${made}`;
  const entry = anEntry({ id: `${code}-1`, list: code });
  const document = `R${String(made).padStart(8, "0")}`;
  const flight = await desk.fly([
    { documents: [{ type: "P", number: document, issuer: "AZE", expires: null }] },
  ]);
  const [person] = await desk.rows<{ person_id: string; traveller_id: string }>(
    "select person_id, traveller_id from records.traveller where flight_id = $1",
    [flight.id],
  );
  const personId = person?.person_id ?? "";
  const listId = await desk.database.transaction(desk.system, async (tx) => {
    const list = await aList(tx, [entry], code, "own");
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
          personId,
          travellerId: person?.traveller_id ?? "",
          documents: [{ type: "P", number: document, issuer: "AZE" }],
          matches: [aMatch({ entryId: entry.id, list: code })],
        }),
      ],
      by: byVersion(1, code),
    });
    return list;
  });
  const [alert] = await desk.rows<{ alert_id: string }>(
    "select alert_id from cases.alert where flight_id = $1",
    [flight.id],
  );
  return { alertId: alert?.alert_id ?? "", flight, personId, listId, entryId: entry.id };
}
const decide = (alertId: string, outcome: "confirmed" | "no-match") =>
  decidedAs(
    desk.database,
    { id: desk.people.other.id, roles: ["analyst"], purpose: "SERIOUS" },
    alertId,
    outcome,
  );
/** It is referred to an authority, released by a supervisor and read there. */
async function told(alertId: string, to: "police" | "customs"): Promise<string> {
  const { id } = await desk.well<PackageView>(desk.people.analyst, "POST", "/api/packages", {
    alertKind: "listed",
    alertId,
    ...grading,
    authorityId: desk.register[to],
    purpose: "SERIOUS",
    offence: "drug-trafficking",
    ...aChoice,
    elements: ["names", "travel-dates", "seat"],
  });
  await desk.well(desk.people.supervisor, "POST", `/api/packages/${id}/release`, {
    reason: "necessary and proportionate",
  });
  await desk.well(desk.people[to], "POST", `/api/own-packages/${id}/acknowledgement`, {
    conditionsAccepted: true,
  });
  return id;
}
const feedback = (id: string, from: "police" | "customs") =>
  desk.well(desk.people[from], "POST", `/api/own-packages/${id}/outcome`, {
    code: "SEIZURE",
    text: "Found.",
  });
const look = (alertId: string) => desk.ask(desk.people.protection, "GET", `/api/alerts/${alertId}`);

test("the result goes thirty days after the last recipient's feedback, unreadable from that second, deleted with a certificate (PNRD-12.5a, PNRD-12.4)", async () => {
  const { alertId, entryId, listId } = await anAlert();
  await decide(alertId, "confirmed");
  const [police, customs] = [await told(alertId, "police"), await told(alertId, "customs")];
  desk.clock.set(new Date("2026-11-25T10:00:00Z"));
  await feedback(police, "police");
  expect(((await look(alertId)).body as AlertDetail).keptUntil).toBe("2027-05-20T00:00:00.000Z");
  desk.clock.set(new Date("2026-11-27T10:00:00Z"));
  await feedback(customs, "customs");
  const found = (await look(alertId)).body as AlertDetail;
  expect(found).toMatchObject({
    keptUntil: "2026-12-27T00:00:00.000Z",
    feedbackAt: "2026-11-27T10:00:00.000Z",
  });
  const caseId = found.caseId ?? "";

  desk.clock.set(new Date("2026-12-26T23:59:59Z"));
  expect((await look(alertId)).status).toBe(200);
  expect(await deleteExpired(services())).toEqual([]);
  desk.clock.set(new Date("2026-12-27T00:00:00Z"));
  // No job has run.
  expect((await look(alertId)).status).toBe(404);
  for (const role of [
    "watch-officer",
    "analyst",
    "supervisor",
    "data-protection-officer",
    "inspector",
    "system",
  ])
    for (const table of ["cases.alert", "cases.decision"]) expect(await reads(table, alertId, role)).toBe(0);
  expect(await stands("cases.alert", alertId)).toBe(true);

  const certificates = await deleteExpired(services());
  expect(certificates).toMatchObject([{ kind: "alert", records: 1 }]);
  for (const table of ["cases.alert", "cases.decision", "cases.case_alert"])
    expect(await stands(table, alertId)).toBe(false);
  const gone = await look(alertId);
  expect(gone.status).toBe(410);
  expect((gone.body as { detail: string }).detail).toContain("Directive (EU) 2016/681 Art. 12(5)");
  expect((gone.body as { detail: string }).detail).toContain(certificates[0]?.certificateId ?? "?");
  // What stays: that it was decided, how many there were, the case and whom it is about, the base data, who was told.
  expect(await entries("alert.decided", alertId)).toHaveLength(1);
  const { events, case: kept } = await desk.well<CaseDetail>(
    desk.people.supervisor,
    "GET",
    `/api/cases/${caseId}`,
  );
  expect(events.at(-1)).toMatchObject({ kind: "alert-deleted", text: alertId });
  expect(kept.alerts).toBe(0);
  expect(JSON.stringify(events)).not.toMatch(/ALIYEV|RASHAD/);
  expect(
    await rows("select list_code, outcome, alerts from cases.judged where list_code = $1", [
      `RESULT-${made}`,
    ]),
  ).toEqual([{ list_code: `RESULT-${made}`, outcome: "confirmed", alerts: 1 }]);
  expect(await rows("select from records.traveller where masked_at is null")).not.toEqual([]);
  // A delisting still reaches who was told (LED-7.3).
  await desk.database.transaction(desk.system, (tx) =>
    tx.query("update watchlists.list set active_version = null where list_id = $1", [listId]),
  );
  await desk.runJobs();
  const recalls = await rows("select cause, packages from disclosures.recall where $1 = any (packages)", [
    police,
  ]);
  expect(recalls).toMatchObject([{ cause: "delisting" }]);
  expect(entryId).not.toBe("");
});

test("what was told to nobody is kept no longer than the profile says after the alert; undecided it is about to lapse, lapses with its entry and goes then only (PNRD-12.5a)", async () => {
  const undecided = await anAlert();
  const cleared = await anAlert();
  await decide(cleared.alertId, "no-match");
  const mine = async () => {
    const { alerts } = await desk.well<AlertQueue>(desk.people.supervisor, "GET", "/api/alerts");
    return alerts.find(({ id }) => id === undecided.alertId);
  };
  desk.clock.set(new Date("2027-04-19T23:59:59Z"));
  expect(await mine()).toMatchObject({ lapsesSoon: false, keptUntil: "2027-05-20T00:00:00.000Z" });
  desk.clock.set(new Date("2027-04-20T00:00:00Z"));
  expect(await mine()).toMatchObject({ lapsesSoon: true });
  desk.clock.set(new Date("2027-05-19T23:59:59Z"));
  expect(await mine()).toMatchObject({ state: "open" });
  desk.clock.set(new Date("2027-05-20T00:00:00Z"));
  expect(await mine()).toBeUndefined();
  await deleteExpired(services());
  for (const { alertId } of [undecided, cleared]) expect(await stands("cases.alert", alertId)).toBe(false);
  expect(await entries("alert.lapsed", undecided.alertId)).toMatchObject([
    { detail: { basis: "PNRD-12.5a" } },
  ]);
  expect(await entries("alert.lapsed", cleared.alertId)).toEqual([]);
});

test("an undecided alert is deleted by no run that has not told of it (PNRD-12.5a)", async () => {
  const { alertId } = await anAlert();
  desk.clock.set(new Date("2027-05-20T00:00:00Z"));
  const silent = expiringKinds.map((kind) =>
    kind.lapses === undefined ? kind : { ...kind, lapses: { ...kind.lapses, set: "version = version" } },
  );
  await deleteExpired({ ...services(), expiring: silent });
  expect(await stands("cases.alert", alertId)).toBe(true);
  await deleteExpired(services());
  expect(await stands("cases.alert", alertId)).toBe(false);
});

async function linked(
  { flight, personId }: { flight: { date: string; id: string }; personId: string },
  until: string,
): Promise<void> {
  await desk.database.transaction(as("analyst"), (tx) =>
    tx.query(
      `insert into retention.link (link_id, flight_date, flight_id, person_id, ground, ground_reference, reason, clock_start, child,
         review_at, state, proposed_by, proposed_at)
       values ($1, $2, $3, $4, 'verified-positive', 'FILE-9', 'objective material shows a risk', $5, false, $6, 'proposed', 'analyst', $5)`,
      [newId(tx.at), flight.date, flight.id, personId, tx.at, until],
    ),
  );
  await desk.database.transaction(as("supervisor"), (tx) =>
    tx.query(
      "update retention.link set state = 'kept', decided_by = 'supervisor', decided_at = $1 where flight_id = $2 and state = 'proposed'",
      [tx.at, flight.id],
    ),
  );
}

test("what two persons keep on grounds is kept with the data it is about, masked in its time (PNRD-12.5a, CJEU817-257-262)", async () => {
  const one = await anAlert();
  await decide(one.alertId, "confirmed");
  await linked(one, "2027-09-01T00:00:00Z");
  await feedback(await told(one.alertId, "police"), "police");
  desk.clock.set(new Date("2026-12-20T00:00:00Z"));
  expect((await look(one.alertId)).body).toMatchObject({ keptUntil: "2027-09-01T00:00:00.000Z" });
  expect(await deleteExpired(services())).toEqual([]);
  desk.clock.set(new Date("2027-05-20T00:00:00Z"));
  await maskExpired(services());
  await deleteExpired(services());
  expect(await reads("cases.alert", one.alertId)).toBe(1);
  expect(
    JSON.stringify(
      await rows("select traveller, evidence from cases.alert where alert_id = $1", [one.alertId]),
    ),
  ).not.toMatch(/ALIYEV|RASHAD/);
  desk.clock.set(new Date("2027-09-01T00:00:00Z"));
  expect(await reads("cases.alert", one.alertId)).toBe(0);
  await deleteExpired(services());
  expect(await stands("cases.alert", one.alertId)).toBe(false);
});

test("a hold keeps the result from being deleted and lets nobody read it (PNRD-12.5a, LED-16)", async () => {
  const { alertId, flight, personId } = await anAlert();
  await decide(alertId, "confirmed");
  await desk.database.transaction(as("data-protection-officer", "officer"), (tx) =>
    tx.query(
      `insert into retention.hold (hold_id, flight_date, flight_id, person_id, ground, reference, reason, clock_start, expires_at, review_at,
         state, proposed_by, proposed_at)
       values ($1, $2, $3, $4, 'litigation', 'COURT-1', 'the court has the matter before it', $5, '2027-04-01', '2027-03-01', 'proposed', 'officer', $5)`,
      [newId(tx.at), flight.date, flight.id, personId, tx.at],
    ),
  );
  await desk.database.transaction(as("head"), (tx) =>
    tx.query(
      "update retention.hold set state = 'held', decided_by = 'head', decided_at = $1 where flight_id = $2",
      [tx.at, flight.id],
    ),
  );
  await feedback(await told(alertId, "police"), "police");
  desk.clock.set(new Date("2026-12-20T00:00:00Z"));
  expect((await look(alertId)).status).toBe(404);
  await deleteExpired(services());
  expect(await stands("cases.alert", alertId)).toBe(true);
  desk.clock.set(new Date("2027-04-01T00:00:00Z"));
  await deleteExpired(services());
  expect(await stands("cases.alert", alertId)).toBe(false);
});

test("where everybody is masked the result goes in its time; a reviewed negative is remembered while the data it is about are kept (PNRD-12.5a, PNRD-12.5b)", async () => {
  const { alertId, entryId, flight } = await anAlert();
  await decide(alertId, "no-match");
  await admin.query(
    "update cases.cleared_pair set approved_by = 'second', approved_at = cleared_at where alert_id = $1",
    [alertId],
  );
  // As screening asks for it.
  const remembered = () =>
    desk.rows(
      "select from cases.cleared_pair where entry_id = $1 and revoked_at is null and valid_until > $2",
      [entryId, desk.clock.now()],
    );
  desk.clock.set(new Date("2027-05-20T00:00:00Z"));
  await maskExpired(services("mask"));
  await deleteExpired(services("mask"));
  expect(await stands("cases.alert", alertId)).toBe(false);
  expect(
    await rows("select from records.traveller where flight_id = $1 and masked_at is not null", [flight.id]),
  ).toHaveLength(1);
  expect(await remembered()).toHaveLength(1);
  const register = await desk.well<{
    clearings: { alertId: string; maskedName: string | null; reason: string | null }[];
  }>(desk.people.supervisor, "GET", "/api/clearings");
  expect(register.clearings.find((each) => each.alertId === alertId)).toMatchObject({
    maskedName: null,
    reason: null,
  });
  // With the data it goes.
  await admin.query("update records.traveller set kept_until = $2 where flight_id = $1", [
    flight.id,
    desk.clock.now(),
  ]);
  await admin.query("update cases.cleared_pair set kept_until = $2 where flight_id = $1", [
    flight.id,
    desk.clock.now(),
  ]);
  expect(await remembered()).toEqual([]);
  await deleteExpired(services("mask"));
  expect(await stands("cases.cleared_pair", alertId)).toBe(false);
});

test("a profile that says less shortens what stands, one that says more lengthens nothing, and nobody puts an end off by hand (PNRD-12.5a)", async () => {
  const { alertId } = await anAlert();
  await decide(alertId, "confirmed");
  await feedback(await told(alertId, "police"), "police");
  const until = async () =>
    (await rows("select hit_until from cases.alert where alert_id = $1", [alertId]))[0]?.["hit_until"];
  expect(await until()).toEqual(new Date("2026-12-20T00:00:00Z"));
  const shorter = { ...euStrict, retention: { ...euStrict.retention, hit: { days: 10 } } };
  await keepHitsAsProfileSays(desk.database, shorter);
  await keepHitsAsProfileSays(desk.database, shorter);
  expect(await until()).toEqual(new Date("2026-11-30T00:00:00Z"));
  expect(await entries("results.keeping", "cases")).toHaveLength(1);
  await keepHitsAsProfileSays(desk.database, euStrict);
  expect(await until()).toEqual(new Date("2026-11-30T00:00:00Z"));
  const put = (role: string) =>
    desk.database.transaction(as(role), (tx) =>
      tx.query("update cases.alert set hit_until = '2027-05-01' where alert_id = $1 returning alert_id", [
        alertId,
      ]),
    );
  for (const role of ["supervisor", "system"])
    await expect(put(role)).rejects.toMatchObject({ code: "42501" });
  expect(await put("head")).toEqual([]);
  await expect(desk.rows("update cases.keeping set period = interval '7 months'")).rejects.toMatchObject({
    code: "23514",
  });
});

test("a recalled package is fed back by the confirmation of its recall (PNRD-12.5a, LED-7.3)", async () => {
  const { alertId, listId } = await anAlert();
  await decide(alertId, "confirmed");
  const packages = { police: await told(alertId, "police"), customs: await told(alertId, "customs") };
  await feedback(packages.police, "police");
  const end = async () => ((await look(alertId)).body as AlertDetail).keptUntil;
  await desk.database.transaction(desk.system, (tx) =>
    tx.query("update watchlists.list set active_version = null where list_id = $1", [listId]),
  );
  await desk.runJobs();
  const confirms = async (who: "police" | "customs") => {
    const [recall] = await rows("select recall_id from disclosures.recall where $1 = any (packages)", [
      packages[who],
    ]);
    await desk.well(
      desk.people[who],
      "POST",
      `/api/own-recalls/${String(recall?.["recall_id"])}/acknowledgement`,
      {},
    );
  };
  desk.clock.set(new Date("2026-11-21T10:00:00Z"));
  await confirms("police");
  expect(await end()).toBe("2027-05-20T00:00:00.000Z");
  desk.clock.set(new Date("2026-11-22T10:00:00Z"));
  await confirms("customs");
  expect(await end()).toBe("2026-12-22T00:00:00.000Z");
});

test("the months within which a child's grounds are reviewed are the profile's, and never more than six (HR-CHILD-3)", async () => {
  const within = (child: { months: number } | { days: number }) =>
    reviewChildrenAsProfileSays(desk.database, { retention: { ...euStrict.retention, child } });
  const flight = await desk.fly([{ birthDate: "2015-05-01" }]);
  const [person] = await desk.rows<{ person_id: string }>(
    "select person_id from records.traveller where flight_id = $1",
    [flight.id],
  );
  const ask = (reviewOn: string) =>
    desk.ask(desk.people.analyst, "POST", "/api/retention/links", {
      flightDate: flight.date,
      flightId: flight.id,
      personId: person?.person_id,
      ground: "concrete-grounds",
      reference: "FILE-7",
      reason: "objective material shows a risk",
      reviewOn,
    });
  await within({ months: 2 });
  expect((await ask("2027-01-21")).body).toMatchObject({ code: "not-to-be-kept" });
  expect((await ask("2027-01-20")).status).toBe(201);
  await within(euStrict.retention.child);
  await expect(within({ months: 7 })).rejects.toMatchObject({ code: "23514" });
});

test("the lists of alerts are read by their indexes, whatever ends (PNRD-12.5a)", async () => {
  const plan = await desk.database.transaction(as("supervisor"), async (tx) => {
    await tx.query("select set_config('enable_seqscan', 'off', true)");
    const of = async (text: string) =>
      (await tx.query<{ "QUERY PLAN": string }>(`explain ${text}`))
        .map((row) => row["QUERY PLAN"])
        .join("\n");
    return {
      queue: await of(
        "select alert_id from cases.alert where state = 'open' order by due_at, strength desc, alert_id limit 201",
      ),
      flight: await of(
        "select alert_id from cases.alert where flight_date = '2026-11-21' and flight_id = gen_random_uuid()",
      ),
    };
  });
  expect(plan.queue).toContain("alert_queue");
  expect(plan.queue).not.toMatch(/Seq Scan|Sort /);
  expect(plan.flight).toContain("alert_flight");
});
