/** Signals that follow others at most so often, for text that is read. */
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";

/**
 * A signal that takes the value of another at most every `wait` milliseconds, and its last value
 * always. Lives as long as the page.
 */
export function paced<T>(source: ReadonlySignal<T>, wait: number): ReadonlySignal<T> {
  const slow: Signal<T> = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at = Number.NEGATIVE_INFINITY;
  const take = (): void => {
    timer = undefined;
    at = performance.now();
    slow.value = source.peek();
  };
  effect(() => {
    source.value;
    if (timer !== undefined) return;
    const left = at + wait - performance.now();
    if (left <= 0) take();
    else timer = setTimeout(take, left);
  });
  return slow;
}

/** Calls at most every `wait` milliseconds, the last call always. */
export function throttled<A extends readonly unknown[]>(call: (...args: A) => void, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: A | undefined;
  return (...args: A): void => {
    latest = args;
    if (timer !== undefined) return;
    call(...args);
    latest = undefined;
    timer = setTimeout(function again() {
      timer = undefined;
      if (latest === undefined) return;
      const last = latest;
      latest = undefined;
      call(...last);
      timer = setTimeout(again, wait);
    }, wait);
  };
}
