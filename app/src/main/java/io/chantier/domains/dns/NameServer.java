package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Reason;
import io.chantier.domains.dns.Dns.Rr;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.WireParseException;

/** One server that answers questions: a resolver, or one that has a zone. By UDP, and by TCP where the answer is long. */
final class NameServer {

    /** What fits into no sensible zone. */
    private static final int MOST_RECORDS = 64;

    private final InetSocketAddress address;
    private final Duration patience;

    NameServer(InetSocketAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /** How a question is put. */
    enum Way {
        USUAL,
        /** Answers are wanted whose signatures are wrong, too (the CD bit). */
        UNCHECKED
    }

    /**
     * What one exchange said.
     *
     * @param endsAt the name at the end of the aliases in it, of which the server said nothing; empty when it did
     * @param isAuthoritative whether the server says that it has the zone
     */
    record Heard(Answer answer, String endsAt, boolean isAuthoritative) {

        static Heard nothing(Answer answer) {
            return new Heard(answer, "", false);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    Heard ask(String name, Dns.Type type, Way way) {
        try {
            var question = Record.newRecord(Name.fromString(name + "."), number(type), DClass.IN);
            var query = Message.newQuery(question);
            if (way == Way.UNCHECKED) query.getHeader().setFlag(Flags.CD);
            return read(name, type, send(query));
        } catch (TextParseException e) {
            return Heard.nothing(new Answer.NoSuchName());
        } catch (WireParseException e) {
            return Heard.nothing(new Answer.Lying("garbled"));
        } catch (SocketTimeoutException | TimeoutException e) {
            return Heard.nothing(new Answer.Unreachable(Reason.TIMEOUT));
        } catch (IOException e) {
            return Heard.nothing(new Answer.Unreachable(Reason.NETWORK));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Heard.nothing(new Answer.Unreachable(Reason.TIMEOUT));
        } catch (RuntimeException e) {
            // whatever a parser stumbles over came from the server
            return Heard.nothing(new Answer.Lying("garbled"));
        }
    }

    private Message send(Message query) throws IOException, InterruptedException, TimeoutException {
        var resolver = new SimpleResolver(address);
        resolver.setTimeout(patience);
        // The size that no path cuts into pieces: longer answers come by TCP.
        resolver.setEDNS(0, 1232, ExtendedFlags.DO, List.of());
        var future = resolver.sendAsync(query).toCompletableFuture();
        try {
            // twice, as an answer that is too long is asked for again by TCP
            return future.get(patience.toMillis() * 2 + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            future.cancel(true);
        }
    }

    private static IOException cause(Throwable e) {
        var inner = e;
        while ((inner instanceof ExecutionException || inner instanceof CompletionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        if (inner instanceof IOException io) return io;
        if (inner instanceof TimeoutException) return new SocketTimeoutException();
        return new WireParseException(String.valueOf(inner));
    }

    private static Heard read(String name, Dns.Type type, Message message) {
        var isOurs = message.getHeader().getFlag(Flags.AA);
        var answers = message.getSection(Section.ANSWER);
        return switch (message.getRcode()) {
            case Rcode.NOERROR -> new Walk(name, type, isOurs).over(answers);
            // the end of the aliases does not exist: that is told of the whole
            case Rcode.NXDOMAIN -> new Heard(new Answer.NoSuchName(), "", isOurs);
            case Rcode.REFUSED, Rcode.NOTAUTH -> Heard.nothing(new Answer.Unreachable(Reason.REFUSED));
            default -> Heard.nothing(new Answer.Unreachable(Reason.SERVER_FAILURE));
        };
    }

    /** Follows the aliases within one answer. */
    private record Walk(String name, Dns.Type type, boolean isOurs) {

        Heard over(List<Record> answers) {
            if (answers.size() > MOST_RECORDS) return Heard.nothing(new Answer.Lying("flood"));
            var way = new ArrayList<Rr>();
            var seen = new HashSet<String>();
            var at = name;
            while (seen.add(at)) {
                var here = at;
                var wanted = answers.stream()
                        .filter(record -> record.getType() == number(type) && isOf(record, here))
                        .map(record -> rr(record, type))
                        .toList();
                var alias = answers.stream()
                        .filter(record -> record instanceof CNAMERecord && isOf(record, here))
                        .findFirst();
                if (!wanted.isEmpty()) {
                    // an alias beside it is against the rules, and so worth knowing
                    if (type != Dns.Type.CNAME) alias.ifPresent(record -> way.add(rr(record, Dns.Type.CNAME)));
                    way.addAll(wanted);
                    return new Heard(new Answer.Found(way), "", isOurs);
                }
                if (alias.isEmpty()) return end(answers, way, at);
                var next = rr(alias.get(), Dns.Type.CNAME);
                way.add(next);
                at = next.value();
            }
            return Heard.nothing(new Answer.Looping());
        }

        private Heard end(List<Record> answers, List<Rr> way, String at) {
            if (!way.isEmpty()) return new Heard(new Answer.Found(way), at, isOurs);
            var isAboutOthers = answers.stream()
                    .anyMatch(record -> record.getType() == number(type) || record instanceof CNAMERecord);
            return isAboutOthers
                    ? Heard.nothing(new Answer.Lying("other-name"))
                    : new Heard(new Answer.NoSuchRecord(), "", isOurs);
        }

        private static boolean isOf(Record record, String name) {
            return plain(record.getName()).equals(name);
        }
    }

    private static Rr rr(Record record, Dns.Type type) {
        var value = switch (record) {
            case TXTRecord text ->
                text.getStringsAsByteArrays().stream()
                        .map(part -> new String(part, StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
            case CNAMERecord alias -> plain(alias.getTarget());
            case CAARecord caa -> caa.getFlags() + " " + caa.getTag() + " \"" + caa.getValue() + "\"";
            case AAAARecord six -> Ip.text(six.getAddress());
            default -> type == Dns.Type.NS ? withoutDot(record.rdataToString()) : record.rdataToString();
        };
        return new Rr(plain(record.getName()), type, value, Duration.ofSeconds(record.getTTL()));
    }

    private static String plain(Name name) {
        return withoutDot(name.toString());
    }

    private static String withoutDot(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static int number(Dns.Type type) {
        return switch (type) {
            case A -> org.xbill.DNS.Type.A;
            case AAAA -> org.xbill.DNS.Type.AAAA;
            case CNAME -> org.xbill.DNS.Type.CNAME;
            case NS -> org.xbill.DNS.Type.NS;
            case CAA -> org.xbill.DNS.Type.CAA;
            case TXT -> org.xbill.DNS.Type.TXT;
        };
    }
}
