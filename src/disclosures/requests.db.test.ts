import { compactDecrypt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordsRoutes } from "#records";
import { euStrict } from "#vocabulary";
import {
  aDisclosureDesk,
  aForm,
  grading,
  start,
  type DisclosureDesk,
} from "../../test/harness/disclosure-desk.ts";
import type { Authorities, OpenedPackage, RequestDetail, RequestFields } from "./contract.ts";
import { requestTypes } from "./request-types.ts";
import { nextStates, requestStates } from "./states.ts";

let desk: DisclosureDesk;
beforeAll(async () => {
  desk = await aDisclosureDesk({
    also: ({ server, database, clock }) =>
      recordsRoutes(server, {
        database,
        clock,
        profile: euStrict,
        about: {
          alertCounts: async () => new Map(),
          alertsByPerson: async () => new Map(),
          messages: async () => [],
        },
      }),
  });
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.clock.set(start);
  // Each test asks about the traveller of the fixtures: what others left open is no duplicate of it.
  await desk.rows("update disclosures.request set state = 'withdrawn', step_at = now() where false");
});

const people = () => desk.people;
let documents = 0;
/** A document of this test's own, so that no request is another's duplicate. */
const ownDocument = () => `D${String((documents += 1)).padStart(8, "0")}`;
async function asked(over: Partial<RequestFields> = {}, traveller: object = {}, on?: string) {
  const number = ownDocument();
  const flight = await desk.fly(
    [{ documents: [{ type: "P", number, issuer: "AZE", expires: "2031-01-01" }], ...traveller }],
    on,
  );
  const form = aForm({ subjects: [{ document: number }], ...over });
  return { number, flight, form };
}
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;
const fieldsOf = (answer: { body: unknown }) =>
  ((answer.body as { fields?: { field: string }[] }).fields ?? []).map(({ field }) => field);

describe("the way of a request", () => {
  test("from the form to the opened package and its outcome, each step by another and in the ledger (PNRD-6.2b, PNRD-6.6, PNRD-7.4, PNRD-13.6, LED-9.3-4)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    const checked = await desk.toCheck(id);
    expect(checked.request).toMatchObject({
      state: "release-check",
      clock: { kind: "answer", overdue: false },
    });
    expect(checked.packages).toHaveLength(1);
    expect(checked.packages[0]?.gates.filter(({ passed }) => !passed)).toEqual([]);
    // Not before its release: the recipient knows of nothing.
    expect(
      (await desk.own(people().police)).packages.filter(({ state }) => state !== "acknowledged"),
    ).toEqual([]);
    const released = await desk.release(id);
    expect(released.status).toBe(200);

    const received = (await desk.own(people().police)).packages.find(
      (each) => each.reference === checked.packages[0]?.reference,
    );
    expect(received).toMatchObject({
      state: "released",
      measure: "CUSTOMS-CHECK",
      handling: ["H1", "H3"],
      acknowledgedAt: null,
    });
    const at = `/api/own-packages/${received?.id}`;
    // Opened only after its conditions were accepted.
    for (const part of ["content", "file"]) {
      const early = await desk.ask(people().police, "GET", `${at}/${part}`);
      expect([early.status, codeOf(early)]).toEqual([409, "conditions-not-accepted"]);
    }
    await desk.well(people().police, "POST", `${at}/acknowledgement`, { conditionsAccepted: true });
    const { content } = await desk.well<OpenedPackage>(people().police, "GET", `${at}/content`);
    expect(content.elements.map(({ element }) => element)).toEqual([
      "names",
      "travel-dates",
      "seat",
      "baggage",
    ]);
    expect(Object.keys(content)[2]).toBe("review");
    // Under the conditions of its codes, and for its recipient alone: another agency cannot even see that it exists.
    expect(content).toMatchObject({ handling: ["H1", "H3"], conditions: expect.any(Array) });
    expect(content.conditions.length).toBeGreaterThan(1);
    expect((await desk.ask(people().customs, "GET", `${at}/content`)).status).toBe(404);
    const file = (await desk.ask(people().police, "GET", `${at}/file`)).body as string;
    const { plaintext } = await compactDecrypt(file, desk.keys.privateKey);
    const signed = JSON.parse(
      Buffer.from(Buffer.from(plaintext).toString().split(".")[1] ?? "", "base64url").toString(),
    ) as object;
    expect(signed).toEqual(content);

    await desk.well(people().police, "POST", `${at}/outcome`, { code: "SEIZURE", text: "Found in the bag." });
    const ended = await desk.well<RequestDetail>(people().watch, "GET", `/api/requests/${id}`);
    expect(ended.request.state).toBe("closed");
    expect(ended.steps.map(({ to }) => to)).toEqual([
      "draft",
      "submitted",
      "triage",
      "legal-check",
      "approval-pending",
      "approved",
      "searching",
      "review",
      "release-check",
      "released",
      "acknowledged",
      "outcome",
      "closed",
    ]);
    expect(
      ended.steps.every(({ role, reason, profile }) => role !== "" && reason !== "" && profile !== ""),
    ).toBe(true);
    const entries = await desk.rows<{ body: string }>(
      `select body from ledger.entry where body like '%"request.moved"%' and body like $1 order by seq`,
      [`%${id}%`],
    );
    // One entry for each transition, no more.
    expect(entries).toHaveLength(ended.steps.length - 1);
    const [told] = await desk.rows<{ body: string }>(
      `select body from ledger.entry where body like '%"package.released"%' and body like $1`,
      [`%${received?.hash}%`],
    );
    expect(told?.body).toContain('"recipient":"agency:police"');
  });

  test("a package is stored sealed: its words stand in no row of it (LED-29.2)", async () => {
    const { form, number } = await asked({ elements: ["names", "api"] });
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.toCheck(id, { measure: "DOC-CHECK", elements: ["names", "api"] });
    expect((await desk.release(id)).status).toBe(200);
    const [row] = await desk.rows<{ text: string }>(
      "select p::text as text from disclosures.package p where request_id = $1",
      [id],
    );
    expect(row?.text).not.toContain(number);
    expect(row?.text).not.toContain("MUSTERI");
  });

  test("a package holds no score, no rank and no list's word of likeness, and the reviewer's result comes first (CJEU817-208)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    const { packages } = await desk.toCheck(id);
    const { content } = await desk.well<{ content: object }>(
      people().supervisor,
      "GET",
      `/api/packages/${packages[0]?.id}/preview`,
    );
    expect(JSON.stringify(content)).not.toMatch(/score|strength|points|bits|band|rank/i);
    expect(Object.keys(content).slice(0, 3)).toEqual(["format", "reference", "review"]);
    expect(content).toMatchObject({ review: { assertion: "fact", reliability: "B", credibility: "2" } });
  });

  test("what was told says fact or assessment, with the grades of its source (LED-7.1)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    const { found } = await desk.toReview(id);
    const { reliability: _reliability, ...ungraded } = grading;
    const answer = await desk.step(people().analyst, id, "reviews", {
      person: found[0]?.key,
      outcome: "is-the-person",
      ...ungraded,
    });
    expect(answer.status).toBe(400);
  });
});

describe("states", () => {
  test("nothing skips the legal check or the release check: no way leads round them (PNRD-6.2b)", () => {
    const reached = (without: string): Set<string> => {
      const seen = new Set<string>(["draft"]);
      for (const state of seen)
        for (const next of nextStates(state as never)) if (next !== without) seen.add(next);
      return seen;
    };
    for (const gone of ["released", "urgent-released", "acknowledged", "approved", "searching"]) {
      expect(reached("legal-check").has(gone)).toBe(false);
    }
    // From an approval to a release leads only what was released urgently before: the database holds to it.
    const steps = reached("release-check");
    expect(steps.has("urgent-released")).toBe(false);
    expect(nextStates("approved").filter((state) => state !== "withdrawn")).toEqual([
      "searching",
      "released",
      "closed",
    ]);
  });

  test("the database holds the same table of transitions, and refuses every other (PNRD-6.2b)", async () => {
    const kept = await desk.rows<{ from_state: string; to_state: string }>(
      "select from_state, to_state from disclosures.transition",
    );
    const table = kept.map(({ from_state, to_state }) => `${from_state} ${to_state}`).toSorted();
    expect(table).toEqual(
      requestStates.flatMap((from) => nextStates(from).map((to) => `${from} ${to}`)).toSorted(),
    );
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    const actor = {
      id: people().supervisor.id,
      roles: ["supervisor", "watch-officer", "analyst", "legal-adviser"],
      purpose: "SERIOUS",
    };
    const after = new Set<string>(nextStates("submitted"));
    for (const state of requestStates.filter((each) => each !== "submitted" && !after.has(each))) {
      const moved = desk.database.transaction(actor, (tx) =>
        tx.query("update disclosures.request set state = $2 where request_id = $1", [id, state]),
      );
      await expect(moved).rejects.toThrow(/does not go from/);
    }
  });

  test("nobody approves in another's name, nor without the legal check, by SQL either (PNRD-6.2b)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.stepWell(people().watch, id, "triage", { complete: true, reason: "whole" });
    const supervisor = { id: people().supervisor.id, roles: ["supervisor"], purpose: "SERIOUS" };
    const write = (set: string) =>
      desk.database.transaction(supervisor, (tx) =>
        tx.query(`update disclosures.request set ${set} where request_id = $1`, [id]),
      );
    await expect(write("legal_by = 'somebody', lawful = true")).rejects.toThrow(/in the name of another/);
    await expect(write("state = 'approved'")).rejects.toThrow(/does not go from/);
    await desk.stepWell(people().legal, id, "legal-check", {
      lawful: true,
      reason: "Article and grounds hold.",
      code: null,
    });
    await desk.stepWell(people().supervisor, id, "approval", {
      approved: true,
      reason: "approved",
      code: null,
    });
    await expect(write("state = 'released'")).rejects.toThrow(/without a release check/);
    await expect(write(`state = 'released', checked_by = '${people().supervisor.id}'`)).rejects.toThrow(
      /released urgently/,
    );
  });

  test("who checked the law does not approve; who calls urgency does not confirm it (F08, F12)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.toApproval(id);
    const alone = await desk.step(people().legal, id, "approval", {
      approved: true,
      reason: "mine",
      code: null,
    });
    expect(alone.status).toBe(403);
  });
});

describe("forms", () => {
  const send = (fields: RequestFields, type = "RQ-CA", authorityId = desk.register.police) =>
    desk.ask(people().police, "POST", "/api/own-requests", {
      type,
      authorityId,
      urgent: false,
      fields,
      submit: true,
    });

  test.each([
    ["offence", { offence: undefined }],
    ["airLink", { airLink: undefined }],
    ["caseReference", { caseReference: undefined }],
    ["grounds", { grounds: "no" }],
    ["subjects", { subjects: [] }],
    ["window", { window: undefined }],
    ["elements", { elements: [] }],
    ["masked", { masked: undefined }],
    ["category", { category: undefined }],
    ["protection", { protection: undefined }],
    ["handling", { handling: { codes: ["H1"], accepted: false } }],
    ["legalBasis", { legalBasis: undefined }],
    ["feedback", { feedback: false }],
    ["requester", { requester: undefined }],
  ])(
    "a request without %s is not taken, and the remedy is said (PNRD-6.2b, LED-9.3-4)",
    async (field, over) => {
      const answer = await send(aForm(over as Partial<RequestFields>));
      expect([answer.status, codeOf(answer)]).toEqual([422, "request-incomplete"]);
      expect(fieldsOf(answer)).toContain(field);
    },
  );

  test("without offence and link with carriage of passengers nothing is asked (CJEU817-152-157)", async () => {
    for (const type of ["RQ-CA", "RQ-CA-U"]) {
      const { form } = requestTypes.find(({ code }) => code === type) ?? {};
      expect([type, form?.airLink]).toEqual([type, "M"]);
    }
    const { offence: _offence, airLink: _airLink, ...rest } = aForm();
    const none = await send(rest);
    expect(fieldsOf(none)).toEqual(expect.arrayContaining(["offence", "airLink"]));
    const short = await send(aForm({ airLink: { kind: "indirect", text: "by air" } }));
    expect(fieldsOf(short)).toEqual(["airLink"]);
  });

  test("ordinary crime is no ground, nor an offence or purpose that the register does not give (PNRD-7.1, PNRD-II-map)", async () => {
    const light = await send(
      aForm({ offence: { code: "drug-trafficking", article: "CC 1", maxPenaltyYears: 2 } }),
    );
    expect(fieldsOf(light)).toContain("offence.maxPenaltyYears");
    const other = await send(aForm({ offence: { code: "sabotage", article: "CC 1", maxPenaltyYears: 5 } }));
    expect(fieldsOf(other)).toContain("offence.code");
    const border = await send(aForm({ purpose: "BORDER" }));
    expect(fieldsOf(border)).toContain("purpose");
  });

  test("after the journey new circumstances and objective evidence are needed (CJEU817-218)", async () => {
    const answer = await send(aForm({ window: { from: "2026-10-25", until: "2026-11-19" } }));
    expect(fieldsOf(answer)).toEqual(expect.arrayContaining(["newCircumstances", "objectiveEvidence"]));
  });

  test.each([
    ["a wildcard", [{ name: { surname: "ALI*", given: "A" }, birthDate: "1980-01-01" }]],
    ["a name alone", [{ name: { surname: "MUSTERI", given: "ANAR" } }]],
    ["a flight alone", [{ flight: { designator: "J2 8068", date: "2026-11-21" } }]],
    [
      "a flight with a birth date",
      [{ flight: { designator: "J2 8068", date: "2026-11-21" }, birthDate: "1980-05-01" }],
    ],
    ["a part of a document", [{ document: "C01" }]],
    [
      "twenty-six selectors",
      Array.from({ length: 13 }, (_, at) => ({ document: `C000000${at + 10}`, locator: `ABC1${at + 10}` })),
    ],
  ])("%s is trawling, and refused (PNRD-6.2b)", async (_what, subjects) => {
    const answer = await send(aForm({ subjects }));
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer).some((field) => field.startsWith("subjects"))).toBe(true);
  });

  test("more than 31 days need a justification (PNRD-6.2b)", async () => {
    const window = { from: "2026-11-21", until: "2026-12-31" };
    expect(fieldsOf(await send(aForm({ window })))).toContain("window.justification");
    const { form } = await asked({
      window: { ...window, justification: "The group has flown once a month since spring." },
    });
    expect((await send(form)).status).toBe(201);
  });

  test("a request in the name of others, of a type for others, or of a type that is taken elsewhere is refused (LED-15)", async () => {
    const { form } = await asked();
    expect(codeOf(await send(form, "RQ-CA", desk.register.customs))).toBe("no-such-authority");
    expect(codeOf(await send(form, "RQ-COURT"))).toBe("wrong-channel");
    expect(codeOf(await send(form, "RQ-DSR"))).toBe("wrong-channel");
    expect(requestTypes).toHaveLength(21);
  });

  test("the same asked twice by one authority is a duplicate", async () => {
    const { form } = await asked();
    expect((await send(form)).status).toBe(201);
    expect(codeOf(await send(form))).toBe("request-duplicate");
  });

  test("of an urgent request offence and case follow within a day, and are shown as owed", async () => {
    const { form } = await asked({
      urgency: { reason: "A threat to the flight that lands tonight." },
      legalBasis: { code: "LB-URG", text: "Police Act 9" },
    });
    const { offence: _offence, caseReference: _case, ...rest } = form;
    const id = await desk.submit(people().police, desk.register.police, rest, { type: "RQ-CA-U" });
    const { owed, request } = await desk.well<RequestDetail>(people().watch, "GET", `/api/requests/${id}`);
    expect(owed).toEqual(["offence", "caseReference"]);
    // Triage of what is urgent: ten minutes.
    expect(request.clock).toMatchObject({ kind: "triage", dueAt: "2026-11-20T09:10:00.000Z" });
  });
});

describe("the register", () => {
  test("an authority is entered by two persons, never by one, by SQL either (PNRD-7.1)", async () => {
    const said = desk.anAuthority({ code: "guards", name: "Border guards", service: "border" });
    const { authorities } = await desk.well<Authorities>(people().legal, "POST", "/api/authorities", said);
    const entry = authorities.find(({ code }) => code === "guards");
    expect(entry).toMatchObject({ state: "proposed", usable: false });
    expect(
      (
        await desk.ask(people().legal, "POST", `/api/authorities/${entry?.id}/decision`, {
          version: 1,
          inForce: true,
          reason: "mine",
        })
      ).status,
    ).toBe(403);
    const alone = { id: people().legal.id, roles: ["legal-adviser", "supervisor"], purpose: null };
    await expect(
      desk.database.transaction(alone, (tx) =>
        tx.query(
          "update disclosures.authority set state = 'in-force', decided_by = $2, decided_at = $3 where authority_id = $1",
          [entry?.id, alone.id, tx.at],
        ),
      ),
    ).rejects.toThrow(/check constraint/);
    // What the second person saw is what comes in force.
    await expect(
      desk.database.transaction({ id: people().supervisor.id, roles: ["supervisor"], purpose: null }, (tx) =>
        tx.query("update disclosures.authority set offences = '{sabotage}' where authority_id = $1", [
          entry?.id,
        ]),
      ),
    ).rejects.toThrow(/not changed/);
  });

  test("an authority whose entry or keys have expired asks and is told nothing (PNRD-7.1)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.toCheck(id);
    desk.clock.set(new Date("2028-01-02T09:00:00Z"));
    const gone = await desk.release(id);
    expect(codeOf(gone)).toMatch(/gate-closed|record-gone|no-package/);
    const late = await desk.ask(people().police, "POST", "/api/own-requests", {
      type: "RQ-CA",
      authorityId: desk.register.police,
      urgent: false,
      submit: true,
      fields: {
        ...form,
        subjects: [{ document: ownDocument() }],
        window: { from: "2028-01-03", until: "2028-01-05" },
      },
    });
    expect(codeOf(late)).toBe("authority-not-in-force");
  });

  test("a migration service is entitled to nothing of bookings (CJEU817-230)", async () => {
    const answer = await desk.ask(
      people().legal,
      "POST",
      "/api/authorities",
      desk.anAuthority({ code: "mig2", service: "migration" }),
    );
    expect(fieldsOf(answer)).toContain("purposes");
  });
});

describe("the search", () => {
  test("records are searched from an approved request, for its purpose and for whom it names (PNRD-6.2b)", async () => {
    const { form, number } = await asked();
    await desk.fly([{ documents: [{ type: "P", number: ownDocument(), issuer: "AZE", expires: null }] }]);
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.toApproval(id);
    expect(codeOf(await desk.step(people().analyst, id, "search"))).toBe("search-not-approved");
    await desk.stepWell(people().supervisor, id, "approval", {
      approved: true,
      reason: "approved",
      code: null,
    });
    const wrong = { ...people().analyst, headers: { ...people().analyst.headers, "x-purpose": "TERR" } };
    expect(codeOf(await desk.step(wrong, id, "search"))).toBe("purpose-differs");
    const { found } = await desk.stepWell(people().analyst, id, "search");
    expect(found.map(({ document }) => document)).toEqual([number]);
    expect(codeOf(await desk.step(people().analyst, id, "search"))).toBe("search-not-approved");
    // Nobody else than the search found is reviewed or told of.
    const stranger = await desk.step(people().analyst, id, "reviews", {
      person: "2026-11-21_00000000-0000-7000-8000-000000000001_00000000-0000-7000-8000-000000000002",
      outcome: "is-the-person",
      ...grading,
    });
    expect(codeOf(stranger)).toBe("person-not-found-by-request");
  });

  test("by SQL too, a search needs its request to be approved and the searcher's own name (PNRD-6.2b)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    const analyst = { id: people().analyst.id, roles: ["analyst"], purpose: "SERIOUS" };
    await expect(
      desk.database.transaction(analyst, (tx) =>
        tx.query(
          `insert into disclosures.search values (gen_random_uuid(), $1, 'agency:police', $2, now(), 1, 1, '2026-11-01', '2026-11-02', '{api}', 0, null)`,
          [id, analyst.id],
        ),
      ),
    ).rejects.toThrow(/approved request only/);
  });

  test("who works on a request reads the records of whom its search found, and of nobody else, while it is answered, by SQL either (PNRD-6.2b)", async () => {
    const { form, flight } = await asked();
    const stranger = await desk.fly([
      { documents: [{ type: "P", number: ownDocument(), issuer: "AZE", expires: null }] },
    ]);
    const personOn = async ({ date, id }: { date: string; id: string }) => {
      const [row] = await desk.rows<{ person_id: string }>(
        "select person_id from records.traveller where flight_id = $1",
        [id],
      );
      return `${date}_${id}_${row?.person_id}`;
    };
    const [found, other] = [await personOn(flight), await personOn(stranger)];
    const id = await desk.submit(people().police, desk.register.police, form);
    const headers = { ...people().analyst.headers, "x-ground": `request:${id}` };
    const page = (key: string, as: object = headers) =>
      desk.ask({ ...people().analyst, headers: as as never }, "GET", `/api/persons/${key}`);
    const elsewhere = { status: 403, body: { code: "ground-elsewhere" } };
    const bySql = () =>
      desk.database.transaction(
        { id: people().analyst.id, roles: ["analyst"], purpose: "SERIOUS", ground: `request:${id}` },
        (tx) => tx.query<{ flight_id: string }>("select flight_id from records.traveller"),
      );
    // Before its search a request shows nobody.
    expect(await page(found)).toMatchObject(elsewhere);
    expect(await bySql()).toEqual([]);
    await desk.toApproval(id);
    await desk.stepWell(people().supervisor, id, "approval", {
      approved: true,
      reason: "approved",
      code: null,
    });
    expect(await page(found)).toMatchObject(elsewhere);
    await desk.stepWell(people().analyst, id, "search");
    expect(await page(found)).toMatchObject({ status: 200 });
    expect(await page(other)).toMatchObject(elsewhere);
    expect(
      await desk.ask({ ...people().analyst, headers }, "GET", `/api/flights/${flight.date}_${flight.id}`),
    ).toMatchObject(elsewhere);
    expect((await bySql()).map(({ flight_id: on }) => on)).toEqual([flight.id]);
    // Nor by a request that there is not.
    const none = `request:${flight.id}`;
    expect(await page(found, { ...people().analyst.headers, "x-ground": none })).toMatchObject(elsewhere);
    await desk.stepWell(people().analyst, id, "withdrawal", { reason: "the authority took it back" });
    expect(await page(found)).toMatchObject(elsewhere);
    expect(await bySql()).toEqual([]);
  });

  test("one name that two hundred share shows nobody (PNRD-6.2b)", async () => {
    const crowd = Array.from({ length: 201 }, (_, at) => ({
      surname: "COMMON",
      given: "NAME",
      birthDate: "1990-01-01",
      travellerRef: `C${at}`,
      locator: `L${at}`,
      documents: [{ type: "P", number: `Z9${String(at).padStart(7, "0")}`, issuer: "AZE", expires: null }],
    }));
    await desk.fly(crowd);
    const form = aForm({
      subjects: [{ name: { surname: "COMMON", given: "NAME" }, birthDate: "1990-01-01" }],
    });
    const id = await desk.submit(people().police, desk.register.police, form);
    const { found, searches } = await desk.toReview(id);
    expect(found).toEqual([]);
    expect(searches).toMatchObject([{ found: 0, refused: "too-many" }]);
  });

  test("many small requests of one authority are noticed, and the data protection officer is told (PNRD-6.2b)", async () => {
    for (let at = 0; at < 10; at += 1) {
      const form = aForm({ subjects: [{ document: ownDocument() }] });
      await desk.toReview(await desk.submit(people().customs, desk.register.customs, form));
    }
    const { notices } = await desk.well<{ notices: { kind: string; authority: string; text: string }[] }>(
      people().protection,
      "GET",
      "/api/disclosure-notices",
    );
    expect(notices.filter(({ kind }) => kind === "enumeration")).toMatchObject([
      { authority: "Customs", text: expect.stringContaining("10 requests") },
    ]);
  });
});
