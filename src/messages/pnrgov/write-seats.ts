// Shares a traveller's seats out over the services that may tell them, so that they are read again in their order.
import type { BookedTraveller } from "../booking.ts";

type Seat = BookedTraveller["seats"][number];
/** Airports between which a service is for. */
type Way = Pick<Seat, "from" | "to">;

/** The seats of one traveller: first all places are opened that may tell one, in the order of reading; then each asks. */
export class SeatPlan {
  readonly #traveller: BookedTraveller;
  readonly #places: Way[] = [];
  #told: readonly (Seat | null)[] | null = null;
  #rest: readonly Seat[] = [];
  #asked = 0;

  constructor(traveller: BookedTraveller) {
    this.#traveller = traveller;
  }

  /** A place in a service that tells a seat of the traveller. */
  open({ from, to }: Way): void {
    this.#places.push({ from, to });
  }

  /** The seat that the next place tells; "" where it tells none. */
  next(): string {
    this.#share();
    return this.#told?.[this.#asked++]?.seat ?? "";
  }

  /** The seats that need services of their own. */
  get rest(): readonly Seat[] {
    this.#share();
    return this.#rest;
  }

  /**
   * Each seat to the next place on its way. What finds none is told by the check-ins, which are read last. Where these do
   * not tell it, or in another order, all seats get services of their own, which stand before most others.
   */
  #share(): void {
    if (this.#told !== null) return;
    const { seats, checkIns = [] } = this.#traveller;
    let next = 0;
    this.#told = this.#places.map((way) => {
      const seat = seats[next];
      if (seat === undefined || !isOn(seat, way)) return null;
      next++;
      return seat;
    });
    const positions = new Map(seats.map((seat, index) => [keyOf(seat), index]));
    const checkedIn = new Set<number>();
    for (const { seat, from, to } of checkIns) {
      const at = seat === null ? undefined : positions.get(keyOf({ seat, from, to }));
      if (at !== undefined && at >= next) checkedIn.add(at);
    }
    const isInOrder = [...checkedIn].every((at, index) => at === next + index);
    if (isInOrder && next + checkedIn.size === seats.length) return;
    this.#told = [];
    this.#rest = seats;
  }
}

const isOn = (seat: Way, { from, to }: Way): boolean => seat.from === from && seat.to === to;

const keyOf = ({ seat, from, to }: Seat): string => JSON.stringify([seat, from, to]);
