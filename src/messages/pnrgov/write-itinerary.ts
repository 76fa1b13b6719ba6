// Writes the itinerary of a booking: flights, the services on them, check-ins with seats and bags (GR.5 to GR.7).
import type { BookedTraveller, Booking, ItinerarySegment } from "../booking.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { segment, times } from "./write-setting.ts";
import { dayAndTime } from "./write-setting.ts";
import type { PlacedServices } from "./write-services.ts";
import type { PushSetting } from "./write-setting.ts";

type CheckIn = NonNullable<BookedTraveller["checkIns"]>[number];
type Bag = BookedTraveller["bags"][number];

/** All flights with their services; each check-in with a flight between its airports, so that they keep their order. */
export function itinerarySegments(
  booking: Booking,
  services: Pick<PlacedServices, "ofFlights" | "apart">,
  setting: PushSetting,
): SegmentToWrite[] {
  const seated = booking.travellers.filter(({ type }) => type !== "infant").length;
  const segments: SegmentToWrite[] = [];
  const flights = flightsOfCheckIns(booking);
  for (const [index, flight] of booking.segments.entries()) {
    if (saysNothing(flight)) continue;
    segments.push(
      ...flightSegments(flight, Math.max(1, seated), setting),
      ...(services.ofFlights[index] ?? []),
    );
    segments.push(...checkInSegments(booking, (one) => flights.get(one) === index, setting));
  }
  const isLeft = (one: CheckIn): boolean => !flights.has(one);
  const apart = [...services.apart, ...checkInSegments(booking, isLeft, setting)];
  // A part of the journey that is no flight: what stands with it has no airports but its own.
  if (apart.length > 0)
    segments.push(segment("TVL", { C310: { "9916": anyDay(setting) }, C308: "ARNK" }), ...apart);
  return segments;
}

/** The position of each check-in's flight: the first between its airports that is none before that of his last check-in. */
function flightsOfCheckIns({ travellers, segments }: Booking): ReadonlyMap<CheckIn, number> {
  const found = new Map<CheckIn, number>();
  for (const { checkIns = [] } of travellers) {
    let last = 0;
    for (const checkIn of checkIns) {
      const isOf = (flight: ItinerarySegment): boolean =>
        flight.from === checkIn.from && flight.to === checkIn.to && !saysNothing(flight);
      const next = segments.findIndex((flight, index) => index >= last && isOf(flight));
      const at = next < 0 ? segments.findIndex(isOf) : next;
      if (at < 0) continue;
      found.set(checkIn, at);
      last = at;
    }
  }
  return found;
}

/** Of a flight whose date was unreadable nothing else may be known. */
const saysNothing = (flight: ItinerarySegment): boolean =>
  Object.values(flight).every((value) => value === null || value === undefined);

/** A day that does not exist: without any, and without airports, a flight would be read as one more number of the last. */
const UNKNOWN_DAY = "000000";

const anyDay = (setting: PushSetting): string =>
  dayAndTime(setting.flight?.departs ?? setting.preparedAt, setting)[0];

function flightSegments(flight: ItinerarySegment, seated: number, setting: PushSetting): SegmentToWrite[] {
  const { carrier, number, from, to, operating, operatingNumber, status, equipment } = flight;
  const isOther = operatingNumber !== undefined;
  const isBare = flight.departs === null && from === null && to === null;
  const segments = [
    segment("TVL", {
      C310: { ...times(flight, setting), ...(isBare && { "9916": UNKNOWN_DAY }) },
      C328: [from ?? "", to ?? ""],
      C306: { "9906": [carrier ?? "", isOther ? "" : (operating ?? "")] },
      C308: { "9908": number ?? "", "7037": flight.class ?? "" },
    }),
  ];
  if (isOther && setting.version < 11) {
    segments.push(segment("TVL", { C306: { "9906": ["", operating ?? ""] }, C308: operatingNumber }));
  } else if (isOther) {
    segments.push(segment("TRA", { C306: operating ?? "", C308: operatingNumber }));
  }
  if (status !== null) segments.push(segment("RPI", { "6060": String(seated), "4405": status }));
  if (equipment !== undefined) segments.push(segment("APD", { C314: equipment }));
  return segments;
}

/** Check-ins of a flight: when, who with which number, seat, bags. A traveller's bags stand with his first check-in. */
function checkInSegments(
  booking: Booking,
  belongs: (checkIn: CheckIn) => boolean,
  setting: PushSetting,
): SegmentToWrite[] {
  const segments: SegmentToWrite[] = [];
  let at: string | null | undefined;
  for (const traveller of booking.travellers) {
    const { checkIns = [], bags } = traveller;
    for (const checkIn of checkIns.filter(belongs)) {
      if (checkIn.at !== at) {
        at = checkIn.at;
        const [day, time] = at === null ? ["", ""] : dayAndTime(at, setting);
        segments.push(
          segment("DAT", at === null ? {} : { C688: { "2005": "2", "9916": day, "9918": time } }),
        );
      }
      segments.push(...boardingSegments(traveller, checkIn));
      if (checkIn === checkIns[0]) segments.push(...bagSegments(bags));
    }
  }
  return segments;
}

const typeCodes: ReadonlyMap<string, string> = new Map(
  Object.entries({ adult: "A", child: "C", infant: "IN" }),
);

/** TIF of a traveller, in GR.2 and GR.7. `accompanied`: an infant travels on his lap. */
export function nameSegment(traveller: BookedTraveller, accompanied = false): SegmentToWrite {
  const { surname, given, title, type, ref } = traveller;
  return segment("TIF", {
    C322: { "9936": surname, "6353": "I" },
    C324: {
      "9942": [given, title].filter((part) => part !== null).join(" "),
      "6353": type === null ? "" : (typeCodes.get(type) ?? type),
      "9944": ref ?? "",
      "9946": accompanied ? "1" : "",
    },
  });
}

function boardingSegments(traveller: BookedTraveller, { number, seat, cabin }: CheckIn): SegmentToWrite[] {
  const segments = [
    segment("TRI", { C671: { "9018": number ?? "", "9944": traveller.ref ?? "" } }),
    nameSegment(traveller),
  ];
  if (seat !== null || cabin !== null) {
    // Rows have three digits: `012A`.
    segments.push(segment("SSD", { "9809": seat?.padStart(4, "0") ?? "", "9854": cabin ?? "" }));
  }
  return segments;
}

/** Bag tags of one TBD. */
const TAGS_IN_SEGMENT = 99;

/** TBD: each with the bags that were weighed together; the weight stands with the first of them. */
function bagSegments(bags: readonly Bag[]): SegmentToWrite[] {
  const groups: Bag[][] = [];
  for (const bag of bags) {
    const last = groups.at(-1);
    const isAlone = bag.tag === null || last?.[0]?.tag === null;
    if (last === undefined || bag.weightKg !== null || isAlone || last.length === TAGS_IN_SEGMENT)
      groups.push([bag]);
    else last.push(bag);
  }
  return groups.map((group) => {
    const counts = group.map(({ pieces }) => pieces ?? 1);
    const total = group[0]!.pieces === null ? "" : String(counts.reduce((sum, count) => sum + count, 0));
    const weight = group[0]!.weightKg;
    const tagged = group.filter(({ tag, carrier, to }) => tag !== null || carrier !== null || to !== null);
    return segment("TBD", {
      C675: { "6803": total, ...(weight !== null && { "6806": String(weight), "6411": "700" }) },
      C358: tagged.map(({ tag, carrier, to, pieces }) => ({
        "9906": carrier ?? "",
        "7130": tag ?? "",
        "6803": tag === null || pieces === null ? "" : String(pieces),
        "3225": to ?? "",
      })),
    });
  });
}
