//! Names that the same thing gets every time.

use std::collections::HashMap;

use serde_json::json;

use crate::oscal;

/// Gives UUIDs. What is named alike is told apart by how many came before it.
#[derive(Default)]
pub(super) struct Names(HashMap<String, usize>);

impl Names {
    pub(super) fn uuid(&mut self, parts: &[&str]) -> String {
        let name = json!(parts).to_string();
        let before = self.0.entry(name.clone()).or_default();
        let uuid = if *before == 0 { oscal::uuid(&name) } else { oscal::uuid(&format!("{name}:{before}")) };
        *before += 1;
        uuid
    }
}

#[test]
fn a_name_stays_and_no_two_things_share_one() {
    let (mut first, mut again) = (Names::default(), Names::default());
    let uuid = first.uuid(&["finding", "a", "b"]);
    assert_eq!(uuid, again.uuid(&["finding", "a", "b"]));
    assert_ne!(uuid, first.uuid(&["finding", "a", "b"]));
    assert_ne!(uuid, first.uuid(&["finding", "a\",\"b"]));
}
