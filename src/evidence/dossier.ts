// The dossier of one alert for a court: what was found and by what, who decided, what was told to whom, each act with its proof.
import { courtFileOf, repeatListing, type CourtFile, type Replayed } from "#cases";
import { allVersions } from "#law";
import { proofFault } from "#oversight";
import {
  canonicalJson,
  isRefusal,
  refuse,
  systemActor,
  type Actor,
  type LedgerValue,
  type Refusal,
} from "#platform";
import { attestedFault, hashOf, type Attested } from "./attested.ts";
import { entriesConcerning } from "./dossier-store.ts";
import { proofOf, provenEntries, type DocumentServices } from "./documents.ts";

export type Dossier = {
  readonly title: string;
  readonly unit: string;
  readonly madeAt: string;
  readonly profile: string;
  /** The texts of the legal profile as they were signed, each with its signature and from when. */
  readonly profiles: readonly {
    readonly body: string;
    readonly signature: string;
    readonly keyId: string;
    readonly from: string;
  }[];
  readonly file: CourtFile;
  readonly entries: readonly NonNullable<Attested["proof"]>[];
};

/** Makes it: the content's hash enters the ledger in the actor's name, and the file bears the proof. Nothing of it is kept. */
export async function dossierOf(
  services: DocumentServices,
  actor: Actor,
  alertId: string,
): Promise<Attested | Refusal> {
  const { database, unit } = services;
  const file = await courtFileOf(database, actor, alertId);
  if (file === null) return noSuchAlert;
  const reader = systemActor("evidence");
  const numbers = await database.transaction(reader, (tx) =>
    entriesConcerning(tx, { alert: alertId, person: file.person }),
  );
  const entries = await provenEntries(services, numbers);
  if (isRefusal(entries)) return entries;
  const profiles = await database.transaction(reader, async (tx) =>
    (await allVersions(tx)).flatMap(({ release }) =>
      release === null
        ? []
        : [
            {
              body: release.body,
              signature: release.signature.toString("base64"),
              keyId: release.key_id,
              from: release.in_force_from.toISOString(),
            },
          ],
    ),
  );
  const made = await database.transaction(actor, async (tx) => {
    const dossier: Dossier = {
      title: "Dossier of one alert",
      unit,
      madeAt: tx.at.toISOString(),
      profile: tx.profile,
      profiles,
      file,
      entries,
    };
    const content = canonicalJson(JSON.parse(JSON.stringify(dossier)) as LedgerValue);
    const sha256 = hashOf(content);
    tx.record({
      action: "dossier.made",
      subjectKind: "alert",
      subjectId: alertId,
      about: [file.person],
      detail: { sha256, entries: entries.length },
    });
    return { content, sha256 };
  });
  const proof = await proofOf(services, "dossier.made", alertId);
  return { openpiu: "attested", version: 1, kind: "dossier", ...made, proof };
}

/** What came of checking a dossier with nothing but itself. */
export type DossierReport = {
  readonly fault: string | null;
  readonly entries: number;
  /** Entries whose proof does not hold. */
  readonly unproven: readonly number[];
  readonly replayed: readonly Replayed[];
};

/** Checks the dossier's own proof and that of each entry in it, and screens the traveller again. Pure: no database, no network. */
export function checkDossier(attested: Attested): DossierReport {
  const { file, entries } = JSON.parse(attested.content) as Dossier;
  return {
    fault: attestedFault(attested) ?? null,
    entries: entries.length,
    unproven: entries.flatMap((proof) =>
      proof.head === undefined || proofFault(proof) !== undefined ? [proof.seq] : [],
    ),
    replayed: file.listings.map(repeatListing),
  };
}

const noSuchAlert = refuse(
  "alert-unknown",
  "There is no such alert, or it was deleted when its time had come.",
  404,
);
