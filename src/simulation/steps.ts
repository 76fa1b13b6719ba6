// A step of a flight's timeline: when something is sent and how it is made out of the roster.
import type { Expected, Purpose } from "./message.ts";
import type { FlightParty, Passenger, Roster } from "./roster.ts";
import type { Draft } from "./write/draft.ts";

/** A draft with what a receiver should find in it. */
export type Made = { readonly draft: Draft; readonly expected: Expected };

export type Step = {
  readonly id: string;
  readonly at: number;
  readonly purpose: Purpose;
  /** The roster may have been made anew since the step was planned; `full` makes an update push a full one. */
  readonly make: (roster: Roster, full: boolean) => Made[];
};

export type Listed = { readonly of: FlightParty; readonly passenger: Passenger };

export const passengersOf = (parties: readonly FlightParty[]): Listed[] =>
  parties.flatMap((of) => of.passengers.map((passenger) => ({ of, passenger })));

/** On board when the doors close. */
export const onBoard = (of: FlightParty): boolean =>
  of.checkedInAt !== undefined && of.offloadedAt === undefined;
