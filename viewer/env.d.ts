declare module "*.css";

declare module "virtual:outlines" {
  import type { Outlines } from "./build/outlines.ts";

  const outlines: Outlines;
  export default outlines;
}
