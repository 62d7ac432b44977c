import type { Queryable } from "./pool.ts";

/** Has the database refuse every route of a vehicle; answers what ends that. */
export const refuseRoutesOf = async (
  db: Queryable,
  vehicleId: string,
): Promise<() => Promise<void>> => {
  await db.query(
    `create function refuse_route() returns trigger language plpgsql as $$ begin
       if new.vehicle_id = '${vehicleId}' then
         raise exception 'no such route' using errcode = 'check_violation';
       end if;
       return new;
     end $$;
     create trigger route_refused before insert or update on routes
       for each row execute function refuse_route()`,
  );
  return async () => {
    await db.query("drop function refuse_route cascade");
  };
};
