// What the running unit can be asked about its own lawfulness, each question with what the answer was just now. Pure.
import type { LegalProfile, Period } from "#vocabulary";
import type { Amount } from "./figures.ts";
import type { FigureName } from "./figure-names.ts";
import type { NewestHead } from "./head-store.ts";
import type { Live } from "./live-store.ts";

/** All that a document about the unit rests on. */
export type Facts = {
  readonly at: Date;
  readonly unit: string;
  readonly software: string;
  readonly engine: string;
  readonly demonstration: boolean;
  /** How people must prove who they are. */
  readonly strength: string;
  /** How to reach the data protection officer and the supervisory authority; null: nobody has said it. */
  readonly officer: string | null;
  readonly authority: string | null;
  readonly profile: LegalProfile;
  readonly profileLabel: string;
  /** Tables with personal data whose end is registered. */
  readonly registered: readonly { readonly kind: string; readonly after: string }[];
  readonly live: Live;
  /** The figures of the last twelve months, and how many entries they rest on. */
  readonly figures: { readonly amounts: readonly Amount[]; readonly entries: number };
  readonly head: NewestHead | null;
  readonly assessment: {
    readonly number: number;
    readonly signedAt: string;
    readonly reviewOn: string;
  } | null;
  readonly inspections: { readonly open: number; readonly closed: number } | null;
};

/** "holds": so it is now. "gap": the unit lacks it, and says so. "told": a figure or a setting that whoever reads may weigh. */
export type Evidence = {
  readonly probe: ProbeName;
  readonly kind: "setting" | "count" | "ledger" | "certificate" | "switch" | "register";
  readonly state: "holds" | "gap" | "told";
  readonly says: string;
  /** Of when the answer is (RFC 3339). */
  readonly at: string;
};

type Answer = Omit<Evidence, "probe" | "at"> & { readonly at?: string };

const days = (from: string, to: Date): number => (to.getTime() - Date.parse(from)) / 86_400_000;
const iso = (period: Period): string => {
  if ("hours" in period) return `PT${period.hours}H`;
  return "days" in period ? `P${period.days}D` : `P${period.months}M`;
};
const sum = ({ figures }: Facts, name: FigureName, part?: string): number =>
  figures.amounts
    .filter((one) => one.figure === name && (part === undefined || one.part === part))
    .reduce((total, { amount }) => total + amount, 0);
const held = (kind: Answer["kind"], says: string): Answer => ({ kind, state: "holds", says });
const told = (kind: Answer["kind"], says: string): Answer => ({ kind, state: "told", says });
const gap = (kind: Answer["kind"], says: string): Answer => ({ kind, state: "gap", says });
const accounts = ({ live }: Facts, role: string): number => live.accounts[role] ?? 0;
const year = "In the last twelve months";

const probes = {
  profile: ({ profile, profileLabel }) =>
    held(
      "setting",
      `Legal profile ${profileLabel} (family ${profile.family}, State ${profile.state}) is in force; every ledger entry names the profile it was written under.`,
    ),
  purposes: ({ profile }) =>
    held(
      "setting",
      `Booking data serve ${profile.purposes.join(" and ")} only; another purpose is refused by the gate and by row-level security.`,
    ),
  offences: ({ live, profile }) =>
    live.offences > 0
      ? held(
          "register",
          `${live.offences} offence codes are mapped to national articles with a maximum penalty of ${profile.offence.penaltyMonths} months at least; a code without a mapping is unusable.`,
        )
      : gap(
          "register",
          "No offence is mapped to national law yet: until the head approves a mapping, no offence can be named.",
        ),
  retention: ({ profile }) =>
    held(
      "setting",
      `Records: ${iso(profile.initial.period)}, then ${profile.initial.effect}; masked after ${iso(profile.retention.depersonalise)}; never longer than ${iso(profile.retention.max)}. What has expired is unreadable at read time, whatever jobs do.`,
    ),
  register: ({ registered }) =>
    held(
      "register",
      `${registered.length} tables with personal data have their end registered; a test compares the register with the database.`,
    ),
  deletion: ({ live }) =>
    live.certificate === null
      ? told("certificate", "Nothing has had its time yet: there is no deletion certificate.")
      : {
          kind: "certificate",
          state: "holds",
          says: `Last deletion certificate: ${live.certificate.records} of ${live.certificate.kind}, SHA-256 of the ids ${live.certificate.idsHash}.`,
          at: live.certificate.madeAt,
        },
  lateness: ({ live }) =>
    live.run === null
      ? told("count", "No deletion run has been due yet.")
      : live.run.late === 0
        ? held(
            "count",
            `The last deletion run found nothing due longer than a day${live.run.endedAt === null ? "; it is under way" : ""}.`,
          )
        : gap(
            "count",
            `The last deletion run found ${live.run.late} records due longer than a day (unreadable all the same).`,
          ),
  recipients: ({ live }) => {
    const number = live.authorities.reduce((total, one) => total + one.number, 0);
    const kinds = [...new Set(live.authorities.map(({ kind }) => kind))];
    return number === 0
      ? gap("register", "No authority is on the register of recipients: nothing can be disclosed.")
      : held(
          "register",
          `${number} authorities are on the register (${kinds.join(", ")}), each entered by two persons with its legal act, purposes, offences and keys.`,
        );
  },
  transfers: ({ profile, live }) =>
    held(
      "switch",
      `Transfers abroad: ${profile.transfer.default} unless eleven gates are passed; ${live.authorities.filter(({ kind }) => kind === "third-country").reduce((total, one) => total + one.number, 0)} third-country authorities are registered.`,
    ),
  disclosures: (facts) =>
    told(
      "ledger",
      `${year} ${sum(facts, "disclosures-by-recipient")} packages were released, each by a second person; ${sum(facts, "recalls")} corrections or recalls were sent.`,
    ),
  review: (facts) =>
    facts.live.decidedBySystem === 0
      ? held(
          "ledger",
          `${year} persons decided ${sum(facts, "list-matches") + sum(facts, "rule-matches")} of ${sum(facts, "alerts")} alerts; in the whole ledger no alert, directive or release was decided by the system.`,
        )
      : gap("ledger", `The ledger has ${facts.live.decidedBySystem} decisions whose actor is the system.`),
  sensitive: (facts) =>
    held(
      "switch",
      `Exception for sensitive data: ${facts.profile.sensitive.exception}. ${year} ${sum(facts, "removed-sensitive")} sensitive items, ${sum(facts, "removed-not-admitted")} other items outside the closed list and ${sum(facts, "removed-cards")} card numbers were removed in memory.`,
    ),
  unmasking: (facts) =>
    facts.live.overdueReviews === 0
      ? held(
          "ledger",
          `${year} the body outside the unit granted ${sum(facts, "unmaskings-granted")} unmaskings and refused ${sum(facts, "approvals-refused")} requests; no review by the officer is overdue.`,
        )
      : gap("count", `${facts.live.overdueReviews} reviews of unmaskings by the officer are overdue.`),
  approver: (facts) =>
    accounts(facts, "approver") > 0
      ? held(
          "register",
          `${accounts(facts, "approver")} accounts of the approving body, of another organisation than the unit.`,
        )
      : gap(
          "register",
          "The approving body outside the unit has no account: nothing can be unmasked or disclosed after travel.",
        ),
  officer: (facts) => {
    const number = accounts(facts, "data-protection-officer");
    if (number === 0) return gap("register", "No data protection officer has an account.");
    return facts.officer === null
      ? gap(
          "setting",
          `${number} data protection officers have accounts, but the public page names no contact.`,
        )
      : held(
          "register",
          `${number} data protection officers have accounts; the public page says how to reach them.`,
        );
  },
  authority: (facts) => {
    const number = accounts(facts, "inspector");
    if (number === 0) return gap("register", "The supervisory authority has no account.");
    const inspections = facts.inspections;
    const work =
      inspections === null ? "" : `; ${inspections.open} inspections are open, ${inspections.closed} closed`;
    return held(
      "register",
      `${number} inspectors of the supervisory authority have accounts, reading everything and altering nothing${work}.`,
    );
  },
  ledger: ({ live, head, at }) => {
    if (live.brokenAt !== null)
      return gap("ledger", `The last verification found the ledger NOT whole (${live.brokenAt}).`);
    if (head === null || days(head.at, at) > 2)
      return gap("ledger", "No head of the ledger has been signed in the last two days.");
    const verified =
      live.verifiedAt === null
        ? "it has not been verified from the screen yet"
        : `last verified whole ${live.verifiedAt}`;
    return {
      kind: "ledger",
      state: "holds",
      says: `The ledger has ${live.ledgerSize} entries; head of ${head.size} entries, root ${head.root}, signed by key ${head.keyId}; ${verified}.`,
      at: head.at,
    };
  },
  rights: (facts) =>
    facts.live.overdueRights === 0
      ? held(
          "count",
          `${year} ${sum(facts, "subject-requests")} requests about own data came and ${sum(facts, "subject-answers")} were answered; none is overdue.`,
        )
      : gap("count", `${facts.live.overdueRights} requests about own data are past their time.`),
  notice: ({ officer, authority }) =>
    officer === null || authority === null
      ? gap(
          "setting",
          "The public page at /privacy is made from the running configuration, but lacks the contact of the officer or of the authority.",
        )
      : held(
          "setting",
          "The public page at /privacy is made from the running configuration, in five languages, with rights, periods and contacts.",
        ),
  rules: ({ live, profile }) =>
    told(
      "count",
      `${live.rules["active"] ?? 0} rules are active, ${live.rules["suspended"] ?? 0} suspended; one whose precision falls below ${profile.rule.precisionFloor * 100} % after ${profile.rule.precisionAfter} reviews stops, as does one not reviewed within ${iso(profile.rule.hardStop)}.`,
    ),
  lists: ({ live }) =>
    told(
      "register",
      `${live.lists.length} registered lists are in force; only registered sources are compared with.`,
    ),
  push: ({ live, profile }) =>
    held(
      "setting",
      `Data are pushed by carriers only; owed for each flight: ${profile.pushes.map(({ kind }) => kind).join(", ")}. ${live.carriers.number} carriers are registered, ${live.carriers.certified} hold a conformance certificate.`,
    ),
  outages: ({ profile }) =>
    held(
      "setting",
      `While screening is away carriers are told to ${profile.outage.normal.usual}: nobody is kept from boarding by an outage.`,
    ),
  signIn: ({ demonstration, strength }) =>
    demonstration
      ? gap(
          "switch",
          "This is a demonstration: its accounts sign in by a known password, and every person in it is invented.",
        )
      : held("switch", `People sign in with ${strength}; acts with consequences ask for a new proof.`),
  breach: (facts) =>
    told(
      "count",
      `${year} ${sum(facts, "breaches")} breaches were recorded; the authority is told within ${iso(facts.profile.breach.notice)}.`,
    ),
  statistics: ({ figures }) =>
    held(
      "ledger",
      `Yearly figures recompute from the ledger (${figures.entries} entries in the last twelve months); small numbers are not published.`,
    ),
  assessment: ({ assessment, at }) => {
    if (assessment === null)
      return gap("register", "No impact assessment has been signed by the data protection officer.");
    return assessment.reviewOn < at.toISOString().slice(0, 10)
      ? gap(
          "register",
          `The impact assessment (version ${assessment.number}) was due for review on ${assessment.reviewOn}.`,
        )
      : {
          kind: "register",
          state: "holds",
          says: `Impact assessment, version ${assessment.number}, signed by the data protection officer; looked at again on ${assessment.reviewOn}.`,
          at: assessment.signedAt,
        };
  },
  backups: ({ live, profile, at }) =>
    live.backedUpAt === null || days(live.backedUpAt, at) > 8
      ? gap("ledger", "No backup was made in the last eight days.")
      : {
          kind: "ledger",
          state: "holds",
          says: `A sealed backup was made; backups expire after ${iso(profile.retention.backup)}, and deletions are applied again to what is restored.`,
          at: live.backedUpAt,
        },
  views: (facts) =>
    told(
      "ledger",
      `${year} ${sum(facts, "views")} views of travellers, flights and alerts stand in the ledger, each with person, purpose and ground.`,
    ),
} as const satisfies Readonly<Record<string, (facts: Facts) => Answer>>;

export type ProbeName = keyof typeof probes;
export const probeNames = Object.keys(probes) as ProbeName[];

/** The answer to one question, of now unless what it is about is older. */
export function askProbe(name: ProbeName, facts: Facts): Evidence {
  const { at = facts.at.toISOString(), ...answer } = probes[name](facts) as Answer;
  return { probe: name, at, ...answer };
}
