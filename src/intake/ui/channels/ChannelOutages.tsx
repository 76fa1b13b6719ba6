// Outages of channels and the channels that stand in: what lasts, what was, who may use what, and the acts of each role.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ChannelOutage, ChannelOutages, FallbackChannel } from "../../channel-outage-contract.ts";
import {
  Answer,
  At,
  Code,
  Dialog,
  Panel,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useMay,
  useMe,
  useTexts,
} from "#design/ui";
import { intakeTexts } from "../intake-texts.ts";
import styles from "../outage.module.css";
import { channelOutagesQuery, decideFallback, endFallback, endOutage } from "./channel-queries.ts";
import { channelTexts } from "./channel-texts.ts";
import { FallbackForm, OpenForm } from "./ChannelForms.tsx";

export function ChannelOutagesPanel() {
  const t = useTexts(channelTexts);
  const query = useQuery(channelOutagesQuery);
  const mayOpen = useMay("manage-carriers");
  const mayPropose = useMay("propose-fallback");
  const [opening, setOpening] = useState(false);
  const [proposing, setProposing] = useState(false);
  return (
    <Answer query={query} rows={3}>
      {(now) => (
        <>
          <Panel
            title={t("title")}
            aside={
              mayOpen ? (
                <Button size="compact-sm" variant="default" onClick={() => setOpening(true)}>
                  {t("open")}
                </Button>
              ) : undefined
            }
          >
            {now.outages.length === 0 ? <p>{t("none")}</p> : null}
            <ul className={styles["stops"]}>
              {now.outages.map((outage) => (
                <li key={outage.id}>
                  <One outage={outage} mayEnd={mayOpen} />
                </li>
              ))}
            </ul>
          </Panel>
          <Panel
            title={t("fallbacks")}
            aside={
              mayPropose ? (
                <Button size="compact-sm" variant="default" onClick={() => setProposing(true)}>
                  {t("propose")}
                </Button>
              ) : undefined
            }
          >
            <p className={styles["dim"]}>{t("fallbacks.lead")}</p>
            {now.fallbacks.length === 0 ? <p>{t("fallbacks.none")}</p> : null}
            <ul className={styles["stops"]}>
              {now.fallbacks.map((fallback) => (
                <li key={fallback.id}>
                  <StandIn fallback={fallback} mayEnd={mayPropose} />
                </li>
              ))}
            </ul>
          </Panel>
          <Dialog title={t("open")} opened={opening} onClose={() => setOpening(false)}>
            <OpenForm carriers={now.carriers} onDone={() => setOpening(false)} />
          </Dialog>
          <Dialog title={t("propose")} opened={proposing} onClose={() => setProposing(false)}>
            <FallbackForm carriers={now.carriers} onDone={() => setProposing(false)} />
          </Dialog>
        </>
      )}
    </Answer>
  );
}

/** An act that answers with everything as it then stands. */
function useAct(said: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<ChannelOutages>) => act(),
    onSuccess: (now) => {
      queries.setQueryData(channelOutagesQuery.queryKey, now);
      say(said);
    },
  });
}

function One({ outage, mayEnd }: { outage: ChannelOutage; mayEnd: boolean }) {
  const t = useTexts(channelTexts);
  const list = useTexts(intakeTexts);
  const common = useDesignTexts();
  const acting = useAct(t("end.done"));
  const { kind, openedBy, byFallback: received, confirmed, copiesDeleted: deleted } = outage;
  return (
    <div>
      {acting.error === null ? null : (
        <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <p>
        <strong>
          {outage.carrier === null ? t("carrier.all") : <Code>{outage.carrier}</Code>}{" "}
          {outage.channels.map((channel) => list.code("channel", channel)).join(", ")}
        </strong>{" "}
        <At instant={outage.beganAt} day="always" /> –{" "}
        {outage.endedAt === null ? (
          <strong>{t("lasts")}</strong>
        ) : (
          <At instant={outage.endedAt} day="always" />
        )}{" "}
        <span className={styles["dim"]}>{t(`kind.${kind}`, { name: openedBy.name })}</span>
      </p>
      <p>
        <bdi>{outage.text}</bdi>
      </p>
      {received === 0 ? null : <p>{t("figures", { received, confirmed, deleted })}</p>}
      <p className={styles["sums"]}>
        <a href={`/api/channel-outages/${outage.id}/report`} download={`outage-${outage.id}.txt`}>
          {t("report")}
        </a>
        {outage.endedAt === null && mayEnd ? (
          <Button
            size="compact-xs"
            variant="default"
            loading={acting.isPending}
            onClick={() => acting.mutate(() => endOutage(outage.id))}
          >
            {t("end")}
          </Button>
        ) : null}
      </p>
    </div>
  );
}

function StandIn({ fallback, mayEnd }: { fallback: FallbackChannel; mayEnd: boolean }) {
  const t = useTexts(channelTexts);
  const list = useTexts(intakeTexts);
  const common = useDesignTexts();
  const acting = useAct(t("done"));
  const mayDecide = useMay("set-outage-policy");
  const own = useMe() === fallback.proposedBy.id;
  const { id, main, channel, state } = fallback;
  return (
    <div>
      {acting.error === null ? null : (
        <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <p>
        <strong>
          <Code>{fallback.carrier}</Code>{" "}
          {t("by", { main: list.code("channel", main), channel: list.code("channel", channel) })}
        </strong>{" "}
        {t(`state.${state}`)}{" "}
        <span className={styles["dim"]}>
          {t("until")} <At instant={fallback.validUntil} day="always" />,{" "}
          <bdi>{fallback.proposedBy.name}</bdi>
          {fallback.decidedBy === null ? null : (
            <>
              , <bdi>{fallback.decidedBy.name}</bdi>
            </>
          )}
        </span>
      </p>
      <p>
        <bdi>{fallback.security}</bdi>
      </p>
      {state === "proposed" && mayDecide ? (
        own ? (
          <p className={styles["dim"]}>{t("own")}</p>
        ) : (
          <p className={styles["sums"]}>
            <Button
              size="compact-xs"
              loading={acting.isPending}
              onClick={() => acting.mutate(() => decideFallback(id, true, t("reason.approve")))}
            >
              {t("approve")}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              loading={acting.isPending}
              onClick={() => acting.mutate(() => decideFallback(id, false, t("reason.refuse")))}
            >
              {t("refuse")}
            </Button>
          </p>
        )
      ) : null}
      {state === "in-force" && mayEnd ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={acting.isPending}
          onClick={() => acting.mutate(() => endFallback(id))}
        >
          {t("finish")}
        </Button>
      ) : null}
    </div>
  );
}
