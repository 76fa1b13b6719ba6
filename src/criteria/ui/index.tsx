// The screens of this slice.
export { CriteriaScreen } from "./CriteriaPage.tsx";
export { CriterionScreen } from "./CriterionPage.tsx";
export { EditCriterionScreen, NewCriterionScreen } from "./EditorPage.tsx";
export { useFieldWords } from "./field-words.ts";
