// The dossier of one alert for a court: what was found and by what, who decided, what was told to whom, each act with its proof.
import {
  courtFileOf,
  repeatListing,
  ruleCourtFileOf,
  type CourtFile,
  type Replayed,
  type RuleCourtFile,
} from "#cases";
import { repeatMatch, type RepeatedMatch } from "#criteria";
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
import { entriesConcerning, entriesOfRule } from "./dossier-store.ts";
import { proofOf, provenEntries, type DocumentServices } from "./documents.ts";
import { approvalsIn, type ProvenApprovals } from "./rule-approvals.ts";

/** What the alert rests on: an entry of a list, or a rule. */
export type DossierOf = "alert" | "criterion-alert";

type Proven = NonNullable<Attested["proof"]>;

export type Dossier<File = CourtFile> = {
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
  readonly file: File;
  readonly entries: readonly Proven[];
};

/** Makes it: the content's hash enters the ledger in the actor's name, and the file bears the proof. Nothing of it is kept. */
export async function dossierOf(
  services: DocumentServices,
  actor: Actor,
  of: { readonly kind: DossierOf; readonly alertId: string },
): Promise<Attested | Refusal> {
  const { database, unit } = services;
  const { kind, alertId } = of;
  const file = await (kind === "alert" ? courtFileOf : ruleCourtFileOf)(database, actor, alertId);
  if (file === null) return noSuchAlert;
  const reader = systemActor("evidence");
  const numbers = await database.transaction(reader, async (tx) => [
    ...("rule" in file ? await entriesOfRule(tx, file.rule) : []),
    ...(await entriesConcerning(tx, { alert: alertId, person: file.person })),
  ]);
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
    const dossier: Dossier<CourtFile | RuleCourtFile> = {
      title: kind === "alert" ? "Dossier of one alert" : "Dossier of one alert of a rule",
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
      subjectKind: kind,
      subjectId: alertId,
      about: [file.person],
      detail: { sha256, entries: entries.length },
    });
    return { content, sha256 };
  });
  const proof = await proofOf(services, "dossier.made", alertId);
  return { openpiu: "attested", version: 1, kind: fileKinds[kind], ...made, proof };
}

const fileKinds = { alert: "dossier", "criterion-alert": "rule-dossier" } as const;

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
  return { ...checkedEntries(attested, entries), replayed: file.listings.map(repeatListing) };
}

export type RuleDossierReport = Omit<DossierReport, "replayed"> & {
  readonly rule: { readonly code: string; readonly version: number };
  readonly engine: string | null;
  readonly replayed: RepeatedMatch;
  /** Who approved the very text that was asked, as the ledger's entries prove it. */
  readonly approvals: ProvenApprovals;
};

/** The same of a rule's alert: the rule is asked again of what it read, and its approvals are found among the proven entries. Pure. */
export function checkRuleDossier(attested: Attested): RuleDossierReport {
  const { file, entries } = JSON.parse(attested.content) as Dossier<RuleCourtFile>;
  const checked = checkedEntries(attested, entries);
  const { evidence, engine } = file.match;
  return {
    ...checked,
    rule: { code: "code" in file.rule ? file.rule.code : "", version: file.rule.version },
    engine,
    replayed: repeatMatch(file.match),
    approvals: approvalsIn(
      entries.filter(({ seq }) => !checked.unproven.includes(seq)),
      {
        alert: file.alert,
        rule: file.rule.id,
        version: file.rule.version,
        fingerprint: evidence.fingerprint,
      },
    ),
  };
}

function checkedEntries(attested: Attested, entries: readonly Proven[]): Omit<DossierReport, "replayed"> {
  return {
    fault: attestedFault(attested) ?? null,
    entries: entries.length,
    unproven: entries.flatMap((proof) =>
      proof.head === undefined || proofFault(proof) !== undefined ? [proof.seq] : [],
    ),
  };
}

const noSuchAlert = refuse(
  "alert-unknown",
  "There is no such alert, or it was deleted when its time had come.",
  404,
);
