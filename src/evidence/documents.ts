// Documents that the unit makes of itself: made, written down with their hash in the ledger, taken away with its proof.
import {
  loadBody,
  loadHeadKeys,
  ledgerSize,
  loadHeads,
  proveInclusion,
  publishHead,
  rowsIn,
  type HeadPlaces,
} from "#oversight";
import {
  canonicalJson,
  newId,
  refuse,
  systemActor,
  type Clock,
  type Database,
  type LedgerValue,
  type Refusal,
  type Transaction,
} from "#platform";
import type { LegalProfile } from "#vocabulary";
import { asPage, hashOf, type Attested } from "./attested.ts";
import { documentHtml } from "./document-html.ts";
import { assessmentInForce, documentById, entryOfMaking, insertDocument } from "./document-store.ts";
import type { DocumentKind } from "./document-kinds.ts";
import { newestHead } from "./head-store.ts";
import { liveState } from "./live-store.ts";
import { packOf } from "./packs.ts";
import type { Facts } from "./probes.ts";
import { processingRecords } from "./processing-records.ts";
import { readShownTests } from "./shown-tests.ts";
import { figuresOf } from "./statistics.ts";
import { statisticsOf } from "./statistics-routes.ts";

export type DocumentServices = {
  readonly database: Database;
  readonly clock: Clock;
  readonly heads: HeadPlaces;
  readonly unit: string;
  readonly profile: LegalProfile;
  readonly about: {
    readonly software: string;
    readonly engine: string;
    readonly demonstration: boolean;
    readonly strength: string;
    readonly officer: string | null;
    readonly authority: string | null;
    readonly registered: Facts["registered"];
    /** How many inspections of the supervisory authority are open and closed. */
    readonly inspections: (tx: Transaction) => Promise<{ open: number; closed: number }>;
  };
};

const maker = systemActor("evidence");
const page = new URL("../../docs/reference/compliance.md", import.meta.url);

/** All that documents rest on, as it stands now. */
export async function factsNow({ database, unit, profile, about }: DocumentServices): Promise<Facts> {
  return database.transaction(maker, async (tx) => {
    const day = (at: Date): string => at.toISOString().slice(0, 10);
    const before = new Date(tx.at);
    before.setUTCFullYear(before.getUTCFullYear() - 1);
    const until = new Date(tx.at.getTime() + 86_400_000);
    const { inspections, ...said } = about;
    return {
      at: tx.at,
      unit,
      profile,
      profileLabel: tx.profile,
      ...said,
      live: await liveState(tx),
      figures: await figuresOf(tx, { from: day(before), until: day(until) }),
      head: await newestHead(tx),
      assessment: await assessmentInForce(tx),
      inspections: await inspections(tx),
    };
  });
}

/** What a document of this kind says now; a year for the yearly report. */
export async function contentOf(
  services: DocumentServices,
  kind: Exclude<DocumentKind, "impact-assessment" | "referral">,
  year: number | null,
): Promise<unknown> {
  if (kind === "yearly-report") {
    const wanted = year ?? services.clock.now().getUTCFullYear();
    const statistics = await statisticsOf(services, {
      from: `${wanted}-01-01`,
      until: `${wanted + 1}-01-01`,
    });
    return { title: `Yearly report ${wanted}`, ...statistics };
  }
  const facts = await factsNow(services);
  if (kind === "processing-records") return processingRecords(facts);
  return packOf(kind, facts, await readShownTests(page));
}

/** Writes a content down in the actor's name: the document and the ledger's entry with its hash, or neither. */
export async function keepDocument(
  tx: Transaction,
  kind: DocumentKind,
  about: string,
  content: unknown,
): Promise<string> {
  const text = canonicalJson(JSON.parse(JSON.stringify(content)) as LedgerValue);
  const id = newId(tx.at);
  const sha256 = hashOf(text);
  await insertDocument(tx, { id, kind, about, content: text, sha256 });
  tx.record({
    action: "document.made",
    subjectKind: "document",
    subjectId: id,
    detail: { kind, about, sha256 },
  });
  return id;
}

/** The document as it is taken away: its text, and the proof that the ledger names it. A head is signed where none holds it yet. */
export async function attestedDocument(services: DocumentServices, id: string): Promise<Attested | Refusal> {
  const found = await services.database.transaction(maker, (tx) => documentById(tx, id));
  if (found === undefined) return noSuchDocument;
  const { kind, content, sha256 } = found;
  const proof = await proofOf(services, "document.made", id);
  return { openpiu: "attested", version: 1, kind, content, sha256, proof };
}

/** The proof of the entry that an act left, under the newest signed head; null where the ledger's head cannot be signed. */
export async function proofOf(
  services: Pick<DocumentServices, "database" | "clock" | "heads">,
  action: string,
  subject: string,
): Promise<Attested["proof"]> {
  const { database } = services;
  const seq = await database.transaction(maker, (tx) => entryOfMaking(tx, action, subject));
  if (seq === undefined) return null;
  return proofOfEntry(services, seq);
}

/** The proof of one entry, by its number. */
export async function proofOfEntry(
  services: Pick<DocumentServices, "database" | "clock" | "heads">,
  seq: number,
): Promise<Attested["proof"]> {
  const { database } = services;
  const holds = (tx: Transaction) => newestHead(tx).then((head) => head !== null && head.size >= seq);
  if (!(await database.transaction(maker, holds))) await publishHead(services, services.heads);
  return database.transaction(maker, async (tx) => {
    const [head] = await loadHeads(tx, 1);
    const key = (await loadHeadKeys(tx)).find(({ keyId }) => keyId === head?.keyId);
    if (head === undefined || key === undefined || head.size < seq) return null;
    const proof = await proveInclusion({ seq, size: head.size }, rowsIn(tx));
    const body = await loadBody(tx, seq);
    return { ...proof, ...(body === undefined ? {} : { body }), head, publicKey: key.publicKey };
  });
}

/** Entries of the ledger with their proofs, for a document that rests on them. Refused where there is none of a number. */
export async function provenEntries(
  services: Pick<DocumentServices, "database" | "clock" | "heads">,
  entries: readonly number[],
): Promise<readonly NonNullable<Attested["proof"]>[] | Refusal> {
  const proofs = [];
  const size = await services.database.transaction(maker, (tx) => ledgerSize(tx));
  for (const seq of new Set(entries)) {
    const proof = seq > size ? null : await proofOfEntry(services, seq);
    if (proof === null) return noSuchEntry;
    proofs.push(proof);
  }
  return proofs;
}

/** A document as a page that people read and programs check. */
export function documentPage(file: Attested): string {
  const content = JSON.parse(file.content) as { readonly title?: string };
  const title = content.title ?? file.kind;
  const proof = file.proof?.head;
  const foot =
    proof === undefined
      ? "<p>No signed head of the ledger holds it yet.</p>"
      : `<p>SHA-256 <code>${file.sha256}</code>; entry ${file.proof?.seq ?? ""} of the ledger, whose head of ${proof.size} entries was signed by key ${proof.keyId} at ${proof.at}. To check without this unit: <code>openpiu evidence FILE</code>.</p>`;
  return asPage(file, title, `${documentHtml(title, content)}\n<hr>\n${foot}`);
}

const noSuchEntry = refuse("entry-unknown", "The ledger has no entry of one of these numbers.", 422);
const noSuchDocument = refuse(
  "document-unknown",
  "There is no such document, or your role may not see it.",
  404,
);
