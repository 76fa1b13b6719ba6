// Whether the form of a request is filled in as its type needs (roles.md 5.2), with what to do about each fault. Pure.
import type { FieldFault } from "#platform";
import { accusingCategories, disclosurePurposes } from "./code-lists.ts";
import type { RequestFields } from "./contract.ts";
import type { FieldName, RequestType } from "./request-types.ts";
import { subjectFaults, windowFaults } from "./selectors.ts";

type Circumstances = {
  /** The window begins before now: journeys in it may be over. */
  readonly afterTravel: boolean;
  /** The requester is outside the area of common law: assurances are needed of it. */
  readonly foreign: boolean;
  /** The entitlement of the requester on the register. */
  readonly purposes: readonly string[];
  readonly offences: readonly string[];
};

const filled = (text: string | undefined, least = 3): boolean => (text ?? "").trim().length >= least;

/** Each check of one field: the faults where it is given, or what to give where it is not. */
const checks: {
  readonly [Name in FieldName]: {
    readonly ask: string;
    readonly given: (fields: RequestFields) => boolean;
    readonly faults?: (fields: RequestFields, at: Circumstances) => readonly FieldFault[];
  };
} = {
  requester: {
    ask: "Name the officer, how to reach them, and their supervisor.",
    given: ({ requester }) =>
      requester !== undefined &&
      [requester.officer, requester.contact, requester.supervisor].every((text) => filled(text)),
  },
  purpose: {
    ask: `Choose the purpose: ${disclosurePurposes.join(", ")}.`,
    given: ({ purpose }) => purpose !== undefined,
    faults: ({ purpose }, { purposes }) =>
      purpose === undefined || purposes.includes(purpose)
        ? []
        : [{ field: "purpose", text: `This authority is entitled for ${purposes.join(", ")} only.` }],
  },
  offence: {
    ask: "Choose the offence and give its national article and maximum penalty.",
    given: ({ offence }) => offence !== undefined && filled(offence.article),
    faults: ({ offence }, { offences }) => [
      ...(offence !== undefined && offence.maxPenaltyYears < 3
        ? [
            {
              field: "offence.maxPenaltyYears",
              text: "The maximum penalty must be three years or more: ordinary crime is no ground.",
            },
          ]
        : []),
      ...(offence !== undefined && !offences.includes(offence.code)
        ? [{ field: "offence.code", text: "This authority is not entitled for this offence." }]
        : []),
    ],
  },
  airLink: {
    ask: "Say how the offence is linked to carriage of passengers, directly or indirectly.",
    given: ({ airLink }) => filled(airLink?.text, 10),
  },
  caseReference: {
    ask: "Give the number of the case or investigation.",
    given: ({ caseReference }) => filled(caseReference),
  },
  grounds: {
    ask: "State the facts and grounds in a sentence or more.",
    given: ({ grounds }) => filled(grounds, 20),
  },
  newCircumstances: {
    ask: "The journey is over: state the new circumstances since (CJEU C-817/19, 218).",
    given: ({ newCircumstances }) => filled(newCircumstances, 20),
  },
  objectiveEvidence: {
    ask: "The journey is over: state the objective evidence that the data can contribute (CJEU C-817/19, 219).",
    given: ({ objectiveEvidence }) => filled(objectiveEvidence, 20),
  },
  contribution: {
    ask: "State what the data substantially contribute to (Directive 2016/681 Art. 10(2)).",
    given: ({ contribution }) => filled(contribution, 20),
  },
  subjects: {
    ask: "Name at least one person: by document, locator, or name and birth date.",
    given: ({ subjects }) => (subjects ?? []).length > 0,
    faults: ({ subjects }) =>
      subjects === undefined || subjects.length === 0 ? [] : subjectFaults(subjects),
  },
  window: {
    ask: "Give the first and the last day of travel asked about.",
    given: ({ window }) => window !== undefined,
    faults: ({ window }) => (window === undefined ? [] : windowFaults(window)),
  },
  elements: {
    ask: "Choose the data elements that are needed.",
    given: ({ elements }) => (elements ?? []).length > 0,
  },
  masked: {
    ask: "Say whether data that are masked by now are needed.",
    given: ({ masked }) => masked !== undefined,
  },
  category: {
    ask: "Say what the person is in the investigation.",
    given: ({ category }) => category !== undefined,
  },
  protection: {
    ask: "Say whether the person is a child, seeks asylum or is a victim, or that none of it is known.",
    given: ({ protection }) => protection !== undefined,
    faults: ({ protection, category, handling }) => [
      ...(protection?.includes("victim") === true &&
      category !== undefined &&
      accusingCategories.includes(category)
        ? [{ field: "category", text: "A victim is not asked about as a suspect." }]
        : []),
      ...((protection ?? []).length > 0 && handling !== undefined && !handling.codes.includes("HP")
        ? [{ field: "handling.codes", text: "Of persons to be protected the handling code HP goes along." }]
        : []),
    ],
  },
  urgency: { ask: "Give the reason why it is urgent.", given: ({ urgency }) => filled(urgency?.reason, 10) },
  handling: {
    ask: "Choose the handling codes and accept the conditions.",
    given: ({ handling }) => handling !== undefined && handling.accepted,
  },
  humanRights: {
    ask: "Give the assurance: no death penalty, no torture, and the person's country of origin.",
    given: ({ humanRights }) => humanRights !== undefined && filled(humanRights.text, 10),
    faults: ({ humanRights }) =>
      humanRights === undefined || (humanRights.noDeathPenalty && humanRights.noTorture)
        ? []
        : [{ field: "humanRights", text: "Without both assurances no personal data can be given." }],
  },
  onward: {
    ask: "Say why the data are necessary, and that nothing is passed on without consent.",
    given: ({ onward }) => onward !== undefined && onward.onlyWithConsent && filled(onward.necessity, 10),
  },
  legalBasis: {
    ask: "Give the code of the legal basis and the article.",
    given: ({ legalBasis }) => legalBasis !== undefined && filled(legalBasis.text),
  },
  priorApproval: {
    ask: "Give the decision of the court or independent body: who, number, day, scope, until when.",
    given: ({ priorApproval }) =>
      priorApproval !== undefined && filled(priorApproval.decision) && filled(priorApproval.body),
  },
  language: { ask: "Choose the language of the answer.", given: ({ language }) => filled(language, 2) },
  feedback: {
    ask: "Accept that the outcome is told within 30 days.",
    given: ({ feedback }) => feedback === true,
  },
  copyTo: { ask: "Name the unit of that State that gets a copy.", given: ({ copyTo }) => filled(copyTo) },
};

/** Which conditional fields are needed. Prior approval is asked of the body outside by the unit itself where none is given. */
function isNeeded(name: FieldName, at: Circumstances): boolean {
  if (name === "newCircumstances" || name === "objectiveEvidence") return at.afterTravel;
  return name === "humanRights" && at.foreign;
}

/** Everything that is wrong with the form, each with its remedy; and what an urgent request still owes. */
export function checkFields(
  type: RequestType,
  fields: RequestFields,
  at: Circumstances,
): { readonly faults: readonly FieldFault[]; readonly owed: readonly FieldName[] } {
  const faults: FieldFault[] = [];
  const owed: FieldName[] = [];
  for (const [name, need] of Object.entries(type.form) as [FieldName, "M" | "L" | "C" | "O"][]) {
    const check = checks[name];
    if (check.given(fields)) continue;
    if (need === "L") owed.push(name);
    else if (need === "M" || (need === "C" && isNeeded(name, at)))
      faults.push({ field: name, text: check.ask });
  }
  for (const name of Object.keys(fields) as FieldName[]) {
    if (!(name in type.form))
      faults.push({ field: name, text: "This kind of request has no such field: leave it out." });
  }
  for (const { faults: find } of Object.values(checks)) faults.push(...(find?.(fields, at) ?? []));
  const basis = fields.legalBasis?.code;
  if (basis !== undefined && !type.bases.includes(basis)) {
    faults.push({
      field: "legalBasis.code",
      text: `This kind of request rests on ${type.bases.join(" or ")}.`,
    });
  }
  return { faults, owed };
}
