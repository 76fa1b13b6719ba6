// Labels of planted cases: what is hidden in the traffic and what should be found.
import type { DefectLabel, Expectation, PlantedLabel, SimulatedMessage } from "./message.ts";
import type { PlantedKind } from "./party.ts";
import type { Roster } from "./roster.ts";

const expectations: Readonly<Record<PlantedKind, Expectation>> = {
  "listed-exact": "alert",
  "listed-spelling": "alert",
  "listed-typing-error": "alert",
  "listed-alias": "alert",
  "listed-name-order": "alert",
  "listed-document-only": "alert-by-document",
  "namesake-other-birth-date": "no-strong-alert",
  "relative-of-listed": "no-strong-alert",
  "risky-itinerary": "rule",
};

/** The planted travellers of a flight. */
export function plantedLabels(roster: Roster): PlantedLabel[] {
  return roster.parties.flatMap(({ party }) => {
    const { planted } = party;
    const traveller = party.travellers.find((one) => one.ref === planted?.ref);
    if (planted === undefined || traveller === undefined) return [];
    const { person } = traveller;
    return [
      {
        flight: roster.flight.key,
        kind: planted.kind,
        surname: person.surname.travel,
        given: person.given.travel,
        birthDate: person.birthDate,
        document: person.document.number,
        locator: party.locator,
        entry: planted.entry ?? null,
        variation: planted.variation,
        expectation: expectations[planted.kind],
      },
    ];
  });
}

/** The label of a message's defect; undefined for a sound message. */
export function defectLabel(message: SimulatedMessage): DefectLabel | undefined {
  if (message.defect === null) return undefined;
  return {
    flight: message.flight,
    kind: "defect",
    message: message.id,
    defect: message.defect.defect,
    expectation:
      message.defect.severity === "none"
        ? "read in full"
        : `read as far as possible, with a finding (${message.defect.severity})`,
  };
}
