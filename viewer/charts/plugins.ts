/** What is drawn into a chart beside its lines: marks of levers, the month pointed at, zero. */
import type { Plugin } from "chart.js";
import type { ChartStyle } from "./factory.ts";

/** Thin upright lines in the months in which a lever moved. */
export function leverMarks(style: ChartStyle): Plugin<"line"> {
  return {
    id: "leverMarks",
    beforeDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { x } = scales;
      if (x === undefined) return;
      ctx.save();
      ctx.strokeStyle = style.palette.quietInk;
      ctx.fillStyle = style.palette.quietInk;
      ctx.lineWidth = 1;
      ctx.setLineDash([2, 3]);
      for (const month of style.marks) {
        const at = Math.round(x.getPixelForValue(month)) + 0.5;
        if (at < chartArea.left || at > chartArea.right) continue;
        ctx.beginPath();
        ctx.moveTo(at, chartArea.top);
        ctx.lineTo(at, chartArea.bottom);
        ctx.stroke();
        ctx.beginPath();
        ctx.moveTo(at - 4, chartArea.top - 5);
        ctx.lineTo(at + 4, chartArea.top - 5);
        ctx.lineTo(at, chartArea.top + 1);
        ctx.fill();
      }
      ctx.restore();
    },
  };
}

/** An upright line at the month that is pointed at. */
export function crosshair(style: ChartStyle): Plugin<"line"> {
  return {
    id: "crosshair",
    afterDatasetsDraw: ({ ctx, chartArea, tooltip }) => {
      const active = tooltip?.getActiveElements()[0];
      if (active === undefined) return;
      ctx.save();
      ctx.strokeStyle = style.palette.quietInk;
      ctx.beginPath();
      ctx.moveTo(active.element.x, chartArea.top);
      ctx.lineTo(active.element.x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}

/** A line at zero under differences. */
export function zeroLine(style: ChartStyle): Plugin<"line"> {
  return {
    id: "zeroLine",
    beforeDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { difference } = scales;
      if (difference === undefined) return;
      const at = Math.round(difference.getPixelForValue(0)) + 0.5;
      if (!(at >= difference.top && at <= difference.bottom)) return;
      ctx.save();
      ctx.strokeStyle = style.palette.quietInk;
      ctx.beginPath();
      ctx.moveTo(chartArea.left, at);
      ctx.lineTo(chartArea.right, at);
      ctx.stroke();
      ctx.restore();
    },
  };
}
