// What the simulator gives out: messages with their bytes, what a sound receiver makes of them, and labels.
import type { Channel } from "./carriers.ts";
import type { PlantedKind } from "./party.ts";

export type Purpose =
  | "api-request"
  | "api-list"
  | "api-change"
  | "api-cancel"
  | "crew-list"
  | "close-out"
  | "flight-cancelled"
  | "pnr-full"
  | "pnr-update"
  | "pnr-departure";

/** What the answer to the carrier should be when nothing but this message is known. */
export type ExpectedAnswer =
  | { readonly kind: "none" }
  /** CUSRES 312. */
  | { readonly kind: "acknowledgement" }
  /** CUSRES 962: a directive a traveller; `RESUBMIT` where the data of the traveller cannot be used. */
  | {
      readonly kind: "response";
      readonly travellers: readonly {
        readonly reference: string;
        readonly locator: string;
        readonly directive: "0Z" | "RESUBMIT";
      }[];
    };

/** What the message says before a defect was planted in it. */
export type Expected = {
  /** Travellers named in this message (a part counts its own). */
  readonly travellers: number;
  /** Bookings of a PNRGOV part, cancelled ones among them. */
  readonly bookings: number;
  readonly cancelledBookings: number;
  /** Special services and remarks that tell of health, religion and the like: the filter has to take them out. */
  readonly sensitive: number;
  /** Card numbers that have to be masked. */
  readonly cards: number;
  readonly answer: ExpectedAnswer;
};

/** A defect planted in a message. `severity` is the worst finding a sound reader reports; `none`: it is read without one. */
export type MessageDefect = {
  readonly defect: string;
  readonly severity: "error" | "warning" | "info" | "none";
  readonly text: string;
};

export type SimulatedMessage = {
  /** Unique in the simulated world: flight key, purpose and number. */
  readonly id: string;
  /** When the carrier sends it, epoch milliseconds. */
  readonly at: number;
  readonly kind: "PAXLST" | "PNRGOV";
  readonly purpose: Purpose;
  readonly carrier: string;
  readonly channel: Channel;
  /** Key of the flight. */
  readonly flight: string;
  readonly part: number;
  readonly parts: number;
  readonly bytes: Uint8Array;
  readonly expected: Expected;
  readonly defect: MessageDefect | null;
};

/** What a sound screening should say of a planted traveller. */
export type Expectation = "alert" | "alert-by-document" | "no-strong-alert" | "rule";

export type PlantedLabel = {
  readonly flight: string;
  readonly kind: PlantedKind;
  /** As sent in the API data. */
  readonly surname: string;
  readonly given: string;
  readonly birthDate: string;
  readonly document: string;
  readonly locator: string;
  readonly entry: string | null;
  readonly variation: string;
  readonly expectation: Expectation;
};

export type DefectLabel = {
  readonly flight: string;
  readonly kind: "defect";
  readonly message: string;
  readonly defect: string;
  readonly expectation: string;
};

/** A flight as the simulated world has it. */
export type SimulatedFlight = {
  readonly key: string;
  readonly carrier: string;
  readonly number: string;
  readonly from: string;
  readonly to: string;
  /** Local times. */
  readonly departs: string;
  readonly arrives: string;
  readonly departsAt: number;
  readonly arrivesAt: number;
  readonly aircraft: string;
  /** On board when the doors closed; 0 for a flight that was called off. */
  readonly passengers: number;
  readonly crew: number;
  readonly calledOff: boolean;
  readonly messages: readonly SimulatedMessage[];
  readonly labels: readonly (PlantedLabel | DefectLabel)[];
};
