// A carrier proves its peak volume in the test environment: begins a volume test, and sends to it as much as it asks for.
import { createHash } from "node:crypto";
import { agreementWith, type EffectiveAgreement } from "#carriers";
import type { Sender } from "#intake";
import { isRefusal, newId, refuse, type Refusal, type Transaction } from "#platform";
import { busiestHour } from "#records";
import type { LegalProfile } from "#vocabulary";
import { nothingYet } from "./case.ts";
import { volumeMessagesMax } from "./contract.ts";
import { readVolume } from "./attempt-aside.ts";
import { actor, noSuchRun, type Attempted, type AttemptServices } from "./runs.ts";
import { holdRun, resultsOf, saveResult } from "./store.ts";
import {
  insertVolume,
  insertVolumeMessage,
  latestVolume,
  setAnswered,
  volumeMessages,
  volumesOf,
} from "./volume-store.ts";
import {
  busiestTimes,
  volumeCase,
  volumeFigures,
  volumeVerdict,
  type Volume,
  type VolumeFigures,
} from "./volume.ts";

const volumeUnknown = refuse(
  "volume-unknown",
  "The schedule holds nothing that you owe: say how many messages you send in your busiest hour.",
);
const noVolume = refuse("volume-not-begun", "Begin the volume test first: its time counts from then.");
const volumePassed = refuse(
  "volume-passed",
  "This run has passed its volume test. Begin a new run for another.",
);
const reading = { module: new URL("./attempt-aside.ts", import.meta.url).href, answers: readVolume };

/** What is kept of them stays small. */
const volumesMax = 10;
const tooManyVolumes = refuse(
  "volumes-too-many",
  `A run has ${volumesMax} volume tests at most. Begin a new run for another.`,
);
const volumeOver = refuse("volume-over", "This volume test has ended. Begin another.");

/**
 * Begins a volume test of a run: twice what the schedule has in its busiest hour, or as many as are given where that is more.
 * Refused where neither is known.
 */
export async function beginVolume(
  tx: Transaction,
  sender: Sender,
  given: {
    readonly runId: string;
    readonly messages: number | null;
    readonly minutes: number;
    readonly agreement: Pick<EffectiveAgreement, "answerSeconds">;
    readonly profile: LegalProfile;
  },
): Promise<undefined | Refusal> {
  const run = await holdRun(tx, given.runId, sender.id);
  if (run === undefined) return noSuchRun;
  const passed = (await resultsOf(tx, [run.id])).some(
    ({ number, state }) => number === volumeCase && state === "passed",
  );
  if (passed) return volumePassed;
  if ((await volumesOf(tx, run.id)) >= volumesMax) return tooManyVolumes;
  const busiest = await busiestHour(tx, given.profile, sender.fliesAs);
  const wanted = Math.min(Math.max(busiest * busiestTimes, given.messages ?? 0), volumeMessagesMax);
  if (wanted === 0) return volumeUnknown;
  await insertVolume(tx, run.id, {
    id: newId(tx.at),
    wanted,
    busiest: busiest === 0 ? null : busiest,
    beganAt: tx.at,
    until: new Date(tx.at.getTime() + given.minutes * 60_000),
    answerWithinMs: given.agreement.answerSeconds * 1_000,
  });
  const sha256 = createHash("sha256").digest();
  await saveResult(tx, run.id, {
    number: volumeCase,
    state: "waiting",
    memory: nothingYet,
    codes: [],
    sha256,
  });
  return undefined;
}

/** A run's last volume test as it stands, one that was `passed` for good; null: none was begun. */
export async function volumeOf(
  tx: Transaction,
  runId: string,
  carrierId: string,
  passed: boolean,
): Promise<(Volume & VolumeFigures & ReturnType<typeof volumeVerdict>) | null> {
  const volume = await latestVolume(tx, runId, carrierId);
  if (volume === undefined) return null;
  const figures = volumeFigures(volume, await volumeMessages(tx, volume.id));
  const verdict = passed ? { state: "passed" as const, reasons: [] } : volumeVerdict(volume, figures, tx.at);
  return { ...volume, ...figures, ...verdict };
}

/**
 * Takes one transmission to the volume test: read and judged aside, then written down, which ends the time its answer took; then the test is
 * looked at. Many come at once: none waits for the reading of another.
 */
export async function takeVolume(
  { database, clock, aside }: AttemptServices,
  sender: Sender,
  given: {
    readonly runId: string;
    readonly bytes: Uint8Array;
    readonly profile: LegalProfile;
  },
): Promise<Attempted | Refusal> {
  const came = clock.now().getTime();
  const sha256 = createHash("sha256").update(given.bytes).digest();
  const agreement = await database.transaction(actor, (tx) => agreementWith(tx, sender.id));
  const { bytes, profile } = given;
  const asking = { kind: "carrier", id: sender.id, bytes: bytes.length } as const;
  const read = await aside.ask(asking, reading, { bytes, profile, agreement, at: clock.now() });
  if (isRefusal(read)) return read;
  const taken = await database.transaction(actor, async (tx) => {
    const volume = await latestVolume(tx, given.runId, sender.id);
    if (volume === undefined) return noVolume;
    const standing = await volumeOf(tx, given.runId, sender.id, false);
    if (standing?.state !== "waiting") return volumeOver;
    const { isRight, codes, findings, answer } = read;
    await insertVolumeMessage(tx, volume.id, { sha256, isRight, codes });
    return { volume, findings, answer };
  });
  if ("refused" in taken) return taken;
  const { volume, findings, answer } = taken;
  const ms = Math.max(0, clock.now().getTime() - came);
  const verdict = await database.transaction(actor, async (tx) => {
    // One after the other, for a moment: of two that end at once each would else miss the other, and nobody see the last.
    await holdRun(tx, given.runId, sender.id);
    await setAnswered(tx, volume.id, { sha256, ms });
    const now = await volumeOf(tx, given.runId, sender.id, false);
    if (now === null) return { state: "failed" as const, reasons: [] };
    const { state, reasons } = now;
    if (state !== "waiting")
      await saveResult(tx, given.runId, { number: volumeCase, state, memory: nothingYet, codes: [], sha256 });
    return { state, reasons };
  });
  return { number: volumeCase, ...verdict, findings, answer };
}
