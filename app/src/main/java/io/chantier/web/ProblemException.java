package io.chantier.web;

/** Ends a request with a {@link Problem}; only for the border between HTTP and the modules. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code() + problem.arguments(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
