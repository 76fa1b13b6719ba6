// Conditions as forms: groups within groups, each question a line; everything can be done from the keyboard.
import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { Icon, NoneShown } from "#design/ui";
import styles from "./criteria.module.css";
import {
  emptyGroup,
  type CountDraft,
  type GroupDraft,
  type Join,
  type LeafDraft,
  type NodeDraft,
} from "./draft.ts";
import { added, replaced } from "./draft-changes.ts";
import { useEditing } from "./editing.tsx";
import { FaultLines } from "./FaultLines.tsx";
import { fieldOptions, FieldSelect, questionOptions } from "./field-options.tsx";
import { useLexicon } from "./lexicon.tsx";
import { PartTools } from "./PartTools.tsx";
import {
  isComparison,
  leftOf,
  newQuestion,
  operatorOf,
  operatorsOf,
  withField,
  withOperator,
  type Operator,
} from "./question.ts";
import { TermField, typeOfTerm } from "./TermField.tsx";
import { NumberField, SetField } from "./ValueField.tsx";
import { wordsOfQuestion } from "./wording.ts";

const joins: readonly Join[] = ["all", "any", "none"];

/** A group with its parts; `within`: the collection whose items are asked. */
export function GroupForm({
  group,
  label,
  within = null,
  tools = null,
}: {
  group: GroupDraft;
  label: string;
  within?: string | null;
  tools?: { readonly at: number; readonly of: number } | null;
}) {
  const { t } = useLexicon();
  const { change, faultsOf, lacks, focusOn } = useEditing();
  return (
    <fieldset className={styles["conditions"]} data-join={group.join} data-part={group.key}>
      <legend className="spoken">{label}</legend>
      <div className={styles["asked"]}>
        <Select
          aria-label={t("group.join", { what: label })}
          className={styles["join"] ?? ""}
          w={250}
          allowDeselect={false}
          value={group.join}
          data={joins.map((join) => ({ value: join, label: t(`group.${join}`) }))}
          onChange={(chosen) => {
            const join = joins.find((one) => one === chosen);
            if (join !== undefined) change((root) => replaced(root, group.key, { ...group, join }));
          }}
        />
        {tools === null ? null : <PartTools node={group} label={label} {...tools} />}
      </div>
      <FaultLines faults={faultsOf(group.key)} />
      {group.items.length === 0 ? null : (
        <ul className={styles["parts"]}>
          {group.items.map((item, at) => (
            <li key={item.key}>
              <NodeForm node={item} within={within} at={at} of={group.items.length} />
            </li>
          ))}
        </ul>
      )}
      {lacks(group.key) ? <p className={styles["lacking"]}>{t("lacking.condition")}</p> : null}
      <AddPart
        group={group}
        within={within}
        onAdd={(node) => {
          change((root) => added(root, group.key, node));
          focusOn({ part: node.key });
        }}
      />
    </fieldset>
  );
}

function AddPart({
  group,
  within,
  onAdd,
}: {
  group: GroupDraft;
  within: string | null;
  onAdd: (node: NodeDraft) => void;
}) {
  const lexicon = useLexicon();
  const { names } = useEditing();
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState("");
  return (
    <div className={styles["line"]}>
      <FieldSelect
        id={`${group.key}-add`}
        aria-label={lexicon.t("group.add")}
        placeholder={lexicon.t("group.add")}
        leftSection={<Icon name="add" size={13} />}
        w={280}
        data={questionOptions(lexicon, within, names)}
        value={chosen}
        searchValue={search}
        onSearchChange={setSearch}
        onChange={(value) => {
          setChosen(null);
          setSearch("");
          if (value !== null) onAdd(newQuestion(value, lexicon));
        }}
      />
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<Icon name="add" size={13} />}
        onClick={() => onAdd(emptyGroup(group.join === "any" ? "all" : "any"))}
      >
        {lexicon.t("group.addGroup")}
      </Button>
    </div>
  );
}

function NodeForm({
  node,
  within,
  at,
  of,
}: {
  node: NodeDraft;
  within: string | null;
  at: number;
  of: number;
}) {
  const { t } = useLexicon();
  if (node.kind === "group")
    return (
      <GroupForm
        group={node}
        label={t("group.inner", { number: at + 1 })}
        within={within}
        tools={{ at, of }}
      />
    );
  return node.kind === "count" ? (
    <CountForm node={node} at={at} of={of} />
  ) : (
    <QuestionForm node={node} within={within} at={at} of={of} />
  );
}

function QuestionForm({
  node,
  within,
  at,
  of,
}: {
  node: LeafDraft;
  within: string | null;
  at: number;
  of: number;
}) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  const { change, faultsOf, lacks } = useEditing();
  const words = wordsOfQuestion(node.condition, lexicon, node.negated);
  const put = (asked: Pick<LeafDraft, "condition" | "negated">, what?: string) =>
    change((root) => replaced(root, node.key, { ...node, ...asked }), what);
  const faults = faultsOf(node.key);
  return (
    <fieldset className={styles["question"]} data-part={node.key} data-wrong={faults.length > 0}>
      <legend className="spoken">{words}</legend>
      <div className={styles["asked"]}>
        <div className={styles["line"]}>
          {node.condition.is === "use" ? (
            <UsedName node={node} put={put} />
          ) : (
            <Asked node={node} within={within} put={put} />
          )}
        </div>
        <PartTools node={node} label={words} at={at} of={of} />
      </div>
      {lacks(node.key) ? <p className={styles["lacking"]}>{t("lacking.value")}</p> : null}
      <FaultLines faults={faults} />
    </fieldset>
  );
}

type Put = (asked: Pick<LeafDraft, "condition" | "negated">, what?: string) => void;

function UsedName({ node, put }: { node: LeafDraft; put: Put }) {
  const { t } = useLexicon();
  const { names } = useEditing();
  const name = node.condition.is === "use" ? node.condition.name : "";
  return (
    <Select
      label={t("pick.named")}
      w={280}
      allowDeselect={false}
      value={name}
      data={[...new Set([name, ...names])]}
      onChange={(chosen) => put({ negated: false, condition: { is: "use", name: chosen ?? "" } })}
    />
  );
}

function Asked({ node, within, put }: { node: LeafDraft; within: string | null; put: Put }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  const left = leftOf(node.condition);
  const type = typeOfTerm(left, lexicon) ?? "text";
  const operator = operatorOf(node);
  const isTime = type === "date" || type === "instant";
  const offered = operatorsOf[type].includes(operator) ? operatorsOf[type] : [operator, ...operatorsOf[type]];
  const wordOf = (one: Operator) =>
    t(isTime && isComparison(one) && one !== "=" && one !== "!=" ? `op.time.${one}` : `op.${one}`);
  return (
    <>
      {left.term === "field" ? (
        <FieldSelect
          aria-label={t("question.field")}
          w={250}
          allowDeselect={false}
          data={fieldOptions(lexicon, within)}
          value={left.field}
          onChange={(field) => {
            if (field !== null) put(withField(node, field, lexicon));
          }}
        />
      ) : (
        <TermField
          term={left}
          type={type}
          beside={null}
          within={within}
          label={t("question.left")}
          onChange={(next) => {
            if (node.condition.is !== "known" && node.condition.is !== "use")
              put(
                { negated: node.negated, condition: { ...node.condition, left: next } },
                `${node.key} left`,
              );
          }}
        />
      )}
      <Select
        aria-label={t("question.operator")}
        w={150}
        allowDeselect={false}
        value={operator}
        data={offered.map((one) => ({ value: one, label: wordOf(one) }))}
        onChange={(chosen) => {
          const next = offered.find((one) => one === chosen);
          if (next !== undefined) put(withOperator(node, next, type));
        }}
      />
      <span className={styles["term"]} data-value>
        <Values node={node} within={within} put={put} />
      </span>
    </>
  );
}

function Values({ node, within, put }: { node: LeafDraft; within: string | null; put: Put }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  const { condition, negated, key } = node;
  const left = leftOf(condition);
  const type = typeOfTerm(left, lexicon) ?? "text";
  const field = left.term === "field" ? left.field : null;
  const shared = { type, beside: field, within };
  switch (condition.is) {
    case "compare":
      return (
        <TermField
          {...shared}
          term={condition.right}
          label={t("question.value")}
          onChange={(right) => put({ negated, condition: { ...condition, right } }, `${key} right`)}
        />
      );
    case "range":
      return (
        <>
          <TermField
            {...shared}
            term={condition.from}
            label={t("question.lower")}
            onChange={(from) => put({ negated, condition: { ...condition, from } }, `${key} from`)}
          />
          <span>{t("question.and")}</span>
          <TermField
            {...shared}
            term={condition.to}
            label={t("question.upper")}
            onChange={(to) => put({ negated, condition: { ...condition, to } }, `${key} to`)}
          />
        </>
      );
    case "in":
      return (
        <SetField
          set={condition.set}
          type={type}
          field={field}
          label={t("question.values")}
          onChange={(set) => put({ negated, condition: { ...condition, set } })}
        />
      );
    case "like":
      return (
        <TermField
          type="text"
          beside={null}
          within={within}
          term={{ term: "text", text: condition.pattern }}
          label={t("question.pattern")}
          onChange={(next) => {
            if (next.term === "text")
              put({ negated, condition: { ...condition, pattern: next.text } }, `${key} like`);
          }}
        />
      );
    case "known":
    case "use":
      return null;
  }
}

const counts: readonly Operator[] = [">=", "<=", "=", "!=", ">", "<"];
const times = ["ever", "within", "window", "both"] as const;
type Time = (typeof times)[number];

function CountForm({ node, at, of }: { node: CountDraft; at: number; of: number }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  const { change, faultsOf } = useEditing();
  const { count } = node;
  const put = (next: Partial<CountDraft["count"]>, what?: string) =>
    change((root) => replaced(root, node.key, { ...node, count: { ...count, ...next } }), what);
  const label = t("pick.count", { what: lexicon.label(count.of) });
  const collection = lexicon.collection(count.of);
  const dated = (collection?.days ?? null) !== null || count.within !== null || count.window !== null;
  const faults = faultsOf(node.key);
  return (
    <fieldset className={styles["question"]} data-part={node.key} data-wrong={faults.length > 0}>
      <legend className="spoken">{label}</legend>
      <div className={styles["asked"]}>
        <div className={styles["line"]}>
          <FieldSelect
            aria-label={t("count.what")}
            w={250}
            allowDeselect={false}
            data={[
              {
                group: t("pick.counts"),
                items: lexicon.catalogue.collections.map(({ name }) => ({
                  value: name,
                  label: t("pick.count", { what: lexicon.label(name) }),
                })),
              },
            ]}
            value={count.of}
            onChange={(chosen) => {
              if (chosen === null || chosen === count.of) return;
              const where = { ...node.where, items: [] };
              const dropped = lexicon.collection(chosen)?.days === null ? { within: null, window: null } : {};
              change((root) =>
                replaced(root, node.key, { ...node, count: { ...count, ...dropped, of: chosen }, where }),
              );
            }}
          />
          <Select
            aria-label={t("question.operator")}
            w={130}
            allowDeselect={false}
            value={count.op}
            data={counts.map((op) => ({ value: op, label: t(`op.${op}`) }))}
            onChange={(chosen) => {
              const op = counts.find((one) => one === chosen);
              if (op !== undefined && isComparison(op)) put({ op });
            }}
          />
          <span className={styles["term"]} data-value>
            <NumberField
              label={t("count.number")}
              value={count.number}
              least={0}
              most={10_000}
              whole
              width={80}
              onChange={(number) => put({ number }, `${node.key} number`)}
            />
            {dated ? <TimeFields node={node} put={put} /> : null}
          </span>
        </div>
        <PartTools node={node} label={label} at={at} of={of} />
      </div>
      <FaultLines faults={faults} />
      <details className={styles["where"]} open={node.where.items.length > 0 ? true : undefined}>
        <summary>
          {t("count.where", { what: lexicon.label(count.of) })}{" "}
          {node.where.items.length === 0 ? <NoneShown /> : null}
        </summary>
        <GroupForm
          group={node.where}
          within={count.of}
          label={t("count.where", { what: lexicon.label(count.of) })}
        />
      </details>
    </fieldset>
  );
}

function TimeFields({
  node: { key, count },
  put,
}: {
  node: CountDraft;
  put: (next: Partial<CountDraft["count"]>, what?: string) => void;
}) {
  const { t } = useLexicon();
  const { within, window } = count;
  const time: Time =
    within === null ? (window === null ? "ever" : "window") : window === null ? "within" : "both";
  const days = (which: "within" | "window", value: number) => (
    <>
      <NumberField
        label={t(`count.${which}.days`)}
        value={value}
        least={1}
        most={3660}
        whole
        width={80}
        onChange={(next) => put({ [which]: next }, `${key} ${which}`)}
      />
      <span>{t("count.days")}</span>
    </>
  );
  return (
    <>
      <Select
        aria-label={t("count.time")}
        w={190}
        allowDeselect={false}
        value={time}
        data={times.map((one) => ({ value: one, label: t(`count.${one}`) }))}
        onChange={(chosen) => {
          const next = times.find((one) => one === chosen) ?? "ever";
          put({
            within: next === "within" || next === "both" ? (within ?? 30) : null,
            window: next === "window" || next === "both" ? (window ?? 14) : null,
          });
        }}
      />
      {within === null ? null : days("within", within)}
      {within !== null && window !== null ? <span>{t("count.andWindow")}</span> : null}
      {window === null ? null : days("window", window)}
    </>
  );
}
