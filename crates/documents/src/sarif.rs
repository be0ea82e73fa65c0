//! SARIF 2.1.0.
use crate::Assessment;
/// The log.
pub fn log(_assessments: &[Assessment], _version: &str) -> serde_json::Value { serde_json::Value::Null }
