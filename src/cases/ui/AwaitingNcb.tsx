// A hit on a document that INTERPOL's bureau has to confirm, where the alert is decided.
import { useQueryClient } from "@tanstack/react-query";
import { At, Code, Countdown, Panel, request, TextForm, useMay, useTexts } from "#design/ui";
import type { AwaitingNcb as Awaiting } from "../awaiting-ncb-contract.ts";
import { awaitingTexts } from "./awaiting-texts.ts";
import styles from "./cases.module.css";

export function AwaitingNcb({ rows }: { rows: readonly Awaiting[] }) {
  const t = useTexts(awaitingTexts);
  if (rows.length === 0) return null;
  return (
    <Panel title={t("title")}>
      {rows.map((row) => (
        <Hit key={row.check} row={row} />
      ))}
    </Panel>
  );
}

function Hit({ row }: { row: Awaiting }) {
  const t = useTexts(awaitingTexts);
  const queries = useQueryClient();
  const may = useMay("take-up-exchange");
  const waits = row.state === "AWAIT_NCB";
  return (
    <div>
      <p {...(waits && row.safety === null ? { className: styles["warning"] } : {})}>
        <strong>{t(`state.${row.state}`)}</strong> <Code dim>{row.reference}</Code>
      </p>
      {row.answeredAt === null ? null : (
        <p className={styles["dim"]}>
          <At instant={row.answeredAt} day="always" />
        </p>
      )}
      {row.safety === null ? null : (
        <p>
          {t("safety.called")} <bdi>{row.safety.reason}</bdi>{" "}
          <span className={styles["dim"]}>
            (<bdi>{row.safety.by}</bdi>, <At instant={row.safety.at} />)
          </span>
        </p>
      )}
      {waits && row.safety === null ? (
        <>
          <p>{t("waits")}</p>
          <p className={styles["dim"]}>
            {t("due")} <Countdown to={row.dueAt} />
          </p>
          {may ? (
            <details>
              <summary>{t("safety")}</summary>
              <TextForm
                label={t("safety.reason")}
                submit={t("safety")}
                danger
                lacking={t("safety.reason")}
                maxLength={2000}
                rows={2}
                onSubmit={async (reason) => {
                  await request("POST", `/api/exchange/enquiries/${row.check}/safety`, { body: { reason } });
                  await queries.invalidateQueries();
                }}
              />
            </details>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
