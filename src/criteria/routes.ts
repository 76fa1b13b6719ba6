// The HTTP routes of rules: the list, one rule, its draft, its steps and its back-tests.
import { Type, type Static, type TSchema } from "typebox";
import { gateOf, guarded, type SignedIn } from "#access";
import { isRefusal, refuse, type Database, type HttpServer, type Refusal, type Transaction } from "#platform";
import { Uuid, type LegalProfile } from "#vocabulary";
import { backTestById } from "./back-test-store.ts";
import {
  Approval,
  BackTest,
  BackTestRequest,
  BiasReport,
  Catalogue,
  CriterionDetail,
  CriterionList,
  CriterionQuery,
  DossierFile,
  Draft,
  DraftSave,
  NewCriterion,
  Opinion,
  Reading,
  Reasoned,
  Revised,
  TestReport,
} from "./contract.ts";
import { createRule, lookBackDays, makeVersion, readingOf, saveDraft } from "./drafts.ts";
import { stepTable } from "./gates.ts";
import { collections, fields } from "./language/catalogue.ts";
import {
  activate,
  approve,
  askForBackTest,
  assentToBias,
  giveOpinion,
  reportBias,
  reportTest,
  resume,
  review,
  sendVersionBack,
  specify,
  startShadow,
  stopByPerson,
  type By,
  type Of,
} from "./steps.ts";
import { dossierFile, wireBackTest, wireDetail, wireList } from "./wire.ts";

export type CriteriaServices = {
  readonly database: Database;
  readonly profile: LegalProfile;
  readonly version: string;
};

const byId = Type.Object({ id: Uuid });
const byVersion = Type.Object({ id: Uuid, version: Type.Integer({ minimum: 1 }) });
const versionQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) });
/** A rule's text has at most 40,000 letters, its tree several times as many, beside its dossier. */
const bodyLimit = 4 * 1024 * 1024;

/** Adds all routes of the slice. */
export function criteriaRoutes(server: HttpServer, services: CriteriaServices): void {
  readRoutes(server, services);
  draftRoutes(server, services);
  stepRoutes(server, services);
  backTestRoutes(server, services);
}

function note(
  tx: Transaction,
  actor: SignedIn,
  action: string,
  subjectId: string,
  detail: { readonly [key: string]: string | number | null } = {},
): void {
  tx.record({
    action,
    subjectKind: "criterion",
    subjectId,
    detail: { ...detail, policies: actor.decision.policies },
  });
}

function detailOf(server: HttpServer, { profile }: CriteriaServices, actor: SignedIn) {
  return (tx: Transaction, ruleId: string, version: number | null) =>
    wireDetail(tx, ruleId, version, { actor, gate: gateOf(server), profile });
}

const byOf = (server: HttpServer, profile: LegalProfile, actor: SignedIn): By => ({
  profile,
  demonstration: gateOf(server).demonstration,
  policies: actor.decision.policies,
});

function readRoutes(server: HttpServer, services: CriteriaServices): void {
  const { database, version: software } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/criteria",
      action: "view-criteria",
      summary: "All rules with their state and figures",
      schema: { querystring: CriterionQuery, response: { 200: CriterionList } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => {
        const criteria = await wireList(tx, query.state ?? null);
        note(tx, actor, "criteria.viewed", query.state ?? "all", { count: criteria.length });
        return { asOf: tx.at.toISOString(), criteria };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/criteria/catalogue",
      action: "view-criteria",
      summary: "What a rule may ask",
      schema: { response: { 200: Catalogue } },
    },
    async () => ({
      fields: fields.map((field) => ({ ...field })),
      collections: collections.map((collection) => ({
        ...collection,
        fields: collection.fields.map((field) => ({ ...field })),
      })),
    }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/criteria/:id",
      action: "view-criteria",
      summary: "One rule in full, with its dossier and history",
      schema: { params: byId, querystring: versionQuery, response: { 200: CriterionDetail } },
    },
    ({ params, query }, actor) =>
      database.transaction(actor, async (tx) => {
        const detail = await detailOf(server, services, actor)(tx, params.id, query.version ?? null);
        if (isRefusal(detail)) return detail;
        note(tx, actor, "criterion.viewed", params.id, { version: detail.shown.version });
        return detail;
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/criteria/:id/dossier",
      action: "view-criteria",
      summary: "The dossier of a version as a file, each step chained to the one before",
      schema: { params: byId, querystring: versionQuery, response: { 200: DossierFile } },
    },
    ({ params, query }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const detail = await detailOf(server, services, actor)(tx, params.id, query.version ?? null);
        if (isRefusal(detail)) return detail;
        note(tx, actor, "criterion.dossier-taken", params.id, { version: detail.shown.version });
        reply.header(
          "content-disposition",
          `attachment; filename="criterion-${detail.code}-${detail.shown.version}.json"`,
        );
        return dossierFile(detail, tx.at, `OpenPIU ${software}`);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/criteria/readings",
      action: "view-criteria",
      summary: "Reads a rule as text or tree and says what is wrong with it; nothing is kept",
      bodyLimit,
      schema: { body: Draft, response: { 200: Reading } },
    },
    ({ body }, actor) =>
      database.transaction(actor, async (tx) =>
        readingOf(body, { lookBackDays: lookBackDays(services.profile, tx.at) }),
      ),
  );
}

function draftRoutes(server: HttpServer, services: CriteriaServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "POST",
      url: "/api/criteria",
      action: "write-criterion",
      summary: "Propose a rule",
      bodyLimit,
      schema: { body: NewCriterion, response: { 201: CriterionDetail } },
    },
    async ({ body }, actor, reply) => {
      const detail = await database.transaction(actor, async (tx) => {
        const { code, dossier, draft = null } = body;
        const made = await createRule(tx, { code, dossier, draft }, actor.decision.policies);
        return "refused" in made ? made : detailOf(server, services, actor)(tx, made.id, null);
      });
      if (!isRefusal(detail)) reply.code(201);
      return detail;
    },
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/criteria/:id/draft",
      action: "write-criterion",
      summary: "Save the newest version while it is not approved",
      bodyLimit,
      schema: { params: byId, body: DraftSave, response: { 200: CriterionDetail } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const refusal = await saveDraft(tx, params.id, body, actor.decision.policies);
        return refusal ?? detailOf(server, services, actor)(tx, params.id, null);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/criteria/:id/versions",
      action: "write-criterion",
      summary: "Make the next version from the newest one",
      schema: { params: byId, body: Revised, response: { 201: CriterionDetail } },
    },
    async ({ params, body }, actor, reply) => {
      const detail = await database.transaction(actor, async (tx) => {
        const refusal = await makeVersion(tx, params.id, body.revision, actor.decision.policies);
        return refusal ?? detailOf(server, services, actor)(tx, params.id, null);
      });
      if (!isRefusal(detail)) reply.code(201);
      return detail;
    },
  );
}

function stepRoutes(server: HttpServer, services: CriteriaServices): void {
  const { database, profile } = services;
  /** One step of a version: its path and action are those of the table of steps. */
  const step = <const Body extends TSchema>(
    path: (typeof stepTable)[number]["path"],
    body: Body,
    summary: string,
    take: (tx: Transaction, of: Of, wanted: Static<Body>, by: By) => Promise<null | Refusal>,
  ): void => {
    const action = stepTable.find((row) => row.path === path)?.action;
    if (action === undefined) throw new Error(`no step ${path}`);
    guarded(
      server,
      {
        method: "POST",
        url: `/api/criteria/:id/versions/:version/${path}`,
        action,
        stepUp: action === "approve-criterion",
        summary,
        schema: { params: byVersion, body, response: { 200: CriterionDetail } },
      },
      (request, actor) =>
        database.transaction(actor, async (tx) => {
          const { id, version } = request.params as Static<typeof byVersion>;
          const by = byOf(server, profile, actor);
          const refusal = await take(tx, { ruleId: id, version }, request.body as Static<Body>, by);
          return refusal ?? detailOf(server, services, actor)(tx, id, version);
        }),
    );
  };
  step("specification", Revised, "Declare the draft complete", specify);
  step("test-report", TestReport, "Report on a back-test, as a second analyst", reportTest);
  step("bias-report", BiasReport, "Explain the disparity table", reportBias);
  step("bias-assent", Reasoned, "Assent to the bias report", assentToBias);
  step("opinion", Opinion, "Give the opinion on necessity and proportionality", giveOpinion);
  step("return", Reasoned, "Send the version back to its author", sendVersionBack);
  step("approval", Approval, "Approve the text, as one of two persons", approve);
  step("shadow", Revised, "Start counting without alerts", startShadow);
  step("activation", Reasoned, "Put the version in force", activate);
  step("review", Reasoned, "Review a version in force", review);
  step("suspension", Reasoned, "Suspend a version at once", (tx, of, said, by) =>
    stopByPerson(tx, of, "suspended", said, by),
  );
  step("resumption", Reasoned, "Let a suspended version run again", resume);
  step("retirement", Reasoned, "End a version for good", (tx, of, said, by) =>
    stopByPerson(tx, of, "retired", said, by),
  );
}

/** Back-tests are work on criteria and nothing else (PNRD-6.2c); synthetic data may be looked at for a test. */
const wrongPurpose = refuse(
  "purpose-criteria",
  "Back-tests are asked for the purpose CRITERIA (header x-purpose), and for no other.",
  403,
);

function backTestRoutes(server: HttpServer, { database, profile }: CriteriaServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/criteria/:id/versions/:version/back-tests",
      action: "test-criterion",
      purpose: "needed",
      summary: "Ask a rule of the past; figures alone come out",
      schema: { params: byVersion, body: BackTestRequest, response: { 202: BackTest } },
    },
    async ({ params, body }, actor, reply) => {
      if (actor.purpose !== "CRITERIA" && actor.purpose !== "TEST") return wrongPurpose;
      const test = await database.transaction(actor, async (tx) => {
        const { from, until, repeats = null } = body;
        const by = byOf(server, profile, actor);
        const of = { ruleId: params.id, version: params.version };
        const asked = await askForBackTest(tx, of, { from, until, repeats }, by);
        if ("refused" in asked) return asked;
        const row = await backTestById(tx, asked.id);
        return row === null ? noSuchTest : wireBackTest(tx, row);
      });
      if (!isRefusal(test)) reply.code(202);
      return test;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/criteria/:id/back-tests/:test",
      action: "view-criteria",
      summary: "One back-test",
      schema: { params: Type.Object({ id: Uuid, test: Uuid }), response: { 200: BackTest } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await backTestById(tx, params.test);
        if (row === null || row.rule_id !== params.id) return noSuchTest;
        note(tx, actor, "criterion.back-test-viewed", params.id, { test: params.test });
        return wireBackTest(tx, row);
      }),
  );
}

const noSuchTest = refuse("no-such-back-test", "There is no such back-test of this rule.", 404);
