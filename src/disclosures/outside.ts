// The body outside the unit, asked through the approvals: before data of a journey that is over, or masked data, leave.
import { approvalState, askApproval, clocksOf, requireApproval } from "#approvals";
import { refuse, type Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import type { OutsideApproval, OutsideAsked } from "./disclosure-services.ts";

/** An approval goes for exactly this request (CJEU C-817/19, 222 to 227). */
export const itemOfRequest = (requestId: string): string => `request:${requestId}`;
const kindOf = (exPost: boolean) => (exPost ? ("urgent-disclosure" as const) : ("disclosure" as const));
/** As long as an approval may last at all; the approver grants less where less will do. */
const hours = 72;

/** The door of disclosures, carried out by the approvals under a legal profile. */
export function bodyOutside(profile: () => Pick<LegalProfile, "request" | "unmask">): OutsideApproval {
  return {
    ask: (tx, asked) =>
      askApproval(
        tx,
        {
          kind: kindOf(asked.exPost),
          item: itemOfRequest(asked.requestId),
          form: formOf(asked),
          elements: asked.elements,
          hours,
          endorsed: asked.endorsed,
        },
        clocksOf(profile()),
      ),
    outcomeOf: async (tx, id) => {
      const standing = await approvalState(tx, id);
      switch (standing?.state) {
        case "approved":
          return { outcome: "approved", elements: standing.decision?.elements ?? [] };
        case "refused":
        case "not-endorsed":
          return { outcome: "refused" };
        case "withdrawn":
          return { outcome: "withdrawn" };
        case "asked":
        case "waiting":
        case undefined:
          return { outcome: "waiting" };
      }
    },
    isOver: async (tx: Transaction, id) => {
      const until = (await approvalState(tx, id))?.decision?.until ?? null;
      return until !== null && until <= tx.at;
    },
    use: (tx, { approvalId, requestId, exPost }) =>
      requireApproval(tx, { id: approvalId, kind: kindOf(exPost), item: itemOfRequest(requestId) }),
  };
}

/** Without a body outside nothing that needs it is ever approved. */
export const nobodyOutside = refuse(
  "outside-approval-needed",
  "No court or independent body outside the unit is connected: what needs its approval cannot be approved.",
  409,
);

function formOf({ fields, purpose, urgent, exPost, endorsed, reference, masked }: OutsideAsked) {
  const { offence, grounds = "", newCircumstances, objectiveEvidence, legalBasis } = fields;
  const unsaid = "Not stated in the request.";
  return {
    purpose,
    offence:
      offence === undefined ? null : { ...offence, maxPenaltyYears: Math.floor(offence.maxPenaltyYears) },
    airLink: fields.airLink?.text ?? unsaid,
    caseReference: `${reference}, ${fields.caseReference ?? "-"}`,
    grounds,
    newCircumstances: newCircumstances ?? unsaid,
    objectiveEvidence: objectiveEvidence ?? unsaid,
    necessity: `${masked ? "Data that are masked by now are asked for. " : ""}${fields.contribution ?? fields.onward?.necessity ?? "The elements are those that the request names; no others are told."}`,
    personCategory: fields.category ?? ("contact" as const),
    protection: fields.protection ?? [],
    legalBasis: basisOf(legalBasis?.code),
    legalText: legalBasis?.text ?? unsaid,
    // Of what was told at once it is the reason of whoever called it urgent.
    urgency: exPost ? endorsed.reason : urgent ? (fields.urgency?.reason ?? unsaid) : null,
  };
}

/** Of the bases of requests those that an approval can be asked on; others do not get this far. */
function basisOf(code: string | undefined) {
  const known = [
    "LB-CASE",
    "LB-URG",
    "LB-PIU",
    "LB-EUROPOL",
    "LB-COURT",
    "LB-EMERG",
    "LB-3C-ADQ",
    "LB-3C-SAFE",
    "LB-3C-DEROG",
  ] as const;
  return known.find((each) => each === code) ?? "LB-CASE";
}
