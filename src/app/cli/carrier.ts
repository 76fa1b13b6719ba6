// openpiu carrier: the carrier register from the command line; tokens are printed once.
import { commandLine } from "#access";
import {
  addCarrier,
  bindIdentity,
  credentialKinds,
  issueToken,
  suspendCarrier,
  withdrawCredential,
  type IdentityKind,
} from "#carriers";
import { isRefusal, migrate, openDatabase, systemClock, type Refusal, type Services } from "#platform";
import { admitSoftware, softwareHere } from "#releases";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu carrier add --code CODE --name NAME [--country CC] [--sender ID]... [--flies-as CODE]... [--folder NAME]
                                                                    registers a carrier and prints its token, once
       openpiu carrier token --code CODE [--label TEXT] [--days N]   prints a further token, once
       openpiu carrier bind --code CODE --kind KIND --identity TEXT [--label TEXT] [--days N]
                                                                    binds an identity to it: client-certificate, signing-key,
                                                                    watched-folder, ssh-key, type-b-address, amqp-queue,
                                                                    mail-sender
       openpiu carrier revoke --credential ID                        takes a credential out of use at once
       openpiu carrier suspend|resume --code CODE                    refuses its pushes, or takes them again`;

const identityKinds = credentialKinds.filter((kind) => kind !== "http-token");
const acts = ["add", "token", "bind", "revoke", "suspend", "resume"] as const;
type Options = {
  readonly act: (typeof acts)[number];
  readonly code: string;
  readonly name: string;
  readonly country: string | undefined;
  readonly senderIds: readonly string[];
  readonly fliesAs: readonly string[];
  readonly folder: string | undefined;
  readonly kind: IdentityKind;
  readonly identity: string;
  readonly label: string | undefined;
  readonly days: number | undefined;
  readonly credential: string;
};

/** Prints one line with the outcome. Exit code 0 done, 1 refused (why: on standard error), 2 wrong usage, 3 no database. */
export async function carrier(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}. ${usage}`);
    return options === "" ? 0 : 2;
  }
  return withDatabase(surroundings, {}, async ({ url }) => {
    await admitSoftware(url, softwareHere());
    await migrate(url);
    const database = openDatabase({ url, clock: systemClock, connections: 2 });
    try {
      const outcome = await carryOut({ database, clock: systemClock }, options);
      if (isRefusal(outcome)) {
        err(outcome.refused.detail);
        return 1;
      }
      await out(JSON.stringify({ carrier: options.code, ...outcome }));
      if ("token" in outcome) err("The token is shown this once: hand it to the carrier on a safe way.");
      return 0;
    } finally {
      await database.close();
    }
  });
}

async function carryOut(
  services: Services,
  options: Options,
): Promise<Readonly<Record<string, unknown>> | Refusal> {
  const { act, code, label, days } = options;
  switch (act) {
    case "add":
      return register(services, options);
    case "token":
      return issueToken(services, commandLine, { code, label: label ?? "token", days });
    case "bind":
      return bindIdentity(services, commandLine, options);
    case "revoke":
      return (
        (await withdrawCredential(services, commandLine, options.credential)) ?? {
          revoked: options.credential,
        }
      );
    case "suspend":
    case "resume": {
      const suspended = act === "suspend";
      return (await suspendCarrier(services, commandLine, { code, suspended })) ?? { suspended };
    }
  }
}

async function register(
  services: Services,
  options: Options,
): Promise<Readonly<Record<string, unknown>> | Refusal> {
  const { code, folder, label, days } = options;
  const added = await addCarrier(services, commandLine, options);
  if (isRefusal(added)) return added;
  const assigned =
    folder === undefined
      ? {}
      : await bindIdentity(services, commandLine, { code, kind: "watched-folder", identity: folder });
  if (isRefusal(assigned)) return assigned;
  const issued = await issueToken(services, commandLine, { code, label: label ?? "token", days });
  if (isRefusal(issued)) return issued;
  const { id, senderIds, fliesAs } = added;
  return { id, senderIds, fliesAs, ...(folder === undefined ? {} : { folder }), ...issued };
}

function readOptions(args: readonly string[]): Options | string {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true } as const;
  const read = readArguments(args, {
    code: text,
    name: text,
    country: text,
    sender: texts,
    "flies-as": texts,
    folder: text,
    kind: text,
    identity: text,
    label: text,
    days: text,
    credential: text,
  });
  if (typeof read === "string") return read;
  const { values, words } = read;
  const act = acts.find((one) => one === words.join(" "));
  if (act === undefined)
    return words.length === 0 ? "Say what to do" : `There is no "carrier ${words.join(" ")}"`;
  const missing = {
    add: ["code", "name"],
    token: ["code"],
    bind: ["code", "kind", "identity"],
    revoke: ["credential"],
    suspend: ["code"],
    resume: ["code"],
  } as const;
  const absent = missing[act].filter((name) => (values[name] ?? "").trim() === "");
  if (absent.length > 0) return `${absent.map((name) => `--${name}`).join(" and ")} missing`;
  if (values.days !== undefined && !/^[1-9]\d{0,4}$/.test(values.days))
    return "--days is a whole number from 1";
  if (act === "bind" && !identityKinds.some((kind) => kind === values.kind))
    return `--kind is one of ${identityKinds.join(", ")}`;
  if (act === "revoke" && !/^[0-9a-f-]{36}$/.test(values.credential ?? ""))
    return "--credential is no id of one";
  return {
    act,
    code: (values.code ?? "").trim().toUpperCase(),
    name: values.name ?? "",
    country: values.country,
    senderIds: values.sender ?? [],
    fliesAs: values["flies-as"] ?? [],
    folder: values.folder,
    kind: identityKinds.find((kind) => kind === values.kind) ?? "watched-folder",
    identity: values.identity ?? "",
    label: values.label,
    days: values.days === undefined ? undefined : Number(values.days),
    credential: values.credential ?? "",
  };
}
