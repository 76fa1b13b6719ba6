// Which column of a list in CSV says what: from an example of its file, with what would be read of it shown beside.
import { Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { csvFields, type CsvField, type CsvMapping, type CsvPreview } from "../contract.ts";
import { problemText, RefusalNotice, Sentence, useDesignTexts, useTexts } from "#design/ui";
import { primaryName, BirthText, DocumentText, FirstOf } from "./entry-parts.tsx";
import { listSentences } from "./list-sentences.ts";
import { previewCsv } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

type Asked = { readonly file: File; readonly mapping: CsvMapping | null };

/** The example is read at once and again with each change of the mapping; nothing of it is kept. */
export function MappingEditor({
  id,
  mapping,
  error,
  onMapping,
}: {
  id: string;
  mapping: CsvMapping | null;
  error: string | undefined;
  onMapping: (mapping: CsvMapping) => void;
}) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const [file, setFile] = useState<File | null>(null);
  const reading = useMutation({
    mutationFn: ({ file: example, mapping: by }: Asked) => previewCsv(example, by),
    onSuccess: (preview) => onMapping(preview.mapping),
  });
  const read = (example: File | undefined, by: CsvMapping | null) => {
    if (example === undefined) return;
    setFile(example);
    reading.mutate({ file: example, mapping: by });
  };
  const change = (next: CsvMapping) => {
    onMapping(next);
    if (file !== null) read(file, next);
  };
  const preview = reading.data;
  return (
    <fieldset className={styles["group"]}>
      <legend>{t("mapping.title")}</legend>
      <p className={styles["hint"]}>{t("mapping.hint")}</p>
      <label htmlFor={id} className={styles["label"]}>
        {t("mapping.example")}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        aria-invalid={error !== undefined}
        onChange={(event) => read(event.currentTarget.files?.[0], null)}
      />
      {error === undefined ? null : <p className={styles["wrong"]}>{error}</p>}
      {reading.error === null ? null : (
        <RefusalNotice problem={reading.error} say={(problem) => problemText(problem, t, common)} />
      )}
      {mapping === null || preview === undefined ? null : (
        <>
          <Columns columns={preview.columns} mapping={mapping} onMapping={change} />
          <PreviewTable preview={preview} />
        </>
      )}
    </fieldset>
  );
}

function Columns({
  columns,
  mapping,
  onMapping,
}: {
  columns: readonly string[];
  mapping: CsvMapping;
  onMapping: (mapping: CsvMapping) => void;
}) {
  const t = useTexts(watchlistTexts);
  const put = (field: CsvField, column: string | null) => {
    const { [field]: _, ...others } = mapping.columns;
    onMapping({ ...mapping, columns: column === null ? others : { ...others, [field]: column } });
  };
  return (
    <div className={styles["mapping"]}>
      <Select
        label={t("mapping.dates")}
        allowDeselect={false}
        value={mapping.dates}
        data={(["day-first", "month-first"] as const).map((value) => ({
          value,
          label: t(`mapping.${value}`),
        }))}
        onChange={(value) =>
          onMapping({ ...mapping, dates: value === "month-first" ? "month-first" : "day-first" })
        }
      />
      {csvFields.map((field) => (
        <Select
          key={field}
          label={t(`csv.${field}`)}
          placeholder={t("mapping.none")}
          clearable
          searchable
          value={mapping.columns[field] ?? null}
          data={[...new Set(columns)]}
          onChange={(value) => put(field, value)}
        />
      ))}
    </div>
  );
}

/** What the first rows would become; cells stand as texts, whatever they begin with. */
function PreviewTable({ preview }: { preview: CsvPreview }) {
  const t = useTexts(watchlistTexts);
  if (preview.refused !== null) {
    return (
      <p className={styles["wrong"]}>
        <Sentence texts={listSentences} said={{ ...preview.refused.because, text: preview.refused.text }} />
      </p>
    );
  }
  return (
    <>
      <table className={styles["changes"]}>
        <caption className="spoken">{t("mapping.preview")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("csv.reference")}</th>
            <th scope="col">{t("field.names")}</th>
            <th scope="col">{t("field.dobs")}</th>
            <th scope="col">{t("field.documents")}</th>
          </tr>
        </thead>
        <tbody>
          {preview.entries.map(({ reference, content }) => (
            <tr key={reference}>
              <th scope="row">
                <bdi>{reference}</bdi>
              </th>
              <td>
                <bdi translate="no">{primaryName(content)}</bdi>
              </td>
              <td>
                <FirstOf
                  items={content.dobs.map((birth) => (
                    <BirthText key="birth" birth={birth} />
                  ))}
                />
              </td>
              <td>
                <FirstOf
                  items={content.documents.map((one) => (
                    <DocumentText key="document" document={one} />
                  ))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles["dim"]}>{t("mapping.rows", { count: preview.rows })}</p>
      {preview.remarks.length === 0 ? null : (
        <ul className={styles["lines"]}>
          {preview.remarks.map(({ row, reason, because }) => (
            <li key={`${row} ${reason}`}>
              {t("mapping.row", { row })}{" "}
              <Sentence texts={listSentences} said={{ ...because, text: reason }} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
