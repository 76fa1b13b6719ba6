// A rule as forms: whom it looks for, what raises and what lowers, and parts that are given a name.
import { Button, SegmentedControl, TextInput, UnstyledButton } from "@mantine/core";
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import { Icon } from "#design/ui";
import type { WireFault } from "../contract.ts";
import { ConditionsOf } from "./ConditionsOf.tsx";
import styles from "./criteria.module.css";
import {
  emptyGroup,
  keyNear,
  newKey,
  type Built,
  type GroupDraft,
  type RuleDraft,
  type WeightDraft,
} from "./draft.ts";
import type { Editing } from "./editing.tsx";
import { FaultLines } from "./FaultLines.tsx";
import { useLexicon } from "./lexicon.tsx";
import type { RuleWork } from "./use-rule-draft.ts";
import { NumberField } from "./ValueField.tsx";

type Props = {
  readonly work: RuleWork;
  readonly now: Built;
  readonly faults: readonly WireFault[];
  /** Whether to say what is still to be said: not while it was never asked for. */
  readonly demanding: boolean;
};

/** The key under which faults stand that belong to no single part. */
const whole = "rule";

export function RuleForms({ work, now, faults, demanding }: Props) {
  const { t } = useLexicon();
  const { draft, change } = work;
  const place = useRef<HTMLDivElement>(null);
  const focusOn = useFocus(draft);
  useUndoKeys(place, work);
  const lacking = useMemo(() => new Set(now.lacking.map(({ key }) => key)), [now]);
  const byKey = useMemo(() => {
    const found = new Map<string, WireFault[]>();
    for (const fault of faults.filter(({ path }) => !ofSections.includes(path))) {
      const key = keyNear(now.keyAt, fault.path) ?? whole;
      // A part that is not finished is not wrong: that it is to be finished is said otherwise.
      if (!lacking.has(key)) found.set(key, [...(found.get(key) ?? []), fault]);
    }
    return found;
  }, [faults, now, lacking]);
  const faultsOf = (key: string) => byKey.get(key) ?? none;
  const names = draft.definitions.map(({ name }) => name).filter((name) => name !== "");
  const editing = (
    root: GroupDraft,
    put: (draft: RuleDraft, root: GroupDraft) => RuleDraft,
    known = names,
  ): Editing => ({
    root,
    names: known,
    faultsOf,
    lacks: (key) => demanding && lacking.has(key),
    focusOn,
    change: (next, what) =>
      change((before) => put(before, next(rootIn(before, root.key) ?? root)), what ?? null),
  });
  const weights = (kind: "adds" | "lowers") => (
    <Weights
      kind={kind}
      weights={draft[kind]}
      lacks={(key) => demanding && lacking.has(key)}
      faultsOf={faultsOf}
      set={(next, what) => change((before) => ({ ...before, [kind]: next(before[kind]) }), what ?? null)}
      conditions={(weight) => (
        <ConditionsOf
          editing={editing(weight.group, (before, group) => ({
            ...before,
            [kind]: before[kind].map((one) => (one.key === weight.key ? { ...one, group } : one)),
          }))}
          label={t("weight.when")}
        />
      )}
      onAdded={(key) => focusOn({ id: `${key}-text` })}
    />
  );
  return (
    <div ref={place} className={styles["forms"]}>
      <SegmentedControl
        size="sm"
        className={styles["outcome"] ?? ""}
        aria-label={t("rule.outcome")}
        value={draft.outcome}
        data={[
          { value: "suspect", label: t("outcome.suspect") },
          { value: "protect", label: t("outcome.protect") },
        ]}
        onChange={(value) =>
          change((before) => ({ ...before, outcome: value === "protect" ? "protect" : "suspect" }))
        }
      />
      <p className={styles["hint"]}>{t(`outcome.${draft.outcome}.hint`)}</p>
      <FaultLines faults={faultsOf(whole)} />
      <Section title={t("rule.when")} hint={t("rule.when.hint")}>
        <ConditionsOf
          editing={editing(draft.when, (before, when) => ({ ...before, when }))}
          label={t("rule.when")}
        />
      </Section>
      <Section title={t("rule.adds")} hint={t("rule.adds.hint")}>
        {weights("adds")}
      </Section>
      <Section title={t("rule.lowers")} hint={t("rule.lowers.hint")}>
        <FaultLines faults={faults.filter(({ path }) => path === "/lowers")} />
        {weights("lowers")}
      </Section>
      <Section title={t("rule.matchAt")} hint={t("rule.matchAt.hint")}>
        <NumberField
          label={t("rule.matchAt")}
          value={draft.matchAt}
          least={1}
          most={1_000}
          whole
          onChange={(matchAt) => change((before) => ({ ...before, matchAt }), "match at")}
        />
        <FaultLines faults={faults.filter(({ path }) => path === "/matchAt")} />
      </Section>
      <details className={styles["section"]} open={draft.definitions.length > 0 ? true : undefined}>
        <summary>{t("rule.definitions")}</summary>
        <p className={styles["hint"]}>{t("rule.definitions.hint")}</p>
        <div className={styles["weights"]}>
          {draft.definitions.map(({ key, name, group }, at) => (
            <div key={key} className={styles["weight"]} data-part={key}>
              <div className={styles["line"]}>
                <TextInput
                  id={`${key}-text`}
                  label={t("definition.name")}
                  w={240}
                  maxLength={60}
                  autoComplete="off"
                  spellCheck={false}
                  value={name}
                  error={demanding && lacking.has(key) ? t("lacking.name") : undefined}
                  onChange={(event) => {
                    const next = event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
                    change((before) => renamed(before, key, next), `${key} name`);
                  }}
                />
                <RemoveButton
                  label={t("part.remove", { what: name })}
                  onClick={() =>
                    change((before) => ({
                      ...before,
                      definitions: before.definitions.filter((one) => one.key !== key),
                    }))
                  }
                />
              </div>
              <FaultLines faults={faultsOf(key)} />
              <ConditionsOf
                editing={editing(
                  group,
                  (before, next) => ({
                    ...before,
                    definitions: before.definitions.map((one) =>
                      one.key === key ? { ...one, group: next } : one,
                    ),
                  }),
                  names.slice(0, at),
                )}
                label={t("definition.stands", { name })}
              />
            </div>
          ))}
        </div>
        <AddButton
          label={t("definition.add")}
          onClick={() => {
            const key = newKey();
            change((before) => ({
              ...before,
              definitions: [...before.definitions, { key, name: "", group: emptyGroup() }],
            }));
            focusOn({ id: `${key}-text` });
          }}
        />
      </details>
    </div>
  );
}

const none: readonly WireFault[] = [];
/** Faults of a section as a whole, which shows them itself. */
const ofSections: readonly string[] = ["/lowers", "/matchAt"];

/** The group of this key among the outermost ones as they are now. */
function rootIn(draft: RuleDraft, key: string): GroupDraft | undefined {
  return [
    draft.when,
    ...[...draft.adds, ...draft.lowers, ...draft.definitions].map(({ group }) => group),
  ].find((group) => group.key === key);
}

/** Another name, also wherever it is used. */
function renamed(draft: RuleDraft, key: string, name: string): RuleDraft {
  const before = draft.definitions.find((one) => one.key === key)?.name ?? "";
  const inGroup = (group: GroupDraft): GroupDraft => ({
    ...group,
    items: group.items.map((item) => {
      if (item.kind === "group") return inGroup(item);
      if (item.kind === "count") return { ...item, where: inGroup(item.where) };
      return item.condition.is === "use" && item.condition.name === before && before !== ""
        ? { ...item, condition: { is: "use", name } }
        : item;
    }),
  });
  const weight = (one: WeightDraft) => ({ ...one, group: inGroup(one.group) });
  return {
    ...draft,
    definitions: draft.definitions.map((one) => ({
      ...one,
      name: one.key === key ? name : one.name,
      group: inGroup(one.group),
    })),
    when: inGroup(draft.when),
    adds: draft.adds.map(weight),
    lowers: draft.lowers.map(weight),
  };
}

function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className={styles["section"]} aria-label={title}>
      <h3>{title}</h3>
      <p className={styles["hint"]}>{hint}</p>
      {children}
    </section>
  );
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      className={styles["add"] ?? ""}
      leftSection={<Icon name="add" size={13} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <UnstyledButton className={styles["tool"]} aria-label={label} title={label} onClick={onClick}>
      <Icon name="close" size={13} />
    </UnstyledButton>
  );
}

function Weights({
  kind,
  weights,
  lacks,
  faultsOf,
  set,
  conditions,
  onAdded,
}: {
  kind: "adds" | "lowers";
  weights: readonly WeightDraft[];
  lacks: (key: string) => boolean;
  faultsOf: (key: string) => readonly WireFault[];
  set: (next: (weights: readonly WeightDraft[]) => readonly WeightDraft[], what?: string) => void;
  conditions: (weight: WeightDraft) => ReactNode;
  onAdded: (key: string) => void;
}) {
  const { t } = useLexicon();
  const put = (key: string, change: Partial<WeightDraft>) =>
    set(
      (before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)),
      `${key} ${Object.keys(change).join(" ")}`,
    );
  return (
    <div className={styles["weights"]}>
      {weights.map((weight) => (
        <div key={weight.key} className={styles["weight"]} data-part={weight.key} data-kind={kind}>
          <div className={styles["line"]}>
            <TextInput
              id={`${weight.key}-text`}
              className={styles["grow"] ?? ""}
              label={t("weight.text")}
              maxLength={200}
              value={weight.text}
              error={lacks(weight.key) ? t("lacking.words") : undefined}
              onChange={(event) => put(weight.key, { text: event.currentTarget.value })}
            />
            <NumberField
              label={t(`weight.points.${kind}`)}
              labelled
              value={weight.points}
              least={1}
              most={100}
              whole
              width={110}
              onChange={(points) => put(weight.key, { points })}
            />
            <RemoveButton
              label={t("part.remove", { what: weight.text })}
              onClick={() => set((before) => before.filter((one) => one.key !== weight.key))}
            />
          </div>
          <FaultLines faults={faultsOf(weight.key)} />
          {conditions(weight)}
        </div>
      ))}
      <AddButton
        label={t(`weight.add.${kind}`)}
        onClick={() => {
          const key = newKey();
          set((before) => [
            ...before,
            { key, text: "", points: kind === "adds" ? 5 : 10, group: emptyGroup() },
          ]);
          onAdded(key);
        }}
      />
    </div>
  );
}

/** Puts the focus where a change has led, once it is drawn. */
function useFocus(draft: RuleDraft): Editing["focusOn"] {
  const wanted = useRef<Parameters<Editing["focusOn"]>[0] | null>(null);
  useEffect(() => {
    const where = wanted.current;
    if (where === null) return;
    wanted.current = null;
    const found =
      "id" in where
        ? document.getElementById(where.id)
        : (document.querySelector<HTMLElement>(
            `[data-part="${where.part}"] [data-value] input:not([type="hidden"], [data-term-kind])`,
          ) ?? document.querySelector<HTMLElement>(`[data-part="${where.part}"] input`));
    found?.focus();
  }, [draft]);
  return (where) => {
    wanted.current = where;
  };
}

/** Ctrl+Z and Ctrl+Shift+Z (also Ctrl+Y) within the forms: also what is typed is undone as the forms know it. */
function useUndoKeys(place: React.RefObject<HTMLDivElement | null>, { undo, redo }: RuleWork): void {
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const back = event.code === "KeyZ" && !event.shiftKey;
      const forth = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey);
      if (!back && !forth) return;
      event.preventDefault();
      if (back) undo();
      else redo();
    };
    element.addEventListener("keydown", onKey);
    return () => element.removeEventListener("keydown", onKey);
  }, [place, undo, redo]);
}
