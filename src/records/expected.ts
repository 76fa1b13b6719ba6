// What becomes of a push that is expected of a flight: received in time, late, missing, incomplete, or repaired. Pure.
import type { PushKind } from "#vocabulary";

export const pushStates = ["expected", "received", "late", "missing", "incomplete", "repaired"] as const;
/** pnrgov.md section 5. Repaired: it was late, missing or incomplete, and came whole in the end. */
export type PushState = (typeof pushStates)[number];

/** A push owed of a flight; minutes from departure. */
export type ExpectedPush = {
  readonly ordinal: number;
  readonly kind: PushKind;
  readonly opens: number;
  readonly due: number;
  readonly late: number;
  readonly missing: number;
  readonly madeAt: Date;
  readonly incompleteAt: Date | null;
  readonly excusedUntil: Date | null;
};

/** When whole pushes of a flight came. */
export type Arrivals = {
  readonly pnr: readonly Date[];
  readonly api: { readonly first: Date; readonly last: Date } | null;
  readonly crew: Date | null;
  readonly closeOut: Date | null;
};

export type JudgedPush = {
  readonly push: ExpectedPush;
  readonly state: PushState;
  readonly opensAt: Date;
  readonly dueAt: Date;
  /** From when it is late, from when it is missing. */
  readonly lateAt: Date;
  readonly missingAt: Date;
  readonly receivedAt: Date | null;
  /** It was not due yet when it began to be expected. */
  readonly counted: boolean;
};

const MINUTE = 60_000;

/** Judges all pushes of a flight at an instant, in their order. */
export function judgePushes(
  pushes: readonly ExpectedPush[],
  flight: { readonly departsAt: Date; readonly arrivals: Arrivals },
  now: Date,
): JudgedPush[] {
  return pushes.map((push) => {
    const next = pushes.find((other) => other.kind === push.kind && other.opens > push.opens);
    return judgePush(push, next?.opens ?? null, flight, now);
  });
}

function judgePush(
  push: ExpectedPush,
  nextOpens: number | null,
  { departsAt, arrivals }: { readonly departsAt: Date; readonly arrivals: Arrivals },
  now: Date,
): JudgedPush {
  const at = (minutes: number) => new Date(departsAt.getTime() + minutes * MINUTE);
  const notBefore = (instant: Date) =>
    push.excusedUntil !== null && push.excusedUntil > instant ? push.excusedUntil : instant;
  const opensAt = at(push.opens);
  const dueAt = at(push.due);
  const lateAt = notBefore(at(push.late));
  const missingAt = notBefore(at(Math.max(push.missing, push.late)));
  // What comes once the next push of its kind may come counts for that one, unless this one began to be expected later.
  const until = nextOpens === null || push.madeAt >= at(nextOpens) ? null : at(nextOpens);
  const receivedAt = arrivalIn(push.kind, arrivals, opensAt, until);
  // Nothing is late that had come before it was expected.
  const late = receivedAt !== null && receivedAt > lateAt && receivedAt > push.madeAt;
  const wasIncomplete = push.incompleteAt !== null && receivedAt !== null && push.incompleteAt < receivedAt;
  const state = ((): PushState => {
    if (receivedAt !== null) return late || wasIncomplete ? "repaired" : "received";
    if (push.incompleteAt !== null) return "incomplete";
    if (now < lateAt) return "expected";
    return now < missingAt ? "late" : "missing";
  })();
  return { push, state, opensAt, dueAt, lateAt, missingAt, receivedAt, counted: push.madeAt <= dueAt };
}

/** The first whole push of the kind in a time; of lists, of which only the first and the last are known, one of these. */
function arrivalIn(kind: PushKind, arrivals: Arrivals, from: Date, until: Date | null): Date | null {
  const within = (instant: Date | null): instant is Date =>
    instant !== null && instant >= from && (until === null || instant < until);
  switch (kind) {
    case "pnr":
      return arrivals.pnr.find(within) ?? null;
    case "api":
      return [arrivals.api?.first ?? null, arrivals.api?.last ?? null].find(within) ?? null;
    case "crew":
      return within(arrivals.crew) ? arrivals.crew : null;
    case "close-out":
      return within(arrivals.closeOut) ? arrivals.closeOut : null;
  }
}

/** What there is to do with a push that was judged: tell of it, write down how it ended, or nothing. */
export function nextStep(
  judged: JudgedPush,
  told: "late" | "incomplete" | "missing" | null,
  now: Date,
): {
  readonly tell: "late" | "incomplete" | "missing" | null;
  readonly outcome: "in-time" | "late" | "incomplete" | "missing" | null;
} {
  const tell = (what: "late" | "incomplete" | "missing") => (told === what ? null : what);
  switch (judged.state) {
    case "expected":
      return { tell: null, outcome: null };
    case "received":
      return { tell: null, outcome: "in-time" };
    case "repaired":
      return { tell: null, outcome: judged.push.incompleteAt === null ? "late" : "incomplete" };
    case "late":
      return { tell: tell("late"), outcome: null };
    case "incomplete":
      return { tell: tell("incomplete"), outcome: now < judged.missingAt ? null : "incomplete" };
    case "missing":
      return { tell: tell("missing"), outcome: "missing" };
  }
}

/** How many pushes are owed of a flight and how many are there; `worst` is what most needs a look. */
export type PushTally = {
  readonly owed: number;
  readonly received: number;
  readonly late: number;
  readonly missing: number;
  readonly incomplete: number;
};

/** Counts judged pushes by what became of them; null when nothing is expected. */
export function tallyOf(judged: readonly JudgedPush[]): PushTally | null {
  if (judged.length === 0) return null;
  const count = (...states: PushState[]) => judged.filter(({ state }) => states.includes(state)).length;
  return {
    owed: judged.length,
    received: count("received", "repaired"),
    late: count("late"),
    missing: count("missing"),
    incomplete: count("incomplete"),
  };
}
