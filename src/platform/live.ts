// Live events: one listening connection a server, and whoever subscribed in this process.
import { Client } from "pg";

/** Something changed: reload `subject` of `topic` if it is shown. Never carries content. */
export type LiveEvent = { readonly topic: string; readonly subject: string };

export type LiveFeed = {
  subscribe(listener: (event: LiveEvent) => void): () => void;
  close(): Promise<void>;
};

/**
 * Listens on the database. When the connection is lost, `onLost` is told and it is opened again after a second; events
 * of the time between are not made up for: `onBack` is told, so that screens load again.
 */
export async function openLiveFeed(
  url: string,
  onLost: (problem: Error) => void,
  onBack: () => void = () => undefined,
): Promise<LiveFeed> {
  const listeners = new Set<(event: LiveEvent) => void>();
  let closed = false;
  let client = await listen();

  async function listen(): Promise<Client> {
    const next = new Client({ connectionString: url, application_name: "openpiu live" });
    next.on("notification", (notice) => {
      const [topic = "", subject = ""] = (notice.payload ?? "").split(" ");
      for (const listener of listeners) listener({ topic, subject });
    });
    next.on("error", (problem) => {
      if (closed) return;
      onLost(problem);
      again();
    });
    await next.connect();
    await next.query("listen openpiu");
    return next;
  }

  function again(): void {
    setTimeout(() => {
      if (closed) return;
      listen().then(
        (next) => {
          client = next;
          if (closed) next.end().catch(onLost);
          else onBack();
        },
        (problem: Error) => {
          onLost(problem);
          again();
        },
      );
    }, 1000).unref();
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      await client.end();
    },
  };
}
