package io.voc.tenancy.query.configuration;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.query.Asked;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import java.io.IOException;

/** Reads of configuration over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/config", produces = APPLICATION_JSON_VALUE)
class ConfigurationRestApi {

    private final ConfigurationQueries configurations;

    ConfigurationRestApi(ConfigurationQueries configurations) {
        this.configurations = configurations;
    }

    /** The bytes are ready to be sent, so they pass no converter. */
    @GetMapping
    void find(
            @PathVariable String tenantId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var found =
                configurations.find(
                        tenantId, Actors.current(), ConfigurationForm.JSON, Asked.now());
        var tag = String.valueOf(found.version());
        if (!new ServletWebRequest(request, response).checkNotModified(tag)) {
            response.setContentType(APPLICATION_JSON_VALUE);
            response.setContentLength(found.bytes().length);
            response.getOutputStream().write(found.bytes());
        }
    }
}
