// Taking a leg out of the schedule: which flights nobody expects any more is said before it is done.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ScheduleRow } from "../../contract.ts";
import {
  Answer,
  At,
  Code,
  FromTo,
  PartialDate,
  problemText,
  say,
  useDesignTexts,
  useTexts,
} from "#design/ui";
import { Confirming } from "../Confirming.tsx";
import { aheadQuery, removeLeg } from "./queries.ts";
import { scheduleTexts } from "./schedule-texts.ts";
import styles from "./schedules.module.css";

export function LegRemoval({ leg, onClose }: { leg: ScheduleRow; onClose: () => void }) {
  const t = useTexts(scheduleTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const query = useQuery(aheadQuery(leg.id));
  const flight = `${leg.carrier} ${leg.number}${leg.suffix}`;
  return (
    <Confirming
      title={t("remove.of", { flight })}
      act={t("remove")}
      leave={t("remove.leave")}
      onAct={async () => {
        await removeLeg(leg.id);
        await queries.invalidateQueries({ queryKey: ["schedules"] });
        say(t("removed"));
      }}
      onClose={onClose}
      sayProblem={(problem) => problemText(problem, t, common)}
    >
      <p>
        <Code>{flight}</Code> <FromTo from={leg.from} to={leg.to} />, <PartialDate value={leg.firstDay} /> –{" "}
        <PartialDate value={leg.lastDay} />
      </p>
      <Answer query={query} rows={2}>
        {({ flights, next, lastDay, owed }) =>
          flights === 0 || next === null ? (
            <p>{t("remove.over")}</p>
          ) : (
            <>
              <p>
                <strong>{t("remove.flights", { count: flights })}</strong> {t("remove.next")}{" "}
                <At instant={next} day="always" />, {t("remove.last")} <PartialDate value={lastDay} />.
              </p>
              <ul className={styles["effects"]}>
                <li>{t("remove.pushes", { count: owed })}</li>
                <li>{t("remove.received")}</li>
                {leg.importId === null ? null : <li>{t("remove.file")}</li>}
              </ul>
            </>
          )
        }
      </Answer>
    </Confirming>
  );
}
