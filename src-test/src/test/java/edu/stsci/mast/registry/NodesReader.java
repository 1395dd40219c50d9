package edu.stsci.mast.registry;

import java.util.List;
import java.util.Random;

/** Looks at pages, searches, asks single records and short queries. */
final class NodesReader implements NodesClient.Work {
    private static final List<String> TARGETS = List.of(
            "/",
            "/search?q=hubble",
            "/api/search?q=editorial",
            "/resource/archive.stsci.edu/hst",
            "/resource/archive.stsci.edu/hst?format=xml",
            "/oai?verb=Identify",
            "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=ivo://archive.stsci.edu/hst",
            "/capabilities",
            "/tap/capabilities",
            "/tap/sync?LANG=ADQL&QUERY=" + NodesClient.encoded("SELECT TOP 20 ivoid, res_title FROM rr.resource"),
            "/tap/sync?LANG=ADQL&QUERY="
                    + NodesClient.encoded("SELECT ivoid FROM rr.resource WHERE 1=ivo_hasword(res_title, 'editorial')"));

    private final NodesClient client;
    private final Random choice;

    NodesReader(NodesClient client, Random choice) {
        this.client = client;
        this.choice = choice;
    }

    @Override
    public void step() {
        client.get(200, TARGETS.get(choice.nextInt(TARGETS.size())));
    }
}
