// What the test environment answers: as production would, with the directives that a case asks for.
import { writeCusres, type ReadMessage, type TravellerAnswer } from "#messages";
import type { CaseAnswer } from "./case.ts";

/** The CUSRES to a test request, and what follows it unasked; null where nothing is answered. */
export function testAnswer(
  message: ReadMessage,
  wanted: CaseAnswer,
  given: { readonly at: Date; readonly unsolicitedReference: string },
): string | null {
  const list = message.passengerList;
  if (message.kind !== "PAXLST" || list === undefined || !message.accepted) return null;
  const at = given.at.toISOString();
  const travellers = list.travellers.map((traveller, index): TravellerAnswer => ({
    locator: traveller.locator,
    travellerRef: traveller.travellerRef,
    directive: index === 0 && wanted.first !== undefined ? wanted.first : "OK",
  }));
  const kind = list.function === "flight-status" ? "acknowledgement" : "response";
  const answer = writeCusres({ request: message, kind, travellers, at });
  if (answer === null) return null;
  const text = Buffer.from(answer).toString("utf8");
  if (wanted.thenUnsolicited !== true) return text;
  const [first] = travellers;
  const changed = writeCusres({
    request: {
      ...message,
      passengerList: { ...list, transaction: { reference: given.unsolicitedReference, revision: null } },
    },
    kind: "unsolicited",
    travellers: first === undefined ? [] : [{ ...first, directive: "NOT_OK" }],
    at,
  });
  return changed === null ? text : `${text}\n${Buffer.from(changed).toString("utf8")}`;
}
