// Background work of the intake: what was to be sent to carriers goes with the records it is about.
import assert from "node:assert/strict";
import type { RescreenServices } from "#cases";
import { systemActor, type Job, type Services } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { tellDirective, type TellServices } from "./directives.ts";
import { screenBacklog } from "./outage.ts";
import { channelOutageJobs } from "./channel-outages.ts";
import { outageMailJobs, type MailServices } from "./outage-mail.ts";
import { plannedStopJobs } from "./planned-stops.ts";
import { pushRequestJobs } from "./push-requests.ts";
import { countRecentDays } from "./quality-counting.ts";
import { seriesJobs } from "./reassembly.ts";
import type { IntakeServices } from "./delivery.ts";
import { telegramJobs } from "./telegram-time-out.ts";
import { deleteAnswerTimes } from "./traffic-store.ts";

export type IntakeJobServices = Services &
  MailServices &
  TellServices &
  RescreenServices &
  IntakeServices & { readonly profile: LegalProfile };

const answerTimesKeptMs = 32 * 86_400_000;

export const intakeJobs: readonly Job<IntakeJobServices>[] = [
  {
    // Asked for in the transaction that releases or withdraws a directive (cases).
    name: "tell-directive",
    run: async (payload, services) => {
      const id =
        typeof payload === "object" && payload !== null && "directiveId" in payload
          ? payload.directiveId
          : null;
      assert(typeof id === "string", "tell-directive: the id of a directive");
      await tellDirective(services, id);
    },
  },
  {
    // Asked for when an outage begins; every five minutes in case that a flight was noted as it ended.
    name: "screen-backlog",
    cron: "*/5 * * * *",
    run: (_payload, services) => screenBacklog(services),
  },
  {
    // Today and yesterday: what was under way at midnight is counted where it belongs.
    name: "count-quality",
    cron: "*/15 * * * *",
    run: (_payload, services) => countRecentDays(services),
  },
  {
    // Counts without personal data: of no use once the month is reported on.
    name: "delete-old-answer-times",
    cron: "40 3 * * *",
    run: async (_payload, { database }) => {
      await database.transaction(systemActor("housekeeping"), (tx) =>
        deleteAnswerTimes(tx, new Date(tx.at.getTime() - answerTimesKeptMs)),
      );
    },
  },
  ...seriesJobs,
  ...telegramJobs,
  ...pushRequestJobs,
  ...plannedStopJobs,
  ...channelOutageJobs,
  ...outageMailJobs,
];
