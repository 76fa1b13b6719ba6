// The officer's day: who read what, what is referred to the authority with its proofs, and breaches with their 72 hours.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson, newId, systemActor } from "#platform";
import { applyPassengerList } from "#records";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { odditiesOf, usualFor, type Readings } from "./access-patterns.ts";
import type {
  BreachAffected,
  Breaches,
  BreachFile,
  BreachReach,
  BreachReported,
  BreachSelector,
} from "./breach-contract.ts";
import { authorityDue, isOverdue } from "./breach.ts";
import type { Oversight, ReferralDossier, ReferralRow, Referrals } from "./console-contract.ts";
import { consoleRoutes } from "./console-routes.ts";
import { oversightExpiring } from "./expiring.ts";
import { proofFault } from "./proof.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
const start = new Date("2026-11-20T09:00:00Z");
const hour = 3_600_000;
let desk: Desk;
let officer: Person;
let inspector: Person;
let analyst: Person;

beforeAll(async () => {
  desk = await aDesk({ at: start });
  consoleRoutes(desk.server, { ...desk, key: Buffer.alloc(32, 7), zone: "Asia/Baku" });
  await at(start);
});
afterAll(() => desk.close());

/** The clock set, and everybody signed in anew: sessions end by the same clock. */
async function at(instant: Date): Promise<void> {
  desk.clock.set(instant);
  officer = await desk.signIn(["data-protection-officer"], "OVERSIGHT");
  inspector = await desk.signIn(["inspector"], "OVERSIGHT");
  analyst = await desk.signIn(["analyst"]);
}
const ask = async (who: Person, method: "GET" | "POST", url: string, payload?: object) => {
  const answer = await desk.server.inject({
    method,
    url,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body === "" ? null : answer.json<unknown>() };
};
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string } | null)?.code;

describe("the console (PNRD-5.1)", () => {
  /** Somebody opens travellers and alerts, as the ledger has it. */
  const reads = (who: string, action: string, ids: readonly string[]) =>
    desk.database.transaction(
      { id: who, roles: ["analyst"], purpose: "TERR", ground: "offence:TERR" },
      async (tx) => {
        for (const id of ids) tx.record({ action, subjectKind: "traveller", subjectId: id });
      },
    );
  const ids = (count: number) => Array.from({ length: count }, () => newId(desk.clock.now()));

  test("shows who read how many, at which hours, what nobody decided, and who stands out against the role; every figure leads to its entries", async () => {
    const [one, two, three] = [
      await desk.signIn(["analyst"]),
      await desk.signIn(["analyst"]),
      await desk.signIn(["analyst"]),
    ];
    const everybodys = newId(start);
    for (const who of [one, two, three]) await reads(who.id, "person.viewed", [everybodys, ...ids(4)]);
    await at(new Date("2026-11-20T20:30:00Z"));
    await reads(three.id, "person.viewed", ids(60));
    await reads(three.id, "alert.viewed", ids(12));
    const { body } = await ask(officer, "GET", "/api/oversight?days=7");
    const { access, shared, waiting, retention } = body as Oversight;
    const row = (id: string) => access.find(({ person }) => person.id === id);
    expect(row(one.id)).toMatchObject({
      reads: 5,
      subjects: 5,
      atNight: 0,
      undecided: 0,
      roles: ["analyst"],
      oddities: [],
    });
    expect(row(three.id)).toMatchObject({
      reads: 77,
      atNight: 72,
      undecided: 12,
      oddities: ["more-than-role", "at-night", "undecided"],
    });
    expect(shared).toEqual([{ subject: everybodys, readers: 3, reads: 3 }]);
    expect(waiting.map(({ what }) => what)).toContain("unmasking-review");
    expect(retention).toMatchObject({ running: false, late: 0 });
    const entries = await desk.database.transaction(
      { id: officer.id, roles: ["data-protection-officer"], purpose: "OVERSIGHT" },
      (tx) => tx.query("select from ledger.entry where actor = $1 and action like '%.viewed'", [three.id]),
    );
    expect(entries).toHaveLength(77);
    await at(start);
  });

  test("is for the officer and the authority, and each look is in the ledger (ANX9-9.28, CoE108-15)", async () => {
    expect((await ask(inspector, "GET", "/api/oversight")).status).toBe(200);
    for (const role of [
      "administrator",
      "supervisor",
      "analyst",
      "head",
      "auditor",
      "watch-officer",
    ] as const)
      expect((await ask(await desk.signIn([role]), "GET", "/api/oversight")).status).toBe(403);
    const looks = await desk.database.transaction(
      { id: officer.id, roles: ["data-protection-officer"], purpose: "OVERSIGHT" },
      (tx) =>
        tx.query("select from ledger.entry where action = 'oversight.viewed' and actor = $1", [inspector.id]),
    );
    expect(looks).toHaveLength(1);
    // The authority looks and alters nothing, by SQL either.
    expect(
      (
        await ask(inspector, "POST", "/api/oversight/referrals", {
          subject: "access",
          text: "x".repeat(20),
          entries: [1],
        })
      ).status,
    ).toBe(403);
    const write = desk.database.transaction(
      { id: inspector.id, roles: ["inspector"], tenant: "authority", purpose: "OVERSIGHT" },
      (tx) =>
        tx.query(
          "insert into oversight.referral values (gen_random_uuid(), now(), $1, 'access', '{1}', '', '')",
          [inspector.id],
        ),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  test("nobody is odd who reads as the others do, and whoever reads more is never less odd", () => {
    const someone = (id: string, reads: number): Readings => ({
      id,
      roles: ["analyst"],
      reads,
      atNight: 0,
      undecided: 0,
    });
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.array(fc.nat(500), { minLength: 1, maxLength: 8 }),
        fc.nat(500),
        (own, others, more) => {
          const group = others.map((reads, at) => someone(`o${at}`, reads));
          const usual = usualFor(someone("me", own), group, [], 4);
          const odd = odditiesOf(someone("me", own), usual).length;
          expect(odditiesOf(someone("me", own + more), usual).length).toBeGreaterThanOrEqual(odd);
          expect(odd > 0 && others.every((reads) => reads >= own)).toBe(false);
        },
      ),
    );
  });
});

test("the officer refers readings to the authority: each entry with a proof that holds, under one hash; the authority reads and confirms (PNRD-6.7)", async () => {
  const made = await ask(officer, "POST", "/api/oversight/referrals", {
    subject: "access",
    text: "An analyst read sixty travellers in one night without an alert.",
    entries: [2, 1, 2],
  });
  expect(made.status).toBe(201);
  const { id, hash, entries } = made.body as ReferralRow;
  expect(entries).toBe(2);
  const { body } = await ask(inspector, "GET", `/api/oversight/referrals/${id}`);
  const { dossier } = body as ReferralDossier;
  expect(createHash("sha256").update(canonicalJson(dossier)).digest("hex")).toBe(hash);
  for (const entry of dossier.entries) {
    const proof = { kind: "inclusion", ...entry, tree: dossier.tree } as const;
    expect(proofFault(proof)).toBeUndefined();
    expect(proofFault({ ...proof, body: entry.body.replace("}", " }") })).toBeDefined();
  }
  expect((await ask(inspector, "POST", `/api/oversight/referrals/${id}/receipt`, {})).status).toBe(204);
  const { referrals } = (await ask(officer, "GET", "/api/oversight/referrals")).body as Referrals;
  expect(referrals).toMatchObject([{ id, seenAt: start.toISOString() }]);
  const unknown = { subject: "other", text: "Nothing of the kind is there.", entries: [999_999] };
  expect(codeOf(await ask(officer, "POST", "/api/oversight/referrals", unknown))).toBe("no-such-entry");
});

describe("breaches (CoE108-7, LED-30, LED-31, PNRD-13.8)", () => {
  const what = "A printed list of passengers lay on the desk of the canteen.";
  const report = async (over: object = {}, who = analyst) =>
    (await ask(who, "POST", "/api/breaches", { what, awareAt: null, processor: null, ...over }))
      .body as BreachReported;
  const file = async (id: string) => (await ask(officer, "GET", `/api/breaches/${id}`)).body as BreachFile;
  const assess = async (id: string, over: object = {}) =>
    ask(officer, "POST", `/api/breaches/${id}/assessment`, {
      version: (await file(id)).version,
      declared: true,
      risk: "risk",
      reasons: "Anybody could have read it for an hour.",
      measures: "The list was shredded, the printer moved.",
      awareAt: null,
      ...over,
    });
  const notice = {
    recipient: "authority",
    nature: "Loss of confidentiality of a printed list.",
    categories: "Passengers of one flight: names and seats.",
    contact: "dpo@piu.example",
    consequences: "People present may know who travelled.",
    measures: "Printing is switched off at that desk.",
    lateReasons: null,
  };
  const tell = async (id: string, over: object = {}) =>
    ask(officer, "POST", `/api/breaches/${id}/notices`, {
      version: (await file(id)).version,
      ...notice,
      ...over,
    });
  const close = async (id: string, exemption: string | null = null) =>
    ask(officer, "POST", `/api/breaches/${id}/closing`, {
      version: (await file(id)).version,
      lessons: "Lists are read on screens only from now on.",
      exemption,
    });
  const open: BreachSelector = {
    by: "table",
    account: null,
    origin: null,
    destination: null,
    table: "travellers",
    since: "2026-11-19T00:00:00.000Z",
    until: null,
  };
  const count = async (id: string, selectors: readonly Partial<BreachSelector>[] = [{}]) =>
    ask(officer, "POST", `/api/breaches/${id}/reach`, {
      version: (await file(id)).version,
      selectors: selectors.map((each) => ({ ...open, ...each })),
    });
  const row = async (id: string) =>
    ((await ask(officer, "GET", "/api/breaches")).body as Breaches).breaches.find((each) => each.id === id);

  test("anybody of the unit reports, the officer assesses, tells the authority and those affected, and closes; the words stand sealed", async () => {
    const { id, reference, due } = await report();
    expect(reference).toMatch(/^B-\d+$/);
    expect(due).toBe("2026-11-23T09:00:00.000Z");
    expect(codeOf(await tell(id))).toBe("breach-not-declared");
    expect((await assess(id, { risk: "high" })).status).toBe(204);
    expect(codeOf(await close(id))).toBe("breach-open");
    expect(codeOf(await tell(id))).toBe("reach-wanted");
    await count(id);
    expect(codeOf(await tell(id, { categories: " " }))).toBe("notice-incomplete");
    expect((await tell(id, { subjects: 3 })).status).toBe(400);
    expect((await tell(id)).status).toBe(204);
    expect(await row(id)).toMatchObject({ wanted: ["subjects", "closing"], overdue: false });
    expect((await tell(id, { recipient: "subjects" })).status).toBe(204);
    expect((await close(id)).status).toBe(204);
    expect(await file(id)).toMatchObject({
      what,
      row: { state: "closed", wanted: [] },
      notices: [{ late: false }, { late: false }],
    });
    const stored = await desk.database.transaction(
      { id: officer.id, roles: ["data-protection-officer"], purpose: null },
      (tx) =>
        tx.query<{ text: string }>(
          "select b::text as text from oversight.breach b union all select body from ledger.entry",
        ),
    );
    expect(stored.map(({ text }) => text).join()).not.toMatch(/canteen|printer moved/);
  });

  test("the 72 hours run from awareness, to the second; late only with reasons; a processor's too (LED-30)", async () => {
    const { id, due } = await report({ awareAt: "2026-11-20T06:00:00Z", processor: "Printing House" });
    expect(due).toBe("2026-11-23T06:00:00.000Z");
    await assess(id);
    await at(new Date("2026-11-23T06:00:00Z"));
    expect(await row(id)).toMatchObject({ overdue: false, processor: "Printing House" });
    await at(new Date("2026-11-23T06:00:01Z"));
    expect(await row(id)).toMatchObject({ overdue: true, wanted: ["authority", "closing"] });
    await count(id);
    expect(codeOf(await tell(id))).toBe("late-reasons-wanted");
    // By SQL neither, whatever is said to be late.
    const silent = desk.database.transaction(
      { id: officer.id, roles: ["data-protection-officer"], purpose: null },
      (tx) =>
        tx.query(
          `insert into oversight.breach_notice (notice_id, breach_id, recipient, at, by_person, subjects, records, sealed, hash, late)
         select gen_random_uuid(), $1, 'authority', now(), $2, persons, records, '', '', false
         from oversight.breach_reach where breach_id = $1`,
          [id, officer.id],
        ),
    );
    await expect(silent).rejects.toThrow(/why it is late/);
    // A clock that is set back does not make it timely.
    await at(start);
    expect(await row(id)).toMatchObject({ overdue: true });
    expect(codeOf(await tell(id))).toBe("late-reasons-wanted");
    expect((await tell(id, { lateReasons: "The processor answered on the third day only." })).status).toBe(
      204,
    );
    expect(await file(id)).toMatchObject({
      notices: [{ late: true, lateReasons: expect.stringContaining("third day") }],
    });
  });

  test("the time is never prolonged, what carries a risk is not dismissed, and nothing is closed in silence", async () => {
    await at(new Date("2026-11-24T09:00:00Z"));
    const { id } = await report();
    expect(
      (
        await ask(analyst, "POST", "/api/breaches", {
          what,
          awareAt: "2026-11-24T09:00:01Z",
          processor: null,
        })
      ).status,
    ).toBe(400);
    expect(codeOf(await assess(id, { declared: false, risk: "risk" }))).toBe("risk-dismissed");
    expect(codeOf(await assess(id, { awareAt: "2026-11-24T10:00:00Z" }))).toBe("awareness-later");
    await assess(id, { risk: "high" });
    const by = { id: officer.id, roles: ["data-protection-officer"], purpose: null };
    const set = (text: string) =>
      desk.database.transaction(by, (tx) =>
        tx.query(`update oversight.breach set ${text} where breach_id = $1`, [id]),
      );
    await expect(set("authority_due = authority_due + interval '1 second'")).rejects.toThrow(
      /prolonged|check/,
    );
    await expect(
      set(`state = 'closed', closed_at = now(), closed_by = '${officer.id}', sealed_closing = ''`),
    ).rejects.toThrow(/authority has not been told/);
    await count(id);
    await tell(id);
    await expect(
      set(`state = 'closed', closed_at = now(), closed_by = '${officer.id}', sealed_closing = ''`),
    ).rejects.toThrow(/those affected/);
    expect((await close(id, "public-communication")).status).toBe(204);
    expect(codeOf(await tell(id))).toBe("breach-not-declared");
  });

  test("who reported sees no more of it; the authority and the head see the register; nobody but the officer decides (CoE108-7)", async () => {
    const { id } = await report();
    expect((await ask(analyst, "GET", "/api/breaches")).status).toBe(403);
    for (const role of ["head", "auditor"] as const) {
      const other = await desk.signIn([role]);
      expect((await ask(other, "GET", "/api/breaches")).status).toBe(200);
      expect((await ask(other, "POST", `/api/breaches/${id}/assessment`, {})).status).toBe(403);
    }
    const authority = await desk.signIn(["inspector"], "OVERSIGHT");
    expect((await ask(authority, "GET", `/api/breaches/${id}`)).status).toBe(200);
    const changed = await desk.database.transaction(
      { id: "i", roles: ["inspector"], tenant: "authority", purpose: null },
      (tx) =>
        tx.query("update oversight.breach set version = 9 where breach_id = $1 returning 1 as done", [id]),
    );
    expect(changed).toEqual([]);
    expect(
      (
        await ask(await desk.signIn(["liaison"]), "POST", "/api/breaches", {
          what,
          awareAt: null,
          processor: null,
        })
      ).status,
    ).toBe(403);
  });

  describe("whom one concerns (PNRD-13.8, LED-30, LED-31)", () => {
    /** A flight with as many travellers; the keys of their pages. */
    async function aFlight(number: string, from: string, surnames: readonly string[], by = "test") {
      const leg = {
        from,
        to: "GYD",
        departs: "2026-11-24T14:30",
        arrives: "2026-11-24T18:25",
        border: true,
      } as const;
      const list = aPassengerList(
        surnames.map((surname, index) =>
          aListedTraveller({
            surname,
            given: "ILK",
            documents: [{ type: "P", number: `C${number}${index}`, issuer: "AZE", expires: "2031-01-01" }],
          }),
        ),
        { flights: [{ carrier: "J2", number, suffix: null, legs: [leg] }] },
      );
      await desk.database.transaction(systemActor(by), (tx) =>
        applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: "2026-11-24" }),
      );
      const rows = await desk.database.transaction(systemActor(by), (tx) =>
        tx.query<{ key: string }>(
          `select t.flight_date || '_' || t.flight_id || '_' || t.person_id as key from records.traveller t
           join records.flight f using (flight_date, flight_id) where f.number = $1 order by t.surname`,
          [number],
        ),
      );
      return rows.map(({ key }) => key);
    }
    const reads = (who: string, keys: readonly string[]) =>
      desk.database.transaction(
        { id: who, roles: ["analyst"], purpose: "TERR", ground: "offence:TERR" },
        async (tx) => {
          for (const key of keys)
            tx.record({ action: "person.viewed", subjectKind: "traveller", subjectId: key });
        },
      );
    const affected = async (id: string, who = officer) =>
      (await ask(who, "GET", `/api/breaches/${id}/affected`)).body as BreachAffected;
    const personOf = (key: string) => key.split("_")[2] ?? "";

    test("is counted from what an account has read, the flights of a route, or a table; who, since when, and by what", async () => {
      await at(new Date("2026-11-24T10:00:00Z"));
      const reader = analyst;
      const one = await aFlight("0611", "IST", ["ALMA", "BARI", "CEM"]);
      await at(new Date("2026-11-24T11:00:00Z"));
      const other = await aFlight("0612", "TBS", ["DENIZ", "ELA"]);
      await reads(reader.id, [one[0] ?? "", other[0] ?? ""]);
      await at(new Date("2026-11-24T12:00:00Z"));
      const later = await aFlight("0613", "IST", ["FARUQ"]);
      await reads(analyst.id, later);
      const { id } = await report();
      const counted = await count(id, [
        {
          by: "account",
          table: null,
          account: reader.id,
          since: "2026-11-24T10:30:00Z",
          until: "2026-11-24T11:30:00Z",
        },
        {
          by: "route",
          table: null,
          origin: "IST",
          since: "2026-11-24T00:00:00Z",
          until: "2026-11-24T11:30:00Z",
        },
      ]);
      expect(counted.status).toBe(201);
      // Three of the route, and one beside whom the account has read; who came in afterwards is not among them.
      expect(counted.body as BreachReach).toMatchObject({
        persons: 4,
        records: 4,
        since: "2026-11-24T10:00:00.000Z",
      });
      const { affected: found, next } = await affected(id);
      expect(next).toBeNull();
      const shown = new Map(found.map((each) => [each.person, each]));
      expect([...shown.keys()].toSorted()).toEqual([...one, other[0] ?? ""].map(personOf).toSorted());
      expect(shown.get(personOf(one[0] ?? ""))).toMatchObject({
        foundBy: [0, 1],
        since: "2026-11-24T10:00:00.000Z",
        key: one[0],
      });
      expect(shown.get(personOf(other[0] ?? ""))).toMatchObject({
        foundBy: [0],
        since: "2026-11-24T11:00:00.000Z",
        flight: "J20612 2026-11-24",
      });
      expect((await count(id, [{ since: "2026-11-24T00:00:00Z" }])).body).toMatchObject({ persons: 6 });
      expect((await count(id, [{ table: "accounts" }])).body).toMatchObject({ records: expect.any(Number) });
      expect((await file(id)).reach).toMatchObject({ selectors: [{ table: "accounts" }] });
    });

    test("who is gone from the records by now is found in the ledger still", async () => {
      const keys = await aFlight("0621", "TBS", ["GULER", "HAMID"]);
      await reads(analyst.id, keys);
      await desk.database.transaction(systemActor("retention"), (tx) =>
        tx.query("delete from records.traveller where person_id = $1", [personOf(keys[0] ?? "")]),
      );
      const { id } = await report();
      const counted = await count(id, [
        { by: "account", table: null, account: null, since: "2026-11-24T12:00:00Z" },
      ]);
      expect(counted).toMatchObject({ status: 201 });
      const gone = (await affected(id)).affected.find(({ person }) => person === personOf(keys[0] ?? ""));
      expect(gone).toMatchObject({ kind: "traveller", key: null, flight: null, records: 1 });
    });

    test("what a notification says of numbers is what was counted: none can be sent or written otherwise", async () => {
      const { id } = await report();
      await assess(id);
      const { persons, records } = (await count(id)).body as BreachReach;
      await tell(id);
      expect((await file(id)).notices).toMatchObject([{ subjects: persons, records }]);
      const by = {
        id: officer.id,
        roles: ["data-protection-officer"],
        purpose: "OVERSIGHT",
        ground: "inquiry:B-1",
      };
      const sql = (statement: string) => desk.database.transaction(by, (tx) => tx.query(statement, [id]));
      await expect(
        sql(`insert into oversight.breach_notice (notice_id, breach_id, recipient, at, by_person, subjects, records, sealed, hash, late)
          values (gen_random_uuid(), $1, 'authority', now(), '${officer.id}', 1, 1, '', '', false)`),
      ).rejects.toThrow(/computed, not typed/);
      await expect(
        sql("update oversight.breach_reach set persons = 1 where breach_id = $1 returning 1"),
      ).rejects.toThrow(/stays as it was counted/);
      desk.clock.advance(1000);
      await expect(
        sql(`insert into oversight.breach_affected (reach_id, person_id, kind, records, since, found_by)
          select reach_id, gen_random_uuid(), 'account', 1, now(), '{0}' from oversight.breach_reach where breach_id = $1`),
      ).rejects.toThrow(/row-level security|stays as it was counted/);
    });

    test("bad questions are refused with the place; counting and looking are entries; others may not (CoE108-7)", async () => {
      const { id } = await report();
      expect(codeOf(await count(id, [{ by: "route", table: null }]))).toBe("reach-incomplete");
      expect(codeOf(await count(id, [{ since: "2027-01-01T00:00:00Z" }]))).toBe("reach-incomplete");
      expect(codeOf(await count(id, [{ by: "account", table: null, account: "nobody of the kind" }]))).toBe(
        "account-unknown",
      );
      expect((await count(id)).status).toBe(201);
      const before = await affected(id);
      expect(await affected(id, inspector)).toEqual(before);
      const reader = await desk.signIn(["analyst"], "TERR");
      for (const who of [reader, inspector, await desk.signIn(["head"], "OVERSIGHT")])
        expect(
          (await ask(who, "POST", `/api/breaches/${id}/reach`, { version: 2, selectors: [open] })).status,
        ).toBe(403);
      expect((await ask(reader, "GET", `/api/breaches/${id}/affected`)).status).toBe(403);
      const entries = await desk.database.transaction(systemActor("test"), (tx) =>
        tx.query<{ action: string; about: number }>(
          "select action, cardinality(about) as about from ledger.entry where subject_id = $1 and action like 'breach.%' order by seq",
          [id],
        ),
      );
      expect(entries.map(({ action }) => action)).toEqual(
        expect.arrayContaining(["breach.reach-counted", "breach.affected-viewed"]),
      );
      expect(entries.findLast(({ action }) => action === "breach.affected-viewed")?.about).toBe(
        before.affected.length,
      );
    });

    test("the list goes when its time after the breach, or after the next count, is over; number and hash stay (LED-5, CoE108-5)", async () => {
      const since = desk.clock.now();
      const { id } = await report();
      expect((await count(id)).status).toBe(201);
      const first = await affected(id);
      expect((await count(id, [{ table: "accounts" }])).body).toMatchObject({ listKept: true });
      const second = await affected(id);
      expect(first.affected.length).toBeGreaterThan(0);
      await assess(id, { declared: false, risk: "none" });
      const lists = () =>
        desk.database.transaction(systemActor("test"), (tx) =>
          tx.query<{ rows: number }>(
            `select (select count(*) from oversight.breach_affected a where a.reach_id = r.reach_id)::int as rows
             from oversight.breach_reach r where r.breach_id = $1 order by r.ordinal`,
            [id],
          ),
        );
      expect(await lists()).toEqual([{ rows: first.affected.length }, { rows: second.affected.length }]);
      await at(new Date("2027-06-24T00:00:00Z"));
      // Unreadable at that instant, whatever jobs do; deleted by the next run, with a certificate.
      expect((await affected(id)).affected).toEqual([]);
      expect((await file(id)).reach).toMatchObject({ persons: second.affected.length, listKept: false });
      const certificates = await deleteExpired({
        database: desk.database,
        profile: euStrict,
        expiring: oversightExpiring,
      });
      expect(certificates.map(({ kind }) => kind)).toEqual(["breach-list"]);
      expect(await lists()).toEqual([{ rows: 0 }, { rows: 0 }]);
      expect((await file(id)).reach?.hash).toMatch(/^[\da-f]{64}$/);
      await at(since);
    });
  });

  test("overdue is what the clock says, of whatever carries a risk and of what nobody has looked at", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 * 3600 }),
        fc.constantFrom("reported", "declared", "dismissed", "closed"),
        fc.constantFrom(null, "none", "risk", "high"),
        fc.boolean(),
        (after, state, risk, told) => {
          const due = authorityDue(start);
          const late = isOverdue(
            { state, risk, authorityTold: told ? start : null, subjectsTold: null, due },
            new Date(start.getTime() + after * 1000),
          );
          const open = state === "reported" || (state === "declared" && risk !== "none");
          expect(late).toBe(open && !told && after * 1000 > 72 * hour);
        },
      ),
    );
  });
});
