// Writes the special services of a booking: each in its order, where it says of the same travellers what the model knows.
import type { Booking } from "../booking.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { countOf, untoldOf } from "./write-service-facts.ts";
import type { Untold } from "./write-service-facts.ts";
import { segment } from "./write-setting.ts";
import type { PushSetting } from "./write-setting.ts";

type Service = NonNullable<Booking["services"]>[number];
type Seat = Booking["travellers"][number]["seats"][number];

/** SSR segments by where they stand. */
export type PlacedServices = {
  /** Under each traveller; null for an infant that only the document under the adult names. */
  readonly ofTravellers: readonly (SegmentToWrite[] | null)[];
  readonly ofFlights: readonly (readonly SegmentToWrite[])[];
  /** Addresses of each traveller that no service says. */
  readonly addresses: readonly Booking["contacts"]["addresses"][];
};

/** Places all services of a booking, and such as are needed beside them to say what is known of its travellers. */
export function placeServices(booking: Booking, setting: PushSetting): PlacedServices {
  return new ServicePlacement(booking, setting).run();
}

/** Of larger bookings the reader gives out all seats at the end. */
const MOST_AT_ONCE = 12;

class ServicePlacement {
  readonly #booking: Booking;
  readonly #setting: PushSetting;
  readonly #untold: readonly Untold[];
  /** In the order in which documents are written: infants after their adults. */
  readonly #inOrder: readonly Untold[];
  readonly #ofTravellers: (SegmentToWrite[] | null)[];
  readonly #ofFlights: SegmentToWrite[][];
  /** Infants that INFT names, and those that only DOCS under the adult names. */
  readonly #infants: Untold[];
  readonly #implied: ReadonlySet<Untold>;
  #traveller = 0;
  #flight = -1;
  #mayReachFlights = false;
  readonly #told = new Set<Seat>();
  readonly #reserved = new Map<Service, readonly string[]>();

  constructor(booking: Booking, setting: PushSetting) {
    this.#booking = booking;
    this.#setting = setting;
    this.#untold = untoldOf(booking);
    this.#ofFlights = booking.segments.map(() => []);
    const lap = this.#untold.filter(({ traveller }) => traveller.infantOf !== undefined);
    const named = countOf(booking, "INFT");
    this.#infants = lap.slice(0, named);
    this.#implied = new Set(lap.slice(named).filter((infant) => this.#canBeImplied(infant)));
    this.#ofTravellers = this.#untold.map((one) => (this.#implied.has(one) ? null : []));
    this.#inOrder = this.#untold.toSorted((a, b) => this.#standing(a) - this.#standing(b));
  }

  run(): PlacedServices {
    const services = this.#booking.services ?? [];
    const first = this.#firstOnFlights(services);
    this.#reserveSeats(services);
    for (const [index, service] of services.entries()) {
      this.#mayReachFlights = index >= first;
      this.#place(service);
    }
    for (const one of this.#inOrder) this.#tellRest(one);
    return {
      ofTravellers: this.#ofTravellers,
      ofFlights: this.#ofFlights,
      addresses: this.#untold.map(({ addresses }) => addresses),
    };
  }

  /**
   * From which service on each can stand with its flight and all keep their order: what is for the whole journey stands
   * before all flights, and so does what stands before it.
   */
  #firstOnFlights(services: readonly Service[]): number {
    let first = services.findLastIndex(({ from, to }) => from === null && to === null) + 1;
    let flight = 0;
    for (let index = first; index < services.length; index++) {
      const next = this.#flightFrom(flight, services[index]!);
      if (next < 0) first = index + 1;
      flight = Math.max(0, next);
    }
    return first;
  }

  /**
   * Nothing but DOCS says anything of the infant, it stands behind all that have a TIF of their own, and no infant of the same
   * adult has one: a document under the adult would be taken for that one's.
   */
  #canBeImplied({ traveller, index }: Untold): boolean {
    const { ref, title, type, uniqueReference, checkIns = [] } = traveller;
    const { tickets, frequentFlyer, bags, seats, addresses } = traveller;
    const lists = [tickets, frequentFlyer, bags, seats, addresses, checkIns];
    const bare = ref === null && title === null && uniqueReference === undefined && type === "infant";
    const behind = this.#untold.slice(index).every((other) => other.traveller.infantOf !== undefined);
    const alone = !this.#untold.some(
      (other) =>
        other.index !== index &&
        other.traveller.ref !== null &&
        other.traveller.type === "infant" &&
        other.traveller.infantOf === traveller.infantOf,
    );
    return bare && behind && alone && lists.every((list) => list.length === 0);
  }

  /** Position of a traveller's documents: after those of the adult for an infant. */
  #standing(one: Untold): number {
    const adult = this.#adultOf(one);
    return adult === null ? one.index : adult.index + 0.5;
  }

  #adultOf({ traveller }: Untold): Untold | null {
    if (traveller.infantOf === undefined) return null;
    return this.#untold.find((other) => other.traveller.ref === traveller.infantOf) ?? null;
  }

  /** The only traveller of the booking. */
  get #only(): Untold | undefined {
    return this.#untold.length === 1 ? this.#untold[0] : undefined;
  }

  #byRef(service: Service): Untold | null {
    for (const ref of service.travellers) {
      const found = this.#withRef(ref);
      if (found !== undefined) return found;
    }
    return null;
  }

  #withRef(ref: string): Untold | undefined {
    return this.#untold.find(({ traveller }) => traveller.ref === ref);
  }

  /** The traveller a service without reference is for: the first of whom it has something to say. */
  #first(service: Service, hasMore: (one: Untold) => boolean): Untold | null {
    const named = this.#byRef(service);
    if (named !== null || service.travellers.length > 0) return named;
    return this.#inOrder.find(hasMore) ?? null;
  }

  #place(service: Service): void {
    switch (service.code) {
      case "DOCS":
        return this.#placeDocs(service);
      case "INFT":
        return this.#placeInfant(service);
      case "DOCO":
        return this.#say(
          service,
          this.#first(service, (one) => one.visas.length > 0),
          (one) => one.doco(),
        );
      case "DOCA":
        return this.#say(
          service,
          this.#first(service, (one) => one.addresses.length > 0),
          (one) => one.doca(),
        );
      case "FOID":
        return this.#say(
          service,
          this.#first(service, (one) => one.forms.length > 0),
          (one) => one.foid(),
        );
      case "CHLD":
        return this.#say(service, this.#first(service, isChild), (one) => one.child(this.#setting));
      case "TKNE":
      case "TKNA":
      case "TKNM":
      case "TKNR":
        return this.#say(
          service,
          this.#first(service, (one) => one.tickets > 0),
          (one) => one.ticket(),
        );
      case "FQTV":
      case "FQTR":
      case "FQTU":
      case "FQTS":
        return this.#say(
          service,
          this.#first(service, (one) => one.cards > 0),
          (one) => one.card(),
        );
      case "SEAT":
      case "RQST":
        return this.#say(service, this.#seated(service), () => "");
      default:
        return this.#put(service, "", null, null);
    }
  }

  #say(service: Service, one: Untold | null, text: (one: Untold) => string): void {
    this.#put(service, one === null ? "" : text(one), one, one);
  }

  #placeDocs(service: Service): void {
    const named = this.#byRef(service);
    let one = this.#first(service, (other) => this.#needsDocs(other));
    // Under the adult's reference stands the infant's document too.
    if (named !== null && !this.#needsDocs(named)) {
      one = this.#inOrder.find((other) => this.#adultOf(other) === named && this.#needsDocs(other)) ?? named;
    }
    if (one === null || !this.#needsDocs(one)) return this.#put(service, "", one, one);
    const adult = this.#adultOf(one);
    const under =
      adult !== null && (one !== named || this.#implied.has(one)) && this.#mayStandWith(adult) ? adult : one;
    this.#put(service, one.docs(this.#setting, under !== one), under, one);
  }

  #needsDocs(one: Untold): boolean {
    const told = countOf(this.#booking, "CHLD") + countOf(this.#booking, "INFT") > 0;
    return one.documents.length > 0 || one.described || (one.born && !told);
  }

  /** Whether something can still be put under a traveller: services keep their order. */
  #mayStandWith(one: Untold): boolean {
    return this.#flight < 0 && one.index >= this.#traveller;
  }

  #placeInfant(service: Service): void {
    const named = this.#byRef(service);
    const at = this.#infants.findIndex((infant) => named === null || this.#adultOf(infant) === named);
    const [infant] = at < 0 ? [] : this.#infants.splice(at, 1);
    const adult = named ?? (infant === undefined ? null : this.#adultOf(infant));
    this.#put(service, infant === undefined ? "" : infant.infant(this.#setting), adult, adult);
  }

  /** `under`: with whom it stands; `of`: whom it is about, where that is not told by a reference. */
  #put(service: Service, text: string, under: Untold | null, of: Untold | null): void {
    // Of several travellers the place tells who is meant, where no reference does.
    const isPersonal = of !== null && service.travellers.length === 0 && this.#untold.length > 1;
    const flight = isPersonal && this.#flight < 0 ? -1 : this.#flightOf(service);
    if (flight >= 0) {
      this.#flight = flight;
      this.#ofFlights[flight]!.push(this.#segment(service, text, of, true));
      return;
    }
    if (this.#flight < 0 && under !== null && under.index > this.#traveller) this.#traveller = under.index;
    const stands = this.#flight < 0 ? this.#traveller : this.#untold.length - 1;
    const group = this.#groupAt(stands);
    if (group === null) return;
    const isOwn = group === this.#ofTravellers[under?.index ?? -1];
    group.push(this.#segment(service, text, of, !isOwn));
  }

  /** The segments of the traveller at a position, or of the nearest one before who has a TIF. */
  #groupAt(position: number): SegmentToWrite[] | null {
    for (let at = position; at >= 0; at--) {
      const group = this.#ofTravellers[at];
      if (group !== null && group !== undefined) return group;
    }
    return null;
  }

  /** The flight that a service is for, not before the last one that had a service; -1 when it stands before all flights. */
  #flightOf(service: Service): number {
    return this.#mayReachFlights ? this.#flightFrom(Math.max(0, this.#flight), service) : -1;
  }

  /** The first flight from a position on between the airports of a service; -1 when there is none. */
  #flightFrom(position: number, { from, to }: Service): number {
    const { segments } = this.#booking;
    for (let at = position; at < segments.length; at++) {
      if (segments[at]!.from === from && segments[at]!.to === to) return at;
    }
    return -1;
  }

  /** `of`: whom it is about; `apart`: it does not stand with him, so that his name is added where no reference tells. */
  #segment(service: Service, text: string, of: Untold | null, apart: boolean): SegmentToWrite {
    const { code, status, from, to, travellers } = service;
    const isNamed = apart && of !== null && travellers.length === 0 && this.#untold.length > 1;
    const { surname = "", given = "" } = of?.traveller ?? {};
    const suffix = isNamed ? `-1${surname}/${given ?? ""}` : "";
    const isSeat = code === "SEAT" || code === "RQST";
    const reserved = this.#reserved.get(service);
    const refs = travellers.map((ref, at) => ({
      "7143": isSeat ? (reserved?.[at] ?? this.#tellSeat(this.#withRef(ref), service)) : "",
      "9944": ref,
    }));
    const seat = isSeat && travellers.length === 0 ? this.#tellSeat(of ?? this.#only, service) : "";
    return segment("SSR", {
      C334: {
        "9962": code,
        "4405": status ?? "",
        "6060": String(Math.max(1, travellers.length)),
        "9906": this.#setting.carrier,
        "3225": [from ?? "", to ?? ""],
        "4440": text === "" ? "" : text + suffix,
      },
      C332: seat === "" ? refs : [{ "7143": seat }],
    });
  }

  /** Whom a request for a seat without reference is for: one whose seat nothing else tells, else anyone with such a seat. */
  #seated(service: Service): Untold | null {
    const alone = (one: Untold): boolean =>
      this.#seatsLeft(one, service).some((seat) => !isCheckedIn(one, seat));
    return (
      this.#first(service, alone) ?? this.#first(service, (one) => this.#seatsLeft(one, service).length > 0)
    );
  }

  /** Seats of a traveller on the way of a service that no service has told yet. */
  #seatsLeft({ traveller }: Untold, { from, to }: Pick<Service, "from" | "to">): readonly Seat[] {
    return traveller.seats.filter((seat) => seat.from === from && seat.to === to && !this.#told.has(seat));
  }

  /** Services that name their travellers take their seats first: so the reader does, and the order of seats stays. */
  #reserveSeats(services: readonly Service[]): void {
    if (this.#untold.length > MOST_AT_ONCE) return;
    for (const service of services) {
      const named = service.travellers.map((ref) => this.#withRef(ref));
      if (service.code !== "SEAT" || named.length === 0 || named.includes(undefined)) continue;
      this.#reserved.set(
        service,
        named.map((one) => this.#tellSeat(one, service)),
      );
    }
  }

  /** The seat that a service tells of a traveller; "" when there is none left to tell. */
  #tellSeat(one: Untold | undefined, service: Service): string {
    if (one === undefined) return "";
    const [seat] = this.#seatsLeft(one, service);
    if (seat === undefined) return "";
    this.#told.add(seat);
    return seat.seat;
  }

  /** What the services of the booking have no place for gets services of its own: nothing is left out. */
  #tellRest(one: Untold): void {
    const isImplied = this.#implied.has(one);
    const group = this.#groupAt(isImplied ? (this.#adultOf(one)?.index ?? 0) : one.index);
    if (group === null) return;
    const tell = (code: string, text: string): void => {
      group.push(
        this.#segment({ code, status: "HK", from: null, to: null, travellers: [] }, text, one, false),
      );
    };
    while (one.visas.length > 0) tell("DOCO", one.doco());
    while (one.documents.length > 0 || one.described || one.born) {
      tell("DOCS", one.docs(this.#setting, isImplied));
    }
    for (const infant of this.#infants.filter((other) => this.#adultOf(other) === one)) {
      tell("INFT", infant.infant(this.#setting));
    }
    for (const seat of one.traveller.seats) {
      if (this.#told.has(seat) || isCheckedIn(one, seat)) continue;
      const { from, to } = seat;
      group.push(this.#segment({ code: "SEAT", status: "HK", from, to, travellers: [] }, "", one, false));
    }
  }
}

const isChild = (one: Untold): boolean => one.traveller.type === "child" && one.born;

/** Whether a seat is told by a check-in, too. */
function isCheckedIn({ traveller }: Untold, seat: Seat): boolean {
  const { checkIns = [] } = traveller;
  return checkIns.some((one) => one.seat === seat.seat && one.from === seat.from && one.to === seat.to);
}
