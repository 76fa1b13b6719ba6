// A case as an officer would draft it, without a passenger in it.
import type { Factors, NewPenalty } from "./contract.ts";

export const factors: Factors = {
  gravity: "No passenger of the flight could be checked before it landed.",
  fault: "The carrier's system was in order; its operator did not send.",
  recurrence: "The second time in a month.",
  cooperation: "The carrier answered the desk's call the same day.",
  size: "A carrier of four aircraft.",
  others: "None known.",
};

export function aPenalty(carrierId: string, failures: NewPenalty["failures"]): NewPenalty {
  return {
    carrierId,
    provision: "Code of Administrative Offences, Article 295",
    summary: "Passenger lists of a flight were not sent before it departed.",
    factors,
    failures,
  };
}
