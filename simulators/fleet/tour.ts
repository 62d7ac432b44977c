import { pick, randomFrom, seedOf, type Random } from "../random.ts";
import type { Site, SiteNetwork } from "./sites.ts";

/** A drive of a tour; `fillsUp` at its end. */
export type Trip = { readonly from: Site; readonly to: Site; readonly fillsUp: boolean };

export type TourOrder = {
  readonly home: Site;
  readonly seed: number;
  /** How long to be driving, as the route search counts seconds. */
  readonly drivingS: number;
  /** Metres to drive before the tank calls for a petrol station. */
  readonly rangeM: number;
};

/** Shortest and longest drive a dispatcher plans, as the route search counts seconds. */
const SHORTEST_S = 9 * 60;
const LONGEST_S = 16 * 60;
const MEAN_S = (SHORTEST_S + LONGEST_S) / 2;
/** The last drive, home, may be shorter or longer than planned ones. */
const HOMEWARD_S = { shortest: 5 * 60, longest: 18 * 60 };
/** A car is refuelled in every tour; at the latest when this share of it remains. */
const LATEST_FILL_SHARE = 0.2;

const isDriveAway = (seconds: number): boolean => seconds >= SHORTEST_S && seconds <= LONGEST_S;

const nearest = (network: SiteNetwork, from: Site, kind: Site["kind"]): Site => {
  const sites = network.sites.filter((site) => site.kind === kind && site !== from);
  const [first, ...others] = sites;
  if (first === undefined) throw new Error(`no ${kind} among the sites`);
  return others.reduce(
    (best, site) => (network.expectedS(from, site) < network.expectedS(from, best) ? site : best),
    first,
  );
};

const customersFrom = ({ sites, expectedS }: SiteNetwork, from: Site, home: Site): Site[] =>
  sites.filter(
    (site) =>
      site.kind === "customer" &&
      site !== from &&
      site !== home &&
      isDriveAway(expectedS(from, site)),
  );

/** The customer whose detour on the way home fills the time left best. */
const lastCustomer = (network: SiteNetwork, from: Site, home: Site, leftS: number): Site => {
  const { expectedS } = network;
  const misfit = (site: Site): number => {
    const homeS = expectedS(site, home);
    const wrong = homeS < HOMEWARD_S.shortest || homeS > HOMEWARD_S.longest ? 3_600 : 0;
    return wrong + Math.abs(leftS - expectedS(from, site) - homeS);
  };
  const [first, ...others] = customersFrom(network, from, home);
  if (first === undefined) return nearest(network, from, "customer");
  return others.reduce((best, site) => (misfit(site) < misfit(best) ? site : best), first);
};

const nextCustomer = (network: SiteNetwork, from: Site, home: Site, random: Random): Site => {
  const customers = customersFrom(network, from, home);
  return customers.length > 0 ? pick(random, customers) : nearest(network, from, "customer");
};

/**
 * A round of drives that starts and ends at home and calls at a petrol station once. It depends on
 * the order alone, never on how the drives go, so that the kilometres of any past tour can be
 * known without driving it.
 */
export const planTour = (
  network: SiteNetwork,
  { home, seed, drivingS, rangeM }: TourOrder,
): Trip[] => {
  const random = randomFrom(seedOf(seed, "tour"));
  const trips: Trip[] = [];
  const tour = { at: home, leftS: drivingS, drivenM: 0, filled: false };
  const driveTo = (to: Site, fillsUp: boolean): void => {
    trips.push({ from: tour.at, to, fillsUp });
    tour.leftS -= network.expectedS(tour.at, to);
    tour.drivenM += network.lengthM(tour.at, to);
    tour.filled ||= fillsUp;
    tour.at = to;
  };
  while (tour.leftS > 3 * MEAN_S) {
    const isThirsty = tour.drivenM > rangeM || tour.leftS < drivingS * LATEST_FILL_SHARE;
    if (isThirsty && !tour.filled) driveTo(nearest(network, tour.at, "station"), true);
    else driveTo(nextCustomer(network, tour.at, home, random), false);
  }
  driveTo(lastCustomer(network, tour.at, home, tour.leftS), false);
  driveTo(home, false);
  return trips;
};

/** Kilometres of a tour. */
export const tourKm = (network: SiteNetwork, trips: readonly Trip[]): number =>
  trips.reduce((sum, { from, to }) => sum + network.lengthM(from, to), 0) / 1_000;
