// What a reader of one message type gets and gives: the seam between the driver (read.ts) and the message types.
import type { Booking } from "./booking.ts";
import type { SegmentedMessage } from "./edifact/segments.ts";
import type { ServiceCharacters } from "./edifact/service-characters.ts";
import type { UsualItems } from "./edifact/usual-items.ts";
import type { FindingCollector } from "./findings.ts";
import type { Control, Cut, ReadMessage } from "./message.ts";
import type { PassengerList } from "./passenger-list.ts";

/** What UNH S009 says: `PAXLST:D:05B:UN:IATA` -> type, version, release, agency, association ("" where not sent). */
export type MessageVersion = {
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly agency: string;
  readonly association: string;
};

export type ReadContext = {
  readonly findings: FindingCollector;
  readonly version: MessageVersion;
  readonly control: Control;
  /** UNB S004, when the interchange was prepared: `YYYY-MM-DDTHH:MM` or `YYYY-MM-DD`; null when not stated. */
  readonly preparedAt: string | null;
  /**
   * A message too large to hold comes in pieces (see `MessageReader.pieces`): what the reader answered for the piece before this one, null for the first.
   */
  readonly previous: MessagePart | null;
  /** Whether this is the message's last (or only) piece. */
  readonly last: boolean;
};

/** What a reader makes of a message (or a piece): the driver adds control, index, envelope findings. */
export type MessagePart = {
  /** False when the message is refused whole: there is then a finding of severity error. */
  readonly accepted: boolean;
  readonly cuts?: readonly Cut[];
  readonly passengerList?: PassengerList;
  readonly bookings?: readonly Booking[];
  readonly response?: NonNullable<ReadMessage["response"]>;
  readonly acknowledgement?: NonNullable<ReadMessage["acknowledgement"]>;
  readonly request?: NonNullable<ReadMessage["request"]>;
  readonly report?: NonNullable<ReadMessage["report"]>;
  readonly push?: NonNullable<ReadMessage["push"]>;
  /** Whatever the reader needs again for the next piece. */
  readonly carried?: unknown;
};

export type MessageReader = {
  /** Reads one message or piece. Never throws; keeps no reference to the segment table, which is reused. */
  readonly read: (message: SegmentedMessage, context: ReadContext) => MessagePart;
  /** Reads the items of one message before they are cut (see UsualItems); null where they are not as usual. */
  readonly usual?: (characters: ServiceCharacters, preparedAt: string | null) => UsualItems | null;
  /**
   * How a message too large to hold is cut: before the next segment with the tag once it has so many bytes (at least
   * 256 kB), segments, or segments with the tag. Without it a message over
   * MAX_MESSAGE_BYTES (message-bounds.ts) is refused.
   */
  readonly pieces?: {
    readonly tag: string;
    readonly bytes: number;
    readonly segments: number;
    readonly items: number;
  };
};
