// Measures screening by invented travellers, through the engine and the lists in force: nothing of it is kept but counts.
import { newId, systemActor, type Services } from "#platform";
import { personsByDay } from "#records";
import type { ScreenedBy, Screening } from "#screening";
import { measuringCases, type MeasuringTraveller } from "#simulation";
import {
  insertMeasurement,
  latestMeasurement,
  noteDays,
  notedDays,
  type KeptMeasurement,
  type KindCount,
  type OriginCount,
} from "./store.ts";

export type MeasuringServices = Services & { readonly screening: Screening };

const actor = systemActor("quality");
const dayMs = 86_400_000;
/** Measured anew after so long even when neither engine nor lists have changed. */
const oldAfterMs = 7 * dayMs;
/** So many go to the engine at once: live traffic gets its turn between. */
const atOnce = 100;
const usual = { perState: 40, perOrigin: 250 };

/** The thresholds in force, by name and version. */
function profileName({ profile }: ScreenedBy): string {
  return profile === undefined ? "" : `${profile.name} ${profile.version}`;
}

/** Somebody invented, asked about only to learn what is in force. */
const nobody: MeasuringTraveller = {
  origin: "en",
  surname: "NOBODY",
  given: "NOWHERE",
  birthDate: "1970-06-15",
  sex: "M",
  nationality: "XXX",
  documents: [],
};

/** Whether a measurement still speaks of what is in force. */
function holds(latest: KeptMeasurement | undefined, by: ScreenedBy, now: Date): boolean {
  if (latest === undefined || now.getTime() - latest.at.getTime() >= oldAfterMs) return false;
  const named = (lists: ScreenedBy["lists"]): string =>
    lists
      .map(({ code, version }) => `${code} ${version}`)
      .toSorted()
      .join("\n");
  return (
    latest.engineVersion === by.engineVersion &&
    latest.profile === profileName(by) &&
    named(latest.lists) === named(by.lists)
  );
}

/**
 * Measures if the engine, a list or the thresholds have changed since, or a week has gone by; says whether it did. The seed is the number
 * of the week, so that the same travellers can be made again.
 */
export async function measure(services: MeasuringServices, size = usual): Promise<boolean> {
  const { database, screening } = services;
  const { by } = await screening.screen([screenable(nobody)]);
  const { latest, now } = await database.transaction(actor, async (tx) => ({
    latest: await latestMeasurement(tx),
    now: tx.at,
  }));
  if (holds(latest, by, now)) return false;
  const seed = Math.floor(now.getTime() / (7 * dayMs));
  const counts = await count(screening, seed, by, size);
  await database.transaction(actor, async (tx) => {
    const id = newId(tx.at);
    insertMeasurement(tx, {
      id,
      seed,
      engineVersion: by.engineVersion,
      profile: profileName(by),
      lists: by.lists,
      ...counts,
    });
    tx.record({
      action: "quality.measured",
      subjectKind: "measurement",
      subjectId: id,
      detail: { seed, engine: by.engineVersion, cases: counts.kinds.reduce((sum, { of }) => sum + of, 0) },
    });
  });
  return true;
}

async function count(
  screening: Screening,
  seed: number,
  by: ScreenedBy,
  size: typeof usual,
): Promise<{ kinds: KindCount[]; origins: OriginCount[] }> {
  const { entries, planted, decoys } = measuringCases(seed, size);
  const part = await screening.part(
    entries.map((entry) => JSON.stringify(entry)),
    by.lists,
  );
  const found: boolean[] = [];
  try {
    for (let at = 0; at < planted.length; at += atOnce) {
      const some = planted.slice(at, at + atOnce);
      const { persons } = await part.screen(some.map(({ traveller }) => screenable(traveller)));
      for (const [index, { matches }] of persons.entries()) {
        const entryId = some[index]?.entryId;
        found.push(matches.some((match) => match.entryId === entryId && match.decision === "alert"));
      }
    }
  } finally {
    await part.close();
  }
  const alerted: boolean[] = [];
  for (let at = 0; at < decoys.length; at += atOnce) {
    const { persons } = await screening.screen(decoys.slice(at, at + atOnce).map(screenable));
    for (const { matches } of persons) alerted.push(matches.some(({ decision }) => decision === "alert"));
  }
  const cases = planted.map(({ kind, traveller }, index) => ({
    kind,
    origin: traveller.origin,
    found: found[index] === true,
  }));
  const seen = decoys.map(({ origin }, index) => ({ origin, alerted: alerted[index] === true }));
  return {
    kinds: [...Map.groupBy(cases, ({ kind }) => kind)].map(([kind, all]) => ({
      kind,
      found: all.filter((one) => one.found).length,
      of: all.length,
    })),
    origins: [...Map.groupBy(seen, ({ origin }) => origin)].map(([origin, all]) => {
      const own = cases.filter((one) => one.origin === origin);
      const listed = own.filter(({ kind }) => isListed(kind));
      const namesakes = own.filter(({ kind }) => !isListed(kind));
      return {
        origin,
        decoys: all.length,
        alerted: all.filter((one) => one.alerted).length,
        listed: listed.length,
        found: listed.filter((one) => one.found).length,
        namesakes: namesakes.length,
        mistaken: namesakes.filter((one) => one.found).length,
      };
    }),
  };
}

/** Kinds of planted travellers that are the listed person; the others are namesakes and relatives. */
export function isListed(kind: string): boolean {
  return kind.startsWith("listed-");
}

function screenable(traveller: MeasuringTraveller) {
  return { ...traveller, personId: "", travellerId: "", source: "api" as const };
}

/** Counts the persons on flights: of the last days, and once of the weeks that the drift looks back on. */
export async function countTraffic({ database }: Services): Promise<void> {
  await database.transaction(actor, async (tx) => {
    const today = Date.parse(tx.at.toISOString().slice(0, 10));
    const day = (offset: number): string => new Date(today + offset * dayMs).toISOString().slice(0, 10);
    const known = await notedDays(tx, day(-75), day(-3));
    const from = known.length === 0 ? day(-75) : day(-3);
    noteDays(tx, await personsByDay(tx, from, day(1)));
  });
}
