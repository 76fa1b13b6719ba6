// A message under the agreement with its carrier: what its findings count for, and what it lacks of what is required.
import type { EffectiveAgreement, ListKind, Requirable } from "#carriers";
import { type ListedTraveller, type PassengerList, type Phrase, type ReadMessage } from "#messages";
import type { Finding } from "#vocabulary";
import { intakeFinding } from "./codes.ts";

/** So many travellers are told of one by one; the rest by their number. */
const toldMax = 50;

/** What each requirement is called in a finding, and whether a traveller's record meets it. */
const requirements: Readonly<Record<Requirable, Requirement>> = {
  given: { words: "given name", isMet: ({ given }) => given !== null },
  sex: { words: "sex", isMet: ({ sex }) => sex !== null },
  birthDate: { words: "date of birth", isMet: ({ birthDate }) => birthDate !== null },
  nationality: { words: "nationality", isMet: ({ nationality }) => nationality !== null },
  residence: { words: "country of residence", isMet: ({ residence }) => residence !== null },
  placeOfBirth: { words: "place of birth", isMet: ({ placeOfBirth }) => placeOfBirth !== null },
  document: {
    words: "document number",
    isMet: ({ documents }) => documents.some(({ type, number }) => type !== "V" && number !== ""),
  },
  documentIssuer: {
    words: "issuing State",
    isMet: ({ documents }) => documents.every(({ type, issuer }) => type === "V" || issuer !== null),
  },
  documentExpiry: {
    words: "date of expiry",
    isMet: ({ documents }) => documents.every(({ type, expires }) => type === "V" || expires !== null),
  },
  visa: { words: "visa", isMet: ({ documents }) => documents.some(({ type }) => type === "V") },
  seat: { words: "seat", isMet: ({ seat }) => seat !== null },
  bags: { words: "number of bags", isMet: ({ bags }) => bags.count !== null },
  locator: { words: "record locator (AVF)", isMet: ({ locator }) => locator !== null },
  travellerRef: { words: "passenger reference (ABO)", isMet: ({ travellerRef }) => travellerRef !== null },
  verified: { words: "verification indicator (GEI)", isMet: ({ verified }) => verified !== null },
  address: { words: "address", isMet: ({ address }) => address !== null },
  embark: { words: "place of first embarkation (LOC 178)", isMet: ({ embark }) => embark !== null },
  debark: { words: "place of final debarkation (LOC 179)", isMet: ({ debark }) => debark !== null },
  clearance: { words: "place of clearance (LOC 22)", isMet: ({ clearance }) => clearance !== null },
};

type Requirement = {
  readonly words: Phrase<"lacking">;
  readonly isMet: (traveller: ListedTraveller) => boolean;
};

/**
 * A message with its findings as they count under an agreement: those that are off left out, the others with the agreed
 * severity, and one more for each traveller who lacks something required. Nobody is dropped for it. Pure.
 */
export function underAgreement(message: ReadMessage, agreement: EffectiveAgreement): ReadMessage {
  const findings = findingsAgreed(message, agreement);
  return findings === message.findings ? message : { ...message, findings };
}

function findingsAgreed(message: ReadMessage, agreement: EffectiveAgreement): readonly Finding[] {
  const lacking = message.passengerList === undefined ? [] : lackingIn(message.passengerList, agreement);
  const findings = lacking.length === 0 ? message.findings : [...message.findings, ...lacking];
  return asAgreed(findings, agreement, { taken: message.accepted });
}

/**
 * Findings as they count under an agreement; the same ones when nothing else was agreed. Twice is as once. Of a message that was
 * not taken none is left out: the carrier is told why.
 */
export function asAgreed(
  findings: readonly Finding[],
  { severities }: Pick<EffectiveAgreement, "severities">,
  { taken }: { readonly taken: boolean },
): readonly Finding[] {
  if (!findings.some(({ code, severity }) => (severities[code] ?? severity) !== severity)) return findings;
  return findings.flatMap((finding): readonly Finding[] => {
    const agreed = severities[finding.code];
    if (agreed === undefined || agreed === finding.severity) return [finding];
    if (agreed === "off") return taken ? [] : [finding];
    return [{ ...finding, severity: agreed }];
  });
}

/** What kind of list requirements are looked up for; null for lists whose travellers are only named. */
export function kindOf({ function: kind, status, stated, travellers }: PassengerList): ListKind | null {
  if (status === "XR" || status === "RP" || status === "CLOB" || status === "CLNB") return null;
  if (kind === "crew-list" || kind === "master-crew-list") return "crew";
  if (kind !== "passenger-list") return null;
  const isRequest = status === "CP" || (stated.passengers !== null && travellers.length < stated.passengers);
  return isRequest ? "interactive" : "passengers";
}

function lackedBy(traveller: ListedTraveller, required: readonly Requirable[]): readonly Requirement[] {
  return required.map((element) => requirements[element]).filter(({ isMet }) => !isMet(traveller));
}

/** Whether a traveller of the list lacks something that is required in it: all are looked at, not only those told one by one. */
export function lacksRequired(
  list: PassengerList,
  { required }: Pick<EffectiveAgreement, "required">,
): (traveller: ListedTraveller) => boolean {
  const kind = kindOf(list);
  return (traveller) => kind !== null && lackedBy(traveller, required[kind]).length > 0;
}

function lackingIn(list: PassengerList, agreement: EffectiveAgreement): readonly Finding[] {
  const kind = kindOf(list);
  if (kind === null) return [];
  const most = agreement.interactiveTravellersMax;
  const found: Finding[] = [];
  if (kind === "interactive" && most !== null && list.travellers.length > most) {
    found.push(intakeFinding("IN09", { travellers: list.travellers.length, limit: most }));
  }
  let untold = 0;
  for (const traveller of list.travellers) {
    const lacking = lackedBy(traveller, agreement.required[kind]);
    if (lacking.length === 0) continue;
    if (found.length >= toldMax) {
      untold += 1;
      continue;
    }
    const place = { segment: traveller.segment, tag: "NAD" };
    found.push({ ...intakeFinding("IN08", { lacking: lacking.map(({ words }) => words) }), ...place });
  }
  if (untold > 0) found.push(intakeFinding("IN10", { travellers: untold }));
  return found;
}
