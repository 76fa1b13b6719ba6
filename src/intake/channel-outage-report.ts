// The report of an outage as a carrier fills it in: what the unit knows stands there, what the carrier knows is asked. Pure.

export type ReportedOutage = {
  readonly id: string;
  /** Null: of all carriers. */
  readonly carrier: string | null;
  readonly channels: readonly string[];
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  readonly byFallback: number;
  readonly confirmed: number;
  readonly copiesDeleted: number;
};

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Plain text in English, the language of the messages themselves; holds no traveller (EU 2025/13 Art. 16). */
export function reportTemplate(outage: ReportedOutage): string {
  const left = outage.byFallback - outage.confirmed;
  return `REPORT ON AN OUTAGE OF A CHANNEL
Outage:            ${outage.id}
Carrier:           ${outage.carrier ?? "all carriers"}
Channels:          ${outage.channels.join(", ")}
Began:             ${minute(outage.beganAt)}
Ended:             ${outage.endedAt === null ? "not yet" : minute(outage.endedAt)}

KNOWN TO THE UNIT
Messages received by a fallback channel:         ${outage.byFallback}
Of these delivered since by the main channel:    ${outage.confirmed}
Copies of the fallback channel deleted:          ${outage.copiesDeleted}
Still to be delivered by the main channel:       ${left}

TO BE FILLED IN BY THE CARRIER
1. Cause of the outage, and where it lay (carrier, host, network, unit):
2. When it was noticed, and by whom:
3. Flights whose data were not sent in time (number and date only, no travellers):
4. Fallback channel used, from and until:
5. Copies made for the fallback channel deleted on the carrier's side, when and by whom:
6. Messages kept and sent again by the main channel (count):
7. Messages lost (count), and why:
8. What was done so that it does not happen again:
Name, office, date:
`;
}
