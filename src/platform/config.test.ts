// Settings: what stands without any, and what a wrong one is told.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Config, type Environment, readConfig } from "./config.ts";

function read(environment: Environment, demonstration = true) {
  return readConfig(environment, { demonstration, workingFolder: "/srv/piu" });
}

function configOf(environment: Environment, demonstration = true): Config {
  const reading = read(environment, demonstration);
  if ("problems" in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.config;
}

test("without settings it serves this machine only, from ./data, with its own database", () => {
  expect(configOf({})).toEqual({
    demonstration: true,
    host: "127.0.0.1",
    port: 8484,
    dataFolder: "/srv/piu/data",
    keyFile: "/srv/piu/data/installation.key",
    keyFolder: "/srv/piu/data/keys",
    databaseUrl: undefined,
    databaseConnectionsMax: 20,
    publicUrl: undefined,
    logLevel: "warn",
    trustedProxies: [],
    unitName: "Passenger Information Unit",
    protectionContact: "protection@piu.example",
    authorityContact: "authority@dpa.example",
    unitZone: "Asia/Baku",
    unitState: "AZ",
    sites: [],
    channels: {
      sftpPort: 8422,
      typeBPort: 8351,
      typeBAddress: undefined,
      typeBLines: [],
      typeBPeers: [],
      typeBTunnel: undefined,
      mailPort: 8425,
      mailDkim: "off",
      mailGateways: [],
      mailRelay: undefined,
      mailFrom: "",
      amqpUrl: undefined,
      amqpCertificate: undefined,
      https: undefined,
    },
    signIn: { strength: "password", provider: undefined },
    quarantine: {
      carrier: { messages: 1_000, bytes: 256 * 1_048_576 },
      stranger: { messages: 200, bytes: 128 * 1_048_576 },
    },
    starter: undefined,
  });
});

test("settings are taken as given; empty ones count as absent", () => {
  const config = configOf(
    {
      PORT: "80",
      HOST: "0.0.0.0",
      DATA_FOLDER: "/var/piu",
      KEY_FILE: "keys/piu.key",
      DATABASE_URL: "postgres://piu:x@db:5432/piu",
      DATABASE_CONNECTIONS: "7",
      SITES: "AZ:db",
      QUARANTINE_MEGABYTES: "2",
      PUBLIC_URL: "https://piu.example.org/",
      TLS_PROXY: "nginx on this machine",
      LOG_LEVEL: "",
    },
    false,
  );
  expect(config).toMatchObject({
    port: 80,
    host: "0.0.0.0",
    dataFolder: "/var/piu",
    databaseConnectionsMax: 7,
    quarantine: { carrier: { messages: 1_000, bytes: 2 * 1_048_576 } },
  });
  expect(config.keyFile).toBe("/srv/piu/keys/piu.key");
  expect(config.keyFolder).toBe("/srv/piu/keys/keys");
  expect(config).toMatchObject({ publicUrl: "https://piu.example.org", logLevel: "info" });
});

test.each([
  ["PORT", "84x4"],
  ["PORT", "70000"],
  ["DATABASE_CONNECTIONS", "1"],
  ["QUARANTINE_MESSAGES", "0"],
  ["STRANGER_QUARANTINE_MEGABYTES", "much"],
  ["DATABASE_URL", "mysql://a:hush@b/c"],
  ["DATABASE_URL", "postgres://a:hush@b"],
  ["PUBLIC_URL", "http://piu.example.org"],
  ["PUBLIC_URL", "https://piu.example.org/piu"],
  ["LOG_LEVEL", "loud"],
  ["UNIT_ZONE", "Asia/Nowhere"],
  ["TRUSTED_PROXIES", "10.0.0.1, proxy.example"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["HOST", "0.0.0.0"],
  ["OIDC_ISSUER", "http://login.example.gov"],
  ["OIDC_ISSUER", "https://login.example.gov/?tenant=x"],
  ["SIGN_IN_STRENGTH", "none"],
  ["MAIL_DKIM", "maybe"],
  ["MAIL_GATEWAYS", "mail.example"],
  ["SITES", "Baku"],
  ["SITES", "az:10.1.0.0/16"],
  ["SITES", "AZ:0.0.0.0/0"],
  ["SITES", "AZ:10.1.0.0/33"],
  ["MAIL_FROM", "Unit <piu@unit.example>"],
])("%s=%s is refused by name, with what is expected", (name, value) => {
  const reading = read({ [name]: value });
  const problems = "problems" in reading ? reading.problems : [];
  expect(problems).toHaveLength(1);
  expect(problems[0]?.text).toContain(name);
  expect(problems[0]?.mend).toMatch(/^Expected: ./);
  expect(JSON.stringify(problems)).not.toContain("hush");
});

test.each([
  ["?sslmode=require", "?sslmode=verify-full"],
  ["?a=b&sslmode=verify-ca&c=d", "?a=b&sslmode=verify-full&c=d"],
  ["?sslmode=no-verify", "?sslmode=no-verify"],
  ["?sslmode=require&uselibpqcompat=true", "?sslmode=require&uselibpqcompat=true"],
])("a database address with %s is used as with %s", (given, used) => {
  const url = "postgres://piu:x@db/piu";
  expect(configOf({ DATABASE_URL: url + given, SITES: "AZ:db" }, false).databaseUrl).toBe(url + used);
});

const away: readonly (readonly [setting: string, address: string, host: string, more: Environment])[] = [
  ["DATABASE_URL", "postgres://piu:hush@db.cloud.example:5432/piu", "db.cloud.example", {}],
  ["DATABASE_URL", "postgres://piu:hush@localhost/piu?host=10.9.0.5", "10.9.0.5", {}],
  ["DATABASE_URL", "postgres://piu:hush@[2001:db8::5]/piu", "2001:db8::5", {}],
  ["AMQP_URL", "amqps://piu:hush@queue.example:5671", "queue.example", {}],
  ["MAIL_RELAY", "smtps://piu:hush@10.9.0.7:465", "10.9.0.7", { MAIL_FROM: "api@piu.example" }],
];

test.each(away)(
  "a working unit does not start with %s at %s: no site is declared there (PNRD-6.8)",
  (setting, address, host, more) => {
    const start = (sites: string, demonstration = false, state = "AZ") => {
      const reading = read({ ...more, [setting]: address, SITES: sites, UNIT_STATE: state }, demonstration);
      return "problems" in reading ? reading.problems : [];
    };
    const family = host.includes(":") ? "AZ:2001:db8:ffff::/48" : "AZ:10.1.0.0/16";
    // None declared, other places, and the right place in another State.
    for (const sites of ["", family, "AZ:db.piu.example", `TR:${host}`, "AZ:another.example"]) {
      const [problem, ...others] = start(sites);
      expect([sites, problem?.code, others]).toEqual([sites, "outside-of-sites", []]);
      expect(problem?.text).toContain(`${setting} leads to ${host}`);
      expect(JSON.stringify(problem)).not.toContain("hush");
    }
    expect(start(`AZ:${host}`)).toEqual([]);
    expect(start(`TR:${host}`, false, "TR")).toEqual([]);
    expect(start(`AZ:${host}`, false, "TR")).toHaveLength(1);
  },
);

test("a network that is declared covers its addresses, and this machine needs no site (PNRD-6.8)", () => {
  const start = (DATABASE_URL: string | undefined, SITES: string) => read({ DATABASE_URL, SITES }, false);
  for (const here of ["127.0.0.1", "localhost", "[::1]"])
    expect(start(`postgres://piu@${here}/piu`, "")).toHaveProperty("config");
  expect(start("postgres:///piu?host=/var/run/postgresql", "")).toHaveProperty("config");
  expect(start(undefined, "")).toHaveProperty("config");
  expect(start("postgres://piu@10.1.255.9/piu", "AZ:10.1.0.0/16")).toHaveProperty("config");
  expect(start("postgres://piu@10.2.0.1/piu", "AZ:10.1.0.0/16")).toHaveProperty("problems");
  expect(start("postgres://piu@[2001:db8::7]/piu", "AZ:2001:db8::/32")).toHaveProperty("config");
  // A name is no address: it is declared as it is written.
  expect(start("postgres://piu@db/piu", "AZ:10.1.0.0/16")).toHaveProperty("problems");
});

test("the page of settings lists exactly those that are read, but what our own starter sets", () => {
  const asked = new Set<string>();
  const environment = new Proxy<Record<string, string>>(
    {},
    { get: (_target, name) => void asked.add(String(name)) },
  );
  readConfig(environment, { demonstration: false, workingFolder: "/srv/piu" });
  asked.delete("OPENPIU_STARTER");
  const page = readFileSync(
    fileURLToPath(new URL("../../docs/reference/settings.md", import.meta.url)),
    "utf8",
  );
  const rows = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, names]) => names ?? "");
  const listed = rows.flatMap((names) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(new Set(listed)).toEqual(asked);
});

test("all wrong settings are told at once", () => {
  const reading = read({ PORT: "x", LOG_LEVEL: "y" });
  expect("problems" in reading && reading.problems.map(({ text }) => text)).toEqual([
    'LOG_LEVEL is "y"',
    'PORT is "x"',
  ]);
});

test("the channels are closed outside of a demonstration until they are asked for", () => {
  const channelsOf = (environment: Environment, demonstration: boolean) => {
    const reading = readConfig(environment, { demonstration, workingFolder: "/srv/piu" });
    return "config" in reading ? reading.config.channels : reading.problems.map(({ text }) => text);
  };
  expect(channelsOf({}, false)).toEqual({
    sftpPort: undefined,
    typeBPort: undefined,
    typeBAddress: undefined,
    typeBLines: [],
    typeBPeers: [],
    mailPort: undefined,
    mailDkim: "required",
    mailGateways: [],
    mailRelay: undefined,
    mailFrom: "",
    amqpUrl: undefined,
    https: undefined,
  });
  expect(
    channelsOf({ SFTP_PORT: "22", TYPE_B_PORT: "351", MAIL_PORT: "off", AMQP_URL: "amqp://b:5672" }, true),
  ).toEqual({
    sftpPort: 22,
    typeBPort: 351,
    typeBAddress: undefined,
    typeBLines: [],
    typeBPeers: [],
    mailPort: undefined,
    mailDkim: "off",
    mailGateways: [],
    mailRelay: undefined,
    mailFrom: "",
    amqpUrl: "amqp://b:5672",
    https: undefined,
  });
  expect(channelsOf({ SFTP_PORT: "ssh", AMQP_URL: "http://me:secret@b" }, false)).toEqual([
    "AMQP_URL is malformed",
    'SFTP_PORT is "ssh"',
  ]);
});

test("Type B: own address, gateways to call, and who may call", () => {
  const read = (environment: Environment) =>
    readConfig(environment, { demonstration: false, workingFolder: "/srv/piu" });
  const reading = read({
    TYPE_B_ADDRESS: "gydpixs",
    TYPE_B_LINES: "10.0.0.5:351, gate.example:8351",
    TYPE_B_PEERS: "10.0.0.5 10.1.0.0/16",
    TYPE_B_TUNNEL: "IPsec to the gateway, agreement 12",
  });
  expect("config" in reading && reading.config.channels).toMatchObject({
    typeBAddress: "GYDPIXS",
    typeBLines: ["10.0.0.5:351", "gate.example:8351"],
    typeBPeers: ["10.0.0.5", "10.1.0.0/16"],
  });
  const wrong = read({
    TYPE_B_ADDRESS: "BAKU",
    TYPE_B_LINES: "gate",
    TYPE_B_PEERS: "gate.example",
    TYPE_B_TUNNEL: "IPsec to the gateway, agreement 12",
  });
  expect("problems" in wrong && wrong.problems.map(({ text }) => text.split(" ")[0])).toEqual([
    "TYPE_B_ADDRESS",
    "TYPE_B_LINES",
    "TYPE_B_PEERS",
  ]);
});

test("what encrypts nothing is spoken beyond this machine through a tunnel that is named, or not at all", () => {
  const settingsOf = (environment: Environment, demonstration = false) => {
    const reading = readConfig(environment, { demonstration, workingFolder: "/srv/piu" });
    return "problems" in reading ? reading.problems.map(({ text }) => text.split(" ")[0]) : [];
  };
  const sites = { SITES: "AZ Baku" };
  const outside = { HOST: "10.0.0.2", TYPE_B_PORT: "351", TLS_PROXY: "nginx on this machine" };
  for (const said of [outside, { TYPE_B_LINES: "10.0.0.5:351" }, { ...outside, TYPE_B_TUNNEL: "yes" }])
    expect(settingsOf({ ...sites, ...said })).toContain("TYPE_B_TUNNEL");
  const tunnel = { TYPE_B_TUNNEL: "IPsec to the gateway, agreement 12" };
  expect(settingsOf({ ...sites, ...outside, ...tunnel })).not.toContain("TYPE_B_TUNNEL");
  // On this machine something else speaks to the outside.
  expect(settingsOf({ TYPE_B_PORT: "351", TYPE_B_LINES: "127.0.0.1:8351, [::1]:351" })).toEqual([]);
  expect(settingsOf({ ...outside, TYPE_B_PORT: "off" })).not.toContain("TYPE_B_TUNNEL");
  expect(settingsOf({ AMQP_URL: "amqp://b.example:5672" })).toContain("AMQP_URL");
  expect(settingsOf({ AMQP_URL: "amqp://127.0.0.1:5672" })).toEqual([]);
  expect(settingsOf({ TYPE_B_PORT: "351", AMQP_URL: "amqp://b:5672" }, true)).toEqual([]);
});

test("a working unit is spoken to beyond this machine by TLS of its own or of a proxy that is named, or it does not start (EUAPI13-5.1)", () => {
  const problemsOf = (environment: Environment, demonstration = false) => {
    const reading = readConfig(environment, { demonstration, workingFolder: "/srv/piu" });
    return "problems" in reading ? reading.problems : [];
  };
  const pair = { HTTPS_CERTIFICATE: "unit.crt", HTTPS_KEY: "unit.key" };
  const address = { PUBLIC_URL: "https://piu.example.gov" };
  for (const HOST of ["0.0.0.0", "::", "10.0.0.2", "piu.example.gov"]) {
    expect(problemsOf({ HOST })).toMatchObject([
      { code: "plaintext-port", mend: expect.stringMatching(/HTTPS_CERTIFICATE.*TLS_PROXY.*HOST=127/) },
    ]);
    // An address for people is not yet something that encrypts.
    expect(problemsOf({ HOST, ...address })).toMatchObject([{ code: "plaintext-port" }]);
    expect(problemsOf({ HOST, ...address, ...pair })).toEqual([]);
    expect(problemsOf({ HOST, ...address, TLS_PROXY: "nginx at 10.0.0.5, run by the ministry" })).toEqual([]);
    expect(problemsOf({ HOST, TLS_PROXY: "yes" })).toMatchObject([{ text: 'TLS_PROXY is "yes"' }]);
  }
  for (const HOST of ["127.0.0.1", "::1", "localhost"]) expect(problemsOf({ HOST })).toEqual([]);
  expect(configOf({ ...pair, ...address }, false)).toMatchObject({
    tls: { certificateFile: "/srv/piu/unit.crt", keyFile: "/srv/piu/unit.key" },
    trustedProxies: [],
  });
  expect(configOf({ TLS_PROXY: "nginx on this machine" }, false).trustedProxies).toEqual(["loopback"]);
  for (const [wrong, name] of [
    [{ HTTPS_CERTIFICATE: "unit.crt", ...address }, "HTTPS_CERTIFICATE"],
    [{ HTTPS_KEY: "unit.key", ...address }, "HTTPS_CERTIFICATE"],
    [pair, "PUBLIC_URL"],
    [{ ...pair, PUBLIC_URL: "http://localhost" }, "PUBLIC_URL"],
  ] as const)
    expect(problemsOf(wrong).map(({ text }) => text.split(" ")[0])).toEqual([name]);
  expect(problemsOf({ ...pair, ...address }, true)).toHaveLength(1);
});

test("a certificate for the broker has its key beside it, and a broker to be shown to", () => {
  const names = { AMQP_CERTIFICATE: "unit.crt", AMQP_KEY: "unit.key" };
  const encrypted = { AMQP_URL: "amqps://broker.example" };
  expect(configOf({ ...names, ...encrypted }).channels.amqpCertificate).toEqual({
    certificateFile: "/srv/piu/unit.crt",
    keyFile: "/srv/piu/unit.key",
  });
  for (const wrong of [
    names,
    { ...names, AMQP_URL: "amqp://broker.example" },
    { ...encrypted, AMQP_KEY: "unit.key" },
    { ...encrypted, AMQP_CERTIFICATE: "unit.crt" },
  ]) {
    expect(read(wrong)).toMatchObject({
      problems: [{ text: expect.stringMatching(/^AMQP_CERTIFICATE is /) }],
    });
  }
});

test("mail that nobody has checked is not taken from outside, and a relay needs to know whom mail is from", () => {
  const problemsOf = (environment: Environment) => {
    const reading = readConfig(environment, { demonstration: false, workingFolder: "/srv/piu" });
    return "problems" in reading ? reading.problems.map(({ text }) => text) : [];
  };
  const outside = { HOST: "0.0.0.0", TLS_PROXY: "nginx on this machine" };
  expect(problemsOf({ ...outside, MAIL_DKIM: "off" })).toEqual(['MAIL_DKIM is "off"']);
  expect(problemsOf({ ...outside, MAIL_DKIM: "off", MAIL_GATEWAYS: "10.0.0.5" })).toEqual([]);
  expect(problemsOf({ MAIL_RELAY: "smtp://a:hush@mail:25/x", MAIL_FROM: "piu@unit.example" })).toEqual([
    "MAIL_RELAY is malformed",
  ]);
  expect(problemsOf({ MAIL_RELAY: "smtp://mail:25", SITES: "AZ:mail" })).toEqual(["MAIL_FROM is missing"]);
});

test("a working unit never signs in by password alone; single sign-on needs a client and its secret", () => {
  const working = (given: Record<string, string>) =>
    readConfig(given, { demonstration: false, workingFolder: "/srv/piu" });
  expect(configOf({}, false).signIn).toEqual({ strength: "strong", provider: undefined });
  expect("problems" in working({ SIGN_IN_STRENGTH: "password" })).toBe(true);
  expect(configOf({ SIGN_IN_STRENGTH: "strong" }).signIn.strength).toBe("strong");
  expect("problems" in working({ OIDC_ISSUER: "https://login.example.gov" })).toBe(true);
  const given = {
    OIDC_ISSUER: "https://login.example.gov/realm",
    OIDC_CLIENT_ID: "openpiu",
    OIDC_CLIENT_SECRET_FILE: "secret",
    OIDC_STRONG_ACR: "substantial, high",
  };
  expect(configOf(given, false).signIn.provider).toEqual({
    issuer: "https://login.example.gov/realm",
    clientId: "openpiu",
    clientSecretFile: "/srv/piu/secret",
    label: "login.example.gov",
    strongAcr: ["substantial", "high"],
  });
});
