package io.chantier.reading.facts;

import java.util.Locale;
import java.util.regex.Pattern;

/** Values that only ever stand in for real ones. */
public final class Placeholders {

    private static final Pattern PHONE = Pattern.compile(
            "\\+1\\d{3}555\\d{4}|\\+1555\\d{7}|\\+?\\d{0,3}1234567890?|\\+\\d{1,3}\\d?(\\d)\\1{6,}|\\+33[1-9](00000000|12345678|23456789|02030405)|\\+49(30)?123456\\d*");
    private static final Pattern EMAIL = Pattern.compile(
            "(.*@|.*\\.)?(example|exemple|domain|yourdomain|votredomaine|mondomaine|yoursite|votresite|mysite|website|company|mycompany|yourcompany|email|test|monsite|musterfirma|mustermann|beispiel|yourwebsite|mydomain|placeholder|acme)\\.(com|org|net|fr|de|io|co|tld|eu)"
                    + "|(you|your|your-?name|yourmail|votre\\.?nom|nom|name|user|username|someone|vous|ihre|max\\.mustermann|john\\.?doe|jane\\.?doe|abc|xyz|youremail|your\\.email)@.*|.*@(sentry|wixpress).*|.*\\.(png|jpe?g|gif|webp|svg)");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?iU).*(musterstra|mustermann|your address|votre adresse|street address here|123 main st|1234 street|123 street|12345 muster|adresse ici|5678 extra rowland|3481 melrose place|2215 john daniel|1600 amphitheatre|anytown|anywhere street|lorem).*");
    private static final Pattern NAME = Pattern.compile(
            "(?iU).*\\b(john|jane) doe\\b.*|.*max mustermann.*|.*erika mustermann.*|.*(your name|votre nom|client name|nom du client|author name|full name|pr[ée]nom nom|person name|first last).*|jean dupont|marie dupont|john smith|.*start ?bootstrap.*");

    private Placeholders() {}

    static boolean isPhone(String e164) {
        return PHONE.matcher(e164).matches();
    }

    static boolean isEmail(String email) {
        return EMAIL.matcher(email.toLowerCase(Locale.ROOT)).matches();
    }

    static boolean isAddress(String address) {
        return ADDRESS.matcher(address).matches();
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
