// Whether somebody is there: when keys, pointer or wheel were last used in this tab or another one of the browser.

const kinds = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;
const channelName = "openpiu.attendance";

let lastUsed = Date.now();
let told = 0;
let channel: BroadcastChannel | undefined;

function used(): void {
  lastUsed = Date.now();
  // Other tabs belong to the same person; they are told now and then, not with each movement.
  if (lastUsed - told < 5_000) return;
  told = lastUsed;
  channel?.postMessage(lastUsed);
}

/** Begins to watch; returns how to stop. */
export function watchAttendance(): () => void {
  lastUsed = Date.now();
  if (typeof BroadcastChannel !== "undefined") {
    channel = new BroadcastChannel(channelName);
    channel.addEventListener("message", ({ data }: MessageEvent<number>) => {
      lastUsed = Math.max(lastUsed, data);
    });
  }
  for (const kind of kinds) document.addEventListener(kind, used, { passive: true, capture: true });
  return () => {
    for (const kind of kinds) document.removeEventListener(kind, used, { capture: true });
    channel?.close();
    channel = undefined;
  };
}

/** Milliseconds since anything was used. */
export function unattendedFor(): number {
  return Date.now() - lastUsed;
}
