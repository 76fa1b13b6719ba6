// Which workers of the queue live: a server holds a lock for each of its own in one session, which ends with the server however it
// ends. What a dead worker had taken is free again within seconds; the queue by itself waits four hours for it.
import type { Client } from "pg";
import { connectTo } from "./database-connection.ts";

export type JobLeases = {
  /** Holds a worker's lock from now on. */
  hold(workerId: string): Promise<void>;
  /** Lets go of workers that ended. */
  drop(workerIds: readonly string[]): Promise<void>;
  /** Frees what workers took that nobody holds any more, to be tried after the queue's own pause; returns how many jobs. */
  free(): Promise<number>;
  close(): Promise<void>;
};

/** One number for the locks of all workers of all servers. */
const leaseLock = 7_316_405;
/** A worker may take its first job before its lock is held. */
const graceSeconds = 3;

const isReplaced = "(j.key is null and j.attempts >= j.max_attempts and j.last_error is null)";

/** Opens the session that holds the locks; lost, it is opened anew at the next call. */
export async function openJobLeases(url: string): Promise<JobLeases> {
  const own = new Set<string>();
  let session: Client | undefined;
  const lock = (client: Client, ids: readonly string[]) =>
    client.query("select pg_advisory_lock($1, hashtext(id)) from unnest($2::text[]) as id", [leaseLock, ids]);
  const opened = async (): Promise<Client> => {
    if (session !== undefined) return session;
    const client = await connectTo(url, { name: "openpiu job leases" });
    client.once("error", () => (session = undefined));
    client.once("end", () => (session = undefined));
    await lock(client, [...own]);
    session = client;
    return client;
  };
  await opened();
  return {
    hold: async (workerId) => {
      own.add(workerId);
      await lock(await opened(), [workerId]);
    },
    drop: async (workerIds) => {
      for (const id of workerIds) own.delete(id);
      await (
        await opened()
      ).query("select pg_advisory_unlock($1, hashtext(id)) from unnest($2::text[]) as id", [
        leaseLock,
        workerIds,
      ]);
    },
    free: async () => {
      const { rows } = await (
        await opened()
      ).query<{ freed: number }>(
        `with taken as materialized (
           select distinct locked_by from graphile_worker._private_jobs
           where locked_at < now() - make_interval(secs => $3) and locked_by <> all ($2::text[])),
         dead as materialized (select locked_by from taken where pg_try_advisory_xact_lock($1, hashtext(locked_by))),
         -- Asked for again while it was carried out: the queue took its name and its attempts from it, and another stands for it.
         replaced as (
           delete from graphile_worker._private_jobs j using dead
           where j.locked_by = dead.locked_by and ${isReplaced} returning 1),
         freed as (
           update graphile_worker._private_jobs j set locked_at = null, locked_by = null,
             run_at = greatest(run_at, now() + make_interval(secs => exp(least(attempts, 10))))
           from dead where j.locked_by = dead.locked_by and not (${isReplaced}) returning 1)
         select (select count(*) from freed)::int + (select count(*) from replaced)::int as freed`,
        [leaseLock, [...own], graceSeconds],
      );
      return rows[0]?.freed ?? 0;
    },
    close: async () => {
      const client = session;
      session = undefined;
      await client?.end();
    },
  };
}
