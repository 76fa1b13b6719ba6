// The demonstration's register of authorities and some requests at different states, brought there as people would, through the interface.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuthorityContent, OwnRequest, RequestDetail } from "#disclosures/contract";
import type { FlightBoard, FlightDetail, PersonPage } from "#records/contract";
import { bureauCode } from "./demonstration-line.ts";
import { json, signIn, type Person } from "./demonstration-people.ts";

const purpose = "SERIOUS";
const serious = ["drug-trafficking", "trafficking-in-human-beings", "money-laundering"] as const;

/** Who is on the register: invented authorities of an invented State, and one abroad. */
const register: readonly (Pick<
  AuthorityContent,
  "code" | "name" | "kind" | "service" | "country" | "purposes" | "offences" | "channel"
> &
  Partial<AuthorityContent>)[] = [
  {
    code: "police",
    name: "Police, organised crime (invented)",
    kind: "national",
    service: "police",
    country: "AZ",
    purposes: ["TERR", "SERIOUS", "CHILD_PROTECTION"],
    offences: ["terrorism", ...serious],
    channel: "portal",
  },
  {
    code: "customs",
    name: "Customs investigation (invented)",
    kind: "national",
    service: "customs",
    country: "AZ",
    purposes: ["SERIOUS"],
    offences: ["drug-trafficking", "cultural-goods-trafficking", "weapons-trafficking"],
    channel: "portal",
  },
  {
    code: "border",
    name: "Border service (invented)",
    kind: "national",
    service: "border",
    country: "AZ",
    purposes: ["SERIOUS", "BORDER", "CHILD_PROTECTION"],
    offences: ["unauthorised-entry-facilitation", "trafficking-in-human-beings"],
    channel: "portal",
  },
  {
    code: "migration",
    name: "Migration service (invented)",
    kind: "national",
    service: "migration",
    country: "AZ",
    purposes: ["BORDER", "CHILD_PROTECTION"],
    offences: [],
    channel: "portal",
  },
  {
    code: "security",
    name: "Security service (invented)",
    kind: "national",
    service: "security",
    country: "AZ",
    purposes: ["TERR"],
    offences: ["terrorism"],
    channel: "portal",
  },
  {
    code: "foreign",
    name: "Foreign ministry (invented)",
    kind: "foreign-ministry",
    service: "foreign",
    country: "AZ",
    purposes: ["TERR"],
    offences: ["terrorism"],
    channel: "diplomatic",
  },
  {
    code: "piu-ruritania",
    name: "Passenger unit of a partner State (invented)",
    kind: "partner-unit",
    service: "unit",
    country: "TR",
    purposes: ["TERR", "SERIOUS"],
    offences: ["terrorism", ...serious],
    channel: "exchange",
    language: "en",
  },
  {
    code: bureauCode,
    name: "National central bureau of INTERPOL (invented)",
    kind: "ncb",
    service: "police",
    country: "AZ",
    purposes: ["TERR", "SERIOUS", "CHILD_PROTECTION"],
    offences: ["terrorism", ...serious],
    channel: "i24-7",
  },
  {
    code: "court",
    name: "Serious crimes court (invented)",
    kind: "court",
    service: "justice",
    country: "AZ",
    purposes: ["TERR", "SERIOUS"],
    offences: ["terrorism", ...serious],
    channel: "portal",
  },
];

/** Makes the register, with keys whose private halves lie in the data folder, and three requests about travellers still to come. */
export async function seedRequests(
  address: string,
  dataFolder: string,
  now: Date,
  isStopped: () => boolean,
): Promise<void> {
  const legal = await signIn(address, "legal-adviser");
  const supervisor = await signIn(address, "supervisor");
  const there = await json<{ authorities: { code: string; id: string; state: string }[] }>(
    await legal("GET", "/api/authorities"),
    "reading the register",
  );
  if (there.authorities.length > 0) return;
  for (const entry of register) {
    if (isStopped()) return;
    await enter({ legal, supervisor }, entry, join(dataFolder, "demonstration-keys"), now);
  }
  const watch = await signIn(address, "watch-officer");
  const analyst = await signIn(address, "analyst");
  const police = await signIn(address, "liaison", "police");
  const customs = await signIn(address, "liaison", "customs");
  const persons = await travellers(analyst, 3);
  const [first, second, third] = persons;
  if (first !== undefined)
    await ask(police, "police", first, "Intercepted messages name the traveller as a courier.");
  if (second !== undefined && !isStopped()) {
    const id = await ask(customs, "customs", second, "A parcel seized last week bears the traveller's name.");
    await toReleaseCheck({ watch, legal, supervisor, analyst }, id);
  }
  if (third !== undefined && !isStopped()) {
    const id = await ask(
      police,
      "police",
      third,
      "A co-accused says that the traveller carries cash for the group.",
    );
    // After the journey it waits for the body outside: nothing is released without it.
    const ready = await toReleaseCheck({ watch, legal, supervisor, analyst }, id);
    if (ready) {
      const reason = "Necessary for the case, and no more than was asked.";
      await step(supervisor, id, "release", { result: "data", reason, code: null });
    }
  }
}

async function enter(
  { legal, supervisor }: { legal: Person; supervisor: Person },
  entry: (typeof register)[number],
  keyFolder: string,
  now: Date,
): Promise<void> {
  const { exportJWK, generateKeyPair } = await import("jose");
  type Key = Parameters<typeof exportJWK>[0];
  const encryption = await generateKeyPair("ECDH-ES+A256KW", { crv: "X25519", extractable: true });
  const signing = await generateKeyPair("EdDSA", { extractable: true });
  const open = async (key: Key) => {
    const { crv = "", x = "" } = await exportJWK(key);
    return { kty: "OKP", crv, x };
  };
  await mkdir(keyFolder, { recursive: true, mode: 0o700 });
  const secret = {
    encryption: await exportJWK(encryption.privateKey),
    signing: await exportJWK(signing.privateKey),
  };
  await writeFile(join(keyFolder, `${entry.code}.json`), JSON.stringify(secret, null, 2), { mode: 0o600 });
  const body = {
    legalAct: "None: an invented authority, for demonstration only",
    contact: "duty desk, at any hour (invented)",
    language: "az",
    recallAddress: "the portal",
    encryptionKey: await open(encryption.publicKey),
    signingKey: await open(signing.publicKey),
    keysFrom: "2020-01-01T00:00:00.000Z",
    keysUntil: "2035-01-01T00:00:00.000Z",
    validFrom: "2020-01-01T00:00:00.000Z",
    validUntil: "2035-01-01T00:00:00.000Z",
    comparableProtection: {
      grounds: "Invented: its law gives the same rights, and a court reviews each use.",
      until: new Date(now.getTime() + 700 * 86_400_000).toISOString().slice(0, 10),
    },
    deathPenalty: false,
    tortureRisk: false,
    reason: "Named for the demonstration",
    ...entry,
  };
  const { authorities } = await json<{
    authorities: { code: string; id: string; version: number; state: string }[];
  }>(await legal("POST", "/api/authorities", body), `proposing ${entry.code}`);
  const made = authorities.find(({ code, state }) => code === entry.code && state === "proposed");
  if (made === undefined) return;
  await json(
    await supervisor("POST", `/api/authorities/${made.id}/decision`, {
      version: made.version,
      inForce: true,
      reason: "As the demonstration names it",
    }),
    `bringing ${entry.code} in force`,
  );
}

/** Adults with a travel document on flights of the coming day. */
async function travellers(
  analyst: Person,
  wanted: number,
): Promise<readonly { document: string; date: string }[]> {
  const { flights } = await json<FlightBoard>(
    await analyst("GET", "/api/flights?direction=inbound"),
    "reading the board",
  );
  const found: { document: string; date: string }[] = [];
  const now = new Map<string, true>();
  for (const flight of flights
    .filter(({ travellers: aboard, arrivesAt }) => aboard > 0 && arrivesAt !== null)
    .toReversed()) {
    const { persons } = await json<FlightDetail>(
      await analyst("GET", `/api/flights/${flight.key}`, undefined, "TEST"),
      "reading a flight",
    );
    for (const { key, age, document } of persons) {
      if (found.length === wanted) return found;
      if (age === null || age < 25 || document === null || now.has(document)) continue;
      const page = await json<PersonPage>(
        await analyst("GET", `/api/persons/${key}`, undefined, "TEST"),
        "reading a traveller",
      );
      const [passport] = page.sources.flatMap(({ documents }) => documents);
      if (passport === undefined) continue;
      now.set(document, true);
      found.push({ document: passport.number, date: flight.key.slice(0, 10) });
      break;
    }
  }
  return found;
}

async function ask(
  who: Person,
  code: string,
  { document, date }: { document: string; date: string },
  grounds: string,
): Promise<string> {
  const { authorities } = await json<{ authorities: { id: string }[] }>(
    await who("GET", "/api/own-requests"),
    "reading one's own requests",
  );
  // The day after tomorrow at the most: nothing of it is over.
  const until = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  const body = {
    type: "RQ-CA",
    authorityId: authorities[0]?.id,
    urgent: false,
    submit: true,
    fields: {
      requester: {
        officer: "Duty investigator (invented)",
        contact: `${code} duty desk`,
        supervisor: "Head of section (invented)",
      },
      purpose,
      offence: {
        code: "drug-trafficking",
        article: "Criminal Code, Article 234 (demonstration)",
        maxPenaltyYears: 12,
      },
      airLink: { kind: "direct", text: "Couriers of the group arrive by scheduled flights." },
      caseReference: `DEMO-${code.toUpperCase()}-7`,
      grounds,
      newCircumstances: "The traveller was named for the first time this morning.",
      objectiveEvidence: "The statement is confirmed by the seizure of a parcel (invented).",
      subjects: [{ document }],
      window: { from: date, until },
      elements: ["names", "travel-dates", "seat", "baggage", "itinerary"],
      masked: false,
      category: "suspect",
      protection: [],
      handling: { codes: ["H2", "H3"], accepted: true },
      legalBasis: { code: "LB-CASE", text: "Demonstration Act, Article 1" },
      feedback: true,
    },
  };
  const made = await json<OwnRequest>(await who("POST", "/api/own-requests", body), `asking as ${code}`);
  return made.request.id;
}

async function step(who: Person, id: string, path: string, body: object): Promise<RequestDetail> {
  return json<RequestDetail>(
    await who("POST", `/api/requests/${id}/${path}`, body, purpose),
    `${path} of a request`,
  );
}

/** As far as the check: what needs the body outside stays where it waits for it. */
async function toReleaseCheck(
  {
    watch,
    legal,
    supervisor,
    analyst,
  }: Readonly<Record<"watch" | "legal" | "supervisor" | "analyst", Person>>,
  id: string,
): Promise<boolean> {
  await step(watch, id, "triage", { complete: true, reason: "Everything the form needs is there." });
  const checked = await step(legal, id, "legal-check", {
    lawful: true,
    reason: "Article, grounds and link with air travel hold.",
    code: null,
  });
  if (checked.request.needsApproval) return false;
  await step(supervisor, id, "approval", {
    approved: true,
    reason: "As the legal adviser says.",
    code: null,
  });
  const { found } = await step(analyst, id, "search", {});
  const grading = {
    statement: "The document number is that of the request; name and birth date agree with it.",
    checks: ["document compared", "name compared"],
    assertion: "fact",
    reliability: "B",
    credibility: "2",
  };
  for (const { key } of found)
    await step(analyst, id, "reviews", { person: key, outcome: "is-the-person", ...grading });
  const [person] = found;
  if (person === undefined) return false;
  const choice = {
    measure: "CUSTOMS-CHECK",
    category: "suspect",
    elements: ["names", "travel-dates", "seat", "baggage"],
    handling: ["H2", "H3"],
    keepDays: 90,
    protection: [],
  };
  await step(analyst, id, "packages", { person: person.key, ...choice });
  await step(analyst, id, "release-check", { reason: "One person, four elements." });
  return true;
}
