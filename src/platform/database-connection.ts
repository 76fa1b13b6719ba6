// A single connection to PostgreSQL, for work beside the pool.
import { Client } from "pg";

const connectMsMax = 10_000;

/**
 * Connects, or throws what the driver says: within ten seconds, and with nothing left open that would keep the process
 * alive. A connection that is lost later is told by the statement that fails.
 */
export async function connectTo(
  url: string,
  options: { readonly name?: string; readonly answerMsMax?: number } = {},
): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectMsMax,
    application_name: options.name ?? "openpiu",
    ...(options.answerMsMax === undefined ? {} : { query_timeout: options.answerMsMax }),
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    // The driver leaves the socket open when it gives up in the middle of signing in.
    await client.end().catch(() => undefined);
    throw error;
  }
}
