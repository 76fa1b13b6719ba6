// Turns for large uploads, which take much memory while they are read: a few at one time, of one carrier only one.

export type LargeTurns = <Result>(
  by: { readonly carrierId: string; readonly bytes: number },
  work: () => Promise<Result>,
) => Promise<Result>;

type Waiting = { readonly carrierId: string; readonly begin: () => void };

/** Small ones (up to `smallBytes`) go ahead at once; of the others `together` at one time, in the order in which they came. */
export function openLargeTurns(limits: {
  readonly smallBytes: number;
  readonly together: number;
}): LargeTurns {
  const working = new Set<string>();
  const waiting: Waiting[] = [];

  function serve(): void {
    while (working.size < limits.together) {
      const next = waiting.findIndex(({ carrierId }) => !working.has(carrierId));
      const [turn] = next < 0 ? [] : waiting.splice(next, 1);
      if (turn === undefined) return;
      working.add(turn.carrierId);
      turn.begin();
    }
  }

  return async ({ carrierId, bytes }, work) => {
    if (bytes <= limits.smallBytes) return work();
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push({ carrierId, begin: resolve });
    serve();
    await promise;
    try {
      return await work();
    } finally {
      working.delete(carrierId);
      serve();
    }
  };
}
