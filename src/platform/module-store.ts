// Whether a module that processes people's data at high risk is in operation (LED-27), and whether a database is a rehearsal.
import type { Transaction } from "./database.ts";

/** Modules that go live on an impact assessment only: screening against lists, against rules, the exchange with other units. */
export const riskyModules = ["lists", "rules", "exchange"] as const;
export type RiskyModule = (typeof riskyModules)[number];

/** Whether it processes at the transaction's instant: live by two persons, on an assessment that is in force; or a rehearsal. */
export async function moduleLive(tx: Transaction, module: RiskyModule): Promise<boolean> {
  const [row] = await tx.query<{ live: boolean }>(
    { name: "platform-module-live", text: "select platform.module_live($1) as live" },
    [module],
  );
  return row?.live ?? false;
}

/** "demonstration" or "test": invented travellers only, and nothing has to be approved; null: a working unit's. */
export async function rehearsalOf(tx: Transaction): Promise<"demonstration" | "test" | null> {
  const [row] = await tx.query<{ kind: "demonstration" | "test" }>("select kind from platform.rehearsal");
  return row?.kind ?? null;
}

/** Says that this database is a demonstration's. The database refuses it where a person has an account of their own. */
export async function beginDemonstration(tx: Transaction): Promise<void> {
  await tx.query("insert into platform.rehearsal (kind) values ('demonstration') on conflict do nothing");
}
