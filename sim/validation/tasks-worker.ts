/** Program of a thread that validates: one task after another, each answered with what was found. */
import { serveTasks } from "../experiment/pool.ts";
import { workOn } from "./tasks.ts";

serveTasks(workOn);
