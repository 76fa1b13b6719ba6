// The 21 types of request (roles.md 5.1) and which fields each needs (5.2): the one table that forms, checks and the reference page are made of.
import type { AuthorityKind, LegalBasis } from "./code-lists.ts";

export type From = "authority" | "unit" | "person";
/** Fields by whether they must be filled in: M mandatory, L within 24 hours, C on the condition that the text names, O optional. */
export type Need = "M" | "L" | "C" | "O";
export const fieldNames = [
  "requester",
  "purpose",
  "offence",
  "airLink",
  "caseReference",
  "grounds",
  "newCircumstances",
  "objectiveEvidence",
  "contribution",
  "subjects",
  "window",
  "elements",
  "masked",
  "category",
  "protection",
  "urgency",
  "handling",
  "humanRights",
  "onward",
  "legalBasis",
  "priorApproval",
  "language",
  "feedback",
  "copyTo",
] as const;
export type FieldName = (typeof fieldNames)[number];
export type Form = Readonly<Partial<Record<FieldName, Need>>>;

/** What is to be done by when. Hours are of the clock, days of the calendar, working days Monday to Friday. */
export type Span =
  | { readonly minutes: number }
  | { readonly hours: number }
  | { readonly days: number }
  | { readonly workingDays: number };
export type Approval = "none" | "supervisor" | "urgency" | "order" | "transfer" | "protection";

export type RequestType = {
  readonly code: string;
  readonly from: From;
  /** Which kinds of authority send it, or are sent it. */
  readonly kinds: readonly AuthorityKind[];
  readonly bases: readonly LegalBasis[];
  readonly answer: Span;
  readonly urgent: Span | null;
  readonly approval: Approval;
  readonly channel: "portal" | "phone" | "exchange" | "carrier" | "i24-7" | "siena" | "diplomatic" | "own";
  readonly form: Form;
  /** Which part of OpenPIU takes it where it is not the queue of requests. */
  readonly elsewhere?: "approvals" | "rights" | "oversight" | "documents" | "risk" | "carriers" | "recalls";
};

const domestic: Form = {
  requester: "M",
  purpose: "M",
  offence: "M",
  airLink: "M",
  caseReference: "M",
  grounds: "M",
  newCircumstances: "C",
  objectiveEvidence: "C",
  subjects: "M",
  window: "M",
  elements: "M",
  masked: "M",
  category: "M",
  protection: "M",
  urgency: "O",
  handling: "M",
  legalBasis: "M",
  priorApproval: "C",
  language: "O",
  feedback: "M",
};
const urgent: Form = { ...domestic, offence: "L", caseReference: "L", urgency: "M" };
const unit: Form = { ...domestic, humanRights: "C", language: "M" };
const europol: Form = { ...domestic, contribution: "M", language: "M" };
const thirdCountry: Form = { ...domestic, humanRights: "M", onward: "M", language: "M" };
const note: Form = {
  purpose: "M",
  grounds: "M",
  subjects: "M",
  window: "M",
  handling: "M",
  legalBasis: "M",
  language: "O",
};
const unmask: Form = {
  requester: "M",
  purpose: "M",
  offence: "M",
  airLink: "M",
  caseReference: "M",
  grounds: "M",
  elements: "M",
  category: "M",
  protection: "M",
  urgency: "O",
  handling: "M",
  legalBasis: "M",
  priorApproval: "M",
  language: "O",
};
const rights: Form = { subjects: "M", elements: "M", protection: "M", legalBasis: "M", language: "M" };
const bare: Form = { grounds: "M", legalBasis: "M" };

const threeDays = { days: 3 };
export const requestTypes: readonly RequestType[] = [
  {
    code: "RQ-CA",
    from: "authority",
    kinds: ["national"],
    bases: ["LB-CASE"],
    answer: { workingDays: 5 },
    urgent: { hours: 8 },
    approval: "supervisor",
    channel: "portal",
    form: domestic,
  },
  {
    code: "RQ-CA-U",
    from: "authority",
    kinds: ["national"],
    bases: ["LB-URG"],
    answer: { hours: 1 },
    urgent: { hours: 1 },
    approval: "urgency",
    channel: "phone",
    form: urgent,
  },
  {
    code: "RQ-COURT",
    from: "authority",
    kinds: ["court"],
    bases: ["LB-COURT"],
    answer: { workingDays: 3 },
    urgent: { hours: 8 },
    approval: "order",
    channel: "portal",
    form: { ...domestic, priorApproval: "M", feedback: "O" },
  },
  {
    code: "RQ-UNMASK",
    from: "unit",
    kinds: [],
    bases: ["LB-UNM"],
    answer: { hours: 24 },
    urgent: { hours: 2 },
    approval: "none",
    channel: "own",
    form: unmask,
    elsewhere: "approvals",
  },
  {
    code: "RQ-PIU-IN",
    from: "authority",
    kinds: ["partner-unit"],
    bases: ["LB-PIU"],
    answer: threeDays,
    urgent: { hours: 8 },
    approval: "transfer",
    channel: "exchange",
    form: unit,
  },
  {
    code: "RQ-PIU-OUT",
    from: "unit",
    kinds: ["partner-unit"],
    bases: ["LB-PIU"],
    answer: threeDays,
    urgent: { hours: 8 },
    approval: "supervisor",
    channel: "exchange",
    form: unit,
  },
  {
    code: "RQ-SPON-OUT",
    from: "unit",
    kinds: ["partner-unit"],
    bases: ["LB-SPON"],
    answer: { hours: 8 },
    urgent: null,
    approval: "transfer",
    channel: "exchange",
    form: note,
  },
  {
    code: "RQ-SPON-IN",
    from: "authority",
    kinds: ["partner-unit"],
    bases: ["LB-SPON"],
    answer: { hours: 4 },
    urgent: { hours: 1 },
    approval: "supervisor",
    channel: "exchange",
    form: note,
  },
  {
    code: "RQ-ADHOC",
    from: "unit",
    kinds: [],
    bases: ["LB-THREAT"],
    answer: { hours: 1 },
    urgent: null,
    approval: "supervisor",
    channel: "carrier",
    form: bare,
    elsewhere: "carriers",
  },
  {
    code: "RQ-PIU-ADHOC",
    from: "unit",
    kinds: ["partner-unit"],
    bases: ["LB-THREAT"],
    answer: { hours: 1 },
    urgent: null,
    approval: "supervisor",
    channel: "exchange",
    form: { ...note, subjects: "O", urgency: "M" },
  },
  {
    code: "RQ-FCA-EM",
    from: "authority",
    kinds: ["third-country", "partner-unit"],
    bases: ["LB-EMERG"],
    answer: { hours: 1 },
    urgent: { hours: 1 },
    approval: "urgency",
    channel: "exchange",
    form: { ...urgent, copyTo: "M" },
  },
  {
    code: "RQ-IPOL-CHK",
    from: "unit",
    kinds: ["ncb"],
    bases: ["LB-IPOL"],
    answer: { hours: 1 },
    urgent: null,
    approval: "none",
    channel: "i24-7",
    form: note,
  },
  {
    code: "RQ-IPOL-MSG",
    from: "unit",
    kinds: ["ncb"],
    bases: ["LB-IPOL"],
    answer: { hours: 4 },
    urgent: { hours: 1 },
    approval: "none",
    channel: "i24-7",
    form: note,
  },
  {
    code: "RQ-EUROPOL",
    from: "authority",
    kinds: ["europol"],
    bases: ["LB-EUROPOL"],
    answer: threeDays,
    urgent: { hours: 8 },
    approval: "supervisor",
    channel: "siena",
    form: europol,
  },
  {
    code: "RQ-3C",
    from: "authority",
    kinds: ["third-country"],
    bases: ["LB-3C-ADQ", "LB-3C-SAFE", "LB-3C-DEROG"],
    answer: { workingDays: 10 },
    urgent: { hours: 24 },
    approval: "transfer",
    channel: "diplomatic",
    form: thirdCountry,
  },
  {
    code: "RQ-UNSANC",
    from: "unit",
    kinds: ["foreign-ministry"],
    bases: ["LB-UNSC"],
    answer: { hours: 24 },
    urgent: null,
    approval: "transfer",
    channel: "diplomatic",
    form: note,
  },
  {
    code: "RQ-DSR",
    from: "person",
    kinds: [],
    bases: ["LB-DSR"],
    answer: { days: 30 },
    urgent: null,
    approval: "none",
    channel: "own",
    form: rights,
    elsewhere: "rights",
  },
  {
    code: "RQ-NSA",
    from: "authority",
    kinds: ["supervisory"],
    bases: ["LB-NSA"],
    answer: { workingDays: 5 },
    urgent: null,
    approval: "none",
    channel: "own",
    form: bare,
    elsewhere: "oversight",
  },
  {
    code: "RQ-DOC",
    from: "authority",
    kinds: ["national"],
    bases: ["LB-CASE"],
    answer: { days: 5 },
    urgent: { hours: 1 },
    approval: "none",
    channel: "own",
    form: bare,
    elsewhere: "documents",
  },
  {
    code: "RQ-RISK",
    from: "unit",
    kinds: [],
    bases: ["LB-STAT"],
    answer: { days: 30 },
    urgent: null,
    approval: "none",
    channel: "own",
    form: bare,
    elsewhere: "risk",
  },
  {
    code: "RQ-RECALL",
    from: "unit",
    kinds: ["national", "partner-unit", "europol", "ncb", "third-country", "court", "foreign-ministry"],
    bases: ["LB-CORR"],
    answer: { hours: 1 },
    urgent: null,
    approval: "none",
    channel: "own",
    form: bare,
    elsewhere: "recalls",
  },
];

const byCode = new Map(requestTypes.map((type) => [type.code, type]));

export function requestType(code: string): RequestType | undefined {
  return byCode.get(code);
}
