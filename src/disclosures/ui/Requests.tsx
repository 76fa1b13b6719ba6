// The queue of requests, by the clock; what waits for a second person; what data protection is told.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import {
  Answer,
  At,
  Code,
  Countdown,
  DataTable,
  Notice,
  Page,
  Panel,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { RequestRow } from "../contract.ts";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { act, noticesQuery, queueQuery } from "./queries.ts";
import { RequestTypeName } from "./RequestTypeName.tsx";

export function RequestsScreen() {
  const t = useTexts(disclosureTexts);
  const [show, setShow] = useState<"open" | "ended">("open");
  const query = useQuery(queueQuery(show));
  const columns = useMemo(() => columnsOf(t), [t]);
  const mayNotices = useMay("view-notices");
  const mayExchange = useMay("view-exchange");
  const mayAuthorities = useMay("view-authorities");
  return (
    <Page
      title={t("requests.title")}
      actions={
        <>
          {(["open", "ended"] as const).map((one) => (
            <Button
              key={one}
              size="xs"
              variant={show === one ? "filled" : "default"}
              aria-pressed={show === one}
              onClick={() => setShow(one)}
            >
              {t(`requests.${one}`)}
            </Button>
          ))}
          {mayExchange ? <Link to="/exchange">{t("requests.exchange")}</Link> : null}
          {mayAuthorities ? <Link to="/authorities">{t("authorities.title")}</Link> : null}
        </>
      }
    >
      {mayNotices ? <Notices /> : null}
      <Answer query={query}>
        {(queue) => (
          <div className={styles["columns"]}>
            {queue.waiting.length === 0 ? null : (
              <Panel title={t("requests.waiting")} aside={queue.waiting.length}>
                <ul className={styles["list"]}>
                  {queue.waiting.map((each) => (
                    <li key={each.id} className={styles["line"]}>
                      {each.caseId === null ? (
                        <Code>{each.reference}</Code>
                      ) : (
                        <Link to="/c/$caseId" params={{ caseId: each.caseId }}>
                          <Code>{each.reference}</Code>
                        </Link>
                      )}
                      <bdi>{each.recipient}</bdi>
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
            <DataTable
              caption={t("requests.caption")}
              columns={columns}
              rows={queue.requests}
              rowKey={keyOf}
              tone={toneOf}
              empty={
                <Notice icon="messages" title={t("requests.empty")}>
                  {t("requests.empty.text")}
                </Notice>
              }
            />
          </div>
        )}
      </Answer>
    </Page>
  );
}

const keyOf = (row: RequestRow): string => row.id;
const toneOf = (row: RequestRow) =>
  row.clock?.overdue === true ? "strong" : row.urgent ? "possible" : undefined;

function columnsOf(t: TranslateOf<typeof disclosureTexts>): readonly Column<RequestRow>[] {
  return [
    {
      id: "reference",
      header: t("column.reference"),
      names: true,
      width: 150,
      cell: (row) => (
        <Link to="/q/$requestId" params={{ requestId: row.id }} data-opens>
          <strong>
            <Code>{row.reference}</Code>
          </strong>
        </Link>
      ),
    },
    {
      id: "clock",
      header: t("column.clock"),
      width: 210,
      sortBy: (row) => (row.clock === null ? null : Date.parse(row.clock.dueAt)),
      cell: (row) =>
        row.clock === null ? null : (
          <>
            <Countdown to={row.clock.dueAt} /> {t.code("clock", row.clock.kind)}
          </>
        ),
    },
    {
      id: "state",
      header: t("column.state"),
      width: 170,
      sortBy: (row) => row.state,
      cell: (row) => t(`state.${row.state}`),
    },
    {
      id: "authority",
      header: t("column.authority"),
      least: 160,
      sortBy: (row) => row.authority.name,
      cell: (row) => (
        <>
          {row.authority.name} {row.urgent ? <strong>{t("urgent")}</strong> : null}
        </>
      ),
    },
    {
      id: "type",
      header: t("column.type"),
      least: 190,
      sortBy: (row) => row.type,
      cell: (row) => <RequestTypeName code={row.type} />,
    },
    {
      id: "purpose",
      header: t("column.purpose"),
      width: 150,
      cell: (row) => (row.purpose === null ? null : t.code("purpose", row.purpose)),
    },
  ];
}

/** What the data protection officer is told; those not seen first. */
function Notices() {
  const t = useTexts(disclosureTexts);
  const query = useQuery(noticesQuery);
  const queries = useQueryClient();
  const open = (query.data?.notices ?? []).filter(({ seenAt }) => seenAt === null);
  if (open.length === 0) return null;
  return (
    <Panel title={t("notices.title")} aside={open.length}>
      <ul className={styles["list"]}>
        {open.map((each) => (
          <li key={each.id} className={styles["line"]}>
            <strong>{t(`notice.${each.kind}`)}</strong>
            <bdi>{each.authority}</bdi>
            <bdi>{each.text}</bdi>
            <At instant={each.at} />
            <Button
              size="compact-xs"
              variant="default"
              onClick={() =>
                void act(`/api/disclosure-notices/${each.id}/seen`, {}).then(() =>
                  queries.invalidateQueries({ queryKey: noticesQuery.queryKey }),
                )
              }
            >
              {t("notice.seen")}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
