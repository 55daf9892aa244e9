package io.chantier.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nu.validator.checker.Checker;
import nu.validator.checker.ConformingButObsoleteWarner;
import nu.validator.checker.MicrodataChecker;
import nu.validator.checker.NormalizationChecker;
import nu.validator.checker.TextContentChecker;
import nu.validator.checker.UncheckedSubtreeWarner;
import nu.validator.checker.UsemapChecker;
import nu.validator.checker.jing.CheckerSchema;
import nu.validator.checker.jing.CheckerValidator;
import nu.validator.checker.table.TableChecker;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.sax.HtmlParser;
import nu.validator.localentities.LocalCacheEntityResolver;
import nu.validator.vendor.thaiopensource.relaxng.impl.CombineValidator;
import nu.validator.vendor.thaiopensource.util.PropertyMap;
import nu.validator.vendor.thaiopensource.util.PropertyMapBuilder;
import nu.validator.vendor.thaiopensource.validate.Schema;
import nu.validator.vendor.thaiopensource.validate.ValidateProperty;
import nu.validator.vendor.thaiopensource.validate.Validator;
import nu.validator.vendor.thaiopensource.validate.prop.rng.RngProperty;
import nu.validator.vendor.thaiopensource.validate.rng.CompactSchemaReader;
import nu.validator.vendor.thaiopensource.xml.sax.Jaxp11XMLReaderCreator;
import nu.validator.xml.NullEntityResolver;
import nu.validator.xml.dataattributes.DataAttributeDroppingSchemaWrapper;
import nu.validator.xml.langattributes.XmlLangAttributeDroppingSchemaWrapper;
import nu.validator.xml.roleattributes.RoleAttributeFilteringSchemaWrapper;
import nu.validator.xml.templateelement.TemplateElementDroppingSchemaWrapper;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The Nu HTML checker without its own HTTP client, which wants a Jetty of another age. Reads its grammar when it is
 * made; not thread-safe, and its thread needs a stack of some megabytes.
 */
final class NuChecker {

    private static final String GRAMMAR = "http://s.validator.nu/html5-rdfalite.rnc";

    private final Errors errors = new Errors();
    private final Validator validator;

    NuChecker() throws SAXException, IOException {
        var entities = new LocalCacheEntityResolver(new NullEntityResolver());
        entities.setAllowRnc(true);
        var properties = properties(entities);
        try {
            validator = validator(grammar(entities, properties), properties);
        } catch (nu.validator.vendor.thaiopensource.validate.IncorrectSchemaException e) {
            throw new IllegalStateException("The HTML checker's own grammar is broken", e);
        }
    }

    /** What is wrong with the page; warnings are left out. */
    List<SAXParseException> errorsOf(byte[] html) throws SAXException, IOException {
        errors.found.clear();
        validator.reset();
        var parser = new HtmlParser();
        parser.setCommentPolicy(XmlViolationPolicy.ALLOW);
        parser.setContentNonXmlCharPolicy(XmlViolationPolicy.ALLOW);
        parser.setContentSpacePolicy(XmlViolationPolicy.ALTER_INFOSET);
        parser.setNamePolicy(XmlViolationPolicy.ALLOW);
        parser.setXmlnsPolicy(XmlViolationPolicy.ALTER_INFOSET);
        parser.setMappingLangToXmlLang(true);
        parser.setContentHandler(validator.getContentHandler());
        parser.setErrorHandler(errors);
        var input = new InputSource(new ByteArrayInputStream(html));
        input.setEncoding("UTF-8");
        input.setSystemId("http://site.invalid/");
        parser.parse(input);
        return List.copyOf(errors.found);
    }

    private PropertyMap properties(LocalCacheEntityResolver entities) {
        var properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, errors);
        properties.put(ValidateProperty.ENTITY_RESOLVER, entities);
        properties.put(ValidateProperty.XML_READER_CREATOR, new Jaxp11XMLReaderCreator());
        RngProperty.CHECK_ID_IDREF.add(properties);
        return properties.toPropertyMap();
    }

    private static Schema grammar(LocalCacheEntityResolver entities, PropertyMap properties)
            throws SAXException, IOException, nu.validator.vendor.thaiopensource.validate.IncorrectSchemaException {
        var grammar = CompactSchemaReader.getInstance().createSchema(entities.resolveEntity(null, GRAMMAR), properties);
        return new TemplateElementDroppingSchemaWrapper(new RoleAttributeFilteringSchemaWrapper(
                new XmlLangAttributeDroppingSchemaWrapper(new DataAttributeDroppingSchemaWrapper(grammar))));
    }

    private static Validator validator(Schema grammar, PropertyMap properties) {
        var whole = grammar.createValidator(properties);
        whole = new CombineValidator(whole, CheckerSchema.ASSERTION_SCH.createValidator(properties));
        for (var checker : List.<Checker>of(
                new TableChecker(),
                new ConformingButObsoleteWarner(),
                new MicrodataChecker(),
                new NormalizationChecker(),
                new TextContentChecker(),
                new UncheckedSubtreeWarner(),
                new UsemapChecker())) whole = new CombineValidator(whole, new CheckerValidator(checker, properties));
        return whole;
    }

    private static final class Errors implements ErrorHandler {

        private final List<SAXParseException> found = new ArrayList<>();

        @Override
        public void warning(SAXParseException message) {}

        @Override
        public void error(SAXParseException message) {
            found.add(message);
        }

        @Override
        public void fatalError(SAXParseException message) {
            found.add(message);
        }
    }
}
