package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** The recordings of the real agent that ours does not repeat, and why. The manual says so too. */
final class Deviations {

    static final Map<String, String> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("005", "an unknown route is 404 with one line, not 500 with a traceback"),
            Map.entry("006", "there is no Python and no Redis; what ours runs on stands in \"runtime\""),
            Map.entry("007", "a server shows nothing that is named like a secret"),
            Map.entry("009", "an unknown bench is 404 with one line, not with a traceback"),
            Map.entry("010", "an unknown bench is 404 with one line, not with a traceback"),
            Map.entry(
                    "014",
                    "the password of the registry is in no command, ports are closed, and what fails is taken back"),
            Map.entry("019", "an unknown site is 404 with one line, not with a traceback"),
            Map.entry("021", "all commands of a step are told, not the last one"),
            Map.entry("023", "a new site that fails leaves nothing behind"),
            Map.entry(
                    "025", "a wrong password of the root is told with its remedy, not as the command line it stood in"),
            Map.entry(
                    "027",
                    "passwords go by standard input, and the name of a database that is taken is not taken again"),
            Map.entry("030", "the password of the site's database is left out"),
            Map.entry("036", "a log is told to at most its last megabyte, and one that is not there is 404"),
            Map.entry(
                    "038",
                    "the password of the sites' databases is left out, and usage is measured when it is asked for"),
            Map.entry("042", "the new configuration is moved over the old one, for its owner only"),
            Map.entry("044", "the exit code is waited for, and one line says how a command ended"),
            Map.entry("046", "a backup that goes elsewhere is verified before an app is uninstalled"),
            Map.entry("048", "commands are lists of words, not lines that a shell reads"),
            Map.entry(
                    "050",
                    "the names of the files tell whether a backup is encrypted; no command shows the database's password"),
            Map.entry("052", "what is missing in offsite is said before a backup is made"),
            Map.entry("054", "commands are lists of words, not lines that a shell reads"),
            Map.entry("058", "nginx is tested before it is reloaded, and no domain is taken away from another site"),
            Map.entry("060", "nginx is tested before it is reloaded"),
            Map.entry("068", "the password of a user goes by standard input, after the user is made"),
            Map.entry(
                    "082",
                    "dumps are read to their end, no command shows a password, limits of memory are no steps of an update"),
            Map.entry(
                    "086",
                    "a site that has not moved answers where it was, and the recovery reads the list of touched tables itself"),
            Map.entry("088", "all files are looked at before the first table is put back"),
            Map.entry(
                    "096",
                    "nginx is tested before it is reloaded, and a site whose renaming fails answers under its old name"),
            Map.entry("098", "nginx is reloaded at once, and told at the step that changes its files"),
            Map.entry("100", "nginx is reloaded at once, and told at the step that changes its files"),
            Map.entry("102", "nginx is reloaded at once, and a certificate that it refuses is taken back"),
            Map.entry("105", "nginx is reloaded at once, and a site that is not behind the server has no status"),
            Map.entry("110", "nginx is reloaded at once, and told at the step that changes its files"),
            Map.entry("112", "nginx is reloaded for what is removed too"),
            Map.entry("114", "nginx is reloaded at once, and told at the step that changes its files"),
            Map.entry("116", "nginx is reloaded for what is removed too"),
            Map.entry("118", "nginx is reloaded for what is removed too"),
            Map.entry("119", "wildcards are served, not 500"),
            Map.entry("121", "nginx is reloaded at once, and told at the step that changes its files"),
            Map.entry("129", "the first step failed and names the sites, where a traceback stood without a step"),
            Map.entry("131", "archived benches lie within the benches' folder, and the registry is not asked"),
            Map.entry("134", "a list by status has its status, names and times filled in, not nulls"),
            Map.entry("135", "an unknown job is 404 with one line, not 500 with a traceback"),
            Map.entry("140", "processes come without arguments, and the disk is told too"),
            Map.entry("206", "a site that exists is named before the program is started"),
            Map.entry("209", "a call is shown without its arguments, in which passwords may stand"),
            Map.entry("210", "a call is shown without its arguments, in which passwords may stand"),
            Map.entry("211", "a job that never began has no start; why it ended is said, not the queue's pickled row"),
            Map.entry("212", "why a job ended is said, not the queue's pickled row"),
            Map.entry("213", "a running job is Running until its step has really ended"),
            Map.entry(
                    "214",
                    "why it ended is said, not the queue's pickled row; what was cut short does not run for ever"),
            Map.entry("216", "the backup goes where ENDPOINT_URL says, and its files stay where the upload failed"),
            Map.entry("218", "one line without the signed part of the address"),
            Map.entry("221", "an unknown status is 404, not the list of all jobs"),
            Map.entry("223", "the steps are told, and do nothing")));

    private Deviations() {}

    static void assertNamed(String number) {
        assertThat(ALL).containsKey(number);
    }
}
