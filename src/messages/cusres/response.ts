// What a CUSRES says, as fixed types.
import type { Authority, Directive } from "./directives.ts";

export type Response = {
  readonly kind: "response" | "unsolicited" | "acknowledgement" | "other";
  /** BGM 1001 as sent. */
  readonly type: string;
  readonly transaction: { readonly reference: string; readonly revision: string | null } | null;
  readonly flights: readonly ResponseLeg[];
  readonly results: readonly ResponseResult[];
};

/** SG3: a leg of the request, echoed. Local times, `YYYY-MM-DDTHH:MM`. */
export type ResponseLeg = {
  readonly designator: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly departs: string | null;
  readonly arrives: string | null;
  /** LOC 3227 of both airports, so that a later message can repeat them; "" where the airport is missing. */
  readonly qualifiers: readonly [from: string, to: string];
};

/** SG4: what is said of one traveller, or (`level` message) of the whole request. */
export type ResponseResult = {
  readonly level: "message" | "traveller";
  readonly locator: string | null;
  readonly travellerRef: string | null;
  /** ERC codes as sent. */
  readonly codes: readonly string[];
  readonly texts: readonly string[];
  /** What the first code that is a directive says; null where none does. */
  readonly directive: Directive | null;
  readonly authority: Authority | null;
};
