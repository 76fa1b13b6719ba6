// Which software runs with which settings, by whose word, what ran before, and asking for another release (F14).
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  Fact,
  Facts,
  Notice,
  Page,
  Panel,
  useMay,
  useTexts,
  type Column,
} from "#design/ui";
import type { Releases } from "../contract.ts";
import { Asking } from "./Asking.tsx";
import { releasesQuery } from "./queries.ts";
import { releasesTexts } from "./releases-texts.ts";
import styles from "./releases.module.css";

type Start = Releases["starts"][number];

/** The page at its address; `decisions`: what waits for a second person, or was decided. */
export function SoftwareScreen({ decisions }: { decisions: ReactNode }) {
  const t = useTexts(releasesTexts);
  const query = useQuery(releasesQuery);
  const mayAsk = useMay("ask-release");
  return (
    <Page title={t("title")} prints>
      <div className={styles["stack"]}>
        <p className={styles["dim"]}>{t("about")}</p>
        <Answer query={query} rows={8}>
          {(releases) => (
            <>
              <Running releases={releases} />
              {mayAsk ? <Asking /> : null}
              {decisions}
              <Started starts={releases.starts} />
              <SettingsNow settings={releases.settings} />
            </>
          )}
        </Answer>
      </div>
    </Page>
  );
}

function Running({ releases: { now, software } }: { releases: Releases }) {
  const t = useTexts(releasesTexts);
  return (
    <Panel title={t("now")}>
      <Facts>
        <Fact label={t("version")}>
          <Code>{now.version}</Code>
        </Fact>
        <Fact label={t("standing")}>{t(now.exempt ? "standing.exempt" : `standing.${now.standing}`)}</Fact>
        <Fact label={t("digest")}>
          <span className={styles["digest"]}>
            <Code>{now.digest}</Code>
          </span>
        </Fact>
        <Fact label={t("software")}>
          <span className={styles["digest"]}>
            <Code>{software}</Code>
          </span>
        </Fact>
        <Fact label={t("due")}>{now.due === null ? null : <At instant={now.due} day="always" />}</Fact>
        <Fact label={t("reason")}>{now.reason === null ? null : <bdi>{now.reason}</bdi>}</Fact>
      </Facts>
    </Panel>
  );
}

function Started({ starts }: { starts: readonly Start[] }) {
  const t = useTexts(releasesTexts);
  const columns: readonly Column<Start>[] = [
    { id: "at", header: t("starts.at"), names: true, cell: ({ at }) => <At instant={at} day="always" /> },
    { id: "version", header: t("version"), cell: ({ version }) => <Code>{version}</Code> },
    { id: "digest", header: t("digest"), cell: ({ digest }) => <Code>{digest.slice(0, 16)}</Code> },
    { id: "server", header: t("starts.server"), cell: ({ server }) => <Code>{server}</Code> },
    {
      id: "way",
      header: t("starts.way"),
      cell: ({ way, reason }) => (
        <>
          {t(`way.${way}`)} {reason === null ? null : <bdi>{reason}</bdi>}
        </>
      ),
    },
  ];
  return (
    <Panel title={t("starts")}>
      <DataTable
        caption={t("starts")}
        columns={columns}
        rows={starts}
        rowKey={({ at, server }) => `${at} ${server}`}
        empty={
          <Notice icon="check" title={t("starts.none")}>
            {t("starts.none.text")}
          </Notice>
        }
      />
    </Panel>
  );
}

function SettingsNow({ settings }: { settings: Releases["settings"] }) {
  const t = useTexts(releasesTexts);
  return (
    <Panel title={t("settings")}>
      <p className={styles["dim"]}>{t("settings.about")}</p>
      <Facts>
        {settings.map(({ name, value }) => (
          <Fact key={name} label={name}>
            <bdi translate="no">{value}</bdi>
          </Fact>
        ))}
      </Facts>
    </Panel>
  );
}
