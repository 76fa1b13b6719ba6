// The gates that every package passes before it leaves: pure, each with its own refusal (obligations.md section 10, PNRD-9 to -11).
import {
  accusingCategories,
  mayHaveBookings,
  protectiveMeasures,
  type Measure,
  type PersonCategory,
} from "./code-lists.ts";
import type { Authority, GateResult } from "./contract.ts";

export type Transfer = {
  readonly ground: string;
  readonly necessity: string;
  readonly onward: boolean;
  readonly assurance: string;
};

/** What the gates look at. */
export type Leaving = {
  readonly recipient: Pick<
    Authority,
    "kind" | "service" | "country" | "purposes" | "offences" | "deathPenalty" | "tortureRisk"
  > & {
    readonly usable: boolean;
    /** A finding that it protects the data comparably holds, or none is needed. */
    readonly protects: boolean;
  };
  readonly purpose: string;
  readonly offence: string | null;
  readonly measure: Measure;
  readonly category: PersonCategory;
  readonly bookings: boolean;
  readonly afterTravel: boolean;
  /** The body outside the unit has approved, or urgency was called by two persons; null: no request stands behind it. */
  readonly approved: boolean | null;
  readonly child: boolean;
  readonly claimant: boolean;
  readonly victim: boolean;
  /** Known as missing, a victim, a witness or a contact, and no confirmed alert says otherwise (LED-6). */
  readonly helped: boolean;
  readonly byRule: boolean;
  readonly nationalities: readonly string[];
  readonly transfer: Transfer | null;
  readonly specialist: boolean;
  readonly protectionConsent: boolean;
  readonly overridden: boolean;
  /** Of a match with an INTERPOL source: when it was last checked live; null: it rests on none. */
  readonly interpol: "not-needed" | "fresh" | "stale";
};

const domestic: readonly string[] = ["national", "court", "supervisory"];

/** Whom protection is for: reviewed by a specialist, and agreed by another. */
const isProtected = ({ child, claimant, victim }: Leaving): boolean => child || claimant || victim;

type Gate = (leaving: Leaving) => string | null;

const gates: Readonly<Record<Exclude<GateResult["gate"], "four-eyes">, Gate>> = {
  // PNRD-6.6, -7.1, -11.3: only to who stands on the register, today.
  register: ({ recipient }) =>
    recipient.usable ? null : "The recipient is not on the register, or its entry or keys have expired.",
  entitlement: ({ recipient, purpose, offence }) => {
    if (!recipient.purposes.some((each) => each === purpose))
      return `The recipient is not entitled for ${purpose}.`;
    if (offence === null && (purpose === "TERR" || purpose === "SERIOUS")) return "The offence is lacking.";
    return offence === null || recipient.offences.some((each) => each === offence)
      ? null
      : "The recipient is not entitled for this offence.";
  },
  // CJEU C-817/19, 230: bookings serve neither border nor migration control.
  bookings: ({ bookings, recipient, purpose }) =>
    !bookings || mayHaveBookings(recipient.service, purpose)
      ? null
      : "Data of bookings are told to nobody for border or migration control: leave those elements out.",
  // CJEU C-817/19, 222: after the journey only with the approval of a body outside the unit.
  "after-travel": ({ afterTravel, approved }) => {
    if (!afterTravel || approved === true) return null;
    return approved === null
      ? "The journey is over: data leave on an approved request only."
      : "The journey is over: the approval of the body outside the unit is lacking.";
  },
  // HR-NR-1: never to the State that somebody fled from.
  refoulement: ({ claimant, recipient, nationalities, overridden }) => {
    if (!claimant || overridden || domestic.includes(recipient.kind)) return null;
    if (nationalities.length === 0)
      return "The person seeks protection and their origin is not known: no State abroad is told.";
    return nationalities.includes(recipient.country)
      ? "The person seeks protection: their State of origin is told nothing."
      : null;
  },
  assurance: ({ recipient, transfer, overridden }) =>
    !(recipient.deathPenalty || recipient.tortureRisk) ||
    overridden ||
    (transfer?.assurance ?? "").trim().length >= 10
      ? null
      : "The recipient's assurance against death penalty and torture is lacking.",
  // PNRD-11.1: ground, necessity, and nothing passed on.
  transfer: ({ recipient, transfer }) => {
    if (recipient.kind !== "third-country") return null;
    if (transfer === null)
      return "The ground of a transfer to a third country is lacking: adequacy, safeguards or a derogation.";
    if (transfer.necessity.trim().length < 10) return "Say why the transfer is necessary.";
    return transfer.onward
      ? "It is not passed on without a consent of its own: set the onward clause."
      : null;
  },
  // Annex 9, 9.24 c: abroad only to who was found to protect the data comparably.
  "comparable-protection": ({ recipient }) =>
    recipient.protects
      ? null
      : "No finding holds that the recipient protects the data comparably: two persons enter one in the register.",
  // HR-CHILD-1, -2, -4: reviewed by a specialist, for protection, never a suspect by a rule.
  child: ({ child, byRule, category, measure, specialist }) => {
    if (!child) return null;
    if (byRule && accusingCategories.includes(category)) return "A child is never a suspect by a rule.";
    if (!protectiveMeasures.includes(measure)) return "Of a child only protection or contact is asked.";
    return specialist ? null : "A child's data are reviewed by a reviewer for protection.";
  },
  // HR-VOT, HR-SMUG: a victim is told of to be protected.
  victim: ({ victim, helped, category, measure }) => {
    if (!victim && !helped) return null;
    const who = victim ? "a victim" : "somebody missing, a witness or a contact";
    if (accusingCategories.includes(category)) return `Of ${who} nothing is told as of a suspect.`;
    return protectiveMeasures.includes(measure) ? null : `Of ${who} only protection or contact is asked.`;
  },
  // F02: another person for protection agrees.
  "protection-contact": (leaving) =>
    !isProtected(leaving) || leaving.protectionConsent
      ? null
      : "Another reviewer for protection has to agree first.",
  // IPOL-RPD-2: asked anew within the hour before anything leaves.
  interpol: ({ interpol }) =>
    interpol === "stale"
      ? "It rests on an INTERPOL notice that was not asked for anew within the last hour."
      : null,
};

/** Every gate with what it says; one that fails stops the package. */
export function passGates(leaving: Leaving): readonly GateResult[] {
  return (Object.entries(gates) as [Exclude<GateResult["gate"], "four-eyes">, Gate][]).map(([gate, look]) => {
    const text = look(leaving);
    return { gate, passed: text === null, text: text ?? "" };
  });
}

/** A child by the birth date; where none is known, and in doubt, one is taken for a child only if `doubt` says so (HR-CHILD-2). */
export function isChild(birthDate: string | null, onDay: string): boolean | null {
  if (birthDate === null || !/^\d{4}/.test(birthDate)) return null;
  // Of a partial date the latest possible birth counts: in doubt a child.
  const [year = "", month = "12", day = "31"] = birthDate
    .split("-")
    .map((part) => (/^\d+$/.test(part) ? part : undefined));
  const grown = `${Number(year) + 18}-${month}-${day}`;
  return onDay < grown;
}

const freeMovementArea: readonly string[] =
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH".split(" ");

/** Whether somebody has a right to enter the State: its own nationals, and within the area those of its members (PNRD-6.9). */
export function hasRightToEnter(nationalities: readonly string[], state: string): boolean {
  return nationalities.some(
    (each) => each === state || (freeMovementArea.includes(state) && freeMovementArea.includes(each)),
  );
}
