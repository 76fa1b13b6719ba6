// The demonstration's map of offences, brought in force through the interface: articles of a code that does not exist.
import { offenceCodes, offenceNames } from "#law";
import type { Offences } from "#law/contract";
import { json, signIn } from "./demonstration-people.ts";

/** Left unmapped, so that it shows what that means. */
const unmapped: readonly string[] = ["SC19", "SC26"];

/** Maps what is not mapped yet; `stopped` ends it between two codes. */
export async function seedOffences(address: string, stopped: () => boolean): Promise<void> {
  const [legal, head] = [await signIn(address, "legal-adviser"), await signIn(address, "head")];
  const known = await json<Offences>(await legal("GET", "/api/law/offences"), "the map of offences");
  for (const [at, code] of offenceCodes.entries()) {
    if (stopped()) return;
    if (unmapped.includes(code) || known.changes.some((change) => change.code === code)) continue;
    const proposed = await json<Offences>(
      await legal("POST", "/api/law/offences", {
        code,
        articles: [
          {
            article: `Invented Penal Code, art. ${201 + at}`,
            title: offenceNames[code] ?? code,
            penaltyMonths: 60 + 12 * (at % 9),
          },
        ],
        airLink: "Committed, prepared or fled from by air, as invented cases of this demonstration show.",
        validFrom: "2026-01-01",
        validTo: null,
        reason: "Invented for the demonstration",
      }),
      `mapping ${code}`,
    );
    const id = proposed.changes.find((change) => change.code === code)?.id ?? "";
    const decision = { approve: true, reason: "Invented for the demonstration" };
    await json(await head("POST", `/api/law/offences/${id}/decision`, decision), `approving ${code}`);
  }
}
