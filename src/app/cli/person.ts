// openpiu person: accounts from the command line; the way to the first administrator.
import {
  addPerson,
  askForAccount,
  changeRoles,
  closeAccount,
  commandLine,
  commandWaits,
  findPerson,
  handOver,
  resetPassword,
  roles,
  type Role,
} from "#access";
import {
  isRefusal,
  migrate,
  openDatabase,
  refuse,
  systemClock,
  type Refusal,
  type Services,
} from "#platform";
import { admitSoftware, softwareHere } from "#releases";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu person add --name NAME [--display "Full name"] [--tenant TENANT] [--role ROLE]...   prints a one-time password
       openpiu person roles --name NAME --role ROLE...                           sets the roles, ends the sessions
       openpiu person password --name NAME                                       prints a new one-time password
       openpiu person close|open --name NAME                                     closes an account or opens it again
       openpiu person secret --request ID                                        prints the code to make a passkey with
  Once two of head, data protection officer and auditor have made their passkeys, all but closing waits until one of them has
  confirmed it on the page People; "secret" prints the code of an account that was confirmed. --reason "…" tells them why.
  TENANT is piu (the unit; without it), approver, authority, enforcement, or agency:CODE
  ROLE is one of: ${roles.join(", ")}`;

const acts = ["add", "roles", "password", "close", "open"] as const;
type Options = {
  readonly act: (typeof acts)[number];
  readonly name: string;
  readonly reason: string;
  readonly display: string | undefined;
  readonly tenant: string | undefined;
  readonly roles: readonly Role[];
};

/** Prints one line with the outcome. Exit code 0 done, 1 refused (why: on standard error), 2 wrong usage, 3 no database. */
export async function person(args: readonly string[], surroundings: Surroundings): Promise<number> {
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
      const services = { database, clock: systemClock };
      const outcome = await outcomeOf(services, options);
      if (isRefusal(outcome)) {
        err(outcome.refused.detail);
        return 1;
      }
      const { told, ...printed } = outcome;
      await out(JSON.stringify(printed));
      if (told !== undefined) err(told);
      return 0;
    } finally {
      await database.close();
    }
  });
}

/** What is printed, and what is told beside it. */
type Outcome = Readonly<Record<string, unknown>> & { readonly told?: string };

async function outcomeOf(services: Services, options: Options | SecretOf): Promise<Outcome | Refusal> {
  if ("request" in options) {
    const given = await handOver({ ...services, demonstration: false }, commandLine, options.request);
    if (isRefusal(given)) return given;
    return {
      id: given.id,
      code: given.password,
      told: "The code is good once and for a day: a passkey is made with it.",
    };
  }
  const { name } = options;
  if (options.act !== "close" && (await commandWaits(services))) {
    const asked = await askFor(services, options);
    if (isRefusal(asked)) return asked;
    const then = ["add", "password"].includes(options.act)
      ? ` Then: openpiu person secret --request ${asked.id}`
      : "";
    return {
      person: name,
      request: asked.id,
      told: `It waits until the head, the data protection officer or the auditor has confirmed it on the page People (F16).${then}`,
    };
  }
  const outcome = await carryOut(services, options);
  if (isRefusal(outcome)) return outcome;
  return {
    person: name,
    ...outcome,
    ...("password" in outcome
      ? { told: "The password is good once: another has to be chosen at the first sign-in." }
      : {}),
  };
}

/** Puts before somebody of the unit what the command line wants of an account. */
async function askFor(
  services: Services,
  { act, name, display, tenant, roles: wanted, reason }: Options,
): Promise<{ readonly id: string } | Refusal> {
  if (act === "add") {
    const account = {
      kind: "account" as const,
      signInName: name,
      name: display ?? name,
      roles: [...wanted],
      reason,
    };
    return askForAccount(services, commandLine, tenant === undefined ? account : { ...account, tenant });
  }
  const found = await findPerson(services, name);
  if (found === undefined) return noSuchPerson(name);
  const personId = found.id;
  if (act === "roles")
    return askForAccount(services, commandLine, { kind: "roles", personId, roles: [...wanted], reason });
  const kind = act === "open" ? "opening" : "secret";
  return askForAccount(services, commandLine, { kind, personId, reason });
}

const noSuchPerson = (name: string): Refusal => refuse("no-such-person", `Nobody signs in as ${name}.`, 404);

async function carryOut(
  services: Services,
  options: Options,
): Promise<Readonly<Record<string, unknown>> | Refusal> {
  const { act, name, display, tenant, roles: wanted } = options;
  if (act === "add") {
    const added = await addPerson(services, commandLine, {
      name,
      displayName: display ?? name,
      tenant,
      roles: wanted,
    });
    return isRefusal(added) ? added : { id: added.id, roles: wanted, password: added.password };
  }
  const found = await findPerson(services, name);
  if (found === undefined) return noSuchPerson(name);
  const personId = found.id;
  switch (act) {
    case "roles":
      return (
        (await changeRoles(services, commandLine, { personId, roles: wanted })) ?? {
          id: personId,
          roles: wanted,
        }
      );
    case "password":
      return resetPassword(services, commandLine, personId);
    case "close":
    case "open": {
      const closed = act === "close";
      return (await closeAccount(services, commandLine, { personId, closed })) ?? { id: personId, closed };
    }
  }
}

/** The code of an account that was asked for and confirmed. */
type SecretOf = { readonly request: string };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readOptions(args: readonly string[]): Options | SecretOf | string {
  const read = readArguments(args, {
    request: { type: "string" },
    reason: { type: "string" },
    name: { type: "string" },
    display: { type: "string" },
    tenant: { type: "string" },
    role: { type: "string", multiple: true },
  });
  if (typeof read === "string") return read;
  const { values, words } = read;
  if (words.join(" ") === "secret") {
    const { request } = values;
    return request !== undefined && uuid.test(request)
      ? { request }
      : "--request is missing, or is no request's id";
  }
  const act = acts.find((one) => one === words.join(" "));
  if (act === undefined)
    return words.length === 0 ? "Say what to do" : `There is no "person ${words.join(" ")}"`;
  const name = values.name?.trim() ?? "";
  if (!/^\S{1,100}$/.test(name)) return "--name is missing, or has blanks in it";
  const unknown = (values.role ?? []).filter((role) => !roles.some((one) => one === role));
  if (unknown.length > 0) return `There is no role ${unknown.join(", ")}`;
  const wanted = roles.filter((role) => values.role?.includes(role));
  if (act === "roles" && wanted.length === 0) return "--role is missing";
  const { display, tenant } = values;
  if (tenant !== undefined && !/^(piu|approver|authority|enforcement|agency:[a-z0-9-]{1,40})$/.test(tenant))
    return `There is no tenant ${tenant}`;
  const reason = values.reason?.trim() ?? "asked on the command line";
  if (reason.length < 3 || reason.length > 500) return "--reason has 3 to 500 characters";
  return { act, name, display, tenant, roles: wanted, reason };
}
