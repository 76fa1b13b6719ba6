// The demonstration's people as clients: they sign in and ask through the interface, as a browser does.
import { demonstrationAccounts, type Role } from "#access";
import type { Purpose } from "#vocabulary";

/** Asks as a signed-in person; a text body goes as it is, anything else as JSON. */
export type Person = (
  method: string,
  path: string,
  body?: unknown,
  purpose?: Purpose,
  ground?: string,
) => Promise<Response>;

/** Signs the demonstration account of a role in; of several the one of that name. */
export async function signIn(address: string, role: Role, name?: string): Promise<Person> {
  const account = demonstrationAccounts.find(
    (each) => each.roles.includes(role) && (name === undefined || each.name === name),
  );
  if (account === undefined) throw new Error(`the demonstration has no ${role}`);
  const answer = await fetch(`${address}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: account.name, password: account.password }),
  });
  if (!answer.ok) throw new Error(`the demonstration's ${role} cannot sign in (${answer.status})`);
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return (method, path, body, purpose, ground) => {
    const raw = typeof body === "string";
    return fetch(`${address}${path}`, {
      method,
      headers: {
        cookie,
        ...(purpose === undefined ? {} : { "x-purpose": purpose }),
        ...(ground === undefined ? {} : { "x-ground": ground }),
        ...(body === undefined ? {} : { "content-type": raw ? "application/x-ndjson" : "application/json" }),
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
  };
}

/** The answer's content; throws with what the server said when it refused. */
export async function json<Shape>(answer: Response, doing: string): Promise<Shape> {
  if (!answer.ok) throw new Error(`${doing} failed: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Shape;
}
