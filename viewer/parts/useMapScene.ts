/** Keeps the map's drawing in step with the page: size, theme, month, movement. */
import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Frame } from "../../sim/session/frames.ts";
import type { Language } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import type { MapScene } from "../map/scene.ts";
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
 * @param frame what the map shows
 * @param scaleEnd rate at which its colours end [per 1,000]
 * @param drawn called after each drawing, so that what stands over the map can follow
 */
export function useMapScene(
  frame: ReadonlySignal<Frame | undefined>,
  scaleEnd: number,
  drawn: () => void,
): MapRefs {
  const { store, paint, settings } = useApp();
  const refs = useRefs();
  const hello = store.hello.value;
  const end = useRef(scaleEnd);
  const still = useStill();
  const move = (): void => {
    const playing = store.state.value?.playing === true && store.link.value.type === "open";
    const any = (frame.value?.flowFrom.length ?? 0) > 0;
    refs.scene.current?.move(playing && any && !still.current);
  };
  const world = `${hello?.provenance.schemaDigest}/${hello?.provenance.households}`;

  useEffect(() => {
    const { box, land, flows, areas } = refs;
    if (hello === undefined || !box.current || !land.current || !flows.current || !areas.current) return;
    const canvases = { land: land.current, flows: flows.current, areas: areas.current };
    const element = box.current;
    let close = (): void => {};
    let wanted = true;
    // The map's drawing and its outlines come in a script of their own.
    void import("../map/scene.ts").then((map) => {
      if (!wanted) return;
      const scene = new map.MapScene(canvases, hello);
      refs.scene.current = scene;
      scene.scale(end.current);
      nameAreas(scene, settings.language.peek());
      const stopFitting = fitTo(scene, element, drawn);
      const painter = paint.add(() => {
        scene.show(frame.value);
        move();
        drawn();
      });
      close = () => {
        stopFitting();
        painter.stop();
        scene.close();
        refs.scene.current = undefined;
      };
    });
    return () => {
      wanted = false;
      close();
    };
  }, [world]);

  useEffect(() => {
    end.current = scaleEnd;
    refs.scene.current?.scale(scaleEnd);
  }, [scaleEnd]);
  useSignalEffect(() => {
    settings.ground.value;
    const language = settings.language.value;
    queueMicrotask(() => {
      refs.scene.current?.recolour();
      nameAreas(refs.scene.current, language);
    });
  });
  useSignalEffect(move);
  return refs;
}

function useRefs(): MapRefs {
  return {
    box: useRef<HTMLDivElement>(null),
    land: useRef<HTMLCanvasElement>(null),
    flows: useRef<HTMLCanvasElement>(null),
    areas: useRef<HTMLCanvasElement>(null),
    scene: useRef<MapScene>(undefined),
  };
}

/** Keeps the drawing as large as its box; returns how to end that. */
function fitTo(scene: MapScene, box: HTMLElement, drawn: () => void): () => void {
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    scene.resize(entry.contentRect.width, entry.contentRect.height);
    drawn();
  });
  observer.observe(box);
  void document.fonts.ready.then(() => scene.recolour());
  return () => observer.disconnect();
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
