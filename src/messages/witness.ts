// Who may look on while messages are read: sees the segment tables while they last, changes nothing.
import type { MessageAtHand } from "./assemble.ts";
import type { SegmentedMessage } from "./edifact/segments.ts";
import type { ServiceCharacters } from "./edifact/service-characters.ts";

export type ReadingWitness = {
  /** An interchange begins; with a service string, `offset` is that of UNA. */
  readonly begin: (beginning: {
    readonly offset: number;
    readonly serviceString: boolean;
    readonly characters: ServiceCharacters;
  }) => void;
  /** A segment of the envelope: UNB, UNG, UNE, UNZ. */
  readonly envelope: (table: SegmentedMessage, s: number) => void;
  /** A message (or a piece of one) before it is read. */
  readonly message: (atHand: MessageAtHand) => void;
};
