// One message found in an input, read: the unit that intake, the command line and the inspector work with.
import type { Finding } from "#vocabulary";
import type { PushAcknowledgement } from "./ackres/acknowledgement.ts";
import type { Booking, ReportedFlight } from "./booking.ts";
import type { SyntaxReport } from "./contrl/report.ts";
import type { Response } from "./cusres/response.ts";
import type { ServiceCharacters } from "./edifact/service-characters.ts";
import type { PushRequest } from "./govreq/request.ts";
import type { PassengerList } from "./passenger-list.ts";

export type MessageKind = "PAXLST" | "CUSRES" | "PNRGOV" | "ACKRES" | "GOVREQ" | "CONTRL" | "UNKNOWN";

export type Control = {
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly interchange: string | null;
  readonly message: string | null;
  /** UNH 0068, common access reference: ties the parts of a series together. */
  readonly accessReference: string | null;
  readonly part: number | null;
  readonly parts: number | null;
  readonly final: boolean;
};

/** How the message was wrapped, as sent: what an answer to it must take up. Each list holds components. */
export type Envelope = {
  /** Whether the interchange began with UNA. */
  readonly serviceString: boolean;
  /** UNB S001, S002, S003 and 0026. */
  readonly syntax: readonly string[];
  readonly sender: readonly string[];
  readonly recipient: readonly string[];
  readonly applicationReference: string | null;
  /** UNB 0035, where the interchange is marked as a test: `1`. Its data are nobody's. */
  readonly test?: string;
  /** UNG 0048, 0051 and S008. */
  readonly group: {
    readonly reference: string;
    readonly agency: string;
    readonly version: readonly string[];
  } | null;
  /** UNH S009: `["PAXLST", "D", "05B", "UN", "IATA"]`. */
  readonly type: readonly string[];
};

/**
 * A message as read. `accepted` is false when it is refused whole; the findings say why.
 * `start`/`end` are byte offsets of UNH..UNT in the input (of a piece: of its own segments). `cuts` lists the byte ranges the law does not admit
 * (sensitive content, data beyond the lawful elements), in order, never overlapping: what may be kept of the source
 * is the message without them.
 */
export type ReadMessage = {
  readonly index: number;
  readonly kind: MessageKind;
  readonly syntax: "edifact" | "xml" | "csv";
  readonly version: string | null;
  readonly control: Control;
  /** Absent where the message stands without interchange header. */
  readonly envelope?: Envelope;
  readonly accepted: boolean;
  readonly findings: readonly Finding[];
  readonly start: number;
  readonly end: number;
  readonly cuts: readonly Cut[];
  /** UNB S004, when the interchange was prepared: `YYYY-MM-DDTHH:MM` or `YYYY-MM-DD`; null when not stated. */
  readonly preparedAt: string | null;
  /** The separators its interchange uses, so that what is kept can be laid out and answered alike. */
  readonly characters: ServiceCharacters;
  /**
   * Only for a very long message (PAXLST over 512 kB or 2,000 travellers, PNRGOV over 512 kB or 500 bookings): it comes
   * in several of these, each with the travellers or bookings of its piece; findings and `accepted` stand in the last.
   * `readBytes` puts the pieces together.
   */
  readonly piece?: { readonly number: number; readonly last: boolean };
  readonly passengerList?: PassengerList;
  readonly bookings?: readonly Booking[];
  /** CUSRES. */
  readonly response?: Response;
  /** ACKRES. */
  readonly acknowledgement?: PushAcknowledgement;
  /** GOVREQ. */
  readonly request?: PushRequest;
  /** CONTRL. */
  readonly report?: SyntaxReport;
  /** PNRGOV: the push's own facts (level 0). */
  readonly push?: {
    readonly update: boolean;
    readonly flight: ReportedFlight | null;
    readonly statedBookings: number | null;
  };
};

/** One range of bytes cut from the source, with the reason shown in the message inspector. */
export type Cut = { readonly start: number; readonly end: number; readonly reason: CutReason };
export type CutReason = "sensitive-service" | "sensitive-text" | "card-number" | "not-admitted";
