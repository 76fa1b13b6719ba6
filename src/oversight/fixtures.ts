// The ledger as its owner reads it, for tests that tamper and undo it within one transaction.
import type { Client } from "pg";
import type { Transaction } from "#platform";

/** The owner's connection as what the ledger is read through. */
export const asTransaction = (client: Client): Transaction =>
  ({
    query: async (statement: string | { text: string }, values: unknown[] = []) =>
      (await client.query(typeof statement === "string" ? statement : statement.text, values)).rows,
  }) as unknown as Transaction;
