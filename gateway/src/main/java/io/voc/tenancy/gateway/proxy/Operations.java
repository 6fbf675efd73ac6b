package io.voc.tenancy.gateway.proxy;

import static java.util.stream.Collectors.groupingBy;

import io.voc.tenancy.kit.contract.Operation;

import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The contract's operations, found by requests. */
final class Operations {

    private final List<Path> paths;

    Operations(Stream<Operation> operations) {
        this.paths =
                operations.collect(groupingBy(Operation::path)).entrySet().stream()
                        .map(path ->
                                new Path(
                                        PathPatternParser.defaultInstance.parse(path.getKey()),
                                        path.getValue()))
                        .sorted(Comparator.comparing(Path::pattern))
                        .toList();
    }

    /** The path that a request is for; empty when the contract has none like it. */
    Optional<Path> path(ServerRequest request) {
        var requested = request.requestPath().pathWithinApplication();
        return paths.stream().filter(path -> path.pattern().matches(requested)).findFirst();
    }

    /** A path with its operations. */
    record Path(PathPattern pattern, List<Operation> operations) {

        /** The operation by a method; a HEAD is a GET whose body stays behind. */
        Optional<Operation> operation(HttpMethod method) {
            var name = method.equals(HttpMethod.HEAD) ? HttpMethod.GET.name() : method.name();
            return operations.stream()
                    .filter(operation -> operation.method().equals(name))
                    .findFirst();
        }

        /** The methods in the contract. */
        Set<HttpMethod> methods() {
            var methods = new LinkedHashSet<HttpMethod>();
            operations.forEach(operation -> methods.add(HttpMethod.valueOf(operation.method())));
            return methods;
        }

        /** The methods of the contract, and those that come with them. */
        Set<HttpMethod> allMethods() {
            var methods = methods();
            if (methods.contains(HttpMethod.GET)) {
                methods.add(HttpMethod.HEAD);
            }
            methods.add(HttpMethod.OPTIONS);
            return methods;
        }
    }
}
