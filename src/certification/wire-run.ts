// A conformance run as it stands on the wire.
import { agreementWith } from "#carriers";
import type { Sender } from "#intake";
import { isRefusal, type Refusal, type Transaction } from "#platform";
import { caseUnder } from "./agreed-case.ts";
import { passedGroups } from "./certificate.ts";
import type { ConformanceCases, ConformanceRun, VolumeTest } from "./contract.ts";
import type { Reason } from "./reasons.ts";
import { runState } from "./runs.ts";
import { volumeOf } from "./volume-runs.ts";
import { volumeCase } from "./volume.ts";

type Described = ConformanceCases["cases"][number];

/** What a case is, whoever runs it. */
export function described({ number, group, title, send, needed }: Described): Described {
  return { number, group, title, send, needed };
}

export const wireReasons = (reasons: readonly Reason[]) =>
  reasons.map(({ code, values, text }) => ({ code, values: { ...values }, text }));

/** A carrier's own run with every case, judged by the agreement as it is in force, and its last volume test. */
export async function wholeRun(
  tx: Transaction,
  sender: Pick<Sender, "id">,
  id: string,
): Promise<ConformanceRun | Refusal> {
  const state = await runState(tx, sender, id);
  if (isRefusal(state)) return state;
  const agreement = await agreementWith(tx, sender.id);
  const results = state.cases.flatMap(({ result }) => result ?? []);
  const passed = results.some((one) => one.number === volumeCase && one.state === "passed");
  const volume = wireVolume(await volumeOf(tx, id, sender.id, passed));
  return {
    id,
    startedAt: state.startedAt.toISOString(),
    cases: state.cases.map(({ result, ...one }) => {
      const { needed, notes } = caseUnder(one, agreement);
      return {
        ...described(one),
        needed,
        notes: wireReasons(notes),
        // Its time may have ended since something came.
        state: (one.number === volumeCase ? volume?.state : result?.state) ?? "open",
        attempts: result?.attempts ?? 0,
        at: result?.at.toISOString() ?? null,
        codes: [...(result?.codes ?? [])],
      };
    }),
    volume,
    passed: passedGroups(results, agreement),
  };
}

function wireVolume(volume: Awaited<ReturnType<typeof volumeOf>>): VolumeTest | null {
  if (volume === null) return null;
  const { id: _id, beganAt, until, reasons, ...rest } = volume;
  return {
    ...rest,
    reasons: wireReasons(reasons),
    beganAt: beganAt.toISOString(),
    until: until.toISOString(),
  };
}
