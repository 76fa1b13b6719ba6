// A message held against what the unit knows beside it: who we are, what is agreed, when it came, what came before.
import type { Carrier, EffectiveAgreement } from "#carriers";
import { checkAgainst, type PassengerList, type ReadMessage, type SendingTime } from "#messages";
import type { RecordsChange } from "#records";
import type { Finding, LegalProfile, OwedPush } from "#vocabulary";
import { kindOf } from "./agreed.ts";

/** What is known before the records are asked. */
export type Around = {
  readonly profile: LegalProfile;
  readonly agreement: EffectiveAgreement;
  /** The bytes that positions count in. */
  readonly source: Uint8Array;
  /** Somebody waits for the answer at a counter. */
  readonly interactive: boolean;
};

/**
 * A message with the findings that need no records: a list of a kind that is not agreed (PX01), one that is meant for another
 * State (PX03, PN03), documents of types that are not accepted, a traveller of a request whom no answer can name (PX18). Pure.
 */
export function inContext(message: ReadMessage, around: Around): ReadMessage {
  const { profile, agreement, source, interactive } = around;
  const { lists, identifiedBy, documentTypes } = agreement;
  const list = message.passengerList;
  const asks = list !== undefined && identifiedBy !== "nothing" && isRequest(list, interactive);
  const found = checkAgainst(message, {
    states: [profile.state],
    source,
    ...(lists.length === 0 ? {} : { lists }),
    ...(asks ? { identifiedBy } : {}),
    ...(documentTypes.length > 0 && list !== undefined && kindOf(list) !== null ? { documentTypes } : {}),
  });
  return found.length === 0 ? message : { ...message, findings: [...message.findings, ...found] };
}

/** Whether a list asks about travellers before they board, or takes them back. */
function isRequest(list: PassengerList, interactive: boolean): boolean {
  if (list.function !== "passenger-list" && list.function !== "crew-list") return false;
  const { status } = list;
  if (status === "XR" || status === "RP" || status === "CP") return true;
  if (status === "CL" || status === "CLOB" || status === "CLNB" || status === "XF") return false;
  return interactive || kindOf(list) === "interactive";
}

/**
 * The findings that need the records or the clock: changes of travellers who were on no list (PX19), updates before any full
 * push (PN16), bookings that differ from the list of the flight (PN11), and what came at no agreed time (PX24, PN19). Of a
 * series its first part is told about as a whole. Pure.
 */
export function findingsAfter(
  message: ReadMessage,
  known: {
    readonly change: RecordsChange;
    readonly profile: LegalProfile;
    /** The carrier's own plan of pushes; null: that of the profile. */
    readonly plan: Carrier["pushes"];
    readonly at: Date;
    readonly source: Uint8Array;
  },
): readonly Finding[] {
  const { change, profile, at, source } = known;
  const { part } = message.control;
  const isFirst = part === null || part === 1;
  return checkAgainst(message, {
    source,
    receivedAt: at,
    isKnown: (_traveller, index) => change.listed[index]?.known ?? true,
    ...(isFirst ? timesOf(profile, known.plan ?? profile.pushes) : {}),
    ...(isFirst ? { fullPushSeen: change.fullPushBefore } : {}),
    listed: change.onLists.map(({ documentNumbers, ...person }) => ({
      ...person,
      documents: documentNumbers.map((number) => ({ number })),
    })),
  });
}

const MINUTES = 60;

function timesOf(
  profile: LegalProfile,
  plan: readonly OwedPush[],
): { readonly listTimes: readonly SendingTime[]; readonly pushTimes?: readonly SendingTime[] } {
  const { listWindow, lateAfter } = profile;
  const pushTimes = plan
    .filter(({ kind }) => kind === "pnr")
    .map(({ opens, due }) => ({ from: -opens / MINUTES, to: -(due + lateAfter) / MINUTES }));
  return {
    listTimes: [{ from: listWindow.daysBefore * 24, to: -listWindow.minutesAfter / MINUTES }],
    // Of a carrier whose plan owes no bookings none come at the wrong time.
    ...(pushTimes.length === 0 ? {} : { pushTimes }),
  };
}
