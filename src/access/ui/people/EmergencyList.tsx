// Emergency access: asked for, confirmed by a second person, in force, reviewed; what is open or late stands first.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Answer, At, Code, problemText, useMay, useTexts } from "#design/ui";
import type { Emergencies } from "../../emergency-contract.ts";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";
import { askForEmergency, emergenciesQuery, stepEmergency } from "./queries.ts";
import { RecordForm } from "./RecordForm.tsx";

type Emergency = Emergencies["emergencies"][number];

export function EmergencyList() {
  const t = useTexts(peopleTexts);
  const query = useQuery(emergenciesQuery);
  const mayAsk = useMay("ask-emergency");
  return (
    <Answer query={query}>
      {({ emergencies }) => (
        <>
          {emergencies.length === 0 ? <p>{t("emergency.none")}</p> : null}
          <ul className={styles["list"]}>
            {emergencies.slice(0, 12).map((one) => (
              <OneEmergency key={one.id} emergency={one} />
            ))}
          </ul>
          {mayAsk ? <Asking /> : null}
        </>
      )}
    </Answer>
  );
}

function OneEmergency({ emergency }: { emergency: Emergency }) {
  const t = useTexts(peopleTexts);
  const queries = useQueryClient();
  const mayConfirm = useMay("confirm-emergency");
  const mayReview = useMay("review-emergency");
  const keep = (all: Emergencies) => queries.setQueryData(emergenciesQuery.queryKey, all);
  const act = useMutation({
    mutationFn: (path: "confirmation" | "ending") => stepEmergency(emergency.id, path),
    onSuccess: keep,
  });
  return (
    <li>
      <span className={styles["what"]}>
        <strong>
          <bdi>{emergency.person}</bdi>
        </strong>
        <span>
          {t(`emergency.state.${emergency.state}`)} · <Code>{emergency.scope}</Code> ·{" "}
          {t("emergency.minutes", { count: emergency.minutes })}
          {emergency.expiresAt === null ? null : (
            <>
              {" · "}
              {t("file.until")} <At instant={emergency.expiresAt} />
            </>
          )}
          {emergency.confirmedBy === null ? null : ` · ${t("emergency.by", { name: emergency.confirmedBy })}`}
          {` · ${t("emergency.uses", { count: emergency.uses })}`}
        </span>
        <span className={styles["dim"]}>
          <bdi>{emergency.reason}</bdi>
          {emergency.review === null ? null : (
            <>
              {" · "}
              {t(`emergency.outcome.${emergency.outcome ?? "justified"}`)}: <bdi>{emergency.review}</bdi>
            </>
          )}
        </span>
        {emergency.overdue ? <span className={styles["lacks"]}>{t("emergency.overdue")}</span> : null}
        {act.error === null ? null : <span role="alert">{problemText(act.error, t)}</span>}
      </span>
      <span className={styles["acts"]}>
        {emergency.state === "asked" && mayConfirm && !emergency.own ? (
          <Button size="xs" loading={act.isPending} onClick={() => act.mutate("confirmation")}>
            {t("emergency.confirm")}
          </Button>
        ) : null}
        {emergency.own && (emergency.state === "asked" || emergency.state === "in-force") ? (
          <Button size="xs" variant="default" loading={act.isPending} onClick={() => act.mutate("ending")}>
            {t("emergency.end")}
          </Button>
        ) : null}
      </span>
      {emergency.state === "to-review" && mayReview ? (
        <details>
          <summary>{t("emergency.review")}</summary>
          <RecordForm
            submit={t("emergency.review")}
            fields={[
              {
                name: "outcome",
                label: t("file.review.outcome"),
                kind: "choice",
                options: [
                  { value: "justified", label: t("emergency.outcome.justified") },
                  { value: "not-justified", label: t("emergency.outcome.not-justified") },
                ],
                first: "justified",
              },
              { name: "text", label: t("file.reason"), kind: "area" },
            ]}
            onSubmit={async (filled) => {
              const body = { outcome: filled.text("outcome"), text: filled.text("text") };
              keep(await stepEmergency(emergency.id, "review", body));
            }}
          />
        </details>
      ) : null}
    </li>
  );
}

function Asking() {
  const t = useTexts(peopleTexts);
  const queries = useQueryClient();
  const minutes = [15, 30, 60].map((count) => ({
    value: String(count),
    label: t("emergency.minutes", { count }),
  }));
  return (
    <details>
      <summary>{t("emergency.ask")}</summary>
      <RecordForm
        submit={t("emergency.ask")}
        fields={[
          { name: "scope", label: t("emergency.scope"), kind: "line", first: "flight:" },
          { name: "minutes", label: t("emergency.time"), kind: "choice", options: minutes, first: "30" },
          { name: "reason", label: t("file.reason"), kind: "area" },
        ]}
        onSubmit={async (filled) => {
          const body = {
            scope: filled.text("scope"),
            minutes: Number(filled.text("minutes")),
            reason: filled.text("reason"),
          };
          queries.setQueryData(emergenciesQuery.queryKey, await askForEmergency(body));
        }}
      />
    </details>
  );
}
