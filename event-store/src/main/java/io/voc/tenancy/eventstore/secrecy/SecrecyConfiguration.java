package io.voc.tenancy.eventstore.secrecy;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Declares the keys that sensitive values are encrypted with. */
@Configuration(proxyBeanMethods = false)
public class SecrecyConfiguration {

    @Bean
    MasterKeys masterKeys(@Value("${tenancy.master-key}") String masterKey) {
        return MasterKeys.parse(masterKey);
    }

    @Bean
    DataKeyTable dataKeyTable(JdbcClient jdbc) {
        return new DataKeyTable(jdbc);
    }

    @Bean
    DataKeys dataKeys(MasterKeys masterKeys, DataKeyTable table) {
        return new DataKeys(masterKeys, table);
    }

    @Bean
    SealedText sealedText(DataKeys keys) {
        return new SealedText(keys);
    }

    @Bean
    MasterKeyRotation masterKeyRotation(MasterKeys masterKeys, DataKeyTable table) {
        return new MasterKeyRotation(masterKeys, table);
    }
}
