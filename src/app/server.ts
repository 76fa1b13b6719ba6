// A whole server: database brought up to date, routes, live events, background work, listening; and its end.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openGate, prepareAccounts, preparePolicies, type GateSettings } from "#access";
import {
  CertificateUnusable,
  closeStreams,
  describeApi,
  describeError,
  listenWithTls,
  migrate,
  migrateJobs,
  openDatabase,
  openHorizon,
  openHttpServer,
  openJobs,
  openLiveFeed,
  portFault,
  prepareSchemas,
  serveScreens,
  settingsThatTell,
  startupProblemOf,
  StartupRefused,
  systemClock,
  type Clock,
  type Config,
  type Database,
  type HttpServer,
  type LiveFeed,
  type LogSink,
  type TlsListener,
  readableFrom,
  strictlyKeptFrom,
  systemActor,
} from "#platform";
import { admitRelease, noteStart, settingsOf, softwareHere, type Release } from "#releases";
import { takeUpHorizon } from "#retention";
import type { Channels } from "#intake";
import { defaultProfile, labelOf, openLaw, type Law } from "#law";
import { excusePause } from "#records";
import { groundBook, keptBook } from "./ground-book.ts";
import { startClock } from "./start-clock.ts";
import { healthRoute } from "./health-route.ts";
import { preparePartitions } from "./housekeeping.ts";
import {
  openUnit,
  openUnitChannels,
  sendOutgoing,
  unitJobs,
  unitRoutes,
  type ServerParts,
  type UnitServices,
} from "./unit.ts";

export type RunningServer = {
  /** Where it listens, such as "http://127.0.0.1:8484". */
  readonly address: string;
  /** Where carriers with certificates reach it, if that was asked for. */
  readonly httpsAddress: string | undefined;
  readonly server: HttpServer;
  readonly services: UnitServices;
  /** The channels of carriers besides HTTP. */
  readonly channels: Channels;
  /** Finishes what is under way, for some seconds at most, then closes everything. */
  stop(): Promise<void>;
};

export type ServerOptions = {
  /** The database: that of the settings, or the private one. */
  readonly databaseUrl: string;
  readonly clock?: Clock;
  /** Where log lines go; without it to standard error. */
  readonly logSink?: LogSink;
  /** Whether this process also works off the queue; true without it. */
  readonly jobs?: boolean;
  /** Why it goes into operation before a second person agreed to it (F14). */
  readonly emergency?: string | undefined;
};

export const version: string = packageVersion();
/** What this process runs, with which settings. */
export function releaseOf(config: Config): Release {
  return { version, software: softwareHere(), settings: settingsOf(config) };
}

const screensFolder = fileURLToPath(new URL("../../dist/web", import.meta.url));

/**
 * Starts a server; several may run on one database. When it resolves, requests are answered.
 * Throws StartupRefused with one line of cause and remedy.
 */
export async function startServer(config: Config, options: ServerOptions): Promise<RunningServer> {
  const url = options.databaseUrl;
  const opened: (() => Promise<void>)[] = [];
  const closeAll = (): Promise<void> => closeInTurn(opened.toReversed());
  try {
    const release = releaseOf(config);
    // Nothing of the database is changed by software that nobody agreed to (F14).
    if (!config.demonstration) await whileUsing(url, () => admitRelease(url, release, options.emergency));
    await whileUsing(url, async () => {
      await Promise.all([migrate(url), migrateJobs(url)]);
    });
    const notices: string[] = [];
    const notice = (line: string): void => {
      if (told === undefined) notices.push(line);
      else told(line);
    };
    let told: ((line: string) => void) | undefined;
    const clock = await startClock(options.clock ?? systemClock, {
      url,
      setBack: config.clockSetBack,
      notice,
      compared: options.clock === undefined,
    });
    const server = openServer(config, clock, options.logSink);
    told = (line) => server.log.warn(line);
    notices.forEach(told);
    let law: Law | undefined;
    // The strict period until the profile in force is read: what it allows is never longer.
    const horizon = openHorizon((at) =>
      law === undefined ? strictlyKeptFrom(at) : readableFrom(at, law.profile.initial.period),
    );
    const database = openDatabase({
      url,
      clock,
      keptFrom: horizon.keptFrom,
      // Until the profile in force is read, only the reading of it is written down.
      profile: () => law?.label() ?? labelOf(defaultProfile),
      connections: connectionsFor(config),
      onLost: (problem) => server.log.warn(describeError(problem), "a database connection was lost"),
    });
    opened.push(() => database.close());
    await database.transaction(systemActor("retention"), (tx) => takeUpHorizon(tx, horizon));
    // Events that were missed while the connection was lost may have been a new profile.
    const problem: ServerParts["problem"] = (error, what) => server.log.error(describeError(error), what);
    const profileProblem = (error: Error): void => problem(error, "legal profile");
    const feed = await openFeed(url, server, () => void law?.reload().catch(profileProblem));
    opened.push(() => feed.close());
    law = await openLaw({
      database,
      clock,
      keyFile: config.keyFile,
      state: config.unitState,
      live: feed,
      onProblem: profileProblem,
    });
    opened.push(async () => law?.close());
    const parts: ServerParts = {
      url,
      config,
      database,
      clock,
      feed,
      notice,
      law,
      problem,
      version,
      release,
      releaseExempt: config.demonstration,
      opened: {},
    };
    for (const line of await settingsThatTell(url)) parts.notice(line);
    const { demonstration } = config;
    const forced = demonstration ? null : await noteStart(database, release, options.emergency);
    if (forced !== null) parts.notice(forced);
    await whileUsing(url, () =>
      Promise.all([
        prepareAccounts({ database, clock, demonstration }),
        preparePartitions(parts).then(() => excusePause(parts)),
      ]),
    );
    const services = await openUnit(parts);
    opened.push(() => services.close());
    await addRoutes(server, services);
    opened.push(() => closeServer(server, feed, database));
    const own = await listenByTls(server, services);
    if (own !== undefined) {
      opened.push(() => {
        closeStreams(feed);
        return own.close();
      });
    }
    const address = own?.address ?? (await listen(server, config));
    const https = await openCarrierHttps(server, services);
    if (https !== undefined) opened.push(() => https.close());
    Object.assign(parts.opened, { address, tls: own, https });
    const channels = await openUnitChannels(services, options.jobs ?? true);
    parts.opened.channels = channels;
    opened.push(() => channels.close());
    if (options.jobs ?? true) {
      const jobs = await openJobs({ url, jobs: unitJobs, services, log: server.log });
      const outgoing = sendOutgoing(services, channels);
      opened.push(
        () => jobs.stop(),
        () => outgoing.stop(),
      );
    }
    return { address, httpsAddress: https?.address, server, services, channels, stop: closeAll };
  } catch (problem) {
    await closeAll();
    throw problem;
  }
}

/** Closes one after the other, all of them; what went wrong is thrown at the end. */
async function closeInTurn(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const problems: unknown[] = [];
  for (const close of closers) await close().catch((problem: unknown) => problems.push(problem));
  if (problems.length > 0) throw new AggregateError(problems, "not everything could be closed");
}

function openServer(config: Config, clock: Clock, logSink: LogSink | undefined): HttpServer {
  return openHttpServer({
    clock,
    logLevel: config.logLevel,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    plainRefused: config.tlsProxy !== undefined || config.publicUrl?.startsWith("https:") === true,
    certificatesOfProxy: config.tlsProxy !== undefined,
    listensOnLoopback: ["127.0.0.1", "::1", "localhost"].includes(config.host),
    ...(logSink === undefined ? {} : { logSink }),
  });
}

/** The queue takes five connections and the live feed one; the rest is for requests. */
function connectionsFor({ databaseConnectionsMax }: Config): number {
  return Math.max(2, databaseConnectionsMax - 6);
}

async function openFeed(url: string, server: HttpServer, onBack: () => void): Promise<LiveFeed> {
  const feed: LiveFeed = await openLiveFeed(
    url,
    (problem) => {
      server.log.warn(describeError(problem), "the connection for live events was lost");
      closeStreams(feed);
    },
    () => {
      closeStreams(feed);
      onBack();
    },
  );
  return feed;
}

async function addRoutes(server: HttpServer, services: UnitServices): Promise<void> {
  const { config, database, clock } = services;
  openGate(server, {
    database,
    clock,
    demonstration: config.demonstration,
    secureCookie: config.publicUrl?.startsWith("https:") ?? false,
    grounds: groundBook,
    kept: keptBook,
    training: () => services.law.profile.training.validity,
    signIn: await signInSettings(config),
  });
  await describeApi(server, version);
  healthRoute(server, database);
  unitRoutes(server, services);
  serveScreens(server, screensFolder);
}

/** How people sign in, with the secret that the provider of single sign-on gave this server. */
async function signInSettings(config: Config): Promise<GateSettings["signIn"]> {
  const { strength, provider } = config.signIn;
  const common = { strength, publicUrl: config.publicUrl, unit: config.unitName };
  if (provider === undefined) return { ...common, singleSignOn: undefined };
  const { clientSecretFile, ...others } = provider;
  try {
    const clientSecret = (await readFile(clientSecretFile, "utf8")).trim();
    return { ...common, singleSignOn: { ...others, clientSecret } };
  } catch (error) {
    throw new StartupRefused(
      {
        code: "setting-invalid",
        text: `OIDC_CLIENT_SECRET_FILE is "${clientSecretFile}", which cannot be read`,
        mend: "Expected: a file that holds the client's secret, alone",
      },
      error,
    );
  }
}

async function listen(server: HttpServer, { host, port }: Config): Promise<string> {
  return whileListening({ host, port }, () => server.listen({ host, port }));
}

/** The server's own port by TLS, where settings give it a certificate; it is not opened in plain instead. */
async function listenByTls(
  server: HttpServer,
  { config: { host, port, tls }, notice, clock }: UnitServices,
): Promise<TlsListener | undefined> {
  if (tls === undefined) return undefined;
  try {
    return await whileListening({ host, port }, () =>
      listenWithTls(server, { host, port, ...tls, for: "everybody", notice, clock }),
    );
  } catch (error) {
    if (!(error instanceof CertificateUnusable)) throw error;
    throw new StartupRefused(
      {
        code: "certificate-unusable",
        text:
          error.fault === "no-pair"
            ? `${tls.keyFile} is not the key of ${tls.certificateFile}`
            : `${tls.certificateFile} and ${tls.keyFile} cannot both be read as PEM`,
        mend: "Set HTTPS_CERTIFICATE to the certificate with its chain and HTTPS_KEY to its private key, without a passphrase, readable by this user",
      },
      error,
    );
  }
}

async function whileListening<Result>(
  at: { readonly host: string; readonly port: number },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "listening", ...at });
    throw problem === undefined ? error : new StartupRefused(problem, error);
  }
}

/** The listener for client certificates, where settings ask for it; one that cannot be opened is told and kept from nothing. */
async function openCarrierHttps(
  server: HttpServer,
  { config, notice, problem, clock }: UnitServices,
): Promise<TlsListener | undefined> {
  const { https } = config.channels;
  if (https === undefined) return undefined;
  try {
    return await listenWithTls(server, { host: config.host, ...https, notice, clock });
  } catch (error) {
    const fault = portFault(error, { setting: "CARRIER_HTTPS_PORT", port: https.port, off: "none" });
    if (fault === null) problem(error as Error, "HTTPS for carriers could not be opened");
    else notice(fault);
    return undefined;
  }
}

async function whileUsing<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-database", url });
    throw problem === undefined || error instanceof StartupRefused
      ? error
      : new StartupRefused(problem, error);
  }
}

/** Requests under way may take this long before their connections are cut, and their transactions as long again. */
const finishMs = 1_500;

async function closeServer(server: HttpServer, feed: LiveFeed, database: Database): Promise<void> {
  closeStreams(feed);
  const cut = setTimeout(() => server.server.closeAllConnections(), finishMs);
  await server.close();
  clearTimeout(cut);
  // Whoever asked may be gone while the answer is still worked out: what it needs is closed after it.
  for (let waitedMs = 0; waitedMs < finishMs && isBusy(database); waitedMs += 20) await sleep(20);
}

function isBusy(database: Database): boolean {
  const { total, idle, waiting } = database.load();
  return total > idle || waiting > 0;
}

/** Loads what the first requests need (the schema compiler, the policies), best done while something else is waited for. */
export function warmUp(): void {
  prepareSchemas();
  preparePolicies();
}

function packageVersion(): string {
  const file = fileURLToPath(new URL("../../package.json", import.meta.url));
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof content === "object" && content !== null && "version" in content) return String(content.version);
  throw new Error("package.json has no version");
}
