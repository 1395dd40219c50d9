package edu.stsci.mast.registry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long requests took, in seconds, and why others failed. */
final class LoadTimes {
    private final List<Double> seconds = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();

    void answered(double taken) {
        seconds.add(taken);
    }

    void failed(String why) {
        failures.merge(String.valueOf(why).replaceAll("\\?.*", ""), 1, Integer::sum);
    }

    void add(LoadTimes others) {
        seconds.addAll(others.seconds);
        others.failures.forEach((why, count) -> failures.merge(why, count, Integer::sum));
    }

    List<Double> seconds() {
        return seconds;
    }

    Map<String, Integer> failures() {
        return failures;
    }

    int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }
}
