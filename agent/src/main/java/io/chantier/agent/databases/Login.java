package io.chantier.agent.databases;

import io.chantier.agent.commands.Secret;

/** Who somebody is for a database server. */
public record Login(String user, Secret password) {

    /** The administrator of the server, whose password the asker of a job gives along. */
    public static Login root(Secret password) {
        return new Login("root", password);
    }
}
