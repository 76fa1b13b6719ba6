// One clock for all countdowns on the page: a component is drawn again only when what it shows has changed.
import { useSyncExternalStore } from "react";
import { serverNow } from "./api-client.ts";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** A text made from the server's present time, kept up to date each second. */
export function useTicking<Shown extends string | number>(show: (now: number) => Shown): Shown {
  return useSyncExternalStore(subscribe, () => show(serverNow()));
}
