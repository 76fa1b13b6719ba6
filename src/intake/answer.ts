// The answer to a passenger list: CUSRES, while no person has decided otherwise.
import { writeCusres, type ReadMessage, type TravellerAnswer } from "#messages";
import type { LegalProfile } from "#vocabulary";

/**
 * The CUSRES text for a PAXLST, null for what is not answered (PNRGOV, unreadable content without an envelope).
 * Every traveller gets the provisional directive of the legal profile: another one exists only as a released decision
 * of a person (cusres.md section 3). A refused list is answered with a message-level error; the findings say what.
 */
export function answerTo(
  message: ReadMessage,
  outcome: { readonly refused: boolean; readonly at: Date; readonly profile: LegalProfile },
): string | null {
  if (message.kind !== "PAXLST") return null;
  const at = outcome.at.toISOString();
  const list = message.passengerList;
  const bytes =
    outcome.refused || list === undefined
      ? writeCusres({ request: message, travellers: [], errors: ["UNABLE"], at })
      : writeCusres({
          request: message,
          kind: list.function === "flight-status" ? "acknowledgement" : "response",
          travellers: list.travellers.map((traveller): TravellerAnswer => ({
            locator: traveller.locator,
            travellerRef: traveller.travellerRef,
            directive: outcome.profile.provisionalDirective,
          })),
          at,
        });
  return bytes === null ? null : Buffer.from(bytes).toString("utf8");
}
