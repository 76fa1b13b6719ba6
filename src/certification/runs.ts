// A carrier runs the conformance cases: begins a run, sends to its cases, and asks for the signed result.
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { agreementWith, type EffectiveAgreement } from "#carriers";
import type { Sender } from "#intake";
import type { ReadMessage } from "#messages";
import {
  isRefusal,
  newId,
  refuse,
  systemActor,
  type Aside,
  type Clock,
  type Database,
  type Refusal,
  type Transaction,
} from "#platform";
import { caseUnder } from "./agreed-case.ts";
import { judgedAttempt, type AttemptGiven } from "./attempt-aside.ts";
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
import { latestVolume, volumeMessages } from "./volume-store.ts";
import { volumeCase, volumeFigures } from "./volume.ts";

export const actor = systemActor("certification");

/** Runs a carrier may begin in a day. */
const runsADay = 50;

export const noSuchRun = refuse("no-such-run", "There is no such run of yours.", 404);
const noSuchCase = refuse("no-such-case", "There is no conformance case with this number.", 404);
const tooManyRuns = refuse(
  "runs-too-many",
  `A carrier may begin ${runsADay} runs a day. Go on with one of those begun: a case can be tried again as often as needed.`,
  429,
  { retryAfterSeconds: 3600 },
);
const judgedAtOnce = refuse(
  "case-judged-at-once",
  "Several transmissions to this case came at once. Send this one again.",
  409,
);
const nothingPassed = refuse(
  "group-not-passed",
  "No group of cases has been passed yet: every case of it that is needed must have passed in this run.",
);

const judging = {
  module: new URL("./attempt-aside.ts", import.meta.url).href,
  answers: judgedAttempt,
};

/** `aside`: where transmissions are read and judged. */
export type AttemptServices = {
  readonly database: Database;
  readonly clock: Clock;
  readonly aside: Aside;
};

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

/** Of two servers that judge transmissions to one case at once, one judges again by what the other has remembered. */
const tries = 5;

/**
 * Judges one transmission to a case. Nothing of it is kept but the verdict, the hash of its bytes and the codes of its errors;
 * passenger references are remembered as hashes under the installation's key. It is read aside, and outside of any transaction.
 */
export async function attemptCase(
  { database, clock, aside }: AttemptServices,
  sender: Sender,
  given: Pick<AttemptGiven, "runId" | "number" | "bytes" | "key" | "profile">,
): Promise<Attempted | Refusal> {
  if (!conformanceCases.some(({ number }) => number === given.number)) return noSuchCase;
  const { runId, number } = given;
  const remembered = async (tx: Transaction) => {
    const run = await holdRun(tx, runId, sender.id);
    if (run === undefined) return noSuchRun;
    return (await resultsOf(tx, [run.id])).find((result) => result.number === number)?.memory ?? nothingYet;
  };
  const asking = { kind: "carrier", id: sender.id, bytes: given.bytes.length } as const;
  for (let time = 0; time < tries; time += 1) {
    const before = await database.transaction(actor, async (tx) => {
      const memory = await remembered(tx);
      return isRefusal(memory) ? memory : { memory, agreement: await agreementWith(tx, sender.id) };
    });
    if (isRefusal(before)) return before;
    const judged = await aside.ask(asking, judging, { ...given, ...before, at: clock.now() });
    if (isRefusal(judged)) return judged;
    const { state, memory, codes, ...told } = judged;
    const saved = await database.transaction(actor, async (tx) => {
      const now = await remembered(tx);
      if (isRefusal(now)) return now;
      if (!isDeepStrictEqual(now, before.memory)) return null;
      const sha256 = createHash("sha256").update(given.bytes).digest();
      await saveResult(tx, runId, { number, state, memory, codes, sha256 });
      return { number, state, ...told };
    });
    if (saved !== null) return saved;
  }
  return judgedAtOnce;
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
