// Background work in PostgreSQL: queued and timed jobs, run by whichever server takes them first.
import { EventEmitter } from "node:events";
import type { FastifyBaseLogger } from "fastify";
import { Pool } from "pg";
import { describeError } from "./http-log.ts";
import { openJobLeases } from "./job-leases-store.ts";
import type { Services } from "./services.ts";

/**
 * A kind of background work. It may run twice (after a crash) and must then do no harm. `cron` is five fields in UTC
 * ("0 2 * * *"); without it the job runs when it is asked for: `select platform.add_job(name, payload, key)` inside a
 * transaction starts it at that transaction's commit.
 */
export type Job<Given extends Services = Services> = {
  readonly name: string;
  readonly cron?: string;
  run(payload: unknown, services: Given): Promise<void>;
};

export type Jobs = {
  /** Lets running jobs finish for some seconds, hands the others back to the queue. */
  stop(): Promise<void>;
};

/** Tries of one job, with growing pauses (some seconds at first, a day and a half in all). */
const triesMax = 16;

/** Brings the queue's own tables up to date. */
export async function migrateJobs(url: string): Promise<void> {
  const { runMigrations } = await import("graphile-worker");
  await runMigrations({ connectionString: url, maxPoolSize: 1, logger: await loggerTo(undefined) });
}

/** How often what dead workers took is looked for, and how long the queue's end is waited after before it is begun again. */
const leaseLookMs = 5_000;

/**
 * Starts to work off the queue, and begins again whenever that ends unasked: the queue gives up when it cannot write down that a
 * job was done, as on a full disk. A missed hour of a timed job is made up for when the server was down.
 */
export async function openJobs<Given extends Services>(options: {
  readonly url: string;
  readonly jobs: readonly Job<Given>[];
  readonly services: Given;
  readonly log: FastifyBaseLogger;
  readonly concurrency?: number;
}): Promise<Jobs> {
  const { parseCronItems, run } = await import("graphile-worker");
  const concurrency = options.concurrency ?? 2;
  // One connection a running job, one to take and hand back, one that listens.
  const pool = new Pool({
    connectionString: options.url,
    max: concurrency + 2,
    application_name: "openpiu jobs",
  });
  let stopping = false;
  const lost = (problem: Error): void => {
    if (!stopping) options.log.warn(describeError(problem), "the queue's connection was lost");
  };
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  const taskList = Object.fromEntries(options.jobs.map((job) => [job.name, taskOf(job, options)]));
  const cronItems = parseCronItems(
    options.jobs.flatMap(({ name, cron }) =>
      cron === undefined
        ? []
        : [
            {
              task: name,
              match: cron,
              options: { backfillPeriod: 86_400_000, maxAttempts: triesMax, jobKey: name },
            },
          ],
    ),
  );
  const leases = await openJobLeases(options.url);
  const logger = await loggerTo(options.log);
  const told = (problem: Error): void => options.log.warn(describeError(problem), "leases of jobs");
  const begin = async (): Promise<Begun> => {
    const workers: string[] = [];
    const events = new EventEmitter();
    // Jobs are taken in the name of the pool, whichever of its workers does them.
    events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => {
      workers.push(workerPool.id);
      leases.hold(workerPool.id).catch(told);
    });
    const runner = await run({
      pgPool: pool,
      concurrency,
      taskList,
      parsedCronItems: cronItems,
      noHandleSignals: true,
      pollInterval: 5_000,
      gracefulShutdownAbortTimeout: 2_000,
      logger,
      events,
      preset: tellsItsFaults,
    });
    const begun: Begun = { workers, ended: false, stop: () => runner.stop() };
    const over = (problem?: Error): void => {
      begun.ended = true;
      if (stopping) return;
      options.log.error(
        problem === undefined ? {} : describeError(problem),
        "background work ended, and is begun again",
      );
    };
    runner.promise.then(() => over(), over);
    return begun;
  };
  const free = async (): Promise<void> => {
    const freed = await leases.free();
    if (freed > 0)
      options.log.warn({ jobs: freed }, "jobs of a server that ended in their midst are taken up");
  };
  await free();
  let begun = await begin();
  /** One look after the other; a stop waits for the one under way. */
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    if (stopping) return;
    if (begun.ended) {
      await leases.drop(begun.workers);
      begun = await begin();
    }
    await free();
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch(told);
  }, leaseLookMs);
  timer.unref();
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await looking;
      if (!begun.ended) await begun.stop();
      await leases.close();
      await pool.end();
    },
  };
}

/**
 * Without a batch, nobody hears that the end of a job could not be written down (disk full, connection lost), and Node ends the
 * whole server for it. A batch of no delay tells it, and the run ends.
 */
const tellsItsFaults = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** A run of the queue's workers. */
type Begun = { readonly workers: string[]; ended: boolean; readonly stop: () => Promise<void> };

/** What the queue calls. The queue keeps an error's text, which may repeat values of records: it gets the kind only. */
function taskOf<Given extends Services>(
  job: Job<Given>,
  { services, log }: { readonly services: Given; readonly log: FastifyBaseLogger },
) {
  return async (payload: unknown): Promise<void> => {
    try {
      await job.run(payload, services);
    } catch (problem) {
      const error = problem instanceof Error ? problem : new Error("no error was thrown");
      const described = describeError(error);
      log.error({ ...described, job: job.name }, "a job failed and will be tried again");
      throw new Error(`${error.name} ${described["code"] ?? ""}`.trim());
    }
  };
}

/** The queue's own lines: its warnings and errors, without what jobs were given. */
async function loggerTo(log: FastifyBaseLogger | undefined) {
  const { Logger } = await import("graphile-worker");
  return new Logger(() => (level, message) => {
    if (level === "error") log?.error({ queue: true }, firstLine(message));
    else if (level === "warning") log?.warn({ queue: true }, firstLine(message));
    else log?.debug({ queue: true }, firstLine(message));
  });
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}
