// Parts whose others never came: after some minutes what there is of their message is read, and its sender is told.
import { loadCarrierById } from "#carriers";
import {
  isRefusal,
  systemActor,
  type Job,
  type Services,
  type Transaction,
  type SealingKey,
} from "#platform";
import type { Delivery, IntakeServices } from "./delivery.ts";
import { receive } from "./receive.ts";
import { PartsTakenMeanwhile, heldParts, partsWaitMs, readingOf } from "./telegram-parts.ts";
import { dropRepeated, lockLine, overdueLines, partsOfLine, type KeptPart } from "./telegram-parts-store.ts";
import { groupsAmong, textOfGroup, type PartGroup } from "./telegram-search.ts";

const linesMax = 200;
const actor = systemActor("intake");

/**
 * Reads what waited long enough for its other parts. Returns how many messages were read without some of theirs. One that
 * cannot be read now keeps no other waiting: it is tried again at the next turn, and told as a problem.
 */
export async function readOverdueParts(services: IntakeServices): Promise<number> {
  const { database } = services;
  const lines = await database.transaction(actor, (tx) =>
    overdueLines(tx, new Date(tx.at.getTime() - partsWaitMs), linesMax),
  );
  let read = 0;
  const problems: unknown[] = [];
  for (const { carrier_id: carrierId, line } of lines) {
    const overdue = await database.transaction(actor, async (tx) => {
      lockLine(tx, line);
      const carrier = carrierId === null ? null : ((await loadCarrierById(tx, carrierId)) ?? null);
      const groups = overdueIn(tx, services.key, await partsOfLine(tx, line));
      const fresh: ((typeof groups)[number] & { readonly sender: typeof carrier })[] = [];
      for (const each of groups) {
        const ids = each.group.parts.map(({ id }) => id);
        if (!(await dropRepeated(tx, line, ids))) fresh.push({ ...each, sender: carrier });
      }
      return fresh;
    });
    for (const { group, last, sender } of overdue) {
      const joined = { line, ids: group.parts.map(({ id }) => id), missing: missingIn(group) };
      const { channel, reply_to: replyTo } = last;
      const delivery: Delivery = {
        bytes: textOfGroup(group),
        channel,
        sender,
        idempotencyKey: null,
        joined,
        ...(replyTo !== null && { replyTo }),
      };
      try {
        if (await readGroup(services, delivery)) read += 1;
      } catch (problem) {
        problems.push(problem);
      }
    }
  }
  if (problems.length > 0)
    throw new AggregateError(problems, "parts whose others never came could not be read");
  return read;
}

/** The groups of a line to which nothing came for long enough, with the part that came last. */
function overdueIn(
  tx: Transaction,
  key: SealingKey,
  kept: readonly KeptPart[],
): { readonly group: PartGroup; readonly last: KeptPart }[] {
  const rows = new Map(kept.map((row) => [row.receipt_id, row]));
  return groupsAmong(heldParts(key, kept), readingOf).flatMap((group) => {
    const own = group.parts.flatMap(({ id }) => rows.get(id) ?? []);
    const [last] = own.toSorted((a, b) => b.received_at.getTime() - a.received_at.getTime());
    if (last === undefined || own.every((row) => row.read_as !== null)) return [];
    return tx.at.getTime() - last.received_at.getTime() >= partsWaitMs ? [{ group, last }] : [];
  });
}

/** Null where nothing is: two messages of one line were under way, and neither agreed with its own counts. */
function missingIn({ parts, missing, lacksEnd }: PartGroup): string | null {
  const numbers = missing.map(String);
  const last = Math.max(parts.length, ...parts.map(({ part }) => part.number ?? 1));
  return [...numbers, ...(lacksEnd ? [`${last + 1}+`] : [])].join(", ") || null;
}

async function readGroup(services: IntakeServices, delivery: Delivery): Promise<boolean> {
  try {
    return !isRefusal(await receive(services, delivery));
  } catch (problem) {
    if (problem instanceof PartsTakenMeanwhile) return false;
    throw problem;
  }
}

export const telegramJobs: readonly Job<IntakeServices & Services>[] = [
  {
    name: "read-overdue-parts",
    cron: "* * * * *",
    run: async (_payload, services) => {
      await readOverdueParts(services);
    },
  },
];
