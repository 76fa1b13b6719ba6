// Two requests to open masked records, brought there as people would: one waits for the body outside, one was opened and is to be reviewed.
import type { Approval } from "#approvals/contract";
import { json, signIn, type Person } from "./demonstration-people.ts";
import type { PastPerson } from "./demonstration-retention-store.ts";

const form = {
  purpose: "SERIOUS",
  offence: {
    code: "drug-trafficking",
    article: "Criminal Code, Article 234 (demonstration)",
    maxPenaltyYears: 12,
  },
  airLink: "The goods came as baggage on this flight.",
  objectiveEvidence: "Minutes of the interrogation, page 4; record of the seizure (invented).",
  personCategory: "suspect",
  protection: [],
  legalBasis: "LB-UNM",
  legalText: "Directive (EU) 2016/681, Article 12(3)",
  urgency: null,
} as const;

/** Asks for both once the two records are masked. */
export async function seedUnmaskings(
  address: string,
  { waiting, opened }: { readonly waiting: PastPerson; readonly opened: PastPerson },
): Promise<void> {
  const [analyst, supervisor, judge] = await Promise.all([
    signIn(address, "analyst"),
    signIn(address, "supervisor"),
    signIn(address, "approver"),
  ]);
  const unit = { analyst, supervisor };
  const first = await endorsed(unit, opened, ["names"], {
    caseReference: "C-2026-098",
    grounds: "The courier names whoever sat beside him as the one who held the money.",
    newCircumstances: "The statement was made after the record was masked.",
    necessity: "The name alone is compared with the register of companies.",
  });
  await json(
    await judge("POST", `/api/approvals/${first.id}/decision`, {
      approve: true,
      fingerprint: first.fingerprint,
      reasons: "The grounds are concrete, and one element answers the question.",
      reference: "2(103)-417/2026",
      elements: ["names"],
      hours: 24,
    }),
    "the decision on an unmasking",
  );
  await json(
    await analyst("POST", `/api/approvals/${first.id}/view`, {}, form.purpose),
    "the view of what was unmasked",
  );
  await endorsed(unit, waiting, ["names", "contact"], {
    caseReference: "C-2026-114",
    grounds: "A telephone seized yesterday was paid for together with this journey.",
    newCircumstances: "The telephone was opened this morning.",
    necessity: "Name and telephone are compared with what the telephone holds; nothing else is asked.",
  });
}

async function endorsed(
  { analyst, supervisor }: { readonly analyst: Person; readonly supervisor: Person },
  { flightDate, flightId, personId }: PastPerson,
  elements: readonly string[],
  words: Readonly<Record<"caseReference" | "grounds" | "newCircumstances" | "necessity", string>>,
): Promise<Approval> {
  const personKey = `${flightDate}_${flightId}_${personId}`;
  const asked = { personKey, elements, hours: 24, form: { ...form, ...words } };
  const { id } = await json<Approval>(
    await analyst("POST", "/api/approvals/unmask", asked, form.purpose),
    "asking for an unmasking",
  );
  const reason = "The case file bears it out, and fewer elements would not do.";
  return json<Approval>(
    await supervisor("POST", `/api/approvals/${id}/endorsement`, { endorse: true, reason }, form.purpose),
    "endorsing an unmasking",
  );
}
