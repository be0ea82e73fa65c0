//! Who reads what a scan writes into a pipe gets no line about how far it is.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

#[test]
fn a_long_scan_writes_nothing_into_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let (tree, programs) = (folder.path().join("tree"), folder.path().join("programs"));
    std::fs::create_dir_all(tree.join(".git")).unwrap();
    std::fs::create_dir(&programs).unwrap();
    // A scan asks git for the day of the last commit: this one takes its time.
    let git = programs.join("git");
    std::fs::write(&git, "#!/bin/sh\n/bin/sleep 1\necho 0\n").unwrap();
    std::fs::set_permissions(&git, std::fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_marque"))
        .args(["scan", "--format", "json"])
        .arg(&tree)
        .env("PATH", &programs)
        .env_remove("CI")
        .env_remove("NO_COLOR")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("1970-01-01"), "the scan waited for git");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
