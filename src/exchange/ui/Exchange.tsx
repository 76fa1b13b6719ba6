// The exchange at a glance: what arrived and waits for a person, what waits to be told, own requests abroad, partners.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Answer, At, Code, Countdown, Notice, Page, Panel, TextForm, useMay, useTexts } from "#design/ui";
import type { Exchange } from "../contract.ts";
import { EnquiryPanel } from "./Enquiries.tsx";
import { exchangeTexts } from "./exchange-texts.ts";
import styles from "./exchange.module.css";
import { PartnerPanel } from "./Partners.tsx";
import { act, exchangeQuery } from "./queries.ts";

export function ExchangeScreen() {
  const t = useTexts(exchangeTexts);
  const query = useQuery(exchangeQuery);
  return (
    <Page
      title={t("title")}
      trail={[{ label: t("requests"), link: (label) => <Link to="/requests">{label}</Link> }]}
    >
      <Answer query={query} rows={8}>
        {(exchange) => (
          <div className={styles["columns"]}>
            <Arrived rows={exchange.received} />
            <Asked rows={exchange.asked} />
            <Outbox rows={exchange.outgoing} />
            <EnquiryPanel />
            <PartnerPanel />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Arrived({ rows }: { rows: Exchange["received"] }) {
  const t = useTexts(exchangeTexts);
  const open = rows.filter(({ state }) => state === "arrived" || state === "accepted").length;
  return (
    <Panel title={t("arrived")} aside={open}>
      {rows.length === 0 ? (
        <Notice icon="messages" title={t("arrived.none")}>
          {t("arrived.none.text")}
        </Notice>
      ) : (
        <ul className={styles["list"]}>
          {rows.map((row) => (
            <li key={row.id} className={styles["line"]} data-item>
              <Link to="/x/$receivedId" params={{ receivedId: row.id }}>
                <strong>
                  <Code>{row.reference}</Code>
                </strong>
              </Link>
              <bdi>{row.partner}</bdi>
              <span>{t(`kind.${row.kind}`)}</span>
              <strong>{t(`state.${row.state}`)}</strong>
              {row.urgent ? <strong>{t("urgent")}</strong> : null}
              {row.state === "arrived" || row.state === "accepted" ? (
                <span>
                  {t("due")} <Countdown to={row.dueAt} />
                </span>
              ) : (
                <At instant={row.arrivedAt} day="always" />
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Asked({ rows }: { rows: Exchange["asked"] }) {
  const t = useTexts(exchangeTexts);
  const queries = useQueryClient();
  const mayClose = useMay("take-up-exchange");
  return (
    <Panel title={t("asked")} aside={rows.length}>
      {rows.length === 0 ? <p>{t("asked.none")}</p> : null}
      <ul className={styles["list"]}>
        {rows.map((row) => (
          <li key={row.id} className={styles["item"]}>
            <span className={styles["line"]}>
              <Link to="/q/$requestId" params={{ requestId: row.id }}>
                <Code>{row.reference}</Code>
              </Link>
              <bdi>{row.partner}</bdi>
              <At instant={row.sentAt} day="always" />
              <strong>{row.result === null ? t("asked.waiting") : t.code("result", row.result)}</strong>
              {row.theirReference === null ? null : <Code dim>{row.theirReference}</Code>}
              {row.code === null ? null : <Code>{row.code}</Code>}
            </span>
            {row.reason === null || row.reason === "" ? null : <bdi>{row.reason}</bdi>}
            {row.answeredAt !== null && row.state === "approved" && mayClose ? (
              <TextForm
                label={t("partner.reason")}
                submit={t("asked.close")}
                lacking={t("partner.reason")}
                maxLength={2000}
                rows={1}
                onSubmit={async (reason) => {
                  const now = await act<Exchange>(`requests/${row.id}/closing`, { reason });
                  queries.setQueryData(exchangeQuery.queryKey, now);
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Outbox({ rows }: { rows: Exchange["outgoing"] }) {
  const t = useTexts(exchangeTexts);
  const queries = useQueryClient();
  const may = useMay("take-up-exchange");
  return (
    <Panel title={t("outbox")} aside={rows.filter(({ state }) => state === "waiting").length}>
      {rows.length === 0 ? <p>{t("outbox.none")}</p> : null}
      <ul className={styles["list"]}>
        {rows.map((row) => (
          <li key={row.id} className={styles["line"]}>
            <strong>{t.code("out", row.kind)}</strong>
            <bdi>{row.partner}</bdi>
            <At instant={row.deliveredAt ?? row.createdAt} day="always" />
            <span>{t(`sent.${row.state}`)}</span>
            {row.state === "delivered" ? null : <span>{t("tries", { count: row.tries })}</span>}
            {row.problem === null ? null : <Code dim>{row.problem}</Code>}
            {row.state === "given-up" && may ? (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() =>
                  void act<Exchange>(`outgoing/${row.id}/again`, {}).then((now) =>
                    queries.setQueryData(exchangeQuery.queryKey, now),
                  )
                }
              >
                {t("again")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
