-- The plans that there are, what each limits, and how many tenants have it.
CREATE TABLE command.plan (
    name    text COLLATE "C" PRIMARY KEY,
    limits  jsonb            NOT NULL,
    tenants bigint           NOT NULL
) WITH (fillfactor = 20);

COMMENT ON COLUMN command.plan.tenants IS 'how many rows of tenant_gate have the plan; kept up while tenants come and go';

REVOKE ALL ON command.plan FROM PUBLIC;

-- Tenants that are older than the plans have one that may not be there; a purged one has none.
ALTER TABLE command.tenant_gate ADD COLUMN plan text COLLATE "C";

UPDATE command.tenant_gate AS gate
SET plan = convert_from(registered.payload, 'UTF8')::json ->> 'plan'
FROM event_store.event AS registered
WHERE registered.aggregate_id = gate.tenant_id AND registered.sequence = 0
  AND registered.type = 'tenant.registered' AND gate.status <> 'PURGED';

-- A plan that is new is asked for by all who have its name already.
CREATE INDEX tenant_gate_by_plan ON command.tenant_gate (plan);
