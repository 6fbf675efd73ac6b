package io.voc.tenancy.benchmarks;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Boot's Tomcat on virtual threads with one method that answers so many bytes: {@code PAYLOAD}. */
@ImportAutoConfiguration({
    SslAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class
})
@RestController
class BareRest {

    private final byte[] payload =
            ("{\"text\":\"" + "x".repeat(Integer.parseInt(System.getenv("PAYLOAD")) - 11) + "\"}")
                    .getBytes(StandardCharsets.US_ASCII);

    public static void main(String[] arguments) {
        var environment = System.getenv();
        new SpringApplicationBuilder(BareRest.class)
                .properties(
                        Map.of(
                                "server.port", environment.get("SERVER_PORT"),
                                "server.address", environment.get("SERVER_HOST"),
                                "server.tomcat.max-keep-alive-requests", "-1",
                                "spring.threads.virtual.enabled", "true",
                                "spring.main.banner-mode", "off",
                                "logging.level.root", "error"))
                .run();
    }

    @GetMapping(path = "/api/v1/tenants/{tenantId}/config", produces = "application/json")
    byte[] find(@PathVariable String tenantId) {
        return payload;
    }

    @GetMapping("/ready")
    String ready() {
        return "ready";
    }
}
