/**
 * Places cut along departements. A table of places knows no departement; flows are observed between
 * departements only. The inhabitants of each urban area in each departement are known; which of them live
 * in its core, pole or ring is not. The rules here, in order:
 *
 * 1. A `rest` zone lies in the one departement that the table of areas names.
 * 2. A `core` is one commune: it lies in the departement that contains its seat.
 * 3. Pole and ring are taken as circular: a disc, or what surrounds the zones before it, of the zone's area
 *    about the seat. Of 400 points spread evenly over it, those within a departement say how much of the
 *    zone lies there.
 * 4. These parts are balanced until the zones have their inhabitants and the area has its inhabitants in
 *    each departement, as the tables say (iterative proportional fitting). A departement in which an area
 *    has inhabitants and a zone no point counts as a thousandth of a point in a pole and a tenth in a ring.
 * 5. A piece lies at the mean of its points; one without any at the corner of the outline nearest to the
 *    seat.
 * 6. Jobs, dwellings and movers of a zone are spread over its pieces like its inhabitants.
 *
 * An area of a table of one's own lies in the departement that contains its first zone; abroad it has no
 * piece.
 */
import { COUNTRIES, type PlaceTable, ZONES } from "../model/places.ts";
import { contains, type Departements } from "./departements.ts";

/** Parts of places within departements; pieces of a place follow one another. */
export interface Pieces {
  /** Codes of departements, in the order of their outlines. */
  readonly codes: readonly string[];
  /** First piece of each place, and the number of pieces: `places + 1` entries. */
  readonly start: Uint32Array;
  readonly place: Uint16Array;
  /** Index in `codes`. */
  readonly departement: Uint8Array;
  /** Part of the place's inhabitants. */
  readonly share: Float64Array;
  /** [degrees] */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

const KM_PER_DEGREE = 111.195;
const POINTS = 400;
/** Angle between two points that spreads them evenly over a disc. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const CORE = ZONES.indexOf("core");
const POLE = ZONES.indexOf("pole");
const ROUNDS = 50;
/** Smallest part of a place that is kept. */
const LEAST_SHARE = 1e-6;

interface Piece {
  readonly place: number;
  readonly departement: number;
  share: number;
  lon: number;
  lat: number;
}

/** Cuts all places of France. */
export function cutPlaces(places: PlaceTable, departements: Departements): Pieces {
  const ofPlace = Array.from({ length: places.count }, (): Piece[] => []);
  for (let area = 0; area < places.areaIds.length; area++) {
    for (const piece of cutArea(places, departements, area)) ofPlace[piece.place]?.push(piece);
  }
  const start = new Uint32Array(places.count + 1);
  for (const [j, pieces] of ofPlace.entries()) start[j + 1] = start[j]! + pieces.length;
  const all = ofPlace.flat();
  return {
    codes: departements.list.map(({ code }) => code),
    start,
    place: Uint16Array.from(all, ({ place }) => place),
    departement: Uint8Array.from(all, ({ departement }) => departement),
    share: Float64Array.from(all, ({ share }) => share),
    lon: Float64Array.from(all, ({ lon }) => lon),
    lat: Float64Array.from(all, ({ lat }) => lat),
  };
}

/** Pieces of the zones of an area, of no more weight than nothing left out. */
function cutArea(places: PlaceTable, departements: Departements, area: number): Piece[] {
  const zones = [...places.area.keys()].filter((j) => places.area[j] === area);
  const [first] = zones;
  if (first === undefined || COUNTRIES[places.country[first]!] !== "FR") return [];
  zones.sort((a, b) => places.zone[a]! - places.zone[b]!);
  const known = departements.inhabitants.get(places.areaIds[area] ?? "");
  const { list } = departements;
  const at = (j: number) => ({ lon: places.lon[j]!, lat: places.lat[j]! });
  const here = list.findIndex(({ rings }) => contains(rings, places.lon[first]!, places.lat[first]!));
  if (known === undefined || known.size === 1) {
    const [only] = known?.keys() ?? [];
    const departement = only === undefined ? here : list.findIndex(({ code }) => code === only);
    return departement < 0 ? [] : zones.map((place) => ({ place, departement, share: 1, ...at(place) }));
  }
  const core = places.zone[first] === CORE ? places.population[first]! : 0;
  const wanted = [...known].map(([code, persons]) => {
    const departement = list.findIndex((each) => each.code === code);
    return { departement, persons: Math.max(0, persons - (departement === here ? core : 0)) };
  });
  const pieces = seedPieces(
    places,
    departements,
    zones,
    wanted.map(({ departement }) => departement),
    here,
  );
  balance(
    places,
    pieces,
    zones.filter((j) => places.zone[j] !== CORE),
    wanted,
  );
  return pieces.filter(({ share }) => share > LEAST_SHARE);
}

/** Pieces before balancing: shares are parts of the points of a zone. */
function seedPieces(
  places: PlaceTable,
  { list }: Departements,
  zones: readonly number[],
  candidates: readonly number[],
  seat: number,
): Piece[] {
  const centre = { lon: places.lon[zones[0] ?? 0]!, lat: places.lat[zones[0] ?? 0]! };
  const out: Piece[] = [];
  let within = 0;
  for (const place of zones) {
    const beyond = within + places.areaKm2[place]! / Math.PI;
    const points = annulus(centre, within, beyond);
    within = beyond;
    if (places.zone[place] === CORE) {
      out.push({ place, departement: seat, share: 1, ...centre });
      continue;
    }
    for (const departement of candidates) {
      const { rings } = list[departement] ?? { rings: [] };
      const inside = points.filter(({ lon, lat }) => contains(rings, lon, lat));
      const share = Math.max(inside.length, places.zone[place] === POLE ? 1e-3 : 0.1) / POINTS;
      const centroid = inside.length > 0 ? meanPoint(inside) : nearestCorner(rings.flat(), centre);
      out.push({ place, departement, share, ...centroid });
    }
  }
  return out;
}

interface Point {
  readonly lon: number;
  readonly lat: number;
}

/** Points spread evenly between two circles. @param from, to squares of their radii [km2] */
function annulus({ lon, lat }: Point, from: number, to: number): Point[] {
  const kmPerLon = KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: POINTS }, (_, k) => {
    const radius = Math.sqrt(from + ((to - from) * (k + 0.5)) / POINTS);
    const angle = k * GOLDEN_ANGLE;
    return {
      lon: lon + (radius * Math.cos(angle)) / kmPerLon,
      lat: lat + (radius * Math.sin(angle)) / KM_PER_DEGREE,
    };
  });
}

function meanPoint(points: readonly Point[]): Point {
  const mean = (value: (point: Point) => number) =>
    points.reduce((sum, point) => sum + value(point), 0) / points.length;
  return { lon: mean(({ lon }) => lon), lat: mean(({ lat }) => lat) };
}

function nearestCorner(corners: readonly (readonly [number, number])[], { lon, lat }: Point): Point {
  const narrow = Math.cos((lat * Math.PI) / 180);
  let best = { lon, lat };
  let least = Number.POSITIVE_INFINITY;
  for (const [x, y] of corners) {
    const distance = ((x - lon) * narrow) ** 2 + (y - lat) ** 2;
    if (distance < least) [best, least] = [{ lon: x, lat: y }, distance];
  }
  return best;
}

/**
 * Shares such that zones have their inhabitants and the area has its own in each departement, cores
 * apart.
 */
function balance(
  { population }: PlaceTable,
  pieces: readonly Piece[],
  zones: readonly number[],
  wanted: readonly { readonly departement: number; readonly persons: number }[],
): void {
  const cut = pieces.filter(({ place }) => zones.includes(place));
  for (const piece of cut) piece.share *= population[piece.place]!;
  const scale = (belongs: (piece: Piece) => boolean, total: number) => {
    const group = cut.filter(belongs);
    const sum = group.reduce((all, { share }) => all + share, 0);
    if (sum > 0) for (const piece of group) piece.share *= total / sum;
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const { departement, persons } of wanted)
      scale((piece) => piece.departement === departement, persons);
    for (const place of zones) scale((piece) => piece.place === place, population[place]!);
  }
  for (const piece of cut) piece.share /= population[piece.place]!;
}
