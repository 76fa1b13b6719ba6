// What a conformance case has against a transmission: a code with values, and the English sentence of it.

/** Something said by code: in English here, in the reader's language on the page (ui/texts/reasons). */
export type Reason = {
  readonly code: keyof typeof reasonTexts;
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
};

/** By code; `{names}` are filled in. Numbers stand beside what they count, so that one sentence fits every number. */
export const reasonTexts = {
  "messages-many": "Messages in the transmission: {found}. This case takes one.",
  "kind-other": "A {found} was sent; this case takes a {wanted}.",
  errors: "There are findings that count as errors: {codes}. What each of them says stands below.",
  refused: "The message was refused as a whole.",
  "travellers-exactly": "Travellers read: {found}. This case takes {wanted}.",
  "travellers-least": "Travellers read: {found}. This case takes {least} or more.",
  "travellers-between": "Travellers read: {found}. This case takes {least} to {most}.",
  "not-identified":
    "Travellers who lack one of surname, date of birth, sex, nationality, and a document with number and issuing State: {count} (in segments {segments}).",
  "not-referenced":
    "Travellers who lack a passenger reference (RFF ABO) or a record locator (RFF AVF): {count} (in segments {segments}).",
  "no-reference-abo":
    "Travellers who lack a passenger reference (RFF ABO), which was agreed: {count} (in segments {segments}).",
  "no-reference-avf":
    "Travellers who lack a record locator (RFF AVF), which was agreed: {count} (in segments {segments}).",
  "not-crew":
    "Persons who lack the role of crew (NAD FM) with a function (EMP): {count} (in segments {segments}).",
  "no-transit": "No traveller is in transit (NAD DDU).",
  "no-visa": "No traveller has a passport and a visa.",
  "no-apostrophe": "No traveller has an apostrophe in the name.",
  "no-infant": "No traveller was born less than {years} years before the flight.",
  "list-other": "The list is BGM {found}; this case takes BGM {wanted}.",
  "legs-few": "Legs read: {found}. This case takes {least} or more.",
  "bookings-few": "Bookings read: {found}. This case takes {least} or more.",
  "booking-not-whole": "No booking has locator, creation date, traveller and flight.",
  "booking-no-document": "No booking has a traveller with document and date of birth.",
  "booking-no-family": "No booking has four travellers, one of them an infant.",
  "booking-no-ticket": "No booking has a ticket and a payment.",
  "booking-no-check-in": "No booking has a traveller checked in with a bag.",
  "booking-not-cancelled": "No booking is cancelled.",
  "booking-not-divided": "No booking names the PNR it was divided from or into.",
  "push-not-full": "The push is no full one (MSG 22).",
  "push-not-update": "The push is no update (MSG 141).",
  "total-missing": "The total is not stated (CNT 42 in PAXLST, EQN in PNRGOV).",
  "total-other": "The stated total is {stated}, the message holds {found}.",
  "una-missing": "The interchange does not begin with UNA.",
  "una-usual": "UNA states the usual characters; this case takes others.",
  "no-transaction": "The request has no transaction reference (RFF TN).",
  "references-same": "Two travellers have the same passenger reference (RFF ABO).",
  "nothing-sent": "Nothing was sent.",
  "part-no-number": "A message has no part number (UNH 0070).",
  "part-no-access": "A message has no access reference (UNH 0068).",
  "part-errors": "A part has errors.",
  "part-last-missing": "The last part (F) has not come yet.",
  "parts-missing": "Parts that have not come yet: {parts}.",
  "request-no-reference": "The request names no passenger reference (RFF ABO or AVF).",
  "now-change": "Now send the change (CP).",
  "change-of-nobody": "The change names nobody of the request before it.",
  "now-acknowledge": "Now acknowledge the unsolicited message (BGM 312).",
  "no-acknowledgement": "This is no acknowledgement (CUSRES with BGM 312).",
  "request-not-sent": "The request of this case has not been sent yet.",
  "acknowledgement-other": "RFF TN of the acknowledgement is {found}; the unsolicited message has {wanted}.",
  "now-again": "Now send exactly the same bytes again.",
  "no-list-or-push": "This is neither a list (PAXLST) nor a push (PNRGOV).",
  "volume-more": "Messages that came and differ: {received} of {wanted}. Send the others.",
  "volume-too-few": "The time is over. Messages that came: {received} of {wanted}.",
  "volume-faulty": "Messages with an error: {count}. Begin the test again once they are mended.",
  "volume-late": "Messages answered later than was agreed: {count}. Begin the test again.",
  "agreed-not-owed":
    "Not needed of you: your agreement with the unit has no lists of this kind (BGM {list}).",
  "agreed-most": "Your agreement has {most} travellers of a request at most: send {least} to {most}.",
  "agreed-single": "Not needed of you: your agreement has one traveller a request.",
  "agreed-by-abo": "Your agreement has every traveller named by a passenger reference (RFF ABO).",
  "agreed-by-avf": "Your agreement has every traveller named by a record locator (RFF AVF).",
  "agreed-unnamed":
    "Your agreement has travellers who are named by no reference: RFF ABO and AVF may be left out.",
} as const satisfies Readonly<Record<string, string>>;

/** A reason with its values filled in; an empty one is said as "(none)". */
export function reason(code: Reason["code"], values: Readonly<Record<string, string | number>> = {}): Reason {
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const text = reasonTexts[code].replace(/\{(\w+)\}/g, (blank, name: string) => {
    const value = said[name];
    return value === undefined ? blank : value || "(none)";
  });
  return { code, values: said, text };
}
