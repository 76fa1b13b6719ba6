// The start of the screens in the browser.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./mantine.css";
import { ApiProblem } from "#design/ui";
import { makeRouter } from "./router.tsx";
import { installTheme } from "./theme.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What is shown is loaded again when the live feed says so, not on a whim of the window.
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal is an answer; only silence and failures of the server are asked again.
      retry: (count, error) =>
        error instanceof ApiProblem && (error.status === 0 || error.status >= 500) && count < 3,
    },
  },
});

installTheme();
const place = document.querySelector("#root");
if (place === null) throw new Error("index.html has no #root");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={makeRouter(queries)} />
    </QueryClientProvider>
  </StrictMode>,
);
