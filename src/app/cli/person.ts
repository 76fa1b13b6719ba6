// openpiu person: accounts from the command line; the way to the first administrator.
import {
  addPerson,
  changeRoles,
  closeAccount,
  commandLine,
  findPerson,
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
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu person add --name NAME [--display "Full name"] [--tenant TENANT] [--role ROLE]...   prints a one-time password
       openpiu person roles --name NAME --role ROLE...                           sets the roles, ends the sessions
       openpiu person password --name NAME                                       prints a new one-time password
       openpiu person close|open --name NAME                                     closes an account or opens it again
  TENANT is piu (the unit; without it), approver, authority, or agency:CODE
  ROLE is one of: ${roles.join(", ")}`;

type Act = "add" | "roles" | "password" | "close" | "open";
type Options = {
  readonly act: Act;
  readonly name: string;
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
    await migrate(url);
    const database = openDatabase({ url, clock: systemClock, connections: 2 });
    try {
      const outcome = await carryOut({ database, clock: systemClock }, options);
      if (isRefusal(outcome)) {
        err(outcome.refused.detail);
        return 1;
      }
      await out(JSON.stringify({ person: options.name, ...outcome }));
      if ("password" in outcome)
        err("The password is good once: another has to be chosen at the first sign-in.");
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
  if (found === undefined) return refuse("no-such-person", `Nobody signs in as ${name}.`, 404);
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

function readOptions(args: readonly string[]): Options | string {
  const read = readArguments(args, {
    name: { type: "string" },
    display: { type: "string" },
    tenant: { type: "string" },
    role: { type: "string", multiple: true },
  });
  if (typeof read === "string") return read;
  const { values, words } = read;
  const act = (["add", "roles", "password", "close", "open"] as const).find((one) => one === words.join(" "));
  if (act === undefined)
    return words.length === 0 ? "Say what to do" : `There is no "person ${words.join(" ")}"`;
  const name = values.name?.trim() ?? "";
  if (!/^\S{1,100}$/.test(name)) return "--name is missing, or has blanks in it";
  const unknown = (values.role ?? []).filter((role) => !roles.some((one) => one === role));
  if (unknown.length > 0) return `There is no role ${unknown.join(", ")}`;
  const wanted = roles.filter((role) => values.role?.includes(role));
  if (act === "roles" && wanted.length === 0) return "--role is missing";
  const { display, tenant } = values;
  if (tenant !== undefined && !/^(piu|approver|authority|agency:[a-z0-9-]{1,40})$/.test(tenant))
    return `There is no tenant ${tenant}`;
  return { act, name, display, tenant, roles: wanted };
}
