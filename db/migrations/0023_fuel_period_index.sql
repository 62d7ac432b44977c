-- Figures of a stretch of days are summed from the calendar periods it is made of, for all cars at
-- once. The index on the kind alone is the beginning of this one.
create index fuel_efficiency_period_idx on fuel_efficiency (calculation_period, period_start);
drop index fuel_efficiency_calculation_period_idx;
