// What the law asks of the way data come in, seen from outside: one window, nothing asked for that is not there, nothing fetched.
import { createHash } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { json } from "../../src/app/demonstration-people.ts";
import { aUnit, type CarrierLine, type Unit } from "../harness/unit.ts";
import { bookingPush, flightLandingIn, passengerList } from "./messages.ts";

type Told = {
  readonly messages: readonly {
    readonly kind: string;
    readonly state: string;
    readonly findings: readonly { readonly code: string; readonly severity: string }[];
    readonly sha256: string;
  }[];
};

let unit: Unit;
let carrier: CarrierLine;
const traveller = { surname: "MUSTERI", given: "ANAR", birthDate: "1980-05-01", document: "C01234567" };

beforeAll(async () => {
  unit = await aUnit();
  carrier = await unit.carrier("J2");
});
afterAll(() => unit.close());

const push = async (body: string): Promise<Told> => json<Told>(await carrier.push({ body }), "the push");

test("passenger lists and bookings are lodged once, at one address (ANX9-9.1)", async () => {
  const flight = flightLandingIn(3, "J2", "75");
  expect((await push(passengerList(flight, [traveller]))).messages).toMatchObject([
    { kind: "PAXLST", state: "processed" },
  ]);
  expect((await push(bookingPush(flight, traveller))).messages).toMatchObject([
    { kind: "PNRGOV", state: "processed" },
  ]);
});

test("a booking of which the carrier collects nothing but name, day and flight is taken without an error (PNRD-8.1, ANX9-9.29a)", async () => {
  const whole = bookingPush(flightLandingIn(5, "J2", "77"), traveller);
  const bare = whole
    .split("'")
    .filter((segment) => !/^(ORG|DAT|SSR|TKT|MON|FOP|RPI)\+/.test(segment))
    .join("'");
  const kept = (bare.slice(bare.indexOf("UNH")).match(/'/g) ?? []).length - 1;
  const body = bare.replace(/UNT\+\d+/, `UNT+${kept}`);
  const [message] = (await push(body)).messages;
  expect(message).toMatchObject({ kind: "PNRGOV", state: "processed" });
  expect(message?.findings.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("what came is kept as its hash, which says whether a content is the one that was sent (EUAPI13-12.1)", async () => {
  const body = passengerList(flightLandingIn(6, "J2", "79"), [traveller]);
  const client = new Client({ connectionString: unit.adminUrl });
  await push(body);
  await client.connect();
  try {
    const { rows } = await client.query<{ held: string }>(
      "select encode(sha256, 'hex') as held from intake.delivery",
    );
    expect(rows.map(({ held }) => held)).toContain(createHash("sha256").update(body).digest("hex"));
  } finally {
    await client.end();
  }
});

test("the ledger cannot be changed or emptied by the server itself, and nothing of it is ever deleted (AIA-26.6, LED-25.2)", async () => {
  const client = new Client({ connectionString: unit.adminUrl });
  await client.connect();
  try {
    await client.query("set role openpiu_app");
    for (const statement of [
      "delete from ledger.entry",
      "update ledger.entry set actor = 'nobody'",
      "truncate ledger.entry",
      "insert into ledger.entry (seq) values (0)",
    ]) {
      await expect(client.query(statement)).rejects.toThrow(/permission denied/);
    }
  } finally {
    await client.end();
  }
});
