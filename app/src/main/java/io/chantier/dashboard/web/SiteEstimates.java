package io.chantier.dashboard.web;

import io.chantier.generation.Outlook;
import io.chantier.metering.Estimate;
import io.chantier.reading.Source;
import io.chantier.reading.Sources;
import io.chantier.sites.Site;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What it will cost to write a site, from the text that was read of the old one. */
@Component
class SiteEstimates {

    private final Outlook outlook;
    private final Sources sources;

    SiteEstimates(Outlook outlook, Sources sources) {
        this.outlook = outlook;
        this.sources = sources;
    }

    /** Nothing where the author asks no model. */
    Optional<Estimate> of(Site site) {
        return outlook.of(sources.find(site.team(), site.id()).map(SiteEstimates::bytes));
    }

    private static long bytes(Source source) {
        return source.pages().stream()
                .flatMap(page -> page.blocks().stream())
                .flatMap(
                        block -> Stream.of(List.of(block.text()), block.items()).flatMap(List::stream))
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
