// Writes the special services of a booking: each in its order, where it says of the same travellers what the model knows.
import type { Booking } from "../booking.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { Findability, OF_SOMEBODY } from "./write-findability.ts";
import type { Sought } from "./write-findability.ts";
import { Untold } from "./write-service-facts.ts";
import { segment } from "./write-setting.ts";
import type { PushSetting } from "./write-setting.ts";

type Service = NonNullable<Booking["services"]>[number];

/** SSR segments by where they stand. */
export type PlacedServices = {
  /** Before all travellers: of whom they are is not known. */
  readonly ofBooking: readonly SegmentToWrite[];
  readonly ofTravellers: readonly (readonly SegmentToWrite[])[];
  readonly ofFlights: readonly (readonly SegmentToWrite[])[];
  /** Behind all flights: with a traveller they would be read as his, and no flight is theirs. */
  readonly apart: readonly SegmentToWrite[];
  /** Addresses of each traveller that no service says. */
  readonly addresses: readonly Booking["contacts"]["addresses"][];
};

/** Places all services of a booking, and such as are needed beside them to say what is known of its travellers. */
export function placeServices(booking: Booking, setting: PushSetting): PlacedServices {
  return new ServicePlacement(booking, setting).run();
}

/** A service, where it stands and of whom it is; `found` says how a reader tells that. */
type Placed = {
  readonly service: Service;
  readonly group: SegmentToWrite[];
  readonly one: Untold | null;
  readonly found: Sought | null;
};

/** The position of what stands before all travellers. */
const BOOKING = -1;

class ServicePlacement {
  readonly #booking: Booking;
  readonly #setting: PushSetting;
  readonly #find: Findability;
  readonly #untold: readonly Untold[];
  readonly #ofBooking: SegmentToWrite[] = [];
  readonly #ofTravellers: readonly SegmentToWrite[][];
  readonly #ofFlights: readonly SegmentToWrite[][];
  #traveller = BOOKING;
  #flight = -1;
  /** The last traveller with whom a service that may stand with any can stand. */
  #ceiling = 0;
  #mayReachFlights = false;
  /** No service follows that only a place before all flights gives its traveller. */
  #mayStandApart = false;
  /** All further services stand behind all flights: so they keep their order. */
  #isRestApart = false;
  readonly #apart: SegmentToWrite[] = [];
  /** Infants of whom it has been said with whom they travel. */
  readonly #accompanied = new Set<Untold>();

  constructor(booking: Booking, setting: PushSetting) {
    this.#booking = booking;
    this.#setting = setting;
    this.#find = new Findability(booking.travellers, setting.flight?.departs ?? setting.preparedAt);
    this.#untold = booking.travellers.map(
      (traveller, index) =>
        new Untold(traveller, index, {
          own: this.#find.bearsOwn(index),
          named: !this.#find.seemsInfant(traveller),
        }),
    );
    this.#ofTravellers = booking.travellers.map(() => []);
    this.#ofFlights = booking.segments.map(() => []);
  }

  run(): PlacedServices {
    const services = (this.#booking.services ?? []).filter((service) => !this.#bearsInfant(service));
    const lastPersonal = services.findLastIndex((service) => this.#isPlaced(service));
    const first = Math.max(this.#firstOnFlights(services), lastPersonal + 1);
    const ceilings = this.#ceilings(services);
    const asGiven = services.map((service, index) => {
      this.#ceiling = ceilings[index]!;
      this.#mayReachFlights = index >= first;
      this.#mayStandApart = index > lastPersonal;
      return this.#place(service);
    });
    const groups = Map.groupBy(asGiven, ({ group }) => group);
    const inOrder = [this.#ofBooking, ...this.#ofTravellers, ...this.#ofFlights, this.#apart];
    const placed = inOrder.flatMap((group) => groups.get(group) ?? []);
    for (const one of this.#untold) {
      one.plan(
        placed.flatMap(({ service, one: of, found }) => (of === one && found !== null ? [service.code] : [])),
        this.#setting,
      );
    }
    for (const each of placed) for (const one of this.#seated(each)) one?.seats.open(each.service);
    for (const each of placed) each.group.push(this.#segment(each));
    for (const one of this.#untold) this.#tellRest(one);
    return {
      ofBooking: this.#ofBooking,
      ofTravellers: this.#ofTravellers,
      ofFlights: this.#ofFlights,
      apart: this.#apart,
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

  #place(service: Service): Placed {
    const one = service.concerns === undefined ? null : (this.#untold[service.concerns] ?? null);
    const isPersonal = this.#isPersonal(service);
    const own = one === null ? BOOKING : this.#under(service, one);
    const under = this.#isFree(service, own) ? Math.min(own, this.#ceiling) : own;
    const mayReach = this.#flight >= 0 || !isPersonal;
    const flight = mayReach && !this.#isRestApart ? this.#flightOf(service) : -1;
    const forward = Math.max(under, this.#traveller);
    const isBehind = this.#isRestApart || this.#flight >= 0;
    const isApart = flight < 0 && (isBehind || (forward >= 0 && this.#isNobodys(service)));
    const stands = flight >= 0 || isApart ? BOOKING : forward;
    const before = isApart ? this.#apart : (this.#ofTravellers[stands] ?? this.#ofBooking);
    const placed = this.#placed(service, one, { group: this.#ofFlights[flight] ?? before, stands });
    if (one !== null && placed.found === null) {
      // Whose it is says more than the order of services: that of one traveller's they keep all the same.
      const found = this.#placed(service, one, { group: this.#ofTravellers[one.index]!, stands: one.index });
      if (found.found !== null) return found;
    }
    if (isApart) this.#isRestApart ||= isBehind || this.#mayStandApart;
    else if (flight >= 0) this.#flight = flight;
    else this.#traveller = forward;
    return placed;
  }

  /** Whether a service that would stand with one traveller may stand with an earlier one, too. */
  #isFree(service: Service, own: number): boolean {
    if (own <= this.#ceiling || !this.#isPersonal(service)) return true;
    return this.#find.how(service, service.concerns ?? own, this.#ceiling) !== null;
  }

  /** With which traveller at the latest each service has to stand, so that those after it can stand with theirs. */
  #ceilings(services: readonly Service[]): readonly number[] {
    let least = this.#untold.length;
    const ceilings: number[] = [];
    for (const service of services.toReversed()) {
      ceilings.push(least);
      if (this.#isPlaced(service)) least = Math.min(least, service.concerns ?? least);
    }
    return ceilings.reverse();
  }

  #placed(
    service: Service,
    one: Untold | null,
    { group, stands }: { readonly group: SegmentToWrite[]; readonly stands: number },
  ): Placed {
    return { service, group, one, found: one === null ? null : this.#find.how(service, one.index, stands) };
  }

  /** Whether, of several travellers, the place alone tells whose a service is: no reference does. */
  #isPersonal(service: Service): boolean {
    return service.concerns !== undefined && this.#isToldByPlace(service);
  }

  /** As `isPersonal`, of those that are not found at any other place either. */
  #isPlaced(service: Service): boolean {
    const { code, concerns } = service;
    if (concerns === undefined || !this.#isPersonal(service)) return false;
    return code !== "INFT" || this.#find.how(service, concerns, BOOKING) === null;
  }

  /** Whether a reader would take a service for nobody that is known as that for one more infant. */
  #bearsInfant({ code, concerns, travellers }: Service): boolean {
    if (code !== "INFT" || concerns !== undefined || this.#find.hasInfants) return false;
    return this.#untold.length === 1 || travellers.some((ref) => this.#find.byRef(ref) !== null);
  }

  /** Whether it is not known whose a service is, and its place must not tell either. */
  #isNobodys(service: Service): boolean {
    return service.concerns === undefined && this.#isToldByPlace(service);
  }

  #isToldByPlace({ code, travellers }: Service): boolean {
    if (!OF_SOMEBODY.has(code)) return true;
    return this.#untold.length > 1 && travellers.every((ref) => this.#find.byRef(ref) === null);
  }

  /** Under whom a service stands: under the adult what tells of an infant, where it still can and is found there. */
  #under(service: Service, one: Untold): number {
    const adult = this.#adultOf(one);
    const mayStand = adult !== null && this.#flight < 0 && adult >= this.#traveller;
    if (!mayStand || (service.code !== "DOCS" && service.code !== "INFT")) return one.index;
    return this.#find.how(service, one.index, adult) === null ? one.index : adult;
  }

  #adultOf({ traveller }: Untold): number | null {
    if (traveller.infantOf === undefined) return null;
    const at = this.#booking.travellers.findIndex(({ ref }) => ref === traveller.infantOf);
    return at < 0 ? null : at;
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

  /** Whose seats a service tells: of each that it refers to, or of the one with whom it stands; null where nobody is found. */
  #seated({ service, one, found }: Placed): readonly (Untold | null)[] {
    const { code, travellers } = service;
    if (code !== "SEAT" && code !== "RQST") return [];
    const standing = found === null ? null : one;
    if (travellers.length === 0) return [standing];
    return travellers.map((ref) => this.#untold[this.#find.byRef(ref) ?? BOOKING] ?? standing);
  }

  #segment(placed: Placed): SegmentToWrite {
    const { service, one, found } = placed;
    const { code, status, from, to, travellers } = service;
    const text = one === null || found === null || found.isSilent ? "" : this.#text(service, one, found);
    const seats = this.#seated(placed).map((of) => of?.seats.next() ?? "");
    const refs = travellers.map((ref, index) => ({ "7143": seats[index] ?? "", "9944": ref }));
    const seat = travellers.length === 0 ? (seats[0] ?? "") : "";
    return segment("SSR", {
      C334: {
        "9962": code,
        "4405": status ?? "",
        "6060": String(Math.max(1, travellers.length)),
        "9906": this.#setting.carrier,
        "3225": [from ?? "", to ?? ""],
        "4440": one !== null && found?.byName === true ? `${text}${one.association}` : text,
      },
      C332: seat === "" ? refs : [{ "7143": seat }],
    });
  }

  #text({ code }: Service, one: Untold, found: Sought): string {
    switch (code) {
      case "DOCS":
        if (found.asInfant) this.#accompanied.add(one);
        return one.docs(this.#setting, found.asInfant);
      case "DOCO":
        return one.doco(this.#setting, found.asInfant);
      case "DOCA":
        return one.doca(found.asInfant);
      case "FOID":
        return one.foid();
      case "CHLD":
        return one.child(this.#setting);
      case "INFT":
        if (found.asInfant) this.#accompanied.add(one);
        return one.infant(this.#setting);
      case "TKNE":
      case "TKNA":
      case "TKNM":
      case "TKNR":
        return one.ticket();
      case "FQTV":
      case "FQTR":
      case "FQTU":
      case "FQTS":
        return one.card();
      default:
        return "";
    }
  }

  /** What the services of the booking have no place for gets services of its own: nothing is left out. */
  #tellRest(one: Untold): void {
    while (one.isUntold) this.#tell(one.index, "DOCS", { text: one.docs(this.#setting, false) });
    this.#tellAdult(one);
    for (const { seat, from, to } of one.seats.rest) {
      this.#tell(one.index, "SEAT", { way: [from ?? "", to ?? ""], seat });
    }
  }

  /** With whom an infant travels, where no service has said so yet. */
  #tellAdult(one: Untold): void {
    const adult = this.#adultOf(one);
    if (adult === null || this.#accompanied.has(one)) return;
    const isFound = (code: string): boolean =>
      this.#find.how({ code, travellers: [] }, one.index, adult)?.asInfant === true;
    const text = isFound("INFT") ? one.infant(this.#setting) : "";
    if (text !== "") this.#tell(adult, "INFT", { text });
    else if (isFound("DOCS")) this.#tell(adult, "DOCS", { text: one.docs(this.#setting, true) });
  }

  #tell(
    under: number,
    code: string,
    said: { readonly text?: string; readonly way?: readonly string[]; readonly seat?: string },
  ): void {
    const { text = "", way = [], seat } = said;
    const type = { "9962": code, "4405": "HK", "6060": "1", "9906": this.#setting.carrier };
    this.#ofTravellers[under]?.push(
      segment("SSR", {
        C334: { ...type, "3225": way, "4440": text },
        C332: seat === undefined ? [] : [{ "7143": seat }],
      }),
    );
  }
}
