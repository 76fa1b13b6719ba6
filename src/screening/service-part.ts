// Screening against some entries only, in threads of its own: what everyone still to come costs never delays a message.
import { availableParallelism } from "node:os";
import type { ScreenablePerson } from "#records";
import { comparedOf } from "./match.ts";
import type { IndexedList } from "./engine.ts";
import type { Match, ThresholdProfile } from "./match.ts";
import type { ScreenedBy, Weights } from "./service-messages.ts";
import { startThread, type ScreeningThread } from "./thread.ts";

export type Screened<Person> = {
  /** In the order asked; each with its matches, best first. */
  readonly persons: readonly (Person & { readonly matches: readonly Match[] })[];
  readonly by: ScreenedBy;
};

export type ScreeningPart = {
  screen<Person extends ScreenablePerson>(persons: readonly Person[]): Promise<Screened<Person>>;
  /** Ends its threads; what is still asked fails. */
  close(): Promise<void>;
};

/** One core stays with the server and its messages. */
const threadsMax = 4;
const threadsOfPart = (): number => Math.max(1, Math.min(threadsMax, availableParallelism() - 1));

/** Opens a part; it is built meanwhile. What its threads cannot do is told once, and fails what is asked of it. */
export function openPart(part: {
  readonly entries: readonly string[];
  readonly lists: readonly IndexedList[];
  readonly weights: Weights;
  /** Whose weights they are. */
  readonly basis: readonly IndexedList[];
  /** The thresholds in force. */
  readonly profile: () => ThresholdProfile;
  readonly tell: (problem: unknown) => void;
}): ScreeningPart {
  let told = false;
  const lost = (problem: Error): void => {
    if (!told) part.tell(problem);
    told = true;
  };
  const threads = Array.from({ length: threadsOfPart() }, () => startThread(lost));
  const standing = threads.map((thread) => {
    thread.add(part.entries);
    const stands = thread.finish(part.lists, part.weights);
    // Asked for or not: it is told by `lost`, and again to who asks.
    stands.catch(() => undefined);
    return stands;
  });
  return {
    screen: async (persons) => {
      await Promise.all(standing);
      const profile = part.profile();
      const share = Math.ceil(persons.length / threads.length);
      const answers = await Promise.all(
        threads.map((thread, at) => ask(thread, persons.slice(at * share, (at + 1) * share), profile)),
      );
      const engineVersion = answers[0]?.by.engineVersion ?? "";
      const by = { engineVersion, lists: part.lists, basis: part.basis, profile };
      return { persons: answers.flatMap((answer) => answer.persons), by };
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

/** Screens persons in a thread. */
export async function ask<Person extends ScreenablePerson>(
  thread: ScreeningThread,
  persons: readonly Person[],
  profile: ThresholdProfile,
): Promise<Screened<Person>> {
  const { matches, by } = await thread.screen(persons.map(comparedOf), profile);
  return { persons: persons.map((person, at) => ({ ...person, matches: matches[at] ?? [] })), by };
}
