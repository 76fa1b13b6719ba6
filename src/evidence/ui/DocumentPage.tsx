// One document as it was made, to be read, printed and taken away with its proof. Its own language is English.
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answer, At, Code, Fact, Facts, Page, Panel, problemText, RefusalNotice, useTexts } from "#design/ui";
import type { Document } from "../document-contract.ts";
import { evidenceTexts } from "./evidence-texts.ts";
import styles from "./evidence.module.css";
import { Scrolled } from "./FigureTable.tsx";
import { isPack, PackView } from "./PackView.tsx";
import { documentQuery, takeDocument } from "./queries.ts";
import { saveBlob } from "./save-text.ts";

const route = getRouteApi("/signed-in/evidence/$documentId");

/** The page at its address. */
export function DocumentScreen() {
  const t = useTexts(evidenceTexts);
  const { documentId } = route.useParams();
  const query = useQuery(documentQuery(documentId));
  const kind = query.data?.document.kind;
  return (
    <Page
      title={kind === undefined ? t("evidence.documents") : t(`document.${kind}`)}
      trail={[{ label: t("evidence.title"), link: (label) => <Link to="/evidence">{label}</Link> }]}
      prints
    >
      <Answer query={query} rows={12}>
        {(shown) => <Shown shown={shown} />}
      </Answer>
    </Page>
  );
}

function Shown({ shown: { document, content } }: { shown: Document }) {
  const t = useTexts(evidenceTexts);
  const taking = useMutation({
    mutationFn: async (as: "json" | "page") => {
      const name = `${document.kind}-${document.id.slice(0, 8)}.${as === "page" ? "html" : "json"}`;
      saveBlob(name, await takeDocument(document.id, as));
    },
  });
  return (
    <div className={styles["page"]}>
      {taking.error === null ? null : (
        <RefusalNotice problem={taking.error} say={(problem) => problemText(problem, t)} />
      )}
      <Panel title={t("document.proof")}>
        <Facts>
          <Fact label={t("documents.at")}>
            <At instant={document.madeAt} day="always" />
          </Fact>
          <Fact label={t("documents.by")}>
            <bdi>{document.madeBy}</bdi>
          </Fact>
          <Fact label="SHA-256">
            <span className={styles["hash"]}>
              <Code>{document.sha256}</Code>
            </span>
          </Fact>
        </Facts>
        <p>{t("document.check")}</p>
        <div className={styles["bar"]}>
          <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate("page")}>
            {t("document.page")}
          </Button>
          <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate("json")}>
            {t("document.json")}
          </Button>
        </div>
      </Panel>
      {isPack(content) ? (
        <PackView pack={content} />
      ) : (
        <article className={styles["document"]} lang="en" dir="ltr" translate="no">
          <Value value={content} />
        </article>
      )}
    </div>
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const inWords = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();

function Value({ value }: { value: unknown }): ReactNode {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return <List values={value as readonly unknown[]} />;
  if (!isRecord(value)) return typeof value === "string" ? value : JSON.stringify(value);
  return Object.entries(value).map(([name, one]) =>
    isRecord(one) || (Array.isArray(one) && one.some((each) => isRecord(each))) ? (
      <section key={name}>
        <h3>{inWords(name)}</h3>
        <Value value={one} />
      </section>
    ) : (
      <div key={name}>
        <strong>{inWords(name)}</strong>: <Value value={one} />
      </div>
    ),
  );
}

function List({ values }: { values: readonly unknown[] }): ReactNode {
  const [first] = values;
  if (first === undefined) return "–";
  if (!isRecord(first))
    return (
      <ul>
        {values.map((one) => (
          <li key={JSON.stringify(one)}>
            <Value value={one} />
          </li>
        ))}
      </ul>
    );
  // Much of one thing stands under its own heading; little of many in a table.
  if (Object.keys(first).length > 5)
    return values.map((one) => (
      <section key={JSON.stringify(one)}>
        <Value value={one} />
        <hr />
      </section>
    ));
  const names = [...new Set(values.flatMap((one) => (isRecord(one) ? Object.keys(one) : [])))];
  return (
    <Scrolled name={names.map(inWords).join(", ")}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {inWords(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((one) => (
            <tr key={JSON.stringify(one)}>
              {names.map((name) => (
                <td key={name}>
                  <Value value={isRecord(one) ? one[name] : one} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
