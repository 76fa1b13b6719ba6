// The page for everyone whose data come here: what is done with them, how to ask about one's own, how a request stands.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import {
  Answer,
  Fact,
  Facts,
  OutsidePage,
  Panel,
  TabBar,
  useTexts,
  type Outside,
  type TranslateOf,
} from "#design/ui";
import type { PublicNotice } from "../contract.ts";
import { AskForm } from "./AskForm.tsx";
import { ComplaintForm } from "./ComplaintForm.tsx";
import { noticeQuery } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";
import { StatusForm } from "./StatusForm.tsx";

type Part = "notice" | "figures" | "ask" | "complain" | "status";

/** `figures`: what the unit publishes of its work, which another slice counts. */
export type PrivacyPageProps = Outside & { readonly figures: ReactNode };

/** Open to everyone, without an account. */
export function PrivacyPage({ logo, settings, figures }: PrivacyPageProps) {
  const t = useTexts(rightsTexts);
  const [part, setPart] = useState<Part>("notice");
  const query = useQuery(noticeQuery);
  return (
    <OutsidePage logo={logo} settings={settings} title={t("privacy.title")} lead={t("privacy.lead")}>
      <TabBar
        label={t("privacy.parts")}
        chosen={part}
        onChoose={setPart}
        tabs={[
          {
            id: "notice",
            label: t("privacy.notice"),
            content: <Answer query={query}>{(notice) => <Notice notice={notice} />}</Answer>,
          },
          { id: "ask", label: t("privacy.ask"), content: <AskForm /> },
          { id: "complain", label: t("privacy.complain"), content: <ComplaintForm /> },
          { id: "status", label: t("privacy.status"), content: <StatusForm /> },
          { id: "figures", label: t("privacy.figures"), content: figures },
        ]}
      />
    </OutsidePage>
  );
}

function Notice({ notice }: { notice: PublicNotice }) {
  const t = useTexts(rightsTexts);
  const { automated } = notice;
  return (
    <div className={styles["stack"]}>
      <Panel title={t("notice.who")}>
        <Facts>
          <Fact label={t("notice.unit")}>{notice.unit}</Fact>
          <Fact label={t("notice.officer")}>{notice.officer}</Fact>
          <Fact label={t("notice.authority")}>{notice.authority}</Fact>
          <Fact label={t("notice.law")}>{`${notice.profile.name} ${notice.profile.version}`}</Fact>
        </Facts>
      </Panel>
      <Panel title={t("notice.why")}>
        <ul className={styles["list"]}>
          {notice.purposes.map((purpose) => (
            <li key={purpose}>{t.code("notice.purpose", purpose)}</li>
          ))}
        </ul>
        <p>{t("notice.why.only")}</p>
      </Panel>
      <Panel title={t("notice.what")}>
        <ul className={styles["list"]}>
          {notice.elements.map((element) => (
            <li key={element}>{t.code("notice.element", element)}</li>
          ))}
        </ul>
        <p>{t("notice.what.only")}</p>
      </Panel>
      <Panel title={t("notice.long")}>
        <Facts>
          {notice.periods.map(({ what, period, effect }) => (
            <Fact key={what} label={t.code("notice.kept", what)}>
              {t("notice.period", { period: inWords(t, period), effect: t.code("notice.effect", effect) })}
            </Fact>
          ))}
        </Facts>
      </Panel>
      <Panel title={t("notice.how")}>
        <p>
          {t("notice.how.text", {
            lists: automated.lists,
            rules: automated.rules,
            engine: automated.engine,
          })}
        </p>
        <p>{t("notice.how.person")}</p>
      </Panel>
      <Panel title={t("notice.rights")}>
        <ul className={styles["list"]}>
          {notice.rights.map((kind) => (
            <li key={kind}>
              <strong>{t.code("kind", kind)}</strong>: {t.code("kind.about", kind)}
            </li>
          ))}
        </ul>
        <p>{t("notice.rights.time", { days: notice.answerDays })}</p>
        <p>{t("notice.rights.neutral")}</p>
        <p>{t("notice.rights.remedy")}</p>
        <p>{t("notice.rights.interpol")}</p>
      </Panel>
    </div>
  );
}

/** "P6M" as "6 months". */
function inWords(t: TranslateOf<typeof rightsTexts>, period: string): string {
  const [, number = "", unit = ""] = /^PT?(\d+)([MDH])$/.exec(period) ?? [];
  return unit === "" ? period : t(`notice.span.${unit as "M" | "D" | "H"}`, { number });
}
