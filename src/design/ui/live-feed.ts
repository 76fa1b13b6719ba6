// The live feed of the server: one connection for all tabs of the browser, since a browser has few to one server.

/** Something changed on the server: `subject` (an id) of `topic`. */
export type LiveEvent = { readonly topic: string; readonly subject: string };

export type LiveState = {
  readonly kind: "connecting" | "connected" | "lost";
  /** Since when, in milliseconds of this machine's clock. */
  readonly since: number;
};

export type LiveFeed = {
  readonly state: () => LiveState;
  readonly onState: (listener: () => void) => () => void;
  readonly onEvent: (listener: (event: LiveEvent) => void) => () => void;
  /** Connects; returns how to disconnect. Only an effect may call it: drawing a component twice must not connect twice. */
  readonly open: () => () => void;
};

const idle: LiveState = { kind: "connecting", since: 0 };

/** A feed without a server: nothing ever happens. */
export const unconnected: LiveFeed = {
  state: () => idle,
  onState: () => () => undefined,
  onEvent: () => () => undefined,
  open: () => () => undefined,
};

/** What tabs tell each other. `hello`: a new tab asks how things stand. */
type Told = { readonly event: LiveEvent } | { readonly state: LiveState["kind"] } | { readonly hello: true };

const name = "openpiu.live";

/**
 * A feed that is not connected yet. Where the browser lets tabs agree (a secure origin), one of them holds the
 * connection and tells the others; when that tab goes, another takes over. Elsewhere each tab has its own.
 */
export function liveFeed(address: string): LiveFeed {
  const stateListeners = new Set<() => void>();
  const eventListeners = new Set<(event: LiveEvent) => void>();
  let state: LiveState = { kind: "connecting", since: Date.now() };

  const become = (kind: LiveState["kind"]) => {
    if (kind === state.kind) return;
    state = { kind, since: Date.now() };
    for (const listener of stateListeners) listener();
  };
  const happen = (event: LiveEvent) => {
    for (const listener of eventListeners) listener(event);
  };

  return {
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onEvent: (listener) => {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    open: () =>
      "locks" in navigator && typeof BroadcastChannel !== "undefined"
        ? share({ address, become, happen, kind: () => state.kind })
        : connect(address, { become, happen }),
  };
}

type Listening = {
  readonly become: (kind: LiveState["kind"]) => void;
  readonly happen: (event: LiveEvent) => void;
};

/** Waits for its turn to hold the connection, and listens to the tab that holds it meanwhile. */
function share(
  feed: Listening & { readonly address: string; readonly kind: () => LiveState["kind"] },
): () => void {
  const channel = new BroadcastChannel(name);
  const stop = new AbortController();
  const tell = (told: Told) => {
    if (!stop.signal.aborted) channel.postMessage(told);
  };
  let holding = false;

  channel.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if ("event" in data) feed.happen(data.event);
    else if ("state" in data) feed.become(data.state);
    else if (holding) tell({ state: feed.kind() });
  });
  tell({ hello: true });

  const hold = async () => {
    // The turn may come just as this page leaves: it is given on at once.
    if (stop.signal.aborted) return;
    holding = true;
    const close = connect(feed.address, {
      become: (kind) => {
        feed.become(kind);
        tell({ state: kind });
      },
      happen: (event) => {
        feed.happen(event);
        tell({ event });
      },
    });
    await new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
    close();
  };
  navigator.locks.request(name, { signal: stop.signal }, hold).catch((problem: unknown) => {
    // Closed while waiting for its turn; everything else is a fault of the program.
    if (!stop.signal.aborted) throw problem;
  });
  return () => {
    stop.abort();
    channel.close();
  };
}

/**
 * One connection. The browser reconnects by itself while the server answers; after a refusal it is tried again with
 * growing pauses, half a minute at most.
 */
function connect(address: string, { become, happen }: Listening): () => void {
  let pause = 1_000;
  let closed = false;
  let source = begin();

  function begin(): EventSource {
    const next = new EventSource(address);
    next.addEventListener("open", () => {
      pause = 1_000;
      become("connected");
    });
    next.addEventListener("message", (message: MessageEvent<string>) => {
      const event = eventOf(message.data);
      if (event !== undefined) happen(event);
    });
    next.addEventListener("error", () => {
      if (closed) return;
      become("lost");
      if (next.readyState !== EventSource.CLOSED) return;
      setTimeout(() => {
        if (!closed) source = begin();
      }, pause);
      pause = Math.min(pause * 2, 30_000);
    });
    return next;
  }

  return () => {
    closed = true;
    source.close();
  };
}

function eventOf(data: string): LiveEvent | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null || !("topic" in value) || !("subject" in value)) return;
    return { topic: String(value.topic), subject: String(value.subject) };
  } catch {
    // Not one of our events (a proxy's own line): there is nothing to load again.
    return undefined;
  }
}
