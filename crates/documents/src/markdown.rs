//! Markdown.
use crate::Assessment;
use reasoning::verdict::Duty;
/// The report.
pub fn assessment(_assessment: &Assessment) -> String { String::new() }
/// The list.
pub fn duties(_subject: &str, _duties: &[Duty]) -> String { String::new() }
