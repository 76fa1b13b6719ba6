// One outermost group of conditions with what its parts share.
import { GroupForm } from "./ConditionForms.tsx";
import { EditingContext, type Editing } from "./editing.tsx";

export function ConditionsOf({ editing, label }: { editing: Editing; label: string }) {
  return (
    <EditingContext value={editing}>
      <GroupForm group={editing.root} label={label} />
    </EditingContext>
  );
}
