// Measures screening by invented travellers, through the engine and the lists in force: nothing of it is kept but counts.
import {
  isRefusal,
  newId,
  systemActor,
  type Aside,
  type Asking,
  type AsideQuestion,
  type Services,
} from "#platform";
import { personsByDay } from "#records";
import type { Match, ScreenedBy, Screening } from "#screening";
import type { MeasuringCases, MeasuringTraveller } from "#simulation";
import { invent, type Invention } from "./inventing.ts";
import {
  insertMeasurement,
  latestMeasurement,
  noteDays,
  notedDays,
  type KeptMeasurement,
  type KindCount,
  type OriginCount,
} from "./store.ts";

export type MeasuringServices = Services & { readonly screening: Screening; readonly aside: Aside };

/** Travellers are invented aside: hundreds of milliseconds of names are no business of who answers carriers. */
const inventing: AsideQuestion<Invention, MeasuringCases> = {
  module: new URL("./inventing.ts", import.meta.url).href,
  answers: invent,
};
const asking: Asking = { kind: "stranger", id: "quality", bytes: 0 };

const actor = systemActor("quality");
const dayMs = 86_400_000;
/** Measured anew after so long even when neither engine nor lists have changed. */
const oldAfterMs = 7 * dayMs;
/** So many go to the engine at once: live traffic gets its turn between. */
const atOnce = 100;
const usual = { perState: 40, perOrigin: 250 };

/** The thresholds in force, by name and version, and the calibration where there is one. */
function profileName({ profile }: ScreenedBy): string {
  if (profile === undefined) return "";
  const { name, version, calibration } = profile;
  return `${name} ${version}${calibration === undefined ? "" : ` / ${calibration.version}`}`;
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
  const by = await screenedNow(screening);
  const { latest, now } = await database.transaction(actor, async (tx) => ({
    latest: await latestMeasurement(tx),
    now: tx.at,
  }));
  if (holds(latest, by, now)) return false;
  const seed = seedOf(now);
  const [counts] = await measureBy(services, seed, by, [({ decision }) => decision === "alert"], size);
  if (counts === undefined) throw new Error("one way of judging gives one count");
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

/** Whether a match would be an alert: by what is in force, or by something proposed. */
export type Judging = (match: Match) => boolean;
export type Counts = { readonly kinds: KindCount[]; readonly origins: OriginCount[] };

/** The invented travellers of a week through the engine and the lists in force; counts for each way of judging. */
export async function measureBy(
  { screening, aside }: Pick<MeasuringServices, "screening" | "aside">,
  seed: number,
  by: ScreenedBy,
  judgings: readonly Judging[],
  size = usual,
): Promise<readonly Counts[]> {
  const made = await aside.ask(asking, inventing, { seed, ...size });
  if (isRefusal(made)) throw new Error(made.refused.detail);
  const { entries, planted, decoys } = made;
  const judged = ({ matches }: { matches: readonly Match[] }, entryId: string | null): boolean[] =>
    judgings.map((isAlert) =>
      matches.some((match) => (entryId === null || match.entryId === entryId) && isAlert(match)),
    );
  const part = await screening.part(
    entries.map((entry) => JSON.stringify(entry)),
    by.lists,
  );
  const found: boolean[][] = [];
  try {
    for (let at = 0; at < planted.length; at += atOnce) {
      const some = planted.slice(at, at + atOnce);
      const { persons } = await part.screen(some.map(({ traveller }) => screenable(traveller)));
      for (const [index, person] of persons.entries()) found.push(judged(person, some[index]?.entryId ?? ""));
    }
  } finally {
    await part.close();
  }
  const alerted: boolean[][] = [];
  for (let at = 0; at < decoys.length; at += atOnce) {
    const { persons } = await screening.screen(decoys.slice(at, at + atOnce).map(screenable));
    for (const person of persons) alerted.push(judged(person, null));
  }
  return judgings.map((_, way) =>
    countsOf(
      planted.map(({ kind, traveller }, index) => ({
        kind,
        origin: traveller.origin,
        found: found[index]?.[way] === true,
      })),
      decoys.map(({ origin }, index) => ({ origin, alerted: alerted[index]?.[way] === true })),
    ),
  );
}

/** As one week has it, so that the same travellers can be made again. */
export function seedOf(at: Date): number {
  return Math.floor(at.getTime() / (7 * dayMs));
}

/** By what is screened now. */
export async function screenedNow(screening: Screening): Promise<ScreenedBy> {
  return (await screening.screen([screenable(nobody)])).by;
}

function countsOf(
  cases: readonly { readonly kind: string; readonly origin: string; readonly found: boolean }[],
  seen: readonly { readonly origin: string; readonly alerted: boolean }[],
): Counts {
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
