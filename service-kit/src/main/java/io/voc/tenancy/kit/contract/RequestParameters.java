package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.rejection.FieldFault;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a request says in its query and headers, held against what its operation takes. */
final class RequestParameters {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final ApiContract contract;
    private final String method;
    private final Map<String, Parameter> query;
    private final Map<String, Parameter> headers;

    RequestParameters(ApiContract contract, String method, String path) {
        this.contract = contract;
        this.method = method;
        var byPlace =
                contract.parameters(method, path).stream()
                        .collect(
                                Collectors.partitioningBy(
                                        Parameter::isHeader,
                                        Collectors.toMap(Parameter::name, Function.identity())));
        query = byPlace.getOrDefault(false, Map.of());
        headers = byPlace.getOrDefault(true, Map.of());
    }

    /** All that is wrong. */
    List<FieldFault> faults(HttpServletRequest request) {
        var faults = new ArrayList<FieldFault>();
        if (request.getQueryString() != null) {
            request.getParameterMap()
                    .forEach((name, values) -> faults.addAll(faultsOfQuery(name, values)));
        }
        headers.forEach((name, header) -> {
            var values = Collections.list(request.getHeaders(name));
            if (!values.isEmpty()) {
                faults.addAll(contract.faultsOf(header, String.join(",", values)));
            }
        });
        if (request.getHeader(HttpHeaders.IF_MATCH) != null && !takesPreconditions()) {
            faults.add(
                    new FieldFault(HttpHeaders.IF_MATCH, "There is nothing here that could match"));
        }
        return faults;
    }

    /** A parameter that nobody reads would be a filter that does not filter. */
    private List<FieldFault> faultsOfQuery(String name, String[] values) {
        var parameter = query.get(name);
        if (parameter == null) {
            return List.of(new FieldFault(name, "There is no parameter " + name + " here"));
        }
        return values.length > 1
                ? List.of(new FieldFault(name, name + " is given more than once"))
                : contract.faultsOf(parameter, values[0]);
    }

    private boolean takesPreconditions() {
        return READS.contains(method) || headers.containsKey(HttpHeaders.IF_MATCH);
    }
}
