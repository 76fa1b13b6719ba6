// What these screens use of the screens of disclosures, handed in by the app: the form of an act, and the words of a package.
import { createContext, useContext, type ComponentType, type ReactNode } from "react";
import type { PackageContent } from "#disclosures/contract";

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly kind: "line" | "area" | "choice" | "many" | "check" | "day" | "number";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly first?: string | readonly string[] | boolean;
  readonly optional?: true;
};
export type Values = Readonly<Record<string, string | readonly string[] | boolean>>;
export const textOf = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
};

type FormProps = {
  fields: readonly Field[];
  submit: string;
  onSubmit: (values: Values) => Promise<unknown>;
  children?: ReactNode;
};
export type Parts = {
  readonly Form: ComponentType<FormProps>;
  readonly Content: ComponentType<{ content: PackageContent }>;
};

const Context = createContext<Parts | null>(null);
export const PartsProvider = Context.Provider;

function useParts(): Parts {
  const parts = useContext(Context);
  if (parts === null) throw new Error("the screens of the exchange are shown without their parts");
  return parts;
}

export function ActForm(props: FormProps) {
  const { Form } = useParts();
  return <Form {...props} />;
}

export function PackageContentShown({ content }: { content: PackageContent }) {
  const { Content } = useParts();
  return <Content content={content} />;
}
