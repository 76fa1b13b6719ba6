// The retention console: what falls due, what was deleted and certified, who is kept on grounds, what the officer countersigns.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import {
  Answer,
  At,
  Code,
  Figure,
  Figures,
  formatNumber,
  Notice,
  Page,
  Panel,
  problemText,
  say,
  useDesignTexts,
  useMay,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { Retention } from "../contract.ts";
import { countersign, decideHold, decideLink, retentionQuery, reviewHold } from "./queries.ts";
import { retentionTexts } from "./retention-texts.ts";
import styles from "./retention.module.css";

/** The page at its address. */
export function RetentionScreen() {
  const t = useTexts(retentionTexts);
  const query = useQuery(retentionQuery);
  return (
    <Page title={t("retention.title")} prints>
      <div className={styles["page"]}>
        <p className={styles["lead"]}>{t("retention.text")}</p>
        <Answer query={query} rows={8}>
          {(shown) => (
            <>
              <Due shown={shown} />
              <Links shown={shown} />
              <Holds shown={shown} />
              <Months shown={shown} />
              <Runs shown={shown} />
              <Certificates shown={shown} />
            </>
          )}
        </Answer>
      </div>
    </Page>
  );
}

function Due({ shown }: { shown: Retention }) {
  const t = useTexts(retentionTexts);
  const { language } = useSurroundings();
  const number = (value: number): string => formatNumber(value, language);
  const [latest] = shown.runs;
  const week = shown.due.reduce((sum, { records }) => sum + records, 0);
  return (
    <Panel title={t("retention.due")}>
      {latest !== undefined && latest.late > 0 ? (
        <Notice title={t("retention.breach", { records: number(latest.late) })}>
          {t("retention.breach.text")}
        </Notice>
      ) : null}
      <Figures>
        <Figure name={t("retention.tomorrow")} note={null}>
          {number(shown.due[0]?.records ?? 0)}
        </Figure>
        <Figure name={t("retention.week")} note={null}>
          {number(week)}
        </Figure>
        <Figure name={t("retention.kept")} note={null}>
          {number(shown.links.filter(({ state }) => state === "kept").length)}
        </Figure>
        <Figure name={t("retention.late")} note={null}>
          {number(latest?.late ?? 0)}
        </Figure>
      </Figures>
      <p className={styles["beneath"]}>
        {t("retention.before")} <At instant={shown.keptFrom} day="always" />. {t("retention.profile")}{" "}
        <Code>{shown.profile}</Code>
      </p>
    </Panel>
  );
}

function useAct() {
  const t = useTexts(retentionTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      say(t("retention.done"));
    } catch (problem) {
      say(problemText(problem as Error, t, common));
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: retentionQuery.queryKey });
    }
  };
  return { busy, act };
}

function Table({ name, heads, children }: { name: string; heads: readonly string[]; children: ReactNode }) {
  // What scrolls takes the focus, or the keyboard cannot scroll it (WCAG 2.1.1).
  const scrolls = { tabIndex: 0, role: "group" };
  return (
    <div className={styles["scroll"]} aria-label={name} {...scrolls}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Links({ shown }: { shown: Retention }) {
  const t = useTexts(retentionTexts);
  const mayDecide = useMay("decide-link");
  const { busy, act } = useAct();
  return (
    <Panel title={t("retention.links")}>
      <p className={styles["lead"]}>{t("retention.links.text")}</p>
      {shown.links.length === 0 ? (
        <p>{t("retention.none")}</p>
      ) : (
        <Table
          name={t("retention.links")}
          heads={[
            t("retention.ground"),
            t("retention.reason"),
            t("retention.by"),
            t("retention.review"),
            t("retention.state"),
          ]}
        >
          {shown.links.map((link) => (
            <tr key={link.id}>
              <td>
                {t(`retention.ground.${link.ground}`)} <Code>{link.reference}</Code>
              </td>
              <td>
                <bdi>{link.reason}</bdi>
              </td>
              <td>
                <bdi>{link.proposedBy}</bdi>
              </td>
              <td>
                <At instant={link.reviewAt} day="always" />
              </td>
              <td>
                {t(`retention.state.${link.state}`)} {link.child ? t("retention.child") : null}
                {link.agreement === null ? null : (
                  <bdi> {t("retention.agreement", { name: link.agreement })}</bdi>
                )}
                {mayDecide && !link.mine ? (
                  <div className={styles["buttons"]}>
                    {(link.state === "kept" ? (["ended"] as const) : (["kept", "refused"] as const)).map(
                      (outcome) => (
                        <Button
                          key={outcome}
                          size="xs"
                          variant="default"
                          disabled={busy}
                          onClick={() => void act(() => decideLink(link.id, { outcome }))}
                        >
                          {t(`retention.act.${outcome}`)}
                        </Button>
                      ),
                    )}
                  </div>
                ) : null}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}

function Holds({ shown }: { shown: Retention }) {
  const t = useTexts(retentionTexts);
  const mayDecide = useMay("decide-hold");
  const { busy, act } = useAct();
  const button = (label: string, work: () => Promise<unknown>) => (
    <Button key={label} size="xs" variant="default" disabled={busy} onClick={() => void act(work)}>
      {label}
    </Button>
  );
  return (
    <Panel title={t("hold.title")}>
      <p className={styles["lead"]}>{t("hold.text")}</p>
      {shown.holds.length === 0 ? (
        <p>{t("retention.none")}</p>
      ) : (
        <Table
          name={t("hold.title")}
          heads={[
            t("retention.ground"),
            t("retention.reason"),
            t("retention.by"),
            t("retention.review"),
            t("hold.expires"),
            t("retention.state"),
          ]}
        >
          {shown.holds.map((hold) => (
            <tr key={hold.id}>
              <td>
                {t(`hold.ground.${hold.ground}`)} <Code>{hold.reference}</Code>
              </td>
              <td>
                <bdi>{hold.reason}</bdi>
              </td>
              <td>
                <bdi>{hold.proposedBy}</bdi>
              </td>
              <td>
                <At instant={hold.reviewAt} day="always" /> {hold.overdue ? t("hold.overdue") : null}
              </td>
              <td>
                <At instant={hold.expiresAt} day="always" />
              </td>
              <td>
                {t(`hold.state.${hold.state}`)}
                {mayDecide ? (
                  <div className={styles["buttons"]}>
                    {hold.state === "proposed"
                      ? (["held", "refused"] as const).map((outcome) =>
                          button(t(`hold.act.${outcome}`), () => decideHold(hold.id, { outcome })),
                        )
                      : [
                          button(t("hold.act.released"), () => decideHold(hold.id, { outcome: "released" })),
                          button(t("hold.act.reviewed"), () => reviewHold(hold.id, shown.reviewBy)),
                        ]}
                  </div>
                ) : null}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}

function Months({ shown }: { shown: Retention }) {
  const t = useTexts(retentionTexts);
  const { language } = useSurroundings();
  const maySign = useMay("countersign-deletions");
  const { busy, act } = useAct();
  if (shown.months.length === 0) return null;
  return (
    <Panel title={t("retention.months")}>
      <Table
        name={t("retention.months")}
        heads={[
          t("retention.month"),
          t("retention.certificates"),
          t("retention.records"),
          t("retention.signed"),
        ]}
      >
        {shown.months.map((month) => (
          <tr key={month.month}>
            <td>
              <Code>{month.month}</Code>
            </td>
            <td>{formatNumber(month.certificates, language)}</td>
            <td>{formatNumber(month.records, language)}</td>
            <td>
              {month.signedBy === null ? null : <bdi>{month.signedBy}</bdi>}
              {month.signedBy === null && month.over && maySign ? (
                <Button
                  size="xs"
                  variant="default"
                  disabled={busy}
                  onClick={() => void act(() => countersign(month.month))}
                >
                  {t("retention.sign")}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

function Runs({ shown }: { shown: Retention }) {
  const t = useTexts(retentionTexts);
  const { language } = useSurroundings();
  return (
    <Panel title={t("retention.runs")}>
      {shown.runs.length === 0 ? (
        <p>{t("retention.none")}</p>
      ) : (
        <Table
          name={t("retention.runs")}
          heads={[
            t("retention.what"),
            t("retention.began"),
            t("retention.ended"),
            t("retention.records"),
            t("retention.late"),
          ]}
        >
          {shown.runs.map((run) => (
            <tr key={run.id}>
              <td>{t(`retention.did.${run.act}`)}</td>
              <td>
                <At instant={run.startedAt} day="always" />
              </td>
              <td>
                {run.endedAt === null ? t("retention.running") : <At instant={run.endedAt} day="always" />}
              </td>
              <td>{formatNumber(run.records, language)}</td>
              <td>{formatNumber(run.late, language)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}

function Certificates({ shown }: { shown: Retention }) {
  const t = useTexts(retentionTexts);
  const { language } = useSurroundings();
  if (shown.certificates.length === 0) return null;
  return (
    <Panel title={t("retention.certificates")}>
      <Table
        name={t("retention.certificates")}
        heads={[
          t("retention.made"),
          t("retention.what"),
          t("retention.kind"),
          t("retention.class"),
          t("retention.records"),
          t("retention.received"),
          t("retention.hash"),
        ]}
      >
        {shown.certificates.map((one) => (
          <tr key={one.id}>
            <td>
              <At instant={one.madeAt} day="always" />
            </td>
            <td>{t(`retention.did.${one.act}`)}</td>
            <td>
              <Code>{one.kind}</Code>
            </td>
            <td>
              <Code>{one.class}</Code>
            </td>
            <td>{formatNumber(one.records, language)}</td>
            <td>
              <At instant={one.firstReceivedFrom} day="always" /> –{" "}
              <At instant={one.firstReceivedTo} day="always" />
            </td>
            <td>
              <Code>{one.idsHash.slice(0, 16)}</Code>
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
