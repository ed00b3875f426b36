/** Program of a thread that makes replications of prepared runs. */
import { serveTasks } from "./pool.ts";
import { replicateOne } from "./threads.ts";

serveTasks(replicateOne, ({ values }) => [values.buffer as ArrayBuffer]);
