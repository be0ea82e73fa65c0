//! Reads the lockfiles of Gradle: `gradle.lockfile`, and the older ones with one file for each configuration.

use inventory::Component;

use super::super::{Detector, Files, Want};
use super::coordinates;
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "gradle-lockfile",
    files: Files::Named(&[
        "gradle.lockfile",
        "buildscript-gradle.lockfile",
        "settings-gradle.lockfile",
        "dependency-locks/*.lockfile",
    ]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let name = file.name.name();
    let of_build = name.ends_with("-gradle.lockfile");
    // The older files are named by their configuration.
    let of_file = name.strip_suffix(".lockfile").filter(|_| !name.ends_with("gradle.lockfile"));
    let text = file.text();
    found.origin(Origin::Lock);
    for line in lines(&text) {
        let entry = line.text.trim();
        if entry.is_empty() || entry.starts_with('#') || entry.starts_with("empty=") {
            continue;
        }
        let (module, configurations) = entry.split_once('=').unwrap_or((entry, of_file.unwrap_or_default()));
        let mut parts = module.splitn(3, ':');
        let (Some(group), Some(artifact), Some(version)) = (parts.next(), parts.next(), parts.next()) else {
            return found.malformed(format!("line {}: not a group, a name and a version", line.number));
        };
        let Some(package) = coordinates::package(group, artifact, version) else { continue };
        let scope = if of_build { Some(Scope::Development) } else { scope(configurations) };
        found.component(Component { scope, ..Component::new(package) }, line.number);
    }
}

/// What it is needed for, judged by the names of configurations.
fn scope(configurations: &str) -> Option<Scope> {
    let mut known = None;
    for configuration in configurations.split(',') {
        let lower = configuration.to_ascii_lowercase();
        if is_development(&lower) {
            known = known.or(Some(Scope::Development));
        } else if lower.ends_with("runtimeclasspath") || matches!(&*lower, "runtime" | "default") {
            return Some(Scope::Runtime);
        } else if lower.ends_with("compileclasspath") {
            // On no runtime class path: what runs the product brings it.
            known = known.or(Some(Scope::Development));
        } else {
            return None;
        }
    }
    known
}

/// Whether a configuration, in lower case, only helps to build or test.
pub fn is_development(configuration: &str) -> bool {
    const WORDS: [&str; 16] = [
        "test",
        "annotationprocessor",
        "kapt",
        "ksp",
        "checkstyle",
        "pmd",
        "spotbugs",
        "jacoco",
        "detekt",
        "ktlint",
        "errorprone",
        "jmh",
        "compileonly",
        "developmentonly",
        "lintchecks",
        "kotlincompiler",
    ];
    WORDS.iter().any(|word| configuration.contains(word)) || configuration == "classpath"
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check_malformed, check_sheet};

    #[test]
    fn modules_and_their_configurations_are_read() {
        check_sheet(
            "gradle.lockfile",
            "# This is a Gradle generated file for dependency locking.\r\n\
             eu.example:a:1.0=compileClasspath,runtimeClasspath,testRuntimeClasspath\r\n\
             eu.example:b:2.0-jre=testCompileClasspath,testRuntimeClasspath\r\n\
             eu.example:c:3.0=compileClasspath\r\neu.example:d:4.0=special\r\nempty=annotationProcessor\r\n",
            &[
                "2 pkg:maven/eu.example/a@1.0 runtime",
                "3 pkg:maven/eu.example/b@2.0-jre development",
                "4 pkg:maven/eu.example/c@3.0 development",
                "5 pkg:maven/eu.example/d@4.0",
            ],
        );
        check_sheet("buildscript-gradle.lockfile", "g:a:1=classpath\n", &["1 pkg:maven/g/a@1 development"]);
        check_sheet("gradle/dependency-locks/runtimeClasspath.lockfile", "g:a:1\n", &["1 pkg:maven/g/a@1 runtime"]);
        check_malformed("gradle.lockfile", "g:a:1=runtimeClasspath\ng:b");
    }
}
