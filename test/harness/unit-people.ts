// People of a whole unit who ask it over HTTP, and what they settle with its carriers.
import type { Role } from "#access";
import { signIn } from "../../src/app/demonstration-people.ts";
import type { Agreement } from "../../src/carriers/agreement.ts";
import type { Unit } from "./unit.ts";

export type Asked = { readonly status: number; readonly body: unknown };

/** Asks as the demonstration's person of a role, signed in anew; with a body it is sent (POST). */
export async function askAs(
  { address }: Pick<Unit, "address">,
  role: Role,
  path: string,
  body?: object,
): Promise<Asked> {
  const person = await signIn(address, role);
  const answer = await person(body === undefined ? "GET" : "POST", path, body);
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

/** The id of a registered carrier. */
export async function idOfCarrier(unit: Pick<Unit, "address">, code: string): Promise<string> {
  const { body } = await askAs(unit, "carrier-desk", "/api/carriers");
  const found = (body as { carriers: { id: string; code: string }[] }).carriers.find(
    (carrier) => carrier.code === code,
  );
  if (found === undefined) throw new Error(`no carrier ${code}`);
  return found.id;
}

/** Proposes an agreement with a carrier and brings it into force, each by one person. */
export async function agreeWith(
  unit: Pick<Unit, "address">,
  code: string,
  content: Agreement,
): Promise<void> {
  const id = await idOfCarrier(unit, code);
  const proposed = await askAs(unit, "carrier-desk", `/api/carriers/${id}/agreements`, {
    content,
    reason: "as they asked",
  });
  const { versions } = proposed.body as { versions: { id: string; state: string }[] };
  const waiting = versions?.find(({ state }) => state === "proposed");
  if (waiting === undefined) throw new Error(`not proposed: ${JSON.stringify(proposed)}`);
  const decided = await askAs(unit, "supervisor", `/api/agreements/${waiting.id}/decision`, {
    inForce: true,
    reason: "seen",
  });
  if (decided.status !== 200) throw new Error(`not decided: ${JSON.stringify(decided)}`);
}
