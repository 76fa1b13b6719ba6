// The screens of this slice.
export { DossierPart } from "./DossierButton.tsx";
export { DocumentScreen } from "./DocumentPage.tsx";
export { EvidenceScreen } from "./Evidence.tsx";
export { PublicFigures } from "./PublicFigures.tsx";
