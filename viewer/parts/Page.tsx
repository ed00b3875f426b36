/** The page: header, stage, then levers, map and charts. */
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { formatNumber } from "../text/format.ts";
import { KeyCharts, MoreCharts } from "./Charts.tsx";
import { Header } from "./Header.tsx";
import { Levers } from "./Levers.tsx";
import { MapPanel } from "./MapPanel.tsx";
import { Notice } from "./Notice.tsx";
import { PlaceCard } from "./PlaceCard.tsx";
import { Stage } from "./Stage.tsx";

/** Everything that is seen. */
export function Page() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const title = hello?.scenario.title[settings.language.value];
  useEffect(() => {
    document.title = title === undefined ? "voisinage" : `${title} · voisinage`;
  }, [title]);
  const run = useComputed(() => `${store.hello.value?.provenance.schemaDigest}/${store.state.value?.epoch}`);
  return (
    <div class="page">
      <a class="skip" href="#map">
        {text.skipToMap}
      </a>
      <Header />
      <Notice />
      <Stage />
      <main class="desk">
        <Levers key={`levers ${run.value}`} />
        <MapPanel />
        <Side />
        <MoreCharts />
      </main>
      <Footer />
    </div>
  );
}

/** The card of the area that was picked, or the key charts. */
function Side() {
  const { picked } = useApp();
  return picked.value === undefined ? <KeyCharts /> : <PlaceCard key={picked.value} area={picked.value} />;
}

/** Where the numbers come from, so that what is seen can be made again. */
function Footer() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const provenance = store.hello.value?.provenance;
  return (
    <footer class="foot">
      {provenance === undefined ? null : (
        <p>
          {text.provenance(
            provenance.version,
            provenance.seed,
            formatNumber(settings.language.value, provenance.households, 0),
            provenance.scenarioDigest.slice(0, 10),
          )}
        </p>
      )}
      <p>
        {text.productLine}. {text.sources} {text.caution}{" "}
        <a href="./validation.html" hreflang="en">
          {text.believe}
        </a>
      </p>
    </footer>
  );
}
