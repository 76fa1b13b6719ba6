// What a person's own requests say beside the record, on the pages of travellers and alerts; nothing where there is nothing.
import { useQuery } from "@tanstack/react-query";
import { At, Code, Panel, usePurpose, useTexts } from "#design/ui";
import { besideQuery } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

export function RecordBeside({ personKey }: { personKey: string }) {
  const t = useTexts(rightsTexts);
  const { purpose } = usePurpose();
  const { data } = useQuery(besideQuery(personKey, purpose));
  if (data === undefined) return null;
  const { marks, corrections, redress } = data;
  if (marks.length + corrections.length === 0 && redress === null) return null;
  return (
    <Panel title={t("beside.title")}>
      <div className={styles["stack"]}>
        {redress === null ? null : (
          <p>
            <strong>{t("beside.redress")}</strong> <Code>{redress.number}</Code>{" "}
            {t(redress.holder ? "beside.redress.holder" : "beside.redress.other", {
              bits: redress.bits,
            })}{" "}
            <At instant={redress.issuedAt} />
          </p>
        )}
        {marks.map((mark) => (
          <p key={`${mark.kind} ${mark.at}`} className={styles["said"]}>
            <strong>{t.code("mark", mark.kind)}</strong> <bdi>{mark.text}</bdi> · <At instant={mark.at} />
          </p>
        ))}
        {corrections.map((each) => (
          <p key={`${each.field} ${each.at}`}>
            <strong>{t("beside.corrected", { field: t.code("field", each.field) })}</strong>{" "}
            <s>
              <bdi translate="no">{each.before ?? "–"}</bdi>
            </s>{" "}
            → <bdi translate="no">{each.after}</bdi> · <At instant={each.at} />
          </p>
        ))}
      </div>
    </Panel>
  );
}
