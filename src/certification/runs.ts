// A carrier runs the conformance cases: begins a run, sends to its cases, and asks for the signed result.
import { createHash, createHmac } from "node:crypto";
import type { EffectiveAgreement } from "#carriers";
import { asTaken, unwantedFinding, type Sender } from "#intake";
import { readTransmission, type ReadMessage } from "#messages";
import { newId, refuse, systemActor, type Refusal, type Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { caseUnder } from "./agreed-case.ts";
import { nothingYet, type CaseGroup, type CaseVerdict, type ConformanceCase } from "./case.ts";
import { conformanceCases } from "./cases.ts";
import { certificateKey, passedGroups, signCertificate, type CertificateClaims } from "./certificate.ts";
import {
  holdRun,
  insertCertificate,
  insertRun,
  resultsOf,
  runsSince,
  saveResult,
  type CaseResult,
  type ResultState,
} from "./store.ts";
import { testAnswers } from "./test-answer.ts";
import { latestVolume, volumeMessages } from "./volume-store.ts";
import { volumeCase, volumeFigures } from "./volume.ts";

export const actor = systemActor("certification");

/** Runs a carrier may begin in a day. */
const runsADay = 50;
/** A test transmission holds so many messages at most. */
const messagesMax = 100;

export const noSuchRun = refuse("no-such-run", "There is no such run of yours.", 404);
const noSuchCase = refuse("no-such-case", "There is no conformance case with this number.", 404);
const tooManyRuns = refuse(
  "runs-too-many",
  `A carrier may begin ${runsADay} runs a day. Go on with one of those begun: a case can be tried again as often as needed.`,
  429,
  { retryAfterSeconds: 3600 },
);
const nothingPassed = refuse(
  "group-not-passed",
  "No group of cases has been passed yet: every case of it that is needed must have passed in this run.",
);

export type Attempted = {
  readonly number: number;
  readonly state: ResultState;
  readonly reasons: CaseVerdict["reasons"];
  readonly findings: ReadMessage["findings"];
  readonly answer: string | null;
};

/** Begins a run; returns its id. */
export async function beginRun(tx: Transaction, sender: Sender): Promise<string | Refusal> {
  if ((await runsSince(tx, sender.id, new Date(tx.at.getTime() - 86_400_000))) >= runsADay)
    return tooManyRuns;
  const id = newId(tx.at);
  await insertRun(tx, { id, carrierId: sender.id });
  tx.record({
    action: "conformance.begun",
    subjectKind: "carrier",
    subjectId: sender.id,
    detail: { run: id },
  });
  return id;
}

/** RFF TN of the unsolicited message of a case in a run. */
function unsolicitedReference(runId: string, number: number): string {
  return `T${number}${runId.replaceAll("-", "").slice(-12).toUpperCase()}`;
}

/**
 * Judges one transmission to a case. Nothing of it is kept but the verdict, the hash of its bytes and the codes of its errors;
 * passenger references are remembered as hashes under the installation's key.
 */
export async function attemptCase(
  tx: Transaction,
  sender: Sender,
  given: {
    readonly runId: string;
    readonly number: number;
    readonly bytes: Uint8Array;
    readonly key: Uint8Array;
    readonly agreement: EffectiveAgreement;
    readonly profile: LegalProfile;
  },
): Promise<Attempted | Refusal> {
  const wanted = conformanceCases.find(({ number }) => number === given.number);
  if (wanted === undefined) return noSuchCase;
  const run = await holdRun(tx, given.runId, sender.id);
  if (run === undefined) return noSuchRun;
  const earlier = (await resultsOf(tx, [run.id])).find(({ number }) => number === given.number);
  const { agreement } = given;
  const interactive = wanted.group === "interactive";
  const messages = readUnder(given, interactive);
  const hash = createHash("sha256").update(given.bytes).digest();
  const reference = unsolicitedReference(run.id, given.number);
  const verdict = wanted.judge({
    messages,
    agreement,
    sha256: hash.toString("hex"),
    memory: earlier?.memory ?? nothingYet,
    remembered: (text) => createHmac("sha256", given.key).update(`${run.id} ${text}`).digest("hex"),
    unsolicitedReference: reference,
  });
  const state = stateOf(verdict);
  const findings = messages.flatMap((message) => message.findings);
  const codes = [...new Set(findings.filter(({ severity }) => severity === "error").map(({ code }) => code))];
  await saveResult(tx, run.id, { number: given.number, state, memory: verdict.memory, codes, sha256: hash });
  return {
    number: given.number,
    state,
    reasons: verdict.reasons,
    findings,
    answer: testAnswers({ bytes: given.bytes, messages }, wanted.answer ?? {}, {
      at: tx.at,
      unsolicitedReference: reference,
      agreement,
      interactive,
    }),
  };
}

/** The messages of a transmission with their findings as they count under the agreement, one of lists that were agreed not to be sent included. */
export function readUnder(
  {
    bytes,
    agreement,
    profile,
  }: { readonly bytes: Uint8Array; readonly agreement: EffectiveAgreement; readonly profile: LegalProfile },
  interactive: boolean,
): readonly ReadMessage[] {
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

async function volumeClaim(
  tx: Transaction,
  runId: string,
  carrierId: string,
  results: readonly CaseResult[],
): Promise<CertificateClaims["volume"]> {
  if (!results.some(({ number, state }) => number === volumeCase && state === "passed")) return null;
  const volume = await latestVolume(tx, runId, carrierId);
  if (volume === undefined) return null;
  const { answered, p50, p95 } = volumeFigures(volume, await volumeMessages(tx, volume.id));
  const { beganAt, answerWithinMs } = volume;
  return { messages: answered, beganAt: beganAt.toISOString(), answerWithinMs, p50, p95 };
}

/** A carrier's own run with the state of every case; those never tried are "open". */
export async function runState(
  tx: Transaction,
  sender: Pick<Sender, "id">,
  runId: string,
): Promise<
  | {
      readonly startedAt: Date;
      readonly cases: readonly (ConformanceCase & { result: CaseResult | undefined })[];
    }
  | Refusal
> {
  const run = await holdRun(tx, runId, sender.id);
  if (run === undefined) return noSuchRun;
  const results = new Map((await resultsOf(tx, [run.id])).map((result) => [result.number, result]));
  return {
    startedAt: run.startedAt,
    cases: conformanceCases.map((one) => ({ ...one, result: results.get(one.number) })),
  };
}

/** Signs what a run has passed: the groups of which all needed cases have. */
export async function certify(
  tx: Transaction,
  sender: Sender,
  given: {
    readonly runId: string;
    readonly key: Uint8Array;
    readonly unit: string;
    readonly software: string;
    readonly agreement: EffectiveAgreement;
  },
): Promise<{ readonly id: string; readonly groups: CaseGroup[]; readonly signed: string } | Refusal> {
  const run = await holdRun(tx, given.runId, sender.id);
  if (run === undefined) return noSuchRun;
  const results = await resultsOf(tx, [run.id]);
  const groups = passedGroups(results, given.agreement);
  if (groups.length === 0) return nothingPassed;
  const id = newId(tx.at);
  const signed = await signCertificate(
    certificateKey(given.key),
    {
      sub: sender.code,
      iss: given.unit,
      jti: id,
      carrier: sender.id,
      run: run.id,
      groups,
      volume: await volumeClaim(tx, run.id, sender.id, results),
      cases: results
        .filter(({ state }) => state === "passed")
        .map(({ number, at, sha256 }) => ({ number, at: at.toISOString(), sha256: sha256.toString("hex") })),
      notAgreed: conformanceCases
        .filter((one) => one.needed && !caseUnder(one, given.agreement).needed)
        .map(({ number }) => number),
      software: given.software,
    },
    tx.at,
  );
  await insertCertificate(tx, { id, runId: run.id, carrierId: sender.id, groups, signed });
  tx.record({
    action: "conformance.certified",
    subjectKind: "carrier",
    subjectId: sender.id,
    detail: { certificate: id, run: run.id, groups },
  });
  tx.announce("carrier", sender.id);
  return { id, groups, signed };
}
