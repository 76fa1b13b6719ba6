// What every slice's routes and jobs are given.
import type { Clock } from "./clock.ts";
import type { Database } from "./database.ts";

/** The least a slice needs; one that needs more names it in its own type. */
export type Services = { readonly database: Database; readonly clock: Clock };
