// What may be answered to which request, and what an answer needs. Pure.
import { refuse, type Refusal } from "#platform";
import { limitationFaults } from "./limitation-faults.ts";
import type { Answering, Outcome, RequestKind, RequestState } from "./contract.ts";

/**
 * The outcomes of each kind. "neutral" is the one answer where there is nothing, or nothing that may be told (LED-15).
 * Data are corrected or erased by two persons before the answer says so (executions.ts); where their accuracy is contested, or
 * they are needed as evidence, they are restricted instead of erased (LED-16.3).
 */
export const possibleOutcomes: Readonly<Record<RequestKind, readonly Outcome[]>> = {
  access: ["data-given", "neutral"],
  rectification: ["corrected", "noted", "restricted", "neutral"],
  erasure: ["erased", "restricted", "neutral"],
  restriction: ["restricted", "neutral"],
  objection: ["considered", "erased", "restricted", "neutral"],
  notation: ["noted", "neutral"],
  redress: ["redress-number", "neutral"],
  complaint: ["considered", "neutral"],
  processing: ["upheld", "not-upheld"],
};

/** Whether what is answered is about records that have to be named. */
const needsRecords: ReadonlySet<Outcome> = new Set(["data-given", "restricted", "noted"]);

/** Why this answer cannot be given; undefined when it can. */
export function answerFault(
  request: { readonly kind: RequestKind; readonly state: RequestState; readonly version: number },
  answer: Answering,
  at: Date,
): Refusal | undefined {
  if (request.version !== answer.version) {
    return refuse(
      "request-changed",
      "Somebody has worked on this request since you loaded it. Load it again.",
    );
  }
  if (request.state === "answered") {
    return refuse(
      "request-answered",
      "This request has its answer; an answer that was given is not changed.",
    );
  }
  if (!possibleOutcomes[request.kind].includes(answer.outcome)) {
    return refuse(
      "outcome-not-of-kind",
      `A request for ${request.kind} is answered by one of: ${possibleOutcomes[request.kind].join(", ")}.`,
    );
  }
  const neutral = answer.outcome === "neutral";
  // A neutral answer is the same for whoever asks, and a complaint about the processing is anybody's: they need nobody's
  // identity. All others do.
  if (!neutral && request.kind !== "processing" && request.state !== "examining") {
    return refuse(
      "identity-not-confirmed",
      "Confirm who asks first: nothing is told or changed for somebody else.",
    );
  }
  const fields = [
    ...(neutral && answer.limitedBy === null
      ? [{ field: "limitedBy", text: "says on which ground the answer is limited" }]
      : []),
    ...(neutral && (answer.reasons ?? "").trim().length < 20
      ? [{ field: "reasons", text: "gives the factual and legal reasons, for the supervisory authority" }]
      : []),
    ...limitationFaults(answer, at),
    ...(!neutral && answer.limitedBy !== null
      ? [{ field: "limitedBy", text: "goes with a neutral answer only" }]
      : []),
    ...(!neutral && answer.text.trim() === "" ? [{ field: "text", text: "is what the person reads" }] : []),
    ...(request.kind === "processing" && answer.records.length > 0
      ? [
          {
            field: "records",
            text: "stays empty: a complaint about the processing is about nobody's records",
          },
        ]
      : []),
    ...(needsRecords.has(answer.outcome) && answer.records.length === 0
      ? [{ field: "records", text: "names the records that are meant" }]
      : []),
    ...(neutral && (answer.records.length > 0 || answer.text.trim() !== "")
      ? [{ field: "text", text: "stays empty: a neutral answer has the same words for everybody" }]
      : []),
  ];
  return fields.length === 0
    ? undefined
    : refuse("answer-incomplete", "The answer lacks something, or says too much.", 400, { fields });
}

/** Why an answer cannot say this yet: something granted waits for its second person, or nothing was carried out. */
export function executionFault(
  outcome: Outcome,
  count: { readonly waiting: number; readonly erased: number; readonly corrected: number },
): Refusal | undefined {
  if (count.waiting > 0)
    return refuse(
      "execution-waits",
      "What you granted on this request waits for a supervisor to carry it out. Answer when that is done.",
    );
  if ((outcome === "erased" && count.erased === 0) || (outcome === "corrected" && count.corrected === 0))
    return refuse(
      "execution-wanted",
      "Nothing was erased or corrected on this request yet. Grant it first; a supervisor carries it out.",
    );
  return undefined;
}
