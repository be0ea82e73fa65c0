//! Where a rule of one act rests on another act: the joints between the two, read off the rules themselves.

use rulebook::{BlockKind, Item, Rulebook};
use serde::Serialize;

/// One joint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Joint {
    /// The provision that looks across.
    pub provision: String,
    pub title: String,
    /// What it asks for there.
    pub rests_on: String,
    /// The provisions of the other act that conclude it.
    pub concluded_by: Vec<String>,
}

/// Every joint, in the law's order.
pub fn joints(rulebook: &Rulebook) -> Vec<Joint> {
    let mut joints: Vec<Joint> = Vec::new();
    for block in &rulebook.blocks {
        for item in block.condition.items() {
            let (Item::Is(name) | Item::Some { name, .. } | Item::Every { name, .. }) = item else { continue };
            let concluded_by: Vec<&rulebook::Block> = rulebook
                .blocks
                .iter()
                .filter(
                    |rule| matches!(rule.what, BlockKind::Rule { concludes: Some(concluded) } if concluded == *name),
                )
                .collect();
            if concluded_by.is_empty() || concluded_by.iter().any(|rule| rule.act == block.act) {
                continue;
            }
            let mut citations: Vec<String> = concluded_by.iter().map(|rule| rule.citation.clone()).collect();
            citations.dedup();
            let joint = Joint {
                provision: block.id.clone(),
                title: block.title.clone(),
                rests_on: rulebook.name(*name).id.clone(),
                concluded_by: citations,
            };
            if !joints.contains(&joint) {
                joints.push(joint);
            }
        }
    }
    joints
}
