package io.voc.tenancy.kit.contract;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what handles a request as Spring does, but looks at the words of the path first: of nearly
 * all operations these alone tell that it is not the one.
 */
final class PathFirstMapping extends RequestMappingHandlerMapping {

    /** More words than any operation has; longer paths are looked up as Spring does. */
    private static final int LONGEST = 32;

    private final Map<RequestMappingInfo, List<Shape>> shapes = new ConcurrentHashMap<>();
    private volatile Map<Integer, List<Operation>> bySize = Map.of();

    /** The only operation whose path and conditions match; whatever is less clear is Spring's. */
    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(
            String lookupPath, HttpServletRequest request) throws Exception {
        var path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
        var found = CorsUtils.isCorsRequest(request) ? null : onlyMatch(path, request);
        if (found == null) {
            return super.lookupHandlerMethod(lookupPath, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, found.handler());
        handleMatch(found.match(), lookupPath, request);
        return found.handler();
    }

    private record Operation(RequestMappingInfo match, HandlerMethod handler) {}

    /** Null when there is none, or more than one. */
    private @Nullable Operation onlyMatch(PathContainer path, HttpServletRequest request) {
        Operation only = null;
        for (var operation : operations(path.elements().size())) {
            var match = getMatchingMapping(operation.match(), request);
            if (match != null) {
                if (only != null) {
                    return null;
                }
                only = new Operation(match, operation.handler());
            }
        }
        return only;
    }

    private List<Operation> operations(int pathElements) {
        var known = bySize;
        var operations = known.get(pathElements);
        if (operations == null && pathElements <= LONGEST) {
            operations = operationsOfSize(pathElements);
            var more = new HashMap<>(known);
            more.put(pathElements, operations);
            bySize = Map.copyOf(more);
        }
        return operations == null ? List.of() : operations;
    }

    private List<Operation> operationsOfSize(int pathElements) {
        return getHandlerMethods().entrySet().stream()
                .filter(it ->
                        shapes(it.getKey()).stream().anyMatch(shape -> shape.hasSize(pathElements)))
                .map(it -> new Operation(it.getKey(), it.getValue()))
                .toList();
    }

    @Override
    protected void registerHandlerMethod(
            Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        bySize = Map.of();
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(
            RequestMappingInfo mapping, HttpServletRequest request) {
        var path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
        return mayMatch(mapping, path) ? super.getMatchingMapping(mapping, request) : null;
    }

    private boolean mayMatch(RequestMappingInfo mapping, PathContainer path) {
        for (var shape : shapes.computeIfAbsent(mapping, PathFirstMapping::shapes)) {
            if (shape.mayMatch(path.elements())) {
                return true;
            }
        }
        return false;
    }

    private static List<Shape> shapes(RequestMappingInfo mapping) {
        var condition = mapping.getPathPatternsCondition();
        return condition == null
                ? List.of(new Shape(null))
                : condition.getPatterns().stream().map(Shape::of).toList();
    }

    /**
     * The words of a path and where there may be any.
     *
     * @param words in their order, an empty one where there may be any; null is the shape of each
     *     path
     */
    private record Shape(@Nullable List<String> words) {

        static Shape of(PathPattern pattern) {
            var text = pattern.getPatternString();
            if (text.contains("**") || text.contains("{*") || !text.matches("/.+")) {
                return new Shape(null);
            }
            return new Shape(
                    Arrays.stream(text.substring(1).split("/", -1))
                            .map(word -> word.matches(".*[{*?].*") ? "" : word)
                            .toList());
        }

        boolean hasSize(int pathElements) {
            return words == null || pathElements == 2 * words.size();
        }

        /** A path begins with a separator, and has one before each further word. */
        boolean mayMatch(List<PathContainer.Element> path) {
            if (words == null) {
                return true;
            }
            if (!hasSize(path.size())) {
                return false;
            }
            for (int i = words.size() - 1; i >= 0; i--) {
                var word = words.get(i);
                if (!word.isEmpty() && !isWord(word, path.get(2 * i + 1))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isWord(String word, PathContainer.Element element) {
            return element instanceof PathSegment segment && word.equals(segment.valueToMatch());
        }
    }
}
