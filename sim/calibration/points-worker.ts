/** Program of a thread that runs the model at points. */
import { serveTasks } from "../experiment/pool.ts";
import { runPoint } from "./points.ts";

serveTasks(runPoint);
