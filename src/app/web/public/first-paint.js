// Before anything else: what a script may write into the page. Then theme, density, language and direction, so that nothing flashes.

// Trusted Types: the component library writes style sheets as text, and nobody writes anything else. Whatever would make an element
// out of a text, or name a script by one, throws; there is no policy by another name (http-headers.ts).
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (text) => {
    if (text.includes("<")) throw new TypeError("OpenPIU makes no elements out of text");
    return text;
  },
});
(() => {
  const page = document.documentElement;
  try {
    const kept = JSON.parse(localStorage.getItem("openpiu.preferences") ?? "{}");
    const scheme =
      kept.scheme === "light" || kept.scheme === "dark"
        ? kept.scheme
        : kept.scheme === "system" && matchMedia("(prefers-color-scheme: light)").matches
          ? "light"
          : "dark";
    page.dataset.mantineColorScheme = scheme;
    if (kept.density === "compact" || kept.density === "relaxed") page.dataset.density = kept.density;
    if (/^(en|az|fr|ru|ar)$/.test(kept.language)) {
      page.lang = kept.language;
      page.dir = kept.language === "ar" ? "rtl" : "ltr";
    }
  } catch {
    // Storage is closed or holds something else: the page's own defaults stand.
    page.dataset.mantineColorScheme = "dark";
  }
})();
