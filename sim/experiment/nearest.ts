/** "Did you mean": the allowed name that is nearest to what was written. */

/**
 * Name with the smallest number of letters to change, insert, leave out or swap; undefined when
 * more than a third of the letters would change. A part of a name is near too: `norm` finds
 * `telework.norm`. The first of equals wins.
 */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const wanted = written.slice(0, 80).toLowerCase();
  let best: string | undefined;
  let bestDistance = (wanted.length < 3 ? 0 : Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best ?? names.find((name) => wanted.length > 2 && name.toLowerCase().includes(wanted));
}

/** `; did you mean "telework.norm"?`, or else the allowed names, so that a message always helps. */
export function didYouMean(written: string, names: readonly string[]): string {
  const nearest = nearestName(written, names);
  return nearest === undefined ? `; allowed: ${names.join(", ")}` : `; did you mean "${nearest}"?`;
}

/** Restricted Damerau-Levenshtein distance [letters]. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (here[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      here.push(cost);
    }
    before = above;
    above = here;
  }
  return above[b.length] ?? 0;
}
