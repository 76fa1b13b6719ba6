export { forwardClock, manualClock, systemClock, type Clock } from "./clock.ts";
export {
  hasRecorded,
  openDatabase,
  readableFrom,
  strictlyKeptFrom,
  retentionActor,
  systemActor,
  type Actor,
  type Database,
  type Looking,
  type Transaction,
} from "./database.ts";
export { openHorizon, type Horizon } from "./horizon.ts";
export type { ExpiringKind } from "./expiring.ts";
export type { Statement } from "./statement-way.ts";
export {
  carrierBodyBytesMax,
  openHttpServer,
  sendJson,
  sendRefusal,
  type HttpOptions,
  type HttpServer,
} from "./http.ts";
export {
  asksForCertificate,
  certificatePrint,
  certificateShown,
  CertificateUnusable,
  clientCertificate,
  isInTime,
  listenWithTls,
  type TlsListener,
} from "./http-tls.ts";
export {
  openAside,
  usualAside,
  type Aside,
  type AsideLimits,
  type AsideQuestion,
  type Asking,
} from "./aside.ts";
export { daysReached, readPair, type CertificateFault, type CertificateShown } from "./certificate-files.ts";
export { isLoopback } from "./http-proxy.ts";
export { describeError, type LogSink } from "./http-log.ts";
export { askDatabase, deleteEvents, settleMarks } from "./housekeeping-store.ts";
export { describeApi } from "./http-description.ts";
export { serveScreens } from "./static-files.ts";
export { prepareSchemas } from "./http-schemas.ts";
export { portFault } from "./port-fault.ts";
export { newId, newSecret } from "./ids.ts";
export {
  beginDemonstration,
  moduleLive,
  rehearsalOf,
  riskyModules,
  type RiskyModule,
} from "./module-store.ts";
export { canonicalJson, type LedgerEntry, type LedgerValue } from "./ledger.ts";
export { historyOf, type ActOnPerson, type PersonHistory } from "./ledger-history-store.ts";
export { migrateJobs, openJobs, type Job, type Jobs } from "./jobs.ts";
export { closeStreams, streamEvents, type LiveStream } from "./live-route.ts";
export { openDeletionJournal, type DeletionJournal, type Deletions } from "./deletion-journal.ts";
export { ensureMonths } from "./partitions-store.ts";
export { openLiveFeed, type LiveEvent, type LiveFeed } from "./live.ts";
export { connectTo } from "./database-connection.ts";
export { migrate, migrations, unfinishedRestore, type Migration } from "./migrate.ts";
export { readConfig, type Config, type Environment } from "./config.ts";
export { makeOnce, readIfThere, replace, shred } from "./key-files.ts";
export {
  heldTogether,
  installationKey,
  joiningsOf,
  joinInstallationKey,
  keyTakenUp,
  noteJoining,
  splitInstallationKey,
  splittingOf,
} from "./installation-key.ts";
export { shareOf, shareText, type KeyShare } from "./key-shares.ts";
export { openKeyring, type Keyring } from "./keyring.ts";
export { periodKeyName, type Destruction, type PeriodKeys } from "./period-keys.ts";
export { resealSome, sealedBy, type SealedColumn, type SealedPlace } from "./reseal-store.ts";
export {
  rootOf,
  seal,
  sealBytes,
  unseal,
  readyKey,
  unitSecretsOf,
  unsealBytes,
  type SealingKey,
} from "./seal.ts";
export { readDatabaseState, type DatabaseState } from "./database-state-store.ts";
export { untold, writtenUpTo } from "./told-store.ts";
export { settingsThatTell } from "./database-log-store.ts";
export { examinePrivatePostgres } from "./private-postgres/examine.ts";
export { startPrivatePostgres, type PrivatePostgres } from "./private-postgres/start.ts";
export {
  databaseLabel,
  postgresVersionProblem,
  roleProblem,
  startupLine,
  startupProblemOf,
  StartupRefused,
  type StartupProblem,
} from "./startup-problems.ts";
export { requireUsableDatabase } from "./usable-database.ts";
export { onStopSignals } from "./stop-signals.ts";
export { isRefusal, problemOf, refuse, type FieldFault, type Refusal } from "./problem.ts";
export type { Services } from "./services.ts";
