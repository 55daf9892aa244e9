package io.chantier.jobs;

import com.github.kagkarlsson.scheduler.TaskResolver.UnresolvedTask;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.shaded.jdbc.PreparedStatementSetter;
import java.time.Instant;
import java.util.List;

/**
 * Picks no more rows than there are free workers. What db-scheduler sends itself, {@code where ... in (select ... for update skip
 * locked limit n)}, is free to look for the n rows anew for each row of the table: with many due rows a worker picked hundreds, which
 * waited for it without a sign of life until they were taken for dead, and nothing urgent could pass them.
 */
final class PostgresPicking extends PostgreSqlJdbcCustomization {

    PostgresPicking() {
        super(false, false);
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean byPriority) {
        var order = byPriority ? "priority desc, execution_time" : "execution_time";
        var query = """
                with due as materialized (
                    select task_name, task_instance from %1$s
                    where picked = false and execution_time <= ? and task_name <> all (?)
                    order by %2$s limit %3$d for update skip locked),
                picked as (
                    update %1$s row set picked = true, picked_by = ?, last_heartbeat = ?, version = version + 1 from due
                    where row.task_name = due.task_name and row.task_instance = due.task_instance returning row.*)
                select * from picked order by %2$s
                """.formatted(context.tableName, order, limit);
        return context.jdbcRunner.query(query, parameters(context, now), context.resultSetMapper.get());
    }

    private PreparedStatementSetter parameters(JdbcTaskRepositoryContext context, Instant now) {
        var others = context.taskResolver.getUnresolved().stream()
                .map(UnresolvedTask::getTaskName)
                .toArray(String[]::new);
        return statement -> {
            setInstant(statement, 1, now);
            statement.setArray(2, statement.getConnection().createArrayOf("text", others));
            statement.setString(3, context.schedulerName.getName());
            setInstant(statement, 4, now);
        };
    }
}
