// Planned stops for the officer who announces them: what is to come, what is over, calling one off.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PlannedStop } from "../../planned-stop-contract.ts";
import {
  Answer,
  At,
  Dialog,
  Panel,
  problemText,
  RefusalNotice,
  say,
  serverNow,
  useDesignTexts,
  useMay,
  useTexts,
} from "#design/ui";
import styles from "../outage.module.css";
import { plannedTexts } from "./planned-texts.ts";
import { plannedStopsQuery, withdrawStop } from "./planned-queries.ts";
import { StopForm } from "./StopForm.tsx";
import { StopSaid } from "./StopNotices.tsx";

export function PlannedStopsPanel() {
  const t = useTexts(plannedTexts);
  const query = useQuery(plannedStopsQuery);
  const mayAnnounce = useMay("set-outage-policy");
  const [announcing, setAnnouncing] = useState(false);
  return (
    <Panel
      title={t("title")}
      aside={
        mayAnnounce ? (
          <Button size="compact-sm" variant="default" onClick={() => setAnnouncing(true)}>
            {t("announce")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query} rows={2}>
        {({ coming, over, noticeHours }) => (
          <>
            {coming.length === 0 ? <p>{t("none")}</p> : <Stops stops={coming} mayWithdraw={mayAnnounce} />}
            {over.length === 0 ? null : (
              <details>
                <summary>{t("over")}</summary>
                <Stops stops={over} mayWithdraw={false} />
              </details>
            )}
            <Dialog title={t("announce")} opened={announcing} onClose={() => setAnnouncing(false)}>
              <StopForm noticeHours={noticeHours} onDone={() => setAnnouncing(false)} />
            </Dialog>
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Stops({ stops, mayWithdraw }: { stops: readonly PlannedStop[]; mayWithdraw: boolean }) {
  const t = useTexts(plannedTexts);
  const [asked, setAsked] = useState<PlannedStop | null>(null);
  return (
    <>
      <ul className={styles["stops"]}>
        {stops.map((stop) => (
          <li key={stop.id}>
            <span>
              <StopSaid stop={stop} />
              <span className={styles["dim"]}>
                {" "}
                {t("by", { name: stop.announcedBy.name })} <At instant={stop.announcedAt} day="always" />
                {stop.withdrawnAt === null ? null : (
                  <>
                    , {t("withdrawn")} <At instant={stop.withdrawnAt} day="always" />
                  </>
                )}
              </span>
            </span>
            {mayWithdraw ? (
              <Button size="compact-xs" variant="default" onClick={() => setAsked(stop)}>
                {t(hasBegun(stop) ? "end" : "withdraw")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asked === null ? null : <Withdrawing stop={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

const hasBegun = ({ from }: PlannedStop): boolean => Date.parse(from) <= serverNow();

/** Asks before carriers are told otherwise. */
function Withdrawing({ stop, onClose }: { stop: PlannedStop; onClose: () => void }) {
  const t = useTexts(plannedTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const word = hasBegun(stop) ? "end" : "withdraw";
  const acting = useMutation({
    mutationFn: () => withdrawStop(stop.id),
    onSuccess: (stops) => {
      queries.setQueryData(plannedStopsQuery.queryKey, stops);
      say(t(`${word}.done`));
      onClose();
    },
  });
  return (
    <Dialog title={t(word)} opened onClose={onClose}>
      <div className={styles["form"]}>
        {acting.error === null ? null : (
          <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t, common)} />
        )}
        <p>
          <StopSaid stop={stop} />
        </p>
        <p>{t(`${word}.text`)}</p>
        <div className={styles["sums"]}>
          <Button color="red" loading={acting.isPending} onClick={() => acting.mutate()}>
            {t(word)}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("leave")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
