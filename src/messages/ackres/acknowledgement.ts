// What an ACKRES says, as fixed types. The push it answers is told by `control.accessReference` (UNH 0068).

export type PushAcknowledgement = {
  /** MSG 1225 as sent: 23 for an acknowledgement. */
  readonly function: string;
  /** MSG 4343: 3 processed completely, 7 rejected; null where it says neither. */
  readonly outcome: "processed" | "rejected" | null;
  readonly errors: readonly {
    /** ERC 9845: 102 departure date, 118 system unable to process ... */
    readonly code: string;
    readonly texts: readonly string[];
  }[];
  /** Texts that belong to no error. */
  readonly texts: readonly string[];
};
