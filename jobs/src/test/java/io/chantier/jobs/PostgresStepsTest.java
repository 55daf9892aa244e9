package io.chantier.jobs;

class PostgresStepsTest extends StepsContract {

    @Override
    TestDatabase fresh() {
        return new TestDatabase.Postgres();
    }
}
