/** A table that scrolls by itself when it is wider than its place, also by keyboard. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** Caption, then whatever rows are given. */
export function TableBox(props: { readonly caption: string; readonly children: ComponentChildren }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
    <section class="table-box" tabIndex={0} aria-labelledby={id}>
      <table>
        <caption id={id}>{props.caption}</caption>
        {props.children}
      </table>
    </section>
  );
}
