package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.custom.CustomAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.ClasspathResourceLoader;

/** Cuts texts into words and those to their stems, as the field type {@code text_parts} of schema.xml does. Thread-safe. */
final class StemmedWords {
    private final Analyzer analyzer;

    StemmedWords() {
        try {
            analyzer = CustomAnalyzer.builder(new ClasspathResourceLoader(StemmedWords.class))
                    .withTokenizer("whitespace")
                    .addTokenFilter("wordDelimiterGraph")
                    .addTokenFilter("lowercase")
                    .addTokenFilter("asciiFolding")
                    .addTokenFilter("keywordMarker", "protected", "configset/conf/protwords.txt")
                    .addTokenFilter("stemmerOverride", "dictionary", "configset/conf/stems.txt")
                    .addTokenFilter("porterStem")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stems of a text's words, in order. */
    List<String> of(String text) {
        List<String> stems = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                stems.add(stem.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stems;
    }
}
