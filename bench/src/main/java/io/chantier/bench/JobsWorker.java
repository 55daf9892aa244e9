package io.chantier.bench;

import java.time.Duration;

/** The other process: {@code ours|naive threads printing url user password}. */
final class JobsWorker {

    private JobsWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        int threads = Integer.parseInt(arguments[1]);
        boolean printing = Boolean.parseBoolean(arguments[2]);
        var source = new Database(arguments[3], arguments[4], arguments[5]).pool(threads + 4);
        System.out.println("ready");
        if (arguments[0].equals("ours")) {
            OurQueue.work(source, threads, printing);
            Thread.sleep(Duration.ofHours(1));
        } else {
            NaiveQueue.work(source, printing);
        }
    }
}
