// An agency's own side: what it asked, what it received and has accepted, what it has to give back.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Answer, At, Code, Countdown, Dialog, Page, Panel, requestFile, useTexts } from "#design/ui";
import type { OpenedPackage, OwnRequests, Received } from "../contract.ts";
import { ActForm, textOf } from "./ActForm.tsx";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { AskForm } from "./AskForm.tsx";
import { Content } from "./package-parts.tsx";
import { act, openedOf, ownQuery } from "./queries.ts";

export function OwnRequestsScreen() {
  const t = useTexts(disclosureTexts);
  const query = useQuery(ownQuery);
  const [asking, setAsking] = useState(false);
  const usable = query.data?.authorities.some((each) => each.usable) ?? false;
  return (
    <Page
      title={t("own.title")}
      actions={
        usable ? (
          <Button size="xs" onClick={() => setAsking(true)}>
            {t("own.ask")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query}>
        {(own) => (
          <div className={styles["columns"]}>
            <Recalls own={own} />
            <Panel title={t("own.received")} aside={own.packages.length}>
              {own.packages.length === 0 ? <p>{t("own.received.none")}</p> : null}
              <ul className={styles["list"]}>
                {own.packages.map((each) => (
                  <ReceivedPackage key={each.id} row={each} />
                ))}
              </ul>
            </Panel>
            <Panel title={t("own.title")} aside={own.requests.length}>
              {own.requests.length === 0 ? <p>{t("own.none")}</p> : null}
              <ul className={styles["list"]}>
                {own.requests.map((row) => (
                  <li key={row.id} className={styles["line"]}>
                    <Link to="/q/$requestId" params={{ requestId: row.id }}>
                      <strong>
                        <Code>{row.reference}</Code>
                      </strong>
                    </Link>
                    <span>{t.code("type", row.type)}</span>
                    <span>{t(`own.shown.${row.state}`)}</span>
                    {row.dueAt !== null && (row.state === "in-work" || row.state === "submitted") ? (
                      <Countdown to={row.dueAt} />
                    ) : null}
                    {row.submittedAt === null ? null : <At instant={row.submittedAt} />}
                  </li>
                ))}
              </ul>
            </Panel>
            <Dialog title={t("own.ask")} opened={asking} onClose={() => setAsking(false)}>
              <AskForm authorities={own.authorities} onAsked={() => setAsking(false)} />
            </Dialog>
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Recalls({ own }: { own: OwnRequests }) {
  const t = useTexts(disclosureTexts);
  const queries = useQueryClient();
  const open = own.recalls.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  if (open.length === 0) return null;
  return (
    <Panel title={t("own.recalls")} aside={open.length}>
      <ul className={styles["list"]}>
        {open.map((each) => (
          <li key={each.id} className={styles["line"]}>
            <strong>{t(each.kind === "delete" ? "own.recall.delete" : "own.recall.correct")}</strong>
            <Code>{each.packages.join(" ")}</Code>
            <span>{t.code("cause", each.cause)}</span>
            <Countdown to={each.dueAt} />
            <Button
              size="compact-xs"
              onClick={() =>
                void act<OwnRequests>(`/api/own-recalls/${each.id}/acknowledgement`, {}).then((after) =>
                  queries.setQueryData(ownQuery.queryKey, after),
                )
              }
            >
              {t("own.recall.confirm")}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** One package: its conditions first; opened only when they are accepted. */
export function ReceivedPackage({ row }: { row: Received }) {
  const t = useTexts(disclosureTexts);
  const queries = useQueryClient();
  const [opened, setOpened] = useState<OpenedPackage | null>(null);
  const put = (after: OwnRequests): void => {
    queries.setQueryData(ownQuery.queryKey, after);
    void queries.invalidateQueries({ queryKey: ["own-request"] });
  };
  const file = async (): Promise<void> => {
    const address = URL.createObjectURL(await requestFile("GET", `/api/own-packages/${row.id}/file`));
    const link = Object.assign(document.createElement("a"), {
      href: address,
      download: `${row.reference}.jwe`,
    });
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <li className={styles["item"]} data-package={row.reference}>
      <p className={styles["line"]}>
        <strong>
          <Code>{row.reference}</Code>
        </strong>
        <span>{t.code("measure", row.measure)}</span>
        <span>{t.code("purpose", row.purpose)}</span>
        <Code dim>{row.handling.join(" ")}</Code>
        <At instant={row.releasedAt} />
        <span>
          {t("own.keepUntil")} {row.keepUntil}
        </span>
        {row.state === "recalled" ? <strong>{t("state.recalled")}</strong> : null}
        {row.acknowledgedAt === null && row.acknowledgementDueAt !== null ? (
          <Countdown to={row.acknowledgementDueAt} />
        ) : null}
        {row.outcome === null ? null : <span>{t(`outcome.${row.outcome}`)}</span>}
      </p>
      {row.acknowledgedAt === null && row.state !== "recalled" ? (
        <>
          <ul>
            {row.conditions.map((condition) => (
              <li key={condition} lang="en">
                <bdi>{condition}</bdi>
              </li>
            ))}
          </ul>
          <ActForm
            submit={t("own.accept")}
            fields={[]}
            onSubmit={async () =>
              put(await act(`/api/own-packages/${row.id}/acknowledgement`, { conditionsAccepted: true }))
            }
          />
        </>
      ) : null}
      {row.acknowledgedAt !== null && row.state !== "recalled" ? (
        <p className={styles["line"]}>
          <Button size="xs" variant="default" onClick={() => void openedOf(row.id).then(setOpened)}>
            {t("own.open")}
          </Button>
          <Button size="xs" variant="default" onClick={() => void file()}>
            {t("own.file")}
          </Button>
        </p>
      ) : null}
      {opened === null ? null : <Content content={opened.content} />}
      {row.acknowledgedAt !== null && row.outcome === null && row.state !== "recalled" ? (
        <ActForm
          submit={t("own.outcome")}
          fields={[
            {
              name: "code",
              label: t("package.outcome"),
              kind: "choice",
              options: row.outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
            },
            { name: "article", label: t("own.article"), kind: "line", optional: true },
            { name: "text", label: t("own.outcome.text"), kind: "area", optional: true },
          ]}
          onSubmit={async (values) => {
            const [article, text] = [textOf(values, "article"), textOf(values, "text")];
            put(
              await act(`/api/own-packages/${row.id}/outcome`, {
                code: textOf(values, "code"),
                ...(article === "" ? {} : { article }),
                ...(text === "" ? {} : { text }),
              }),
            );
          }}
        />
      ) : null}
    </li>
  );
}
