// An intake for tests: everything but the screening is real; nobody is found, and nothing is too much.
import { addCarrier } from "#carriers";
import { isRefusal, systemActor, type Database } from "#platform";
import { openSubjectMarks } from "#records";
import { euStrict } from "#vocabulary";
import type { Sender } from "../../src/intake/judge.ts";
import type { Delivery, IntakeServices, Screener } from "../../src/intake/delivery.ts";
import { receive } from "../../src/intake/receive.ts";

/** Finds nobody. */
export const findsNobody: Screener = {
  screen: async (persons) => ({
    persons: persons.map((person) => ({ ...person, matches: [] })),
    by: { engineVersion: "test-1", lists: [] },
  }),
};

/** The key that seals what is kept. */
export const sealingKey = Buffer.alloc(32, 7);

/** One key for all months of pseudonyms. */
const onePeriodKey: Parameters<typeof openSubjectMarks>[0] = {
  need: async () => sealingKey,
  find: async () => sealingKey,
  list: async () => [{ name: "subject-2026-01", master: 1, destroyed: null }],
};

export const subjects = openSubjectMarks(onePeriodKey);

const plenty = { messages: 1_000, bytes: 100_000_000 };

/** The services of the intake over a database. */
export function intakeServices(database: Database, over: Partial<IntakeServices> = {}): IntakeServices {
  return {
    database,
    screening: findsNobody,
    profile: euStrict,
    key: sealingKey,
    subjects,
    quarantine: { carrier: plenty, stranger: plenty },
    ...over,
  };
}

/** The carrier J2 in the register, as the sender of what it sends. */
export async function registeredCarrier(
  desk: Parameters<typeof addCarrier>[0],
  code = "J2",
): Promise<Sender> {
  const carrier = { code, name: `${code} Lines`, senderIds: [], fliesAs: [code] };
  const added = await addCarrier(desk, systemActor("test"), carrier);
  if (isRefusal(added)) throw new Error(added.refused.detail);
  return { id: added.id, code, senderIds: [], fliesAs: [code] };
}

/** Sends a text over HTTP; what is refused as a whole fails the test. */
export async function sendText(services: IntakeServices, sender: Delivery["sender"], text: string) {
  const bytes = Buffer.from(text);
  const received = await receive(services, { bytes, channel: "http", sender, idempotencyKey: null });
  if (isRefusal(received)) throw new Error(received.refused.detail);
  return received;
}
