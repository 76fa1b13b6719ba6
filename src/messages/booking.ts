// What one PNR of a PNRGOV says, as fixed types: the same shape `openpiu read` prints.
import type { PostalAddress, Sex, TravelDocument } from "./passenger-list.ts";

export type ReportedFlight = {
  readonly carrier: string;
  readonly number: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly departs: string | null;
  readonly arrives: string | null;
};

export type Booking = {
  readonly locator: string | null;
  readonly carrier: string | null;
  /** UTC, `YYYY-MM-DDTHH:MM`. */
  readonly createdAt: string | null;
  /** DAT 700: last transaction of the booking, UTC. */
  readonly sentAt: string | null;
  readonly cancelled: boolean;
  readonly flight: ReportedFlight;
  readonly agency: {
    readonly name: string | null;
    readonly iata: string | null;
    readonly city: string | null;
    readonly country: string | null;
  } | null;
  readonly travellers: readonly BookedTraveller[];
  readonly segments: readonly ItinerarySegment[];
  readonly contacts: {
    readonly phones: readonly string[];
    readonly emails: readonly string[];
    readonly addresses: readonly PostalAddress[];
  };
  readonly payments: readonly Payment[];
  readonly history: readonly { readonly at: string | null; readonly action: string }[];
  readonly remarks: readonly string[];
  readonly split: { readonly from: string | null; readonly to: readonly string[] };
  /** Special services asked for, of the kinds the law admits, without their texts. */
  readonly services?: readonly {
    readonly code: string;
    readonly status: string | null;
    readonly from: string | null;
    readonly to: string | null;
    /** References of the travellers concerned; none: see `concerns`, or all. */
    readonly travellers: readonly string[];
    /** Position, in the booking's `travellers`, of whom its text tells or with whom it stands, where that is known. */
    readonly concerns?: number;
  }[];
  /** Ordinal of the SRC segment in its message (UNH = 1): the provenance of this booking. */
  readonly segment: number;
};

export type BookedTraveller = {
  readonly ref: string | null;
  /** REF: the carrier's unique passenger reference, the same as RFF+ABO of its PAXLST. */
  readonly uniqueReference?: string;
  /** The traveller whose lap or seat this infant shares, as its `ref`; where only an SSR names the infant. */
  readonly infantOf?: string;
  /** The name in the travel document (SSR DOCS), where it differs from the booked one. */
  readonly documentName?: { readonly surname: string; readonly given: string | null };
  readonly type: string | null;
  readonly surname: string;
  readonly given: string | null;
  readonly title: string | null;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly nationality: string | null;
  readonly documents: readonly TravelDocument[];
  readonly addresses: readonly PostalAddress[];
  readonly seats: readonly {
    readonly seat: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly tickets: readonly {
    readonly number: string;
    readonly amount: string | null;
    readonly currency: string | null;
  }[];
  readonly frequentFlyer: readonly { readonly carrier: string | null; readonly number: string }[];
  /** Check-ins, one for each flight. */
  readonly checkIns?: readonly {
    readonly from: string | null;
    readonly to: string | null;
    /** Boarding or sequence number as sent: `SIN-168`. */
    readonly number: string | null;
    readonly at: string | null;
    readonly seat: string | null;
    readonly cabin: string | null;
  }[];
  readonly bags: readonly {
    readonly tag: string | null;
    readonly carrier: string | null;
    readonly to: string | null;
    readonly pieces: number | null;
    /** Of all bags checked in together, given on the first of them. */
    readonly weightKg: number | null;
  }[];
};

export type ItinerarySegment = {
  readonly carrier: string | null;
  readonly number: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly departs: string | null;
  readonly arrives: string | null;
  readonly status: string | null;
  /** The operating carrier where it is another; its own flight number, if stated, in `operatingNumber`. */
  readonly operating: string | null;
  readonly operatingNumber?: string;
  readonly class: string | null;
  /** Aircraft type: `333`. */
  readonly equipment?: string;
};

export type Payment = {
  readonly form: string;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly card: {
    readonly vendor: string | null;
    /** At most first six and last four digits, the rest X. */
    readonly masked: string;
    readonly expires: string | null;
    readonly holder: string | null;
  } | null;
  /** Billing address of the ticket. */
  readonly billing?: PostalAddress;
};
