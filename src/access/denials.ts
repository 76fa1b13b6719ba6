// What is refused to whoever is signed in, in the ledger: each an entry, until there are so many in a minute that they are counted.
import type { Actor, Database, Job, Refusal, Services, Transaction } from "#platform";
import { systemActor } from "#platform";
import { countDenial, takeDenials, type CountedDenials } from "./denial-store.ts";

/** Entries of one person in a minute; a hand does not do more, and what more there are is counted by route. */
const entriesOfMinuteMax = 60;

/** What somebody is told to do first before they may is no denial. */
const notYet: ReadonlySet<string> = new Set(["passkey-needed", "password-change-needed", "step-up-needed"]);

type Asked = { readonly method: string; readonly url: string; readonly action: string };

/**
 * A denied attempt: by whom, of what, on which grounds; the address as declared, so that no id of a person comes along. Of one
 * person and minute at most 60 are entries; the further ones are told in one ("n further refusals"), so that nobody fills the
 * ledger by asking (LED-25.1).
 */
export async function recordDenied(
  database: Database,
  actor: Actor,
  { method, url, action }: Asked,
  { refused: { code, status } }: Refusal,
): Promise<void> {
  if (status !== 403 || notYet.has(code)) return;
  await enter(database, actor, { method, url, action }, code);
}

/**
 * What a handler refuses: who took another part in a thing, and, to people of other organisations, every id that is none of
 * theirs. They are told the same whether there is such a thing or not, and the attempt is an entry.
 */
export async function recordRefusedId(
  database: Database,
  actor: Actor,
  asked: Asked,
  { refused: { code, status } }: Refusal,
): Promise<void> {
  const outside = actor.tenant !== undefined && actor.tenant !== "piu";
  if (!(outside && (status === 403 || status === 404)) && code !== "duties-apart") return;
  await enter(database, actor, asked, code);
}

async function enter(
  database: Database,
  actor: Actor,
  { method, url, action }: Asked,
  code: string,
): Promise<void> {
  await database.transaction(actor, async (tx) => {
    const route = `${method} ${url}`;
    const { entry, before } = await countDenial(tx, `${route} ${code}`, entriesOfMinuteMax);
    if (before !== null) tellFurther(tx, before);
    if (entry)
      tx.record({
        action: "access.denied",
        subjectKind: "route",
        subjectId: route,
        detail: { action, code },
      });
  });
}

function tellFurther(tx: Transaction, { personId, since, further, routes }: CountedDenials): void {
  tx.record({
    action: "access.denied",
    subjectKind: "person",
    subjectId: personId,
    detail: { further, since: since.toISOString(), routes },
  });
}

/** Tells what was counted in minutes that are over; how many refusals that were. */
export function tellFurtherDenials({ database }: Pick<Services, "database">): Promise<number> {
  return database.transaction(systemActor("access"), async (tx) => {
    const counted = await takeDenials(tx);
    for (const each of counted) tellFurther(tx, each);
    return counted.reduce((sum, { further }) => sum + further, 0);
  });
}

export const accessJobs: readonly Job<Services>[] = [
  {
    name: "tell-further-refusals",
    cron: "* * * * *",
    run: async (_payload, services) => void (await tellFurtherDenials(services)),
  },
];
