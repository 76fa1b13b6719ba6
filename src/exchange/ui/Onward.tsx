// Passing on what came from another State: drafted, decided by a second person, checked afterwards where it went without consent.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { At, Code, Countdown, Fact, Facts, Panel, TextForm, useMay, useMe, useTexts } from "#design/ui";
import type { ReceivedDetail } from "../contract.ts";
import { exchangeTexts } from "./exchange-texts.ts";
import styles from "./exchange.module.css";
import { ActForm, textOf } from "./parts.tsx";
import { act, receivedQuery, registerQuery } from "./queries.ts";

type Onward = ReceivedDetail["onward"][number];

export function OnwardPanel({ detail: { received, onward } }: { detail: ReceivedDetail }) {
  const t = useTexts(exchangeTexts);
  const mayDraft = useMay("take-up-exchange") && received.state === "taken-up";
  if (onward.length === 0 && !mayDraft) return null;
  return (
    <Panel title={t("onward")} aside={onward.filter(({ releasedAt }) => releasedAt !== null).length}>
      <div className={styles["columns"]}>
        {onward.map((each) => (
          <Entry key={each.id} of={received.id} each={each} />
        ))}
        {mayDraft ? <Draft of={received.id} /> : null}
      </div>
    </Panel>
  );
}

function useShown(of: string) {
  const queries = useQueryClient();
  return async (path: string, body: object): Promise<void> => {
    queries.setQueryData(receivedQuery(of).queryKey, await act<ReceivedDetail>(path, body));
  };
}

function Entry({ of, each }: { of: string; each: Onward }) {
  const t = useTexts(exchangeTexts);
  const send = useShown(of);
  const mine = useMe() === each.draftedBy.id;
  const mayDecide = useMay("decide-onward");
  const mayReview = useMay("review-onward");
  const words = (label: string, path: string, field: string, over: object, danger: boolean) => (
    <TextForm
      label={t("onward.reason")}
      submit={label}
      danger={danger}
      lacking={t("onward.reason")}
      maxLength={2000}
      rows={2}
      onSubmit={(text) => send(`${each.id}/${path}`, { ...over, [field]: text })}
    />
  );
  return (
    <div className={styles["item"]}>
      <Facts>
        <Fact label={t("onward.to")}>
          <bdi>{each.authority}</bdi> <Code dim>{each.country}</Code>
        </Fact>
        <Fact label={t("onward.reason")}>
          <bdi className={styles["words"]}>{each.reason}</bdi>
        </Fact>
        {each.consent === null ? null : (
          <Fact label={t("onward.consent")}>
            <Code>{each.consent}</Code>
          </Fact>
        )}
        {each.threat === null ? null : (
          <Fact label={t("onward.threat")}>
            <bdi className={styles["words"]}>{each.threat}</bdi>
          </Fact>
        )}
        {each.notInTime === null ? null : (
          <Fact label={t("onward.notInTime")}>
            <bdi className={styles["words"]}>{each.notInTime}</bdi>
          </Fact>
        )}
        <Fact label={t("onward")}>
          {each.refusedAt === null ? null : t("onward.refused")}
          {each.releasedBy === null || each.releasedAt === null ? null : (
            <>
              {t("onward.released")} <bdi>{each.releasedBy.name}</bdi>,{" "}
              <At instant={each.releasedAt} day="always" />
            </>
          )}
          {each.refusedAt === null && each.releasedAt === null ? t("onward.waits") : null}
        </Fact>
        {each.reviewDueAt === null || each.reviewed !== null ? null : (
          <Fact label={t("onward.review")}>
            <Countdown to={each.reviewDueAt} />
          </Fact>
        )}
        {each.reviewed === null ? null : (
          <Fact label={t("onward.check")}>
            {t(each.reviewed.lawful ? "onward.lawful" : "onward.notLawful")},{" "}
            <bdi>{each.reviewed.by.name}</bdi>: <bdi>{each.reviewed.opinion}</bdi>
          </Fact>
        )}
      </Facts>
      {each.releasedAt === null && each.refusedAt === null && mayDecide && !mine ? (
        <>
          {words(t("onward.release"), "onward-decision", "reason", { release: true }, false)}
          {words(t("onward.refuse"), "onward-decision", "reason", { release: false }, true)}
        </>
      ) : null}
      {each.reviewDueAt !== null && each.reviewed === null && mayReview ? (
        <>
          {words(t("onward.lawful"), "onward-review", "opinion", { lawful: true }, false)}
          {words(t("onward.notLawful"), "onward-review", "opinion", { lawful: false }, true)}
        </>
      ) : null}
    </div>
  );
}

function Draft({ of }: { of: string }) {
  const t = useTexts(exchangeTexts);
  const send = useShown(of);
  const register = (useQuery(registerQuery).data?.authorities ?? []).filter(({ usable }) => usable);
  return (
    <details>
      <summary>{t("onward.draft")}</summary>
      <ActForm
        fields={[
          {
            name: "authorityId",
            label: t("onward.to"),
            kind: "choice",
            options:
              register.length === 0
                ? [{ value: "", label: t("nobody") }]
                : register.map(({ id, name }) => ({ value: id, label: name })),
          },
          { name: "reason", label: t("onward.reason"), kind: "area" },
          { name: "consent", label: t("onward.consent"), kind: "line", optional: true },
          { name: "threat", label: t("onward.threat"), kind: "area", optional: true },
          { name: "notInTime", label: t("onward.notInTime"), kind: "area", optional: true },
        ]}
        submit={t("onward.draft")}
        onSubmit={(values) => {
          const [consent, threat] = [textOf(values, "consent"), textOf(values, "threat")];
          return send(`${of}/onward`, {
            authorityId: textOf(values, "authorityId"),
            reason: textOf(values, "reason"),
            ...(consent === "" ? {} : { consent }),
            ...(threat === "" ? {} : { exception: { threat, notInTime: textOf(values, "notInTime") } }),
          });
        }}
      />
    </details>
  );
}
