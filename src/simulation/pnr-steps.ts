// The pushes of a flight's bookings: full and update pushes before departure, and the full one with check-in after it.
import { randomOf } from "./random.ts";
import type { FlightParty, Roster } from "./roster.ts";
import type { Made, Step } from "./steps.ts";
import type { World } from "./trips.ts";
import { bookingSegments, cancelledSegments, pushDrafts } from "./write/pnrgov.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Whether a booking stands at a moment. */
const standsAt = (of: FlightParty, at: number): boolean =>
  of.party.bookedAt <= at && (of.party.cancelledAt === undefined || of.party.cancelledAt > at);

/** Whether a push must tell of a booking because something happened to it after `since`. */
function changedBetween(of: FlightParty, since: number, at: number): boolean {
  const { party } = of;
  const within = (moment: number | undefined): boolean =>
    moment !== undefined && moment > since && moment <= at;
  if (within(party.bookedAt) || party.changes.some((change) => within(change.at))) return true;
  return party.travellers.some((traveller) => traveller.services.some((service) => within(service.at)));
}

type Push = {
  readonly id: string;
  readonly at: number;
  readonly since: number;
  readonly kind: "full" | "update";
  readonly departed: boolean;
};

function madePush(world: World, roster: Roster, push: Push): Made[] {
  const { at, since, kind, departed } = push;
  const shown = { at, departed };
  const standing = roster.parties.filter(
    (of) => standsAt(of, at) && (kind === "full" || changedBetween(of, since, at)),
  );
  const gone = kind === "full" ? [] : roster.parties.filter((of) => standsAt(of, since) && !standsAt(of, at));
  const facts = [
    ...standing.map((of) => ({ of, cancelled: false, segments: bookingSegments(roster, of, shown) })),
    ...gone.map((of) => ({ of, cancelled: true, segments: cancelledSegments(of) })),
  ];
  if (facts.length === 0 && kind === "update") return [];
  const drafts = pushDrafts({
    ...push,
    seed: world.seed,
    roster,
    bookings: facts.map((fact) => fact.segments),
  });
  let next = 0;
  return drafts.map(({ draft, bookings }) => {
    const own = facts.slice(next, next + bookings);
    next += bookings;
    const standingOnes = own.filter((fact) => !fact.cancelled);
    const sum = (count: (of: FlightParty) => number): number =>
      standingOnes.reduce((total, fact) => total + count(fact.of), 0);
    return {
      draft,
      expected: {
        travellers: sum((of) => of.passengers.length),
        bookings: own.length,
        cancelledBookings: own.length - standingOnes.length,
        sensitive: sum((of) => sensitiveIn(of, at)),
        cards: draft.segments.filter((segment) => segment[0] === "FOP" && segment[1]?.[0] === "CC").length,
        answer: { kind: "none" },
      },
    };
  });
}

function sensitiveIn(of: FlightParty, at: number): number {
  const services = [...of.party.remarks, ...of.party.travellers.flatMap((traveller) => traveller.services)];
  return services.filter((service) => service.sensitive && service.at <= at).length;
}

/** An update push as a full one: another message, so with references of its own. */
const inFull = (push: Push): Push => ({ ...push, kind: "full", id: `${push.id}/full` });

/** The pushes of a flight, in order; an update push without changes makes no message. */
export function pushSteps(world: World, roster: Roster): Step[] {
  const { flight, calledOffAt } = roster;
  const random = randomOf(world.seed, "pushes", flight.key);
  const pushes: Push[] = [];
  let since = 0;
  for (const [hours, kind] of flight.carrier.pnr.pushes) {
    const at = flight.departsAt - hours * HOUR + random.int(0, 8) * MINUTE;
    pushes.push({
      id: `${flight.key}/pnr-${hours}`,
      at,
      since,
      kind: since === 0 ? "full" : kind,
      departed: false,
    });
    since = at;
  }
  const left = flight.departsAt + random.int(4, 16) * MINUTE;
  pushes.push({ id: `${flight.key}/pnr-departure`, at: left, since, kind: "full", departed: true });
  return pushes
    .filter((push) => calledOffAt === undefined || push.at < calledOffAt)
    .map((push) => ({
      id: push.id,
      at: push.at,
      purpose: push.departed ? "pnr-departure" : push.kind === "full" ? "pnr-full" : "pnr-update",
      make: (now, full) => madePush(world, now, full && push.kind !== "full" ? inFull(push) : push),
    }));
}
