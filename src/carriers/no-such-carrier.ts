// What is said where a carrier is asked for by a number that none has.
import { refuse } from "#platform";

/** 404, the same wherever a carrier's number stands in an address. */
export const noSuchCarrier = refuse("no-such-carrier", "There is no such carrier in the register.", 404);
