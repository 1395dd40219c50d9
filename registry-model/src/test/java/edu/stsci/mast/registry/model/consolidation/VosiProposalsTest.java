package edu.stsci.mast.registry.model.consolidation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.consolidation.VosiProposal.State;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VosiProposalsTest {
    @TempDir
    Path folder;

    private Desk desk;
    private VosiProposals proposals;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        proposals = new VosiProposals(desk.database.dataSource(), desk.masterCopy, desk.drafts, desk.clock);
        desk.store(VosiMergeTest.tap());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Optional<VosiProposal> propose(String capabilities, boolean again) throws Exception {
        VosiMerge merge = VosiMerge.of(
                desk.record("tap").document(), Optional.of(capabilities.getBytes(UTF_8)), Optional.empty());
        return proposals.propose(desk.record("tap"), merge, List.of("It is slow."), "vosi-sync", again);
    }

    @Test
    void aProposalBecomesADraftAndNothingIsPublished() throws Exception {
        VosiProposal proposal = propose(VosiMergeTest.CAPABILITIES, false).orElseThrow();
        assertThat(proposals.open()).containsExactly(proposal);
        assertThat(proposals.open(desk.record("tap").ivoid())).contains(proposal);
        assertThat(proposal.notes()).hasSize(2).contains("It is slow.");

        Draft draft = proposals.accept(proposal.id(), Desk.EDITOR);
        assertThat(desk.draft("tap")).contains("https://tap.stsci.edu");
        assertThat(desk.record("tap").version()).isEqualTo(1);
        VosiProposal accepted = proposals.find(proposal.id()).orElseThrow();
        assertThat(accepted.state()).isEqualTo(State.ACCEPTED);
        assertThat(accepted.draft()).contains(draft.id());
        assertThat(accepted.decidedBy()).contains("anne");
        assertThat(proposals.open()).isEmpty();
        assertThatThrownBy(() -> proposals.accept(proposal.id(), Desk.EDITOR))
                .hasMessageContaining("was accepted by anne");
        desk.publication.publish(draft.id(), 1, Desk.CURATOR, "as it tells");
        assertThat(propose(VosiMergeTest.CAPABILITIES, false)).isEmpty();
    }

    @Test
    void theSameProposalIsThereOnce() throws Exception {
        VosiProposal first = propose(VosiMergeTest.CAPABILITIES, false).orElseThrow();
        desk.clock.advance(java.time.Duration.ofDays(7));
        assertThat(propose(VosiMergeTest.CAPABILITIES, false)).contains(first);
        VosiProposal changed = propose(VosiMergeTest.CAPABILITIES.replace(">2000<", ">3000<"), false)
                .orElseThrow();
        assertThat(changed.id()).isEqualTo(first.id());
        assertThat(changed.made()).isAfter(first.made());
        assertThat(new String(proposals.text(changed.id()).orElseThrow(), UTF_8))
                .contains(">3000<");
        assertThat(proposals.open()).hasSize(1);
    }

    @Test
    void aRejectedProposalComesBackOnlyWhenSomebodyAsksOrItIsAnother() throws Exception {
        VosiProposal proposal = propose(VosiMergeTest.CAPABILITIES, false).orElseThrow();
        proposals.reject(proposal.id(), Desk.EDITOR);
        assertThat(propose(VosiMergeTest.CAPABILITIES, false)).isEmpty();
        assertThat(proposals.decided(10)).extracting(VosiProposal::state).containsExactly(State.REJECTED);
        VosiProposal asked = propose(VosiMergeTest.CAPABILITIES, true).orElseThrow();
        proposals.reject(asked.id(), Desk.EDITOR);
        assertThat(propose(VosiMergeTest.CAPABILITIES.replace(">2000<", ">3000<"), false))
                .isPresent();
    }

    @Test
    void aProposalThatIsOverIsWithdrawn() throws Exception {
        VosiProposal proposal = propose(VosiMergeTest.CAPABILITIES, false).orElseThrow();
        assertThat(propose("<capabilities/>", false)).isEmpty();
        assertThat(proposals.find(proposal.id()).orElseThrow().state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void aRecordThatWasChangedOrHasADraftIsNotOverwritten() throws Exception {
        VosiProposal proposal = propose(VosiMergeTest.CAPABILITIES, false).orElseThrow();
        Draft draft = desk.drafts.begin(desk.record("tap").ivoid(), Desk.EDITOR);
        assertThatThrownBy(() -> proposals.accept(proposal.id(), Desk.EDITOR))
                .isInstanceOf(DraftRefusedException.class);
        assertThat(proposals.open()).hasSize(1);
        desk.publication.publish(draft.id(), 1, Desk.CURATOR, "again");
        assertThatThrownBy(() -> proposals.accept(proposal.id(), Desk.EDITOR))
                .hasMessageContaining("it has version 2, not 1");
    }
}
