package io.voc.tenancy.kit.contract;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what handles a request as Spring does, but looks at the words of the path first: of nearly
 * all operations these alone tell that it is not the one.
 */
final class PathFirstMapping extends RequestMappingHandlerMapping {

    private final Map<RequestMappingInfo, List<Shape>> shapes = new ConcurrentHashMap<>();

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

        /** A path begins with a separator, and has one before each further word. */
        boolean mayMatch(List<PathContainer.Element> path) {
            if (words == null) {
                return true;
            }
            if (path.size() != 2 * words.size()) {
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
