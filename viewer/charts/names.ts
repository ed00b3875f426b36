/** Writes the name of each line at its end, without one covering another. */
import type { Plugin } from "chart.js";
import type { ChartStyle } from "./factory.ts";
import { FAMILY } from "./fonts.ts";

/** Chart.js plugin that writes the names of the lines at the right. */
export function lineNames(style: ChartStyle): Plugin<"line"> {
  return {
    id: "lineNames",
    afterDatasetsDraw: (chart) => {
      const { ctx, chartArea, scales } = chart;
      const ends: { index: number; at: number }[] = [];
      chart.data.datasets.forEach((line, index) => {
        const last = line.data.at(-1);
        if (typeof last !== "object" || last === null || !("y" in last)) return;
        const at = scales[line.yAxisID ?? "y"]?.getPixelForValue(Number(last.y));
        if (at !== undefined && Number.isFinite(at)) ends.push({ index, at });
      });
      const height = style.fontSize * 1.08;
      const places = apart(
        ends.map((each) => each.at),
        height,
        chartArea.top - height / 2,
        chartArea.bottom,
      );
      ctx.save();
      ctx.textBaseline = "middle";
      ctx.textAlign = "left";
      ends.forEach(({ index, at }, order) => {
        const place = places[order] ?? at;
        const { colour = style.palette.ink, name = "" } = style.lines[index] ?? {};
        const quiet = style.focus >= 0 && style.focus !== index;
        ctx.globalAlpha = quiet ? 0.55 : 1;
        ctx.strokeStyle = colour;
        ctx.lineWidth = 1;
        ctx.beginPath();
        ctx.moveTo(chartArea.right + 1, at);
        ctx.lineTo(chartArea.right + 7, place);
        ctx.stroke();
        ctx.fillStyle = colour;
        ctx.font = `${style.focus === index ? 700 : 600} ${style.fontSize}px ${FAMILY}`;
        ctx.fillText(name, chartArea.right + 9, place);
      });
      ctx.restore();
    },
  };
}

/**
 * Moves heights apart until they are `gap` from one another, keeping their order and staying within
 * bounds, each as near to where it was as blocks of touching names allow.
 */
export function apart(heights: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = heights
    .map((_, index) => index)
    .sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0) || a - b);
  const blocks: { members: number[]; middle: number }[] = [];
  const half = (members: readonly number[]): number => ((members.length - 1) * gap) / 2;
  const bounded = (members: readonly number[], middle: number): number =>
    Math.max(top + half(members), Math.min(bottom - half(members), middle));
  for (const index of order) {
    let members = [index];
    let middle = bounded(members, heights[index] ?? 0);
    for (let before = blocks.at(-1); before !== undefined; before = blocks.at(-1)) {
      if (before.middle + half(before.members) + gap <= middle - half(members)) break;
      blocks.pop();
      members = [...before.members, ...members];
      const mean = members.reduce((sum, each) => sum + (heights[each] ?? 0), 0) / members.length;
      middle = bounded(members, mean);
    }
    blocks.push({ members, middle });
  }
  const places: number[] = [];
  for (const { members, middle } of blocks) {
    members.forEach((index, rank) => {
      places[index] = middle - half(members) + rank * gap;
    });
  }
  return places;
}
