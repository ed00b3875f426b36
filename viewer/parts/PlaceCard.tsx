/** What is known of an area: its zones' numbers, who came and went, why a household lives there. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Side } from "../../sim/session/protocol.ts";
import type { PlaceAnswer } from "../../sim/session/questions.ts";
import { useApp } from "../app.ts";
import { type AreaOnMap, areasOf } from "../map/areas.ts";
import { usePaced } from "../pace.ts";
import { textOf } from "../settings.ts";
import { areaName } from "../text/places.ts";
import { className, zoneName } from "../text/text.ts";
import { Derived } from "./Derived.tsx";
import { Household } from "./Household.tsx";
import { CrossIcon } from "./icons.tsx";
import { PlaceMoves } from "./PlaceMoves.tsx";
import { PlaceNumbers } from "./PlaceNumbers.tsx";
import { Segments } from "./Segments.tsx";

/** Least time between two questions about who came and went [ms]. */
const ASK_PACE = 2000;

/** A card in the place of the key charts; Escape closes it. */
export function PlaceCard({ area: dense }: { readonly area: number }) {
  const { settings, store, picked } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const head = useRef<HTMLHeadingElement>(null);
  const area = useMemo(
    () => areasOf(hello?.places ?? []).find((each) => each.area === dense),
    [dense, hello?.provenance.schemaDigest],
  );
  const zone = useSignal(0);
  useEffect(() => head.current?.focus({ preventScroll: innerWidth > 900 }), [dense]);
  const place = area?.zones[zone.value]?.place;
  const { a, b } = usePlaceAnswers(place);
  const answer = b ?? a;
  if (hello === undefined || area === undefined || place === undefined) return null;
  const info = hello.places[place];
  const close = (): void => {
    picked.value = undefined;
    document.querySelector<HTMLElement>(".map-box")?.focus({ preventScroll: true });
  };
  return (
    <section
      class="panel key-charts place-card"
      aria-labelledby="place-title"
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div class="panel-head">
        <h2 id="place-title" ref={head} tabIndex={-1}>
          {areaName(settings.language.value, text, area.name)}
        </h2>
        <button type="button" class="button quiet square" aria-label={text.closeCard} onClick={close}>
          <CrossIcon />
        </button>
      </div>
      <p class="hint">
        {className(text, "class", area.class)} · {info?.country === "BE" ? text.belgium : text.france}
      </p>
      <Zones area={area} chosen={zone.value} onChoose={(index) => (zone.value = index)} />
      <PlaceNumbers place={place} figuresA={a?.figures ?? []} figuresB={b?.figures} />
      {answer === undefined ? null : <PlaceMoves answer={answer} />}
      <Household place={place} />
      {info === undefined ? null : (
        <div class="card-part">
          <h3>{text.derived}</h3>
          <Derived info={info} />
        </div>
      )}
    </section>
  );
}

/** The zones of the area: centre, suburbs, commuter belt. */
function Zones(props: {
  readonly area: AreaOnMap;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  const text = textOf(useApp().settings);
  const { zones } = props.area;
  if (zones.length < 2) return null;
  const hasCore = zones.some((each) => each.zone === "core");
  return (
    <Segments
      legend={text.zone}
      value={String(props.chosen)}
      onChoose={(value) => props.onChoose(Number(value))}
      options={zones.map(({ zone }, index) => ({
        value: String(index),
        face: zoneName(text, zone, hasCore),
      }))}
    />
  );
}

/** Asks who came and went, again as the months pass; the last answers about this place. */
function usePlaceAnswers(place: number | undefined) {
  const { store, say } = useApp();
  const { comparing } = store;
  const month = usePaced(store.frame, ASK_PACE).value?.month;
  useEffect(() => {
    if (place === undefined || month === undefined) return;
    for (const side of comparing ? (["a", "b"] as const) : (["a"] as const)) {
      say({ type: "ask", side, about: "place", place });
    }
  }, [place, month, comparing]);
  const of = (wanted: Side): PlaceAnswer | undefined => {
    for (const { answer, side } of store.answers.value) {
      if (side === wanted && answer.about === "place" && answer.place === place) return answer;
    }
    return undefined;
  };
  return { a: of("a"), b: comparing ? of("b") : undefined };
}
