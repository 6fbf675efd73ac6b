package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.eventstore.register.RegisterChange.AddApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ApiKeyChange;
import io.voc.tenancy.eventstore.register.RegisterChange.ChangeApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ReplaceSecret;
import io.voc.tenancy.eventstore.register.RegisterChange.RevokeApiKey;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The digests of keys' secrets and what their verification needs. */
final class ApiKeyRegister {

    /** A key's first changes, then their second ones and so on, for each is upon the one before. */
    private final List<ApiKeyStatements> rounds = new ArrayList<>();

    private final Map<String, Integer> changesOf = new HashMap<>();

    void apply(ApiKeyChange change) {
        var round = changesOf.merge(change.keyId(), 1, Integer::sum) - 1;
        if (round == rounds.size()) {
            rounds.add(new ApiKeyStatements());
        }
        var statements = rounds.get(round);
        switch (change) {
            case AddApiKey add -> statements.add(add.key());
            case ChangeApiKey changed -> statements.change(changed.key());
            case ReplaceSecret replaced -> statements.rotate(replaced);
            case RevokeApiKey(String keyId) -> statements.revoke(keyId);
        }
    }

    void write(SqlBatch sql) throws SQLException {
        for (var statements : rounds) {
            statements.write(sql);
        }
    }
}
