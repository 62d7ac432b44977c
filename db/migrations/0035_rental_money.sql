-- What renting a car costs, what is owed for it and what was paid. Owed and paid are ledgers: nothing in
-- them changes.

-- Prices of a branch, for one group of its cars or all of them. Like rules they have versions: one that
-- holds no longer stays.
create table rates (
  id uuid primary key default gen_random_uuid(),
  branch_id uuid not null references branches (id) on delete restrict,
  -- null: cars of the branch that no other rate is for
  vehicle_group varchar(100),
  daily_minor bigint not null check (daily_minor >= 0),
  -- null: any number
  included_km_per_day integer check (included_km_per_day >= 0),
  extra_km_minor bigint not null check (extra_km_minor >= 0),
  deposit_minor bigint not null check (deposit_minor >= 0),
  fuel_policy varchar(20) not null check (fuel_policy in ('same_level', 'included')),
  fuel_litre_minor bigint not null check (fuel_litre_minor >= 0),
  tax_basis_points integer not null check (tax_basis_points between 0 and 10000),
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  created_by uuid not null references users (id) on delete restrict,
  check (valid_until is null or valid_until >= valid_from)
);
create unique index one_rate_in_force on rates (branch_id, coalesce(vehicle_group, ''))
  where valid_until is null;

-- What was agreed for one booking, in the money of its branch of then; the latest version holds. A table of
-- its own: who may not see money sees nothing of it.
create table booking_terms (
  booking_id uuid not null references bookings (id) on delete restrict,
  version integer not null check (version > 0),
  currency char(3) not null,
  -- the rate they were taken from; null where a person set them
  rate_id uuid references rates (id) on delete restrict,
  daily_minor bigint not null check (daily_minor >= 0),
  included_km_per_day integer check (included_km_per_day >= 0),
  extra_km_minor bigint not null check (extra_km_minor >= 0),
  deposit_minor bigint not null check (deposit_minor >= 0),
  fuel_policy varchar(20) not null check (fuel_policy in ('same_level', 'included')),
  fuel_litre_minor bigint not null check (fuel_litre_minor >= 0),
  tax_basis_points integer not null check (tax_basis_points between 0 and 10000),
  -- why they are other than the rate
  reason varchar(500),
  agreed_by uuid not null references users (id) on delete restrict,
  agreed_at timestamptz not null default now(),
  primary key (booking_id, version)
);

create table charges (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings (id) on delete restrict,
  kind varchar(20) not null check (kind in ('rental', 'extension')),
  -- rental days
  quantity numeric(12, 3) not null,
  unit_minor bigint not null,
  -- includes tax
  amount_minor bigint not null,
  tax_minor bigint not null,
  extension_id uuid references booking_extensions (id) on delete restrict,
  charged_by uuid not null references users (id) on delete restrict,
  charged_at timestamptz not null default now(),
  check ((kind = 'extension') = (extension_id is not null))
);
create index charges_booking_idx on charges (booking_id, charged_at);
-- once a booking, once an extension, however often somebody asks
create unique index one_rental_charge on charges (booking_id) where kind = 'rental';
create unique index one_extension_charge on charges (extension_id) where kind = 'extension';

create table payments (
  -- given by whoever sends it, so that a request sent twice is one payment
  id uuid primary key,
  booking_id uuid not null references bookings (id) on delete restrict,
  -- what it was asked for, where that is one extension
  extension_id uuid references booking_extensions (id) on delete restrict,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  method varchar(20) not null check (method in ('cash', 'card', 'transfer')),
  -- number of the receipt the customer was given
  receipt_number varchar(50) not null,
  -- who saw a large sum of cash change hands
  witness_id uuid references users (id) on delete restrict,
  received_at timestamptz not null,
  collected_by uuid not null references users (id) on delete restrict,
  recorded_at timestamptz not null default now(),
  check (witness_id <> collected_by)
);
create index payments_booking_idx on payments (booking_id, received_at);
create index payments_received_idx on payments (received_at, id);

do $$
declare ledger text;
begin
  foreach ledger in array array['charges', 'payments', 'booking_terms'] loop
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_change()', ledger || '_stay', ledger);
    execute format('create trigger %I before truncate on %I
      for each statement execute function refuse_change()', ledger || '_are_not_emptied', ledger);
  end loop;
  foreach ledger in array array['rates', 'charges', 'payments'] loop
    execute format('create constraint trigger %I after insert or update or delete on %I
      deferrable initially deferred for each row execute function audit_change(%L, %L, %L)',
      ledger || '_audited', ledger, 'id', '{}', '{}');
  end loop;
end $$;
create constraint trigger booking_terms_audited after insert on booking_terms
  deferrable initially deferred for each row execute function audit_change('booking_id', '{}', '{}');
