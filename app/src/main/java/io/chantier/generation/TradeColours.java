package io.chantier.generation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A sensible pair of colours where the old site has none; the same business always gets the same pair. */
final class TradeColours {

    private record Pair(String primary, String accent) {}

    private static final Map<Pattern, List<Pair>> BY_TRADE = new LinkedHashMap<>();
    private static final List<Pair> OTHERS = List.of(
            new Pair("#1f4e79", "#b4531a"),
            new Pair("#22577a", "#a63d40"),
            new Pair("#3d405b", "#b5532f"),
            new Pair("#264653", "#b0522d"),
            new Pair("#4a3b6b", "#a8442f"),
            new Pair("#1d5c4f", "#a5551e"));

    static {
        trade("menuis|ébénis|charpent|bois|carpent|joiner|wood|tischler|schreiner|zimmer", "#7a4a21", "#2f6b4f");
        trade("jardin|paysag|fleur|garden|landscap|florist|gärtner|blume|gartenbau", "#2f6b3a", "#a8501f");
        trade("plomb|chauffag|plumb|heating|sanitär|heizung|klempner|pool|piscin", "#14597f", "#b3491e");
        trade("électri|electri|elektr|solar|photovolt", "#1c4587", "#9a6a00");
        trade("boulang|pâtiss|bakery|baker|bäcker|konditor|patiss", "#8a4b16", "#9c2f3f");
        trade(
                "restaur|brasserie|traiteur|pizz|bistro|cater|gasthaus|gasthof|café|coffee|auberge",
                "#7d2b2b",
                "#8a5a14");
        trade("coiff|beaut|esthét|hair|salon|spa|friseur|kosmetik|massage", "#7a3560", "#3d6a68");
        trade(
                "médec|dent|kiné|ostéo|infirm|pharma|doctor|physio|arzt|praxis|clinic|vétér|veterin|tierarzt",
                "#1b6468",
                "#a34a5d");
        trade(
                "maçon|bâtiment|couvreur|toiture|carrel|plâtr|mason|roof|build|bau|dach|maler|peintre|paint",
                "#8b3f1f",
                "#27566b");
        trade(
                "avocat|notair|compta|assur|conseil|lawyer|account|insur|consult|anwalt|steuer|versicher|berat",
                "#1f3b63",
                "#8a5a12");
        trade(
                "garage|auto|mécan|car |vehicle|kfz|werkstatt|carross|moto|cycle|vélo|fahrrad|bike",
                "#9b2226",
                "#2b4a66");
        trade("hôtel|gîte|chambre|hotel|lodging|camping|pension|ferien", "#2a5d67", "#9e5127");
        trade("photo|graph|design|studio|archite|art", "#33374d", "#a8433b");
    }

    private TradeColours() {}

    static Colour primary(String trade, String name) {
        return Colour.of(pair(trade, name).primary());
    }

    static Colour accent(String trade, String name) {
        return Colour.of(pair(trade, name).accent());
    }

    private static void trade(String words, String primary, String accent) {
        BY_TRADE.put(
                Pattern.compile("(?:^|[^\\p{L}])(?:" + words + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                List.of(new Pair(primary, accent)));
    }

    private static Pair pair(String trade, String name) {
        for (var entry : BY_TRADE.entrySet())
            if (entry.getKey().matcher(trade + " " + name).find())
                return entry.getValue().getFirst();
        return OTHERS.get(Math.floorMod(name.hashCode(), OTHERS.size()));
    }
}
