// What other thresholds would come to: the travellers of the last days and of the next ones screened once, counted by both.
import { systemActor, type Database } from "#platform";
import { profileOf, type Screening, type ThresholdProfile } from "#screening";
import { activeEntriesById, noteTrial, thresholdsOf, type TrialCount } from "#watchlists";
import { comingMs, pastMs } from "./forecasting.ts";
import { screenTraffic, type ScreenedTraveller } from "./traffic.ts";

const actor = systemActor("screening");

/**
 * Counts, by category of the entries, the travellers who would be alerted by the thresholds in force and by those that
 * wait. Does nothing once they have been decided on.
 */
export async function tryThresholds(
  { database, screening }: { readonly database: Database; readonly screening: Screening },
  version: number,
): Promise<void> {
  const row = await database.transaction(actor, (tx) => thresholdsOf(tx, version));
  if (row === null || row.state !== "waiting") return;
  const wanted = profileOf({ version, alert: row.alert, byCategory: row.by_category });
  const note = (progress: Parameters<typeof noteTrial>[2]): Promise<void> =>
    database.transaction(actor, async (tx) => {
      await noteTrial(tx, version, progress);
      tx.announce("watchlist", "thresholds");
    });
  try {
    const counts = new Counts(wanted);
    const now = (await database.transaction(actor, async (tx) => tx.at)).getTime();
    await screenTraffic(
      { database, screening },
      { from: new Date(now - pastMs), until: new Date(now + comingMs) },
      (persons) => counts.add(database, persons),
      (progress) => note(progress.flightsDone === 0 ? { state: "running", ...progress } : progress),
    );
    await note({ state: "done", counts: counts.all() });
  } catch (problem) {
    await note({ state: "failed" });
    throw problem;
  }
}

class Counts {
  readonly #wanted: ThresholdProfile;
  readonly #categories = new Map<string, string | null>();
  readonly #now = new Map<string | null, Set<string>>();
  readonly #then = new Map<string | null, Set<string>>();

  constructor(wanted: ThresholdProfile) {
    this.#wanted = wanted;
  }

  async add(database: Database, persons: readonly ScreenedTraveller[]): Promise<void> {
    await this.#learn(database, persons);
    for (const { flight, personId, matches } of persons) {
      for (const match of matches) {
        const category = this.#categories.get(match.entryId) ?? null;
        const least = this.#wanted.alertByCategory[category ?? ""] ?? this.#wanted.alert;
        const key = `${flight.id} ${personId}`;
        if (match.decision === "alert") put(this.#now, category, key);
        if (match.score >= least) put(this.#then, category, key);
      }
    }
  }

  /** Categories of the entries met for the first time. */
  async #learn(database: Database, persons: readonly ScreenedTraveller[]): Promise<void> {
    const met = new Set(persons.flatMap(({ matches }) => matches.map(({ entryId }) => entryId)));
    const fresh = [...met].filter((entryId) => !this.#categories.has(entryId));
    if (fresh.length === 0) return;
    const stored = await database.transaction(actor, (tx) => activeEntriesById(tx, fresh));
    for (const { entry } of stored) this.#categories.set(entry.id, entry.category ?? null);
  }

  all(): TrialCount[] {
    const categories = new Set([...this.#now.keys(), ...this.#then.keys()]);
    return [...categories]
      .map((category) => ({
        category,
        now: this.#now.get(category)?.size ?? 0,
        proposed: this.#then.get(category)?.size ?? 0,
      }))
      .toSorted((one, two) => two.proposed - one.proposed || two.now - one.now);
  }
}

function put(counts: Map<string | null, Set<string>>, category: string | null, key: string): void {
  const known = counts.get(category);
  if (known === undefined) counts.set(category, new Set([key]));
  else known.add(key);
}
