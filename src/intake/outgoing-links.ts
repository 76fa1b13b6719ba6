// What waits to be sent to carriers: over each link one after the other, over many links side by side.

export type Links = {
  /** Whether it waits here, or is being sent. */
  holds(id: string): boolean;
  /** Puts it behind what waits for the link. Resolves when it was sent (true), or was not. */
  put(link: string, id: string): Promise<boolean>;
  /** Begins nothing more, and waits so long for what is being sent; returns what was not done by then. */
  stop(finishMs: number): Promise<readonly string[]>;
};

type Waiting = { readonly id: string; readonly done: (sent: boolean) => void };

/** `sendOne` must not reject. `atOnce`: over so many links at one time; the others take turns with those, message by message. */
export function openLinks(sendOne: (id: string) => Promise<boolean>, atOnce: number): Links {
  /** Of the links that are used now: what waits behind the one that is being sent. */
  const waiting = new Map<string, Waiting[]>();
  const ready: string[] = [];
  const held = new Set<string>();
  const sending = new Set<Promise<void>>();
  let stopped = false;

  function next(): void {
    while (!stopped && sending.size < atOnce) {
      const link = ready.shift();
      if (link === undefined) return;
      const first = waiting.get(link)?.shift();
      if (first === undefined) waiting.delete(link);
      else {
        const work = send(link, first).finally(() => {
          sending.delete(work);
          next();
        });
        sending.add(work);
      }
    }
  }

  async function send(link: string, { id, done }: Waiting): Promise<void> {
    const sent = await sendOne(id);
    held.delete(id);
    ready.push(link);
    done(sent);
  }

  return {
    holds: (id) => held.has(id),
    put: (link, id) => {
      if (stopped) return Promise.resolve(false);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const behind = waiting.get(link);
      held.add(id);
      if (behind === undefined) {
        waiting.set(link, [{ id, done: resolve }]);
        ready.push(link);
        next();
      } else behind.push({ id, done: resolve });
      return promise;
    },
    stop: async (finishMs) => {
      stopped = true;
      for (const { done } of [...waiting.values()].flat()) done(false);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, finishMs);
      });
      await Promise.race([Promise.all(sending), late]);
      clearTimeout(timer);
      return [...held];
    },
  };
}
