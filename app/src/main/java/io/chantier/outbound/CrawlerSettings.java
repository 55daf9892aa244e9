package io.chantier.outbound;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allow ranges of addresses, each with an optional {@code :port}, that old sites may have although they are
 *     internal ({@code 10.1.2.0/24}, {@code 127.0.0.1/32:8000})
 */
@ConfigurationProperties(prefix = "chantier.crawler", ignoreUnknownFields = false)
record CrawlerSettings(@DefaultValue List<String> allow) {}
