//! Reads continuous integration for steps that matter to security: scans, signatures, bills of materials.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Seen};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "ci-steps", files: Files::If(is_ci), want: Want::Source, read };

fn is_ci(name: &FileName) -> bool {
    let file = name.lower_name();
    let is_yaml = matches!(name.extension(), "yml" | "yaml");
    file.starts_with("jenkinsfile")
        || file.ends_with(".jenkinsfile")
        || is_yaml
            && (matches!(
                file,
                ".gitlab-ci.yml"
                    | "bitbucket-pipelines.yml"
                    | ".travis.yml"
                    | ".drone.yml"
                    | ".cirrus.yml"
                    | "cloudbuild.yaml"
                    | "cloudbuild.yml"
                    | ".woodpecker.yml"
                    | ".woodpecker.yaml"
                    | "appveyor.yml"
            ) || file.starts_with("azure-pipelines")
                || file.ends_with(".gitlab-ci.yml")
                || matches!(
                    name.lower_folder(),
                    "workflows" | ".circleci" | ".buildkite" | ".woodpecker" | ".azure-pipelines" | ".tekton" | "ci"
                ) && name.lower_folders().any(|folder| folder.starts_with('.') && folder.len() > 1))
}

const SCAN: Kind = Kind::SecurityScan;
const SIGN: Kind = Kind::SignedRelease;
const BILL: Kind = Kind::Sbom;

/// What a step is called, in lower case. It counts where no letter or digit stands around it.
const STEPS: &[(Kind, &str, &[&str])] = &[
    (SCAN, "CodeQL", &["github/codeql-action/init", "github/codeql-action/analyze", "codeql database"]),
    (SCAN, "Semgrep", &["semgrep"]),
    (
        SCAN,
        "Trivy",
        &["aquasecurity/trivy-action", "trivy fs", "trivy image", "trivy config", "trivy repo", "trivy rootfs"],
    ),
    (SCAN, "Grype", &["anchore/scan-action", "grype"]),
    (SCAN, "OSV-Scanner", &["osv-scanner", "google/osv-scanner-action"]),
    (SCAN, "cargo-audit", &["cargo audit", "cargo-audit", "rustsec/audit-check", "actions-rs/audit-check"]),
    (SCAN, "cargo-deny", &["cargo deny", "cargo-deny", "cargo-deny-action"]),
    (SCAN, "pip-audit", &["pip-audit", "gh-action-pip-audit"]),
    (SCAN, "Safety", &["safety check", "safety scan"]),
    (SCAN, "Bandit", &["bandit -", "pycqa/bandit-action", "bandit[toml]"]),
    (SCAN, "gosec", &["gosec"]),
    (SCAN, "govulncheck", &["govulncheck", "govulncheck-action"]),
    (SCAN, "Snyk", &["snyk/actions", "snyk test", "snyk monitor", "snyk code", "snyk container"]),
    (SCAN, "npm audit", &["npm audit", "yarn audit", "pnpm audit", "yarn npm audit", "audit-ci"]),
    (SCAN, "bundler-audit", &["bundle audit", "bundler-audit", "bundle-audit"]),
    (SCAN, "Brakeman", &["brakeman"]),
    (SCAN, "composer audit", &["composer audit", "local-php-security-checker"]),
    (SCAN, "dotnet list package", &["list package --vulnerable"]),
    (SCAN, "OWASP Dependency-Check", &["dependency-check", "dependencycheckanalyze", "dependency-check-maven"]),
    (SCAN, "Dependency Review", &["actions/dependency-review-action"]),
    (SCAN, "Gitleaks", &["gitleaks"]),
    (SCAN, "TruffleHog", &["trufflehog"]),
    (SCAN, "detect-secrets", &["detect-secrets"]),
    (SCAN, "OpenSSF Scorecard", &["ossf/scorecard-action"]),
    (SCAN, "OWASP ZAP", &["zaproxy/action", "zap-baseline", "zap-full-scan", "zap-api-scan"]),
    (SCAN, "Nuclei", &["projectdiscovery/nuclei-action", "nuclei -"]),
    (SCAN, "Sonar", &["sonarsource/", "sonar-scanner", "sonar:sonar", "sonarqube"]),
    (SCAN, "GitLab SAST", &["sast.gitlab-ci.yml"]),
    (SCAN, "GitLab DAST", &["dast.gitlab-ci.yml"]),
    (SCAN, "GitLab dependency scanning", &["dependency-scanning.gitlab-ci.yml"]),
    (SCAN, "GitLab container scanning", &["container-scanning.gitlab-ci.yml"]),
    (SCAN, "GitLab secret detection", &["secret-detection.gitlab-ci.yml"]),
    (SCAN, "Checkov", &["bridgecrewio/checkov-action", "checkov -"]),
    (SCAN, "tfsec", &["tfsec"]),
    (SCAN, "KICS", &["checkmarx/kics"]),
    (SCAN, "zizmor", &["zizmor"]),
    (SCAN, "Docker Scout", &["docker/scout-action", "docker scout cves"]),
    (SCAN, "CVE Binary Tool", &["cve-bin-tool"]),
    (SCAN, "MobSF", &["mobsfscan", "mobsf"]),
    (SCAN, "ClusterFuzzLite", &["google/clusterfuzzlite"]),
    (SCAN, "OSS-Fuzz", &["google/oss-fuzz"]),
    (SIGN, "cosign", &["cosign sign", "cosign sign-blob", "sigstore/cosign-installer", "cosign attest"]),
    (SIGN, "Sigstore", &["sigstore/gh-action-sigstore-python", "sigstore sign", "python -m sigstore"]),
    (SIGN, "build provenance", &["actions/attest-build-provenance", "actions/attest-sbom", "actions/attest"]),
    (SIGN, "SLSA generator", &["slsa-framework/slsa-github-generator"]),
    (
        SIGN,
        "GPG",
        &["gpg --detach-sign", "--detach-sign", "--clearsign", "crazy-max/ghaction-import-gpg", "gpg --armor --sign"],
    ),
    (SIGN, "package signature", &["debsign", "dpkg-sig", "rpmsign", "rpm --addsign", "abuild-sign"]),
    (SIGN, "npm provenance", &["npm publish --provenance", "--provenance --access", "npm_config_provenance"]),
    (SIGN, "Authenticode", &["signtool sign", "azure/trusted-signing-action", "azuresigntool"]),
    (SIGN, "Apple code signature", &["codesign --", "codesign -s", "notarytool submit"]),
    (SIGN, "Android signature", &["apksigner sign", "r0adkll/sign-android-release", "jarsigner"]),
    (SIGN, "Minisign", &["minisign -s", "rsign sign"]),
    (SIGN, "Notation", &["notation sign", "notaryproject/notation-action"]),
    (BILL, "made by Syft", &["anchore/sbom-action", "syft"]),
    (
        BILL,
        "made by a CycloneDX tool",
        &[
            "cyclonedx-py",
            "cyclonedx-npm",
            "cyclonedx-gomod",
            "cyclonedx-bom",
            "cyclonedx/gh-",
            "cargo cyclonedx",
            "cargo-cyclonedx",
            "cyclonedxbom",
            "dotnet-cyclonedx",
            "dotnet cyclonedx",
        ],
    ),
    (BILL, "made by cdxgen", &["cdxgen"]),
    (
        BILL,
        "made by Trivy",
        &["--format cyclonedx", "--format spdx-json", "format: cyclonedx", "format: 'cyclonedx'", "format: spdx-json"],
    ),
    (BILL, "made by the Microsoft SBOM tool", &["sbom-tool generate", "microsoft/sbom-tool", "microsoft/sbom-action"]),
    (BILL, "made by npm", &["npm sbom"]),
    (BILL, "made by BuildKit", &["--sbom=true", "sbom: true", "--attest type=sbom"]),
    (BILL, "made by bom", &["bom generate", "kubernetes-sigs/bom", "cargo sbom", "cargo-sbom", "spdx-sbom-generator"]),
];

/// Every word, and the row of the step it stands for.
static SEARCH: LazyLock<Option<(AhoCorasick, Vec<usize>)>> = LazyLock::new(|| {
    let words = || STEPS.iter().enumerate().flat_map(|(row, (_, _, words))| words.iter().map(move |word| (row, word)));
    let search = AhoCorasick::builder().ascii_case_insensitive(true).build(words().map(|(_, word)| word)).ok()?;
    Some((search, words().map(|(row, _)| row).collect()))
});

fn read(file: &SourceFile, found: &mut Found) {
    let Some((search, rows)) = &*SEARCH else { return };
    let text = file.text();
    let mut seen = vec![false; STEPS.len()];
    let (mut counted, mut number) = (0, 1u32);
    for hit in search.find_overlapping_iter(&*text) {
        let Some(row) = rows.get(hit.pattern().as_usize()).copied() else { continue };
        let (Some((kind, name, _)), Some(seen)) = (STEPS.get(row), seen.get_mut(row)) else { continue };
        if *seen || !is_whole_word(text.as_bytes(), hit.start(), hit.end()) {
            continue;
        }
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..hit.start()]).map_or(0, |newline| newline + 1);
        // In a minified file everything is one line, and nothing a step.
        let Some(before) = text.get(start..hit.start()).filter(|before| before.len() < 2000) else { continue };
        let end = memchr::memchr(b'\n', &text.as_bytes()[hit.start()..]).map_or(text.len(), |len| hit.start() + len);
        if !is_step(before, text.get(hit.end()..end).unwrap_or_default()) {
            continue;
        }
        *seen = true;
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes().get(counted..start).unwrap_or_default()).count();
        number = number.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        counted = counted.max(start);
        let line = Line { number, text: text.get(start..end).unwrap_or_default() };
        let is_use = before.trim_start_matches([' ', '-']).starts_with("uses:");
        let confidence = if is_use { Confidence::Certain } else { Confidence::Likely };
        found.asset(Seen { kind: *kind, name, line: Some(line), confidence, properties: &[("where", "ci")] });
    }
}

/// Whether a line does something: it is no comment, and not the name of what stands below.
fn is_step(before: &str, after: &str) -> bool {
    let trimmed = before.trim_start_matches([' ', '\t', '-']);
    let is_comment = trimmed.starts_with('#') || trimmed.starts_with("//") || before.contains(" #");
    !is_comment && !trimmed.starts_with("name:") && !after.trim_end().ends_with(':')
}

/// Whether nothing continues a word.
fn is_whole_word(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let begins = start == 0 || !is_part(bytes.get(start - 1));
    // A word that ends in a sign of its own may go on.
    let ends_in_letter = end.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    begins && (!ends_in_letter || !is_part(bytes.get(end)))
}

#[test]
fn steps_are_known_by_what_they_run() {
    let check = crate::detectors::tests::check;
    let workflow = "jobs:\n  grype:\n    steps:\n    - name: semgrep\n      uses: github/codeql-action/init@v3\n    - uses: github/codeql-action/analyze@v3\n    # - run: semgrep ci\n    - run: cargo audit && mygosecx\n    - uses: anchore/sbom-action@v0\n    - run: |\n        cosign sign-blob --yes door\n    - uses: actions/attest-build-provenance@v1\n    - run: make # then trivy image x\n";
    check(
        ".github/workflows/ci.yml",
        workflow,
        &[
            "- ci GitHub Actions product",
            "5 security-scan CodeQL development",
            "8 security-scan cargo-audit development",
            "9 sbom made by Syft product",
            "11 signed-release cosign development",
            "12 signed-release build provenance development",
        ],
    );
    check("deploy/semgrep.yml", "run: semgrep ci\n", &[]);
}
