// With which settings a unit runs, by name and value: those that change how it processes. Neither secrets nor what belongs to one machine.
import type { Config } from "#platform";

export type Settings = Readonly<Record<string, string>>;

/** Settings that are no part of a release, each with the reason. */
export const notOfRelease: Readonly<Record<string, string>> = {
  PORT: "of one machine",
  DATA_FOLDER: "of one machine",
  KEY_FILE: "of one machine; the keys have their own ceremony (F15)",
  KEY_FOLDER: "of one machine",
  DATABASE_CONNECTIONS: "of one machine",
  DATABASE_URL:
    "where all this is written down: every database is asked what may run on it, and SITES says where it may lie",
  CLOCK_SET_BACK: "said once, at a start of one machine whose clock was ahead",
  LOG_LEVEL: "how much one machine tells while something is looked into; no line has a traveller in it",
  CARRIER_HTTPS_KEY: "a secret's place; that HTTPS is open is said by CARRIER_HTTPS_PORT",
  CARRIER_HTTPS_CERTIFICATE: "of one machine, and renewed every few months",
  HTTPS_KEY: "a secret's place",
  AMQP_KEY: "a secret's place",
  OIDC_CLIENT_SECRET_FILE: "a secret's place",
  OPENPIU_STARTER: "the process that started this one",
};

/**
 * The settings of a release. An address that may hold a password is shown without it: a password is replaced at any time, and no
 * digest of it lies anywhere. Of places on one machine only whether there is one.
 */
export function settingsOf(config: Config): Settings {
  const { channels, signIn, quarantine } = config;
  const several = (values: readonly string[]): string => values.toSorted().join(", ") || "none";
  const open = (port: number | undefined): string => (port === undefined ? "closed" : "open");
  const isThere = (value: unknown): string => (value === undefined ? "none" : "set");
  const megabytes = (bytes: number): string => String(bytes / 1_048_576);
  return {
    HOST: ["127.0.0.1", "::1", "localhost"].includes(config.host) ? "this machine" : "beyond this machine",
    PUBLIC_URL: config.publicUrl ?? "none",
    HTTPS_CERTIFICATE: isThere(config.tls),
    TLS_PROXY: config.tlsProxy ?? "none",
    TRUSTED_PROXIES: several(config.trustedProxies),
    BACKUP_FOLDER: isThere(config.backupFolder),
    LEDGER_HEADS_FOLDER: isThere(config.ledgerHeadsFolder),
    UNIT_NAME: config.unitName,
    UNIT_ZONE: config.unitZone,
    UNIT_STATE: config.unitState,
    SITES: several(config.sites),
    PROTECTION_CONTACT: config.protectionContact ?? "none",
    AUTHORITY_CONTACT: config.authorityContact ?? "none",
    QUARANTINE_MESSAGES: String(quarantine.carrier.messages),
    QUARANTINE_MEGABYTES: megabytes(quarantine.carrier.bytes),
    STRANGER_QUARANTINE_MESSAGES: String(quarantine.stranger.messages),
    STRANGER_QUARANTINE_MEGABYTES: megabytes(quarantine.stranger.bytes),
    SFTP_PORT: open(channels.sftpPort),
    TYPE_B_PORT: open(channels.typeBPort),
    TYPE_B_ADDRESS: channels.typeBAddress ?? "none",
    TYPE_B_LINES: several(channels.typeBLines),
    TYPE_B_PEERS: several(channels.typeBPeers),
    TYPE_B_TUNNEL: channels.typeBTunnel ?? "none",
    MAIL_PORT: open(channels.mailPort),
    MAIL_DKIM: channels.mailDkim,
    MAIL_GATEWAYS: several(channels.mailGateways),
    MAIL_RELAY: withoutPassword(channels.mailRelay),
    MAIL_FROM: channels.mailFrom || "none",
    AMQP_URL: withoutPassword(channels.amqpUrl),
    AMQP_CERTIFICATE: isThere(channels.amqpCertificate),
    CARRIER_HTTPS_PORT: open(channels.https?.port),
    SIGN_IN_STRENGTH: signIn.strength,
    OIDC_ISSUER: signIn.provider?.issuer ?? "none",
    OIDC_CLIENT_ID: signIn.provider?.clientId ?? "none",
    OIDC_LABEL: signIn.provider?.label ?? "none",
    OIDC_STRONG_ACR: several(signIn.provider?.strongAcr ?? []),
  };
}

/** An address whose password, if it has one, is cut out; "none" where there is none. */
function withoutPassword(url: string | undefined): string {
  if (url === undefined) return "none";
  const parsed = new URL(url);
  parsed.password = "";
  return parsed.href;
}
