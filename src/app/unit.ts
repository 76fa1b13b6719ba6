// Every slice's routes, background work and running parts, put together into one unit.
import { hostname } from "node:os";
import { join } from "node:path";
import { accessJobs, accessRoutes, liveRoutes } from "#access";
import { approvalJobs, approvalRoutes } from "#approvals";
import { carrierRoutes, scheduleRoutes } from "#carriers";
import { certificationRoutes, parallelRunRoutes } from "#certification";
import {
  askForRescreening,
  caseJobs,
  casesExpiring,
  casesRoutes,
  keepHitsAsProfileSays,
  openAlertCounts,
  openAlertsByPerson,
  reviewedPersons,
} from "#cases";
import {
  countInForce,
  criteriaJobs,
  criteriaRoutes,
  fillPlaces,
  openRunningRules,
  type ReviewedPersons,
  type RunningRules,
} from "#criteria";
import {
  escalateUnconfirmed,
  intakeCodeNames,
  intakeExpiring,
  intakeJobs,
  intakeRoutes,
  messagesAbout,
  messagesOfFlight,
  openChannels,
  openOutgoing,
  openReception,
  openTraffic,
  operationRoutes,
  openSenderGate,
  outagePolicyAgreed,
  outageRoutes,
  outboxRoutes,
  plannedStopRoutes,
  channelOutageRoutes,
  pushRequestRoutes,
  pushRoutes,
  receive,
  sealKeptAnswers,
  sendRoutes,
  usualReception,
  type Channels,
  type OutgoingLoop,
  type Reception,
  type SenderGate,
  type Traffic,
} from "#intake";
import {
  bodyOutside,
  disclosureJobs,
  disclosureRoutes,
  disclosuresExpiring,
  keepAsProfileSays,
  sealForms,
  type OutsideApproval,
} from "#disclosures";
import {
  exchangeExpiring,
  exchangeJobs,
  exchangeRoutes,
  openLineTransport,
  type LineTransport,
} from "#exchange";
import { demonstrationTransport } from "./demonstration-line.ts";
import { lawRoutes, type Law } from "#law";
import { countInspections, inspectionJobs, inspectionRoutes } from "#inspections";
import {
  documentRoutes,
  dossierRoutes,
  evidenceJobs,
  goingLiveRoutes,
  modulesOff,
  statisticsRoutes,
  type DocumentServices,
} from "#evidence";
import {
  consoleRoutes,
  headPlaces,
  ledgerJobs,
  oversightRoutes,
  proofRoutes,
  subjectJobs,
  subjectRoutes,
  type HeadPlaces,
  oversightExpiring,
} from "#oversight";
import {
  carrierPenaltyRoutes,
  penaltiesExpiring,
  penaltyHindrances,
  penaltyProposalRoutes,
  penaltyRoutes,
} from "#penalties";
import { rightsExpiring, rightsRoutes, type NoticeFacts } from "#rights";
import {
  openDeletionJournal,
  keyTakenUp,
  openKeyring,
  openAside,
  systemActor,
  usualAside,
  type Aside,
  type Config,
  type DeletionJournal,
  type ExpiringKind,
  type HttpServer,
  type Job,
  type Keyring,
  type LiveFeed,
  type Services,
  type TlsListener,
} from "#platform";
import { modelRoutes, qualityJobs, qualityRoutes } from "#quality";
import {
  agreementJobs,
  expectingJobs,
  keepAgreementsAsProfileSays,
  openSubjectMarks,
  recordsExpiring,
  recordsRoutes,
  type AboutFlights,
  type SubjectMarks,
} from "#records";
import { releaseRoutes, type Release } from "#releases";
import {
  noteErasures,
  reapplyDeletions,
  retentionJobs,
  retentionRoutes,
  reviewChildrenAsProfileSays,
} from "#retention";
import { ENGINE_VERSION, openScreening, STANDARD_PROFILE, type Screening } from "#screening";
import type { LegalProfile } from "#vocabulary";
import {
  activeVersions,
  readListFile,
  thresholdRoutes,
  usualLimits,
  watchlistJobs,
  watchlistsExpiring,
  watchlistRoutes,
  type ListReader,
  type SourceLimits,
} from "#watchlists";
import { backupJobs } from "./backups.ts";
import { housekeepingJobs } from "./housekeeping.ts";
import { tellJoinings } from "./key-joinings.ts";
import { keyJobs, tellKeys } from "./resealing.ts";

/** Where deletions are noted outside the database: beside the keys, which no backup of the database holds. */
export const deletionsFolder = ({ keyFolder }: Pick<Config, "keyFolder">): string =>
  join(keyFolder, "deletions");

/** What a server brings along before its unit is opened. */
export type ServerParts = Services & {
  /** The address of the database. */
  readonly url: string;
  /** The legal profile in force, its versions and the key that signs them. */
  readonly law: Law;
  readonly config: Config;
  readonly feed: LiveFeed;
  /** A line for whoever runs the server. */
  readonly notice: (line: string) => void;
  readonly problem: (error: Error, what: string) => void;
  readonly version: string;
  /** What this server runs, and whether it needs nobody's word for it. */
  readonly release: Release;
  readonly releaseExempt: boolean;
  /** What is open by now: where HTTP listens, and the channels of carriers besides it. */
  readonly opened: { address?: string; channels?: Channels; tls?: TlsListener; https?: TlsListener };
};

/** What the running unit is made of; slices take from it what they need. */
export type UnitServices = ServerParts & {
  readonly profile: LegalProfile;
  readonly expiring: readonly ExpiringKind[];
  /** What was deleted, outside the database. */
  readonly deletions: DeletionJournal;
  /** Seals what is kept of messages; outside the database. */
  readonly key: Keyring;
  /** Pseudonyms of persons for the ledger. */
  readonly subjects: SubjectMarks;
  /** Where heads of the ledger are published. */
  readonly heads: HeadPlaces;
  readonly quarantine: Config["quarantine"];
  /** Certificates of lines to partners, a folder for each by its code. */
  readonly lineFolder: string;
  readonly lineTransport?: LineTransport;
  readonly screening: Screening;
  /** The criteria in memory, and whom persons have reviewed: for back-tests. */
  readonly rules: RunningRules;
  readonly reviewedPersons: ReviewedPersons;
  readonly reception: Reception;
  /** Counts what the reception takes. */
  readonly traffic: Traffic;
  readonly gate: SenderGate;
  /** Where what is only checked or explained is worked out. */
  readonly aside: Aside;
  readonly sources: SourceLimits;
  readonly readList: ListReader;
  /** The unit's name, and the body outside it that approves. */
  readonly unit: string;
  readonly outside: OutsideApproval | null;
};

/** Every table with personal data: when a row has had its time. What is about others goes before them. */
export const expiringKinds: readonly ExpiringKind[] = [
  ...casesExpiring,
  ...watchlistsExpiring,
  ...intakeExpiring,
  ...recordsExpiring,
  ...rightsExpiring,
  ...disclosuresExpiring,
  ...exchangeExpiring,
  ...oversightExpiring,
  ...penaltiesExpiring,
];

/** Opens the unit's running parts. The index of the watchlists is built meanwhile; the first message waits for it. */
export async function openUnit(parts: ServerParts): Promise<UnitServices & { close(): Promise<void> }> {
  const { config, database, feed } = parts;
  const key = await openKeyring({ firstKeyFile: config.keyFile, folder: config.keyFolder });
  // Where each start is a ceremony of the key holders, nothing on the disk opens the vault from here on.
  await keyTakenUp(config.keyFile);
  await tellJoinings(database, config.keyFile);
  await tellKeys(database, key);
  const deletions = openDeletionJournal(deletionsFolder(config));
  await noteErasures(database, deletions);
  // A database that was brought back from an earlier day loses again what it had lost, before anything is served.
  const again = await reapplyDeletions(database, expiringKinds, { deletions, key });
  if (again !== null)
    parts.notice(`the database is of an earlier day: deleted again ${JSON.stringify(again)}`);
  await sealKeptAnswers({ database, key });
  await sealForms(database, key);
  await keepAsProfileSays(database, parts.law.profile);
  await keepHitsAsProfileSays(database, parts.law.profile);
  await keepAgreementsAsProfileSays(database, parts.law.profile);
  await reviewChildrenAsProfileSays(database, parts.law.profile);
  await database.transaction(systemActor("criteria"), async (tx) => fillPlaces(tx));
  await askForRescreening(database);
  // A working unit starts without them; its people put them in operation here (LED-27).
  const off = await database.transaction(systemActor("evidence"), modulesOff);
  if (off.length > 0)
    parts.notice(
      `not in operation, and nothing is processed by them: ${off.join(", ")}. Each needs an impact assessment in force, the data protection officer's advice and the head's decision (Evidence, In operation)`,
    );
  const screening = openScreening({
    database,
    live: feed,
    onProblem: (error) => parts.problem(error, "screening"),
    snapshot: join(config.dataFolder, "screening", "index"),
  });
  const { profile } = parts.law;
  const { quarantine } = config;
  const { problem } = parts;
  const traffic = openTraffic(parts);
  const aside = openAside(usualAside, (error) => problem(error, "working out aside"));
  const subjects = openSubjectMarks(key.periods);
  const intake = { database, screening, profile, key, subjects, quarantine, problem };
  return {
    ...parts,
    profile,
    expiring: expiringKinds,
    deletions,
    key,
    subjects,
    heads: headPlaces(config),
    quarantine,
    screening,
    rules: openRunningRules(),
    reviewedPersons,
    reception: openReception((delivery) => receive(intake, delivery), usualReception, traffic.watch),
    traffic,
    gate: openSenderGate(parts),
    aside,
    sources: { ...usualLimits, folder: join(config.dataFolder, "lists") },
    readList: readListFile,
    lineFolder: join(config.dataFolder, "lines"),
    ...(config.demonstration
      ? {
          lineTransport: demonstrationTransport(openLineTransport(join(config.dataFolder, "lines")), () =>
            parts.clock.now(),
          ),
        }
      : {}),
    unit: config.unitName,
    outside: bodyOutside(() => parts.law.profile),
    close: async () => {
      await aside.close();
      await screening.close();
      await traffic.close();
    },
  };
}

/** Adds the routes of all slices. */
export function unitRoutes(server: HttpServer, services: UnitServices): void {
  const { config, feed, version } = services;
  accessRoutes(server, { unit: config.unitName, zone: config.unitZone, version });
  liveRoutes(server, feed);
  carrierRoutes(server, { ...services, findingCodes: intakeCodeNames });
  scheduleRoutes(server, services);
  recordsRoutes(server, { ...services, about: aboutFlights });
  casesRoutes(server, { ...services, carrierMessages: messagesAbout });
  watchlistRoutes(server, services);
  thresholdRoutes(server, { ...services, shippedThreshold: STANDARD_PROFILE.alert });
  criteriaRoutes(server, services);
  intakeRoutes(server, services);
  pushRequestRoutes(server, services);
  outageRoutes(server, services);
  plannedStopRoutes(server, services);
  channelOutageRoutes(server, services);
  pushRoutes(server, services);
  sendRoutes(server, services);
  certificationRoutes(server, {
    ...services,
    key: services.key.root,
    unit: config.unitName,
    software: `OpenPIU ${version}`,
  });
  parallelRunRoutes(server, services);
  outboxRoutes(server, services);
  operationRoutes(server, { ...services, ...shownBy(services), flush: () => services.traffic.flush() });
  disclosureRoutes(server, services);
  exchangeRoutes(server, services);
  retentionRoutes(server, services);
  qualityRoutes(server, services);
  modelRoutes(server, services);
  rightsRoutes(server, { ...services, notice: () => noticeFacts(services) });
  approvalRoutes(server, {
    ...services,
    hindrances: penaltyHindrances,
    follows: [outagePolicyAgreed(services.profile)],
  });
  releaseRoutes(server, services);
  oversightRoutes(server, services);
  subjectRoutes(server, services);
  lawRoutes(server, services);
  proofRoutes(server, services);
  consoleRoutes(server, { ...services, zone: config.unitZone });
  statisticsRoutes(server, services);
  documentRoutes(server, { ...services, about: aboutUnit(services) });
  goingLiveRoutes(server, services);
  dossierRoutes(server, { ...services, about: aboutUnit(services) });
  inspectionRoutes(server, services);
  penaltyRoutes(server, services);
  penaltyProposalRoutes(server, services);
  carrierPenaltyRoutes(server, services);
}

/** What the public page tells of this installation besides its law. */
function noticeFacts({ config, database }: UnitServices): Promise<NoticeFacts> {
  return database.transaction(systemActor("rights"), async (tx) => ({
    unit: config.unitName,
    officer: config.protectionContact,
    authority: config.authorityContact,
    lists: (await activeVersions(tx)).length,
    rules: await countInForce(tx),
    engine: ENGINE_VERSION,
  }));
}

/** What documents tell of this installation besides its law. */
function aboutUnit({ config, version, expiring }: UnitServices): DocumentServices["about"] {
  return {
    software: `OpenPIU ${version}`,
    engine: ENGINE_VERSION,
    demonstration: config.demonstration,
    strength: config.signIn.strength === "strong" ? "passkeys or single sign-on" : "passwords",
    officer: config.protectionContact,
    authority: config.authorityContact,
    registered: expiring.map(({ kind, after }) => ({
      kind,
      after: after.by === "period" ? `period ${JSON.stringify(after.period)}` : after.by,
    })),
    inspections: countInspections,
  };
}

/** Where carriers reach this server, and with which certificates. */
function shownBy({ opened, config: { channels, tls } }: UnitServices) {
  const { https, amqpCertificate: amqp } = channels;
  return {
    channelsNow: () => opened.channels,
    shown: {
      server: hostname(),
      http: () => opened.address ?? "",
      certificates: [
        ...(tls === undefined ? [] : [{ of: "own" as const, now: () => opened.tls?.shown() }]),
        ...(https === undefined
          ? []
          : [{ of: "https" as const, file: https.certificateFile, now: () => opened.https?.shown() }]),
        ...(amqp === undefined ? [] : [{ of: "amqp" as const, file: amqp.certificateFile }]),
      ],
    },
  };
}

/** The background work of all slices. */
export const unitJobs: readonly Job<UnitServices>[] = [
  ...housekeepingJobs,
  ...accessJobs,
  ...backupJobs,
  ...retentionJobs,
  ...keyJobs,
  ...watchlistJobs,
  ...criteriaJobs,
  ...caseJobs,
  ...expectingJobs,
  ...agreementJobs,
  ...intakeJobs,
  ...disclosureJobs,
  ...exchangeJobs,
  ...qualityJobs,
  ...approvalJobs,
  ...ledgerJobs,
  ...subjectJobs,
  ...evidenceJobs,
  ...inspectionJobs,
];

/** What the board and the flight show of alerts and messages, which the records do not know. */
const aboutFlights: AboutFlights = {
  alertCounts: openAlertCounts,
  alertsByPerson: openAlertsByPerson,
  messages: async (tx, flight) =>
    (await messagesOfFlight(tx, flight)).map((row) => ({
      receiptId: row.receipt_id,
      kind: row.kind,
      receivedAt: row.received_at.toISOString(),
      state: row.state,
      errors: row.errors,
      warnings: row.warnings,
      part: row.part === null || row.series === null ? null : { number: row.part, series: row.series },
    })),
};

/** Opens the channels of carriers besides HTTP; `watchFolders`: whether this process looks into their folders. */
export function openUnitChannels(services: UnitServices, watchFolders: boolean): Promise<Channels> {
  const { config } = services;
  return openChannels(
    { ...services, host: config.host, dataFolder: config.dataFolder },
    { ...config.channels, watchFolders },
  );
}

/** Sends what is put down for carriers on the channels that are open. */
export function sendOutgoing(services: UnitServices, channels: Channels): OutgoingLoop {
  return openOutgoing({ ...services, channels: channels.open, escalate: escalateUnconfirmed });
}
