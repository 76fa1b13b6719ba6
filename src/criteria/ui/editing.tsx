// What the parts of the forms share: the tree they stand in, how it is changed, what is wrong with them, where the focus goes.
import { createContext, use } from "react";
import type { WireFault } from "../contract.ts";
import type { GroupDraft } from "./draft.ts";

export type Editing = {
  readonly root: GroupDraft;
  /** `what`: the field that is typed into, so that its letters are one change. */
  readonly change: (next: (root: GroupDraft) => GroupDraft, what?: string) => void;
  /** The names that a condition here can use. */
  readonly names: readonly string[];
  readonly faultsOf: (key: string) => readonly WireFault[];
  /** Whether something is still to be said of the part, once it was asked for. */
  readonly lacks: (key: string) => boolean;
  /** Where the focus goes when the change is drawn: a part, or an element by its id. */
  readonly focusOn: (where: { readonly part: string } | { readonly id: string }) => void;
};

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === null) throw new Error("this part stands in no rule");
  return editing;
}
