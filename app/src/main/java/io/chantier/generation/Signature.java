package io.chantier.generation;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which author wrote something, in which job.
 *
 * @param author its name; empty where it is not known
 * @param model the language model, or empty
 * @param job the id of the job, or empty
 * @param at null where nobody noted it
 */
public record Signature(
        String author, String model, String job, @Nullable Instant at) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The files, in which everything that says nothing else was written so. */
    public static SortedMap<String, byte[]> signed(SortedMap<String, byte[]> files, Signature by) {
        var provenance = Provenance.of(files);
        provenance.sign(by);
        var signed = new TreeMap<>(files);
        signed.put(Provenance.FILE, provenance.bytes());
        return signed;
    }

    /** The mended files, in which each text that is new is signed. */
    public static SortedMap<String, byte[]> mended(
            SortedMap<String, byte[]> before, SortedMap<String, byte[]> mended, Signature by) {
        var known = new HashSet<String>();
        collect(content(before), known);
        var provenance = Provenance.of(mended);
        sign(content(mended), "content#", known, provenance, by);
        provenance.heldBack().sign(by);
        var signed = new TreeMap<>(mended);
        signed.put(Provenance.FILE, provenance.bytes());
        return signed;
    }

    static Signature read(JsonNode node) {
        return new Signature(
                node.path("by").asString(""),
                node.path("model").asString(""),
                node.path("job").asString(""),
                instant(node.path("at").asString("")));
    }

    void write(ObjectNode node) {
        if (!author.isEmpty()) node.put("by", author);
        if (!model.isEmpty()) node.put("model", model);
        if (!job.isEmpty()) node.put("job", job);
        if (at != null) node.put("at", at.toString());
    }

    /** What it leaves open is as with the other, where that is the same author's. */
    Signature over(Signature other) {
        var isSame = author.isEmpty() || author.equals(other.author);
        return at == null && isSame ? other : this;
    }

    static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static void sign(JsonNode node, String place, Set<String> known, Provenance provenance, Signature by) {
        if (node.isString() && !known.contains(node.stringValue()) && !provenance.isByHand(place))
            provenance.entry(place).ifPresent(by::write);
        for (var i = 0; node.isArray() && i < node.size(); i++)
            sign(node.get(i), place + "/" + i, known, provenance, by);
        for (var member : node.properties())
            sign(member.getValue(), place + "/" + member.getKey(), known, provenance, by);
    }

    private static JsonNode content(SortedMap<String, byte[]> files) {
        try {
            return JSON.readTree(files.getOrDefault(DataFiles.CONTENT, new byte[0]));
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isString()) texts.add(node.stringValue());
        else node.forEach(inside -> collect(inside, texts));
    }
}
