// Calibrations from decided alerts: fitted in the background, with what they would change, for two persons to decide on.
import { reviewedPairs, screenTraffic } from "#cases";
import { systemActor, type Transaction } from "#platform";
import {
  activeProfile,
  ENGINE_VERSION,
  isSameProfile,
  judged,
  modelRows,
  noteModel,
  type Calibration,
  type ThresholdProfile,
} from "#screening";
import type { ModelFigures } from "./contract.ts";
import { fit } from "./fit.ts";
import { measureBy, screenedNow, seedOf, type MeasuringServices } from "./measuring.ts";
import { heldOut } from "./reliability.ts";
import { fairnessOf, hindrances } from "./safeguards.ts";
import { secondOpinions } from "./store.ts";
import { dataSetId, lackingOf, votesOf, type Told, type Vote } from "./votes.ts";

const actor = systemActor("quality");
const dayMs = 86_400_000;
const triedDays = 30;

/** What decided alerts say for the engine of today. Only who may read alerts reads them: the system, not who proposes. */
export async function gatherVotes(
  tx: Transaction,
): Promise<{ readonly votes: readonly Vote[]; readonly told: Told }> {
  const [reviewed, seconds] = [
    await reviewedPairs(tx),
    await secondOpinions<"no-match" | "confirmed" | "cannot-tell">(tx),
  ];
  return votesOf(reviewed, seconds, ENGINE_VERSION);
}

/**
 * Fits a proposed model and works out what it would change. Nothing comes into force by it. Too few votes, or anything
 * that goes wrong, and it has failed and stays so.
 */
export async function fitModel(
  services: MeasuringServices,
  version: number,
  size?: { readonly perState: number; readonly perOrigin: number },
): Promise<void> {
  const { database } = services;
  const note: Note = (done) =>
    database.transaction(actor, async (tx) => {
      const noted = await noteModel(tx, version, done);
      if (noted) tx.announce("model", "calibration");
      return noted;
    });
  const begun = await database.transaction(actor, async (tx) => {
    const row = (await modelRows(tx, 50)).find((one) => one.version === version);
    if (row?.state !== "fitting") return null;
    return { ...(await gatherVotes(tx)), profile: await activeProfile(tx), at: tx.at };
  });
  if (begun === null) return;
  const { votes, told, profile, at } = begun;
  if (lackingOf(told) !== null) {
    await note({ state: "failed", hinderedBy: ["too-few"] });
    return;
  }
  try {
    const { method, knots } = fit(votes, profile.calibration);
    const proposed: ThresholdProfile = { ...profile, calibration: { version, knots } };
    const held = heldOut(votes, profile.calibration);
    const tried = await tryOnTraffic(services, { standing: profile, proposed, at }, note);
    const by = await screenedNow(services.screening);
    const [now, then] = await measureBy(
      services,
      seedOf(at),
      by,
      [profile, proposed].map((one) => (match) => judged(match, one).decision === "alert"),
      size,
    );
    if (now === undefined || then === undefined) throw new Error("two ways of judging give two counts");
    if (by.profile === undefined || !isSameProfile(by.profile, profile)) {
      throw new Error("thresholds or calibration changed while the model was fitted");
    }
    const fairness = fairnessOf(now, then);
    const figures: ModelFigures = { method, told, ...held, fairness, ...tried };
    const hinderedBy = hindrances(held, fairness);
    const id = dataSetId(votes);
    await database.transaction(actor, async (tx) => {
      const noted = await noteModel(tx, version, {
        state: "waiting",
        knots,
        dataSet: votes,
        dataSetId: id,
        figures,
        hinderedBy,
      });
      // A job that ran beside this one has fitted it already, and said so.
      if (!noted) return;
      tx.record({
        action: "model.fitted",
        subjectKind: "model",
        subjectId: String(version),
        detail: {
          dataSet: id,
          votes: votes.length,
          method,
          engine: ENGINE_VERSION,
          hinderedBy: [...hinderedBy],
        },
      });
      tx.announce("model", "calibration");
    });
  } catch (problem) {
    // Fitted by another job meanwhile, and perhaps in force: what went wrong here is about nothing any more.
    if (await note({ state: "failed" })) throw problem;
  }
}

type Note = (done: Parameters<typeof noteModel>[2]) => Promise<boolean>;

/** Alerts on the travellers of the last days under both: how many enter and leave each band. */
async function tryOnTraffic(
  services: MeasuringServices,
  {
    standing,
    proposed,
    at,
  }: { readonly standing: ThresholdProfile; readonly proposed: ThresholdProfile; readonly at: Date },
  note: Note,
): Promise<Pick<ModelFigures, "bands" | "days" | "travellers">> {
  const bandOf = (match: Parameters<typeof judged>[0], profile: ThresholdProfile): string | null => {
    const { band, decision } = judged(match, profile);
    return decision === "alert" ? band : null;
  };
  /** One alert a person, flight and listed person: API and PNR of one traveller are one. */
  const seen = new Map<string, { readonly before: string | null; readonly after: string | null }>();
  let travellers = 0;
  await screenTraffic(
    services,
    { from: new Date(at.getTime() - triedDays * dayMs), until: at },
    (persons) => {
      for (const { flight, personId, matches } of persons) {
        for (const match of matches) {
          const key = `${flight.id} ${personId} ${match.cluster ?? match.entryId}`;
          const [before, after] = [bandOf(match, standing), bandOf(match, proposed)];
          const known = seen.get(key);
          if (before !== null || after !== null)
            seen.set(key, {
              before: stronger(known?.before ?? null, before),
              after: stronger(known?.after ?? null, after),
            });
        }
      }
    },
    async ({ flights, flightsDone, travellers: come }) => {
      travellers = come;
      await note({ flights, flightsDone });
    },
  );
  const changes = [...seen.values()];
  const number = (test: (one: (typeof changes)[number]) => boolean): number => changes.filter(test).length;
  return {
    days: triedDays,
    travellers,
    bands: (["strong", "possible"] as const).map((band) => ({
      band,
      before: number(({ before }) => before === band),
      after: number(({ after }) => after === band),
      enter: number(({ before, after }) => before !== band && after === band),
      leave: number(({ before, after }) => before === band && after !== band),
    })),
  };
}

function stronger(one: string | null, other: string | null): string | null {
  return one === "strong" || other === "strong" ? "strong" : (one ?? other);
}

/** Whether the votes kept with a model give the same curve to the byte, beside the calibration in force. */
export function isRepeated(
  kept: { readonly data_set: unknown; readonly data_set_id: string | null; readonly knots: unknown },
  standing: Calibration | undefined,
): boolean {
  const votes = kept.data_set as readonly Vote[];
  return (
    dataSetId(votes) === kept.data_set_id &&
    JSON.stringify(fit(votes, standing).knots) === JSON.stringify(kept.knots)
  );
}
