// The settings of a running OpenPIU, read once from the environment.
import { dirname, join, resolve } from "node:path";
import { isIP } from "node:net";
import { hostOf, outsideOfSites, readSite } from "./sites.ts";
import { parseDatabaseUrl, type StartupProblem } from "./startup-problems.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

export type Config = {
  /** Demonstration: synthetic data, ready accounts, loopback only. */
  readonly demonstration: boolean;
  readonly host: string;
  readonly port: number;
  /** Absolute. Keys, the private database and exports are kept here. */
  readonly dataFolder: string;
  /** Absolute. The key that seals what is kept of messages; servers on one database share it. */
  readonly keyFile: string;
  /** Absolute. The later master keys and the keys of periods, shared alike and kept apart from the database's backups. */
  readonly keyFolder: string;
  /** Absolute. Signed heads of the ledger are added to a file here too, for somebody outside to take. */
  readonly ledgerHeadsFolder: string | undefined;
  /** The day (YYYY-MM-DD, UTC) on which a clock before the ledger's newest entry is the right one. */
  readonly clockSetBack: string | undefined;
  /** Absolute. Each night a sealed backup is put there, and those whose time is over are destroyed. Absent: none is made. */
  readonly backupFolder: string | undefined;
  /** Absent: OpenPIU runs its own PostgreSQL in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Connections of one process to PostgreSQL at most. */
  readonly databaseConnectionsMax: number;
  /** The address people type, without a slash at its end; passkeys and cookies are bound to it. Absent: host and port. */
  readonly publicUrl: string | undefined;
  /** Addresses of reverse proxies whose word on who asks is taken (X-Forwarded-For); with PUBLIC_URL those of this machine. */
  readonly trustedProxies: readonly string[];
  /** What the server shows on its own port, where TLS ends at it; absolute paths of PEM files. Absent: the port is plain. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  /** The proxy that ends TLS before a plain port, as its operator names it; its word on client certificates is taken too. */
  readonly tlsProxy: string | undefined;
  readonly logLevel: LogLevel;
  /** The unit's name as its people read it. */
  readonly unitName: string;
  /** How people reach the data protection officer and the supervisory authority; null: not said. */
  readonly protectionContact: string | null;
  readonly authorityContact: string | null;
  /** The unit's own time zone (IANA). */
  readonly unitZone: string;
  /** State and place of each declared site. */
  readonly sites: readonly string[];
  /** The State whose unit this is (ISO 3166-1 alpha-2): decides which flights cross its border. */
  readonly unitState: string;
  /** What of unreadable messages is held at one time: of each carrier, and of all that comes without one. */
  readonly quarantine: { readonly carrier: HeldLimit; readonly stranger: HeldLimit };
  /** The channels of carriers besides HTTP and watched folders: those that are undefined are closed. */
  readonly channels: {
    readonly sftpPort: number | undefined;
    readonly typeBPort: number | undefined;
    /** The unit's own Type B address; absent: the one a carrier wrote to. */
    readonly typeBAddress: string | undefined;
    /** `host:port` of the Type B gateways that are called. */
    readonly typeBLines: readonly string[];
    /** Addresses or networks that may call the Type B port; none: any. */
    readonly typeBPeers: readonly string[];
    /** What encrypts Type B beyond this machine, as its operator names it. */
    readonly typeBTunnel: string | undefined;
    readonly mailPort: number | undefined;
    /** Whether a mail must be signed (DKIM) by the domain of its sender. */
    readonly mailDkim: "required" | "off";
    /** Addresses or networks that may connect to the mail server; none: any. */
    readonly mailGateways: readonly string[];
    /** The server that takes our mail: smtp://host:port or smtps://. Absent: none is sent. */
    readonly mailRelay: string | undefined;
    /** Whom our mail is from; empty without a relay. */
    readonly mailFrom: string;
    readonly amqpUrl: string | undefined;
    /** What the unit shows a broker that asks who it is; absolute paths of PEM files. */
    readonly amqpCertificate: { readonly certificateFile: string; readonly keyFile: string } | undefined;
    /** HTTPS of our own, where clients may show a certificate; absolute paths of PEM files. */
    readonly https:
      | { readonly port: number; readonly certificateFile: string; readonly keyFile: string }
      | undefined;
  };
  readonly signIn: {
    /** "strong": a passkey or single sign-on with several factors; "password" only in a demonstration. */
    readonly strength: "strong" | "password";
    /** The provider of single sign-on (OpenID Connect); absent: there is none. */
    readonly provider:
      | {
          readonly issuer: string;
          readonly clientId: string;
          /** Absolute. Holds the client's secret, alone. */
          readonly clientSecretFile: string;
          readonly label: string;
          /** Values of `acr` that stand for several factors. */
          readonly strongAcr: readonly string[];
        }
      | undefined;
  };
  /** The process that started this one and whose end is to end it (OPENPIU_STARTER, set by tools/start.mjs). */
  readonly starter: number | undefined;
};

export type HeldLimit = { readonly messages: number; readonly bytes: number };

export type ConfigReading =
  | { readonly config: Config }
  | { readonly problems: readonly [StartupProblem, ...StartupProblem[]] };

export type Environment = Readonly<Record<string, string | undefined>>;

const logLevels: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const loopbackHosts: readonly string[] = ["127.0.0.1", "::1", "localhost"];

/**
 * Reads the settings: PORT (8484), HOST (127.0.0.1), DATA_FOLDER (./data), KEY_FILE (in the data folder), KEY_FOLDER (beside KEY_FILE), BACKUP_FOLDER, CLOCK_SET_BACK, DATABASE_URL, DATABASE_CONNECTIONS (20),
 * PUBLIC_URL, HTTPS_CERTIFICATE with HTTPS_KEY (the port speaks TLS 1.3 by itself), TRUSTED_PROXIES (addresses or networks, with commas between), TLS_PROXY (what ends TLS before a plain port beyond this machine), LOG_LEVEL (info; warn in a demonstration),
 * UNIT_NAME, UNIT_ZONE (Asia/Baku), UNIT_STATE (AZ), QUARANTINE_MESSAGES (1000) and QUARANTINE_MEGABYTES (256) of each
 * carrier, STRANGER_QUARANTINE_MESSAGES (200) and STRANGER_QUARANTINE_MEGABYTES (128), SFTP_PORT, TYPE_B_PORT (TYPE_B_TUNNEL: what encrypts it beyond this machine), MAIL_PORT and
 * AMQP_URL (AMQP_CERTIFICATE and AMQP_KEY where its broker asks for them), MAIL_DKIM (required; off in a demonstration), MAIL_GATEWAYS, MAIL_RELAY and MAIL_FROM, CARRIER_HTTPS_PORT with CARRIER_HTTPS_CERTIFICATE and CARRIER_HTTPS_KEY (closed without; a demonstration opens the first three at 8422, 8351 and 8425). SIGN_IN_STRENGTH (strong; password in a demonstration), OIDC_ISSUER with OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE, OIDC_LABEL and OIDC_STRONG_ACR. SITES (State and place of each site, with commas between; none): outside of a demonstration what holds data or carries them lies on this machine or at one of them. An empty variable counts as absent.
 * Returns every setting that is wrong, each with its name and what is expected; relative folders stand on `workingFolder`.
 */
export function readConfig(
  environment: Environment,
  options: { readonly demonstration: boolean; readonly workingFolder: string },
): ConfigReading {
  const problems: StartupProblem[] = [];
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const wrong = (name: string, expected: string, shown = true): void => {
    const told = given(name);
    const value = told === undefined ? " is missing" : shown ? ` is "${told}"` : " is malformed";
    problems.push({ code: "setting-invalid", text: `${name}${value}`, mend: `Expected: ${expected}` });
  };
  const whole = (name: string, byDefault: number, least: number, most: number): number => {
    const text = given(name);
    if (text === undefined) return byDefault;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    wrong(name, `a whole number from ${least} to ${most}; without it ${byDefault} is used`);
    return byDefault;
  };

  const held = (name: string, messages: number, megabytes: number): HeldLimit => ({
    messages: whole(`${name}_MESSAGES`, messages, 1, 1_000_000),
    bytes: whole(`${name}_MEGABYTES`, megabytes, 1, 1_000_000) * 1_048_576,
  });

  /** A port to listen on besides the first; "off" closes it where it would be open. */
  const port = (name: string, inDemonstration: number): number | undefined => {
    if (given(name) === "off") return undefined;
    if (given(name) === undefined) return options.demonstration ? inDemonstration : undefined;
    return whole(name, inDemonstration, 0, 65_535);
  };

  const host = given("HOST") ?? "127.0.0.1";
  if (/[\s/]/.test(host)) wrong("HOST", "an address or host name of this machine, such as 127.0.0.1");
  if (options.demonstration && !loopbackHosts.includes(host)) {
    wrong(
      "HOST",
      "127.0.0.1, ::1 or localhost: the demonstration has well-known passwords and listens on this machine only",
    );
  }
  const databaseUrl = given("DATABASE_URL");
  if (databaseUrl !== undefined && !namesDatabase(databaseUrl)) {
    // The value may hold a password: it is not repeated.
    wrong("DATABASE_URL", "postgres://user:password@host:5432/database", false);
  }
  const publicUrl = given("PUBLIC_URL")?.replace(/\/+$/, "");
  if (publicUrl !== undefined && !isPublicUrl(publicUrl)) {
    wrong("PUBLIC_URL", "https://host[:port] without a path (http:// only for localhost)");
  }
  const several = (name: string): readonly string[] | undefined =>
    given(name)
      ?.split(/[\s,]+/)
      .filter(Boolean);
  const proxies = several("TRUSTED_PROXIES");
  if (proxies?.some((proxy) => !isNetwork(proxy)) === true) {
    wrong("TRUSTED_PROXIES", "addresses or networks of reverse proxies, such as 10.0.0.5, 10.1.0.0/16");
  }
  const [ownCertificate, ownKey] = [given("HTTPS_CERTIFICATE"), given("HTTPS_KEY")];
  const ownTls =
    ownCertificate === undefined || ownKey === undefined
      ? undefined
      : {
          certificateFile: resolve(options.workingFolder, ownCertificate),
          keyFile: resolve(options.workingFolder, ownKey),
        };
  if ((ownCertificate === undefined) !== (ownKey === undefined)) {
    wrong("HTTPS_CERTIFICATE", "two files in PEM, with HTTPS_KEY beside it");
  } else if (ownTls !== undefined && options.demonstration) {
    wrong("HTTPS_CERTIFICATE", "none: a demonstration speaks plain HTTP, on this machine only");
  } else if (ownTls !== undefined && publicUrl?.startsWith("https:") !== true) {
    wrong("PUBLIC_URL", "https://host[:port] as people type it: needed beside HTTPS_CERTIFICATE");
  }
  const tlsProxy = given("TLS_PROXY");
  if (tlsProxy !== undefined && tlsProxy.length < 10) {
    wrong(
      "TLS_PROXY",
      "which proxy ends TLS 1.3 before this port, such as nginx at 10.0.0.5, run by the ministry",
    );
  } else if (
    !options.demonstration &&
    !loopbackHosts.includes(host) &&
    tlsProxy === undefined &&
    ownCertificate === undefined
  ) {
    problems.push({
      code: "plaintext-port",
      text: `HOST is "${host}" and the port would speak plain HTTP beyond this machine`,
      mend: "Set HTTPS_CERTIFICATE and HTTPS_KEY, so that OpenPIU speaks TLS 1.3 itself; or TLS_PROXY and TRUSTED_PROXIES with the proxy that ends TLS before it; or HOST=127.0.0.1 (Regulation (EU) 2025/13 Art. 5: transfers are encrypted)",
    });
  }
  const amqpUrl = given("AMQP_URL");
  if (amqpUrl !== undefined && !/^amqps?:\/\/\S+$/.test(amqpUrl)) {
    // The value may hold a password: it is not repeated.
    wrong("AMQP_URL", "amqp://user:password@host:5672 or amqps://…", false);
  }
  if (
    !options.demonstration &&
    amqpUrl?.startsWith("amqp:") === true &&
    !loopbackHosts.includes(hostOf(amqpUrl))
  ) {
    wrong("AMQP_URL", "amqps://…: a broker beyond this machine is spoken to by TLS only", false);
  }
  const [amqpCertificate, amqpKey] = [given("AMQP_CERTIFICATE"), given("AMQP_KEY")];
  const isHalf = (amqpCertificate === undefined) !== (amqpKey === undefined);
  if (isHalf || (amqpKey !== undefined && amqpUrl?.startsWith("amqps:") !== true)) {
    wrong("AMQP_CERTIFICATE", "two files in PEM, with AMQP_KEY beside it, for an AMQP_URL that is amqps://…");
  }
  const httpsFiles = [
    given("CARRIER_HTTPS_CERTIFICATE") ?? ownCertificate,
    given("CARRIER_HTTPS_KEY") ?? ownKey,
  ] as const;
  const httpsPort =
    given("CARRIER_HTTPS_PORT") === undefined ? undefined : whole("CARRIER_HTTPS_PORT", 8443, 0, 65_535);
  if (httpsPort !== undefined && httpsFiles.includes(undefined)) {
    wrong(
      "CARRIER_HTTPS_PORT",
      "CARRIER_HTTPS_CERTIFICATE and CARRIER_HTTPS_KEY beside it: two files in PEM",
    );
  }
  const typeBAddress = given("TYPE_B_ADDRESS")?.toUpperCase();
  if (typeBAddress !== undefined && !/^[A-Z]{3}[A-Z0-9]{4}$/.test(typeBAddress)) {
    wrong("TYPE_B_ADDRESS", "seven characters: location, department, company, such as GYDPIXS");
  }
  const typeBLines = several("TYPE_B_LINES") ?? [];
  if (!typeBLines.every((line) => /^[\w.-]+:\d{1,5}$|^\[[0-9a-f:.]+\]:\d{1,5}$/i.test(line))) {
    wrong("TYPE_B_LINES", "host:port of each gateway to call, with commas between, such as 10.0.0.5:351");
  }
  const typeBPeers = several("TYPE_B_PEERS") ?? [];
  if (!typeBPeers.every(isNetwork)) {
    wrong("TYPE_B_PEERS", "addresses or networks that may call, such as 10.0.0.5, 10.1.0.0/16");
  }
  const typeBTunnel = given("TYPE_B_TUNNEL");
  const beyondThisMachine = (line: string): boolean =>
    !loopbackHosts.includes(line.replace(/:\d+$/, "").replace(/^\[|\]$/g, ""));
  const speaksTypeB =
    (!loopbackHosts.includes(host) && !["off", undefined].includes(given("TYPE_B_PORT"))) ||
    typeBLines.some(beyondThisMachine);
  // Neither MATIP nor Type B encrypts: a working unit speaks them through a tunnel that its operator names, or not at all.
  if (!options.demonstration && speaksTypeB && (typeBTunnel ?? "").length < 10) {
    wrong(
      "TYPE_B_TUNNEL",
      "what encrypts the way of Type B beyond this machine, such as IPsec to the gateway in Baku, agreement 12 (Regulation (EU) 2025/13 Art. 5: transfers are encrypted)",
    );
  }
  const mailGateways = several("MAIL_GATEWAYS") ?? [];
  if (!mailGateways.every(isNetwork)) {
    wrong("MAIL_GATEWAYS", "addresses or networks that may connect, such as 10.0.0.5, 10.1.0.0/16");
  }
  const mailDkim = given("MAIL_DKIM") ?? (options.demonstration ? "off" : "required");
  if (mailDkim !== "off" && mailDkim !== "required") wrong("MAIL_DKIM", "required or off");
  else if (given("MAIL_DKIM") === "off" && !loopbackHosts.includes(host) && mailGateways.length === 0) {
    wrong("MAIL_DKIM", "required, or MAIL_GATEWAYS with the gateways that check the senders of mail");
  }
  const mailRelay = given("MAIL_RELAY");
  if (mailRelay !== undefined && !(/^smtps?:\/\/[^/\s]+\/?$/.test(mailRelay) && URL.canParse(mailRelay))) {
    // The value may hold a password: it is not repeated.
    wrong("MAIL_RELAY", "smtp://host:port or smtps://user:password@host:port", false);
  }
  const mailFrom = given("MAIL_FROM") ?? "";
  if (mailFrom === "" ? mailRelay !== undefined : !/^[^\s@<>",;]+@[A-Za-z0-9.-]+$/.test(mailFrom)) {
    wrong("MAIL_FROM", "with MAIL_RELAY: the mail address of the unit, such as api@piu.example");
  }
  const strength = given("SIGN_IN_STRENGTH") ?? (options.demonstration ? "password" : "strong");
  if (strength !== "strong" && !(strength === "password" && options.demonstration)) {
    wrong("SIGN_IN_STRENGTH", "strong; a demonstration may also say password");
  }
  const issuer = given("OIDC_ISSUER");
  if (issuer !== undefined && !isIssuer(issuer)) {
    wrong(
      "OIDC_ISSUER",
      "https://host[:port][/path] as the provider names itself (http:// only for localhost)",
    );
  }
  const [clientId, clientSecretFile] = [given("OIDC_CLIENT_ID"), given("OIDC_CLIENT_SECRET_FILE")];
  const [providerLabel, strongAcr] = [given("OIDC_LABEL"), several("OIDC_STRONG_ACR")];
  const provided = issuer !== undefined && isIssuer(issuer);
  if (provided && clientId === undefined) wrong("OIDC_CLIENT_ID", "needed beside OIDC_ISSUER");
  if (provided && clientSecretFile === undefined)
    wrong("OIDC_CLIENT_SECRET_FILE", "needed beside OIDC_ISSUER");
  const logLevel = (given("LOG_LEVEL") ?? (options.demonstration ? "warn" : "info")) as LogLevel;
  if (!logLevels.includes(logLevel)) wrong("LOG_LEVEL", `one of ${logLevels.join(", ")}`);
  const unitName = given("UNIT_NAME") ?? "Passenger Information Unit";
  if (unitName.length > 100) wrong("UNIT_NAME", "at most 100 characters");
  const ready: Readonly<Record<string, string>> = {
    PROTECTION_CONTACT: "protection@piu.example",
    AUTHORITY_CONTACT: "authority@dpa.example",
  };
  const contact = (name: string): string | null => {
    const text = given(name) ?? (options.demonstration ? ready[name] : null) ?? null;
    if (text !== null && text.length > 300) wrong(name, "at most 300 characters");
    return text;
  };
  const unitZone = given("UNIT_ZONE") ?? "Asia/Baku";
  if (!isZone(unitZone)) wrong("UNIT_ZONE", "a time zone of the IANA list, such as Asia/Baku");
  const unitState = given("UNIT_STATE") ?? "AZ";
  if (!/^[A-Z]{2}$/.test(unitState)) wrong("UNIT_STATE", "two capital letters of ISO 3166-1, such as AZ");
  const sites = several("SITES") ?? [];
  if (sites.some((site) => readSite(site) === undefined)) {
    wrong("SITES", "State and place of each site, such as AZ:10.1.0.0/16, AZ:db.piu.example");
  } else if (!options.demonstration) {
    const endpoints = [
      ...(databaseUrl === undefined ? [] : [{ setting: "DATABASE_URL", host: hostOf(databaseUrl) }]),
      ...(amqpUrl === undefined ? [] : [{ setting: "AMQP_URL", host: hostOf(amqpUrl) }]),
      ...(mailRelay === undefined ? [] : [{ setting: "MAIL_RELAY", host: hostOf(mailRelay) }]),
    ];
    // What is malformed has been told already.
    const told = ({ setting }: { readonly setting: string }): boolean =>
      problems.some(({ text }) => text.startsWith(setting));
    const declared = sites.flatMap((site) => readSite(site) ?? []);
    for (const { setting, host: place } of outsideOfSites(
      endpoints.filter((endpoint) => !told(endpoint)),
      declared,
      unitState,
    )) {
      problems.push({
        code: "outside-of-sites",
        text: `${setting} leads to ${place}, which is at no declared site in ${unitState}`,
        mend: `Declare the place in SITES, such as ${unitState}:${place}, if it stands in the territory (Directive (EU) 2016/681 Art. 6(8)), or use one that does`,
      });
    }
  }
  const dataFolder = resolve(options.workingFolder, given("DATA_FOLDER") ?? "data");

  const keyFile = resolve(options.workingFolder, given("KEY_FILE") ?? join(dataFolder, "installation.key"));

  const config: Config = {
    demonstration: options.demonstration,
    host,
    port: whole("PORT", 8484, 0, 65_535),
    dataFolder,
    keyFile,
    ledgerHeadsFolder:
      given("LEDGER_HEADS_FOLDER") === undefined
        ? undefined
        : resolve(options.workingFolder, given("LEDGER_HEADS_FOLDER") ?? ""),
    clockSetBack: given("CLOCK_SET_BACK"),
    backupFolder:
      given("BACKUP_FOLDER") === undefined
        ? undefined
        : resolve(options.workingFolder, given("BACKUP_FOLDER") ?? ""),
    keyFolder: resolve(options.workingFolder, given("KEY_FOLDER") ?? join(dirname(keyFile), "keys")),
    databaseUrl: databaseUrl === undefined ? undefined : plainSslMode(databaseUrl),
    databaseConnectionsMax: whole("DATABASE_CONNECTIONS", 20, 2, 1_000),
    publicUrl,
    trustedProxies:
      proxies ??
      (tlsProxy !== undefined || (publicUrl !== undefined && ownTls === undefined) ? ["loopback"] : []),
    tls: ownTls,
    tlsProxy,
    logLevel,
    unitName,
    protectionContact: contact("PROTECTION_CONTACT"),
    authorityContact: contact("AUTHORITY_CONTACT"),
    unitZone,
    unitState,
    sites,
    quarantine: {
      carrier: held("QUARANTINE", 1_000, 256),
      stranger: held("STRANGER_QUARANTINE", 200, 128),
    },
    channels: {
      sftpPort: port("SFTP_PORT", 8422),
      typeBPort: port("TYPE_B_PORT", 8351),
      typeBAddress,
      typeBLines,
      typeBPeers,
      typeBTunnel,
      mailPort: port("MAIL_PORT", 8425),
      mailDkim: mailDkim === "off" ? "off" : "required",
      mailGateways,
      mailRelay,
      mailFrom,
      amqpUrl,
      amqpCertificate:
        amqpCertificate === undefined || amqpKey === undefined
          ? undefined
          : {
              certificateFile: resolve(options.workingFolder, amqpCertificate),
              keyFile: resolve(options.workingFolder, amqpKey),
            },
      https:
        httpsPort === undefined
          ? undefined
          : {
              port: httpsPort,
              certificateFile: resolve(options.workingFolder, httpsFiles[0] ?? ""),
              keyFile: resolve(options.workingFolder, httpsFiles[1] ?? ""),
            },
    },
    signIn: {
      strength: strength === "password" ? "password" : "strong",
      provider: !provided
        ? undefined
        : {
            issuer,
            clientId: clientId ?? "",
            clientSecretFile: resolve(options.workingFolder, clientSecretFile ?? ""),
            label: providerLabel ?? new URL(issuer).hostname,
            strongAcr: strongAcr ?? [],
          },
    },
    starter: Number(given("OPENPIU_STARTER")) || undefined,
  };
  const [first, ...others] = problems;
  return first === undefined ? { config } : { problems: [first, ...others] };
}

/** An issuer's address: without query or fragment (OpenID Connect Discovery 3), over TLS but on this machine. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.includes(url.hostname));
}

function namesDatabase(url: string): boolean {
  const parsed = parseDatabaseUrl(url);
  return parsed !== undefined && parsed.pathname.length > 1;
}

/**
 * Encrypted always means: with a certificate that is checked. The driver does so for these three words too, and warns at
 * length that it will not for ever; it is given the word that says it.
 */
function plainSslMode(url: string): string {
  if (url.includes("uselibpqcompat=")) return url;
  return url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, "$1verify-full");
}

function isNetwork(text: string): boolean {
  const [address = "", bits] = text.split("/");
  const family = isIP(address);
  return (
    family !== 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  );
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    // The platform's own way to say that it knows no such zone.
    return false;
  }
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.origin !== text) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.includes(url.hostname));
}
