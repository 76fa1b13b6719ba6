export { allCarriers } from "./carriers.ts";
export type { ApiHabits, Carrier, Channel, PnrHabits } from "./carriers.ts";
export { liveTraffic } from "./live.ts";
export type { LiveOptions } from "./live.ts";
export { measuringCases, type MeasuringCases, type MeasuringTraveller } from "./measuring.ts";
export type {
  DefectLabel,
  Expectation,
  Expected,
  ExpectedAnswer,
  MessageDefect,
  PlantedLabel,
  Purpose,
  SimulatedFlight,
  SimulatedMessage,
} from "./message.ts";
export type { PlantedKind } from "./party.ts";
export { simulate, traffic } from "./simulate.ts";
export type { SimulateOptions, TrafficItem, WorldOptions } from "./simulate.ts";
export { flightsUnderWay, timetable, type TimetableLeg } from "./timetable.ts";
export { syntheticWatchlist } from "./watchlist.ts";
export type { WatchlistEntry } from "./watchlist.ts";
