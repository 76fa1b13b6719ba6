// What is wrong with a message or one of its travellers, as the numbers of its answer: ours, or those agreed with the carrier. Pure.
import { errorCodesOf, type EffectiveAgreement } from "#carriers";
import { answerErrors, type AnswerError, type ReadMessage, type ToldError } from "#messages";
import type { Finding } from "#vocabulary";
import { lacksRequired } from "./agreed.ts";
import { lastUpTo } from "./rule-areas.ts";
import { namedErrors, refusalErrors } from "./refusal-errors.ts";

type Told = AnswerError | ToldError;
type Agreed = Pick<EffectiveAgreement, "required" | "severities" | "directiveCodes" | "errorCodes">;

/**
 * Errors for which a traveller is told to be sent again although nothing is agreed of them: without a name or a date of birth
 * nobody can be looked for, and who lacks what the agreement requires is not complete (cusres.md section 2, paxlst.md section 6).
 */
const usual: Readonly<Record<string, AnswerError>> = {
  IN08: "MANDATORY",
  PX07: "MANDATORY",
  PX09: "MANDATORY",
  PX18: "REFERENCE",
};

/** The segments of which a traveller's group is made (PAXLST SG4): what stands elsewhere is said of nobody in particular. */
const ofTraveller: ReadonlySet<string> = new Set(
  "NAD PDT ATT DTM MEA GEI FTX LOC COM EMP NAT RFF DOC CPI QTY GID".split(" "),
);

/**
 * For which errors each traveller of a list is told to be sent again, in the list's order; none of whom nothing is wrong with, and
 * of nobody in a list that takes travellers back. What counts as an error, and under which number, is agreed.
 */
export function travellerErrors(message: ReadMessage, agreement: Agreed): readonly (readonly Told[])[] {
  const list = message.passengerList;
  if (list === undefined || list.status === "XR" || list.status === "RP") return [];
  const agreed = errorCodesOf(agreement);
  const told = list.travellers.map((): Told[] => []);
  const findings = message.findings.filter(
    ({ code, severity }) =>
      severity === "error" && code !== "IN08" && (agreed[code] ?? usual[code]) !== undefined,
  );
  const ofWhom = whose(message);
  for (const { code, ...finding } of findings) told[ofWhom(finding)]?.push(errorFor(code, agreed));
  // Of a long list not everyone who lacks something has a finding of their own.
  if ((agreement.severities["IN08"] ?? "error") === "error") {
    const lacks = lacksRequired(list, agreement);
    for (const [index, traveller] of list.travellers.entries())
      if (lacks(traveller)) told[index]?.push(errorFor("IN08", agreed));
  }
  for (const [index, { locator, travellerRef }] of list.travellers.entries())
    if (locator === null && travellerRef === null) told[index]?.push(errorFor("PX18", agreed));
  return told.map(onlyOnce);
}

/** The index of the traveller that a finding is about, -1 where it is about none of them. */
function whose({ passengerList }: ReadMessage): (finding: Pick<Finding, "segment" | "tag">) => number {
  const begins = passengerList?.travellers.map(({ segment }) => segment) ?? [];
  return ({ segment, tag }) => {
    if (segment === null || tag === null || !ofTraveller.has(tag)) return -1;
    return lastUpTo(begins, segment);
  };
}

/**
 * The errors that a message which was not taken is told of. A finding that a number is agreed for is told by that one, the others
 * as `refusalErrors` has them; those about single travellers are not told of the message.
 */
export function messageErrors(
  findings: readonly Finding[],
  message: ReadMessage,
  agreement: Agreed,
): readonly Told[] {
  const agreed = errorCodesOf(agreement);
  const ofWhom = whose(message);
  const isTold = (finding: Finding) =>
    finding.severity === "error" && agreed[finding.code] !== undefined && ofWhom(finding) < 0;
  const told = findings.filter(isTold);
  if (told.length === 0) return refusalErrors(findings, message);
  const rest = findings.filter((finding) => !isTold(finding));
  return onlyOnce([
    ...told.map((finding) => errorFor(finding.code, agreed, namedErrors([finding], message)[0])),
    ...namedErrors(rest, message),
  ]);
}

/** An error under the number agreed for the finding; `ours` gives it its text, and its number where none is agreed. */
function errorFor(
  finding: string,
  agreed: Readonly<Record<string, string>>,
  ours: AnswerError | undefined = usual[finding],
): Told {
  const code = agreed[finding];
  if (code === undefined) return ours ?? "UNABLE";
  const text =
    ours === undefined ? `DATA NOT ACCEPTED - ${finding.replaceAll("_", " ")}` : answerErrors[ours].text;
  return { code, text };
}

/** Two findings may have one number: it is told once. */
function onlyOnce(errors: readonly Told[]): readonly Told[] {
  const byCode = new Map<string, Told>();
  for (const error of errors) {
    const code = typeof error === "string" ? answerErrors[error].code : error.code;
    if (!byCode.has(code)) byCode.set(code, error);
  }
  return [...byCode.values()];
}
