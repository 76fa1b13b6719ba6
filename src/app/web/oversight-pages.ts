// The pages of the data protection officer's console, of breaches, of software, and of what is carried out on requests about own data.
import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

/** Their routes, below the page of whoever is signed in. */
export function oversightPages<const Parent extends AnyRoute>(parent: Parent) {
  const getParentRoute = () => parent;
  return [
    createRoute({
      getParentRoute,
      path: "/rights/$requestId/executions",
      component: lazyRouteComponent(() => import("#rights/ui"), "ExecutionsScreen"),
    }),
    createRoute({
      getParentRoute,
      path: "/software",
      component: lazyRouteComponent(() => import("./SoftwareRoute.tsx"), "SoftwareRoute"),
    }),
    createRoute({
      getParentRoute,
      path: "/oversight",
      component: lazyRouteComponent(() => import("#oversight/ui"), "OversightScreen"),
    }),
    createRoute({
      getParentRoute,
      path: "/breaches",
      component: lazyRouteComponent(() => import("#oversight/ui"), "BreachesScreen"),
    }),
    createRoute({
      getParentRoute,
      path: "/breaches/report",
      component: lazyRouteComponent(() => import("#oversight/ui"), "BreachReportScreen"),
    }),
    createRoute({
      getParentRoute,
      path: "/breaches/$breachId",
      component: lazyRouteComponent(() => import("#oversight/ui"), "BreachScreen"),
    }),
  ] as const;
}
