// Two units over real HTTPS: TLS 1.3 and a trusted certificate or nothing, and an urgent request by its clock on both sides.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RequestDetail, RequestQueue } from "#disclosures/contract";
import { listenWithTls, type TlsListener } from "#platform";
import { aCertificateAuthority, type CertificateAuthority } from "../harness/certificates.ts";
import {
  answer,
  answerTaken,
  asked,
  day,
  due,
  exchangeOf,
  fly,
  movedTo,
  requestForm,
  rows,
  run,
  step,
  well,
  type Side,
} from "../harness/two-units.ts";

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
    /** What a side trusts where it speaks to the partner (the folder of its lines, by the partner's code). */
    function trust(side: Side, certificate: string): void {
      const lines = join(side.unit.running.services.lineFolder, "piu-partner");
      mkdirSync(lines, { recursive: true });
      writeFileSync(join(lines, "authorities.crt"), certificate);
    }
    beforeAll(async () => {
      ({ here, there } = sides());
      folder = mkdtempSync(join(tmpdir(), "openpiu-units-"));
      authority = aCertificateAuthority();
      const [of, by] = await Promise.all(
        [here, there].map((side) =>
          listenAs(side, authority.issue(folder, side.name.replaceAll(" ", "-"), "localhost")),
        ),
      );
      for (const side of [here, there]) trust(side, authority.certificate);
      await movedTo(here, there, by ?? "");
      await movedTo(there, here, of ?? "");
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
      trust(here, aCertificateAuthority().certificate);
      await refusedWith(/^not-reached (CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/);
      trust(here, authority.certificate);
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
      await refusedWith(/^not-reached EPROTO$/);
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
  });
}
