// The demonstration's partner: a unit of another State, invented like all of it, that asks and tells by the keys in the data folder.
import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PackageContent, PublicKey } from "#disclosures/contract";
import { printOf, wrapFor } from "#exchange";
import type { Partners } from "#exchange/contract";
import { newId, type Clock } from "#platform";
import { json, signIn } from "./demonstration-people.ts";

const code = "piu-ruritania";
const day = 86_400_000;
type DayIn = (days: number) => string;

/** Admits the partner by two persons, then lets it ask one thing and tell another: both wait for people here. */
export async function seedExchange(
  address: string,
  dataFolder: string,
  clock: Clock,
  isStopped: () => boolean,
): Promise<void> {
  const now = clock.now();
  const dayIn: DayIn = (days) => new Date(now.getTime() + days * day).toISOString().slice(0, 10);
  const legal = await signIn(address, "legal-adviser");
  const { own, partners } = await json<Partners>(
    await legal("GET", "/api/exchange/partners"),
    "reading the partners",
  );
  if (partners.length > 0 || isStopped()) return;
  const { authorities } = await json<{ authorities: { id: string; code: string; state: string }[] }>(
    await legal("GET", "/api/authorities"),
    "reading the register",
  );
  const unit = authorities.find((each) => each.code === code && each.state === "in-force");
  if (unit === undefined) return;
  const said = {
    authorityId: unit.id,
    // Nobody listens there: what is to be told waits in the outbox.
    address: "http://127.0.0.1:9",
    agreement: "None: an invented agreement, for demonstration only",
    keepDays: 60,
    assessment: "Invented: courts review the work of the unit each year, and nobody is returned to danger.",
    assessedUntil: dayIn(365),
    reason: "Named for the demonstration",
  };
  const proposed = await json<Partners>(await legal("POST", "/api/exchange/partners", said), "proposing");
  const supervisor = await signIn(address, "supervisor");
  await json(
    await supervisor("POST", `/api/exchange/partners/${unit.id}/decision`, {
      version: proposed.partners.find(({ state }) => state === "proposed")?.version,
      inForce: true,
      reason: "As the demonstration names it",
    }),
    "admitting the partner",
  );
  const secret = JSON.parse(
    await readFile(join(dataFolder, "demonstration-keys", `${code}.json`), "utf8"),
  ) as {
    signing: JsonWebKey & { x: string };
  };
  const sign = createPrivateKey({ key: secret.signing, format: "jwk" });
  const print = printOf({ kty: "OKP", crv: "Ed25519", x: secret.signing.x });
  const say = async (kind: string, body: object): Promise<void> => {
    if (isStopped()) return;
    const message = {
      format: "openpiu-exchange/1",
      id: newId(clock.now()),
      attempt: newId(clock.now()),
      from: print,
      to: own.print,
      at: clock.now().toISOString(),
      kind,
      body,
    };
    const { envelope } = await wrapFor(message, { sign, print }, own.encryption as PublicKey);
    const answer = await fetch(`${address}/v1/exchange`, {
      method: "POST",
      headers: { "content-type": "application/jose" },
      body: envelope,
    });
    if (!answer.ok) throw new Error(`the partner was not heard: ${answer.status} ${await answer.text()}`);
  };
  const { CompactSign } = await import("jose");
  const content = aPackage(now, dayIn);
  const told = await new CompactSign(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg: "EdDSA", kid: print })
    .sign(sign);
  await say("package", { reference: content.reference, request: null, package: told });
  await say("request", { reference: "Q-2026-000311", urgent: true, fields: aRequest(dayIn) });
  await say("new-key", aNewKey(now));
}

/** Keys that are to take the place of the partner's: nobody has the secret halves, and they wait for two persons here. */
function aNewKey(now: Date) {
  const publicOf = (crv: "Ed25519" | "X25519"): PublicKey => {
    const { publicKey } = crv === "Ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("x25519");
    return { kty: "OKP", crv, x: publicKey.export({ format: "jwk" }).x ?? "" };
  };
  const [signing, encryption] = [publicOf("Ed25519"), publicOf("X25519")];
  return {
    print: printOf(signing),
    signing,
    encryption,
    from: new Date(now.getTime() - 3_600_000).toISOString(),
    oldUntil: new Date(now.getTime() + 29 * day).toISOString(),
  };
}

/** What the partner tells without being asked: an invented traveller on an invented flight. */
function aPackage(now: Date, dayIn: DayIn): PackageContent {
  const at = new Date(now.getTime() - 3_600_000).toISOString();
  const handling: PackageContent["handling"] = ["H2", "H4"];
  return {
    format: "openpiu-package/1",
    reference: "D-2026-000187",
    review: {
      result: "is-the-person",
      statement: "Document number and birth date are those of a courier wanted here (invented).",
      assertion: "fact",
      reliability: "B",
      credibility: "2",
      checks: ["document compared", "birth date compared"],
      reviewedAt: at,
      secondReview: { statement: "Necessary for the unit where the flight lands.", at },
    },
    from: "Passenger unit of a partner State (invented)",
    to: "Passenger Information Unit",
    request: null,
    legalBasis: "LB-SPON",
    purpose: "SERIOUS",
    offence: "drug-trafficking",
    measure: "CUSTOMS-CHECK",
    measureReference: null,
    category: "suspect",
    elements: [
      {
        element: "names",
        source: "api",
        receivedAt: at,
        lines: [
          { label: "surname", value: "INVENTED" },
          { label: "given", value: "TRAVELLER" },
        ],
      },
      {
        element: "travel-dates",
        source: "api",
        receivedAt: at,
        lines: [{ label: "flight", value: `ZZ101 IST-GYD ${dayIn(1)}` }],
      },
    ],
    handling,
    conditions: [
      "Only for the purpose SERIOUS, for which it was given (Directive (EU) 2016/681, Art. 7(4)).",
      "For intelligence only: not to be disclosed in court without our consent.",
      "To be passed on with our consent only.",
      "No decision may rest on automated processing alone (Art. 7(6)). The outcome is to be told.",
    ],
    onwardTransfer: false,
    keepUntil: dayIn(90),
    recallAddress: "the exchange",
    issuedAt: at,
  };
}

const aRequest = (dayIn: DayIn) => ({
  requester: {
    officer: "Duty analyst (invented)",
    contact: "duty desk",
    supervisor: "Head of shift (invented)",
  },
  purpose: "SERIOUS",
  offence: { code: "drug-trafficking", article: "Penal Code, Article 188 (invented)", maxPenaltyYears: 15 },
  airLink: { kind: "direct", text: "Couriers of the group arrive by scheduled flights." },
  caseReference: "RUR-2026-41",
  grounds: "A courier arrested yesterday named the holder of this document as the next one (invented).",
  subjects: [{ document: "ZZ0000001" }],
  window: { from: dayIn(0), until: dayIn(3) },
  newCircumstances: "The arrest of yesterday evening, after the booking was made.",
  objectiveEvidence: "The minutes of the interrogation, confirmed by a seizure (invented).",
  elements: ["names", "travel-dates", "seat"],
  masked: false,
  category: "suspect",
  protection: [],
  urgency: { reason: "The flight may land tonight." },
  handling: { codes: ["H2", "H4"], accepted: true },
  humanRights: {
    noDeathPenalty: true,
    noTorture: true,
    originCountry: null,
    text: "Assured in the agreement (invented).",
  },
  legalBasis: { code: "LB-PIU", text: "Invented agreement, Article 4" },
  language: "en",
  feedback: true,
});
