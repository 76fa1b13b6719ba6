// The demonstration's map of offences and decisions on flights within the area, brought in force through the interface:
// articles of a code that does not exist, threats and routes that nobody reported.
import { offenceCodes, offenceNames } from "#law";
import type { FlightSelectionDraft, FlightSelections, Offences } from "#law/contract";
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

/** Two decisions on flights within the area, one in force and one that waits for the head; only where there are none. */
export async function seedFlightSelections(address: string, now: Date): Promise<void> {
  const [legal, head] = [await signIn(address, "legal-adviser"), await signIn(address, "head")];
  const path = "/api/law/flight-selections";
  const known = await json<FlightSelections>(await legal("GET", path), "decisions on flights");
  if (known.decisions.length > 0) return;
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + 6);
  const draft: FlightSelectionDraft = {
    kind: "selection",
    reference: "Invented decision 12 of the ministry",
    threat: null,
    standing: null,
    assessment: null,
    necessity: "Of four routes within the area, seizures were reported on this one alone.",
    fairness: "The route was chosen by what was seized on it; who travels on it played no part.",
    reviewBody: "Invented Administrative Court",
    validFrom: now.toISOString(),
    validUntil: until.toISOString(),
    places: [{ from: "GYD", to: "TBS" }],
    indications: [
      {
        indication: "Three couriers with heroin were found on this route within two months.",
        source: "Invented customs report 4",
        observedOn: now.toISOString().slice(0, 10),
        concerns: ["GYD-TBS"],
      },
    ],
  };
  const proposed = await json<FlightSelections>(await legal("POST", path, draft), "proposing routes");
  const id = proposed.decisions[0]?.id ?? "";
  const reason = "Read with the report; the route is what it shows";
  await json(await head("POST", `${path}/${id}/decision`, { step: "approved", reason }), "approving routes");
  const threat = {
    ...draft,
    kind: "threat",
    reference: "Invented decision 13 of the ministry",
    threat: "Two invented cells are said to move members through all airports of the area.",
    standing: "foreseeable",
    assessment: "Invented threat assessment 3",
    necessity: "The members are not known by route, so that no choice of routes would find them.",
    fairness: "All flights of the area are taken alike; who travels on them plays no part.",
    places: [],
    indications: [],
  };
  await json(await legal("POST", path, threat), "proposing all flights");
}
