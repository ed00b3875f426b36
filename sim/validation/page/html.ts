/** Pieces of a page: texts made safe, tables that a screen reader can follow, numbers. */

/** A text as it may stand in HTML, in attributes too. */
export function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** A table with a caption and headers. @param rows cells as HTML; the first of a row is its header */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const header = head.map((each) => `<th scope="col">${each}</th>`).join("");
  const body = rows.map(([first = "", ...rest]) => {
    const cells = rest.map((each) => `<td>${each}</td>`).join("");
    return `<tr><th scope="row">${first}</th>${cells}</tr>`;
  });
  // Wide tables scroll by themselves, with the keyboard too, so that the page never does.
  return [
    `<div class="wide" tabindex="0" role="region" aria-label="${escaped(caption)}"><table>`,
    `<caption>${escaped(caption)}</caption><thead><tr>${header}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody></table></div>`,
  ].join("\n");
}

/** A number with some decimals, with a true minus; a dash where there is none. */
export function number(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString("en", { ...digits, signDisplay: "negative" }).replace("-", "−");
}

/** A coordinate of a picture [px], short. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
