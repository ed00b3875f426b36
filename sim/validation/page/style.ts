/**
 * How the page looks: plain, printable, for small screens too; colours of Okabe and Ito that all eyes tell
 * apart.
 */
export const STYLE = `
:root { color-scheme: light; --ink: #1a1a1a; --quiet: #555; --line: #ccc; --inside: #cfe3f1; --edge: #0072b2;
  --fail: #a03c00; --naive: #7a4a6b; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: var(--ink); background: #fff;
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--line); }
h3 { margin: 2rem 0 .3rem; } p, li { max-width: 44rem; }
a { color: #004f7c; }
a:focus-visible, .wide:focus-visible { outline: 3px solid #0072b2; outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
dt { font-weight: 600; }
.verdict { display: inline-block; white-space: nowrap; padding: 0 .5em; border: 2px solid;
  border-radius: .3em; font-weight: 600; }
.pass { color: #00563f; } .fail { color: var(--fail); border-style: double; }
.unresolved { color: #444; border-style: dashed; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .88rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #f2f2f2; } tbody th { font-weight: 500; }
figure { margin: 1rem 0; } figcaption, .quiet { color: var(--quiet); font-size: .88rem; }
svg { display: block; width: 100%; height: auto; } .band { max-width: 40rem; } .map { max-width: 35rem; }
.hidden { position: absolute; width: 0; height: 0; }
.band .inside { fill: var(--inside); } .band .edge { stroke: var(--edge); stroke-width: 2; }
.band .member { stroke: #777; stroke-width: 1; fill: none; }
.band .range { stroke: var(--ink); stroke-width: 1.5; }
.band .interval { stroke: var(--ink); stroke-width: 6; }
.band circle.mean { fill: #fff; stroke: var(--ink); stroke-width: 3; }
.band .naive { fill: #fff; stroke: var(--naive); stroke-width: 2; }
.band text { font: 13px system-ui, sans-serif; fill: var(--ink); }
.band text.end { fill: #004f7c; } .band text.mean { font-weight: 700; }
.map use { fill: #f6f6f6; stroke: #aaa; stroke-width: .6; }
.map .above { fill: #d55e00; fill-opacity: .75; stroke: #7a3500; stroke-width: .7; }
.map .below { fill: #fff; fill-opacity: .6; stroke: #0072b2; stroke-width: 1.6; }
.maps { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
code { font-size: .9em; overflow-wrap: anywhere; }
@media (max-width: 36rem) { .band text { font-size: 20px; } }
@media print { body { max-width: none; font-size: 10pt; } .skip, nav { display: none; }
  .wide { overflow: visible; } article, figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } }
`;
