// Messages of flights within the area that no decision takes: read, answered as any other, counted, and nothing of them kept.
import type { EffectiveAgreement } from "#carriers";
import { countNotSelected, type Hop } from "#law";
import type { ReadMessage } from "#messages";
import type { Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { answerTo, asksAbout, cancels, isAnswered, undirected } from "./answer.ts";
import type { Judgement } from "./judge.ts";
import { withFindings } from "./receipt.ts";
import { saysDay } from "./refusal-errors.ts";
import type { NewReceipt } from "./store.ts";
import { travellerErrors } from "./told-errors.ts";

/** The parts of the flight that a message is about; none where it is about no flight. */
export function hopsOf({ passengerList, push, bookings }: ReadMessage): readonly Hop[] {
  if (passengerList !== undefined) return passengerList.flights.flatMap(({ legs }) => legs);
  // An update may name its flight in its bookings alone.
  const flights = push?.flight == null ? (bookings ?? []).map(({ flight }) => flight) : [push.flight];
  return flights.map(({ from, to }) => ({ from: from ?? "", to: to ?? "" }));
}

/**
 * The receipt of a message whose flight is not selected (PNRD-2.3). The carrier is told what it would be told of any flight
 * on which nobody is listed: which flights are selected is confidential (Regulation (EU) 2025/13, Art. 12). What could not be
 * taken anyhow is refused, and held in no quarantine.
 */
export function notSelected(tx: Transaction, profile: LegalProfile, about: Told): NewReceipt {
  const { kind, passengerList, bookings: pushed } = about.message;
  const travellers = passengerList?.travellers.length ?? 0;
  const bookings = pushed?.length ?? 0;
  if (kind === "PAXLST" || kind === "PNRGOV") countNotSelected(tx, { kind, travellers, bookings });
  tx.record({
    action: "message.not-selected",
    subjectKind: "receipt",
    subjectId: about.base.receiptId,
    detail: { kind, travellers, bookings },
  });
  return toldAsAny(profile, tx.at, about);
}

export type Told = {
  readonly message: ReadMessage;
  readonly base: NewReceipt;
  readonly agreement: EffectiveAgreement;
  readonly judged: Judgement;
};

/** What is told of a message on a flight on which nobody is listed: from its bytes alone, and so the same each time. Pure. */
export function toldAsAny(profile: LegalProfile, at: Date, about: Told): NewReceipt {
  const { message, agreement, judged } = about;
  const base = withFindings(about.base, judged.findings);
  const travellers = message.passengerList?.travellers.length ?? 0;
  const bookings = message.bookings?.length ?? 0;
  const said = { at, agreement };
  if (judged.verdict !== "take") {
    const receipt = { ...base, state: "refused" as const, forgotten: true };
    return { ...receipt, answer: answerTo(message, { ...said, refused: base.findings }) };
  }
  const list = message.passengerList;
  const given =
    list === undefined || asksAbout(list) === "nobody"
      ? []
      : saysDay(list)
        ? undirected(travellers, {
            provisional: profile.provisionalDirective,
            limited: null,
            cancels: cancels(list),
            errors: travellerErrors(message, agreement),
          })
        : null;
  const answer = isAnswered(message, agreement, given)
    ? answerTo(message, { ...said, ...(given === null ? { refused: base.findings } : { given }) })
    : null;
  return { ...base, travellers, bookings, answer, forgotten: true };
}
