//! One self-contained page.
use crate::Assessment;
/// The page.
pub fn page(_assessments: &[Assessment]) -> String { String::new() }
