/** Program of a thread that lets households choose both ways: takes its share, tells what it came to. */
import { parentPort, workerData } from "node:worker_threads";
import { compareShare, type ShareOrder } from "./choice.ts";

parentPort?.postMessage(compareShare(workerData as ShareOrder));
