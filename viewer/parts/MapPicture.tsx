/** The map as a picture, with pointer, keyboard and zoom. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { MinusIcon, PlusIcon, WholeIcon } from "./icons.tsx";
import { MapTip } from "./MapTip.tsx";
import { useMapScene } from "./useMapScene.ts";

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ZOOM_STEP = 1.6;
/** How far a pointer moves before it drags the map [CSS px]. */
const DRAG_START = 4;

/** Canvas layers, what is pointed at, and the zoom buttons. */
export function MapPicture() {
  const { settings } = useApp();
  const text = textOf(settings);
  /** Changes when what stands over the map must be placed anew. */
  const drawn = useSignal(0);
  const chosen = useSignal(-1);
  const enlarged = useSignal(false);
  const refs = useMapScene(() => {
    drawn.value++;
  });
  const grip = useRef<{ x: number; y: number; moved: boolean } | undefined>(undefined);
  const follow = (): void => {
    chosen.value = refs.scene.current?.chosen ?? -1;
    enlarged.value = (refs.scene.current?.zoom.k ?? 1) > 1;
    drawn.value++;
  };
  const at = (event: PointerEvent | WheelEvent): readonly [number, number] => {
    const box = refs.box.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };
  const keys = (event: KeyboardEvent): void => {
    const scene = refs.scene.current;
    const direction = DIRECTIONS[event.key];
    if (scene === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (direction !== undefined) scene.pointTowards(...direction);
    else if (event.key === "Home") scene.choose(0);
    else if (event.key === "Escape") scene.choose(-1);
    else if (event.key === "+" || event.key === "=") scene.enlarge(ZOOM_STEP);
    else if (event.key === "-") scene.enlarge(1 / ZOOM_STEP);
    else if (event.key === "0") scene.showWhole();
    else return;
    event.preventDefault();
    follow();
  };
  const move = (event: PointerEvent): void => {
    const scene = refs.scene.current;
    const held = grip.current;
    if (scene === undefined) return;
    if (held === undefined) {
      if (event.pointerType !== "touch" && scene.pointAt(...at(event))) follow();
      return;
    }
    const dx = event.clientX - held.x;
    const dy = event.clientY - held.y;
    if (!held.moved && Math.hypot(dx, dy) < DRAG_START) return;
    grip.current = { x: event.clientX, y: event.clientY, moved: true };
    scene.drag(dx, dy);
    drawn.value++;
  };
  return (
    <div class="map" data-enlarged={enlarged.value}>
      <div
        ref={refs.box}
        class="map-box"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the map
        tabIndex={0}
        aria-label={text.mapLabel}
        aria-describedby="map-help"
        onKeyDown={keys}
        onBlur={() => {
          refs.scene.current?.choose(-1);
          follow();
        }}
        onPointerMove={move}
        onPointerDown={(event) => {
          grip.current = { x: event.clientX, y: event.clientY, moved: false };
          if (enlarged.value) event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={(event) => {
          if (grip.current?.moved !== true) refs.scene.current?.pointAt(...at(event));
          grip.current = undefined;
          follow();
        }}
        onPointerCancel={() => {
          grip.current = undefined;
        }}
        onPointerLeave={() => {
          refs.scene.current?.choose(-1);
          follow();
        }}
        onWheel={(event) => {
          if (!event.ctrlKey) return;
          event.preventDefault();
          refs.scene.current?.enlarge(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...at(event));
          follow();
        }}
      >
        <canvas ref={refs.land} data-layer="land" />
        <canvas ref={refs.flows} data-layer="flows" />
        <canvas ref={refs.areas} data-layer="areas" />
      </div>
      <p id="map-help" class="unseen">
        {text.mapHelp}
      </p>
      <MapTip scene={refs.scene} chosen={chosen} drawn={drawn} />
      <div class="zoom">
        <button
          type="button"
          class="button square"
          aria-label={text.zoomIn}
          title={text.zoomIn}
          onClick={() => {
            refs.scene.current?.enlarge(ZOOM_STEP);
            follow();
          }}
        >
          <PlusIcon />
        </button>
        <button
          type="button"
          class="button square"
          aria-label={text.zoomOut}
          title={text.zoomOut}
          onClick={() => {
            refs.scene.current?.enlarge(1 / ZOOM_STEP);
            follow();
          }}
        >
          <MinusIcon />
        </button>
        <button
          type="button"
          class="button square"
          aria-label={text.zoomReset}
          title={text.zoomReset}
          onClick={() => {
            refs.scene.current?.showWhole();
            follow();
          }}
        >
          <WholeIcon />
        </button>
      </div>
    </div>
  );
}
