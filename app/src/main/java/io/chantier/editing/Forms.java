package io.chantier.editing;

import io.chantier.checks.Schemas;
import io.chantier.editing.Piece.Widget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Makes forms from the template's schemas: what a schema learns tomorrow can be edited tomorrow. */
@Component
public class Forms {

    /** From here on a text is a paragraph rather than a line. */
    private static final int LONG = 300;

    private static final JsonNode NOTHING = MissingNode.getInstance();

    private final Schemas schemas;

    Forms(Schemas schemas) {
        this.schemas = schemas;
    }

    /**
     * The form of what stands there, or would.
     *
     * @param without members that have no place in it
     */
    public Piece of(Draft draft, Pointer at, Set<String> without) {
        var file = Draft.FILES.get(at.steps().getFirst());
        var made = new Making(schemas.text(String.valueOf(file)), without);
        return made.piece(at, made.schemaOf(draft.root(), at), draft.at(at), true);
    }

    /** Whether the schemas have a picture there, in what is there or in one more item of a list. */
    boolean takesPicture(Draft draft, Pointer at) {
        var around = at.parent();
        var isThere = !draft.at(around).isMissingNode();
        var isNext = around.index() >= 0
                && draft.at(around.parent()).isArray()
                && around.index() == draft.at(around.parent()).size();
        return (isThere || isNext)
                && of(draft, around, Set.of()) instanceof Piece.Group(var _, var pieces)
                && pieces.stream()
                        .anyMatch(piece -> piece instanceof Piece.Field field
                                && field.at().equals(at)
                                && field.widget() == Widget.PICTURE);
    }

    /** The empty form of a section that would stand there. */
    public Piece ofNewSection(Pointer at, String type) {
        var made = new Making(schemas.text("data/content.json"), Set.of());
        var empty = Draft.JSON.createObjectNode().put("type", type);
        return made.piece(at, made.schema().at("/$defs/section"), empty, true);
    }

    /** The types of sections that a page may have, in the schema's order. */
    public List<String> sectionTypes() {
        return schemas.text("data/content.json")
                .at("/$defs/section/properties/type/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private record Making(JsonNode schema, Set<String> without) {

        /** Walks from the top of the file to the place. */
        JsonNode schemaOf(JsonNode root, Pointer at) {
            var here = schema;
            JsonNode value = root.path(at.steps().getFirst());
            for (var step : at.steps().subList(1, at.steps().size())) {
                here = resolved(here, value);
                var isItem = Pointer.index(step) >= 0;
                here = isItem ? here.path("items") : here.path("properties").path(step);
                value = Draft.at(value, Pointer.of(step));
            }
            return resolved(here, value);
        }

        /** Follows references, and of conditions the one that fits the value's type. */
        JsonNode resolved(JsonNode given, JsonNode value) {
            var here = given;
            while (here.has("$ref"))
                here = schema.at(here.get("$ref").asString().substring(1));
            var type = value.path("type").asString("");
            for (var choice : here.path("allOf"))
                if (choice.at("/if/properties/type/const").asString("?").equals(type))
                    return resolved(choice.path("then"), value);
            return here;
        }

        Piece piece(Pointer at, JsonNode given, JsonNode value, boolean required) {
            var rule = resolved(given, value);
            if (rule.path("type").asString("").equals("object") || rule.has("properties"))
                return group(at, rule, value);
            if (rule.path("type").asString("").equals("array")
                    && !resolved(rule.path("items"), NOTHING).has("enum")) return items(at, rule, value);
            return field(at, given, rule, value, required);
        }

        private Piece group(Pointer at, JsonNode rule, JsonNode value) {
            var needed =
                    rule.path("required").valueStream().map(JsonNode::asString).toList();
            var pieces = new ArrayList<Piece>();
            for (Map.Entry<String, JsonNode> member : rule.path("properties").properties()) {
                var name = member.getKey();
                if (member.getValue().has("const") || without.contains(name)) continue;
                pieces.add(piece(at.child(name), member.getValue(), value.path(name), needed.contains(name)));
            }
            return new Piece.Group(at, pieces);
        }

        private Piece items(Pointer at, JsonNode rule, JsonNode value) {
            var items = new ArrayList<Piece>();
            for (var item : value) items.add(piece(at.child(items.size()), rule.path("items"), item, true));
            var blank = piece(at.child(items.size()), rule.path("items"), NOTHING, false);
            return new Piece.Items(
                    at, items, blank, items.size() >= rule.path("maxItems").asInt(Integer.MAX_VALUE));
        }

        private Piece field(Pointer at, JsonNode given, JsonNode rule, JsonNode value, boolean required) {
            var widget = widget(at, given, rule);
            var form = form(widget);
            var choices = widget == Widget.SEVERAL ? resolved(rule.path("items"), NOTHING) : rule;
            return new Piece.Field(
                    at,
                    widget,
                    Merge.text(value, form),
                    required,
                    rule.path("maxLength").asInt(0),
                    choices.path("enum").valueStream().map(JsonNode::asString).toList());
        }

        private static Widget widget(Pointer at, JsonNode given, JsonNode rule) {
            if (rule.path("type").asString("").equals("array")) return Widget.SEVERAL;
            if (rule.path("type").asString("").equals("boolean")) return Widget.SWITCH;
            if (rule.has("enum")) return Widget.CHOICE;
            if (given.path("$ref").asString("").endsWith("/image")) return Widget.PICTURE;
            if (given.path("$ref").asString("").endsWith("/video")) return Widget.VIDEO;
            if (rule.path("pattern").asString("").startsWith("^#[0-9a-fA-F]")) return Widget.COLOUR;
            var isLong = rule.path("maxLength").asInt(0) > LONG || at.last().equals("description");
            return isLong && !rule.has("pattern") ? Widget.TEXT : Widget.LINE;
        }
    }

    /** How what is typed there is compared and kept. */
    static Typed.Entry.Form form(Widget widget) {
        return switch (widget) {
            case SWITCH -> Typed.Entry.Form.FLAG;
            case SEVERAL -> Typed.Entry.Form.LIST;
            case LINE, TEXT, CHOICE, PICTURE, VIDEO, COLOUR -> Typed.Entry.Form.TEXT;
        };
    }
}
