package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.Fact.Standing;
import io.chantier.sites.Wishes;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person told, as facts; they go before what was read of the same kind. */
final class Brief {

    private static final String PAGE = "brief";

    private final List<Fact> told = new ArrayList<>();

    private Brief() {}

    /** The read facts with those of the brief in their place; a source that knows the brief already stays as it is. */
    static List<Fact> over(List<Fact> read, Wishes wishes) {
        if (read.stream().anyMatch(Brief::isTold)) return read;
        var brief = new Brief();
        brief.tell(wishes.business());
        var replaced = EnumSet.noneOf(Kind.class);
        brief.told.forEach(fact -> replaced.addAll(together(fact.kind())));
        var facts = new ArrayList<>(brief.told);
        read.stream().filter(fact -> !replaced.contains(fact.kind())).forEach(facts::add);
        return facts;
    }

    private static boolean isTold(Fact fact) {
        return fact.places().stream().anyMatch(place -> place.how().equals(PAGE));
    }

    /** Who gives a new phone number does not want the old mobile number kept. */
    private static Set<Kind> together(Kind kind) {
        return kind == Kind.PHONE ? EnumSet.of(Kind.PHONE, Kind.MOBILE) : EnumSet.of(kind);
    }

    private void tell(Wishes.Business business) {
        tell(Kind.TRADE, business.trade(), business.trade(), Map.of());
        for (var phone : business.contact().phones()) tell(Kind.PHONE, tel(phone), phone, Map.of());
        for (var email : business.contact().emails()) tell(Kind.EMAIL, email.strip(), email, Map.of());
        var address = business.contact().address();
        if (address != null) tell(Kind.ADDRESS, address, address, PostalAddress.parts(address));
        for (var url : business.social()) tell(Kind.SOCIAL, url, url, Map.of("network", network(url)));
        if (!business.hours().isEmpty()) {
            var hours = String.join("\n", business.hours());
            tell(Kind.OPENING_HOURS, hours, hours, Map.of("note", String.join(", ", business.hours())));
        }
        for (var service : business.services()) tell(service);
    }

    private void tell(Wishes.Service service) {
        var parts = new HashMap<String, String>();
        var text = service.text();
        if (text != null) parts.put("text", text);
        tell(Kind.SERVICE, service.title(), service.title(), parts);
        var price = service.price();
        if (price != null) tell(Kind.PRICE, service.title() + " " + price, price, Map.of("label", service.title()));
    }

    private void tell(Kind kind, @Nullable String value, @Nullable String display, Map<String, String> parts) {
        if (value == null || display == null || value.isBlank()) return;
        var place = new Place(PAGE, display, PAGE);
        told.add(
                new Fact(Fact.idOf(kind, value), kind, value, display.strip(), List.of(place), Standing.CHOSEN, parts));
    }

    private static String tel(String phone) {
        var digits = phone.replaceAll("\\(0\\)", "").replaceAll("[^0-9+]", "");
        return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
    }

    private static String network(String url) {
        try {
            var host = URI.create(url).getHost();
            if (host == null) return "web";
            var parts = host.split("\\.", -1);
            return parts.length < 2 ? host : parts[parts.length - 2];
        } catch (IllegalArgumentException e) {
            return "web";
        }
    }
}
