// Planned stops of channels (cusres.md section 6): announced by a named officer; what falls due meanwhile is not held against
// carriers that cannot send.
import { loadCarriers, loadCredentials } from "#carriers";
import {
  newId,
  refuse,
  systemActor,
  type Job,
  type Refusal,
  type Services,
  type Transaction,
} from "#platform";
import { excuseStop, unexcuseStop } from "#records";
import { channelOf } from "./channel-of.ts";
import type { NewPlannedStop } from "./planned-stop-contract.ts";
import { comingStops, holdStop, insertStop, withdrawStop, type KeptStop } from "./planned-stop-store.ts";

/** Carriers are told so long before (cusres.md section 6); what is announced later is said to be so. */
export const noticeHours = 72;
const longestMs = 7 * 86_400_000;
const furthestMs = 400 * 86_400_000;

/** Announces a stop as the officer who acts. Refused: one that is over, too long, or years away. */
export async function announceStop(tx: Transaction, wanted: NewPlannedStop): Promise<Refusal | undefined> {
  const [from, until] = [Date.parse(wanted.from), Date.parse(wanted.until)];
  const now = tx.at.getTime();
  const isRight =
    until > from &&
    until > now &&
    until - from <= longestMs &&
    from - now <= furthestMs &&
    from >= now - longestMs;
  if (!isRight) {
    return refuse(
      "planned-stop-malformed",
      "A stop must begin before it ends, end after now, last seven days at most and begin within 400 days.",
      422,
    );
  }
  if (wanted.text.trim().length < 3) {
    return refuse(
      "planned-stop-malformed",
      "Say in three characters at least what carriers are to know.",
      422,
    );
  }
  const id = newId(tx.at);
  insertStop(tx, id, wanted);
  tx.record({
    action: "planned-stop.announced",
    subjectKind: "planned-stop",
    subjectId: id,
    detail: {
      from: wanted.from,
      until: wanted.until,
      channels: wanted.channels.join(", "),
      text: wanted.text.trim(),
    },
  });
  tx.announce("outage", id);
  return undefined;
}

/** Calls a stop off; one that has begun ends now. Refused: one that is over, or was called off before. */
export async function withdraw(tx: Transaction, id: string): Promise<KeptStop | Refusal> {
  const stop = await holdStop(tx, id);
  if (stop === null) return refuse("no-such-planned-stop", "There is no planned stop of this number.", 404);
  if (stop.withdrawn_at !== null || stop.until_at <= tx.at) {
    return refuse("planned-stop-over", "This stop is over, or was called off before.", 409);
  }
  withdrawStop(tx, id);
  tx.record({
    action: "planned-stop.withdrawn",
    subjectKind: "planned-stop",
    subjectId: id,
    detail: {
      from: stop.from_at.toISOString(),
      until: stop.until_at.toISOString(),
      begun: stop.from_at <= tx.at,
    },
  });
  tx.announce("outage", id);
  return stop;
}

/**
 * Excuses what falls late during the stops to come, for carriers all of whose channels are closed then. Twice the same does no
 * harm; what begins to be expected later is excused with the next look.
 */
export async function excuseStops({ database }: Pick<Services, "database">): Promise<void> {
  await database.transaction(systemActor("intake"), async (tx) => {
    for (const stop of await comingStops(tx)) {
      const carriers = await cutOff(tx, stop.channels);
      if (carriers.length === 0) continue;
      await excuseStop(tx, { from: stop.from_at, until: stop.until_at, carriers });
    }
  });
}

/** Holds carriers to their times again from now on, after a stop was called off or ended before its time. */
export async function endExcuse({ database }: Pick<Services, "database">, stop: KeptStop): Promise<void> {
  await database.transaction(systemActor("intake"), (tx) =>
    unexcuseStop(tx, { from: stop.from_at, until: stop.until_at }),
  );
  // Another stop of the same hours still excuses.
  await excuseStops({ database });
}

/** The designators of carriers for which nobody can send meanwhile: no connection in use has a channel besides these. */
async function cutOff(tx: Transaction, channels: readonly string[]): Promise<readonly string[]> {
  const [carriers, credentials] = await Promise.all([loadCarriers(tx), loadCredentials(tx)]);
  const inUse = credentials.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && !(expiresAt !== null && expiresAt <= tx.at),
  );
  const flownBy = (isClosed: boolean): readonly string[] => {
    const ids = new Set(
      inUse
        .filter(({ kind }) => channels.includes(channelOf[kind]) === isClosed)
        .map(({ carrierId }) => carrierId),
    );
    return carriers.filter(({ id }) => ids.has(id)).flatMap(({ fliesAs }) => fliesAs);
  };
  const reachable = new Set(flownBy(false));
  return flownBy(true).filter((designator) => !reachable.has(designator));
}

export const plannedStopJobs: readonly Job<Services>[] = [
  {
    // What is owed of a flight stands there days before it: a look every five minutes is in time.
    name: "excuse-planned-stops",
    cron: "*/5 * * * *",
    run: (_payload, services) => excuseStops(services),
  },
];
