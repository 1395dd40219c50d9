package edu.stsci.mast.registry.server.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a resource method under {@code /api} does, for those who read {@code /api/openapi.json}; see {@link OpenApi}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ApiDoor {
    /** What it does, in a sentence. */
    String value();

    /** What the JSON of its answer is made of, where the method's own type does not tell; {@code Void} for no JSON. */
    Class<?> answer() default Void.class;

    /** The status when all went well. */
    int status() default 200;

    /** Its parameters in words; those that the method takes from the query as a whole are known by these only. */
    Parameter[] parameters() default {};

    /** A parameter in words. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Parameter {
        /** Its name. */
        String name();

        /** What it says. */
        String value();

        /** Whether it is a whole number. */
        boolean number() default false;
    }
}
