package io.chantier.generation.web;

import io.chantier.generation.AuthorChanges;
import io.chantier.generation.AuthorSettings;
import io.chantier.generation.Authors;
import io.chantier.generation.SitePrices;
import io.chantier.generation.claude.Trial;
import io.chantier.generation.web.AuthorView.Form;
import io.chantier.generation.web.AuthorView.Tried;
import io.chantier.metering.Estimate;
import io.chantier.metering.Price;
import io.chantier.metering.Prices;
import io.chantier.web.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what the page and the API say of the author. */
@Component
class AuthorScreens {

    private static final String OF_MODELS = "claude";

    private final Authors authors;
    private final AuthorSettings settings;
    private final Trial trial;
    private final Prices prices;
    private final SitePrices sitePrices;
    private final PriceWords words;

    AuthorScreens(
            Authors authors,
            AuthorSettings settings,
            Trial trial,
            Prices prices,
            SitePrices sitePrices,
            PriceWords words) {
        this.authors = authors;
        this.settings = settings;
        this.trial = trial;
        this.prices = prices;
        this.sitePrices = sitePrices;
        this.words = words;
    }

    AuthorView now(Locale locale, @Nullable Tried tried) {
        var chosen = settings.chosen();
        var form = new Form(chosen.author(), AuthorChanges.byStep(chosen.models()), Integer.toString(chosen.rounds()));
        return view(form, locale, null, tried);
    }

    /** What was typed, with what is wrong with it. */
    AuthorView typed(Form form, Locale locale, Problem wrong) {
        return view(form, locale, wrong, null);
    }

    /** For a site by Claude Code with the models of now, whoever is chosen. */
    Optional<Estimate> estimate() {
        return sitePrices.perSite(authors.named(OF_MODELS));
    }

    List<String> suggestions() {
        return prices.list().stream().map(Price::model).toList();
    }

    private AuthorView view(Form form, Locale locale, @Nullable Problem wrong, @Nullable Tried tried) {
        var price = estimate().map(estimate -> words.range(estimate, 1, locale)).orElse("");
        return new AuthorView(form, authors.names(), suggestions(), trial.condition(), price, wrong, tried);
    }
}
