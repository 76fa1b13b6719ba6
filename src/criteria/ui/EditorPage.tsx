// The editor of a rule: forms or text of one tree, the dossier, what it says in words, what is wrong, and a try on past traffic.
import { Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useBlocker, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import {
  Answer,
  Code,
  Columns,
  ErrorSummary,
  ForThoseWhoMay,
  Icon,
  Notice,
  Page,
  Panel,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useShortcuts,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import type { CriterionDetail, Rule } from "../contract.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";
import { DossierForm, titleField } from "./DossierForm.tsx";
import { dossierDraftOf, dossierOf, type DossierDraft } from "./dossier-draft.ts";
import { EditorSide } from "./EditorSide.tsx";
import { useLexicon, WithLexicon } from "./lexicon.tsx";
import { criterionQuery, propose, saveDraft } from "./queries.ts";
import { RuleEditor } from "./RuleEditor.tsx";
import { isWritable } from "./steps.ts";
import { useRuleEditing } from "./use-rule-editing.ts";

const here = getRouteApi("/signed-in/criterion/$criterionId/edit");

/** A new rule. */
export function NewCriterionScreen() {
  return (
    <WithLexicon>
      <ForThoseWhoMay action="write-criterion">
        <Editor detail={null} />
      </ForThoseWhoMay>
    </WithLexicon>
  );
}

/** The newest version of a rule, while it may be written on. */
export function EditCriterionScreen() {
  const t = useTexts(criteriaTexts);
  const { criterionId } = here.useParams();
  // Loaded once: what another person saves meanwhile is told when this is saved, and never takes the place of what is written.
  const query = useQuery({ ...criterionQuery(criterionId), staleTime: Number.POSITIVE_INFINITY, meta: {} });
  return (
    <Answer query={query}>
      {(detail) => (
        <WithLexicon>
          <ForThoseWhoMay action="write-criterion">
            {isWritable(detail) ? (
              <Editor detail={detail} />
            ) : (
              <Page title={t("editor.title")}>
                <Notice
                  title={t("editor.closed")}
                  action={
                    <Link to="/criterion/$criterionId" params={{ criterionId }}>
                      {t("editor.closed.back")}
                    </Link>
                  }
                >
                  {t("editor.closed.text")}
                </Notice>
              </Page>
            )}
          </ForThoseWhoMay>
        </WithLexicon>
      )}
    </Answer>
  );
}

const newRule: Rule = {
  code: "new-rule",
  outcome: "suspect",
  definitions: [],
  when: { is: "use", name: "to-be-said" },
  adds: [],
  lowers: [],
  matchAt: 10,
};

const codeField = "criterion-code";
const codePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function Editor({ detail: first }: { detail: CriterionDetail | null }) {
  const { t } = useLexicon();
  const common = useDesignTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [detail, setDetail] = useState(first);
  const [code, setCode] = useState("");
  const [dossier, setDossier] = useState<DossierDraft>(() => dossierDraftOf(detail?.shown.dossier ?? null));
  const rule = useRuleEditing(
    () => detail?.shown.rule ?? newRule,
    detail?.code ?? (codePattern.test(code) ? code : newRule.code),
  );
  const [kept, setKept] = useState<{ readonly dossier: DossierDraft; readonly rule: object }>({
    dossier,
    rule: rule.state,
  });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<Error | null>(null);
  const [saving, setSaving] = useState(false);
  const touched = dossier !== kept.dossier || rule.state !== kept.rule || (detail === null && code !== "");
  const leaving = useRef(false);
  useBlocker({
    enableBeforeUnload: () => touched && !leaving.current,
    shouldBlockFn: () => touched && !leaving.current && !globalThis.confirm(t("editor.leave")),
  });

  /** Keeps what is written; null where something has to be mended first. */
  const save = async (): Promise<CriterionDetail | null> => {
    if (saving) return null;
    if (!touched && detail !== null) return detail;
    const found = [
      ...(dossier.title.trim().length < 3 ? [{ field: titleField, text: t("dossier.title.lacking") }] : []),
      ...(detail === null && !codePattern.test(code)
        ? [{ field: codeField, text: t("editor.code.lacking") }]
        : []),
    ];
    setProblems(found);
    setProblem(null);
    if (found.length > 0) {
      setAttempt((before) => before + 1);
      return null;
    }
    setSaving(true);
    const sent = { dossier, rule: rule.state };
    try {
      const reading = rule.reading;
      const whole = dossierOf(
        dossier,
        reading?.fields ?? null,
        reading?.faults.filter(({ severity }) => severity === "caution") ?? null,
      );
      const draft = rule.toSend();
      const saved =
        detail === null
          ? await propose({ code, dossier: whole, draft })
          : await saveDraft(detail.id, { revision: detail.revision, dossier: whole, draft });
      setDetail(saved);
      setKept(sent);
      queries.setQueryData(criterionQuery(saved.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ["criteria"] });
      say(t("editor.saved"));
      return saved;
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
      return null;
    } finally {
      setSaving(false);
    }
  };
  const saveHere = async () => {
    const saved = await save();
    if (saved === null || detail !== null) return;
    leaving.current = true;
    await navigate({ to: "/criterion/$criterionId/edit", params: { criterionId: saved.id }, replace: true });
  };
  useShortcuts([{ keys: "Mod+KeyS", label: t("editor.save"), run: () => void saveHere() }]);

  return (
    <Page
      title={t(first === null ? "editor.new" : "editor.title")}
      heading={
        detail === null ? undefined : (
          <>
            {t("editor.title")} <bdi className={styles["headName"]}>{detail.shown.dossier.title}</bdi>
          </>
        )
      }
      trail={[
        { label: t("list.title"), link: (label) => <Link to="/criteria">{label}</Link> },
        ...(detail === null
          ? []
          : [
              {
                label: detail.code,
                link: (label: React.ReactNode) => (
                  <Link to="/criterion/$criterionId" params={{ criterionId: detail.id }}>
                    {label}
                  </Link>
                ),
              },
            ]),
      ]}
      facts={
        detail === null ? undefined : (
          <>
            <Code>{detail.code}</Code>
            <span>{t("version.number", { version: detail.shown.version })}</span>
            <span data-touched={touched}>{t(touched ? "editor.touched" : "editor.untouched")}</span>
          </>
        )
      }
      actions={
        <>
          <Button size="xs" variant="default" disabled={!rule.canUndo} onClick={rule.undo}>
            {t("editor.undo")}
          </Button>
          <Button size="xs" variant="default" disabled={!rule.canRedo} onClick={rule.redo}>
            {t("editor.redo")}
          </Button>
          <Button
            size="xs"
            loading={saving}
            leftSection={<Icon name="check" size={14} />}
            onClick={() => void saveHere()}
          >
            {t("editor.save")}
          </Button>
        </>
      }
    >
      <ErrorSummary problems={problems} attempt={attempt} />
      {problem === null ? null : (
        <RefusalNotice
          problem={problem}
          say={(told) => problemText(told, t, common)}
          onReload={
            detail === null
              ? undefined
              : () => {
                  // Only the number: what is written here stays and is saved over what the other person saved.
                  void queries.fetchQuery({ ...criterionQuery(detail.id), staleTime: 0 }).then((fresh) => {
                    setDetail(fresh);
                    setProblem(null);
                  });
                }
          }
        />
      )}
      <Columns
        main={
          <>
            {detail === null ? (
              <Panel title={t("editor.code.title")}>
                <TextInput
                  id={codeField}
                  label={t("editor.code")}
                  description={t("editor.code.hint")}
                  w={360}
                  maw="100%"
                  maxLength={60}
                  autoComplete="off"
                  spellCheck={false}
                  value={code}
                  error={problemAt(problems, codeField)}
                  onChange={(event) =>
                    setCode(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"))
                  }
                />
              </Panel>
            ) : null}
            <RuleEditor rule={rule} demanding={attempt > 0 || kept.rule !== rule.first} />
            <Panel title={t("dossier.heading")}>
              <DossierForm
                draft={dossier}
                set={(change) => setDossier((before) => ({ ...before, ...change }))}
                fields={rule.reading?.fields ?? []}
                cautions={rule.reading?.faults.filter(({ severity }) => severity === "caution") ?? []}
                problems={problems}
              />
            </Panel>
          </>
        }
        side={<EditorSide detail={detail} rule={rule} touched={touched} save={save} />}
      />
    </Page>
  );
}
