package io.chantier;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Requests that all have read a site before the first of them may change it. */
public final class AtOnce {

    private final JdbcClient database;
    private final TransactionTemplate transactions;

    public AtOnce(JdbcClient database, DataSourceTransactionManager transactions) {
        this.database = database;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** The answers, in the order of the requests, which is that in which they get the site. */
    @SafeVarargs
    public final List<HttpResponse<String>> on(String slug, Supplier<HttpResponse<String>>... requests) {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        transactions.executeWithoutResult(_ -> {
            database.sql("select id from site where slug = ? for update")
                    .param(slug)
                    .query()
                    .singleRow();
            for (var request : requests) {
                answers.add(CompletableFuture.supplyAsync(
                        request, command -> Thread.ofVirtual().start(command)));
                await().until(() -> waiting() >= answers.size());
            }
        });
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private int waiting() {
        return database.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""").query(Integer.class).single();
    }
}
