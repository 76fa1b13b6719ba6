// The map of offences over HTTP: proposed by the legal adviser, put in force by the head.
import { Type } from "typebox";
import { decide, displayNames, gateOf, guarded } from "#access";
import {
  isRefusal,
  newId,
  refuse,
  type Actor,
  type Database,
  type HttpServer,
  type Refusal,
} from "#platform";
import { Uuid } from "#vocabulary";
import { OffenceDecision, OffenceDraft, Offences, type OffenceChange } from "./contract.ts";
import type { Law } from "./living.ts";
import { changesOf, insertChange, insertDecision, type OffenceChangeRow } from "./offence-store.ts";
import { leastPenaltyMonths, mappingsOn, offenceCodes, offenceNames } from "./offences.ts";

const byId = Type.Object({ id: Uuid });
const noSuchChange = refuse(
  "no-such-offence-change",
  "There is no such change of the map. Reload the page.",
  404,
);
const decidedAlready = refuse(
  "offence-decided",
  "This change does not wait for a decision. Reload the page.",
);

/** Adds the routes; the gate must be open. */
export function offenceRoutes(
  server: HttpServer,
  { database, law }: { readonly database: Database; readonly law: Law },
): void {
  const floor = (): number => Math.max(leastPenaltyMonths, law.profile.offence.penaltyMonths);
  const shown = (actor: Actor): Promise<Offences> =>
    database.transaction(actor, async (tx) => {
      const rows = await changesOf(tx);
      const persons = rows.flatMap(({ proposed_by: one, decided_by: other }) =>
        other === null ? [one] : [one, other],
      );
      const names = await displayNames(tx, persons);
      const held = mappingsOn(rows, tx.at.toISOString().slice(0, 10));
      return {
        codes: offenceCodes.map((code) => {
          const mapping = held.get(code);
          return {
            code,
            name: offenceNames[code] ?? code,
            mapping: mapping === undefined ? null : wire(mapping, names),
          };
        }),
        changes: rows.map((row) => wire(row, names)),
        penaltyMonths: floor(),
      };
    });

  guarded(
    server,
    {
      method: "GET",
      url: "/api/law/offences",
      action: "view-offences",
      summary: "The offences that data may be used against, and the national articles behind each",
      schema: { response: { 200: Offences } },
    },
    (_request, actor) => shown(actor),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/law/offences",
      action: "propose-offence",
      summary: "Propose the national articles of one offence; nothing comes into force by it",
      schema: { body: OffenceDraft, response: { 201: Offences } },
    },
    async ({ body }, actor, reply) => {
      const fault = faultOf(body, floor());
      if (fault !== null) return fault;
      await database.transaction(actor, async (tx) => {
        const id = newId(tx.at);
        await insertChange(tx, {
          change_id: id,
          code: body.code,
          air_link: body.airLink,
          valid_from: body.validFrom,
          valid_to: body.validTo,
          reason: body.reason,
          articles: body.articles,
        });
        tx.record({
          action: "offence.proposed",
          subjectKind: "offence",
          subjectId: body.code,
          detail: { change: id, articles: body.articles.map(({ article }) => article) },
        });
        tx.announce("offence", id);
      });
      reply.code(201);
      return shown(actor);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/law/offences/:id/decision",
      action: "decide-offence",
      summary: "Put a mapping in force or refuse it, as another person than its author",
      schema: { params: byId, body: OffenceDecision, response: { 200: Offences } },
    },
    async ({ params: { id }, body: { approve, reason } }, actor) => {
      const refused = await database.transaction(actor, async (tx) => {
        const change = (await changesOf(tx)).find((one) => one.change_id === id);
        if (change === undefined) return noSuchChange;
        const item = { kind: "offence", id, preparedBy: change.proposed_by };
        const decision = decide(actor, "decide-offence", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        if (change.approved !== null) return decidedAlready;
        // The floor may have risen since it was proposed.
        const low = approve ? tooLow(change.articles, floor()) : null;
        if (low !== null) return low;
        if (!(await insertDecision(tx, { changeId: id, approve, reason }))) return decidedAlready;
        tx.record({
          action: approve ? "offence.mapped" : "offence.refused",
          subjectKind: "offence",
          subjectId: change.code,
          detail: { change: id, reason },
        });
        tx.announce("offence", id);
        return null;
      });
      return refused ?? shown(actor);
    },
  );
}

function faultOf(draft: OffenceDraft, floor: number): Refusal | null {
  if (!offenceCodes.includes(draft.code)) {
    return refuse("offence-unknown", "The code must be TERR or one of SC01 to SC26.", 422, {
      fields: [{ field: "code", text: "Choose one of the codes." }],
    });
  }
  if (draft.validTo !== null && draft.validTo <= draft.validFrom) {
    return refuse("offence-ends-early", "The mapping must end after it begins.", 422, {
      fields: [{ field: "validTo", text: "Choose a later day, or none." }],
    });
  }
  const articles = draft.articles.map(({ article }) => article.trim());
  if (new Set(articles).size !== articles.length) {
    return refuse("offence-article-twice", "An article is named twice.", 422);
  }
  return tooLow(draft.articles, floor);
}

/** Ordinary crime is no ground for using booking data (PNRD-3.9). */
function tooLow(
  articles: OffenceDraft["articles"] | OffenceChangeRow["articles"],
  floor: number,
): Refusal | null {
  const low = articles.find(({ penaltyMonths }) => penaltyMonths < floor);
  if (low === undefined) return null;
  return refuse(
    "offence-penalty-low",
    `${low.article} is punished with at most ${low.penaltyMonths} months: only offences with a maximum penalty of at least ${floor} months count as serious crime (PNRD-3.9).`,
    422,
    { fields: [{ field: "articles", text: `At least ${floor} months.` }] },
  );
}

function wire(row: OffenceChangeRow, names: ReadonlyMap<string, string>): OffenceChange {
  const nameOf = (id: string): string => names.get(id) ?? id;
  const { decided_by: decider, decided_at: decidedAt } = row;
  return {
    id: row.change_id,
    code: row.code,
    articles: row.articles.map((one) => ({ ...one })),
    airLink: row.air_link,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    state: row.approved === null ? "waiting" : row.approved ? "approved" : "refused",
    steps: [
      {
        step: "drafted",
        office: "legal-adviser",
        by: nameOf(row.proposed_by),
        byId: row.proposed_by,
        at: row.proposed_at.toISOString(),
        reason: row.reason,
      },
      ...(decider === null || decidedAt === null
        ? []
        : [
            {
              step: row.approved === true ? ("approved" as const) : ("refused" as const),
              office: "head" as const,
              by: nameOf(decider),
              byId: decider,
              at: decidedAt.toISOString(),
              reason: row.decision_reason ?? "",
            },
          ]),
    ],
  };
}
