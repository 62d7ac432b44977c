import type { Activity } from "../../../contracts/activity.ts";
import type { Page } from "../../../contracts/paging.ts";

/** What happened as far as it has been fetched, latest known first, and where it goes on. */
export type Told = {
  readonly activities: readonly Activity[];
  /** Null where nothing was before, or nobody knows. */
  readonly cursor: string | null;
};

const byId = (a: Activity, b: Activity): number => b.id - a.id;

/**
 * Brings in the latest page as the server has it now, and what arrived while it was asked for. What
 * was fetched before that page stays where the two join; where something is missing between them, all
 * of it is fetched anew.
 */
export const joinLatest = (
  { activities, cursor }: Told,
  page: Page<Activity>,
  arrived: readonly Activity[],
): Told => {
  const oldestId = page.items.at(-1)?.id ?? 0;
  const joins = page.nextCursor !== null && activities.some(({ id }) => id === oldestId);
  const earlier = joins ? activities.filter(({ id }) => id < oldestId) : [];
  const ids = new Set(page.items.map(({ id }) => id));
  const later = arrived.filter(({ id }) => !ids.has(id) && id > oldestId);
  return {
    activities: [...later, ...page.items, ...earlier].sort(byId),
    cursor: joins && earlier.length > 0 ? cursor : page.nextCursor,
  };
};

/** What happened on one day of the branch it concerns, by when it became known. */
export type ToldDay = { readonly day: string; readonly activities: readonly Activity[] };

/** Groups by day, in the order given. */
export const byDay = (
  activities: readonly Activity[],
  dayOf: (activity: Activity) => string,
): ToldDay[] => {
  const days: { day: string; activities: Activity[] }[] = [];
  for (const activity of activities) {
    const day = dayOf(activity);
    const last = days.at(-1);
    if (last?.day === day) last.activities.push(activity);
    else days.push({ day, activities: [activity] });
  }
  return days;
};
