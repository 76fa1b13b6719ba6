// One thing that arrived: its conditions, its words after they were accepted, the own review, its outcome, and whom it is passed on to.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  Answer,
  At,
  Code,
  Countdown,
  Fact,
  Facts,
  Notice,
  Page,
  Panel,
  PurposeGate,
  RefusalNotice,
  useMay,
  usePurpose,
  useTexts,
} from "#design/ui";
import { outcomes } from "#disclosures/contract";
import type { Opened, Received, ReceivedDetail } from "../contract.ts";
import { exchangeTexts } from "./exchange-texts.ts";
import styles from "./exchange.module.css";
import { ActForm, PackageContentShown, textOf } from "./parts.tsx";
import { OnwardPanel } from "./Onward.tsx";
import { act, openReceived, receivedQuery } from "./queries.ts";

const here = getRouteApi("/signed-in/x/$receivedId");

export function ReceivedScreen() {
  const t = useTexts(exchangeTexts);
  const { receivedId } = here.useParams();
  const query = useQuery(receivedQuery(receivedId));
  const row = query.data?.received;
  return (
    <Page
      title={row?.reference ?? t("one.title")}
      trail={[{ label: t("title"), link: (label) => <Link to="/exchange">{label}</Link> }]}
      facts={
        row === undefined ? undefined : (
          <>
            <strong>{t(`state.${row.state}`)}</strong>
            <bdi>{row.partner}</bdi>
            {row.urgent ? <strong>{t("urgent")}</strong> : null}
            {row.correctedAt === null ? null : <strong>{t("corrected")}</strong>}
            {row.state === "arrived" || row.state === "accepted" ? (
              <span>
                {t("due")} <Countdown to={row.dueAt} />
              </span>
            ) : null}
          </>
        )
      }
    >
      <Answer query={query} rows={8}>
        {(detail) => (
          <div className={styles["columns"]}>
            <About row={detail.received} />
            <Words row={detail.received} />
            <Steps row={detail.received} />
            <OnwardPanel detail={detail} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function About({ row }: { row: Received }) {
  const t = useTexts(exchangeTexts);
  return (
    <Panel title={t(`kind.${row.kind}`)}>
      <Facts>
        <Fact label={t("one.from")}>
          <bdi>{row.partner}</bdi> <Code dim>{row.country}</Code>
        </Fact>
        <Fact label={t("one.arrivedAt")}>
          <At instant={row.arrivedAt} day="always" />
        </Fact>
        <Fact label={t("one.handling")}>
          <Code>{row.handling.join(" ")}</Code> <Code dim>{row.purpose}</Code>
        </Fact>
        <Fact label={t("one.keepUntil")}>{row.keepUntil}</Fact>
        {row.requestId === null ? null : (
          <Fact label={t("one.request")}>
            <Link to="/q/$requestId" params={{ requestId: row.requestId }}>
              {t("one.request")}
            </Link>
          </Fact>
        )}
        {row.reviewed === null ? null : (
          <Fact label={t("one.reviewed")}>
            <bdi>{row.reviewed.by.name}</bdi>, <At instant={row.reviewed.at} day="always" />:{" "}
            <bdi className={styles["words"]}>{row.reviewed.statement}</bdi>
          </Fact>
        )}
        {row.outcome === null ? null : (
          <Fact label={t("one.outcome")}>
            <Code>{row.outcome}</Code>
          </Fact>
        )}
      </Facts>
      {row.conditions.length === 0 ? null : (
        <section aria-label={t("one.conditions")}>
          <ul>
            {row.conditions.map((condition) => (
              <li key={condition} lang="en">
                <bdi>{condition}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Panel>
  );
}

/** Sends a step and shows the file as it is then. */
function useStep(id: string) {
  const queries = useQueryClient();
  return async (path: string, body: object): Promise<void> => {
    const now = await act<ReceivedDetail>(`${id}/${path}`, body);
    queries.setQueryData(receivedQuery(id).queryKey, now);
    void queries.invalidateQueries({ queryKey: ["exchange"], exact: true });
  };
}

/** The words are in clear for a stated purpose, kept nowhere, and each opening is an entry of the ledger. */
function Words({ row }: { row: Received }) {
  const t = useTexts(exchangeTexts);
  const may = useMay("open-exchange");
  const { purpose } = usePurpose();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [refused, setRefused] = useState<Error | null>(null);
  const queries = useQueryClient();
  if (!may || row.acceptedAt === null || row.state === "recalled") return null;
  const open = async (): Promise<void> => {
    try {
      setRefused(null);
      setOpened(await openReceived(row.id, purpose));
      void queries.invalidateQueries({ queryKey: receivedQuery(row.id).queryKey });
    } catch (error) {
      setRefused(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <Panel title={t("one.open")}>
      <PurposeGate>
        {() => (
          <div className={styles["columns"]}>
            {refused === null ? null : <RefusalNotice problem={refused} />}
            {opened === null ? (
              <div>
                <Button size="sm" onClick={() => void open()}>
                  {t("one.open")}
                </Button>
              </div>
            ) : null}
            {opened?.content == null ? null : <PackageContentShown content={opened.content} />}
            {opened?.asks == null ? null : (
              <Facts>
                <Fact label={t("onward.reason")}>
                  <bdi className={styles["words"]}>{opened.asks.grounds}</bdi>
                </Fact>
                <Fact label={t("urgent")}>
                  <bdi className={styles["words"]}>{opened.asks.urgency?.reason}</bdi>
                </Fact>
                <Fact label={t("one.keepUntil")}>
                  {opened.asks.window?.from} – {opened.asks.window?.until}
                </Fact>
              </Facts>
            )}
          </div>
        )}
      </PurposeGate>
    </Panel>
  );
}

function Steps({ row }: { row: Received }) {
  const t = useTexts(exchangeTexts);
  const step = useStep(row.id);
  const may = useMay("take-up-exchange");
  if (row.state === "recalled" || row.correctedAt !== null) {
    return (
      <Panel title={t(row.state === "recalled" ? "state.recalled" : "corrected")}>
        <Notice icon="messages" title={t(row.state === "recalled" ? "state.recalled" : "corrected")}>
          {t("one.recalled")}
        </Notice>
        {may ? (
          <ActForm fields={[]} submit={t("one.confirm")} onSubmit={() => step("confirmation", {})} />
        ) : null}
      </Panel>
    );
  }
  if (!may) return null;
  if (row.state === "arrived") {
    return (
      <Panel title={t("one.conditions")}>
        <ActForm
          fields={[]}
          submit={t("one.accept")}
          onSubmit={() => step("acceptance", { conditionsAccepted: true })}
        />
      </Panel>
    );
  }
  if (row.state === "accepted" && row.openedAt !== null) {
    return (
      <Panel title={t("one.review")}>
        <ActForm
          fields={[
            {
              name: "use",
              label: t("one.use"),
              kind: "choice",
              options: [
                { value: "no", label: t("one.use.no") },
                { value: "yes", label: t("one.use.yes") },
              ],
            },
            { name: "statement", label: t("one.statement"), kind: "area" },
          ]}
          submit={t("one.review")}
          onSubmit={(values) =>
            step("review", {
              use: textOf(values, "use") === "yes",
              statement: textOf(values, "statement"),
            })
          }
        />
      </Panel>
    );
  }
  if (row.kind === "package" && row.reviewed !== null && row.outcome === null) {
    return (
      <Panel title={t("one.outcome")}>
        <ActForm
          fields={[
            {
              name: "code",
              label: t("one.outcome"),
              kind: "choice",
              options: outcomes.map((value) => ({ value, label: value })),
            },
            { name: "article", label: t("one.article"), kind: "line", optional: true },
            { name: "text", label: t("one.text"), kind: "area", optional: true },
          ]}
          submit={t("one.outcome.tell")}
          onSubmit={(values) => {
            const [article, text] = [textOf(values, "article"), textOf(values, "text")];
            return step("outcome", {
              code: textOf(values, "code"),
              ...(article === "" ? {} : { article }),
              ...(text === "" ? {} : { text }),
            });
          }}
        />
      </Panel>
    );
  }
  return null;
}
