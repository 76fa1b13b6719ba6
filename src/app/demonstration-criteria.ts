// The demonstration's rules, brought to where they stand as people would: written, tested, judged, approved, through the interface.
import type { BackTest, CriterionDetail, Dossier } from "#criteria/contract";
import { setTimeout as sleep } from "node:timers/promises";
import { json, signIn, type Person } from "./demonstration-people.ts";

type Staff = Readonly<Record<"rules" | "analyst" | "protection" | "legal" | "head", Person>>;

type Wanted = {
  readonly text: string;
  readonly dossier: Omit<Dossier, "necessity" | "cautions" | "limits" | "scope" | "publicSummary"> & {
    readonly necessity: Readonly<Record<string, string>>;
  };
  /** How far it is brought: further steps are left to whoever tries it out. */
  readonly upTo: "proposed" | "tested" | "active";
};

/** Textbook circumstances of public courses on passenger data; no unit's own criteria. */
const wanted: readonly Wanted[] = [
  {
    text: `rule last-minute-cash suspect
  when traveller.age >= 18 and booking.lead-hours < 48 and some(payment where payment.form = "CA") and itinerary.returns = no
  adds 5 "travels alone": booking.party-size = 1
  lowers 10 "travels with family": some(companion where companion.same-surname = yes)
  lowers 10 "is a regular customer": traveller.loyalty-cards >= 1
`,
    dossier: {
      title: "One-way ticket paid in cash at the last minute",
      threat: "DEMO-R1: couriers sent at short notice by somebody else (invented)",
      offences: ["drug-trafficking", "trafficking-in-human-beings"],
      airLink: "The couriers come by scheduled flights: the risk was analysed on air routes (invented).",
      aimedAt: "offender",
      idea: "An adult whose one-way journey was booked less than two days before and paid in cash.",
      evidence: { source: "B", information: "2", corroboration: "" },
      exonerating: [
        "A death or an illness in the family",
        "Moves home, or returns after a long stay",
        "Comes from where few have cards",
      ],
      necessity: {
        "traveller.age": "Minors are no suspects; they are left out.",
        "booking.lead-hours": "The short notice is what the modus operandi rests on.",
        payment: "Only bookings that tell how they were paid can be looked at.",
        "payment.form": "Cash hides who paid; alone it says nothing.",
        "itinerary.returns": "Couriers of this kind are sent one way.",
        "booking.party-size": "Travelling alone adds to it, and is never enough.",
        companion: "Families must be told from others, to leave them out.",
        "companion.same-surname": "Families must be told from others, to leave them out.",
        "traveller.loyalty-cards": "Regular customers must be told from others, to leave them out.",
      },
    },
    upTo: "active",
  },
  {
    text: `rule child-alone protect
  when traveller.age < 16 and booking.party-size = 1
  adds 5 "one way": itinerary.returns = no
  lowers 10 "the carrier looks after the child": some(service where service.code = "UMNR")
`,
    dossier: {
      title: "Child who travels without anybody",
      threat: "DEMO-R2: children taken abroad to be exploited (invented)",
      offences: ["trafficking-in-human-beings", "kidnapping-hostage-taking"],
      airLink: "Children are taken out of the country by air, alone or handed over at the gate (invented).",
      aimedAt: "person-at-risk",
      idea: "A child under sixteen alone in the booking, so that somebody asks who expects the child.",
      evidence: { source: "A", information: "2", corroboration: "" },
      exonerating: ["Parents booked on their own", "Accompanied by the carrier", "School journey"],
      necessity: {
        "traveller.age": "It is about children and nobody else.",
        "booking.party-size": "Who travels with others is not meant.",
        "itinerary.returns": "A journey one way adds to it.",
        service: "Children whom the carrier looks after must be told from others.",
        "service.code": "Children whom the carrier looks after must be told from others.",
      },
    },
    upTo: "tested",
  },
  {
    text: `rule short-stay-far suspect
  when traveller.age >= 18 and distance(itinerary.start, itinerary.end) > 4000 and itinerary.stay-days <= 2
  lowers 10 "is a regular customer": traveller.loyalty-cards >= 1
`,
    dossier: {
      title: "Very long journey for a very short stay",
      threat: "",
      offences: [],
      airLink: "",
      aimedAt: null,
      idea: "A journey of more than 4,000 kilometres for two days or less.",
      evidence: { source: null, information: null, corroboration: "" },
      exonerating: ["A meeting for work"],
      necessity: {},
    },
    upTo: "proposed",
  },
];

const waitMs = 3_000;
/** Waits for a back-test or a shadow: some minutes. */
const waitsMax = 100;

/** Makes the rules that are not there yet, when traffic has come in. `stopped` ends it between two steps. */
export async function seedCriteria(address: string, stopped: () => boolean): Promise<void> {
  const [rules, analyst, protection, legal, head] = await Promise.all([
    signIn(address, "rules-manager"),
    signIn(address, "analyst"),
    signIn(address, "data-protection-officer"),
    signIn(address, "legal-adviser"),
    signIn(address, "supervisor"),
  ]);
  const staff = { rules, analyst, protection, legal, head };
  const { criteria } = await json<{ criteria: { code: string }[] }>(
    await rules("GET", "/api/criteria"),
    "reading the rules",
  );
  const known = new Set(criteria.map(({ code }) => code));
  for (const each of wanted) {
    const code = /^rule (\S+)/.exec(each.text)?.[1] ?? "";
    if (known.has(code) || stopped()) continue;
    await bring(staff, code, each, stopped);
  }
}

async function bring(staff: Staff, code: string, each: Wanted, stopped: () => boolean): Promise<void> {
  const { rules, analyst, protection, legal, head } = staff;
  const { id } = await json<CriterionDetail>(
    await rules("POST", "/api/criteria", { code, dossier: dossierOf(each), draft: { text: each.text } }),
    `proposing ${code}`,
  );
  const take = async (who: Person, path: string, body: object = {}): Promise<CriterionDetail> => {
    const { revision } = await load(rules, id);
    const taken = await who("POST", `/api/criteria/${id}/versions/1/${path}`, { revision, ...body });
    return json<CriterionDetail>(taken, `${path} of ${code}`);
  };
  if (each.upTo === "proposed") return;
  const { shown } = await take(rules, "specification");
  const test = await backTest(staff, id, stopped);
  if (test?.result == null) return;
  const text = "Volume and disparity looked at; the travellers are made up.";
  await take(analyst, "test-report", { testId: test.id, text });
  if (each.upTo === "tested") return;
  const explanations = test.result.disparity
    .filter(({ verdict }) => verdict !== "within")
    .map(({ by, group }) => ({ by, group, text: "Follows from how the made-up traffic is sold there." }));
  await take(analyst, "bias-report", { text, explanations });
  await take(protection, "bias-assent", { text: "Agreed, for a demonstration." });
  await take(protection, "opinion", {
    verdict: "positive",
    text: "Necessary and bounded, for a demonstration.",
  });
  const { fingerprint } = shown;
  await take(head, "approval", { fingerprint, text: "Approved for a demonstration." });
  await take(legal, "approval", { fingerprint, text: "Has a legal basis, for a demonstration." });
  await take(rules, "shadow");
  for (let waits = 0; waits < waitsMax && !stopped(); waits += 1) {
    const { next } = await load(rules, id);
    const activation = next.find(({ step }) => step === "activated");
    const open = (activation?.obstacles ?? []).filter(({ because }) => because.code !== "own-rule");
    if (activation !== undefined && open.length === 0) {
      await take(head, "activation", { text: "Its shadow runs as its back-test." });
      return;
    }
    await sleep(waitMs);
  }
}

const load = async (who: Person, id: string): Promise<CriterionDetail> =>
  json<CriterionDetail>(await who("GET", `/api/criteria/${id}`), "reading a rule");

/** A back-test over the days that the demonstration has; null when it is stopped meanwhile. */
async function backTest({ analyst }: Staff, id: string, stopped: () => boolean): Promise<BackTest | null> {
  const { asOf } = await json<{ asOf: string }>(await analyst("GET", "/api/criteria"), "reading the rules");
  const until = asOf.slice(0, 10);
  const from = new Date(Date.parse(until) - 7 * 86_400_000).toISOString().slice(0, 10);
  const asked = await json<BackTest>(
    await analyst("POST", `/api/criteria/${id}/versions/1/back-tests`, { from, until }, "CRITERIA"),
    "asking for a back-test",
  );
  for (let waits = 0; waits < waitsMax && !stopped(); waits += 1) {
    const test = await json<BackTest>(
      await analyst("GET", `/api/criteria/${id}/back-tests/${asked.id}`),
      "reading a back-test",
    );
    if (test.state !== "running") return test;
    await sleep(waitMs);
  }
  return null;
}

function dossierOf({ dossier: { necessity, ...dossier } }: Wanted): Dossier {
  return {
    ...dossier,
    necessity: Object.entries(necessity).map(([field, why]) => ({ field, why })),
    cautions: [],
    scope: "All flights of the demonstration.",
    publicSummary: "",
    limits: {
      per10000: 60,
      perFlight: 6,
      perDay: 150,
      precisionFloor: 0.1,
      shadowDays: 0,
      reviewEveryDays: 90,
      sunsetDays: 180,
    },
  };
}
