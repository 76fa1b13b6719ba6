// Who the persons of an alert or a case are: the protective wording of an alert, each link of a case, and its change by one or two.
import { Button, Select, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import {
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
import type { AlertDetail, CaseDetail } from "../contract.ts";
import { categoryTexts } from "./category-texts.ts";
import styles from "./cases.module.css";
import { caseQuery, changeCategory, decideCategory } from "./queries.ts";

type Linked = CaseDetail["persons"][number];
type Category = Linked["category"];
/** Written out: the contract would bring its schemas along. */
export const categories: readonly Category[] = [
  "missing",
  "victim",
  "witness",
  "contact",
  "other",
  "suspect",
  "wanted",
  "convicted",
];

/** Above an alert on somebody to be helped or heard: what may not follow from it. */
export function ProtectiveNotice({ alert }: { alert: AlertDetail }) {
  const t = useTexts(categoryTexts);
  if (!alert.protective) return null;
  return (
    <div className={styles["protective"]} role="note">
      <strong>{t("protects", { category: t(`is.${alert.entry.personCategory}`) })}</strong>
      <p>{t("protects.text")}</p>
    </div>
  );
}

/** The persons of a case with who they are. */
export function PersonsOfCase({ detail }: { detail: CaseDetail }) {
  const t = useTexts(categoryTexts);
  const mayWork = useMay("work-case") && detail.case.state === "open";
  return (
    <Panel title={t("title")}>
      <ul className={styles["caseAlerts"]}>
        {detail.persons.map((linked) => (
          <li key={linked.alertId}>
            <bdi translate="no">{linked.maskedName}</bdi>
            <span className={styles["dim"]}>{linked.source}</span>
            <strong>{t(`is.${linked.category}`)}</strong>
            {mayWork ? <Change caseId={detail.case.id} linked={linked} /> : null}
            {linked.waiting === null ? null : (
              <Waiting caseId={detail.case.id} linked={linked} waiting={linked.waiting} mayWork={mayWork} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Change({ caseId, linked }: { caseId: string; linked: Linked }) {
  const t = useTexts(categoryTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [category, setCategory] = useState<Category>(linked.category);
  const [reason, setReason] = useState("");
  const [lacking, setLacking] = useState(false);
  const changing = useMutation({
    mutationFn: () => changeCategory(caseId, linked.alertId, { category, reason: reason.trim() }),
    onSuccess: (after) => {
      queries.setQueryData(caseQuery(caseId).queryKey, after);
      const waits = after.persons.some(
        (one) => one.alertId === linked.alertId && one.waiting?.category === category,
      );
      say(t(waits ? "doneWaits" : "done"));
      setOpened(false);
      setReason("");
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={t("change.of", { name: linked.maskedName })}
        onClick={() => setOpened(true)}
      >
        {t("change")}
      </Button>
      <Dialog title={t("who")} opened={opened} onClose={() => setOpened(false)}>
        <form
          noValidate
          className={styles["form"]}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            const short = reason.trim().length < 3;
            setLacking(short);
            if (!short && !changing.isPending) changing.mutate();
          }}
        >
          {changing.error === null ? null : (
            <RefusalNotice problem={changing.error} say={(problem) => problemText(problem, t, common)} />
          )}
          <Select
            label={t("category")}
            allowDeselect={false}
            data={categories.map((value) => ({ value, label: t(`is.${value}`) }))}
            value={category}
            onChange={(value) => setCategory(categories.find((one) => one === value) ?? category)}
          />
          <Textarea
            label={t("reason")}
            description={t("reason.hint")}
            withAsterisk
            rows={3}
            maxLength={2000}
            error={lacking ? t("missingReason") : undefined}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={changing.isPending}>
            {t("submit")}
          </Button>
        </form>
      </Dialog>
    </>
  );
}

function Waiting({
  caseId,
  linked,
  waiting,
  mayWork,
}: {
  caseId: string;
  linked: Linked;
  waiting: NonNullable<Linked["waiting"]>;
  mayWork: boolean;
}) {
  const t = useTexts(categoryTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const own = waiting.by.id === useMe();
  const deciding = useMutation({
    mutationFn: (approve: boolean) =>
      decideCategory(caseId, linked.alertId, { approve, reason: waiting.reason }),
    onSuccess: (after) => {
      queries.setQueryData(caseQuery(caseId).queryKey, after);
      say(t("done"));
    },
  });
  return (
    <div className={styles["waiting"]}>
      <p>
        {t("waits", { name: waiting.by.name, category: t(`is.${waiting.category}`) })}{" "}
        <bdi>{waiting.reason}</bdi>
      </p>
      {deciding.error === null ? null : (
        <RefusalNotice problem={deciding.error} say={(problem) => problemText(problem, t, common)} />
      )}
      {!mayWork ? null : (
        <div className={styles["stepButtons"]}>
          {own ? (
            <span className={styles["dim"]}>{t("own")}</span>
          ) : (
            <Button size="xs" loading={deciding.isPending} onClick={() => deciding.mutate(true)}>
              {t("approve")}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            loading={deciding.isPending}
            onClick={() => deciding.mutate(false)}
          >
            {t("refuse")}
          </Button>
        </div>
      )}
    </div>
  );
}
