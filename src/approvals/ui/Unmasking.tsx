// The approved values in clear: asked for by a press of a button, shown with a countdown, gone with the last second.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  Code,
  Countdown,
  Panel,
  problemText,
  RefusalNotice,
  serverNow,
  useDesignTexts,
  useTexts,
} from "#design/ui";
import type { Approval, Unmasked } from "../contract.ts";
import styles from "./approvals.module.css";
import { approvalsTexts } from "./approvals-texts.ts";
import { seeUnmasked, takeStep } from "./queries.ts";

/** Nothing is loaded before somebody asks: each look is an entry of the ledger. */
export function Unmasking({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  return (
    <Panel title={t("see.title")}>
      <View approval={approval} />
    </Panel>
  );
}

function View({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [seen, setSeen] = useState<Unmasked | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ["approvals"] });
  const looking = useMutation({
    mutationFn: () => seeUnmasked(approval.id, approval.form.purpose),
    onSuccess: setSeen,
  });
  const closing = useMutation({
    mutationFn: () => takeStep(approval.id, { step: "closing", body: {} }),
    onSuccess: () => setSeen(null),
    onSettled: again,
  });
  useOver(seen?.until, () => {
    setSeen(null);
    void again();
  });
  const problem = looking.error ?? closing.error;
  return (
    <>
      {problem === null ? null : (
        <RefusalNotice problem={problem} say={(told) => problemText(told, t, common)} />
      )}
      {seen === null ? (
        <>
          <p>{t("see.text")}</p>
          <Button size="xs" loading={looking.isPending} onClick={() => looking.mutate()}>
            {t("see.open")}
          </Button>
        </>
      ) : (
        <>
          <p className={styles["standing"]}>
            <span>
              {t("grant.open")} <Countdown to={seen.until} />
            </span>
            <Button size="compact-xs" variant="default" onClick={() => setSeen(null)}>
              {t("see.hide")}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              loading={closing.isPending}
              onClick={() => closing.mutate()}
            >
              {t("see.end")}
            </Button>
          </p>
          <Values values={seen.values} />
        </>
      )}
    </>
  );
}

/** Runs once the server's time reaches `until`. */
function useOver(until: string | undefined, over: () => void): void {
  useEffect(() => {
    if (until === undefined) return;
    const timer = setInterval(() => {
      if (serverNow() >= Date.parse(until)) over();
    }, 250);
    return () => clearInterval(timer);
  });
}

function Values({ values }: Pick<Unmasked, "values">) {
  const t = useTexts(approvalsTexts);
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <caption>{t("see.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("see.element")}</th>
            <th scope="col">{t("see.source")}</th>
            <th scope="col">{t("see.field")}</th>
            <th scope="col">{t("see.value")}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ element, source, field, value }) => (
            <tr key={`${element} ${source} ${field}`}>
              <td>{t(`element.${element}`)}</td>
              <td>{t(`source.${source}`)}</td>
              <td>{t.code("value", field, "") === "" ? <Code>{field}</Code> : t.code("value", field)}</td>
              <td>
                <bdi>{value}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
