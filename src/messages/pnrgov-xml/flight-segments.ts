// The segments that one Flight of a PNRGOV XML stands for: the itinerary segment, who operates it, services and check-in.
import type { Laying } from "./laying.ts";
import type { Elements } from "./layout.ts";
import type { PnrNode } from "./node.ts";
import { addService, SERVICE_NAMES } from "./service-segments.ts";

/** The TVL elements of a flight or of the leg that is pushed. */
export function travelElements({ values }: Laying, flight: PnrNode): Elements {
  const [departs, departure] = values.moment(flight.attribute("departuredatetime", "departuredate"));
  const [arrives, arrival] = values.moment(flight.attribute("arrivaldatetime", "arrivaldate"));
  void flight.attribute("datechangenbr");
  const marketing = flight.child("marketingairline");
  const operating = flight.child("operatingairline");
  for (const name of ["companyshortname", "codecontext"])
    void (marketing?.attribute(name), operating?.attribute(name));
  const carrier = marketing?.attribute("code") ?? flight.attribute("carriercode", "airlinecode");
  const code = operating?.attribute("code") ?? null;
  const number = flight.attribute("flightnumber") ?? marketing?.attribute("flightnumber") ?? null;
  return [
    { of: [departs, departure, arrives, arrival] },
    placeOf(flight.child("departureairport", "departurelocation")),
    placeOf(flight.child("arrivalairport", "arrivallocation")),
    { of: [carrier, code] },
    { of: [number, flight.attribute("resbookdesigcode")] },
  ];
}

function placeOf(airport: PnrNode | undefined) {
  for (const name of ["codecontext", "terminal", "gate"]) void airport?.attribute(name);
  return airport?.attribute("locationcode", "code") ?? null;
}

/** Adds the segments of a flight. */
export function addFlight(laying: Laying, flight: PnrNode): void {
  const { layout } = laying;
  layout.add("TVL", flight, travelElements(laying, flight));
  const operating = flight.child("operatingairline");
  const number = operating?.attribute("flightnumber") ?? null;
  if (operating !== undefined && number !== null) {
    const { code, booked } = {
      code: operating.attribute("code"),
      booked: operating.attribute("resbookdesigcode"),
    };
    layout.add("TRA", operating, [code, { of: [number, booked] }]);
  }
  void flight.child("marketingairline")?.attribute("flightnumber", "resbookdesigcode");
  void flight.child("marketingairline")?.attribute("resbookdesigcode");
  const status = flight.attribute("status");
  const party = flight.attribute("numberinparty");
  if (status !== null || party !== null) layout.add("RPI", flight, [party, status]);
  const equipment = flight.child("equipment");
  const aircraft = equipment?.attribute("airequiptype") ?? null;
  if (equipment !== undefined && aircraft !== null) layout.add("APD", equipment, [aircraft]);
  for (const service of flight.all(...SERVICE_NAMES)) addService(laying, service, null);
  for (const reference of flight.all("bookingrefid", "bookingreferenceid")) {
    const company = reference.child("companyname");
    for (const name of ["code", "travelsector", "companyshortname"]) void company?.attribute(name);
    void (reference.attribute("id"), reference.attribute("type"));
  }
  for (const checkIn of flight.all("checkininfo")) addCheckIn(laying, checkIn);
}

/** CheckInInfo: when, then for each traveller number, name, seat and bags, however they are nested. */
function addCheckIn(laying: Laying, checkIn: PnrNode): void {
  const [date, time] = laying.values.moment(checkIn.attribute("time", "checkintime", "datetime"));
  void checkIn.attribute("agentid");
  laying.layout.add("DAT", checkIn, date === null ? [] : [{ of: ["2", date, time] }]);
  addCheckInParts(laying, checkIn);
}

const BAGS = ["checkedbag", "checkedbaggage", "baginfo", "baggage", "bag"];

function addCheckInParts(laying: Laying, parent: PnrNode): void {
  for (const part of parent.all("boardingnumber", "passenger", "seatnumber", ...BAGS)) {
    if (part.key === "boardingnumber") addBoarding(laying, part);
    else if (part.key === "passenger") addCheckedIn(laying, parent, part);
    else if (part.key === "seatnumber") addSeat(laying, part);
    else addBags(laying, part);
    addCheckInParts(laying, part);
  }
}

function addBoarding({ layout }: Laying, part: PnrNode): void {
  const number = part.attribute("number") ?? part.text();
  layout.add("TRI", part, [null, { of: [number, null, null, part.attribute("rph")] }]);
}

/** Who checked in; a passenger without name and number still begins a check-in. */
function addCheckedIn({ layout, values }: Laying, parent: PnrNode, part: PnrNode): void {
  const surname = values.textOf(part.child("surname"));
  const given = values.textOf(part.child("givenname"));
  const reference = part.attribute("rph") ?? part.attribute("surnamerefnumber");
  void part.attribute("surnamerefnumber");
  if (surname.length > 0) layout.add("TIF", part, [{ of: [surname] }, { of: [given, null, reference] }]);
  else if (parent.key !== "boardingnumber" && parent.child("boardingnumber") === undefined)
    layout.add("TRI", part, [null, { of: [null, null, null, reference] }]);
}

function addSeat({ layout }: Laying, part: PnrNode): void {
  const seat = part.attribute("number", "seatnumber") ?? part.text();
  layout.add("SSD", part, [seat, null, null, null, part.attribute("cabinclass")]);
}

/** Bags checked in together, with one tag or several. */
function addBags({ layout }: Laying, bag: PnrNode): void {
  const pieces = bag.attribute("pieces", "quantity", "unitofmeasurequantity", "numberofbags");
  const weight = bag.attribute("weight", "bagweight");
  const unit = bag.attribute("unitofmeasurecode");
  void bag.attribute("baggagepool");
  const tags = [bag, ...bag.all("bagtag", "tag").slice(0, MOST_TAGS)].map((node) => [
    node.attribute("issuercode", "airlinecode"),
    node.attribute("tagnumber", "bagtag", "serialnumber", "number"),
    node.attribute("sequencecount"),
    node.attribute("bagdestination", "destination"),
  ]);
  layout.add("TBD", bag, [
    null,
    { of: [pieces, weight, unit] },
    null,
    null,
    ...tags.filter(([, tag]) => tag !== null).map((of) => ({ of })),
  ]);
}

/** As many runs of tags as TBD has room for. */
const MOST_TAGS = 99;
