// What oversight has done at a demonstration unit: an impact assessment that was signed, a pack, an inspection that goes on.
import { riskCodes } from "#evidence";
import { json, signIn, type Person } from "./demonstration-people.ts";

const post = async <Shape>(who: Person, path: string, body?: object): Promise<Shape> => {
  const answer = await who("POST", path, body);
  if (answer.status === 204) return undefined as Shape;
  return json<Shape>(answer, path);
};

/** A processor by contract, admitted by the head, and a second one that waits for the decision. */
async function seedProcessors(address: string, legal: Person, now: Date): Promise<void> {
  const there = await json<{ processors: readonly unknown[] }>(
    await legal("GET", "/api/processors"),
    "the processors",
  );
  if (there.processors.length > 0) return;
  const day = (years: number) => `${now.getUTCFullYear() + years}-01-01T00:00:00.000Z`;
  const { processors } = await post<{ processors: readonly { id: string }[] }>(legal, "/api/processors", {
    tenant: "vendor:hosting",
    name: "Invented Data Centre",
    contract: "Contract 12/2026 on the operation of servers",
    instructions:
      "Runs the machines and keeps backups as they come, encrypted. Opens no record. Tells the unit of any incident within a day.",
    subProcessors: ["Invented Tape Vault"],
    validFrom: day(0),
    validUntil: day(3),
  });
  const head = await signIn(address, "head");
  await post(head, `/api/processors/${processors[0]?.id ?? ""}/decision`, {
    state: "in-force",
    reason: "The instructions cover what they do; the place was visited.",
  });
  await post(legal, "/api/processors", {
    tenant: "vendor:maintenance",
    name: "Invented Software House",
    contract: "Offer of 3 November on maintenance",
    instructions: "Mends the software on written order only, on invented data; real data stay with the unit.",
    subProcessors: [],
    validFrom: day(0),
    validUntil: day(2),
  });
}

/** Does it once: a demonstration that is begun again on what is kept has it already. */
export async function seedOversight(address: string, now: Date, stopped: () => boolean): Promise<void> {
  const inspector = await signIn(address, "inspector");
  const there = await json<{ inspections: readonly unknown[] }>(
    await inspector("GET", "/api/inspections"),
    "the inspections",
  );
  if (there.inspections.length > 0 || stopped()) return;
  const [legal, officer] = [
    await signIn(address, "legal-adviser"),
    await signIn(address, "data-protection-officer"),
  ];
  await seedProcessors(address, legal, now);
  const left: Readonly<Record<string, "low" | "medium">> = {
    "false-match": "medium",
    discrimination: "medium",
  };
  const { number } = await post<{ number: number }>(legal, "/api/evidence/assessments", {
    necessity:
      "Persons sought for terrorist offences and serious crime travel by air under their own names; without a comparison before arrival they are found too late or not at all. Of every traveller only the elements of the law are held, and only for six months.",
    risks: riskCodes.map((risk) => ({
      risk,
      left: left[risk] ?? "low",
      more:
        risk === "false-match"
          ? "A second look at every confirmed match, and a redress number on request."
          : "",
    })),
  });
  await post(officer, `/api/evidence/assessments/${number}/decision`, {
    sign: true,
    opinion: "Necessary, and proportionate as long as every match is looked at by a person.",
    reviewOn: `${now.getUTCFullYear() + 1}-06-01`,
  });
  if (stopped()) return;
  const record = { kind: "processing-records", year: null };
  const made = await post<{ id: string }>(officer, "/api/evidence/documents", record);
  const { id } = await post<{ id: string }>(inspector, "/api/inspections", {
    kind: "inspection",
    title: "How matches of rules are reviewed",
    scope: "From the alert to the decision: who looked, for how long, and with which reasons.",
    basis: "Law on the supervisory authority, Article 12",
    from: `${now.getUTCFullYear()}-01-01`,
    until: now.toISOString().slice(0, 10),
  });
  const raise = (body: object) => post<{ id: string }>(inspector, `/api/inspections/${id}/matters`, body);
  const demand = await raise({
    kind: "demand",
    measure: null,
    text: "Hand over the record of processing activities.",
    article: "Directive (EU) 2016/680, Article 24",
    hours: 120,
  });
  await raise({
    kind: "order",
    measure: "warn",
    text: "Name a deputy of the data protection officer, and tell the public how to reach them.",
    article: "Directive (EU) 2016/680, Article 47(2)",
    hours: 72,
  });
  await post(officer, `/api/inspections/matters/${demand.id}/answer`, {
    text: "It was made today and is attached.",
    documents: [made.id],
  });
}
