signing {
    useInMemoryPgpKeys(key, password)   // finds: maven-gpg-plugin
    // useGpgCmd()                         finds nothing
}
