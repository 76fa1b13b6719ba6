// What can come next for a rule: the steps open to this reader as buttons, and of the others why they are not.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Dialog, Icon, RefusalNotice, say, useDesignTexts, useMay, useTexts } from "#design/ui";
import type { CriterionDetail, NextStep } from "../contract.ts";
import { criteriaSentences, refusalText } from "./criteria-sentences.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";
import { criterionQuery, nextVersion } from "./queries.ts";
import { isWritable, stops } from "./steps.ts";
import { StepForm } from "./StepForm.tsx";
import { Told } from "./Told.tsx";

const isOpen = ({ permitted, obstacles }: NextStep): boolean => permitted && obstacles.length === 0;

/** The steps of the version shown. Only of the newest version, or of one that runs, there are any. */
export function StepsPanel({ detail }: { detail: CriterionDetail }) {
  const t = useTexts(criteriaTexts);
  const [asked, setAsked] = useState<NextStep | null>(null);
  const steps = detail.next;
  const onward = steps.filter(({ step }) => !stops.includes(step));
  const ends = steps.filter((next) => stops.includes(next.step) && isOpen(next));
  return (
    <div className={styles["steps"]}>
      {onward.length === 0 && ends.length === 0 ? <p className={styles["dim"]}>{t("steps.none")}</p> : null}
      <ul className={styles["stepList"]}>
        {onward.map((next) => (
          <li key={next.step} data-open={isOpen(next)}>
            <StepOffered next={next} onAsk={() => setAsked(next)} />
          </li>
        ))}
      </ul>
      <NextVersion detail={detail} />
      {ends.length === 0 ? null : (
        <div className={styles["stops"]}>
          {ends.map((next) => (
            <Button key={next.step} size="xs" variant="outline" color="red" onClick={() => setAsked(next)}>
              {t(`step.do.${next.step}`)}
            </Button>
          ))}
        </div>
      )}
      <Dialog
        title={asked === null ? "" : t(`step.do.${asked.step}`)}
        opened={asked !== null}
        onClose={() => setAsked(null)}
        size="xl"
      >
        {asked === null ? null : <StepForm detail={detail} next={asked} onDone={() => setAsked(null)} />}
      </Dialog>
    </div>
  );
}

function StepOffered({ next, onAsk }: { next: NextStep; onAsk: () => void }) {
  const t = useTexts(criteriaTexts);
  if (isOpen(next))
    return (
      <>
        <Button size="sm" fullWidth onClick={onAsk}>
          {t(`step.do.${next.step}`)}
        </Button>
        <p className={styles["hint"]}>{t(`step.hint.${next.step}`)}</p>
      </>
    );
  return (
    <>
      <p className={styles["stepName"]}>
        <Icon name={next.permitted ? "info" : "person"} size={13} /> {t(`step.do.${next.step}`)}
      </p>
      {next.permitted ? null : <p className={styles["hint"]}>{t.code("who", next.action)}</p>}
      {next.obstacles.length === 0 ? null : (
        <ul className={styles["obstacles"]}>
          {next.obstacles.map(({ because, text }) => (
            <li key={`${because.code} ${text}`}>
              <Told because={because} text={text} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A version that is approved is not written on: its next one is. */
function NextVersion({ detail }: { detail: CriterionDetail }) {
  const t = useTexts(criteriaTexts);
  const common = useDesignTexts();
  const sentences = useTexts(criteriaSentences);
  const mayWrite = useMay("write-criterion");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: () => nextVersion(detail.id, detail.revision),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["criterion", detail.id] });
      say(t("version.made", { version: made.shown.version }));
      await navigate({ to: "/criterion/$criterionId/edit", params: { criterionId: detail.id } });
    },
  });
  const newest = Math.max(...detail.versions.map(({ version }) => version));
  if (!mayWrite || isWritable(detail) || detail.shown.version !== newest) return null;
  return (
    <>
      {making.error === null ? null : (
        <RefusalNotice
          problem={making.error}
          say={(problem) => refusalText(problem, sentences, t, common)}
          onReload={() => {
            making.reset();
            void queries.invalidateQueries({ queryKey: criterionQuery(detail.id).queryKey });
          }}
        />
      )}
      <Button size="xs" variant="default" loading={making.isPending} onClick={() => making.mutate()}>
        {t("version.next")}
      </Button>
    </>
  );
}
