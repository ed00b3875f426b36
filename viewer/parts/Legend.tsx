/** How to read the map. */
import { useApp } from "../app.ts";
import { FAINT_BELOW } from "../map/areas.ts";
import { textOf } from "../settings.ts";
import { formatNumber, formatSigned } from "../text/format.ts";

interface LegendProps {
  /** What the colours stand for. */
  readonly title: string;
  /** Rate at which the scale ends [per 1,000]. */
  readonly end: number;
  /** True for a map of B - A, which has no arrows. */
  readonly difference?: boolean;
}

/** Colour scale, rings, squares, faint discs, arrows. */
export function Legend({ title, end, difference = false }: LegendProps) {
  const { settings } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  return (
    <>
      <div class="scale">
        <p>{title}</p>
        <div class="scale-bar">
          <span aria-hidden="true">−</span>
          <i aria-hidden="true" />
          <span aria-hidden="true">+</span>
        </div>
        <div class="scale-ends">
          <span>
            {formatSigned(language, -end, 0)} {difference ? "" : text.legendLoss}
          </span>
          <span>0</span>
          <span>
            {formatSigned(language, end, 0)} {difference ? "" : text.legendGain}
          </span>
        </div>
      </div>
      <ul class="legend">
        <li>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <circle class="key-ring" cx="12" cy="12" r="10" />
            <circle class="key-pole" cx="12" cy="12" r="6.5" />
            <circle class="key-core" cx="12" cy="12" r="3" />
          </svg>
          {text.legendRings}
        </li>
        <li>
          <svg viewBox="0 0 34 24" width="34" height="24" aria-hidden="true" focusable="false">
            <circle class="key-gain" cx="8" cy="12" r="6.5" />
            <circle class="key-loss" cx="26" cy="12" r="6.5" />
          </svg>
          {difference ? text.legendEdgeDifference : text.legendEdge}
        </li>
        <li>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <rect class="key-rural" x="4" y="4" width="16" height="16" rx="4" />
          </svg>
          {text.legendRural}
        </li>
        <li>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <circle class="key-faint" cx="12" cy="12" r="8" />
          </svg>
          {text.legendFaint(formatNumber(language, FAINT_BELOW, 0))}
        </li>
        {difference ? null : (
          <li>
            <svg viewBox="0 0 34 24" width="34" height="24" aria-hidden="true" focusable="false">
              <path class="key-flow" d="M3 19C9 8 17 6 27 8" />
              <path class="key-head" d="M33 9.4 24.8 12l2-4.2-2.3-4.3z" />
            </svg>
            {text.legendFlows}
          </li>
        )}
      </ul>
    </>
  );
}
