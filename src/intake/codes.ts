// The catalogue of findings that the intake itself adds to the reader's: who sent, what for, and how much.
import { findingOf, type CodeEntry, type GivenValues } from "#messages";
import type { Finding } from "#vocabulary";

/** By code. `{name}` in the text is filled from the values given with the finding. */
export const intakeCodes = {
  IN01: {
    severity: "error",
    text:
      "UNB names the sender {sender}, which is not registered for this connection (registered: {registered}). " +
      "Send with a registered identity, or ask the carrier desk to register it.",
    source: "transport.md section 9",
  },
  IN02: {
    severity: "error",
    text:
      "The flight is one of {flown}, for which this connection may not send (it may for {allowed}). " +
      "Ask the carrier desk to add the partner if you operate its flights.",
    source: "pnrgov.md section 9, PN03",
  },
  IN03: {
    severity: "error",
    text: "A {type} was sent. This address takes passenger lists (PAXLST), bookings (PNRGOV) and answers to our messages (CUSRES with BGM 312, ACKRES, CONTRL).",
    source: "transport.md section 5",
  },
  IN04: {
    severity: "error",
    text: "The flight cannot be told: {what} is missing or unreadable. Send the message again with it.",
    source: "paxlst.md section 6, PX02",
  },
  IN05: {
    severity: "error",
    text: "The file has {bytes} bytes, more than {limit}: send it in parts.",
    source: "transport.md section 7",
  },
  IN06: {
    severity: "error",
    text:
      "The message names {named} travellers and bookings, more than any flight or ship carries ({limit}). " +
      "Send it again with those of one flight.",
    source: "edifact.md section 6",
  },
  IN07: {
    severity: "error",
    text:
      "This message could not be taken, and it was not kept for inspection: of your connection as much is kept already " +
      "as may be. Mend what the other findings say and send it again.",
    source: "transport.md section 5",
  },
  IN08: {
    severity: "error",
    text: "This traveller lacks what the agreement with the unit requires: {lacking}. Send the list again with it.",
    source: "paxlst.md section 8",
  },
  IN09: {
    severity: "warning",
    text: "Travellers named by the request: {travellers}, more than the {limit} agreed. All were taken: send fewer at once.",
    source: "paxlst.md section 8",
  },
  IN10: {
    severity: "error",
    text: "Further travellers who lack something that the agreement with the unit requires: {travellers}.",
    source: "paxlst.md section 8",
  },
  PX05: {
    severity: "warning",
    text:
      "{flight} of {day} is not in the schedule. The message was taken; check the flight number and the day, or send " +
      "the schedule anew.",
    source: "paxlst.md section 6, PX05",
  },
  TEST_NOT_TAKEN: {
    severity: "error",
    text: "The interchange is marked as a test (UNB 0035): nothing of it was taken, since this address takes the data of real journeys.",
    source: "edifact.md section 2.1, CONTRL code 25",
  },
  API_TOO_EARLY: {
    severity: "error",
    text: "The data came {hours} h before the departure; of passengers they are taken from {from} h before it on. Nothing was kept: send them at check-in.",
    source: "Regulation (EU) 2025/13 Art. 5(3)",
  },
  EXIT_NOT_WANTED: {
    severity: "error",
    text: "Lists of flights that leave the State are not wanted: nothing of this one was kept. Do not send them.",
    source: "paxlst.md section 8",
  },
  OVERFLIGHT_NOT_WANTED: {
    severity: "error",
    text: "Lists of flights that only fly over the State are not wanted: nothing of this one was kept. Do not send them.",
    source: "paxlst.md section 8",
  },
  IN11: {
    severity: "warning",
    text:
      "The reference {reference} came before with other content. Both were taken; give each request a reference of its " +
      "own, or raise its revision.",
    source: "cusres.md section 5",
  },
  IN12: {
    severity: "warning",
    text: "No message of ours to you has the reference {reference}. Repeat that of the message you answer: RFF+TN in CUSRES, UCI in CONTRL, the access reference in ACKRES.",
    source: "cusres.md section 4",
  },
  IN13: {
    severity: "warning",
    text: "Travellers on board who were on no list before: {travellers}. Ask about every traveller before boarding.",
    source: "cusres.md section 5",
  },
  IN14: {
    severity: "error",
    text: "Travellers on board against the directive given: {travellers}. The border service will contact you.",
    source: "cusres.md section 5",
  },
  IN15: {
    severity: "warning",
    text:
      "Bookings older (DAT 700) than what came before of them: {bookings}. The later state was kept. " +
      "Send pushes in the order of the changes.",
    source: "pnrgov.md section 4",
  },
  IN16: {
    severity: "info",
    text:
      "This telegram is part {part} of a message that is cut over several. It is kept until the others have come, " +
      "{minutes} minutes after the last of them; the message then has a receipt of its own.",
    source: "transport.md section 2",
  },
  IN17: {
    severity: "info",
    text: "The message came cut over {count} telegrams and was put together; positions count in the whole text.",
    source: "transport.md section 2",
  },
  IN18: {
    severity: "error",
    text:
      "The message is cut over several telegrams, of which part {numbers} did not come within {minutes} minutes. What " +
      "came was read as far as it goes. Send the missing part again within an hour, or the whole message.",
    source: "transport.md section 2, edifact.md section 2.4",
  },
  IN19: {
    severity: "warning",
    text:
      "Travellers named by a booking that has more than those: {travellers}. It cannot be told who is meant, and nobody " +
      "was taken off the flight for it. Name them, or give the passenger reference (RFF ABO).",
    source: "paxlst.md section 3.2; cusres.md section 5",
  },
  IN20: {
    severity: "error",
    text:
      "The message is damaged, and travellers may be missing in it: nobody whom it does not name was taken for absent, for " +
      "boarded or for taken back. Send it again.",
    source: "paxlst.md section 3.2; pnrgov.md section 4; cusres.md section 5",
  },
  IN21: {
    severity: "warning",
    text:
      "The confirmation repeats {said}, our message said {sent}: it confirms nothing. Repeat the ERC of the message that you " +
      "confirm, or none.",
    source: "cusres.md section 4",
  },
  IN22: {
    severity: "warning",
    text:
      "The flight whose details change cannot be told, and nobody was moved: RFF+TN repeats no reference of a list of the last " +
      "{days} days, or the new day is too far off. Repeat the RFF+TN of the list, or cancel its travellers (745+XR) and send them " +
      "with the new flight.",
    source: "paxlst.md section 3.2",
  },
  IN23: {
    severity: "error",
    text:
      "A fault of this unit kept the message from being read: nothing of it was taken. Those who keep the unit have been told. " +
      "Ask them before you send it again.",
    source: "transport.md section 5",
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;

export type IntakeCode = keyof typeof intakeCodes;

/** The codes alone, for those who ask whether there is one. */
export const intakeCodeNames: readonly string[] = Object.keys(intakeCodes);

/** The words of a finding with its values filled in. */
export function intakeText(code: IntakeCode, values: Readonly<Record<string, string | number>> = {}): string {
  return intakeCodes[code].text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A finding on a whole message: it has no place of its own. */
export function intakeFinding(code: IntakeCode, values?: GivenValues): Finding {
  return findingOf(code, intakeCodes[code], { segment: null, tag: null, offset: null }, values);
}
