-- An answer is sealed with its tenant's data key, and tells up to where a read must see to include it.
-- Nothing has written here before.
ALTER TABLE command.idempotent_answer
    ADD COLUMN tenant_id text COLLATE "C",
    ADD COLUMN position  bigint NOT NULL;

COMMENT ON COLUMN command.idempotent_answer.tenant_id IS 'whose data key seals the answer; null when it is in clear';
COMMENT ON COLUMN command.idempotent_answer.position IS 'the log''s head after the commit that was answered';

CREATE INDEX idempotent_answer_by_time ON command.idempotent_answer (answered_at);

-- When a deleted tenant is to be purged.
ALTER TABLE command.tenant_gate ADD COLUMN purge_after timestamptz;

CREATE INDEX tenant_gate_by_purge ON command.tenant_gate (purge_after) WHERE purge_after IS NOT NULL;

-- A purge removes the snapshots of all that was the tenant's.
CREATE INDEX snapshot_by_tenant ON event_store.snapshot (tenant_id);
