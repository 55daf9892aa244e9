package io.chantier.storage;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    Blobs blobs(@Value("${chantier.storage.blobs:${chantier.data:data}/storage}") Path root) {
        return new FolderBlobs(PrivateFolders.make(root.toAbsolutePath()));
    }

    @Bean
    Media media(JdbcClient jdbc, Blobs blobs) {
        return new JdbcMedia(jdbc, blobs);
    }

    @Bean
    Releases releases(JdbcClient jdbc, Blobs blobs) {
        return new JdbcReleases(jdbc, blobs);
    }

    @Bean
    ReleasePointers releasePointers(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new JdbcReleasePointers(jdbc, transactions);
    }
}
