// Lists that were agreed not to be sent: what was not asked for is not kept.
import type { EffectiveAgreement, Unwantable } from "#carriers";
import { isDecidedOn } from "#cases";
import type { PassengerList, ReadMessage } from "#messages";
import type { Transaction } from "#platform";
import { directionOf } from "#records";
import type { Finding } from "#vocabulary";
import { kindOf } from "./agreed.ts";
import { intakeFinding, type IntakeCode } from "./codes.ts";

const codes: Readonly<Record<Unwantable, IntakeCode>> = {
  exit: "EXIT_NOT_WANTED",
  overflight: "OVERFLIGHT_NOT_WANTED",
};

type Agreed = {
  readonly agreement: Pick<EffectiveAgreement, "unwanted">;
  /** Alpha-2. */
  readonly state: string;
  readonly interactive: boolean;
};

/**
 * Why nothing of a list is kept, null for what is wanted. Not meant are requests, whose travellers somebody waits for, and lists
 * of flights about which persons have decided something: the carrier is told that by its answer.
 */
export async function notWanted(
  tx: Transaction,
  { passengerList: list }: ReadMessage,
  around: Agreed,
): Promise<Finding | null> {
  if (list === undefined) return null;
  const finding = unwantedFinding(list, around);
  return finding === null || (await isDecidedOn(tx, flightsIn(list))) ? null : finding;
}

/** Why a list is not wanted, whatever was decided about its flight; null for what is wanted. Pure. */
export function unwantedFinding(list: PassengerList, around: Agreed): Finding | null {
  const { unwanted } = around.agreement;
  if (unwanted.length === 0 || around.interactive || !namesMany(list)) return null;
  const what = unwantedAs(list, around.state);
  return what === null || !unwanted.includes(what) ? null : intakeFinding(codes[what]);
}

/** A whole list, or a report on who of it is on board. */
function namesMany(list: PassengerList): boolean {
  const kind = kindOf(list);
  return (
    kind === "passengers" ||
    kind === "crew" ||
    (list.function === "flight-status" && list.travellers.length > 0)
  );
}

/** A flight that leaves and enters the State on its way is one that enters; of places that are not known nothing is said. */
function unwantedAs({ flights }: PassengerList, state: string): Unwantable | null {
  const directions = flights.flatMap(({ legs }) => legs.map(({ from, to }) => directionOf(from, to, state)));
  const touches = directions.some((direction) => direction !== "transit");
  if (flights.length > 0 && flights.every(({ overflight }) => overflight === true) && !touches)
    return "overflight";
  const leaves = directions.includes("outbound");
  return leaves && !directions.includes("inbound") && !directions.includes("unknown") ? "exit" : null;
}

/** Under the names and days that records know flights by. */
function flightsIn({ flights }: PassengerList): { readonly designators: string[]; readonly days: string[] } {
  return {
    designators: flights.map(({ carrier, number, suffix }) => `${carrier}${number}${suffix ?? ""}`),
    days: flights.flatMap(({ legs }) => legs.flatMap(({ departs }) => departs?.slice(0, 10) ?? [])),
  };
}
