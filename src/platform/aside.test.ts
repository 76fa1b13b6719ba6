// What is worked out aside: who asks waits in a line of their own, and what is too much is refused.
import { threadId } from "node:worker_threads";
import { expect, test } from "vitest";
import { answerSlowly, whichThread } from "./aside-fixtures.ts";
import { openAside, usualAside } from "./aside.ts";
import { isRefusal } from "./problem.ts";

const module = new URL("./aside-fixtures.ts", import.meta.url).href;
const carrier = (id: string) => ({ kind: "carrier", id, bytes: 10 }) as const;
const failed = (problem: Error): never => {
  throw problem;
};

test("a question is answered in another thread, and one that throws hinders no other", async () => {
  const aside = openAside(usualAside, failed);
  const question = { module, answers: whichThread };
  expect(await aside.ask(carrier("a"), question, { fails: false })).not.toBe(threadId);
  await expect(aside.ask(carrier("a"), question, { fails: true })).rejects.toThrow("as asked");
  expect(typeof (await aside.ask(carrier("a"), question, { fails: false }))).toBe("number");
  await aside.close();
});

test("turns go round those who ask, and who asks too much is refused", async () => {
  const aside = openAside({ ...usualAside, waiting: { carrier: 2, stranger: 0 } }, failed);
  const order: string[] = [];
  const ask = async (id: string): Promise<number> => {
    const told = await aside.ask(carrier(id), { module, answers: whichThread }, { fails: false });
    if (isRefusal(told)) return told.refused.status;
    order.push(id);
    return 200;
  };
  const told = await Promise.all(["a", "a", "a", "a", "b"].map(ask));
  expect(told).toEqual([200, 200, 200, 429, 200]);
  expect(order).toEqual(["a", "b", "a", "a"]);
  await aside.close();
});

test("a question that takes too long is ended, and the next one answered", async () => {
  const aside = openAside({ ...usualAside, answerMs: 3_000 }, failed);
  const told = await aside.ask(carrier("a"), { module, answers: answerSlowly }, null);
  expect(isRefusal(told) && told.refused.code).toBe("too-much-to-check");
  expect(await aside.ask(carrier("a"), { module, answers: whichThread }, { fails: false })).not.toBe(
    threadId,
  );
  await aside.close();
});
