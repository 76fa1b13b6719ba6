// The numbered conformance cases. A case keeps its number for ever; docs/reference/conformance-cases.md is written from here.
import {
  decidedBy,
  type CaseAttempt,
  type CaseVerdict,
  type Condition,
  type ConformanceCase,
} from "./case.ts";
import {
  bookings,
  countsAgree,
  everyTraveller,
  legs,
  list,
  oneMessage,
  otherSeparators,
  push,
  someBooking,
  someTraveller,
  travellers,
  withoutErrors,
} from "./conditions.ts";
import { partyUnder } from "./agreed-case.ts";
import { volumeCase } from "./volume.ts";
import { reason, type Reason } from "./reasons.ts";

const listCase = oneMessage("PAXLST");
const pushCase = oneMessage("PNRGOV");
const identified = everyTraveller(
  "not-identified",
  ({ surname, birthDate, sex, nationality, documents }) =>
    surname !== "" &&
    birthDate !== null &&
    sex !== null &&
    nationality !== null &&
    documents.some(({ number, issuer }) => number !== "" && issuer !== null),
);
const references = {
  either: everyTraveller("not-referenced", (one) => one.travellerRef !== null || one.locator !== null),
  ABO: everyTraveller("no-reference-abo", ({ travellerRef }) => travellerRef !== null),
  AVF: everyTraveller("no-reference-avf", ({ locator }) => locator !== null),
  nothing: () => null,
} satisfies Readonly<Record<CaseAttempt["agreement"]["identifiedBy"], Condition>>;
const referenced: Condition = (attempt) => references[attempt.agreement.identifiedBy](attempt);

const lists: readonly ConformanceCase[] = [
  {
    number: 101,
    group: "lists",
    title: "One traveller",
    send: "A passenger list (BGM 745) of one adult with passport, date of birth, sex and nationality; flight, airports and times; CNT 42.",
    needed: true,
    list: "745",
    judge: decidedBy(
      listCase,
      list("passenger-list"),
      withoutErrors,
      travellers(1, 1),
      identified,
      countsAgree,
    ),
  },
  {
    number: 102,
    group: "lists",
    title: "Two adults and an infant",
    send: "A passenger list of two adults and an infant born less than two years before the flight, who may share an adult's seat.",
    needed: true,
    list: "745",
    judge: decidedBy(
      listCase,
      list("passenger-list"),
      withoutErrors,
      travellers(3, 3),
      bornAfter(2),
      countsAgree,
    ),
  },
  {
    number: 103,
    group: "lists",
    title: "A full flight",
    send: "A passenger list of 100 travellers or more in one message.",
    needed: true,
    list: "745",
    judge: decidedBy(
      listCase,
      list("passenger-list"),
      withoutErrors,
      travellers(100),
      identified,
      countsAgree,
    ),
  },
  {
    number: 104,
    group: "lists",
    title: "Crew list",
    send: "A crew list (BGM 250) of two or more crew members (NAD FM), each with their function (EMP).",
    needed: true,
    list: "250",
    judge: decidedBy(
      listCase,
      list("crew-list"),
      withoutErrors,
      travellers(2),
      everyTraveller("not-crew", (one) => one.role === "crew" && one.crewFunction !== undefined),
    ),
  },
  {
    number: 105,
    group: "lists",
    title: "Traveller in transit",
    send: "A passenger list with one traveller in transit (NAD DDU), whose journey ends at another airport (LOC 179) than the flight.",
    needed: false,
    list: "745",
    judge: decidedBy(
      listCase,
      withoutErrors,
      someTraveller("no-transit", ({ role }) => role === "in-transit-passenger"),
    ),
  },
  {
    number: 106,
    group: "lists",
    title: "Passport and visa",
    send: "A passenger list with one traveller who has a passport (DOC P) and a visa (DOC V), in one person's group.",
    needed: true,
    list: "745",
    judge: decidedBy(
      listCase,
      withoutErrors,
      someTraveller("no-visa", ({ documents }) =>
        ["P", "V"].every((type) => documents.some((document) => document.type === type)),
      ),
    ),
  },
  {
    number: 107,
    group: "lists",
    title: "A name with an apostrophe",
    send: "A passenger list with one traveller whose name holds an apostrophe, such as O'EXAMPLE, released by your release character.",
    needed: true,
    list: "745",
    judge: decidedBy(
      listCase,
      withoutErrors,
      someTraveller("no-apostrophe", ({ surname, given }) => `${surname}${given ?? ""}`.includes("'")),
    ),
  },
  {
    number: 108,
    group: "lists",
    title: "Two legs",
    send: "A passenger list for a flight of two legs or more, each with its airports and times.",
    needed: false,
    list: "745",
    judge: decidedBy(listCase, withoutErrors, legs(2), travellers(1)),
  },
  {
    number: 109,
    group: "lists",
    title: "A list in parts",
    send: "One list in two messages or more, with the same access reference (UNH 0068), numbered 01:C to nn:F (UNH 0070, 0073), one transmission after the other or together.",
    needed: false,
    judge: inParts("PAXLST"),
  },
  {
    number: 110,
    group: "lists",
    title: "Separators of your own",
    send: "A passenger list in an interchange with UNA and other separators than + : ' (leave it out if you never use others).",
    needed: false,
    judge: decidedBy(listCase, otherSeparators, withoutErrors, travellers(1)),
  },
];

const interactive: readonly ConformanceCase[] = [
  {
    number: 201,
    group: "interactive",
    title: "Request for one traveller",
    send: "A clearance request for one traveller with passenger reference (RFF ABO) and transaction reference (RFF TN). It is answered OK.",
    needed: true,
    list: "745",
    judge: decidedBy(
      listCase,
      list("passenger-list"),
      withoutErrors,
      travellers(1, 1),
      identified,
      referenced,
      transaction,
    ),
  },
  {
    number: 202,
    group: "interactive",
    title: "Request for a party of ten",
    send: "A clearance request for five to ten travellers, each with a passenger reference of their own. All are answered in one message.",
    needed: true,
    list: "745",
    judge: decidedBy(listCase, withoutErrors, aParty, identified, referenced, ownReferences, transaction),
  },
  {
    number: 203,
    group: "interactive",
    title: "Do not board",
    send: "A clearance request for two travellers. The first is answered DO NOT BOARD: see that your check-in holds them, and only them.",
    needed: true,
    list: "745",
    answer: { first: "NOT_OK" },
    judge: decidedBy(listCase, withoutErrors, travellers(2, 2), referenced, transaction),
  },
  {
    number: 204,
    group: "interactive",
    title: "Change of a traveller's data",
    send: "First case 201, then its traveller again with a change (BGM 745 and CP) of the document, under the same passenger reference.",
    needed: true,
    list: "745",
    judge: followingUp(
      decidedBy(
        listCase,
        list("passenger-list", "CP"),
        withoutErrors,
        travellers(1),
        referenced,
        transaction,
      ),
    ),
  },
  {
    number: 205,
    group: "interactive",
    title: "Cancellation",
    send: "The cancellation of a clearance request (BGM 745 and XR), naming the traveller by reference.",
    needed: true,
    list: "745",
    judge: decidedBy(listCase, list("passenger-list", "XR"), withoutErrors, travellers(1), referenced),
  },
  {
    number: 206,
    group: "interactive",
    title: "Close-out with those on board",
    send: "A flight close-out (BGM 266 and CLOB) naming those on board by reference.",
    needed: true,
    list: "266",
    judge: decidedBy(listCase, list("flight-status", "CLOB"), withoutErrors),
  },
  {
    number: 207,
    group: "interactive",
    title: "Cancelled flight",
    send: "The cancellation of a flight (BGM 266 and XF).",
    needed: false,
    list: "266",
    judge: decidedBy(listCase, list("flight-status", "XF"), withoutErrors),
  },
  {
    number: 208,
    group: "interactive",
    title: "An OK that is taken back",
    send:
      "First a clearance request for one traveller: it is answered OK, and after the answer comes an unsolicited DO NOT BOARD (BGM 132). " +
      "Then your acknowledgement of that (CUSRES, BGM 312, the same RFF TN).",
    needed: true,
    list: "745",
    answer: { thenUnsolicited: true },
    judge: acknowledged,
  },
];

const ofBookings: readonly ConformanceCase[] = [
  {
    number: 301,
    group: "bookings",
    title: "Full push of one booking",
    send: "A full push (MSG 22) of one PNR: locator and creation date (RCI), one traveller (TIF), the flight (TVL), EQN 1.",
    needed: true,
    judge: decidedBy(
      pushCase,
      push(false),
      withoutErrors,
      bookings(1),
      someBooking("booking-not-whole", (one) =>
        [one.locator, one.createdAt, one.travellers[0], one.segments[0]].every(
          (part) => part !== null && part !== undefined,
        ),
      ),
      countsAgree,
    ),
  },
  {
    number: 302,
    group: "bookings",
    title: "Travel documents in the booking",
    send: "A push with SSR DOCS of a traveller: document, date of birth, sex.",
    needed: true,
    judge: decidedBy(
      pushCase,
      withoutErrors,
      someBooking("booking-no-document", ({ travellers: them }) =>
        them.some(({ documents, birthDate }) => documents.length > 0 && birthDate !== null),
      ),
    ),
  },
  {
    number: 303,
    group: "bookings",
    title: "A family",
    send: "A push with one PNR of two adults, a child and an infant, each in a TIF of their own.",
    needed: true,
    judge: decidedBy(
      pushCase,
      withoutErrors,
      someBooking(
        "booking-no-family",
        ({ travellers: them }) => them.length >= 4 && them.some(({ type }) => type === "infant"),
      ),
    ),
  },
  {
    number: 304,
    group: "bookings",
    title: "Ticket and payment",
    send: "A push with ticket number (TKT), amount (MON) and form of payment (FOP). Use a card number of a test range.",
    needed: true,
    judge: decidedBy(
      pushCase,
      withoutErrors,
      someBooking(
        "booking-no-ticket",
        ({ travellers: them, payments }) =>
          payments.length > 0 && them.some(({ tickets }) => tickets.length > 0),
      ),
    ),
  },
  {
    number: 305,
    group: "bookings",
    title: "Check-in, seats and bags",
    send: "A push at closure: check-in, seat (SSD) and bags (TBD) of a traveller.",
    needed: true,
    judge: decidedBy(
      pushCase,
      withoutErrors,
      someBooking("booking-no-check-in", ({ travellers: them }) =>
        them.some(({ checkIns = [], bags }) => checkIns.length > 0 && bags.length > 0),
      ),
    ),
  },
  {
    number: 306,
    group: "bookings",
    title: "Update with a cancellation",
    send: "An update push (MSG 141) with one PNR that was cancelled: SRC, RCI and an empty ORG, nothing else.",
    needed: true,
    judge: decidedBy(
      pushCase,
      push(true),
      withoutErrors,
      someBooking("booking-not-cancelled", ({ cancelled }) => cancelled),
    ),
  },
  {
    number: 307,
    group: "bookings",
    title: "A push in parts",
    send: "One push in two messages or more, with the same access reference, numbered 01:C to nn:F; EQN counts the PNRs of all parts.",
    needed: false,
    judge: inParts("PNRGOV"),
  },
  {
    number: 308,
    group: "bookings",
    title: "A divided booking",
    send: "A push with a PNR that was divided: EQN and RCI name the other one.",
    needed: false,
    judge: decidedBy(
      pushCase,
      withoutErrors,
      someBooking("booking-not-divided", ({ split }) => split.from !== null || split.to.length > 0),
    ),
  },
];

const delivery: readonly ConformanceCase[] = [
  {
    number: 401,
    group: "delivery",
    title: "The same again",
    send: "Any list or push without errors, and then exactly the same bytes once more, as after an acknowledgement that was lost.",
    needed: true,
    judge: repeated,
  },
];

const volume: readonly ConformanceCase[] = [
  {
    number: volumeCase,
    group: "volume",
    title: "Peak volume",
    send: "Begin the test, then send here within its time as many lists or pushes as it asks for, without errors and all different. Each must be answered within the time agreed.",
    needed: true,
    // One message of many: the test counts them.
    judge: decidedBy(listOrPush, withoutErrors),
  },
];

/** All cases, by number. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...lists,
  ...interactive,
  ...ofBookings,
  ...delivery,
  ...volume,
];

function listOrPush(attempt: CaseAttempt): Reason | null {
  const { messages } = attempt;
  if (messages.length !== 1) return reason("messages-many", { found: messages.length });
  return messages[0]?.kind === "PAXLST" || messages[0]?.kind === "PNRGOV" ? null : reason("no-list-or-push");
}

/** Five to ten travellers; of whom the agreement has fewer in a request, as many as it has. */
function aParty(attempt: CaseAttempt): Reason | null {
  const { least, most } = partyUnder(attempt.agreement);
  return travellers(least, most)(attempt);
}

/** Somebody born less than so many years before the flight leaves. */
function bornAfter(years: number): Condition {
  return ({ messages }) => {
    const listed = messages[0]?.passengerList;
    const departs = listed?.flights[0]?.legs[0]?.departs?.slice(0, 10) ?? "";
    const latest = `${Number(departs.slice(0, 4)) - years}${departs.slice(4)}`;
    return listed?.travellers.some(({ birthDate }) => birthDate !== null && birthDate > latest) === true
      ? null
      : reason("no-infant", { years });
  };
}

function transaction({ messages }: CaseAttempt): Reason | null {
  return (messages[0]?.passengerList?.transaction ?? null) === null ? reason("no-transaction") : null;
}

function ownReferences({ messages }: CaseAttempt): Reason | null {
  const references = messages.flatMap((message) =>
    (message.passengerList?.travellers ?? []).map(({ travellerRef }) => travellerRef),
  );
  return new Set(references).size === references.length ? null : reason("references-same");
}

/** Parts 1 to n of one series, n marked as the last, in one transmission or several. */
function inParts(kind: "PAXLST" | "PNRGOV"): ConformanceCase["judge"] {
  return (attempt) => {
    const { messages, memory } = attempt;
    const reasons = messages.flatMap((message) => [
      ...(message.kind === kind ? [] : [reason("kind-other", { found: message.kind, wanted: kind })]),
      ...(message.control.part === null ? [reason("part-no-number")] : []),
      ...(message.control.accessReference === null ? [reason("part-no-access")] : []),
      ...(message.findings.some(({ severity }) => severity === "error") ? [reason("part-errors")] : []),
    ]);
    if (messages.length === 0 || reasons.length > 0) {
      return { passed: false, reasons: reasons.length > 0 ? reasons : [reason("nothing-sent")], memory };
    }
    const parts = [...new Set([...memory.parts, ...messages.map(({ control }) => control.part ?? 0)])];
    // The last part is remembered by its negative number as well.
    const lasts = messages.filter(({ control }) => control.final).map(({ control }) => -(control.part ?? 0));
    const known = [...new Set([...parts, ...lasts])];
    const last = -Math.min(0, ...known);
    const missing = Array.from({ length: last }, (_, index) => index + 1).filter(
      (part) => !known.includes(part),
    );
    const next = { ...memory, parts: known };
    if (last < 2) return { passed: null, reasons: [reason("part-last-missing")], memory: next };
    if (missing.length > 0)
      return {
        passed: null,
        reasons: [reason("parts-missing", { parts: missing.join(", ") })],
        memory: next,
      };
    return { passed: true, reasons: [], memory: next };
  };
}

/** The traveller of an earlier request again: the first transmission is that request, the second what follows it up. */
function followingUp(second: ConformanceCase["judge"]): ConformanceCase["judge"] {
  return (attempt) => {
    const { memory, remembered } = attempt;
    const [first] = attempt.messages[0]?.passengerList?.travellers ?? [];
    const reference = first?.travellerRef ?? first?.locator ?? null;
    const isChange = attempt.messages[0]?.passengerList?.status === "CP";
    if (!isChange) {
      if (reference === null) {
        return {
          passed: false,
          reasons: [reason("request-no-reference")],
          memory,
        };
      }
      const references = [remembered(reference)];
      return { passed: null, reasons: [reason("now-change")], memory: { ...memory, references } };
    }
    if (reference === null || !memory.references.includes(remembered(reference))) {
      return { passed: false, reasons: [reason("change-of-nobody")], memory };
    }
    return second(attempt);
  };
}

/** A request, and then the acknowledgement of the unsolicited message that followed its answer. */
function acknowledged(attempt: CaseAttempt): CaseVerdict {
  const { memory } = attempt;
  const [message] = attempt.messages;
  if (message?.kind === "PAXLST") {
    const asked = decidedBy(listCase, withoutErrors, travellers(1, 1), referenced, transaction)(attempt);
    return asked.passed === true ? { ...asked, passed: null, reasons: [reason("now-acknowledge")] } : asked;
  }
  if (message?.kind !== "CUSRES" || message.response?.kind !== "acknowledgement") {
    return { passed: false, reasons: [reason("no-acknowledgement")], memory };
  }
  if (memory.transmissions.length === 0) {
    return { passed: false, reasons: [reason("request-not-sent")], memory };
  }
  const said = message.response.transaction?.reference ?? "";
  return said === attempt.unsolicitedReference
    ? { passed: true, reasons: [], memory }
    : {
        passed: false,
        reasons: [reason("acknowledgement-other", { found: said, wanted: attempt.unsolicitedReference })],
        memory,
      };
}

/** The same bytes twice. */
function repeated(attempt: CaseAttempt): CaseVerdict {
  const { memory, sha256 } = attempt;
  if (memory.transmissions.includes(sha256)) return { passed: true, reasons: [], memory };
  const first = decidedBy(withoutErrors)(attempt);
  if (first.passed !== true || attempt.messages.length === 0) return { ...first, passed: false };
  return {
    passed: null,
    reasons: [reason("now-again")],
    memory: { ...memory, transmissions: [sha256] },
  };
}
