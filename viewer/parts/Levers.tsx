/** The levers of the running simulation, by what they are and by subject, with a search. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { useApp } from "../app.ts";
import {
  groupsOf,
  LEVER_KINDS,
  type LeverGroup,
  type LeverKind,
  movedLevers,
  searchLevers,
} from "../levers.ts";
import { textOf } from "../settings.ts";
import { formatNumber } from "../text/format.ts";
import { CopyCommand } from "./CopyCommand.tsx";
import { Lever } from "./Lever.tsx";
import { MovedLevers } from "./MovedLevers.tsx";

/** Width from which the levers are open at first [CSS px]. */
const WIDE = 901;
/** Subjects that are open at first. */
const FIRST_OPEN = ["policy/telework"];

/** All levers; they can be folded away. */
export function Levers() {
  const { settings } = useApp();
  const text = textOf(settings);
  const projector = settings.screen.value === "projector";
  const open = useSignal(innerWidth >= WIDE && !projector);
  const wanted = useSignal("");
  const opened = useSignal<ReadonlySet<string>>(new Set(FIRST_OPEN));
  useEffect(() => {
    open.value = innerWidth >= WIDE && !projector;
  }, [projector]);
  return (
    <details
      class="levers panel"
      open={open.value}
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <summary>
        <h2>{text.levers}</h2>
      </summary>
      <SearchField wanted={wanted.value} onSearch={(words) => (wanted.value = words)} />
      <MovedLevers />
      {wanted.value.trim() === "" ? (
        LEVER_KINDS.map((kind) => (
          <Kind
            key={kind}
            kind={kind}
            opened={opened.value}
            onToggle={(name, isOpen) => {
              const now = new Set(opened.value);
              if (isOpen) now.add(name);
              else now.delete(name);
              opened.value = now;
            }}
          />
        ))
      ) : (
        <Found wanted={wanted.value} />
      )}
      <CopyCommand />
    </details>
  );
}

function SearchField(props: { readonly wanted: string; readonly onSearch: (words: string) => void }) {
  const text = textOf(useApp().settings);
  const id = useId();
  return (
    <div class="search">
      <label class="unseen" for={id}>
        {text.searchLevers}
      </label>
      <input
        id={id}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={text.searchLevers}
        value={props.wanted}
        onInput={({ currentTarget }) => props.onSearch(currentTarget.value)}
      />
    </div>
  );
}

/** What the search has found, and how much. */
function Found({ wanted }: { readonly wanted: string }) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const found = searchLevers(store.hello.value?.levers ?? [], language, wanted);
  return (
    <section class="lever-group" aria-label={text.searchLevers}>
      <p class="hint" role="status">
        {text.leversFound(formatNumber(language, found.length, 0))}
      </p>
      {found.map((spec) => (
        <Lever key={spec.name} spec={spec} />
      ))}
    </section>
  );
}

/** The levers of a kind, folded by subject. */
function Kind(props: {
  readonly kind: LeverKind;
  readonly opened: ReadonlySet<string>;
  readonly onToggle: (name: string, open: boolean) => void;
}) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const groups = groupsOf(store.hello.value?.levers ?? [], props.kind);
  if (groups.length === 0) return null;
  const title = text[`kind_${props.kind}`];
  return (
    <section class="lever-group" aria-label={title}>
      <h3>{title}</h3>
      <p class="hint">{text[`kindHelp_${props.kind}`]}</p>
      {groups.map((group) => (
        <Subject key={group.subject} {...props} group={group} />
      ))}
    </section>
  );
}

function Subject(props: {
  readonly kind: LeverKind;
  readonly group: LeverGroup;
  readonly opened: ReadonlySet<string>;
  readonly onToggle: (name: string, open: boolean) => void;
}) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const { subject, levers } = props.group;
  const name = `${props.kind}/${subject}`;
  const open = props.opened.has(name);
  const moved = useComputed(() => {
    const all = movedLevers(store.hello.value, store.state.value);
    return levers.filter((spec) => all.includes(spec)).length;
  }).value;
  return (
    <details
      class="subject"
      open={open}
      onToggle={({ currentTarget }) => props.onToggle(name, currentTarget.open)}
    >
      <summary>
        <span>{text[`lever_${subject}`]}</span>
        <span class="tally">
          {moved > 0 ? <b>{text.leversMoved(String(moved))}</b> : null}
          {formatNumber(settings.language.value, levers.length, 0)}
        </span>
      </summary>
      {open ? levers.map((spec) => <Lever key={spec.name} spec={spec} />) : null}
    </details>
  );
}
