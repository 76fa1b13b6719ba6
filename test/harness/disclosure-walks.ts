// What the first person does at each four-eyes point of a disclosure, and who may be second: for the walk over F01 to F24.
import type { Client } from "pg";
import type { Role } from "#access";
import type { Approval } from "../../src/approvals/contract.ts";
import { decidedAs } from "../../src/cases/fixtures.ts";
import type { PackageView } from "../../src/disclosures/contract.ts";
import {
  aChoice,
  aForm,
  afterJourney,
  grading,
  type DisclosureDesk,
  type Person,
} from "./disclosure-desk.ts";
import { anAlert } from "./document-alert.ts";

/** What a point looks like once the first person has done their part. */
export type Begun = {
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
  /** The same agreement by somebody else, whoever they are. */
  readonly as: (who: Person) => Promise<number>;
  /** The agreement of a second person to something else than was asked. */
  readonly tampered?: () => Promise<number>;
  /** What is agreed or done in time and once the time is over: what each is answered. */
  readonly runOut?: () => Promise<{ readonly before: number; readonly after: number }>;
  /** Agreed to by the second, with what that opens still to be done. */
  readonly lasts?: () => Promise<Lasting>;
  /** What entries of the ledger about it name. */
  readonly subject: string;
};

/** A second person's word that stands until an instant. */
export type Lasting = {
  readonly ends: Date;
  /** What the word opens. */
  readonly act: () => Promise<number>;
  /** The same by SQL, as whoever could do it; taken back at once. */
  readonly sql: readonly [
    actor: { readonly id: string; readonly roles: readonly string[]; readonly ground?: string },
    text: string,
    values: readonly unknown[],
  ];
  /** What the database says once the word has had its time. */
  readonly over: RegExp;
};

/** What all walks need of a desk. */
export function walkTools(desk: DisclosureDesk, owner: Client, letter: string) {
  const people = () => desk.people;
  const statusOf = async (answer: Promise<{ readonly status: number }>): Promise<number> =>
    (await answer).status;
  const post = (who: Person, url: string, body: object) => desk.ask(who, "POST", url, body);
  let documents = 0;
  const ownDocument = () => `${letter}${String((documents += 1)).padStart(8, "0")}`;
  /** Somebody who holds both roles, as a small unit's people do: the roles are kept apart on one thing only. */
  const both = (...roles: Role[]): Promise<Person> => desk.signIn(roles, "SERIOUS");
  const isTrue = async (text: string, values: readonly unknown[]): Promise<boolean> =>
    (await owner.query<{ yes: boolean }>(`select coalesce(bool_or(${text}), false) as yes`, [...values]))
      .rows[0]?.yes === true;

  return { people, statusOf, post, ownDocument, both, isTrue };
}

/** The points of requests, referrals and packages. */
export function disclosureWalks(desk: DisclosureDesk, owner: Client) {
  const { people, statusOf, post, ownDocument, both, isTrue } = walkTools(desk, owner, "E");
  const packageReleased = (id: string) => (): Promise<boolean> =>
    isTrue("(select state = 'released' from disclosures.package where package_id = $1)", [id]);
  const releasing = (id: string, who: Person): Begun["sql"] => [
    "supervisor",
    `update disclosures.package set state = 'released', second_by = $2, second_reason = 'mine', released_at = $3, sealed = 'x', file = 'x', hash = 'x'
   where package_id = $1`,
    [id, who.id, desk.clock.now()],
  ];

  /** A confirmed match on a flight to come. */
  async function confirmed(): Promise<string> {
    const { alertId } = await anAlert(desk, ownDocument());
    const reviewer = { id: people().other.id, roles: ["analyst"], purpose: "SERIOUS" };
    await decidedAs(desk.database, reviewer, alertId, "confirmed");
    return alertId;
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
      as: release,
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
    statusOf(
      desk.step(who, id, "release", { result: "data", reason: "Necessary and as asked.", code: null }),
    );

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
      as: consent,
      subject: made.package,
    };
  }

  /** A request about a journey that is over, before its approval. */
  async function late(): Promise<string> {
    const number = ownDocument();
    await desk.fly([{ documents: [{ type: "P", number, issuer: "AZE", expires: null }] }], "2026-11-15");
    const form = aForm({ subjects: [{ document: number }], ...afterJourney });
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.toApproval(id);
    return id;
  }
  /** Approved on a word that lasts `hours`: searched, reviewed and drafted; the answer waits for its release. */
  async function drafted(id: string, hours: number): Promise<Lasting> {
    const ends = new Date(desk.clock.now().getTime() + hours * 3_600_000);
    await desk.stepWell(people().supervisor, id, "approval", {
      approved: true,
      reason: "approved",
      code: null,
    });
    const { found } = await desk.stepWell(people().analyst, id, "search");
    const person = found[0]?.key;
    await desk.stepWell(people().analyst, id, "reviews", { person, outcome: "is-the-person", ...grading });
    const elements = ["names", "travel-dates"];
    const made = await desk.stepWell(people().analyst, id, "packages", { person, ...aChoice, elements });
    await desk.stepWell(people().analyst, id, "release-check", { reason: "ready for the check" });
    const supervisor = people().supervisor.id;
    return {
      ends,
      act: () => statusOf(desk.release(id)),
      sql: [
        { id: supervisor, roles: ["supervisor"], ground: `request:${id}` },
        `update disclosures.package set state = 'released', second_by = $2, second_reason = 'past the server',
           released_at = platform.at(), sealed = 'x', file = 'x', hash = 'x' where package_id = $1`,
        [made.packages[0]?.id, supervisor],
      ],
      over: /had its time/,
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
    const decide = (who: Person, over: object = {}) =>
      statusOf(
        post(who, `/api/approvals/${asked}/decision`, {
          approve: true,
          fingerprint: read.fingerprint,
          reasons: "As the law requires it in this case.",
          reference: "2(103)-418/2026",
          elements: read.elements,
          hours: 72,
          ...over,
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
      effect: () =>
        isTrue("(select state = 'approved' from approvals.request where request_id = $1)", [asked]),
      second: people().judge,
      agree: () => decide(people().judge),
      as: decide,
      tampered: () => decide(people().judge, { fingerprint: "0".repeat(64) }),
      lasts: async () => {
        const other = await late();
        await desk.decide(true);
        await desk.runJobs();
        return drafted(other, 72);
      },
      subject: asked,
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
      as: (who) => releaseAnswer(made.id, who),
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
      as: part,
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
      as: confirm,
      lasts: async () => {
        const other = await late();
        await desk.stepWell(people().watch, other, "urgency", { reason: "A life is in danger tonight." });
        await desk.stepWell(people().supervisor, other, "urgency-confirmation", {
          reason: "Called back, confirmed.",
        });
        return drafted(other, 48);
      },
      subject: id,
    };
  }

  return { referral, protection, afterTravel, transferAbroad, override, urgent };
}
