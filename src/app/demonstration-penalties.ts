// Penalty cases of a demonstration's unit: one in its hearing, one that the carrier disputes, one before the enforcement authority.
import { json, signIn, type Person } from "./demonstration-people.ts";

type Listed = {
  readonly cases: readonly unknown[];
  readonly carriers: readonly { readonly id: string; readonly code: string }[];
};
type Failure = { readonly source: string; readonly ref: string; readonly day: string };
type Candidate = Failure & {
  readonly excused: boolean;
  readonly excuses: readonly unknown[];
  readonly in: string | null;
};
type Asked = { readonly decisions: readonly { readonly id: string; readonly fingerprint: string }[] };
const dayMs = 86_400_000;

/** Does it once, from failures that the demonstration's traffic has left; fewer where it has left fewer. */
export async function seedPenalties(address: string, now: Date): Promise<void> {
  const desk = await signIn(address, "carrier-desk");
  const there = await json<Listed>(await desk("GET", "/api/penalties"), "the penalties");
  if (there.cases.length > 0) return;
  const ready: { readonly carrierId: string; readonly failures: readonly Failure[] }[] = [];
  for (const { id } of there.carriers) {
    const failures = await failuresOf(desk, id, now);
    // Of one carrier no more than two cases, each with a few of its failures.
    if (failures.length > 0) ready.push({ carrierId: id, failures: failures.slice(0, 3) });
    if (failures.length > 3) ready.push({ carrierId: id, failures: failures.slice(3, 5) });
  }
  const [heard, disputed, proposed] = ready;
  if (heard !== undefined) await told(desk, heard);
  if (disputed !== undefined) {
    const id = await told(desk, disputed);
    await step(desk, id, "disputes", {
      ground: "outage",
      failureId: null,
      reference: "Letter 31/2026",
      text: "The line to our departure control system was cut for two hours that morning; its log is enclosed.",
    });
  }
  if (proposed !== undefined) await seedProposal(address, desk, await told(desk, proposed));
}

async function failuresOf(desk: Person, carrierId: string, now: Date): Promise<Failure[]> {
  const day = (before: number) => new Date(now.getTime() - before * dayMs).toISOString().slice(0, 10);
  const query = `carrierId=${carrierId}&from=${day(20)}&to=${day(0)}`;
  const { candidates } = await json<{ candidates: readonly Candidate[] }>(
    await desk("GET", `/api/penalties/candidates?${query}`),
    "the failures of a carrier",
  );
  return candidates
    .filter((one) => !one.excused && one.excuses.length === 0 && one.in === null)
    .map(({ source, ref, day: on }) => ({ source, ref, day: on }));
}

/** Drafted, and sent to the carrier. */
async function told(
  desk: Person,
  of: { readonly carrierId: string; readonly failures: readonly Failure[] },
): Promise<string> {
  const { id } = await json<{ id: string }>(
    await desk("POST", "/api/penalties", {
      ...of,
      provision: "Code of Administrative Offences, Article 295",
      summary:
        "Messages about passengers did not come as the law and the agreement with the carrier want it.",
      factors: {
        gravity: "The lists of the flights could not be checked as they came.",
        fault: "The carrier's system sent what its own test would have refused.",
        recurrence: "None before, as far as the unit keeps.",
        cooperation: "The carrier answers the desk's calls and sends again the same day.",
        size: "A regional carrier of invented size.",
        others: "None known.",
      },
    }),
    "a penalty case",
  );
  await step(desk, id, "notice", {});
  return id;
}

async function step(desk: Person, id: string, path: string, body: object): Promise<void> {
  await json(await desk("POST", `/api/penalties/${id}/${path}`, body), `a penalty's ${path}`);
}

async function seedProposal(address: string, desk: Person, id: string): Promise<void> {
  await step(desk, id, "statements", {
    reference: "Letter 28/2026",
    text: "We regret it: the release of our software was withdrawn on the same day.",
  });
  await step(desk, id, "asking", {
    weighing: "The carrier mended it at once; the failure itself is not disputed.",
  });
  const legal = await signIn(address, "legal-adviser");
  const { decisions } = await json<Asked>(
    await legal("GET", `/api/joint-decisions?of=penalty:${id}`),
    "what the legal adviser is asked",
  );
  const [asked] = decisions;
  if (asked === undefined) return;
  const said = { approve: true, fingerprint: asked.fingerprint, reason: "Lawful; the factors are weighed." };
  await json(await legal("POST", `/api/joint-decisions/${asked.id}/step`, said), "the legal adviser's word");
  await step(desk, id, "sending", {});
}
