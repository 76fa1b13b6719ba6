// The server's log: JSON lines on standard error, without bodies, query strings or values of records.
import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";
import type { LogLevel } from "./config.ts";

/** Takes finished lines; tests and programs that embed the server give their own. */
export type LogSink = { write(line: string): void };

export function openLog(level: LogLevel, sink?: LogSink): FastifyBaseLogger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      // Whatever is handed over by mistake: only what cannot hold content is written.
      req: (request: { method?: string }) => ({ method: request.method }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
      err: (error: Error) => describeError(error),
    },
  };
  return sink === undefined ? pino(options, pino.destination(2)) : pino(options, sink);
}

/**
 * An error for the log: kind, code and the places it passed. Its message only when our own code wrote it, which puts no
 * content of records there; libraries repeat what they were given.
 */
export function describeError(error: Error): { [key: string]: string | undefined } {
  const field = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? value : undefined;
  };
  const stack = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const ours = !/node_modules|node:|<anonymous>/.test(stack[0] ?? "node:");
  return {
    error: error.name,
    message:
      ours || error instanceof TypeError || error instanceof ReferenceError ? error.message : undefined,
    code: field("code"),
    syscall: field("syscall"),
    table: field("table"),
    column: field("column"),
    constraint: field("constraint"),
    stack: stack.join("\n"),
    cause: error.cause instanceof Error ? JSON.stringify(describeError(error.cause)) : undefined,
  };
}
