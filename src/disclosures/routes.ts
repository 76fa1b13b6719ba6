// The HTTP routes of the register, of requests and their steps, and of packages: each act its own address and its own role.
import { Type, type Static, type TSchema } from "typebox";
import { guarded, type Action, type SignedIn } from "#access";
import { isRefusal, type HttpServer, type Refusal, type Transaction } from "#platform";
import { partsOfKey } from "#records";
import { closed, Uuid } from "#vocabulary";
import { decideAuthority, proposeAuthority, takeOff, wireAuthorities } from "./authorities.ts";
import {
  Authorities,
  AuthorityContent,
  AuthorityDecision,
  LegalCheck,
  NewRequest,
  Notices,
  PackagePreview,
  PackageQuery,
  Packages,
  PackageView,
  Referral,
  ReplyPackage,
  RequestApproval,
  RequestDetail,
  RequestFields,
  RequestQueue,
  RequestRelease,
  ReviewCommand,
  SecondReview,
  Triage,
  Why,
} from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { contentOf } from "./leaving.ts";
import { ownRoutes } from "./own-routes.ts";
import { noticeRows, packageById, packagesOf, seeNotice } from "./package-store.ts";
import {
  agreeForProtection,
  draftReferral,
  draftReply,
  noSuchPackage,
  overrideBlock,
  refusePackage,
  releasePackage,
} from "./packages.ts";
import { confirmReleased, releaseReply, toReleaseCheck } from "./replies.ts";
import { requestById, type RequestRecord } from "./request-store.ts";
import {
  approve,
  askAgain,
  callUrgency,
  checkLaw,
  confirmUrgency,
  makeRequest,
  replaceForm,
  submit,
  triage,
  withdraw,
} from "./requests.ts";
import { reviewPerson, searchRecords } from "./searching.ts";
import { noSuchRequest } from "./steps.ts";
import { wirePackages, wireQueue, wireRequest } from "./wire.ts";

const byId = Type.Object({ id: Uuid });
const nothing = closed({});

/** Adds all routes of the slice. */
export function disclosureRoutes(server: HttpServer, services: DisclosureServices): void {
  authorityRoutes(server, services);
  requestRoutes(server, services);
  stepRoutes(server, services);
  packageRoutes(server, services);
  noticeRoutes(server, services);
  ownRoutes(server, services);
}

function authorityRoutes(server: HttpServer, { database }: DisclosureServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/authorities",
      action: "view-authorities",
      summary: "The register of authorities",
      schema: { response: { 200: Authorities } },
    },
    (_request, actor) => database.transaction(actor, wireAuthorities),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/authorities",
      action: "propose-authority",
      summary: "Propose an authority or a change of one; another person decides",
      schema: { body: AuthorityContent, response: { 201: Authorities } },
    },
    async ({ body }, actor, reply) => {
      const answer = await database.transaction(actor, async (tx) => {
        const made = await proposeAuthority(tx, body);
        return isRefusal(made) ? made : wireAuthorities(tx);
      });
      if (!isRefusal(answer)) reply.code(201);
      return answer;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/authorities/:id/decision",
      action: "decide-authority",
      summary: "Bring a proposed entry of the register in force as a second person, or refuse it",
      schema: { params: byId, body: AuthorityDecision, response: { 200: Authorities } },
    },
    ({ params, body }, actor) =>
      database.transaction(
        actor,
        async (tx) => (await decideAuthority(tx, params.id, body)) ?? wireAuthorities(tx),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/authorities/:id/ending",
      action: "end-authority",
      summary: "Take an authority off the register at once",
      schema: { params: byId, body: Why, response: { 200: Authorities } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => (await takeOff(tx, params.id)) ?? wireAuthorities(tx)),
  );
}

async function load(
  tx: Transaction,
  id: string,
  services: DisclosureServices,
): Promise<RequestDetail | Refusal> {
  const row = await requestById(tx, id);
  return row === null ? noSuchRequest : wireRequest(tx, row, services);
}

function requestRoutes(server: HttpServer, services: DisclosureServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/requests",
      action: "view-requests",
      summary: "Requests by their clocks, the soonest first",
      schema: {
        querystring: closed({ show: Type.Optional(Type.Enum(["open", "ended"])) }),
        response: { 200: RequestQueue },
      },
    },
    ({ query }, actor) => database.transaction(actor, (tx) => wireQueue(tx, query.show ?? "open")),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/requests/:id",
      action: "view-request",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "One request with its search, packages and steps",
      schema: { params: byId, response: { 200: RequestDetail } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await requestById(tx, params.id);
        if (row === null) return noSuchRequest;
        const detail = await wireRequest(tx, row, services);
        viewed(tx, row, detail);
        return detail;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/requests",
      action: "register-request",
      summary: "Register a request that came by another way, or make one of the unit's own",
      schema: { body: NewRequest, response: { 201: closed({ id: Uuid }) } },
    },
    async ({ body }, actor, reply) => {
      const id = await database.transaction(actor, (tx) => makeRequest(tx, body, services));
      if (isRefusal(id)) return id;
      reply.code(201);
      return { id };
    },
  );
}

function viewed(tx: Transaction, row: RequestRecord, detail: RequestDetail): void {
  tx.record({
    action: "request.viewed",
    subjectKind: "request",
    subjectId: row.request_id,
    about: detail.found.map(({ key }) => key.split("_")[2] ?? key),
    detail: { state: row.state },
  });
}

type Step<Body extends TSchema> = {
  readonly path: string;
  readonly action: Action;
  readonly purpose?: "needed";
  readonly summary: string;
  readonly body: Body;
  readonly take: (
    tx: Transaction,
    id: string,
    body: Static<Body>,
    actor: SignedIn,
  ) => Promise<null | string | Refusal>;
};

function stepRoutes(server: HttpServer, services: DisclosureServices): void {
  const step = <Body extends TSchema>({ path, action, purpose, summary, body, take }: Step<Body>): void =>
    guarded(
      server,
      {
        method: "POST",
        url: `/api/requests/:id/${path}`,
        action,
        ...(purpose === undefined ? {} : { purpose }),
        shows: { kind: "request", param: "id", whenPurposed: true },
        summary,
        schema: { params: byId, body, response: { 200: RequestDetail } },
      },
      (request, actor) =>
        services.database.transaction(actor, async (tx) => {
          const { id } = request.params as { id: string };
          const refusal = await take(tx, id, request.body as Static<Body>, actor);
          return isRefusal(refusal) ? refusal : ((await load(tx, id, services)) as never);
        }),
    );
  step({
    path: "form",
    action: "register-request",
    summary: "Replace the form of a draft or of what was sent back",
    body: closed({ fields: RequestFields }),
    take: (tx, id, { fields }) => replaceForm(tx, id, fields, services),
  });
  step({
    path: "submission",
    action: "register-request",
    summary: "Submit it",
    body: nothing,
    take: (tx, id) => submit(tx, id, services),
  });
  step({
    path: "triage",
    action: "triage-request",
    summary: "Take it up: complete, or back with what is lacking",
    body: Triage,
    take: triage,
  });
  step({
    path: "legal-check",
    action: "check-request",
    summary: "Say whether it is lawful, and on what",
    body: LegalCheck,
    take: (tx, id, body) => checkLaw(tx, id, body, services),
  });
  step({
    path: "approval",
    action: "approve-request",
    summary: "Approve it, or refuse it with a code",
    body: RequestApproval,
    take: approve,
  });
  step({
    path: "urgency",
    action: "triage-request",
    summary: "Call it urgent: the approval from outside comes after",
    body: SecondReview,
    take: (tx, id, { reason }) => callUrgency(tx, id, reason),
  });
  step({
    path: "urgency-confirmation",
    action: "approve-request",
    summary: "Confirm its urgency as the second person, having called back",
    body: SecondReview,
    take: (tx, id, { reason }) => confirmUrgency(tx, id, reason, services),
  });
  step({
    path: "outside-again",
    action: "check-request",
    summary: "Ask the body outside the unit anew",
    body: SecondReview,
    take: (tx, id, { reason }) => askAgain(tx, id, reason, services),
  });
  step({
    path: "search",
    action: "search-request",
    purpose: "needed",
    summary: "Search the records for whom it names, within its scope",
    body: nothing,
    take: (tx, id) => searchRecords(tx, id, services),
  });
  step({
    path: "reviews",
    action: "search-request",
    purpose: "needed",
    summary: "Review one person whom the search found",
    body: ReviewCommand,
    take: (tx, id, body) => reviewPerson(tx, id, { ...body, at: partsOfKey(body.person) }),
  });
  step({
    path: "packages",
    action: "draft-package",
    purpose: "needed",
    summary: "Draft the package of one reviewed person",
    body: ReplyPackage,
    take: (tx, id, body) => draftReply(tx, id, body, services),
  });
  step({
    path: "release-check",
    action: "draft-package",
    summary: "Send the answer to its release check",
    body: SecondReview,
    take: (tx, id, { reason }) => toReleaseCheck(tx, id, reason),
  });
  step({
    path: "release",
    action: "release-package",
    purpose: "needed",
    summary: "Release the answer as the second person",
    body: RequestRelease,
    take: (tx, id, body) => releaseReply(tx, id, body, services),
  });
  step({
    path: "confirmation",
    action: "release-package",
    summary: "Go on after an urgent release was approved",
    body: SecondReview,
    take: (tx, id, { reason }) => confirmReleased(tx, id, reason),
  });
  step({
    path: "withdrawal",
    action: "register-request",
    summary: "Withdraw it",
    body: Why,
    take: (tx, id, { reason }) => withdraw(tx, id, reason),
  });
}

function packageRoutes(server: HttpServer, services: DisclosureServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/packages",
      action: "view-requests",
      summary: "What was referred on a case or an alert",
      schema: { querystring: PackageQuery, response: { 200: Packages } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => ({
        packages:
          query.case === undefined && query.alert === undefined
            ? await wirePackages(tx, await packagesOf(tx, { waiting: true }))
            : await wirePackages(tx, await packagesOf(tx, query)),
      })),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/packages",
      action: "draft-package",
      purpose: "needed",
      shows: { kind: "alert", body: "alertId" },
      summary: "Refer a confirmed alert to an authority; another person releases it",
      schema: { body: Referral, response: { 201: PackageView } },
    },
    async ({ body }, actor, reply) => {
      const made = await database.transaction(actor, async (tx) => {
        const id = await draftReferral(tx, body, services);
        return isRefusal(id) ? id : view(tx, id);
      });
      if (!isRefusal(made)) reply.code(201);
      return made;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/packages/:id/preview",
      action: "view-request",
      purpose: "needed",
      shows: { kind: "package", param: "id" },
      summary: "What would leave, word by word",
      schema: { params: byId, response: { 200: PackagePreview } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await packageById(tx, params.id);
        const content = row === null ? null : await contentOf(tx, row, services, row.second_reason ?? "");
        if (row === null || content === null) return noSuchPackage;
        tx.record({
          action: "package.previewed",
          subjectKind: "package",
          subjectId: params.id,
          about: [row.person_id],
          detail: { elements: row.elements },
        });
        return { content };
      }),
  );
  for (const [path, action, summary, act] of [
    ["release", "release-package", "Release a referral as the second person", release],
    ["refusal", "release-package", "Refuse a package with its reason", refusePackage],
    [
      "protection-consent",
      "agree-protection",
      "Agree for a protected person, as another reviewer for protection",
      agreeForProtection,
    ],
    [
      "override",
      "override-block",
      "Take one's part in overriding a block: legal adviser, data protection officer, head",
      overrideBlock,
    ],
  ] as const) {
    guarded(
      server,
      {
        method: "POST",
        url: `/api/packages/:id/${path}`,
        action,
        shows: { kind: "package", param: "id", whenPurposed: true },
        summary,
        schema: { params: byId, body: SecondReview, response: { 200: PackageView } },
      },
      ({ params, body }, actor) =>
        database.transaction(
          actor,
          async (tx) => (await act(tx, params.id, body.reason, services)) ?? view(tx, params.id),
        ),
    );
  }
}

/** A package that belongs to a request is released with its answer, by that route. */
async function release(
  tx: Transaction,
  id: string,
  reason: string,
  services: DisclosureServices,
): Promise<null | Refusal> {
  const row = await packageById(tx, id, true);
  return row === null || row.request_id !== null ? noSuchPackage : releasePackage(tx, row, reason, services);
}

async function view(tx: Transaction, id: string): Promise<PackageView | Refusal> {
  const row = await packageById(tx, id);
  const [shown] = row === null ? [] : await wirePackages(tx, [row]);
  return shown ?? noSuchPackage;
}

function noticeRoutes(server: HttpServer, { database }: DisclosureServices): void {
  const wire = async (tx: Transaction): Promise<Notices> => ({
    notices: (await noticeRows(tx)).map((row) => ({
      id: row.notice_id,
      kind: row.kind,
      authority: row.authority_name,
      requestId: row.request_id,
      packageId: row.package_id,
      text: row.detail.text,
      at: row.at.toISOString(),
      seenAt: row.seen_at?.toISOString() ?? null,
    })),
  });
  guarded(
    server,
    {
      method: "GET",
      url: "/api/disclosure-notices",
      action: "view-notices",
      summary: "What the data protection officer is told of transfers and of many small requests",
      schema: { response: { 200: Notices } },
    },
    (_request, actor) => database.transaction(actor, wire),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/disclosure-notices/:id/seen",
      action: "view-notices",
      summary: "Note that it was seen",
      schema: { params: byId, response: { 200: Notices } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        if (await seeNotice(tx, params.id)) {
          tx.record({ action: "notice.seen", subjectKind: "notice", subjectId: params.id, detail: {} });
        }
        return wire(tx);
      }),
  );
}
