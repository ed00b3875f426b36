/** The map as a picture, with pointer, keyboard and zoom. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { useApp } from "../app.ts";
import { MapInput, ZOOM_STEP } from "../map/input.ts";
import type { MapScene } from "../map/scene.ts";
import { textOf } from "../settings.ts";
import { MinusIcon, PlusIcon, WholeIcon } from "./icons.tsx";
import { MapTip } from "./MapTip.tsx";
import { useMapScene } from "./useMapScene.ts";

/** Canvas layers, what is pointed at, and the zoom buttons. */
export function MapPicture() {
  const text = textOf(useApp().settings);
  /** Changes when what stands over the map must be placed anew. */
  const drawn = useSignal(0);
  const chosen = useSignal(-1);
  const enlarged = useSignal(false);
  const refs = useMapScene(() => {
    drawn.value++;
  });
  const follow = (): void => {
    chosen.value = refs.scene.current?.chosen ?? -1;
    enlarged.value = (refs.scene.current?.zoom.k ?? 1) > 1;
    drawn.value++;
  };
  const input = useMemo(() => new MapInput(() => refs.scene.current, follow), []);
  const spot = (event: MouseEvent): readonly [number, number] => {
    const box = refs.box.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };
  const change = (act: (scene: MapScene) => void) => (): void => {
    if (refs.scene.current !== undefined) act(refs.scene.current);
    follow();
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
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (input.key(event.key)) event.preventDefault();
        }}
        onBlur={() => input.leave()}
        onPointerDown={(event) => {
          input.press(spot(event));
          if (enlarged.value) event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => input.move(spot(event), event.pointerType !== "touch")}
        onPointerUp={(event) => input.release(spot(event))}
        onPointerCancel={() => input.leave()}
        onPointerLeave={(event) => {
          if (event.pointerType !== "touch") input.leave();
        }}
        onWheel={(event) => {
          if (!event.ctrlKey) return;
          event.preventDefault();
          input.wheel(spot(event), -event.deltaY);
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
      <ZoomButtons change={change} />
    </div>
  );
}

function ZoomButtons({ change }: { readonly change: (act: (scene: MapScene) => void) => () => void }) {
  const text = textOf(useApp().settings);
  return (
    <div class="zoom">
      <ZoomButton label={text.zoomIn} onClick={change((scene) => scene.enlarge(ZOOM_STEP))}>
        <PlusIcon />
      </ZoomButton>
      <ZoomButton label={text.zoomOut} onClick={change((scene) => scene.enlarge(1 / ZOOM_STEP))}>
        <MinusIcon />
      </ZoomButton>
      <ZoomButton label={text.zoomReset} onClick={change((scene) => scene.showWhole())}>
        <WholeIcon />
      </ZoomButton>
    </div>
  );
}

function ZoomButton(props: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="button square"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
