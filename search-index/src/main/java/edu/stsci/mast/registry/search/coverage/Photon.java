package edu.stsci.mast.registry.search.coverage;

/** Photons: their energies in joules, wavelengths in metres and frequencies in hertz. */
public final class Photon {
    /** Planck's constant in joule seconds; exact. */
    public static final double PLANCK = 6.626_070_15e-34;
    /** The speed of light in metres a second; exact. */
    public static final double LIGHT = 299_792_458;
    /** An electronvolt in joules; exact. */
    public static final double ELECTRON_VOLT = 1.602_176_634e-19;

    private Photon() {}

    /** The energy that belongs to a wavelength; infinite for 0, 0 for an infinite one. */
    public static double energy(double wavelength) {
        return PLANCK * LIGHT / wavelength;
    }

    /** The wavelength that belongs to an energy; infinite for 0. */
    public static double wavelength(double energy) {
        return PLANCK * LIGHT / energy;
    }
}
