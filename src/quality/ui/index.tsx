// The screens of this slice.
export { QualityScreen } from "./Quality.tsx";
export { SecondLooksScreen } from "./SecondLooks.tsx";
