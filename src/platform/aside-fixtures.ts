// Questions for tests of what is worked out aside.
import { threadId } from "node:worker_threads";

/** The thread in which it is answered. */
export function whichThread({ fails }: { readonly fails: boolean }): number {
  if (fails) throw new Error("as asked");
  return threadId;
}

/** Comes to no end. */
export function answerSlowly(): never {
  for (;;);
}
