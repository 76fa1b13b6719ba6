// One request of an agency as it sees it: what it asked, where it is, and the answer.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Answer, At, Code, Fact, Facts, Page, Panel, useTexts } from "#design/ui";
import { ActForm, textOf } from "./ActForm.tsx";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { ReceivedPackage } from "./Own.tsx";
import { act, ownRequestQuery } from "./queries.ts";

const here = getRouteApi("/signed-in/q/$requestId");

export function OwnRequestScreen() {
  const t = useTexts(disclosureTexts);
  const { requestId } = here.useParams();
  const query = useQuery(ownRequestQuery(requestId));
  const queries = useQueryClient();
  const send = async (path: string, body: object): Promise<void> => {
    await act(`/api/own-requests/${requestId}/${path}`, body);
    await queries.invalidateQueries();
  };
  return (
    <Page
      title={query.data?.request.reference ?? t("own.title")}
      trail={[{ label: t("own.title"), link: (label) => <Link to="/requests">{label}</Link> }]}
      facts={
        query.data === undefined ? undefined : <strong>{t(`own.shown.${query.data.request.state}`)}</strong>
      }
    >
      <Answer query={query}>
        {({ request, answer, asks, fields, packages }) => (
          <div className={styles["columns"]}>
            <Panel title={t("own.answer")}>
              {answer === null ? (
                <p>{t("own.answer.none")}</p>
              ) : (
                <>
                  <Facts>
                    <Fact label={t("own.answer")}>
                      {t(`result.${answer.result}`)}{" "}
                      {answer.code === null ? null : <Code>{answer.code}</Code>}
                    </Fact>
                    <Fact label={t("act.reason")}>
                      <bdi>{answer.code === null ? "" : answer.reason}</bdi>
                    </Fact>
                    <Fact label={t("column.clock")}>
                      <At instant={answer.answeredAt} />
                    </Fact>
                  </Facts>
                  {answer.result === "no-data" || answer.result === "refused" ? (
                    <p>{t("own.remedy")}</p>
                  ) : null}
                  {answer.acknowledgedAt === null ? (
                    <ActForm
                      submit={t("own.acknowledge")}
                      fields={[]}
                      onSubmit={() => send("acknowledgement", {})}
                    />
                  ) : null}
                </>
              )}
            </Panel>
            {asks === null ? null : (
              <Panel title={t("own.asks")}>
                <p>
                  <bdi>{asks}</bdi>
                </p>
                <ActForm
                  submit={t("form.submit")}
                  fields={[
                    { name: "grounds", label: t("form.grounds"), kind: "area", first: fields.grounds ?? "" },
                  ]}
                  onSubmit={async (values) => {
                    await send("form", { fields: { ...fields, grounds: textOf(values, "grounds") } });
                    await send("submission", {});
                  }}
                />
              </Panel>
            )}
            {packages.length === 0 ? null : (
              <Panel title={t("own.received")} aside={packages.length}>
                <ul className={styles["list"]}>
                  {packages.map((each) => (
                    <ReceivedPackage key={each.id} row={each} />
                  ))}
                </ul>
              </Panel>
            )}
            {["draft", "submitted", "incomplete", "in-work"].includes(request.state) ? (
              <Panel title={t("act.withdraw")}>
                <ActForm
                  submit={t("act.withdraw")}
                  danger
                  fields={[{ name: "reason", label: t("act.reason"), kind: "line" }]}
                  onSubmit={(values) => send("withdrawal", { reason: textOf(values, "reason") })}
                />
              </Panel>
            ) : null}
          </div>
        )}
      </Answer>
    </Page>
  );
}
