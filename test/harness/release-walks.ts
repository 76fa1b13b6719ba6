// What the first person does at F14, and who may be second: another release of the software, and a setting of the process.
import type { Client } from "pg";
import { StartupRefused } from "#platform";
import { admitRelease, noteStart, releaseDigest, type Release } from "#releases";
import type { JointDecisions } from "../../src/approvals/joint-contract.ts";
import type { OutagePolicy } from "../../src/intake/outage-contract.ts";
import type { DisclosureDesk, Person } from "./disclosure-desk.ts";
import { walkTools, type Begun } from "./disclosure-walks.ts";

const hour = 3_600_000;

export function releaseWalks(desk: DisclosureDesk, owner: Client) {
  const { people, statusOf, post, isTrue } = walkTools(desk, owner, "R");
  let made = 0;
  /** F14: another release of the software. */
  async function release(): Promise<Begun> {
    const first = await desk.signIn(["administrator"]);
    made += 1;
    const software = String(made).padStart(64, "0");
    const settings = { UNIT_NAME: "Unit", LOG_LEVEL: "info" };
    const one: Release = { version: `1.${made}`, software, settings };
    const digest = releaseDigest(one);
    // Something runs already: this is not the first.
    await noteStart(desk.database, { ...one, software: "f".repeat(64) }, undefined);
    await desk.well(first, "POST", "/api/releases/requests", { ...one, digest, reason: "mends the reading" });
    const asked = await askedAbout(first, `release:${digest}`);
    /** As a server of this release that starts: 200 it works, 409 it does not go into operation. */
    const starting = async (): Promise<number> => {
      try {
        await admitRelease(desk.url, one, undefined);
        await noteStart(desk.database, one, undefined);
        return 200;
      } catch (problem) {
        if (problem instanceof StartupRefused && problem.problem.code === "release-not-approved") return 409;
        throw problem;
      }
    };
    const say = saying(asked);
    return {
      first,
      own: () => say(first),
      sql: [
        "administrator",
        `insert into releases.operation (operation_id, digest, version, software, settings, way, server, started_at)
         values (gen_random_uuid(), $1, '1', $2, '{}', 'approved', 'here', $3)`,
        [digest, software, desk.clock.now()],
      ],
      early: starting,
      effect: async () => (await starting()) === 200,
      second: people().supervisor,
      agree: () => say(people().supervisor),
      subject: asked.id,
      as: say,
      runOut: async () => {
        const before = await statusOf(desk.ask(people().supervisor, "GET", "/api/joint-decisions"));
        desk.clock.advance(14 * 24 * hour);
        return { before, after: await say(people().supervisor) };
      },
      tampered: () => say(people().supervisor, { fingerprint: "0".repeat(64) }),
    };
  }

  /** F14: a setting of the process, what carriers are told while screening is away. */
  async function setting(): Promise<Begun> {
    const first = await desk.signIn(["administrator"]);
    const now = await desk.well<OutagePolicy>(first, "GET", "/api/outage-policy");
    const policies = { normal: "board", heightened: "board", severe: "check-documents" };
    const reason = `by order ${(made += 1)}`;
    await desk.well(first, "POST", "/api/outage-policy", {
      basedOn: now.versions[0]?.id ?? null,
      level: "heightened",
      policies,
      reason,
    });
    const asked = await askedAbout(first, "setting:outage-policy");
    const say = saying(asked);
    return {
      first,
      own: () => say(first),
      sql: [
        "supervisor",
        `insert into intake.outage_policy (policy_id, threat_level, policies, reason, set_by, set_at, agreed_by, joint_id)
         values (gen_random_uuid(), 'heightened', $1, $2, $3, $4, $3, $5)`,
        [JSON.stringify(policies), reason, first.id, desk.clock.now(), asked.id],
      ],
      effect: () =>
        isTrue("(select reason = $1 from intake.outage_policy order by number desc limit 1)", [reason]),
      second: people().supervisor,
      agree: () => say(people().supervisor),
      subject: asked.id,
      as: say,
      runOut: async () => {
        const before = await statusOf(desk.ask(people().supervisor, "GET", "/api/joint-decisions"));
        desk.clock.advance(14 * 24 * hour);
        return { before, after: await say(people().supervisor) };
      },
      tampered: () => say(people().supervisor, { fingerprint: "0".repeat(64) }),
    };
  }

  async function askedAbout(who: Person, item: string) {
    const { decisions } = await desk.well<JointDecisions>(who, "GET", `/api/joint-decisions?of=${item}`);
    const asked = decisions[0];
    if (asked === undefined) throw new Error("the offices were not asked");
    return asked;
  }
  const saying =
    ({ id, fingerprint }: { readonly id: string; readonly fingerprint: string }) =>
    (who: Person, over: object = {}): Promise<number> =>
      statusOf(
        post(who, `/api/joint-decisions/${id}/step`, {
          approve: true,
          fingerprint,
          reason: "looked at what changes",
          ...over,
        }),
      );

  return { release, setting };
}
