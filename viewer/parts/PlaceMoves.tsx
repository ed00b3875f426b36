/** Who came to an area and who left it, as bars with their numbers. */
import type { Partner, PlaceAnswer } from "../../sim/session/questions.ts";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { formatNumber, formatSigned } from "../text/format.ts";
import { areaName } from "../text/places.ts";

/** Real households for each simulated one from which small moves are mostly chance. */
const FAINT_SCALE = 100;

/** Arrivals and departures of the last twelve months, with the largest partners. */
export function PlaceMoves({ answer }: { readonly answer: PlaceAnswer }) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  if (answer.months === 0) return null;
  const most = Math.max(1, ...[...answer.cameFrom, ...answer.wentTo].map(({ households }) => households));
  const names = new Map((store.hello.value?.places ?? []).map((place) => [place.area, place.areaName]));
  const nameOf = ({ area }: Partner): string => areaName(language, text, names.get(area) ?? "");
  const scale = store.scale;
  const net = answer.came - answer.went;
  return (
    <div class="card-part">
      <h3>{text.cameAndWent(formatNumber(language, answer.months, 0))}</h3>
      <p>
        {text.cameAndWentSentence(
          formatNumber(language, answer.came, 0),
          formatNumber(language, answer.went, 0),
          formatSigned(language, net, 0),
        )}
      </p>
      {scale > FAINT_SCALE ? <p class="hint">{text.movesFaint(formatNumber(language, scale, 0))}</p> : null}
      <div class="moves">
        {[
          { title: text.cameFrom, partners: answer.cameFrom, kind: "came" },
          { title: text.wentTo, partners: answer.wentTo, kind: "went" },
        ].map(({ title, partners, kind }) => (
          <div key={kind} data-kind={kind}>
            <h4>{title}</h4>
            <ol>
              {partners.map((partner) => (
                <li key={partner.area} style={{ "--share": (partner.households / most).toFixed(3) }}>
                  <span>{nameOf(partner)}</span>
                  <b>{formatNumber(language, partner.households, 0)}</b>
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </div>
  );
}
