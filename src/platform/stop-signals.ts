// When to stop: a signal asks for it, a second one demands it, and the end of the starting program does too.

export type StopRequest = {
  /** Stop in order: finish requests, close the database. */
  readonly stop: () => Promise<void>;
  /** Stop at once, with nothing lost that was committed. */
  readonly stopNow: () => Promise<void>;
  readonly notice?: (line: string) => void;
  /** The process whose end is to end this one too. */
  readonly starter?: number | undefined;
};

/** Ctrl+C under npm arrives twice, from the terminal and from npm: what follows this closely is the same wish. */
const sameWishMs = 400;

/**
 * Stops on SIGINT, SIGTERM and SIGHUP and then ends the process with exit code 0; a second signal does not wait any longer
 * (exit code 130). Returns a function that stops in order from inside, for example when the database died.
 */
export function onStopSignals(request: StopRequest): (exitCode: number) => void {
  const { stop, stopNow, notice = () => undefined, starter } = request;
  let askedAt: number | undefined;
  const end = (work: Promise<void>, exitCode: number): void => {
    work.then(
      () => process.exit(exitCode),
      (error: unknown) => {
        notice(`Stopping went wrong: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(3);
      },
    );
  };
  const ask = (exitCode: number): void => {
    const now = performance.now();
    if (askedAt === undefined) {
      askedAt = now;
      end(stop(), exitCode);
    } else if (now - askedAt > sameWishMs) {
      end(stopNow(), 130);
    }
  };
  const asked = (): void => {
    if (askedAt === undefined) notice("Stopping … (once more to stop at once)");
    ask(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, asked);
  if (starter !== undefined) {
    const watch = setInterval(() => {
      if (process.ppid === starter) return;
      clearInterval(watch);
      asked();
    }, 1_000);
    watch.unref();
  }
  return ask;
}
