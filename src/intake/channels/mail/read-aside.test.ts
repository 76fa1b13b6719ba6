// Mails that cost too much are refused in words, and large ones are read as they are.
import { expect, test } from "vitest";
import { readAside } from "./read-aside.ts";

const head = "From: a@carrier.example\r\nContent-Type: text/plain\r\n\r\n";

test("a mail of many lines is read in a thread", async () => {
  const mail = await readAside(Buffer.from(`${head}UNB+UNOA'\r\n${"FTX+AAA'\r\n".repeat(20_000)}`));
  expect(mail).toMatchObject({ parts: [{ name: "text", bytes: expect.any(Uint8Array) as unknown }] });
});

test("a mail of nothing but lines is refused before it is read", async () => {
  expect(await readAside(Buffer.from(head + "\n".repeat(1_000_000)))).toMatch(/more than 250000 lines/);
});
