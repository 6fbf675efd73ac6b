package io.voc.tenancy.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** How to reach one database, in the two spellings in use. */
public record PostgresDatabase(
        String host, int port, String name, String username, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /**
     * Answers {@code postgres://user:password@host:port/database} with the password
     * percent-encoded.
     */
    public String databaseUrl() {
        return "postgres://%s:%s@%s:%d/%s".formatted(username, encoded(password), host, port, name);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }

    static String encoded(String secret) {
        return URLEncoder.encode(secret, UTF_8).replace("+", "%20");
    }
}
