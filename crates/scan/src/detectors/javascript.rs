//! npm, Yarn, pnpm, Bun, Deno.

use super::Detector;
use crate::sheet::Sheet;

mod bun_lock;
mod bun_lockb;
mod bun_lockb_file;
mod deno_json;
mod deno_lock;
mod installed_requests;
mod own_versions;
mod package_json;
mod package_lock;
mod package_lock_v1;
mod pnpm_key;
mod pnpm_lock;
mod registry;
mod remote;
mod yarn_berry;
mod yarn_lock;

/// Puts together what several files of the family say.
pub fn join(sheets: &mut [Sheet]) {
    own_versions::join(sheets);
    installed_requests::join(sheets);
}

pub const DETECTORS: &[&Detector] = &[
    &bun_lock::DETECTOR,
    &bun_lockb::DETECTOR,
    &deno_json::DETECTOR,
    &deno_lock::DETECTOR,
    &package_json::DETECTOR,
    &package_lock::DETECTOR,
    &pnpm_lock::DETECTOR,
    &yarn_lock::DETECTOR,
];

#[test]
fn no_detector_of_the_family_panics() {
    let names = [
        "package.json",
        "node_modules/a/package.json",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "deno.lock",
        "deno.json",
    ];
    let fragments = [
        r#"{"name": "é", "version": "@", "packages": {"": {"dependencies": {"a": "", "@": "@", "é/": "npm:"}},"#,
        r#""node_modules/": {"version": "1"}, "node_modules/a": {"link": true, "resolved": "é"}, "a/b": {}},"#,
        r#""dependencies": {"@/": "npm:@", "a": {"version": "npm:@é", "requires": {"a": 1}}}}"#,
        "lockfileVersion: 5\npackages:\n  /@é/: {}\n  '@': {}\n  /a/1_é: {resolution: {tarball: 'https://codeload.github.com/'}}\n",
        "__metadata: {}\n\"@@@\": {resolution: 'é@virtual:#'}\n",
        "a@, \"é@npm:@\", @:\n  version \"1\n  resolved \"git@é#\"\n",
        r#"{"packages": {"a": ["@é", ["x"]], "/": ["a@git+#"], "": []}, "workspaces": {"": {"name": "é"}}}"#,
        r#"{"specifiers": {"npm:": "é", "jsr:@/": "@"}, "npm": {"@": {}, "é@_": {}}, "remote": {"https://esm.sh/@": 1}}"#,
    ];
    for name in names {
        for fragment in fragments {
            for (end, _) in fragment.char_indices().chain([(fragment.len(), ' ')]) {
                let report = crate::inspect(std::path::Path::new(name), &fragment.as_bytes()[..end]).expect("sound");
                let failed = |not_read: &crate::NotRead| matches!(not_read.why, crate::Why::DetectorFailed(_));
                assert!(!report.not_read.iter().any(failed), "{name}: {}", &fragment[..end]);
            }
        }
    }
}
