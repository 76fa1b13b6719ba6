// Two units over real HTTPS: TLS 1.3 and a trusted certificate or nothing, and an urgent request by its clock on both sides.
import { randomBytes, X509Certificate } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RequestDetail, RequestQueue } from "#disclosures/contract";
import { openLineTransport } from "#exchange";
import { certificatePrint, listenWithTls, type TlsListener } from "#platform";
import { ownKeys, wrapFor } from "../../src/exchange/envelope.ts";
import { aCertificateAuthority, type CertificateAuthority } from "../harness/certificates.ts";
import {
  answer,
  answerTaken,
  ask,
  asked,
  codeOf,
  day,
  due,
  exchangeOf,
  fly,
  movedTo,
  partnerOf,
  requestForm,
  rows,
  run,
  step,
  well,
  type Side,
} from "../harness/two-units.ts";

const printIn = (file: string): string => certificatePrint(new X509Certificate(readFileSync(file)));

/** Both units over HTTPS; `sides` are there once the file's own beforeAll has run. */
export function overHttps(sides: () => { readonly here: Side; readonly there: Side }): void {
  describe("over HTTPS, with certificates of an authority that each side is configured to trust", () => {
    let here: Side;
    let there: Side;
    let folder: string;
    let authority: CertificateAuthority;
    const listeners = new Map<Side, TlsListener>();
    /** Opens a side's HTTPS with a certificate, at the port it had before. */
    async function listenAs(
      side: Side,
      files: { certificateFile: string; keyFile: string },
    ): Promise<string> {
      const before = listeners.get(side);
      await before?.close();
      const listener = await listenWithTls(side.unit.running.server, {
        host: "127.0.0.1",
        port: before === undefined ? 0 : Number(new URL(before.address).port),
        ...files,
      });
      listeners.set(side, listener);
      return listener.address.replace("127.0.0.1", "localhost");
    }
    /** The certificate by which a side calls its partner, in the folder of its lines. */
    function callsWith(side: Side, files: { certificateFile: string; keyFile: string } | null): void {
      const lines = join(side.unit.running.services.lineFolder, "piu-partner");
      mkdirSync(lines, { recursive: true });
      rmSync(join(lines, "client.crt"), { force: true });
      if (files === null) return;
      copyFileSync(files.certificateFile, join(lines, "client.crt"));
      copyFileSync(files.keyFile, join(lines, "client.key"));
    }
    const nameOf = (side: Side): string => `${side.name.replaceAll(" ", "-").toLowerCase()}.example`;
    const addressOf = (side: Side): string =>
      listeners.get(side)?.address.replace("127.0.0.1", "localhost") ?? "";
    /** How a side knows the other: by the authority that signs its certificates, and a name. */
    const knownAs = (other: Side) => ({
      certificateAuthority: authority.certificate,
      callerName: nameOf(other),
    });
    beforeAll(async () => {
      ({ here, there } = sides());
      folder = mkdtempSync(join(tmpdir(), "openpiu-units-"));
      authority = aCertificateAuthority();
      for (const side of [here, there]) {
        await listenAs(side, authority.issue(folder, nameOf(side), "localhost"));
        callsWith(side, authority.issue(folder, `${nameOf(side)}-calls`, nameOf(side)));
      }
      await movedTo(here, there, addressOf(there), knownAs(there));
      await movedTo(there, here, addressOf(here), knownAs(here));
    });
    afterAll(async () => {
      for (const listener of listeners.values()) await listener.close();
      await movedTo(here, there, there.unit.address);
      await movedTo(there, here, here.unit.address);
      rmSync(folder, { recursive: true, force: true });
    });
    const waiting = (side: Side) =>
      rows<{ problem: string | null }>(side, "select problem from exchange.outgoing where state = 'waiting'");

    test("an urgent request runs by its eight hours on both sides, is told of when they are over, and its answer comes back (PNRD-9.1)", async () => {
      const hour = 3_600_000;
      const document = await fly(there);
      const id = await asked(here, document, {
        urgent: true,
        fields: {
          ...requestForm(document),
          urgency: { reason: "The courier lands tomorrow and changes aircraft at once." },
        },
      });
      await run(here);
      expect(await waiting(here)).toEqual([]);
      // Here: the answer is due eight hours after the request was submitted.
      const ours = await well<RequestDetail>(
        here,
        "watch-officer",
        "GET",
        `/api/requests/${id}`,
        undefined,
        "SERIOUS",
      );
      const submitted = Date.parse(ours.request.submittedAt ?? "");
      expect(ours.request).toMatchObject({
        urgent: true,
        state: "approved",
        clock: { kind: "answer", dueAt: new Date(submitted + 8 * hour).toISOString(), overdue: false },
      });
      // There: ten minutes to take it up, then the same eight hours from its arrival.
      const theirs = async () => {
        const { requests } = await well<RequestQueue>(there, "watch-officer", "GET", "/api/requests");
        const found = requests.find(({ type, urgent }) => type === "RQ-PIU-IN" && urgent);
        if (found === undefined) throw new Error("the urgent request did not arrive");
        return found;
      };
      const first = await theirs();
      const arrived = Date.parse(first.submittedAt ?? "");
      expect(first.clock).toEqual({
        kind: "triage",
        dueAt: new Date(arrived + hour / 6).toISOString(),
        overdue: false,
      });
      await step(there, "watch-officer", first.id, "triage", { complete: true, reason: "whole" });
      expect((await theirs()).clock).toEqual({
        kind: "answer",
        dueAt: new Date(arrived + 8 * hour).toISOString(),
        overdue: false,
      });
      // The time is over: each side tells its own people once.
      const overdue = (side: Side, of: string) =>
        rows(side, "select from ledger.entry where action = 'request.overdue' and subject_id = $1", [of]);
      for (const [side, of] of [
        [here, id],
        [there, first.id],
      ] as const) {
        expect(await overdue(side, of)).toEqual([]);
        await rows(
          side,
          "update disclosures.request set due_at = now() - interval '1 second' where request_id = $1",
          [of],
        );
        for (const _ of [1, 2]) await run(side);
        expect(await overdue(side, of)).toHaveLength(1);
      }
      expect((await theirs()).clock).toMatchObject({ kind: "answer", overdue: true });
      // Its answer comes over the same line.
      const before = (await exchangeOf(here)).received.length;
      await answerTaken(there, first.id);
      await run(there);
      expect(await waiting(there)).toEqual([]);
      const { received } = await exchangeOf(here);
      expect(received).toHaveLength(before + 1);
      expect(received.find(({ requestId }) => requestId === id)).toMatchObject({ urgent: true });
    });

    test("an authority that is not the configured one, a certificate whose time is over, TLS 1.2 on either side: nothing is told (LED-29.2)", async () => {
      const heard = async () => (await rows(there, "select from exchange.incoming")).length;
      const before = await heard();
      await asked(here, await fly(there));
      const refusedWith = async (problem: RegExp): Promise<void> => {
        await due(here);
        await run(here);
        expect(await waiting(here)).toEqual([{ problem: expect.stringMatching(problem) as string }]);
        expect(await heard()).toBe(before);
      };
      // Of the same name, and another's key.
      await listenAs(there, aCertificateAuthority().issue(folder, "of-same-name", "localhost"));
      await refusedWith(/^not-reached (CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/);
      await listenAs(
        there,
        authority.issue(folder, "over", "localhost", {
          from: new Date(Date.now() - 30 * day),
          until: new Date(Date.now() - 60_000),
        }),
      );
      await refusedWith(/^not-reached CERT_HAS_EXPIRED$/);
      await listenAs(there, authority.issue(folder, "of-another", "other.example"));
      await refusedWith(/^not-reached ERR_TLS_CERT_ALTNAME_INVALID$/);
      // A partner that speaks no newer TLS than 1.2.
      const { certificateFile, keyFile } = authority.issue(folder, "right", "localhost");
      const { port } = new URL(listeners.get(there)?.address ?? "");
      await listeners.get(there)?.close();
      let reached = 0;
      const older = createServer(
        { cert: readFileSync(certificateFile), key: readFileSync(keyFile), maxVersion: "TLSv1.2" },
        (_request, response) => {
          reached += 1;
          response.end();
        },
      );
      await new Promise<void>((resolve) => older.listen({ host: "127.0.0.1", port: Number(port) }, resolve));
      await refusedWith(/^not-reached (EPROTO|ERR_SSL_\w+)$/);
      expect(reached).toBe(0);
      await new Promise((resolve) => older.close(resolve));
      // Whoever comes by TLS 1.2 is not heard, whatever they say.
      const address = await listenAs(there, { certificateFile, keyFile });
      const asked12 = new Promise<number | undefined>((resolve, reject) => {
        const call = request(
          `${address}/v1/exchange`,
          { method: "POST", ca: authority.certificate, maxVersion: "TLSv1.2", agent: false },
          (response) => resolve(response.statusCode),
        );
        call.on("error", reject);
        call.end("e30.e30.e30.e30.e30");
      });
      await expect(asked12).rejects.toMatchObject({ code: expect.stringMatching(/PROTO|ALERT/) as string });
      expect(await heard()).toBe(before);
      // All as agreed: what waited is told.
      await due(here);
      await run(here);
      expect(await waiting(here)).toEqual([]);
      expect(await heard()).toBe(before + 1);
      await answer(there);
      await run(there);
    });

    test("both units show certificates that two persons entered on the other side: without one, with another's, one that is over or withdrawn nothing is read; then the signature is looked at as ever", async () => {
      const heard = async () => (await rows(there, "select from exchange.incoming")).length;
      const before = await heard();
      const usual = authority.issue(folder, "here-again", nameOf(here));
      const asking = await asked(here, await fly(there));
      const told = async () =>
        rows<{ state: string; problem: string | null }>(
          here,
          "select state, problem from exchange.outgoing where subject_id = $1",
          [asking],
        );
      const refusedWith = async (problem: string): Promise<void> => {
        await due(here);
        await run(here);
        expect(await told()).toEqual([{ state: "waiting", problem }]);
        expect(await heard()).toBe(before);
      };
      /** What There answers to headers alone: a body was announced, and not a byte of it sent. */
      const toHeaders = (files: { certificateFile: string; keyFile: string } | null) =>
        new Promise<{ status: number | undefined; code: string }>((resolve, reject) => {
          const call = request(
            `${addressOf(there)}/v1/exchange`,
            {
              method: "POST",
              headers: { "content-type": "application/jose", "content-length": 4000 },
              ca: authority.certificate,
              agent: false,
              ...(files === null
                ? {}
                : { cert: readFileSync(files.certificateFile), key: readFileSync(files.keyFile) }),
            },
            (response) => {
              let text = "";
              response.on("data", (part: Buffer) => (text += part.toString()));
              response.on("end", () => {
                call.destroy();
                resolve({ status: response.statusCode, code: /"code":"([^"]+)"/.exec(text)?.[1] ?? "" });
              });
            },
          );
          call.on("error", reject);
          call.flushHeaders();
        });
      const over = authority.issue(folder, "here-over", nameOf(here), {
        from: new Date(Date.now() - 30 * day),
        until: new Date(Date.now() - 60_000),
      });
      for (const [files, status, code] of [
        [null, 401, "exchange-certificate-missing"],
        [authority.issue(folder, "stranger", "stranger.example"), 403, "exchange-certificate-unknown"],
        [authority.issue(folder, "wider", "*.example"), 403, "exchange-certificate-unknown"],
        [aCertificateAuthority().issue(folder, "forged", nameOf(here)), 403, "exchange-certificate-unknown"],
        [over, 403, "exchange-certificate-over"],
      ] as const) {
        callsWith(here, files);
        expect(await toHeaders(files)).toEqual({ status, code });
        await refusedWith(`answered ${status}`);
      }
      // One person withdraws a certificate, at once and for good; so is one that There would show.
      const withdraw = (side: Side, certificateFile: string) =>
        ask(side, "data-protection-officer", "POST", `/api/exchange/partners/${side.partner}/withdrawal`, {
          certificate: printIn(certificateFile),
          reason: "Its key was lost with a machine.",
        });
      const lost = authority.issue(folder, "here-lost", nameOf(here));
      expect((await withdraw(there, lost.certificateFile)).status).toBe(200);
      expect(codeOf(await withdraw(there, lost.certificateFile))).toBe("certificate-withdrawn");
      callsWith(here, lost);
      expect(await toHeaders(lost)).toEqual({ status: 403, code: "exchange-certificate-withdrawn" });
      await refusedWith("answered 403");
      callsWith(here, usual);
      const shownBefore = authority.issue(folder, "there-lost", "localhost");
      await listenAs(there, shownBefore);
      expect((await withdraw(here, shownBefore.certificateFile)).status).toBe(200);
      await refusedWith("certificate-withdrawn");
      // By the right certificate with another's key: signed as ever, or not heard. And the key of a partner by no certificate of its.
      await listenAs(there, authority.issue(folder, "there-right", "localhost"));
      const stranger = ownKeys(randomBytes(32));
      const { published } = ownKeys(there.unit.running.services.key);
      const forged = await wrapFor({ format: "openpiu-exchange/1" }, stranger, published.encryption);
      const post = openLineTransport(here.unit.running.services.lineFolder);
      const answered = await post({
        address: addressOf(there),
        path: "/v1/exchange",
        method: "POST",
        contentType: "application/jose",
        body: forged.envelope,
        idempotencyKey: null,
        certificate: null,
        authority: authority.certificate,
        code: "piu-partner",
      });
      expect(answered).toMatchObject({
        status: 403,
        body: expect.stringContaining("exchange-key-unknown") as string,
      });
      expect(await heard()).toBe(before);
      // By fingerprints of both certificates instead of an authority; those that were withdrawn are not entered again.
      const right = printIn(authority.issue(folder, "there-pinned", "localhost").certificateFile);
      const pinned = (certificate: string, callerCertificate: string) => ({ certificate, callerCertificate });
      const faulty = partnerOf(there, here, {
        address: addressOf(here),
        ...pinned(right, printIn(lost.certificateFile)),
      });
      for (const said of [faulty, { ...faulty, callerCertificate: null }]) {
        const refused = await ask(there, "legal-adviser", "POST", "/api/exchange/partners", said);
        expect([refused.status, codeOf(refused)]).toEqual([422, "partner-faulty"]);
      }
      const ofHere = join(folder, `${nameOf(here)}.crt`);
      // The certificate that is shown is vouched for as well, by an authority of the folder of lines.
      const lines = join(there.unit.running.services.lineFolder, "piu-partner");
      writeFileSync(join(lines, "authorities.crt"), authority.certificate);
      await movedTo(there, here, addressOf(here), pinned(printIn(ofHere), printIn(usual.certificateFile)));
      callsWith(here, authority.issue(folder, "here-not-pinned", nameOf(here)));
      await refusedWith("answered 403");
      callsWith(here, usual);
      await due(here);
      await run(here);
      expect(await told()).toEqual([{ state: "delivered", problem: null }]);
      expect(await heard()).toBe(before + 1);
      await answer(there);
      await run(there);
      expect((await exchangeOf(here)).received.find(({ requestId }) => requestId === asking)).toBeDefined();
      // By SQL no version of a partner gets another certificate, and nothing withdrawn comes back.
      const { database } = there.unit.running.services;
      const legal = { id: "a-legal-adviser", roles: ["legal-adviser"], tenant: "piu", purpose: null };
      const forge = (sql: string) => database.transaction(legal, (tx) => tx.query(sql));
      await expect(
        forge(`update exchange.partner set caller_certificate = repeat('a', 64) where state = 'in-force'`),
      ).rejects.toThrow(/propose another/);
      await expect(forge("delete from exchange.withdrawn_certificate")).rejects.toThrow(/permission denied/);
      await expect(
        forge(
          `insert into exchange.withdrawn_certificate values (gen_random_uuid(), repeat('a', 64), 'of another', 'another', now())`,
        ),
      ).rejects.toThrow(/row-level security/);
    });
  });
}
