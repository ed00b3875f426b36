/** Signals that follow others at most so often, for text that is read. */
import { effect, type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** A signal that takes the value of another at most every `wait` milliseconds, and its last value always. */
export function usePaced<T>(source: ReadonlySignal<T>, wait: number): ReadonlySignal<T> {
  const slow = useSignal(source.peek());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let at = Number.NEGATIVE_INFINITY;
    const take = (): void => {
      timer = undefined;
      at = performance.now();
      slow.value = source.peek();
    };
    const stop = effect(() => {
      source.value;
      if (timer !== undefined) return;
      const left = at + wait - performance.now();
      if (left <= 0) take();
      else timer = setTimeout(take, left);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [source, wait]);
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
