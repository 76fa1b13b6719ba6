import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#platform";
import {
  aDisclosureDesk,
  aChoice,
  aForm,
  grading,
  start,
  type DisclosureDesk,
  type Person,
} from "../../test/harness/disclosure-desk.ts";
import { outcomesFor } from "./code-lists.ts";
import type { PackageView, ReplyPackage, RequestDetail, RequestFields } from "./contract.ts";
import { hasRightToEnter } from "./gates.ts";
import { changePackage, insertNotice } from "./package-store.ts";

let desk: DisclosureDesk;
beforeAll(async () => {
  desk = await aDisclosureDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.clock.set(start));

const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;
const gatesOf = (answer: { body: unknown }) =>
  ((answer.body as { fields?: { field: string }[] }).fields ?? []).map(({ field }) => field);
let documents = 0;
const ownDocument = () => `G${String((documents += 1)).padStart(8, "0")}`;

type Asking = {
  readonly who: Person;
  readonly authority: string;
  readonly type: string;
  readonly fields: Partial<RequestFields>;
};
const foreign = {
  language: "en",
  humanRights: {
    noDeathPenalty: true,
    noTorture: true,
    originCountry: null,
    text: "Assurance of the ministry of justice.",
  },
  onward: { onlyWithConsent: true, necessity: "The courier is to be met on arrival." },
} satisfies Partial<RequestFields>;
const byAbroad = (): Asking => ({
  who: desk.people.abroad,
  authority: desk.register.abroad,
  type: "RQ-3C",
  fields: { ...foreign, legalBasis: { code: "LB-3C-SAFE", text: "Agreement, Article 4" } },
});
const byPolice = (): Asking => ({
  who: desk.people.police,
  authority: desk.register.police,
  type: "RQ-CA",
  fields: {},
});
const transfer = {
  ground: "LB-3C-SAFE",
  necessity: "The courier is to be met on arrival.",
  onward: false,
  assurance: "Assurance of the ministry.",
} as const;

/** A request about one traveller brought to its release check with one package. */
async function atCheck(
  asking: Asking,
  over: {
    traveller?: object;
    choice?: Partial<ReplyPackage>;
    fields?: Partial<RequestFields>;
    by?: Person;
  } = {},
): Promise<RequestDetail> {
  const number = ownDocument();
  await desk.fly([
    { documents: [{ type: "P", number, issuer: "AZE", expires: "2031-01-01" }], ...over.traveller },
  ]);
  const form = aForm({ ...asking.fields, subjects: [{ document: number }], ...over.fields });
  const id = await desk.submit(asking.who, asking.authority, form, { type: asking.type });
  return desk.toCheck(id, over.choice, over.by);
}
const supervisor = () => ({ id: desk.people.supervisor.id, roles: ["supervisor"], purpose: "SERIOUS" });
/** Tries to release a package past the server, as a supervisor with the database in hand. */
const bySql = (id: string, over: object = {}) =>
  desk.database.transaction(supervisor(), (tx) =>
    changePackage(tx, id, {
      state: "released",
      second_by: supervisor().id,
      second_reason: "past the server",
      released_at: tx.at,
      sealed: Buffer.from("x"),
      file: "x",
      hash: "x",
      ...over,
    }),
  );
const packageOf = (detail: RequestDetail): PackageView => {
  const [first] = detail.packages;
  if (first === undefined) throw new Error("no package");
  return first;
};

describe("non-refoulement", () => {
  const refugee = { nationality: "GEO", documents: undefined as never };
  async function claimant(asking: Asking, nationality: string) {
    const number = ownDocument();
    await desk.fly([{ nationality, documents: [{ type: "P", number, issuer: nationality, expires: null }] }]);
    const form = aForm({
      ...asking.fields,
      subjects: [{ document: number }],
      protection: ["asylum"],
      handling: { codes: ["H3", "HP"], accepted: true },
    });
    const id = await desk.submit(asking.who, asking.authority, form, { type: asking.type });
    const detail = await desk.toCheck(id, { handling: ["H3", "HP"], transfer }, desk.people.specialist);
    await desk.well(desk.people.contact, "POST", `/api/packages/${packageOf(detail).id}/protection-consent`, {
      reason: "no harm to the person in it",
    });
    return { id, package: packageOf(detail).id };
  }

  test.each([
    ["the State of origin abroad", byAbroad, "GEO", true],
    ["another State", byAbroad, "UKR", false],
    ["an authority at home", byPolice, "GEO", false],
  ])("who seeks protection and %s (HR-NR-1)", async (_who, asking, nationality, blocked) => {
    const made = await claimant(asking(), nationality);
    const answer = await desk.release(made.id);
    expect(answer.status).toBe(blocked ? 409 : 200);
    expect(blocked ? gatesOf(answer) : []).toEqual(blocked ? ["refoulement"] : []);
    const past = await bySql(made.package).then(
      () => "released",
      (problem: Error) => problem.message,
    );
    // Past the server the database says the same; what is released already is not released again.
    expect(past).toMatch(blocked ? /do not go to the State of origin/ : /not changed/);
  });

  test("the block is overridden by three persons in their order only (HR-NR-1)", async () => {
    const made = await claimant(byAbroad(), "GEO");
    const part = (who: Person) =>
      desk.ask(who, "POST", `/api/packages/${made.package}/override`, {
        reason: "the person asked for it in writing",
      });
    expect(codeOf(await part(desk.people.head))).toBe("override-order");
    expect((await part(desk.people.legal)).status).toBe(200);
    expect(codeOf(await part(desk.people.legal))).toBe("own-override");
    expect(codeOf(await desk.release(made.id))).toBe("gate-closed");
    expect((await part(desk.people.protection)).status).toBe(200);
    expect(codeOf(await desk.release(made.id))).toBe("gate-closed");
    expect((await part(desk.people.head)).status).toBe(200);
    expect((await desk.release(made.id)).status).toBe(200);
    expect(refugee.nationality).toBe("GEO");
  });

  test("the document of a refugee makes a protection claimant of its holder, whatever was said (HR-NR-2)", async () => {
    const detail = await atCheck(byPolice(), {
      traveller: { nationality: "XXB" },
      by: desk.people.specialist,
    });
    expect(packageOf(detail).flags.claimant).toBe(true);
    expect(packageOf(detail).handling).toContain("HP");
  });

  test("without an assurance nothing goes where death sentences or torture threaten (HR-NR-1)", async () => {
    const id = await desk.enter({
      code: "partner",
      name: "Partner unit",
      kind: "partner-unit",
      service: "unit",
      country: "TR",
      channel: "exchange",
      deathPenalty: true,
      id: desk.register.partner,
    });
    const asking = {
      who: desk.people.partner,
      authority: id,
      type: "RQ-PIU-IN",
      fields: { ...foreign, onward: undefined, legalBasis: { code: "LB-PIU", text: "Treaty 9" } },
    } as unknown as Asking;
    const { onward: _onward, ...fields } = asking.fields;
    const without = await atCheck({ ...asking, fields });
    const answer = await desk.release(without.request.id);
    expect(gatesOf(answer)).toEqual(["assurance"]);
    await expect(bySql(packageOf(without).id)).rejects.toThrow(/assurance/);
    const withOne = await atCheck({ ...asking, fields }, { choice: { transfer } });
    expect((await desk.release(withOne.request.id)).status).toBe(200);
  });
});

describe("transfers to third countries", () => {
  test("without ground, necessity and onward clause there is no transfer, by SQL either (PNRD-11.1, LED-35-39)", async () => {
    const without = await atCheck(byAbroad());
    expect(gatesOf(await desk.release(without.request.id))).toEqual(["transfer"]);
    const passedOn = await atCheck(byAbroad(), { choice: { transfer: { ...transfer, onward: true } } });
    expect(gatesOf(await desk.release(passedOn.request.id))).toEqual(["transfer"]);
    for (const { packages } of [without, passedOn]) {
      await expect(bySql(packages[0]?.id ?? "")).rejects.toThrow(/transfer is lacking/);
    }
  });

  test("abroad only to who was found to protect the data comparably, as long as the finding holds, by SQL either (ANX9-9.24c)", async () => {
    const found = { grounds: "Its law and its courts protect as ours do.", until: "2026-11-25" };
    const enterAbroad = (comparableProtection: object | null) =>
      desk.enter({
        code: "abroad",
        name: "Police of Ruritania",
        kind: "third-country",
        country: "GE",
        channel: "diplomatic",
        id: desk.register.abroad,
        comparableProtection: comparableProtection as never,
      });
    const lapsed = { ...found, until: "2026-11-20" };
    const faulty = await desk.ask(
      desk.people.legal,
      "POST",
      "/api/authorities",
      desk.anAuthority({ code: "elsewhere", kind: "third-country", comparableProtection: lapsed }),
    );
    expect(faulty.status).toBe(422);
    await enterAbroad(null);
    const without = await atCheck(byAbroad(), { choice: { transfer } });
    expect(gatesOf(await desk.release(without.request.id))).toEqual(["comparable-protection"]);
    await expect(bySql(packageOf(without).id)).rejects.toThrow(/no finding holds/);
    // By the minute of the day on which it ends it holds; of the next it does not.
    await enterAbroad(found);
    const [entry] = await desk.rows<{ version: number; proposed_by: string; decided_by: string }>(
      "select version, proposed_by, decided_by from disclosures.authority where authority_id = $1 and state = 'in-force'",
      [desk.register.abroad],
    );
    expect(entry?.proposed_by).toBe(desk.people.legal.id);
    expect(entry?.decided_by).toBe(desk.people.supervisor.id);
    await expect(
      desk.database.transaction(supervisor(), (tx) =>
        tx.query(
          "update disclosures.authority set protection_until = '2028-01-01' where authority_id = $1 and state = 'in-force'",
          [desk.register.abroad],
        ),
      ),
    ).rejects.toThrow(/a finding of protection is not changed/);
    const held = async (at: string) =>
      (
        await desk.rows<{ holds: boolean }>("select disclosures.protection_holds($1, $2) as holds", [
          desk.register.abroad,
          at,
        ])
      )[0]?.holds;
    expect(await held("2026-11-25T23:59:59.999Z")).toBe(true);
    expect(await held("2026-11-26T00:00:00Z")).toBe(false);
    const covered = await atCheck(byAbroad(), { choice: { transfer } });
    expect((await desk.release(covered.request.id)).status).toBe(200);
    await enterAbroad({ ...found, until: "2027-12-31" });
  });

  test("the data protection officer is told of each; without that the transaction breaks (PNRD-11.4)", async () => {
    const made = await atCheck(byAbroad(), { choice: { transfer } });
    // Everything as it should be, but for the notice.
    await expect(bySql(packageOf(made).id)).rejects.toThrow(/not told of this transfer/);
    expect((await desk.release(made.request.id)).status).toBe(200);
    const { notices } = await desk.well<{ notices: { kind: string; packageId: string | null }[] }>(
      desk.people.protection,
      "GET",
      "/api/disclosure-notices",
    );
    expect(notices.filter(({ packageId }) => packageId === packageOf(made).id)).toMatchObject([
      { kind: "third-country-transfer" },
    ]);
  });

  test("Europol: what the data contribute to is said, and the data protection officer is told (PNRD-10)", async () => {
    const asking: Asking = {
      who: desk.people.europol,
      authority: desk.register.europol,
      type: "RQ-EUROPOL",
      fields: {
        language: "en",

        legalBasis: { code: "LB-EUROPOL", text: "Art. 10" },
      },
    };
    const fields = aForm({ ...asking.fields, subjects: [{ document: ownDocument() }] });
    const bare = await desk.ask(asking.who, "POST", "/api/own-requests", {
      type: asking.type,
      authorityId: asking.authority,
      urgent: false,
      submit: true,
      fields,
    });
    expect(gatesOf(bare)).toEqual(["contribution"]);
    const made = await atCheck(asking, {
      fields: { contribution: "Joint investigation 12 into couriers of one group." },
    });
    await expect(bySql(packageOf(made).id)).rejects.toThrow(/not told of this transfer/);
    expect((await desk.release(made.request.id)).status).toBe(200);
  });

  test("a foreign authority in an emergency names its own unit, which gets a copy (PNRD-9.3)", async () => {
    const fields = aForm({
      legalBasis: { code: "LB-EMERG", text: "Art. 9(3)" },
      subjects: [{ document: ownDocument() }],
      language: "en",
    });
    const { language: _language, ...rest } = fields;
    const answer = await desk.ask(desk.people.abroad, "POST", "/api/own-requests", {
      type: "RQ-FCA-EM",
      authorityId: desk.register.abroad,
      urgent: true,
      submit: true,
      fields: rest,
    });
    expect(gatesOf(answer)).toEqual(expect.arrayContaining(["urgency", "copyTo"]));
  });
});

describe("children and victims", () => {
  const child = { birthDate: "2014-02-03" };
  const protective = {
    measure: "PROTECTION-REFERRAL",
    category: "missing",
    elements: ["names", "travel-dates"],
    handling: ["HP"],
  } as const;

  test("a child is reviewed by a specialist, and another of them agrees before anything leaves (HR-CHILD-1)", async () => {
    const plain = await atCheck(byPolice(), {
      traveller: child,
      choice: { ...protective, elements: [...protective.elements], handling: ["HP"] },
    });
    expect(packageOf(plain).flags.child).toBe(true);
    expect(gatesOf(await desk.release(plain.request.id))).toEqual(["child", "protection-contact"]);
    await expect(bySql(packageOf(plain).id)).rejects.toThrow(/check constraint/);

    const made = await atCheck(byPolice(), {
      traveller: child,
      choice: { ...protective, elements: [...protective.elements], handling: ["HP"] },
      by: desk.people.specialist,
    });
    expect(gatesOf(await desk.release(made.request.id))).toEqual(["protection-contact"]);
    const consent = (who: Person) =>
      desk.ask(who, "POST", `/api/packages/${packageOf(made).id}/protection-consent`, {
        reason: "in the interest of the child",
      });
    expect((await consent(desk.people.specialist)).status).toBe(403);
    expect((await consent(desk.people.contact)).status).toBe(200);
    expect((await desk.release(made.request.id)).status).toBe(200);
  });

  test("of a child or a victim only protection or contact is asked, in the database as well (HR-CHILD-4, HR-VOT)", async () => {
    const number = ownDocument();
    await desk.fly([{ ...child, documents: [{ type: "P", number, issuer: "AZE", expires: null }] }]);
    const id = await desk.submit(
      desk.people.police,
      desk.register.police,
      aForm({ subjects: [{ document: number }] }),
    );
    const { found } = await desk.toReview(id);
    await desk.stepWell(desk.people.specialist, id, "reviews", {
      person: found[0]?.key,
      outcome: "is-the-person",
      ...grading,
    });
    const answer = await desk.step(desk.people.specialist, id, "packages", {
      person: found[0]?.key,
      ...aChoice,
    });
    expect(codeOf(answer)).toBe("measure-not-protective");
    // The law's eight categories: as of an offender nothing is told of a victim.
    for (const category of ["suspect", "convicted", "wanted"]) {
      const victim = await desk.step(desk.people.specialist, id, "packages", {
        person: found[0]?.key,
        ...aChoice,
        ...protective,
        category,
        protection: ["victim"],
      });
      expect(codeOf(victim)).toBe("victim-no-suspect");
    }
    await desk.stepWell(desk.people.specialist, id, "packages", {
      person: found[0]?.key,
      ...aChoice,
      ...protective,
    });
    const [row] = await desk.rows<{ package_id: string }>(
      "select package_id from disclosures.package where request_id = $1",
      [id],
    );
    for (const over of [{ measure: "SECOND-LINE" }, { handling: ["H1"] }] as const) {
      await expect(
        desk.database.transaction(desk.system, (tx) =>
          changePackage(tx, row?.package_id ?? "", over as never),
        ),
      ).rejects.toThrow(/check constraint/);
    }
    for (const over of [
      { by_rule: true, category: "suspect" },
      { by_rule: true, category: "wanted" },
      { victim: true, category: "convicted" },
      { category: "unheard-of" },
    ]) {
      await expect(
        desk.database.transaction(desk.system, (tx) =>
          changePackage(tx, row?.package_id ?? "", over as never),
        ),
      ).rejects.toThrow(/check constraint/);
    }
  });
});

describe("the outcome", () => {
  test("nobody with a right to enter, or who seeks protection, is denied entry on it (PNRD-6.9, HR-12, HR-31)", async () => {
    expect(outcomesFor({ claimant: true, freeMovement: false }).slice(0, 2)).toEqual([
      "ASYLUM-CLAIM",
      "PROTECTION-GIVEN",
    ]);
    expect(outcomesFor({ claimant: false, freeMovement: true })).not.toContain("DENIED-ENTRY");
    expect(hasRightToEnter(["PL"], "DE")).toBe(true);
    expect(hasRightToEnter(["PL"], "AZ")).toBe(false);
    const made = await atCheck(byPolice());
    expect((await desk.release(made.request.id)).status).toBe(200);
    const at = `/api/own-packages/${packageOf(made).id}`;
    await desk.well(desk.people.police, "POST", `${at}/acknowledgement`, { conditionsAccepted: true });
    const denied = await desk.ask(desk.people.police, "POST", `${at}/outcome`, {
      code: "DENIED-ENTRY",
      article: "Border Act 3",
    });
    expect(codeOf(denied)).toBe("outcome-not-possible");
    await expect(
      desk.database.transaction(desk.system, (tx) =>
        changePackage(tx, packageOf(made).id, { outcome: "DENIED-ENTRY", outcome_article: "Border Act 3" }),
      ),
    ).rejects.toThrow(/check constraint/);
    // Another offence is told with the recipient's own basis (PNRD-7.5).
    expect(
      codeOf(await desk.ask(desk.people.police, "POST", `${at}/outcome`, { code: "OTHER-OFFENCE" })),
    ).toBe("article-needed");
  });
});

describe("bookings", () => {
  test("a service for migration finds and is told nothing of bookings, by SQL either (CJEU817-230)", async () => {
    const number = ownDocument();
    const flight = await desk.fly([{ documents: [{ type: "P", number, issuer: "AZE", expires: null }] }]);
    // A booking of the same person, by its locator.
    await desk.database.transaction(desk.system, async (tx) => {
      await desk.applyBookings(tx, {
        receiptId: newId(tx.at),
        push: null,
        complete: false,
        full: false,
        state: "AZ",
        bookings: [
          desk.aBooking({
            locator: "MIG001",
            flight: {
              carrier: "J2",
              number: flight.number,
              from: "IST",
              to: "GYD",
              departs: "2026-11-21T14:30",
              arrives: "2026-11-21T18:25",
            },
            contacts: { phones: ["+994501234567"], emails: [], addresses: [] },
          }),
        ],
      });
    });
    const migration = {
      ...desk.people.analyst,
      headers: { ...desk.people.analyst.headers, "x-purpose": "BORDER" },
    };
    const ask = async (subjects: NonNullable<RequestFields["subjects"]>) => {
      const { offence, ...form } = aForm({ subjects, purpose: "BORDER" });
      const body = {
        type: "RQ-CA",
        authorityId: desk.register.migration,
        urgent: false,
        submit: true,
        fields: { ...form, offence },
      };
      return desk.ask(desk.people.migration, "POST", "/api/own-requests", body);
    };
    // It is entitled for no offence, so that a request as of the police is none of its.
    expect(gatesOf(await ask([{ locator: "MIG001" }]))).toContain("offence.code");
    const id = await desk.submit(
      desk.people.police,
      desk.register.police,
      aForm({ subjects: [{ phone: "+994 50 123 45 67" }] }),
    );
    expect((await desk.toReview(id)).found.map(({ sources }) => sources)).toEqual([["pnr"]]);
    expect(migration.id).toBe(desk.people.analyst.id);
    const made = await atCheck(byPolice());
    await expect(
      desk.database.transaction(supervisor(), async (tx) => {
        const [row] = await tx.query<{ version: number }>(
          "select version from disclosures.authority where authority_id = $1 and state = 'in-force'",
          [desk.register.migration],
        );
        await changePackage(tx, packageOf(made).id, {
          authority_id: desk.register.migration,
          authority_version: row?.version ?? 1,
          tenant: "agency:migration",
          purpose: "BORDER",
          offence: null,
          uses_pnr: true,
        });
        await changePackage(tx, packageOf(made).id, {
          state: "released",
          second_by: tx.actor.id,
          released_at: tx.at,
          sealed: Buffer.from("x"),
          file: "x",
          hash: "x",
        });
      }),
    ).rejects.toThrow(/migration or border control/);
  });
});

test("the notice of a transfer is in no way optional: it belongs to its package once (PNRD-11.4)", async () => {
  const [row] = await desk.rows<{ package_id: string; authority_id: string }>(
    "select package_id, authority_id from disclosures.notice where kind = 'third-country-transfer' limit 1",
  );
  await expect(
    desk.database.transaction(desk.system, (tx) =>
      insertNotice(tx, {
        kind: "third-country-transfer",
        packageId: row?.package_id ?? "",
        authorityId: row?.authority_id ?? "",
        text: "again",
      }),
    ),
  ).rejects.toThrow(/unique/);
});
