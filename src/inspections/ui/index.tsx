// The screens of this slice.
export { InspectionScreen } from "./Inspection.tsx";
export { InspectionsScreen } from "./Inspections.tsx";
