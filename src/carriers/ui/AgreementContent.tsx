// An agreement in words: only what it says, the rest is as usual.
import type { Agreement } from "../contract.ts";
import { listKinds } from "../contract.ts";
import { Code, Fact, Facts, useTexts } from "#design/ui";
import { answerFormParts } from "./answer-form-draft.ts";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";

export function AgreementContent({ content }: { content: Agreement }) {
  const t = useTexts(carrierTexts);
  const severities = Object.entries(content.severities ?? {});
  const codes = Object.entries(content.directiveCodes ?? {});
  const errors = Object.entries(content.errorCodes ?? {});
  const isEmpty = Object.keys(content).length === 0;
  if (isEmpty) return <p>{t("agreement.empty")}</p>;
  return (
    <Facts>
      {listKinds.flatMap((kind) => {
        const required = content.required?.[kind];
        return required === undefined
          ? []
          : [
              <Fact key={kind} label={t(`required.${kind}`)}>
                {required.length === 0
                  ? t("required.nothing")
                  : required.map((one) => t(`element.${one}`)).join(", ")}
              </Fact>,
            ];
      })}
      {severities.length === 0 ? null : (
        <Fact label={t("severities")}>
          <ul className={styles["plain"]}>
            {severities.map(([code, severity]) => (
              <li key={code}>
                <Code>{code}</Code> {t(`severity.${severity}`)}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {codes.length === 0 ? null : (
        <Fact label={t("directiveCodes")}>
          <ul className={styles["plain"]}>
            {codes.map(([directive, code]) => (
              <li key={directive}>
                {t.code("directive", directive)}: <Code>{code}</Code>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {errors.length === 0 ? null : (
        <Fact label={t("errorCodes")}>
          <ul className={styles["plain"]}>
            {errors.map(([finding, code]) => (
              <li key={finding}>
                <Code>{finding}</Code>: <Code>{code}</Code>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {answerFormParts.flatMap((part) => {
        const said = content.answerForm?.[part];
        return said === undefined
          ? []
          : [
              <Fact key={part} label={t(`answerForm.${part}`)}>
                {said === null ? t(`answerForm.${part}.none`) : <Code>{shown(said)}</Code>}
              </Fact>,
            ];
      })}
      {content.syntaxReport === undefined ? null : (
        <Fact label={t("syntaxReport")}>{t(`syntaxReport.${content.syntaxReport}`)}</Fact>
      )}
      {content.acknowledgement === undefined ? null : (
        <Fact label={t("acknowledgement")}>{t(`acknowledgement.${content.acknowledgement}`)}</Fact>
      )}
      {content.answerLists === undefined ? null : (
        <Fact label={t("answerLists")}>{t(content.answerLists ? "answerLists.yes" : "answerLists.no")}</Fact>
      )}
      {content.answerSeconds === undefined ? null : (
        <Fact label={t("answerSeconds")}>{t("answerSeconds.of", { count: content.answerSeconds })}</Fact>
      )}
      {(["seconds", "times"] as const).flatMap((part) => {
        const count = content.confirmation?.[part];
        return count === undefined
          ? []
          : [
              <Fact key={part} label={t(`confirmation.${part}`)}>
                {t(`confirmation.${part}.of`, { count })}
              </Fact>,
            ];
      })}
      {content.interactiveTravellersMax === undefined ? null : (
        <Fact label={t("interactiveTravellersMax")}>
          {content.interactiveTravellersMax ?? t("interactiveTravellersMax.none")}
        </Fact>
      )}
      {content.identifiedBy === undefined ? null : (
        <Fact label={t("identifiedBy")}>{t(`identifiedBy.${content.identifiedBy}`)}</Fact>
      )}
      {content.lists === undefined ? null : (
        <Fact label={t("lists")}>
          {content.lists.length === 0
            ? t("lists.all")
            : content.lists.map((list) => t(`list.${list}`)).join(", ")}
        </Fact>
      )}
      {content.unwanted === undefined ? null : (
        <Fact label={t("unwanted")}>
          {content.unwanted.length === 0
            ? t("unwanted.none")
            : content.unwanted.map((one) => t(`unwanted.${one}`)).join(", ")}
        </Fact>
      )}
      {content.documentTypes === undefined ? null : (
        <Fact label={t("documentTypes")}>
          {content.documentTypes.length === 0 ? (
            t("documentTypes.all")
          ) : (
            <Code>{content.documentTypes.join(", ")}</Code>
          )}
        </Fact>
      )}
      {content.ownAddresses === undefined ? null : (
        <Fact label={t("ownAddresses")}>
          {content.ownAddresses.length === 0 ? (
            t("ownAddresses.any")
          ) : (
            <Code>{content.ownAddresses.join(", ")}</Code>
          )}
        </Fact>
      )}
      {content.interchangeDaysMax === undefined ? null : (
        <Fact label={t("interchangeDaysMax")}>
          {content.interchangeDaysMax ?? t("interactiveTravellersMax.none")}
        </Fact>
      )}
      {content.dutyTelephone === undefined ? null : (
        <Fact label={t("dutyTelephone")}>
          {content.dutyTelephone === null ? t("dutyTelephone.none") : <Code>{content.dutyTelephone}</Code>}
        </Fact>
      )}
    </Facts>
  );
}

/** Blanks of a UNA count, each of them. */
const shown = (said: string | number): string => String(said).replaceAll(" ", "\u00a0");
