package io.chantier.deployment.dokploy;

import java.util.Arrays;

/** A version of Dokploy, for what changed with it. */
record FakeVersion(String name) implements Comparable<FakeVersion> {

    static final FakeVersion RECORDED = new FakeVersion("v0.30.2");

    boolean since(String first) {
        return compareTo(new FakeVersion(first)) >= 0;
    }

    @Override
    public int compareTo(FakeVersion other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    private int[] numbers() {
        return Arrays.stream(name.replaceFirst("^v", "").split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
