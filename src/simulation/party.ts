// What a booking is in the simulated world: who travels together, on which legs, bought where and how.
import type { Airport } from "#vocabulary";
import type { Cabin } from "./aircraft.ts";
import type { Person } from "./person.ts";

export type Leg = {
  readonly carrier: string;
  readonly number: string;
  readonly from: Airport;
  readonly to: Airport;
  /** Local times `YYYY-MM-DDTHH:MM`, and instants in epoch milliseconds. */
  readonly departs: string;
  readonly arrives: string;
  readonly departsAt: number;
  readonly arrivesAt: number;
  readonly aircraft: string;
  /** Key of the flight when it is one of the network: those that are reported to us. */
  readonly flightKey?: string;
};

/** A special service or remark of one traveller. `sensitive`: the law's filter has to take it out. */
export type Service = {
  readonly code: string;
  readonly text: string;
  readonly sensitive: boolean;
  readonly at: number;
};

export type TravellerType = "adult" | "child" | "infant";

export type Traveller = {
  readonly person: Person;
  /** Number within the booking, from 1. */
  readonly ref: number;
  readonly type: TravellerType;
  /** For an infant: the number of the adult on whose lap it travels. */
  readonly lapOf?: number;
  readonly title: string;
  /** Thirteen digits; null for carriers without tickets. */
  readonly ticket: string | null;
  readonly frequentFlyer?: string;
  readonly services: readonly Service[];
  /** Checked pieces and kilogrammes on each leg of the journey. */
  readonly bags: number;
  readonly kilos: number;
  /** The booking shows the patronymic after the given name. */
  readonly patronymicShown: boolean;
};

export type Agency = {
  readonly system: string;
  readonly location: string;
  readonly iata: string;
  readonly office: string;
  /** A airline, T travel agent, N online. */
  readonly kind: "A" | "T" | "N";
  readonly country: string;
  readonly currency: string;
  readonly sign: string;
};

export type Payment = {
  readonly form: "CC" | "CA" | "MS";
  readonly vendor: string;
  readonly number: string;
  /** MMYY. */
  readonly expires: string;
};

export type Fare = {
  readonly currency: string;
  readonly base: number;
  readonly tax: number;
  readonly basis: string;
};

export type PartyKind =
  | "business"
  | "solo"
  | "couple"
  | "family"
  | "friends"
  | "group"
  | "pilgrims"
  | "workers"
  | "minor";

export type Change = { readonly at: number; readonly what: "seat" | "contact" | "service" | "ticketed" };

export type Party = {
  /** Path of its stream of random numbers: the same party wherever it is met. */
  readonly id: string;
  readonly kind: PartyKind;
  readonly locator: string;
  /** Locator in the system of sale, where that is another than the carrier's own. */
  readonly otherLocator?: { readonly host: string; readonly locator: string };
  readonly host: string;
  readonly bookedAt: number;
  readonly cancelledAt?: number;
  readonly agency: Agency;
  readonly payment: Payment;
  readonly fare: Fare;
  readonly cabin: Cabin;
  readonly bookingClass: string;
  readonly legs: readonly Leg[];
  readonly travellers: readonly Traveller[];
  readonly remarks: readonly Service[];
  readonly changes: readonly Change[];
  /** Travel documents stand in the booking from the start, not only from check-in. */
  readonly documentsEarly: boolean;
  /** Locator of the booking that this one was divided from, and how many travellers stayed there. */
  readonly dividedFrom?: { readonly locator: string; readonly count: number };
  readonly groupName?: string;
  readonly planted?: Planted;
};

/** Kinds of planted cases, each with what a sound screening should say. */
export type PlantedKind =
  | "listed-exact"
  | "listed-spelling"
  | "listed-typing-error"
  | "listed-alias"
  | "listed-name-order"
  | "listed-document-only"
  | "namesake-other-birth-date"
  | "relative-of-listed"
  | "risky-itinerary";

export type Planted = {
  readonly kind: PlantedKind;
  /** Entry of the watchlist it is made from; absent for behaviour alone. */
  readonly entry?: string;
  /** Reference of the traveller in the booking. */
  readonly ref: number;
  /** What was changed against the entry, in words. */
  readonly variation: string;
};
