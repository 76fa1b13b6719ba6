// What the first person does at the other four-eyes points, and who may be second: for the walk over F01 to F24.
import type { Client } from "pg";
import { isRefusal, systemActor } from "#platform";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import type { Approval } from "../../src/approvals/contract.ts";
import { anUnmasking } from "../../src/approvals/fixtures.ts";
import type { JointDecisions } from "../../src/approvals/joint-contract.ts";
import { expiringKinds } from "../../src/app/unit.ts";
import { receive } from "../../src/intake/receive.ts";
import type { ChannelOutages } from "../../src/intake/channel-outage-contract.ts";
import type { PenaltyCase } from "../../src/penalties/contract.ts";
import { aMissedFlight } from "../../src/penalties/fixtures-store.ts";
import { aPenalty } from "../../src/penalties/fixtures.ts";
import { toWireContent } from "../../src/watchlists/entry-content.ts";
import { anEntry } from "../../src/watchlists/fixtures.ts";
import type { DisclosureDesk, Person } from "./disclosure-desk.ts";
import { walkTools, type Begun } from "./disclosure-walks.ts";
import { intakeServices, registeredCarrier } from "./intake.ts";
import { aMaskedPerson } from "./masked-person.ts";

const hour = 3_600_000;

/** The points of lists, masked data, grounds, the law, accounts, emergencies, certificates and directives. */
export function unitWalks(desk: DisclosureDesk, owner: Client) {
  const { people, statusOf, post, ownDocument, both, isTrue } = walkTools(desk, owner, "F");
  let listed = 0;
  let flights = 0;
  async function ownList(): Promise<string> {
    listed += 1;
    const { id } = await desk.well<{ id: string }>(
      await desk.signIn(["watchlist-manager"]),
      "POST",
      "/api/watchlists",
      {
        code: `OWN-${listed}`,
        title: "Unit's own list",
        authority: "Unit",
        legalBasis: "Tests",
        alertBasis: "persons-sought",
        persons: "wanted",
        kind: "own",
      },
    );
    return id;
  }
  async function proposed(by: Person, listId: string, over: object = {}) {
    const content = toWireContent(anEntry({ id: "X", names: [{ full: "Rashad Aliyev", type: "primary" }] }));
    return desk.well<{ id: string; entryId: string }>(by, "POST", `/api/watchlists/${listId}/proposals`, {
      act: "add",
      content,
      reason: "asked for by the agency",
      ...over,
    });
  }
  const decideEntry = (who: Person, id: string) =>
    statusOf(post(who, `/api/proposals/${id}/decision`, { approve: true, reason: "checked" }));

  async function entry(): Promise<Begun> {
    const first = await both("watchlist-manager", "supervisor");
    const { id } = await proposed(first, await ownList());
    const second = people().supervisor;
    return {
      first,
      own: () => decideEntry(first, id),
      sql: [
        "supervisor",
        "update watchlists.proposal set state = 'approved', decided_by = $2, decided_at = proposed_at where proposal_id = $1",
        [id, first.id],
      ],
      effect: () =>
        isTrue(
          "(select state = 'approved' and made_version is not null from watchlists.proposal where proposal_id = $1)",
          [id],
        ),
      second,
      agree: () => decideEntry(second, id),
      as: (who) => decideEntry(who, id),
      subject: id,
    };
  }

  async function delisting() {
    const by = await desk.signIn(["watchlist-manager"]);
    const listId = await ownList();
    const added = await proposed(by, listId);
    await decideEntry(people().supervisor, added.id);
    const removal = {
      act: "remove",
      entryId: added.entryId,
      reason: "the agency withdrew it",
      content: undefined,
    };
    const asked = await post(by, `/api/watchlists/${listId}/proposals`, removal);
    const { id } = asked.body as { id: string };
    const effect = await isTrue(
      "(select state = 'approved' from watchlists.proposal where proposal_id = $1)",
      [id],
    );
    return { by, status: asked.status, effect, subject: id };
  }

  async function unmasking(): Promise<Begun> {
    const person = await aMaskedPerson(
      { database: desk.database, keyring: desk.services.key as never },
      { number: String(700 + (flights += 1)) },
    );
    const first = await both("analyst", "supervisor");
    const made = await desk.well<Approval>(first, "POST", "/api/approvals/unmask", anUnmasking(person.key));
    const endorse = (who: Person) =>
      statusOf(
        post(who, `/api/approvals/${made.id}/endorsement`, {
          endorse: true,
          reason: "Checked with the case file.",
        }),
      );
    // On the ground of the grant itself, and on no other that the same person may have.
    const { "x-ground": _stated, ...headers } = first.headers as Record<string, string>;
    const view = () => statusOf(post({ ...first, headers }, `/api/approvals/${made.id}/view`, {}));
    const judge = async () => {
      const { fingerprint, elements } = await desk.well<Approval>(
        people().judge,
        "GET",
        `/api/approvals/${made.id}`,
      );
      return statusOf(
        post(people().judge, `/api/approvals/${made.id}/decision`, {
          approve: true,
          fingerprint,
          reasons: "As the law requires it in this case.",
          reference: "2(103)-417/2026",
          elements,
          hours: 24,
        }),
      );
    };
    const agree = async () => Math.max(await endorse(people().supervisor), await judge());
    return {
      first,
      own: () => endorse(first),
      sql: [
        "supervisor",
        "update approvals.request set state = 'waiting', endorsed_by = $2, endorsed_at = asked_at, endorsement = 'mine', due_at = asked_at where request_id = $1",
        [made.id, first.id],
      ],
      early: view,
      effect: async () => (await view()) === 200,
      second: people().judge,
      agree,
      again: judge,
      as: endorse,
      runOut: () => runOut(view, 24 * hour, agree),
      subject: made.id,
    };
  }

  /** Agreed to and done; the time goes by; done again. */
  async function runOut(act: () => Promise<number>, time: number, agree: () => Promise<number>) {
    await agree();
    const before = await act();
    desk.clock.advance(time);
    return { before, after: await act() };
  }

  async function aTraveller() {
    const flight = await desk.fly([
      { documents: [{ type: "P", number: ownDocument(), issuer: "AZE", expires: null }] },
    ]);
    const [row] = await desk.rows<{ flight_date: string; flight_id: string; person_id: string }>(
      "select flight_date, flight_id, person_id from records.traveller where flight_id = $1",
      [flight.id],
    );
    if (row === undefined) throw new Error("nobody on the flight");
    return row;
  }
  async function link(): Promise<Begun> {
    const row = await aTraveller();
    const first = await both("analyst", "supervisor");
    const { id } = await desk.well<{ id: string }>(first, "POST", "/api/retention/links", {
      flightDate: row.flight_date,
      flightId: row.flight_id,
      personId: row.person_id,
      ground: "concrete-grounds",
      reference: "FILE-7",
      reason: "objective material shows a risk",
      reviewOn: "2027-11-20",
    });
    const decide = (who: Person) =>
      statusOf(post(who, `/api/retention/links/${id}/decision`, { outcome: "kept" }));
    return {
      first,
      own: () => decide(first),
      sql: [
        "supervisor",
        "update retention.link set state = 'kept', decided_by = $2, decided_at = $3 where link_id = $1",
        [id, first.id, desk.clock.now()],
      ],
      effect: () => isTrue("(select state = 'kept' from retention.link where link_id = $1)", [id]),
      second: people().supervisor,
      agree: () => decide(people().supervisor),
      as: decide,
      subject: id,
    };
  }

  async function profile(): Promise<Begun> {
    const first = await both("legal-adviser", "head");
    const drafted = await post(first, "/api/law/profiles", {
      changes: { "dsr.answer": { value: "P20D", source: "Act 12 of 2026, s. 4" } },
      validFrom: desk.clock.now().toISOString(),
      reason: "The new act",
    });
    if (drafted.status >= 300) throw new Error(JSON.stringify(drafted.body));
    const number = Number(
      (await desk.rows<{ n: number }>("select max(number)::int as n from law.profile_version"))[0]?.n,
    );
    const approve = (who: Person) => {
      desk.clock.advance(60_000);
      return statusOf(
        post(who, `/api/law/profiles/${number}/decision`, {
          step: "approved",
          reason: "Checked against the statute",
        }),
      );
    };
    return {
      first,
      own: () => approve(first),
      sql: [
        "head",
        "insert into law.profile_step (number, step, office, reason, taken_by, taken_at) values ($1, 'approved', 'head', 'mine', $2, $3)",
        [number, first.id, desk.clock.now()],
      ],
      effect: () => isTrue("exists (select from law.profile_release where number = $1)", [number]),
      second: people().head,
      agree: async () => Math.max(await approve(people().protection), await approve(people().head)),
      as: approve,
      subject: `"${number}"`,
    };
  }

  async function account(): Promise<Begun> {
    const first = people().supervisor;
    listed += 1;
    const { id } = await desk.well<{ id: string }>(first, "POST", "/api/people/requests", {
      kind: "account",
      signInName: `walk.${listed}`,
      name: "New analyst",
      roles: ["analyst"],
      reason: "starts on Monday",
    });
    const execute = (who: Person) => statusOf(post(who, `/api/people/requests/${id}/execution`, {}));
    const second = await desk.signIn(["administrator"]);
    return {
      first,
      own: () => execute(first),
      sql: [
        "administrator",
        "update access.account_request set state = 'executed', executed_by = $2, executed_at = asked_at where request_id = $1",
        [id, first.id],
      ],
      effect: () => isTrue("exists (select from access.person where sign_in_name = $1)", [`walk.${listed}`]),
      second,
      agree: () => execute(second),
      as: execute,
      subject: id,
    };
  }

  async function emergency(): Promise<Begun> {
    const first = await desk.signIn(["supervisor"]);
    const scope = "flight:2026-11-20_00000000-0000-7000-8000-000000000001";
    const asked = await desk.well<{ emergencies: { id: string; state: string; personId?: string }[] }>(
      first,
      "POST",
      "/api/emergencies",
      {
        scope,
        reason: "The watch officer fell ill, J2 401 lands in 20 minutes",
        minutes: 20,
      },
    );
    const id = asked.emergencies.find(({ state }) => state === "asked")?.id ?? "";
    const confirm = (who: Person) => statusOf(post(who, `/api/emergencies/${id}/confirmation`, {}));
    const act = async () => {
      const headers = { ...first.headers, "x-ground": scope, "x-purpose": "BORDER" };
      return (await desk.server.inject({ method: "POST", url: "/test/watch", headers, payload: {} }))
        .statusCode;
    };
    const agree = () => confirm(people().second);
    return {
      first,
      own: () => confirm(first),
      sql: [
        "supervisor",
        `update access.emergency set confirmed_by = $2, confirmed_at = $3, expires_at = $3::timestamptz + interval '20 minutes',
         review_due_at = $3::timestamptz + interval '1 day' where emergency_id = $1`,
        [id, first.id, desk.clock.now()],
      ],
      early: act,
      effect: async () => (await act()) === 200,
      second: people().second,
      agree,
      as: confirm,
      runOut: () => runOut(act, 21 * 60_000, agree),
      subject: id,
    };
  }

  async function certificates(): Promise<Begun> {
    await aTraveller();
    desk.clock.set(new Date("2027-05-22T00:00:00Z"));
    await deleteExpired({ database: desk.database, profile: euStrict, expiring: expiringKinds });
    desk.clock.set(new Date("2027-06-01T08:00:00Z"));
    const month = "2027-05";
    // Who runs the job, and whoever else has a hand in operation, signs nothing.
    const first = await desk.signIn(["administrator"]);
    const sign = (who: Person) => statusOf(post(who, "/api/retention/countersignatures", { month }));
    return {
      first,
      own: () => sign(first),
      sql: [
        "administrator",
        "insert into retention.countersignature (month, certificates, records, hash, signed_by, signed_at) values ('2027-05-01', 1, 1, 'x', $1, $2)",
        [first.id, desk.clock.now()],
      ],
      effect: () => isTrue("exists (select from retention.countersignature where month = '2027-05-01')", []),
      second: people().protection,
      agree: () => sign(people().protection),
      as: sign,
      subject: month,
    };
  }

  async function directive(): Promise<Begun> {
    const row = await aTraveller();
    const first = await desk.signIn(
      ["watch-officer", "supervisor"],
      "BORDER",
      `flight:${row.flight_date}_${row.flight_id}`,
    );
    const { id } = await desk.well<{ id: string }>(first, "POST", "/api/directives", {
      person: `${row.flight_date}_${row.flight_id}_${row.person_id}`,
      directive: "NOT_OK",
      ground: "entry-ban-confirmed",
      authority: "NOT_APPLICABLE",
      reference: "EB 2026/114",
      reason: "ban confirmed by the owner of the list",
    });
    const release = (who: Person) => statusOf(post(who, `/api/directives/${id}/release`, {}));
    return {
      first,
      own: () => release(first),
      sql: [
        "supervisor",
        "update cases.directive set state = 'released', released_by = $2, released_at = $3 where directive_id = $1",
        [id, first.id, desk.clock.now()],
      ],
      effect: () => isTrue("(select state = 'released' from cases.directive where directive_id = $1)", [id]),
      second: people().supervisor,
      agree: () => release(people().supervisor),
      as: release,
      subject: id,
    };
  }

  async function source(): Promise<Begun> {
    const first = await both("watchlist-manager", "legal-adviser");
    listed += 1;
    const { id } = await desk.well<{ id: string }>(first, "POST", "/api/watchlists", {
      code: `SRC-${listed}`,
      title: "List of another authority",
      authority: "Police",
      legalBasis: "Police Act 12",
      alertBasis: "persons-sought",
      persons: "wanted",
      kind: "imported",
      format: "un-xml",
      address: "file:un.xml",
    });
    const { decisions } = await desk.well<JointDecisions>(first, "GET", `/api/joint-decisions?of=list:${id}`);
    const asked = decisions[0];
    if (asked === undefined) throw new Error("the offices were not asked");
    const say = (who: Person, over: object = {}) =>
      statusOf(
        post(who, `/api/joint-decisions/${asked.id}/step`, {
          approve: true,
          fingerprint: asked.fingerprint,
          reason: "lawful and needed",
          ...over,
        }),
      );
    const fetching = () => statusOf(post(first, `/api/watchlists/${id}/fetch`, {}));
    return {
      first,
      own: () => say(first),
      sql: [
        "legal-adviser",
        `insert into approvals.joint_step (joint_id, office, approve, fingerprint, reason, taken_by, taken_at)
         values ($1, 'legal-adviser', true, $2, 'mine', $3, $4)`,
        [asked.id, asked.fingerprint, first.id, desk.clock.now()],
      ],
      early: fetching,
      effect: async () => (await fetching()) === 200,
      second: people().protection,
      agree: async () => Math.max(await say(people().legal), await say(people().protection)),
      subject: asked.id,
      as: say,
      // One office in time, the other too late: it is not agreed to.
      runOut: async () => {
        const before = await say(people().legal);
        desk.clock.advance(14 * 24 * hour);
        return { before, after: await say(people().protection) };
      },
      tampered: () => say(people().legal, { fingerprint: "0".repeat(64) }),
    };
  }

  async function fallback(): Promise<Begun> {
    const first = await desk.signIn(["administrator"]);
    const carrier = await registeredCarrier(desk, `W${(listed += 1) % 10}`);
    const { fallbacks } = await desk.well<ChannelOutages>(first, "POST", "/api/fallback-channels", {
      carrierId: carrier.id,
      main: "http",
      channel: "mail",
      security: "S/MIME with the carrier's certificate",
      validUntil: new Date(desk.clock.now().getTime() + 86_400_000).toISOString(),
    });
    const id = fallbacks.find((one) => one.carrierId === carrier.id)?.id ?? "";
    const decide = (who: Person) =>
      statusOf(post(who, `/api/fallback-channels/${id}/decision`, { approve: true, reason: "seen it" }));
    return {
      first,
      own: () => decide(first),
      sql: [
        "supervisor",
        "update intake.fallback_channel set state = 'in-force', decided_by = $2, decided_at = $3, decision = 'mine' where fallback_id = $1",
        [id, first.id, desk.clock.now()],
      ],
      effect: () =>
        isTrue("(select state = 'in-force' from intake.fallback_channel where fallback_id = $1)", [id]),
      second: people().supervisor,
      agree: () => decide(people().supervisor),
      subject: id,
      as: decide,
      // The main channel is out, and what stands in for it is used.
      lasts: async () => {
        const ends = new Date(desk.clock.now().getTime() + 24 * hour);
        const sender = await registeredCarrier(desk, `V${(listed += 1) % 10}`);
        const asked = await desk.well<ChannelOutages>(first, "POST", "/api/fallback-channels", {
          carrierId: sender.id,
          main: "http",
          channel: "mail",
          security: "S/MIME with the carrier's certificate",
          validUntil: ends.toISOString(),
        });
        const waiting = asked.fallbacks.find((one) => one.carrierId === sender.id)?.id ?? "";
        await desk.well(people().supervisor, "POST", `/api/fallback-channels/${waiting}/decision`, {
          approve: true,
          reason: "seen it",
        });
        await desk.well(await desk.signIn(["carrier-desk"]), "POST", "/api/channel-outages", {
          carrierId: sender.id,
          channels: ["http"],
          beganAt: desk.clock.now().toISOString(),
          text: "The line is cut.",
        });
        return {
          ends,
          act: async () => {
            const bytes = Buffer.from(`UNB+UNOA:4+${sender.code}+${listed}`);
            const delivery = { bytes, channel: "mail", sender, idempotencyKey: null } as const;
            const taken = await receive(intakeServices(desk.database), delivery);
            return isRefusal(taken) ? taken.refused.status : 202;
          },
          sql: [
            systemActor("intake"),
            `insert into intake.delivery (delivery_id, carrier_id, channel, received_at, bytes, sha256)
             values (gen_random_uuid(), $1, 'mail', platform.at(), 1, sha256('x'))`,
            [sender.id],
          ],
          over: /stands in for another, and is not open/,
        };
      },
    };
  }

  /** A case that the carrier was heard on by letter, put before the legal adviser. */
  async function askedPenalty(first: Person) {
    listed += 1;
    const carrier = await registeredCarrier(desk, `P${listed % 10}`);
    const failure = await aMissedFlight(desk.database, {
      carrier: carrier.code,
      number: String(900 + listed),
      departsAt: new Date(desk.clock.now().getTime() - 48 * hour),
    });
    const made = await desk.well<PenaltyCase>(
      first,
      "POST",
      "/api/penalties",
      aPenalty(carrier.id, [failure]),
    );
    const step = (path: string, body: object) =>
      desk.well<PenaltyCase>(first, "POST", `/api/penalties/${made.id}${path}`, body);
    await step("/notice", {});
    await step("/statements", { text: "We forgot to send it.", reference: "Letter 4/2026" });
    await step("/asking", { weighing: "Forgetting excuses nobody." });
    const { decisions } = await desk.well<JointDecisions>(
      people().legal,
      "GET",
      `/api/joint-decisions?of=penalty:${made.id}`,
    );
    const asked = decisions[0];
    if (asked === undefined) throw new Error("the legal adviser was not asked");
    return { id: made.id, asked };
  }

  async function penalty(): Promise<Begun> {
    const first = await both("carrier-desk", "legal-adviser");
    const { id, asked } = await askedPenalty(first);
    const sayTo = (to: typeof asked, who: Person, over: object = {}) =>
      statusOf(
        post(who, `/api/joint-decisions/${to.id}/step`, {
          approve: true,
          fingerprint: to.fingerprint,
          reason: "lawful, and the factors are weighed",
          ...over,
        }),
      );
    const say = (who: Person, over: object = {}) => sayTo(asked, who, over);
    const sending = () => statusOf(post(first, `/api/penalties/${id}/sending`, {}));
    return {
      first,
      own: () => say(first),
      sql: [
        "legal-adviser",
        `insert into approvals.joint_step (joint_id, office, approve, fingerprint, reason, taken_by, taken_at)
         values ($1, 'legal-adviser', true, $2, 'mine', $3, $4)`,
        [asked.id, asked.fingerprint, first.id, desk.clock.now()],
      ],
      early: sending,
      // Sent to the enforcement authority: once it is agreed to.
      effect: async () => {
        await sending();
        return isTrue("exists (select from penalties.proposal where case_id = $1)", [id]);
      },
      second: people().legal,
      agree: () => say(people().legal),
      subject: asked.id,
      as: say,
      // One is agreed to in time, another too late.
      runOut: async () => {
        const other = await askedPenalty(await desk.signIn(["carrier-desk"]));
        const before = await say(people().legal);
        desk.clock.advance(14 * 24 * hour);
        return { before, after: await sayTo(other.asked, people().legal) };
      },
      tampered: () => say(people().legal, { fingerprint: "0".repeat(64) }),
    };
  }

  return {
    penalty,
    source,
    fallback,
    entry,
    delisting,
    unmasking,
    link,
    profile,
    account,
    emergency,
    certificates,
    directive,
  };
}
