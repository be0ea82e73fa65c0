//! Where something was seen, as an occurrence and back.

use serde_json::Value;

use super::model::Occurrence;
use crate::Evidence;

const DETECTOR: &str = "detector=";
const DIGEST: &str = " sha256=";

/// The occurrence that says what the evidence says.
pub(super) fn written(evidence: &Evidence) -> Occurrence<'_> {
    let Evidence { detector, snippet, .. } = evidence;
    let context = match (&**detector, &**snippet) {
        ("", "") => None,
        (detector, "") => Some(format!("{DETECTOR}{detector}")),
        (detector, snippet) => Some(format!("{DETECTOR}{detector}{DIGEST}{snippet}")),
    };
    Occurrence { location: &evidence.path, line: evidence.line, additional_context: context }
}

/// The evidence an occurrence stands for; None if it names no place.
pub(crate) fn read(occurrence: &Value) -> Option<Evidence> {
    let path = occurrence.get("location")?.as_str()?.to_owned();
    let line = occurrence.get("line").and_then(Value::as_u64).and_then(|line| u32::try_from(line).ok());
    let context = occurrence.get("additionalContext").and_then(Value::as_str).unwrap_or_default();
    let ours = context.strip_prefix(DETECTOR).unwrap_or_default();
    let (detector, snippet) = ours.rsplit_once(DIGEST).unwrap_or((ours, ""));
    Some(Evidence { path, line, detector: detector.to_owned(), snippet: snippet.to_owned() })
}

#[test]
fn an_occurrence_says_what_the_evidence_said() {
    for (line, detector, snippet) in
        [(Some(3), "npm-lock", "ab"), (None, "", ""), (Some(1), "a b", ""), (None, "", "c")]
    {
        let evidence = Evidence {
            path: "a/b !.lock".to_owned(),
            line,
            detector: detector.to_owned(),
            snippet: snippet.to_owned(),
        };
        let value = serde_json::to_value(written(&evidence)).unwrap_or_default();
        assert_eq!(read(&value), Some(evidence));
    }
    assert_eq!(read(&serde_json::json!({"line": 3})), None);
}
