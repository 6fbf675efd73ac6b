package io.voc.tenancy.kit.identity;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.problem.ProblemWriter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Every request carries a token that verifies, except those for health and metrics. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Timing each security filter of each request would cost more than the filters do. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The strict one, quicker with headers. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(HeaderText::isName);
        firewall.setAllowedHeaderValues(HeaderText::isValue);
        return firewall;
    }

    @Bean
    InternalTokens internalTokens(
            @Value("${tenancy.internal-token-key}") String internalKey, Clock clock) {
        return new InternalTokens(hmac(internalKey), clock);
    }

    @Bean
    JwtDecoder jwtDecoder(
            @Value("${tenancy.jwt-secret:#{null}}") @Nullable String secret,
            @Value("${tenancy.jwt-issuer-uri:#{null}}") @Nullable String issuer,
            @Value("${tenancy.internal-token-key}") String internalKey,
            Clock clock) {
        var internal = TokenDecoder.ofGateway(hmac(internalKey));
        if (issuer == null) {
            var external = TokenDecoder.ofSecret(hmac(Objects.requireNonNull(secret)));
            return new RememberedTokens(
                    new TokenDecoder(external, internal), () -> "the secret", clock);
        }
        var keys = new IssuerKeys(new Issuer(issuer), clock);
        return new RememberedTokens(
                new TokenDecoder(TokenDecoder.ofIssuer(issuer, keys), internal),
                keys::known,
                clock);
    }

    /** Nothing is kept between requests, and what nobody uses is not made for each of them. */
    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, ProblemWriter problems) {
        var chain = chain(http, problems);
        return new DefaultSecurityFilterChain(
                chain.getRequestMatcher(),
                chain.getFilters().stream().filter(it -> !isMetadata(it)).toList());
    }

    /** Stands in every chain of this kind and tells strangers where the service is. */
    private static boolean isMetadata(Filter filter) {
        return filter instanceof OAuth2ProtectedResourceMetadataFilter;
    }

    private static DefaultSecurityFilterChain chain(HttpSecurity http, ProblemWriter problems) {
        return http.authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/health", "/ready", "/metrics")
                                .permitAll()
                                .requestMatchers("/health/**")
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(server ->
                        server.jwt(_ -> {})
                                .bearerTokenResolver(new HeaderToken())
                                .authenticationEntryPoint((_, response, failure) ->
                                        problems.write(
                                                response, unauthenticated(failure.getMessage()))))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((_, response, _) ->
                                        problems.write(response, unauthenticated(null)))
                                .accessDeniedHandler((_, response, _) ->
                                        problems.write(
                                                response,
                                                new Rejection(
                                                        RejectionCode.FORBIDDEN,
                                                        "This is not for the caller's role"))))
                .securityContext(context ->
                        context.securityContextRepository(
                                new RequestAttributeSecurityContextRepository()))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    private static SecretKey hmac(String key) {
        return new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private static Rejection unauthenticated(@Nullable String why) {
        return new Rejection(
                RejectionCode.UNAUTHENTICATED,
                why == null
                        ? "Send a bearer token in the Authorization header"
                        : "The bearer token is not valid");
    }
}
