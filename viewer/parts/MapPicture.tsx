/** The map as a picture, with pointer, keyboard and zoom. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Frame } from "../../sim/session/frames.ts";
import type { Side } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import { MapInput, ZOOM_STEP } from "../map/input.ts";
import type { MapScene } from "../map/scene.ts";
import { textOf } from "../settings.ts";
import { MinusIcon, PlusIcon, WholeIcon } from "./icons.tsx";
import { MapTip } from "./MapTip.tsx";
import { useMapScene } from "./useMapScene.ts";

interface MapPictureProps {
  readonly frame: ReadonlySignal<Frame | undefined>;
  /** Rate at which the colours end [per 1,000]. */
  readonly scaleEnd: number;
  /** True for a map of B - A. */
  readonly differs?: boolean;
  readonly side?: Side;
}

/** Canvas layers, what is pointed at, and the zoom buttons. */
export function MapPicture(props: MapPictureProps) {
  const { settings, picked } = useApp();
  const text = textOf(settings);
  const { frame, scaleEnd, differs = false, side = "a" } = props;
  /** Changes when what stands over the map must be placed anew. */
  const drawn = useSignal(0);
  const chosen = useSignal(-1);
  const enlarged = useSignal(false);
  /** True until the drawing has come, which has a script of its own: keys mean nothing before. */
  const busy = useSignal(true);
  const refs = useMapScene(frame, scaleEnd, () => {
    busy.value = false;
    drawn.value++;
  });
  const follow = (): void => {
    chosen.value = refs.scene.current?.chosen ?? -1;
    enlarged.value = (refs.scene.current?.zoom.k ?? 1) > 1;
    drawn.value++;
  };
  const pick = (): void => {
    const area = refs.scene.current?.areas[refs.scene.current.chosen];
    if (area !== undefined) picked.value = area.area;
  };
  const input = useMemo(() => new MapInput(() => refs.scene.current, follow, pick), []);
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
        aria-busy={busy.value}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the map
        tabIndex={0}
        aria-label={differs ? text.mapLabelDifference : side === "b" ? `B : ${text.mapLabel}` : text.mapLabel}
        aria-describedby={`map-help-${side}`}
        {...handlersOf(input, refs.box, enlarged)}
      >
        <canvas ref={refs.land} data-layer="land" />
        <canvas ref={refs.flows} data-layer="flows" />
        <canvas ref={refs.areas} data-layer="areas" />
      </div>
      <p id={`map-help-${side}`} class="unseen">
        {text.mapHelp}
      </p>
      <MapTip scene={refs.scene} frame={frame} differs={differs} chosen={chosen} drawn={drawn} />
      <ZoomButtons change={change} />
    </div>
  );
}

/** What keys, pointer and wheel do, as properties of the map's box. */
function handlersOf(
  input: MapInput,
  box: { readonly current: HTMLElement | null },
  enlarged: ReadonlySignal<boolean>,
) {
  const spot = (event: MouseEvent): readonly [number, number] => {
    const { left = 0, top = 0 } = box.current?.getBoundingClientRect() ?? {};
    return [event.clientX - left, event.clientY - top];
  };
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (input.key(event.key)) event.preventDefault();
    },
    onBlur: () => input.leave(),
    onPointerDown: (event: PointerEvent) => {
      input.press(spot(event));
      if (enlarged.value) box.current?.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => input.move(spot(event), event.pointerType !== "touch"),
    onPointerUp: (event: PointerEvent) => input.release(spot(event)),
    onPointerCancel: () => input.leave(),
    onPointerLeave: (event: PointerEvent) => {
      if (event.pointerType !== "touch") input.leave();
    },
    onWheel: (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      input.wheel(spot(event), -event.deltaY);
    },
  };
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
