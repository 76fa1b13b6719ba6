// Works out aside, in a thread of its own, what is only asked about: the thread that answers carriers never waits for it.
// Each who asks has a line; turns go round the lines, and what is too much is refused.
import { Worker } from "node:worker_threads";
import { refuse, type Refusal } from "./problem.ts";

/** A function that is run aside: of a module, by its name there; what goes in and out is copied. */
export type AsideQuestion<Given, Told> = {
  readonly module: string;
  readonly answers: (given: Given) => Told;
};

export type ToAside = { readonly module: string; readonly name: string; readonly given: unknown };
export type FromAside = { readonly told: unknown } | { readonly problem: string };

/** Who asks: a carrier by its id, or somebody without an account by the address. Neither keeps the other waiting. */
export type Asking = {
  readonly kind: "carrier" | "stranger";
  readonly id: string;
  /** How many bytes are held for the question while it waits. */
  readonly bytes: number;
};

export type AsideLimits = {
  /** What may wait of one who asks, besides the question that is worked on. */
  readonly waiting: Readonly<Record<Asking["kind"], number>>;
  readonly waitingBytes: number;
  readonly togetherBytes: number;
  /** A question that takes longer is ended. */
  readonly answerMs: number;
};

export const usualAside: AsideLimits = {
  waiting: { carrier: 200, stranger: 4 },
  waitingBytes: 24 * 1024 * 1024,
  togetherBytes: 96 * 1024 * 1024,
  answerMs: 30_000,
};

export type Aside = {
  /** Asks when the turn has come. Refused (429) where too much waits already, (422) what takes too much to be worked out. */
  ask<Given, Told>(
    who: Asking,
    question: AsideQuestion<Given, Told>,
    given: Given,
  ): Promise<Awaited<Told> | Refusal>;
  close(): Promise<void>;
};

const tooMuch = refuse(
  "too-much-to-check",
  "This takes too much to be looked through. Send fewer messages at once.",
  422,
);

type Asked = { readonly who: Asking; readonly begin: () => void };
type Line = { working: boolean; bytes: number; readonly waiting: Asked[] };

/** Opens the work aside; its thread begins with the first question. `onProblem` is told when the thread dies of one. */
export function openAside(limits: AsideLimits, onProblem: (problem: Error) => void): Aside {
  const lines = { carrier: new Map<string, Line>(), stranger: new Map<string, Line>() };
  let last: Asking["kind"] = "stranger";
  let bytes = 0;
  let working = false;
  let closed = false;
  let thread: Worker | null = null;

  function lineOf({ kind, id }: Asking): Line {
    const known = lines[kind].get(id);
    if (known !== undefined) return known;
    const line: Line = { working: false, bytes: 0, waiting: [] };
    lines[kind].set(id, line);
    return line;
  }

  function mayWait(who: Asking, line: Line): boolean {
    if (line.waiting.length === 0 && !line.working) return bytes + who.bytes <= limits.togetherBytes;
    return (
      line.waiting.length < limits.waiting[who.kind] &&
      line.bytes + who.bytes <= limits.waitingBytes &&
      bytes + who.bytes <= limits.togetherBytes
    );
  }

  /** Begins the next question, of the other kind of asker where one waits. A line that was served goes behind the others. */
  function serve(): void {
    if (working) return;
    for (const kind of last === "carrier"
      ? (["stranger", "carrier"] as const)
      : (["carrier", "stranger"] as const)) {
      for (const line of lines[kind].values()) {
        const next = line.waiting.shift();
        if (next === undefined) continue;
        last = kind;
        working = true;
        line.working = true;
        next.begin();
        return;
      }
    }
  }

  function finish(who: Asking, line: Line): void {
    working = false;
    line.working = false;
    line.bytes -= who.bytes;
    bytes -= who.bytes;
    lines[who.kind].delete(who.id);
    if (line.waiting.length > 0) lines[who.kind].set(who.id, line);
    serve();
  }

  function answered(question: ToAside): Promise<FromAside | "ended"> {
    const asked = (thread ??= new Worker(new URL("./aside-thread.ts", import.meta.url)));
    // What is under way holds the process by what waits for it.
    asked.unref();
    return new Promise((resolve) => {
      const end = (told: FromAside | "ended"): void => {
        clearTimeout(late);
        for (const event of ["message", "error", "exit"]) asked.removeAllListeners(event);
        if (told === "ended") {
          thread = null;
          // What a thread that is ended says of it is known already.
          asked.on("error", () => undefined);
          void asked.terminate();
        }
        resolve(told);
      };
      const late = setTimeout(() => end("ended"), limits.answerMs);
      asked.once("message", end);
      asked.once("error", (problem: Error) => {
        onProblem(problem);
        end("ended");
      });
      asked.once("exit", () => end("ended"));
      asked.postMessage(question);
    });
  }

  return {
    async ask<Given, Told>(
      who: Asking,
      { module, answers }: AsideQuestion<Given, Told>,
      given: Given,
    ): Promise<Awaited<Told> | Refusal> {
      if (closed) throw new Error("nothing is worked out aside any more");
      const line = lineOf(who);
      if (!mayWait(who, line)) return tooManyAsked(line.waiting.length);
      line.bytes += who.bytes;
      bytes += who.bytes;
      const { promise, resolve } = Promise.withResolvers<void>();
      line.waiting.push({ who, begin: resolve });
      serve();
      await promise;
      try {
        const answer = await answered({ module, name: answers.name, given });
        if (answer === "ended") return tooMuch;
        if ("problem" in answer) throw new Error(answer.problem);
        return answer.told as Awaited<Told>;
      } finally {
        finish(who, line);
      }
    },
    close: async () => {
      closed = true;
      await thread?.terminate();
    },
  };
}

function tooManyAsked(waiting: number): Refusal {
  return refuse(
    "too-much-asked",
    `${waiting} of your messages wait to be looked through already, or too many of others. Ask again in 5 seconds, and for fewer at once.`,
    429,
    { retryAfterSeconds: 5 },
  );
}
