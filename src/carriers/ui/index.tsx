// The screens of this slice.
export { CarrierScreen, type CarrierParts } from "./CarrierPage.tsx";
export { CarriersScreen } from "./Carriers.tsx";
export { AgreedPart } from "./PushPlan.tsx";
export { ScheduleScreen } from "./schedule/Schedules.tsx";
