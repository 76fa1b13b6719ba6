// One transmission to a conformance case read, judged and answered: worked out beside the thread that answers carriers.
import { createHash, createHmac } from "node:crypto";
import type { EffectiveAgreement } from "#carriers";
import { asTaken, unwantedFinding } from "#intake";
import { readTransmission, type ReadMessage } from "#messages";
import type { LegalProfile } from "#vocabulary";
import { nothingYet, type CaseMemory, type CaseVerdict } from "./case.ts";
import { conformanceCases } from "./cases.ts";
import type { ResultState } from "./store.ts";
import { testAnswers } from "./test-answer.ts";
import { volumeCase } from "./volume.ts";

/** A test transmission holds so many messages at most. */
const messagesMax = 100;

type Read = {
  readonly bytes: Uint8Array;
  readonly agreement: EffectiveAgreement;
  readonly profile: LegalProfile;
};

export type AttemptGiven = Read & {
  readonly runId: string;
  readonly number: number;
  readonly key: Uint8Array;
  /** What the case remembers of earlier transmissions to it. */
  readonly memory: CaseMemory;
  readonly at: Date;
};

/** RFF TN of the unsolicited message of a case in a run. */
function unsolicitedReference(runId: string, number: number): string {
  return `T${number}${runId.replaceAll("-", "").slice(-12).toUpperCase()}`;
}

/** The verdict on a transmission to a case, what was found in it and what it is answered. Pure. */
export function judgedAttempt(given: AttemptGiven): {
  readonly state: ResultState;
  readonly memory: CaseMemory;
  readonly reasons: CaseVerdict["reasons"];
  readonly findings: ReadMessage["findings"];
  /** Of the errors, each once. */
  readonly codes: string[];
  readonly answer: string | null;
} {
  const { agreement, bytes, runId, number, key, memory, at } = given;
  const wanted = conformanceCases.find((one) => one.number === number);
  if (wanted === undefined) throw new Error(`there is no case ${number}`);
  const interactive = wanted.group === "interactive";
  const messages = readUnder(given, interactive);
  const reference = unsolicitedReference(runId, number);
  const verdict = wanted.judge({
    messages,
    agreement,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    memory,
    remembered: (text) => createHmac("sha256", key).update(`${runId} ${text}`).digest("hex"),
    unsolicitedReference: reference,
  });
  const said = { at, unsolicitedReference: reference, agreement, interactive };
  const answer = testAnswers({ bytes, messages }, wanted.answer ?? {}, said);
  const { memory: now, reasons } = verdict;
  return { state: stateOf(verdict), memory: now, reasons, ...foundIn(messages), answer };
}

/** One transmission to a volume test: whether it is right, what was found in it and what it is answered. Pure. */
export function readVolume(given: Read & { readonly at: Date }): {
  readonly isRight: boolean;
  readonly findings: ReadMessage["findings"];
  readonly codes: string[];
  readonly answer: string | null;
} {
  const { agreement, bytes, at } = given;
  const messages = readUnder(given, false);
  const one = conformanceCases.find(({ number }) => number === volumeCase);
  const nothing = { sha256: "", memory: nothingYet, remembered: String, unsolicitedReference: "" };
  const isRight = one?.judge({ messages, agreement, ...nothing }).passed === true;
  const said = { at, unsolicitedReference: "", agreement, interactive: false };
  return { isRight, ...foundIn(messages), answer: testAnswers({ bytes, messages }, {}, said) };
}

function foundIn(messages: readonly ReadMessage[]) {
  const findings = messages.flatMap((message) => message.findings);
  const errors = findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return { findings, codes: [...new Set(errors)] };
}

/** The messages of a transmission with their findings as they count under the agreement, one of lists that were agreed not to be sent included. */
function readUnder({ bytes, agreement, profile }: Read, interactive: boolean): readonly ReadMessage[] {
  const { messages, content } = readTransmission(bytes, messagesMax);
  return messages.map((read) => {
    const message = asTaken(read, { profile, agreement, source: content, interactive });
    const list = message.passengerList;
    const unwanted =
      list === undefined ? null : unwantedFinding(list, { agreement, interactive, state: profile.state });
    return unwanted === null ? message : { ...message, findings: [...message.findings, unwanted] };
  });
}

function stateOf({ passed }: CaseVerdict): ResultState {
  if (passed === null) return "waiting";
  return passed ? "passed" : "failed";
}
