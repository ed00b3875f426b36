declare module "*.css";

declare module "virtual:outlines" {
  import type { Outlines } from "./build/outlines.ts";

  const outlines: Outlines;
  export default outlines;
}

/** Names of the French departements by code, written when the viewer is built. */
declare module "virtual:departements" {
  const departements: Readonly<Record<string, string>>;
  export default departements;
}
