// What can be chosen from in the forms of a rule: fields in groups, places, States, each with its explanation.
import { Select, type ComboboxItem, type ComboboxItemGroup, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCountryNames } from "#design/ui";
import styles from "./criteria.module.css";
import { useLexicon, type CatalogueField, type Lexicon } from "./lexicon.tsx";

type Options = ComboboxItemGroup<ComboboxItem>[];

/** Fields a question can begin with: of each item where it stands within a count, then those of the traveller. */
export function fieldOptions(
  lexicon: Lexicon,
  within: string | null,
  only?: CatalogueField["type"],
): Options {
  const { t } = lexicon;
  const option = ({ name }: CatalogueField) => ({ value: name, label: lexicon.label(name) });
  const groups = new Map<string, CatalogueField[]>();
  for (const field of lexicon.catalogue.fields) {
    const [group = ""] = field.name.split(".");
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  const collection = within === null ? undefined : lexicon.collection(within);
  const fits = (field: CatalogueField) => only === undefined || field.type === only;
  return [
    ...(collection === undefined
      ? []
      : [
          {
            group: t("pick.each", { what: lexicon.label(collection.name) }),
            items: collection.fields.filter(fits).map(option),
          },
        ]),
    ...[...groups].map(([group, fields]) => ({
      group: t.code("group", group),
      items: fields.filter(fits).map(option),
    })),
  ].filter(({ items }) => items.length > 0);
}

/** The calculations a question can begin with; their value is a number. */
export const calculations = ["distance", "days", "hours"] as const;
export type Calculation = (typeof calculations)[number];
export const countOf = (collection: string): string => `count ${collection}`;
export const useOf = (name: string): string => `use ${name}`;

/** Everything a new question can ask. */
export function questionOptions(lexicon: Lexicon, within: string | null, names: readonly string[]): Options {
  const { t } = lexicon;
  const counts = lexicon.catalogue.collections.map(({ name }) => ({
    value: countOf(name),
    label: t("pick.count", { what: lexicon.label(name) }),
  }));
  return [
    ...(within === null ? [{ group: t("pick.counts"), items: counts }] : []),
    ...(within === null && names.length > 0
      ? [{ group: t("pick.named"), items: names.map((name) => ({ value: useOf(name), label: name })) }]
      : []),
    ...fieldOptions(lexicon, within),
    {
      group: t("pick.calculated"),
      items: calculations.map((one) => ({ value: one, label: t(`pick.${one}`) })),
    },
  ];
}

/** Words, name and meaning of an option: what is typed is looked for in all of them. */
function searched(lexicon: Lexicon, { value, label }: ComboboxItem): string {
  const name = value.replace(/^count /, "");
  const { meaning = "" } = lexicon.field(name) ?? lexicon.collection(name) ?? {};
  return `${label} ${name} ${meaning}`.toLocaleLowerCase();
}

/** A searchable list of fields; each option says what it is, where it comes from and by which clause it may be asked. */
export function FieldSelect(props: Omit<SelectProps, "data"> & { readonly data: Options }) {
  const lexicon = useLexicon();
  return (
    <Select
      searchable
      maxDropdownHeight={380}
      comboboxProps={{ width: 460, position: "bottom-start" }}
      nothingFoundMessage={lexicon.t("pick.none")}
      filter={({ options, search }) => {
        const words = search.toLocaleLowerCase().trim().split(/\s+/);
        const fits = (item: ComboboxItem) => {
          const text = searched(lexicon, item);
          return words.every((word) => text.includes(word));
        };
        return options
          .map((option) => ("group" in option ? { ...option, items: option.items.filter(fits) } : option))
          .filter((option) => ("group" in option ? option.items.length > 0 : fits(option)));
      }}
      renderOption={({ option }) => <Explained option={option} />}
      {...props}
    />
  );
}

function Explained({ option }: { option: ComboboxItem }) {
  const lexicon = useLexicon();
  const name = option.value.replace(/^count /, "");
  const found = lexicon.field(name) ?? lexicon.collection(name);
  return (
    <span className={styles["option"]}>
      <span>{option.label}</span>
      {found === undefined ? null : (
        <span className={styles["optionBelow"]}>
          {lexicon.t(`source.${found.source}`)} · {lexicon.t(`kind.${found.kind}`)} ·{" "}
          <bdi lang="en" dir="ltr">
            {found.ground}
          </bdi>
        </span>
      )}
    </span>
  );
}

/** Airports by code and name; their table is fetched when a place is first asked for. */
export function usePlaceOptions(current: readonly string[]): ComboboxItem[] {
  const query = useQuery({
    queryKey: ["airports"],
    queryFn: async () => {
      const { allAirports } = await import("#vocabulary");
      return allAirports().map(({ iata, name }) => ({ value: iata, label: `${iata} ${name}` }));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => withCurrent(query.data ?? [], current), [query.data, current]);
}

/** States by the three letters of their codes, by name. */
export function useStateOptions(current: readonly string[]): ComboboxItem[] {
  const names = useCountryNames();
  return useMemo(() => {
    const options: ComboboxItem[] = [];
    for (const [value, name] of names)
      if (value.length === 3) options.push({ value, label: `${name} (${value})` });
    options.sort((one, other) => one.label.localeCompare(other.label));
    return withCurrent(options, current);
  }, [names, current]);
}

/** What the rule says already can be chosen too, known or not: nothing vanishes from a form. */
export function withCurrent(options: readonly ComboboxItem[], current: readonly string[]): ComboboxItem[] {
  const known = new Set(options.map(({ value }) => value));
  const others = [...new Set(current)].filter((value) => value !== "" && !known.has(value));
  return [...others.map((value) => ({ value, label: value })), ...options];
}
