// An alert and the one decision a person makes about it: pure, no clock, no database.
import { refuse, type Refusal } from "#platform";
import { reasonCodes, type DecisionCommand, type Outcome } from "./contract.ts";

export type AlertState = "open" | "no-match" | "confirmed" | "cannot-tell" | "withdrawn";

/** Why an alert ended without a person's decision: its ground has gone. */
export type WithdrawalReason =
  | "withdrawn"
  | "not-boarded"
  | "flight-cancelled"
  | "entry-withdrawn"
  | "person-joined"
  | "listings-joined"
  | "lapsed";

export type AlertToDecide = {
  readonly id: string;
  readonly state: AlertState;
  readonly version: number;
};

/** From so many days before the end of its time on, an undecided alert is told to be about to lapse. */
const lapsesAheadDays = 30;

/** Until when a result of screening is read, and whether it is about to lapse undecided. */
export function endOf(
  { state, result_until: end }: { readonly state: AlertState; readonly result_until: Date },
  at: Date,
): { readonly keptUntil: string; readonly lapsesSoon: boolean } {
  return {
    keptUntil: end.toISOString(),
    lapsesSoon: state === "open" && end.getTime() - at.getTime() <= lapsesAheadDays * 86_400_000,
  };
}

/** Who decides. `madeEntry`: proposed or approved what a list says of the person. */
export type Decider = { readonly id: string; readonly madeEntry: boolean };

export type AlertDecided = {
  readonly alertId: string;
  readonly outcome: Outcome;
  readonly reasonCode: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
};

/**
 * A person's decision on one open alert (roles.md 5.3). Refused: 403 for the server itself and for whoever made the
 * entry (R04), 409 when the alert is no longer open or has changed since it was shown, 422 for a reason that does not
 * belong to the outcome or says nothing.
 */
export function decideAlert(
  alert: AlertToDecide,
  command: DecisionCommand,
  by: Decider,
  at: Date,
): { readonly decided: AlertDecided } | Refusal {
  if (by.id === "" || by.id.startsWith("system:")) {
    return refuse("decision-needs-person", "An alert is decided by a person, never by the system.", 403);
  }
  if (by.madeEntry) {
    return refuse(
      "own-entry",
      "You proposed or approved this list entry, so another officer decides alerts on it. Leave it in the queue.",
      403,
    );
  }
  if (alert.state !== "open") {
    return refuse(
      "alert-not-open",
      `This alert is already closed (${alert.state}). Reload to see by whom and why.`,
    );
  }
  if (alert.version !== command.version) {
    return refuse(
      "alert-changed",
      "The evidence of this alert has changed since you opened it. Reload, look again, then decide.",
    );
  }
  const allowed: readonly string[] = reasonCodes[command.outcome];
  if (!allowed.includes(command.reasonCode)) {
    return refuse(
      "reason-code-unknown",
      `The reason code does not belong to this outcome. Give one of ${allowed.join(", ")}.`,
      422,
      { fields: [{ field: "reasonCode", text: `one of ${allowed.join(", ")}` }] },
    );
  }
  const reason = command.reason.trim();
  if (reason.length < 3) {
    return refuse(
      "reason-missing",
      "Say in words what decided: which datum separates or joins the two.",
      422,
      {
        fields: [{ field: "reason", text: "at least 3 characters" }],
      },
    );
  }
  const { outcome, reasonCode } = command;
  return { decided: { alertId: alert.id, outcome, reasonCode, reason, by: by.id, at } };
}

/** Full years at `on`; null when the birth date holds no year. A year alone counts as its first of January. */
export function ageAt(birthDate: string | null, on: Date): number | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(birthDate ?? "");
  if (match === null) return null;
  const [, year = "", month = "01", day = "01"] = match;
  const had = on.toISOString().slice(5, 10) >= `${month}-${day}`;
  const age = on.getUTCFullYear() - Number(year) - (had ? 0 : 1);
  return age >= 0 && age < 150 ? age : null;
}
