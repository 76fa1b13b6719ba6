// Thirty lawful rules as text, for tests and the benchmark: invented ideas, no unit's real criteria.

const lowers = 'lowers 10 "travels with family": some(companion where companion.same-surname)';
const bodies: readonly string[] = [
  'suspect when booking.lead-hours < 24 and some(payment where payment.form = "CA")',
  "suspect when itinerary.returns = no and baggage.pieces = 0 and itinerary.stay-days > 30",
  "suspect when count(trip within 90 days) >= 5 and itinerary.stay-days <= 2",
  'suspect when busiest(14 days, trip where trip.direction = "inbound") >= 3',
  "suspect when booking.shared-card >= 2 and booking.party-size = 1",
  "suspect when booking.shared-contact > 3",
  "suspect when record.document-changes > 0 and record.listed",
  "suspect when record.documents-differ and not (booking.divided)",
  "suspect when some(payment where payment.third-party) and agency.country != flight.origin-country",
  'suspect when agency.iata in ("12345675", "76543210") and booking.phones = 0',
  'suspect when agency.iata like "123*" and booking.emails = 0',
  "suspect when distance(itinerary.start, itinerary.end) > 4000 and baggage.weight-kg < 5",
  'suspect when distance(itinerary.start, "IST") < 300 and count(segment) >= 5',
  "suspect when hours-between(booking.created-at, flight.departs-at) < 6",
  "suspect when some(document where document.expires < flight.date + 30 days) and itinerary.stay-days > 60",
  'suspect when some(document where document.type = "P" and document.issued > flight.date - 20 days)',
  'suspect when traveller.nationality in ("DEU", "FRA") and booking.lead-hours < 12 and flight.route = "IST-GYD"',
  "suspect when traveller.age between 18 and 30 and count(trip within 60 days) >= 4",
  "suspect when traveller.age >= 18 and count(companion where companion.age < 18 and companion.same-surname = no) >= 3",
  'suspect when count(segment where segment.status = "UN") >= 2',
  "suspect when count(segment where days-between(segment.departs, flight.date) between 1 and 2) >= 2 and booking.host != flight.carrier",
  'suspect when count(event within 2 days where event.action = "XX") >= 3',
  "suspect when every(segment where segment.from-country != segment.to-country) and traveller.loyalty-cards = 0 and booking.addresses = 0",
  "suspect when none(bag where bag.to = flight.destination) and some(bag)",
  'suspect when some(service where service.code = "XBAG") and itinerary.stay-days < 3',
  'suspect define hurried: booking.lead-hours < 24 define cash: some(payment where payment.form in ("CA", "MS")) when hurried and cash or hurried and booking.phones = 0',
  'suspect when known(booking.state) and not (known(agency.iata)) and flight.carrier = "J2"',
  "suspect when traveller.embark != flight.origin and flight.departure-hour in (0, 1, 2, 3)",
  "protect when traveller.age < 16 and booking.party-size = 1",
  'protect when some(service where service.code = "UMNR") and count(companion) = 0',
];

/** Each parses, and lint has no more than cautions for it. */
export const goodRules: readonly string[] = bodies.map(
  (body, at) => `rule good-${at + 1} ${body}${body.startsWith("suspect") ? ` ${lowers}` : ""}`,
);
