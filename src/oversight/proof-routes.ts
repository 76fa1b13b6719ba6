// Heads and proofs over HTTP: heads and consistency for anybody (they hold hashes only), an entry's proof for who may read it.
import { Type, type Static } from "typebox";
import { guarded } from "#access";
import {
  isRefusal,
  refuse,
  sendRefusal,
  type HttpServer,
  type Refusal,
  type Services,
  type Transaction,
  systemActor,
} from "#platform";
import { closed } from "#vocabulary";
import { Cosigned, ConsistencyProof, InclusionProof, LedgerHeads } from "./contract.ts";
import { isCosigned } from "./cosigning.ts";
import { proveConsistency, proveInclusion, rootAt, type Proof } from "./proof.ts";
import { ledgerSize, loadBody, loadHeadKeys, loadHeads, rowsIn } from "./proof-store.ts";

import type { HeadPlaces } from "./publishing.ts";
import { witnessKeys } from "./witness-keys.ts";
import { addCosigned, loadCosigned } from "./witness-store.ts";

const shownHeads = 100;
const Size = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** Adds the routes; the gate must be open. */
export function proofRoutes(
  server: HttpServer,
  { database, heads: places }: Services & { readonly heads: Pick<HeadPlaces, "keyFolder"> },
): void {
  server.get(
    "/api/public/ledger/heads",
    {
      schema: {
        summary: "Signed heads of the ledger and the keys they are signed by",
        response: { 200: LedgerHeads },
      },
    },
    async () =>
      database.transaction(systemActor("ledger"), async (tx) => ({
        keys: [...(await loadHeadKeys(tx))],
        heads: [...(await loadHeads(tx, shownHeads))],
        witnesses: [...(await witnessKeys(places.keyFolder))],
        cosigned: [...(await loadCosigned(tx, shownHeads))],
      })),
  );
  server.post<{ Body: Static<typeof Cosigned> }>(
    "/api/public/ledger/cosignatures",
    {
      bodyLimit: 4_096,
      schema: {
        summary: "A head of the ledger with the signature of a witness that the unit knows",
        body: Cosigned,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const cosigned = request.body;
      const witness = (await witnessKeys(places.keyFolder)).find(({ keyId }) => keyId === cosigned.witness);
      if (witness === undefined || !isCosigned(cosigned, witness.publicKey))
        return sendRefusal(noWitness, request, reply);
      const refused = await database.transaction(systemActor("ledger"), async (tx) => {
        const { size, root } = cosigned;
        const isOurs =
          size <= (await ledgerSize(tx)) && (await rootAt(size, rowsIn(tx))).toString("hex") === root;
        if (!isOurs) return notThisLedger;
        // No entry of the ledger: it would make another head to be witnessed, and so on for ever.
        await addCosigned(tx, cosigned);
        return undefined;
      });
      if (refused !== undefined) return sendRefusal(refused, request, reply);
      return reply.code(204).send(null);
    },
  );
  server.get(
    "/api/public/ledger/consistency",
    {
      schema: {
        summary: "Proof that the ledger of `after` entries begins with that of `before`",
        querystring: closed({ before: Size, after: Size }),
        response: { 200: ConsistencyProof },
      },
    },
    async (request, reply) => {
      const { before, after } = request.query;
      const proof = await database.transaction(
        systemActor("ledger"),
        async (tx): Promise<Proof | Refusal> => {
          if (before > after || after > (await ledgerSize(tx))) return noSuchTree;
          return withHead(tx, await proveConsistency({ before, after }, rowsIn(tx)), after);
        },
      );
      return isRefusal(proof)
        ? sendRefusal(proof, request, reply)
        : (proof as typeof proof & { kind: "consistency"; path: string[] });
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/ledger/entries/:seq/proof",
      action: "view-ledger",
      summary: "An entry with the proof that it is in the ledger, for the newest signed head that holds it",
      schema: { params: closed({ seq: Size }), response: { 200: InclusionProof } },
    },
    async (request, actor) =>
      database.transaction(actor, async (tx) => {
        const { seq } = request.params;
        const body = await loadBody(tx, seq);
        if (body === undefined) return noSuchEntry;
        const [newest] = await loadHeads(tx, 1);
        const size = newest !== undefined && newest.size >= seq ? newest.size : await ledgerSize(tx);
        const proof = await withHead(
          tx,
          { ...(await proveInclusion({ seq, size }, rowsIn(tx))), body },
          size,
        );
        tx.record({
          action: "ledger.entry-proven",
          subjectKind: "ledger",
          subjectId: String(seq),
          detail: { size },
        });
        return { ...proof, path: [...proof.path] };
      }),
  );
}

/** The proof with the head that was signed for a ledger of this size, where one was. */
async function withHead<Of extends Proof>(tx: Transaction, proof: Of, size: number): Promise<Of> {
  const [head] = await loadHeads(tx, 1, size);
  const key = (await loadHeadKeys(tx)).find(({ keyId }) => keyId === head?.keyId);
  return head === undefined || key === undefined ? proof : { ...proof, head, publicKey: key.publicKey };
}

const noWitness = refuse(
  "witness-unknown",
  "The signature is not that of a witness known here: openpiu ledger add-witness takes one in.",
  403,
);
const notThisLedger = refuse(
  "head-of-another-ledger",
  "This ledger never had that root at that size: keep what you signed, and verify.",
  409,
);
const noSuchTree = refuse(
  "ledger-size-unknown",
  "The ledger never had so many entries, or the sizes stand in the wrong order: ask for sizes of published heads, the smaller as `before`.",
  400,
);
const noSuchEntry = refuse("ledger-entry-unknown", "The ledger has no entry of this number.", 404);
