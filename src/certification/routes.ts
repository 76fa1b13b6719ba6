// The test environment over HTTP: a carrier runs conformance cases by itself, the desk sees how far it has come.
import { Type } from "typebox";
import { guarded } from "#access";
import { agreementWith } from "#carriers";
import { admitting, senderOf, type CheckServices } from "#intake";
import { isRefusal, sendRefusal, type HttpServer } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { conformanceCases } from "./cases.ts";
import { certificateKey, passedGroups, publishedKeys, readCertificate } from "./certificate.ts";
import {
  CarrierConformance,
  CaseAttempted,
  CertificateCheck,
  CertificateChecked,
  ConformanceCases,
  ConformanceRun,
  IssuedCertificate,
  OwnRuns,
  PublishedKeys,
  VolumeForm,
} from "./contract.ts";
import { actor, attemptCase, beginRun, certify } from "./runs.ts";
import { certificatesOf, resultsOf, runsOf, type ResultState } from "./store.ts";
import { beginVolume, takeVolume } from "./volume-runs.ts";
import { volumeCase } from "./volume.ts";
import { described, wholeRun, wireReasons } from "./wire-run.ts";

export type CertificationServices = CheckServices & {
  readonly key: Uint8Array;
  /** Who certifies, and with which release. */
  readonly unit: string;
  readonly software: string;
};

const testBytesMax = 2 * 1024 * 1024;
const shownMax = 50;
const byId = closed({ id: Uuid });

/** Adds the routes. */
export function certificationRoutes(server: HttpServer, services: CertificationServices): void {
  publicRoutes(server, services);
  runRoutes(server, services);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers/:id/conformance",
      action: "view-carriers",
      summary: "A carrier's conformance runs and certificates",
      schema: { params: byId, response: { 200: CarrierConformance } },
    },
    ({ params }, person) =>
      services.database.transaction(person, async (tx) => {
        const runs = await runsOf(tx, params.id, shownMax);
        const results = Map.groupBy(
          await resultsOf(
            tx,
            runs.map(({ id }) => id),
          ),
          ({ runId }) => runId,
        );
        const certificates = await certificatesOf(tx, params.id, shownMax);
        const agreement = await agreementWith(tx, params.id);
        return {
          runs: runs.map(({ id, startedAt }) => {
            const found = results.get(id) ?? [];
            const count = (state: ResultState): number => found.filter((one) => one.state === state).length;
            return {
              id,
              startedAt: startedAt.toISOString(),
              passed: count("passed"),
              failed: count("failed"),
              waiting: count("waiting"),
              groups: passedGroups(found, agreement),
            };
          }),
          certificates: certificates.map(({ id, runId, issuedAt, groups, signed }) => ({
            id,
            runId,
            issuedAt: issuedAt.toISOString(),
            groups: [...groups],
            signed,
          })),
        };
      }),
  );
}

function publicRoutes(server: HttpServer, { key }: CertificationServices): void {
  const signing = certificateKey(key);
  server.route({
    method: "GET",
    url: "/v1/test/cases",
    schema: { summary: "The conformance cases", response: { 200: ConformanceCases } },
    handler: async () => ({ cases: conformanceCases.map(described) }),
  });
  server.route({
    method: "GET",
    url: "/v1/test/keys",
    schema: { summary: "The key that certificates are signed with", response: { 200: PublishedKeys } },
    handler: async () => publishedKeys(signing),
  });
  server.route({
    method: "POST",
    url: "/v1/test/certificates/check",
    schema: {
      summary: "Whether a certificate is one of this unit",
      body: CertificateCheck,
      response: { 200: CertificateChecked },
    },
    handler: async ({ body }) => {
      const claims = await readCertificate(signing, body.signed.trim());
      if (claims === undefined) {
        return { valid: false, carrier: null, unit: null, issuedAt: null, groups: [], cases: [] };
      }
      return {
        valid: true,
        carrier: claims.sub,
        unit: claims.iss,
        issuedAt: new Date(claims.iat * 1000).toISOString(),
        groups: [...claims.groups],
        cases: claims.cases.map(({ number }) => number),
      };
    },
  });
}

function runRoutes(server: HttpServer, services: CertificationServices): void {
  const { database, key, unit, software, profile } = services;
  const onRequest = admitting(services);
  server.route({
    method: "POST",
    url: "/v1/test/runs",
    onRequest,
    schema: { summary: "Begin a conformance run", response: { 201: ConformanceRun } },
    handler: async (request, reply) => {
      const sender = senderOf(request);
      const begun = await database.transaction(actor, async (tx) => {
        const id = await beginRun(tx, sender);
        return isRefusal(id) ? id : wholeRun(tx, sender, id);
      });
      if (isRefusal(begun)) return sendRefusal(begun, request, reply);
      reply.code(201);
      return begun;
    },
  });
  server.route({
    method: "GET",
    url: "/v1/test/runs",
    onRequest,
    schema: { summary: "Conformance runs begun so far", response: { 200: OwnRuns } },
    handler: async (request) => {
      const { id, code } = senderOf(request);
      const runs = await database.transaction(actor, (tx) => runsOf(tx, id, shownMax));
      return {
        carrier: { code },
        runs: runs.map((run) => ({ id: run.id, startedAt: run.startedAt.toISOString() })),
      };
    },
  });
  server.route({
    method: "GET",
    url: "/v1/test/runs/:id",
    onRequest,
    schema: { summary: "How far a conformance run is", params: byId, response: { 200: ConformanceRun } },
    handler: async (request, reply) => {
      const { id } = request.params;
      const sender = senderOf(request);
      const state = await database.transaction(actor, async (tx) => wholeRun(tx, sender, id));
      return isRefusal(state) ? sendRefusal(state, request, reply) : state;
    },
  });
  server.route({
    method: "POST",
    url: "/v1/test/runs/:id/volume",
    onRequest,
    schema: {
      summary: "Begin the volume test of a conformance run",
      params: byId,
      body: VolumeForm,
      response: { 200: ConformanceRun },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const sender = senderOf(request);
      const begun = await database.transaction(actor, async (tx) => {
        const agreement = await agreementWith(tx, sender.id);
        const refusal = await beginVolume(tx, sender, { ...request.body, runId: id, agreement, profile });
        return refusal ?? wholeRun(tx, sender, id);
      });
      return isRefusal(begun) ? sendRefusal(begun, request, reply) : begun;
    },
  });
  server.route({
    method: "POST",
    url: "/v1/test/runs/:id/cases/:number",
    config: { raw: true },
    onRequest,
    bodyLimit: testBytesMax,
    schema: {
      summary: "Send to a conformance case",
      params: closed({ id: Uuid, number: Type.Integer({ minimum: 1, maximum: 9_999 }) }),
      response: { 200: CaseAttempted },
    },
    handler: async (request, reply) => {
      const { id, number } = request.params;
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const sender = senderOf(request);
      const sent = { runId: id, bytes, profile };
      const attempted =
        number === volumeCase
          ? await takeVolume(services, sender, sent)
          : await attemptCase(services, sender, { ...sent, number, key });
      if (isRefusal(attempted)) return sendRefusal(attempted, request, reply);
      return { ...attempted, reasons: wireReasons(attempted.reasons), findings: [...attempted.findings] };
    },
  });
  server.route({
    method: "POST",
    url: "/v1/test/runs/:id/certificate",
    onRequest,
    schema: { summary: "Sign what a run has passed", params: byId, response: { 201: IssuedCertificate } },
    handler: async (request, reply) => {
      const { id } = request.params;
      const sender = senderOf(request);
      const issued = await database.transaction(actor, async (tx) =>
        certify(tx, sender, {
          runId: id,
          key,
          unit,
          software,
          agreement: await agreementWith(tx, sender.id),
        }),
      );
      if (isRefusal(issued)) return sendRefusal(issued, request, reply);
      reply.code(201);
      return issued;
    },
  });
}
