// Europol's national unit and an authority of a third country over real lines to recorded mailboxes: asked, answered, called back.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compactDecrypt } from "jose";
import type { Notices, RequestQueue } from "#disclosures/contract";
import { aDisclosureDesk, start, type DisclosureDesk } from "../../test/harness/disclosure-desk.ts";
import { aRecordedPeer, type RecordedPeer } from "../../test/harness/recorded-peer.ts";
import type { Partners } from "./contract.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { exchangeJobs } from "./jobs.ts";
import { openLineTransport, type LineTransport } from "./lines/transport.ts";
import { exchangeRoutes } from "./routes.ts";

let desk: DisclosureDesk;
let services: ExchangeServices;
const peers = new Map<string, RecordedPeer>();
beforeAll(async () => {
  peers.set("europol", await aRecordedPeer("europol.json", "europol"));
  peers.set("abroad", await aRecordedPeer("third-country.json", "abroad"));
  const over: LineTransport = (request) =>
    openLineTransport(peers.get(request.code)?.lineFolder ?? null)(request);
  desk = await aDisclosureDesk({
    also: ({ server }, own) => {
      services = {
        ...own,
        problem: (error) => {
          throw error;
        },
        lineTransport: over,
      };
      exchangeRoutes(server, services);
    },
  });
  await admit("europol", desk.register.europol, "europol");
  await admit("abroad", desk.register.abroad, "third-country");
  for (const number of ["S0000001", "S0000002"])
    await desk.fly([{ documents: [{ type: "P", number, issuer: "AZE", expires: null }] }]);
});
afterAll(async () => {
  for (const peer of peers.values()) peer.close();
  await desk?.close();
});

async function admit(code: string, authorityId: string, adapter: string): Promise<void> {
  const peer = peers.get(code);
  const { partners } = await desk.well<Partners>(desk.people.legal, "POST", "/api/exchange/partners", {
    authorityId,
    address: peer?.address,
    agreement: "Agreement on exchange (invented)",
    keepDays: 60,
    assessment: "No findings of torture or persecution; courts review the work each year.",
    assessedUntil: "2027-06-30",
    adapter,
    certificate: peer?.certificate,
    reason: "as agreed",
  });
  await desk.well(desk.people.supervisor, "POST", `/api/exchange/partners/${authorityId}/decision`, {
    version: partners.find(({ id, state }) => id === authorityId && state === "proposed")?.version,
    inForce: true,
    reason: "certificate compared by telephone",
  });
}
const work = async (): Promise<void> => {
  await desk.runJobs();
  for (const job of exchangeJobs) await job.run(null, services);
};
const queue = async () =>
  (await desk.well<RequestQueue>(desk.people.watch, "GET", "/api/requests?show=open")).requests;
const incoming = () =>
  desk.rows<{ message_id: string; outcome: string; code: string | null }>(
    "select message_id, outcome, code from exchange.incoming where authority_id = $1 order by message_id",
    [desk.register.europol],
  );

describe("Europol", () => {
  test("asks by a reasoned request, case by case; persons here check and answer it; what it is told is encrypted to it, and the officer is told (PNRD-10)", async () => {
    // The mailbox answers what is no answer first; nothing is lost by it.
    await work();
    expect(await incoming()).toEqual([]);
    desk.clock.advance(60_000);
    await work();
    // Of five messages one is taken, once; one cannot be read; two are refused, one for lack of a significant contribution.
    expect(await incoming()).toMatchObject([
      { outcome: "taken", code: null },
      { outcome: "refused", code: expect.stringMatching(/request-incomplete|fields/) },
      { outcome: "refused", code: "exchange-package-unknown" },
    ]);
    const asked = (await queue()).filter(({ type }) => type === "RQ-EUROPOL");
    expect(asked).toMatchObject([{ state: "submitted" }]);
    expect(
      await desk.rows("select from ledger.entry where action = 'line.unread' and subject_id = $1", [
        desk.register.europol,
      ]),
    ).toHaveLength(1);
    const id = asked[0]?.id ?? "";
    const detail = await desk.toCheck(id, {
      handling: ["H2", "H4"],
      elements: ["names", "travel-dates", "seat"],
    });
    expect(detail.packages).toHaveLength(1);
    expect((await desk.release(id)).status).toBe(200);
    await work();
    const { heard = [] } = peers.get("europol") ?? {};
    const told = () => heard.filter(({ method }) => method === "POST").map(({ body }) => body["kind"]);
    await expect.poll(told).toEqual(expect.arrayContaining(["package", "answer"]));
    const [sent] = heard.filter(({ body }) => body["kind"] === "package");
    const { file = "", request } = (sent?.body["body"] ?? {}) as { file?: string; request?: string };
    expect(request).toBe("SIENA-2026-1");
    expect(JSON.stringify(sent?.body)).not.toMatch(/MUSTERI|S0000001/);
    const { plaintext } = await compactDecrypt(file, desk.keys.privateKey);
    expect(
      Buffer.from(Buffer.from(plaintext).toString().split(".")[1] ?? "", "base64url").toString(),
    ).toMatch(/MUSTERI/);
    // Its conditions were accepted, and the outcome came, by its mailbox; the request said again is not taken again.
    const { notices } = await desk.well<Notices>(desk.people.protection, "GET", "/api/disclosure-notices");
    expect(notices.map(({ kind }) => kind)).toContain("europol");
    const [told1] = await desk.rows<{ state: string; outcome: string }>(
      "select state, outcome from disclosures.package where request_id = $1",
      [id],
    );
    expect(told1).toEqual({ state: "acknowledged", outcome: "SEIZURE" });
    expect((await queue()).filter(({ type }) => type === "RQ-EUROPOL")).toEqual([]);
    expect(await desk.rows("select from disclosures.request where type = 'RQ-EUROPOL'")).toHaveLength(1);
  });

  test("what it was told is called back over its line, and it confirms (LED-7.2-3)", async () => {
    desk.clock.advance(60_000);
    await desk.rows(
      "update records.traveller set seat = '31F', last_received_at = $1 where person_id in (select person_id from disclosures.package)",
      [desk.clock.now()],
    );
    await work();
    const { heard = [] } = peers.get("europol") ?? {};
    await expect.poll(() => heard.filter(({ body }) => body["kind"] === "recall").length).toBe(1);
    await work();
    const recalls = await desk.rows<{ done: boolean }>(
      "select acknowledged_at is not null as done from disclosures.recall where authority_id = $1",
      [desk.register.europol],
    );
    expect(recalls).toEqual([{ done: true }]);
  });
});

test("a third country asks by its own adapter, urgently, for what it is entitled to; nothing leaves without ground and necessity of the transfer (PNRD-11.1)", async () => {
  const refused = await desk.rows<{ code: string }>(
    "select code from exchange.incoming where authority_id = $1 and outcome = 'refused'",
    [desk.register.abroad],
  );
  expect(refused).toHaveLength(1);
  const [request] = (await queue()).filter(({ type }) => type === "RQ-3C");
  expect(request).toMatchObject({ state: "submitted", urgent: true });
  // Its answer is due within 24 hours (roles.md 5.1).
  const [row] = await desk.rows<{ answer_due_at: Date; submitted_at: Date }>(
    "select answer_due_at, submitted_at from disclosures.request where request_id = $1",
    [request?.id],
  );
  expect((row?.answer_due_at.getTime() ?? 0) - (row?.submitted_at.getTime() ?? 0)).toBe(86_400_000);
  expect((row?.submitted_at.getTime() ?? 0) - start.getTime()).toBeLessThan(3_600_000);
  const id = request?.id ?? "";
  await desk.toCheck(id, { handling: ["H2", "H4"], elements: ["names", "travel-dates", "seat"] });
  const bare = await desk.release(id);
  expect((bare.body as { fields?: { field: string }[] }).fields?.map(({ field }) => field)).toEqual([
    "transfer",
  ]);
  await work();
  const { heard = [] } = peers.get("abroad") ?? {};
  expect(heard.filter(({ method }) => method === "POST")).toEqual([]);
});
