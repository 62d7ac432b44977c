import { z } from "zod";

/** Roles of a rental business. OWNER belongs to no branch and sees all of them. */
export const Role = z.enum(["OWNER", "MANAGER", "DESK", "FIELD", "DISPATCHER"]);
export type Role = z.infer<typeof Role>;

/**
 * Who may do what: the only permission table. HTTP routes and Socket.IO events name a permission,
 * never a role. A new permission that is missing here does not compile.
 */
export const PERMISSIONS = {
  "fleet:view": ["OWNER", "MANAGER", "DESK", "FIELD", "DISPATCHER"],
  "fleet:edit": ["OWNER", "MANAGER"],
  "tracks:view": ["OWNER", "MANAGER", "DESK", "DISPATCHER"],
  "drivers:view": ["OWNER", "MANAGER", "DESK", "DISPATCHER"],
  "drivers:edit": ["OWNER", "MANAGER"],
  "assignments:edit": ["OWNER", "MANAGER", "DESK", "DISPATCHER"],
  "devices:view": ["OWNER", "MANAGER", "DISPATCHER"],
  "devices:edit": ["OWNER", "MANAGER"],
  "commands:view": ["OWNER", "MANAGER", "DISPATCHER"],
  "commands:send": ["OWNER", "MANAGER", "DISPATCHER"],
  "immobilisations:confirm": ["OWNER", "MANAGER"],
  "rejects:view": ["OWNER", "MANAGER", "DISPATCHER"],
  "fuel:view": ["OWNER", "MANAGER", "DESK", "DISPATCHER"],
  "fuel:enter": ["OWNER", "MANAGER", "DESK"],
  "fuel:correct": ["OWNER", "MANAGER"],
  "analytics:view": ["OWNER", "MANAGER"],
  "alerts:view": ["OWNER", "MANAGER", "DESK", "DISPATCHER"],
  "alerts:handle": ["OWNER", "MANAGER", "DISPATCHER"],
  "rules:view": ["OWNER", "MANAGER", "DISPATCHER"],
  "rules:edit": ["OWNER", "MANAGER"],
  "geofences:view": ["OWNER", "MANAGER", "DESK", "FIELD", "DISPATCHER"],
  "geofences:edit": ["OWNER", "MANAGER"],
  "links:share": ["OWNER", "MANAGER", "DISPATCHER"],
  "bookings:view": ["OWNER", "MANAGER", "DESK", "DISPATCHER"],
  "bookings:edit": ["OWNER", "MANAGER", "DESK"],
  "bookings:void": ["OWNER", "MANAGER"],
  "money:view": ["OWNER", "MANAGER", "DESK"],
  "payments:take": ["OWNER", "MANAGER", "DESK"],
  "rates:edit": ["OWNER", "MANAGER"],
  "today:view": ["OWNER", "MANAGER", "DESK", "DISPATCHER"],
  "extensions:decide": ["OWNER"],
  "audit:view": ["OWNER"],
  "branches:edit": ["OWNER"],
  "users:view": ["OWNER", "MANAGER"],
  "users:edit": ["OWNER"],
  "tokens:edit": ["OWNER", "MANAGER"],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export const isAllowed = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role);

/** Whether a role may do all that another one may, so that it can hand that out. */
export const covers = (role: Role, other: Role): boolean =>
  Object.values(PERMISSIONS).every((roles: readonly Role[]) =>
    roles.includes(other) ? roles.includes(role) : true,
  );
