package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Right;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a resource method is only for members of staff with a right; on a class, for all its methods that say nothing themselves.
 * Whoever has it less gets 401 or 403 before the method is called. Whether they may do it to a certain record the method asks itself ({@link
 * edu.stsci.mast.registry.model.accounts.Actor#mayEdit}).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Requires {
    /** The right. */
    Right value();

    /** Whether it needs a session, so that no token will do. */
    boolean session() default false;
}
