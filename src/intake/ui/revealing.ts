// Scrolls one region so that something in it lies in sight, and nothing but that region.

/** In the middle of the region, or (`nearest`) only as far as needed. Widths are left as they are. */
export function revealIn(region: HTMLElement, element: Element, where: "center" | "nearest"): void {
  const box = element.getBoundingClientRect();
  const frame = region.getBoundingClientRect();
  const above = box.top - frame.top;
  const below = box.bottom - frame.top - region.clientHeight;
  if (where === "center") {
    region.scrollTop += above - (region.clientHeight - box.height) / 2;
  } else if (above < 0) {
    region.scrollTop += above;
  } else if (below > 0) {
    region.scrollTop += below;
  }
}
