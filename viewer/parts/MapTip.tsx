/** What is known of the area that is pointed at: its zones, its largest flows. */
import type { ReadonlySignal } from "@preact/signals";
import type { Frame } from "../../sim/session/frames.ts";
import type { Language } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import { type AreaOnMap, areaNow, FAINT_BELOW } from "../map/areas.ts";
import type { MapScene } from "../map/scene.ts";
import { usePaced } from "../pace.ts";
import { textOf } from "../settings.ts";
import { formatNumber, formatSigned } from "../text/format.ts";
import { areaName } from "../text/places.ts";
import { className, type Text, zoneName } from "../text/text.ts";

const MOST_FLOWS = 3;
/** A tip changes at most so often, so that it can be read [ms]. */
const READING_PACE = 400;
/** About half the height of a tip [CSS px]. */
const TIP_HALF = 120;

/** A card beside the area. */
export function MapTip(props: {
  readonly scene: { readonly current: MapScene | undefined };
  readonly frame: ReadonlySignal<Frame | undefined>;
  readonly differs: boolean;
  readonly chosen: ReadonlySignal<number>;
  readonly drawn: ReadonlySignal<number>;
}) {
  const { settings } = useApp();
  const text = textOf(settings);
  const slow = usePaced(props.frame, READING_PACE);
  const scene = props.scene.current;
  const area = scene?.areas[props.chosen.value];
  const frame = slow.value;
  props.drawn.value;
  const disc = scene?.chosenDisc();
  if (scene === undefined || area === undefined || frame === undefined || disc === undefined) {
    return <div class="map-tip" role="status" hidden />;
  }
  return (
    <div
      class="map-tip"
      role="status"
      data-side={disc.x > scene.width / 2 ? "left" : "right"}
      style={{
        "--x": `${disc.x}px`,
        "--y": `${Math.min(Math.max(disc.y, TIP_HALF), scene.height - TIP_HALF)}px`,
        "--gap": `${disc.radius + 12}px`,
      }}
    >
      <TipBody
        area={area}
        frame={frame}
        scene={scene}
        text={text}
        language={settings.language.value}
        differs={props.differs}
      />
    </div>
  );
}

function TipBody(props: {
  readonly area: AreaOnMap;
  readonly frame: Frame;
  readonly scene: MapScene;
  readonly text: Text;
  readonly language: Language;
  readonly differs: boolean;
}) {
  const { area, frame, scene, text, language, differs } = props;
  const now = areaNow(area, frame);
  const hasCore = area.zones.some((each) => each.zone === "core");
  const faint = area.zones.reduce((sum, { place }) => sum + (scene.simulated[place] ?? 0), 0) < FAINT_BELOW;
  return (
    <>
      <h3>{areaName(language, text, area.name)}</h3>
      <p class="tip-class">
        {className(text, "class", area.class)} · {formatNumber(language, now.population, 0)}{" "}
        {text.inhabitants}
      </p>
      <p class="tip-net" data-sign={Math.sign(now.netMigration)}>
        {differs ? text.netDifference : text.net} {text.per1000(formatSigned(language, now.netMigration, 1))}
      </p>
      {area.zones.length > 1 ? (
        <table>
          <thead class="unseen">
            <tr>
              <th>{text.zone}</th>
              <th>{text.netMigration}</th>
              <th>{text.rent}</th>
            </tr>
          </thead>
          <tbody>
            {area.zones.map(({ place, zone }) => (
              <tr key={place}>
                <th scope="row">{zoneName(text, zone, hasCore)}</th>
                <td>{formatSigned(language, frame.netMigration[place], 1)}</td>
                <td>
                  {differs
                    ? formatSigned(language, frame.rent[place], 2)
                    : formatNumber(language, frame.rent[place], 1)}{" "}
                  €/m²
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <TipFlows {...props} />
      {faint ? <p class="tip-faint">{text.faint}</p> : null}
      <p class="tip-more">{text.tipMore}</p>
    </>
  );
}

function TipFlows(props: {
  readonly area: AreaOnMap;
  readonly frame: Frame;
  readonly scene: MapScene;
  readonly text: Text;
  readonly language: Language;
}) {
  const { area, frame, scene, text, language } = props;
  const nameOf = (dense: number): string =>
    areaName(language, text, scene.areas.find((each) => each.area === dense)?.name ?? "");
  const lines: string[] = [];
  for (let flow = 0; flow < frame.flowFrom.length && lines.length < MOST_FLOWS; flow++) {
    const from = frame.flowFrom[flow] ?? -1;
    const to = frame.flowTo[flow] ?? -1;
    const households = formatNumber(language, frame.flowHouseholds[flow], 0);
    if (from === area.area) lines.push(text.flowsTo(nameOf(to), households));
    else if (to === area.area) lines.push(text.flowsFrom(nameOf(from), households));
  }
  if (lines.length === 0) return null;
  return (
    <ul class="tip-flows">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
