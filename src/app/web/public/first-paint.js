// Sets theme, density, language and direction before the first paint, so that nothing flashes.
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
