// A demonstration near its dates: two travellers who are masked, one due tomorrow, one kept on grounds, one held, one just deleted.
import { retentionActor } from "#platform";
import { deleteExpired, maskExpired } from "#retention";
import { arePastThere, insertPast, makeOlder, type PastPerson } from "./demonstration-retention-store.ts";
import { json, signIn } from "./demonstration-people.ts";
import { seedUnmaskings } from "./demonstration-unmasking.ts";
import type { UnitServices } from "./unit.ts";

/** Each by the days until its time is over. */
const people = [
  { surname: "NUMUNE", given: "GUNEL", number: "9001", dueIn: 3 },
  { surname: "EXAMPLE", given: "JONAS", number: "9002", dueIn: 1 },
  { surname: "MODELE", given: "CLAIRE", number: "9003", dueIn: 12 },
  { surname: "OBRAZTSOV", given: "ILYA", number: "9004", dueIn: 5 },
  { surname: "MUSTER", given: "ANNA", number: "9005", dueIn: 2 },
  { surname: "TIMSAL", given: "HASAN", number: "9006", dueIn: 4 },
] as const;

/** Makes them once; grounds and hold are proposed and decided by people, through the interface. */
export async function seedRetention(services: UnitServices, address: string): Promise<void> {
  const actor = retentionActor("retention");
  const { database, profile } = services;
  const made = await database.transaction(actor, async (tx) => {
    if (await arePastThere(tx)) return null;
    const persons: PastPerson[] = [];
    for (const { dueIn, ...person } of people)
      persons.push(await insertPast(tx, { ...person, receivedAt: receivedFor(tx.at, dueIn, profile) }));
    return persons;
  });
  const [masked, , kept, held, deleted, opened] = made ?? [];
  if (!masked || !kept || !held || !deleted || !opened) return;
  const [analyst, supervisor, officer, head] = await Promise.all([
    signIn(address, "analyst"),
    signIn(address, "supervisor"),
    signIn(address, "data-protection-officer"),
    signIn(address, "head"),
  ]);
  const ahead = (months: number): string => {
    const day = new Date(services.clock.now());
    day.setUTCMonth(day.getUTCMonth() + months);
    return day.toISOString().slice(0, 10);
  };
  for (const [person, reference, reason] of [
    [masked, "C-2026-114", "A confirmed courier of the same group paid for this journey."],
    [opened, "C-2026-098", "The traveller sat beside the courier and paid with the same card."],
    [kept, "C-2026-131", "The seat and the payer are named in an investigation that goes on."],
  ] as const) {
    const link = { ...person, ground: "concrete-grounds", reference, reason, reviewOn: ahead(12) };
    const { id } = await json<{ id: string }>(
      await analyst("POST", "/api/retention/links", link, "SERIOUS"),
      "grounds",
    );
    await json(
      await supervisor("POST", `/api/retention/links/${id}/decision`, { outcome: "kept" }, "SERIOUS"),
      "the decision on grounds",
    );
  }
  const hold = {
    ...held,
    ground: "litigation",
    reference: "Court 2-1 (103) 88/2026",
    reason: "The traveller sues over a wait of three hours; the record is the evidence.",
    expiresOn: ahead(9),
    reviewOn: ahead(4),
  };
  const { id } = await json<{ id: string }>(await officer("POST", "/api/retention/holds", hold), "a hold");
  await json(
    await head("POST", `/api/retention/holds/${id}/decision`, { outcome: "held" }),
    "the decision on a hold",
  );
  await database.transaction(actor, async (tx) => {
    // Due today, no day late.
    await makeOlder(tx, masked, people[0].dueIn);
    await makeOlder(tx, deleted, people[4].dueIn);
    await makeOlder(tx, opened, people[5].dueIn);
  });
  await maskExpired(services);
  await deleteExpired(services);
  await seedUnmaskings(address, { waiting: masked, opened });
}

/** When something was received that is due in so many days. */
function receivedFor(now: Date, days: number, { initial }: Pick<UnitServices["profile"], "initial">): Date {
  const day = new Date(now.getTime() + days * 86_400_000);
  if ("months" in initial.period) day.setUTCMonth(day.getUTCMonth() - initial.period.months);
  else day.setUTCDate(day.getUTCDate() - initial.period.days);
  return day;
}
