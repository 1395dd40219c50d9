package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalIdentifierTest {
    @ParameterizedTest
    @CsvSource({
        "doi:10.17909/T91S30, DOI, 10.17909/T91S30, DOI",
        "DOI:10.17909/t9-jzeh-xy14, DOI, 10.17909/t9-jzeh-xy14, DOI",
        "https://doi.org/10.17909/T91S30, DOI, 10.17909/T91S30, DOI",
        "http://dx.doi.org/10.5479/ADS/bib/2018ivoa.spec.0625P, DOI, 10.5479/ADS/bib/2018ivoa.spec.0625P, DOI",
        "10.5072/7273288, DOI, 10.5072/7273288, DOI",
        "https://orcid.org/0000-0001-2345-678X, ORCID, https://orcid.org/0000-0001-2345-678X, URL",
        "orcid:0000-0001-2345-6789, ORCID, https://orcid.org/0000-0001-2345-6789, URL",
        "https://ror.org/04rcqnp59, ROR, https://ror.org/04rcqnp59, URL",
        "https://isni.org/isni/0000000492299539, ISNI, https://isni.org/isni/0000000492299539, URL",
        "bibcode:2008ivoa.spec.0222P, bibcode, 2008ivoa.spec.0222P, bibcode",
        "2019A&A...999..999M, bibcode, 2019A&A...999..999M, bibcode",
        "arxiv:1110.0513, arXiv, arXiv:1110.0513, arXiv",
        "https://arxiv.org/abs/1110.0513, arXiv, arXiv:1110.0513, arXiv",
        "ark:/13030/tqb3kh97gh8w, ARK, ark:/13030/tqb3kh97gh8w, ARK",
        "https://hdl.handle.net/10013/epic.10033, Handle, 10013/epic.10033, Handle",
        "urn:nbn:de:101:1-201102033592, URN, urn:nbn:de:101:1-201102033592, URN",
        "ivo://archive.test/Survey, ivoid, ivo://archive.test/Survey, URL",
        "https://archive.test/survey?a=b, URL, https://archive.test/survey?a=b, URL",
        "ascl:1101.010, ascl, 1101.010,",
        "orcid:of-nobody, orcid, of-nobody,",
    })
    void identifierIsWrittenAsDataCiteWritesIt(String text, String type, String value, String relatedType) {
        assertThat(ExternalIdentifier.of("\n " + text + " ")).hasValueSatisfying(identifier -> {
            assertThat(identifier.type()).isEqualTo(type);
            assertThat(identifier.value()).isEqualTo(value);
            assertThat(identifier.relatedType().orElse(null)).isEqualTo(relatedType);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Smith et al. 2003", "doi:", "a: b", "2008ivoa.spec.0222"})
    void textWithoutAnIdentifierIsNone(String text) {
        assertThat(ExternalIdentifier.of(text)).isEmpty();
    }

    @Test
    void missingTextIsNone() {
        assertThat(ExternalIdentifier.of(null)).isEmpty();
    }
}
