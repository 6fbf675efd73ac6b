package io.voc.tenancy.query.audit;

import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** In what form the trail is sent. */
enum TrailFormat {
    PAGE(MediaType.APPLICATION_JSON_VALUE),
    NDJSON(MediaType.APPLICATION_NDJSON_VALUE),
    CSV("text/csv");

    private final String mediaType;

    TrailFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    /** The one that the caller likes best; a page if it is all the same to him. */
    static TrailFormat of(List<MediaType> accepted) throws HttpMediaTypeNotAcceptableException {
        if (accepted.isEmpty()) {
            return PAGE;
        }
        return accepted.stream()
                .filter(type -> type.getQualityValue() > 0)
                .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
                .flatMap(type -> Stream.of(values()).filter(it -> type.includes(it.mediaType())))
                .findFirst()
                .orElseThrow(() ->
                        new HttpMediaTypeNotAcceptableException(
                                Stream.of(values()).map(TrailFormat::mediaType).toList()));
    }
}
