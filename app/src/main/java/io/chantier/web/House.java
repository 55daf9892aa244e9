package io.chantier.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the installation gives to each of its pages: its looks, its manual, what orders cost, what helps against problems. */
@Component
public final class House {

    private final ObjectProvider<Branding> branding;
    private final ObjectProvider<HelpPages> help;
    private final ObjectProvider<OrderPrices> prices;
    private final Map<String, List<ProblemAction>> actions;

    House(
            ObjectProvider<Branding> branding,
            ObjectProvider<HelpPages> help,
            ObjectProvider<OrderPrices> prices,
            ObjectProvider<ProblemAction.Source> actions) {
        this.branding = branding;
        this.help = help;
        this.prices = prices;
        this.actions = actions.stream()
                .flatMap(source -> source.actions().stream())
                .collect(Collectors.groupingBy(ProblemAction::code));
    }

    /** Everything that helps against problems, for those who list it. */
    public List<ProblemAction> actions() {
        return actions.values().stream().flatMap(List::stream).toList();
    }

    /**
     * As it is seen now, at one place.
     *
     * @param here a page that can be opened again: this one, or the one whose form led here
     */
    Seen seenAt(String path, String here) {
        var brand = branding.getIfAvailable(() -> () -> Brand.CHANTIER).brand();
        return new Seen(
                brand,
                path,
                here,
                help.getIfAvailable(() -> HelpPages.NONE),
                prices.getIfAvailable(() -> OrderPrices.NONE),
                actions);
    }

    /** What a page sees of the house. */
    public record Seen(
            Brand brand,
            String path,
            String here,
            HelpPages pages,
            OrderPrices prices,
            Map<String, List<ProblemAction>> actions) {

        /** Of an installation that brings nothing of its own. */
        public static Seen plain(String path) {
            return new Seen(Brand.CHANTIER, path, "/", HelpPages.NONE, OrderPrices.NONE, Map.of());
        }

        /** Where the manual explains this page; empty for nowhere. */
        public String help() {
            return pages.about(path).orElse("");
        }

        /** Where the manual explains a problem; empty for nowhere. */
        public String helpWith(String code) {
            return pages.aboutProblem(code).orElse("");
        }

        /** The buttons against a problem that lead away from this page, the most likely first. */
        public List<Button> buttons(String code, Map<String, String> arguments) {
            return actions.getOrDefault(code, List.of()).stream()
                    .flatMap(action ->
                            action
                                    .address(path, here, arguments)
                                    .map(address -> new Button(action.key(), address))
                                    .stream())
                    .toList();
        }
    }

    /** @param key of its words */
    public record Button(String key, String address) {}
}
