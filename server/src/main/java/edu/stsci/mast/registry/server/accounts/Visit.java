package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * A request of a member of staff; what resource methods that {@link Requires require} a right find in the security context.
 *
 * @param actor who it is
 * @param csrf what forms of this session send along, in the field {@code csrf} or the header {@code X-CSRF-Token}; empty for requests
 *     with a token
 */
public record Visit(Actor actor, String csrf) implements Principal {
    /**
     * The visit of a request, {@code @Context SecurityContext} in a resource method.
     *
     * @throws IllegalStateException when the method does not require a right
     */
    public static Visit of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Visit visit) {
            return visit;
        }
        throw new IllegalStateException("Only a method that requires a right (@Requires) knows who is asking");
    }

    /** The account's name. */
    @Override
    public String getName() {
        return actor.name();
    }

    /** Whether they may steer harvests and change accounts. */
    public boolean administers() {
        return actor.may(Right.ADMINISTER);
    }
}
