/** Keeps the map's drawing in step with the page: size, theme, month, movement. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Language } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import { MapScene } from "../map/scene.ts";
import { shortAreaName } from "../text/places.ts";
import { TEXTS } from "../text/text.ts";

/** Elements of the map on the page. */
export interface MapRefs {
  readonly box: { current: HTMLDivElement | null };
  readonly land: { current: HTMLCanvasElement | null };
  readonly flows: { current: HTMLCanvasElement | null };
  readonly areas: { current: HTMLCanvasElement | null };
  readonly scene: { current: MapScene | undefined };
}

/**
 * Makes the map's drawing for the world of the running simulation.
 * @param drawn called after each drawing, so that what stands over the map can follow
 */
export function useMapScene(drawn: () => void): MapRefs {
  const { store, paint, settings } = useApp();
  const refs: MapRefs = {
    box: useRef<HTMLDivElement>(null),
    land: useRef<HTMLCanvasElement>(null),
    flows: useRef<HTMLCanvasElement>(null),
    areas: useRef<HTMLCanvasElement>(null),
    scene: useRef<MapScene>(undefined),
  };
  const hello = store.hello.value;
  const world = `${hello?.provenance.schemaDigest}/${hello?.provenance.households}`;

  useEffect(() => {
    const { box, land, flows, areas } = refs;
    if (hello === undefined || !box.current || !land.current || !flows.current || !areas.current) return;
    const scene = new MapScene({ land: land.current, flows: flows.current, areas: areas.current }, hello);
    refs.scene.current = scene;
    nameAreas(scene, settings.language.peek());
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      scene.resize(entry.contentRect.width, entry.contentRect.height);
      drawn();
    });
    observer.observe(box.current);
    const painter = paint.add(() => {
      scene.show(store.frame.value);
      drawn();
    });
    void document.fonts.ready.then(() => scene.recolour());
    return () => {
      observer.disconnect();
      painter.stop();
      scene.close();
      refs.scene.current = undefined;
    };
  }, [world]);

  useSignalEffect(() => {
    settings.ground.value;
    queueMicrotask(() => refs.scene.current?.recolour());
  });
  useSignalEffect(() => {
    const language = settings.language.value;
    queueMicrotask(() => nameAreas(refs.scene.current, language));
  });
  const still = useStill();
  useSignalEffect(() => {
    const playing = store.state.value?.playing === true && store.link.value.type === "open";
    const any = store.frame.value !== undefined;
    refs.scene.current?.move(playing && any && !still.current);
  });
  return refs;
}

function nameAreas(scene: MapScene | undefined, language: Language): void {
  scene?.rename(scene.areas.map(({ name }) => shortAreaName(language, TEXTS[language], name)));
}

/** True while the user prefers that nothing moves. */
function useStill(): { readonly current: boolean } {
  const still = useRef(matchMedia("(prefers-reduced-motion: reduce)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-reduced-motion: reduce)");
    const follow = (): void => {
      still.current = query.matches;
    };
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return still;
}
