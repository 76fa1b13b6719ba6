// PNRGOV: the union of its releases 10.1 to 18.1 (pnrgov.md §2).
import { group, segment } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { serviceSegments } from "./segments/service.ts";
import { travelSegments } from "./segments/travel.ts";

const unused = { passedOver: true } as const;

const payment = group("GR.4", "C", 1, "How the ticket was paid.", [
  segment("FOP", "M", 1, "Forms of payment."),
  segment("IFT", "C", 99, "Sponsor or card holder."),
  segment("ADD", "C", 1, "Billing address."),
]);

const ticket = group("GR.3", "C", 99, "A ticket of the traveller.", [
  segment("TKT", "M", 1, "Ticket number."),
  segment("MON", "C", 1, "Amounts of the ticket."),
  segment("PTK", "C", 1, "Pricing and ticketing details.", unused),
  segment("TXD", "C", 99, "Taxes.", unused),
  segment("DAT", "C", 99, "Date of issue (710)."),
  segment("IFT", "C", 99, "Fare calculation and endorsements."),
  payment,
]);

const traveller = group("GR.2", "C", 99, "One traveller of the reservation.", [
  segment("TIF", "M", 1, "Name, type and reference of the traveller."),
  segment("FTI", "C", 9, "Frequent flyer number."),
  segment("IFT", "C", 99, "Status of the traveller and other texts."),
  segment("REF", "C", 1, "Carrier's unique passenger reference."),
  segment("EBD", "C", 1, "Excess baggage paid for.", unused),
  segment("FAR", "C", 99, "Fare.", unused),
  segment("SSR", "C", 99, "Services of this traveller: travel document, visa, addresses and others."),
  segment("ADD", "C", 99, "Address or emergency contact of the traveller."),
  ticket,
]);

const boarding = group("GR.7", "C", 99, "Boarding of one traveller.", [
  segment("TRI", "M", 1, "Boarding or sequence number."),
  segment("TIF", "C", 1, "Who checked in."),
  segment("SSD", "C", 1, "Seat and cabin."),
  segment("TBD", "C", 1, "Bags: pieces, weight and tags."),
]);

const flight = group("GR.5", "C", 99, "One flight of the itinerary.", [
  segment(
    "TVL",
    "M",
    1,
    "Times, airports, carriers and number of the flight; a second one may name the operating flight.",
  ),
  segment("TRA", "C", 1, "Operating carrier and its flight number."),
  segment("RPI", "C", 1, "Number of travellers and status."),
  segment("APD", "C", 1, "Type of aircraft."),
  segment("SSR", "C", 99, "Services on this flight."),
  segment("RCI", "C", 9, "Record locator for this flight."),
  segment("IFT", "C", 99, "Texts about this flight."),
  group("GR.6", "C", 99, "A check-in for this flight.", [
    segment("DAT", "M", 1, "When the check-in was."),
    segment("ORG", "C", 1, "Agent who checked in."),
    boarding,
  ]),
]);

const history = group("GR.10", "C", 99, "A change in the history of the reservation.", [
  segment("ABI", "M", 1, "Who made the change."),
  segment("DAT", "C", 1, "When it was made."),
  group("GR.11", "C", 99, "One item of the change.", [
    segment("SAC", "M", 1, "Whether the item was added or cancelled."),
    segment("TIF", "C", 1, "Traveller concerned."),
    segment("SSR", "C", 1, "Service concerned."),
    segment("IFT", "C", 1, "Text concerned."),
    segment("TBD", "C", 1, "Bags concerned."),
    group("GR.12", "C", 99, "Flight concerned.", [
      segment("TVL", "M", 1, "The flight."),
      segment("RPI", "C", 1, "Its status."),
    ]),
  ]),
]);

export const pnrgov = {
  type: "PNRGOV",
  name: "Push of passenger name records",
  releases: "10.1 to 18.1",
  source: "IATA/WCO/ICAO PNRGOV guide; pnrgov.md §2",
  directory: { ...serviceSegments, ...travelSegments },
  body: [
    segment(
      "UNH",
      "M",
      1,
      "Names the message type, its release and its reference; with parts, which part this is.",
    ),
    segment("MSG", "M", 1, "Full push (22) or update (141)."),
    segment("ORG", "M", 1, "Sender of the push."),
    segment("TVL", "M", 1, "The flight whose reservations are pushed."),
    segment("EQN", "M", 1, "Number of reservations in the whole push."),
    group("GR.1", "C", 99_999, "One reservation (PNR).", [
      segment("SRC", "M", 1, "Begins the reservation; holds nothing."),
      segment("RCI", "M", 1, "Record locators and date of creation."),
      segment("SSR", "C", 99, "Services of the reservation as a whole."),
      segment("DAT", "C", 5, "Last change (700) and ticketing (710)."),
      segment("IFT", "C", 99, "Remarks and other service information."),
      segment("ORG", "M", 1, "Source of the reservation; empty when it was cancelled."),
      segment("ADD", "C", 99, "Contact of the reservation."),
      segment("EBD", "C", 99, "Prepaid or excess baggage.", unused),
      traveller,
      flight,
      group("GR.8", "C", 99, "A split of the reservation.", [
        segment("EQN", "M", 1, "Number of travellers split off."),
        segment("RCI", "M", 1, "The other record locator."),
      ]),
      group("GR.9", "C", 99, "A booking that is no flight: hotel, car, rail.", [
        segment("MSG", "M", 1, "Kind of booking."),
        segment("TVL", "C", 99, "Its dates and places."),
      ]),
      history,
      segment("LTS", "C", 999, "Lines of the reservation or of its history as text."),
    ]),
    segment("UNT", "M", 1, "Counts the segments and repeats the message reference."),
  ],
} as const satisfies MessageGrammar;
