// What a package says, word by word: for who releases it, and for who received it.
import { Code, Fact, Facts, At, useTexts } from "#design/ui";
import type { PackageContent } from "../contract.ts";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";

/** The reviewer's result first, then the data by element, then the conditions. */
export function Content({ content }: { content: PackageContent }) {
  const t = useTexts(disclosureTexts);
  return (
    <div className={styles["columns"]}>
      <Facts>
        <Fact label={t("act.statement")}>
          <bdi>{content.review.statement}</bdi>
        </Fact>
        <Fact label={t("act.checks")}>
          <bdi>{content.review.checks.join(" · ")}</bdi>
        </Fact>
        <Fact label={t("act.assertion")}>
          {t(`act.assertion.${content.review.assertion}`)}{" "}
          <Code>{`${content.review.reliability}${content.review.credibility}`}</Code>
        </Fact>
        <Fact label={t("act.measure")}>{t(`measure.${content.measure}`)}</Fact>
        {content.elements.flatMap(({ element, source, lines, receivedAt }) =>
          lines.map(({ label, value }) => (
            <Fact key={`${element} ${source} ${label} ${value}`} label={t(`element.${element}`)}>
              <bdi>{value}</bdi> <Code dim>{source}</Code> <At instant={receivedAt} />
            </Fact>
          )),
        )}
        <Fact label={t("own.keepUntil")}>{content.keepUntil}</Fact>
      </Facts>
      <ul>
        {content.conditions.map((condition) => (
          <li key={condition} lang="en">
            <bdi>{condition}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
