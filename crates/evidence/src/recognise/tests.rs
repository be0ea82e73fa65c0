use super::*;

fn told(text: &str) -> (Kind, String) {
    let found = recognise(text.as_bytes());
    (found.kind, found.summary.map(|summary| summary.to_string()).unwrap_or_default())
}

#[test]
fn junit_is_counted_test_by_test() {
    let text = r#"<?xml version="1.0"?>
<testsuites tests="99"><testsuite name="a">
<testcase name="one"/><testcase name="two"><failure message="no">at line 3</failure></testcase>
<testcase name="three"><error/></testcase><testcase name="four"><skipped/></testcase>
</testsuite></testsuites>"#;
    assert_eq!(told(text), (Kind::TestReport, "JUnit: errors 1, failures 1, skipped 1, tests 4".into()));
    let single = "<testsuite><testcase/></testsuite>";
    assert_eq!(told(single), (Kind::TestReport, "JUnit: errors 0, failures 0, skipped 0, tests 1".into()));
}

#[test]
fn sarif_results_of_all_runs_are_counted() {
    let text = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{},{}]},{"results":[{}]}]}"#;
    assert_eq!(told(text), (Kind::TestReport, "SARIF 2.1.0: results 3, runs 2".into()));
}

#[test]
fn bills_of_materials_are_scan_results_and_attestations_are_test_reports() {
    let bom = r#"{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"name":"a"},{"name":"b"}]}"#;
    assert_eq!(told(bom), (Kind::ScanResult, "CycloneDX 1.6: components 2".into()));
    let attested =
        r#"{"bomFormat":"CycloneDX","specVersion":"1.6","declarations":{"attestations":[{}],"claims":[{},{}]}}"#;
    assert_eq!(told(attested), (Kind::TestReport, "CycloneDX 1.6 attestations: attestations 1, claims 2".into()));
    let xml = r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library"/></components></bom>"#;
    assert_eq!(told(xml), (Kind::ScanResult, "CycloneDX 1.5: components 1".into()));
    let spdx = r#"{"spdxVersion":"SPDX-2.3","packages":[{},{},{}]}"#;
    assert_eq!(told(spdx), (Kind::ScanResult, "SPDX 2.3: packages 3".into()));
    let spdx3 = r#"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{},{}]}"#;
    assert_eq!(told(spdx3), (Kind::ScanResult, "SPDX 3: elements 2".into()));
    let tags = "SPDXVersion: SPDX-2.3\nPackageName: a\nPackageName: b\n";
    assert_eq!(told(tags), (Kind::ScanResult, "SPDX 2.3: packages 2".into()));
}

#[test]
fn signatures_are_known_by_their_beginning() {
    let pgp = "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n";
    assert_eq!(told(pgp), (Kind::Signature, "OpenPGP signature".into()));
    let dsse = r#"{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[{"sig":"AA=="}]}"#;
    assert_eq!(told(dsse), (Kind::Signature, "DSSE: signatures 1".into()));
}

#[test]
fn what_is_not_known_stays_a_file() {
    for (bytes, media_type) in [
        (b"%PDF-1.7 \xff".as_slice(), "application/pdf"),
        (b"plain words", "text/plain"),
        (b"{\"a\": 1}", "application/json"),
        (b"{\"bomFormat\": \"CycloneDX\",", "text/plain"),
        (b"[1, 2]", "application/json"),
        (b"<html><body/></html>", "application/xml"),
        (b"<testsuite><testcase></testsuite>", "text/plain"),
        (b"\x00\x01", "application/octet-stream"),
        (b"", "text/plain"),
    ] {
        let found = recognise(bytes);
        assert_eq!((found.kind, found.media_type, found.summary), (Kind::File, media_type, None), "{bytes:?}");
    }
}

#[test]
fn a_member_of_an_unexpected_type_is_passed_over() {
    let odd = r#"{"bomFormat":"CycloneDX","specVersion":1.6,"components":{"a":1}}"#;
    assert_eq!(told(odd), (Kind::ScanResult, "CycloneDX of unknown version: components 0".into()));
    assert_eq!(told(r#"{"version":"2.1.0","runs":7}"#), (Kind::File, String::new()));
}

#[test]
fn many_attributes_cost_no_more_than_reading_them() {
    let many: String = (0..200_000).map(|at| format!(" a{at}=\"\"")).collect();
    assert_eq!(recognise(format!("<bom{many}/>").as_bytes()).kind, Kind::File);
}

#[test]
fn deep_nesting_ends_without_an_answer() {
    let deep = format!("{{\"runs\":{}", "[".repeat(100_000));
    assert_eq!(recognise(deep.as_bytes()).kind, Kind::File);
    let xml = "<a>".repeat(100_000);
    assert_eq!(recognise(xml.as_bytes()).kind, Kind::File);
}
