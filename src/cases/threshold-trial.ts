// What other thresholds would come to: the travellers of the last days and of the next ones screened once, counted by both.
import { systemActor, type Database } from "#platform";
import { flightsBetween, travellersOfFlight, type UpcomingTraveller } from "#records";
import { profileOf, type Match, type Screening, type ThresholdProfile } from "#screening";
import { activeEntriesById, noteTrial, thresholdsOf, type TrialCount } from "#watchlists";
import { comingMs, pastMs } from "./forecasting.ts";

const actor = systemActor("screening");
const flightsAPage = 25;
/** Few at a time: messages are screened between them. */
const travellersAtOnce = 250;

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
    await screening.upToDate();
    const flights = await database.transaction(actor, (tx) => {
      const now = tx.at.getTime();
      return flightsBetween(tx, new Date(now - pastMs), new Date(now + comingMs));
    });
    await note({ state: "running", flights: flights.length, flightsDone: 0, travellers: 0 });
    const counts = new Counts(wanted);
    let travellers = 0;
    for (let at = 0; at < flights.length; at += flightsAPage) {
      const page = flights.slice(at, at + flightsAPage);
      const rows = await database.transaction(actor, async (tx) =>
        (await Promise.all(page.map((flight) => travellersOfFlight(tx, flight)))).flat(),
      );
      for (let from = 0; from < rows.length; from += travellersAtOnce) {
        const { persons } = await screening.screen(rows.slice(from, from + travellersAtOnce));
        await counts.add(database, persons);
      }
      travellers += rows.length;
      await note({ flightsDone: at + page.length, travellers });
    }
    await note({ state: "done", counts: counts.all() });
  } catch (problem) {
    await note({ state: "failed" });
    throw problem;
  }
}

type Tried = UpcomingTraveller & { readonly matches: readonly Match[] };

class Counts {
  readonly #wanted: ThresholdProfile;
  readonly #categories = new Map<string, string | null>();
  readonly #now = new Map<string | null, Set<string>>();
  readonly #then = new Map<string | null, Set<string>>();

  constructor(wanted: ThresholdProfile) {
    this.#wanted = wanted;
  }

  async add(database: Database, persons: readonly Tried[]): Promise<void> {
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
  async #learn(database: Database, persons: readonly Tried[]): Promise<void> {
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
