// What a GOVREQ asks for, as fixed types.
import type { ReportedFlight } from "../booking.ts";

export type PushRequest = {
  /** MSG 1225 as sent: what is asked for, as agreed with the carrier. */
  readonly function: string;
  /** ORG: the authority that asks. */
  readonly authority: { readonly name: string | null; readonly place: string | null } | null;
  readonly flights: readonly {
    readonly flight: ReportedFlight;
    /** RCI: only these reservations; none means all of the flight. */
    readonly locators: readonly string[];
    readonly texts: readonly string[];
  }[];
};
