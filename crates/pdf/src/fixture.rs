//! A declaration with each kind of block, and text as nobody should write it.

use paper::{Block, Inline, Paper};
use proptest::prelude::*;

pub fn declaration() -> Paper {
    serde_json::from_str(include_str!("../fixtures/declaration.json")).unwrap()
}

pub fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z0-9 .,;:#$*_@<>\\[\\]{}()=/\\\\\"'`~^-]{0,40}",
        "[\u{0}-\u{2ff}\u{2000}-\u{206f}\u{fe00}-\u{fe0f}\u{e000}-\u{e010}]{0,20}",
        prop::sample::select(vec![
            "#panic()",
            "#read(\"/etc/passwd\")",
            "$x$",
            "= a",
            "عربي",
            "עברית",
            "한국어",
            "👩\u{200d}🔧"
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_run() -> impl Strategy<Value = Vec<Inline>> {
    let inline = prop_oneof![
        any_text().prop_map(Inline::Text),
        any_text().prop_map(Inline::Strong),
        any_text().prop_map(Inline::Code),
        (any_text(), any_text()).prop_map(|(text, path)| Inline::Link { text, url: format!("https://e.org/{path}") }),
        (any_text(), any_text(), any_text()).prop_map(|(what, cite, remedy)| Inline::Gap(paper::Gap {
            what,
            cites: vec![cite],
            remedy
        })),
    ];
    prop::collection::vec(inline, 0..3)
}

/// Papers that have a day and a language; of the rest anything goes.
pub fn any_paper() -> impl Strategy<Value = Paper> {
    let runs = || prop::collection::vec(any_run(), 0..4);
    let block = prop_oneof![
        (any::<u8>(), prop::option::of(any_text()), any_run(), prop::collection::vec(any_text(), 0..3))
            .prop_map(|(level, number, text, cites)| Block::Heading { level, number, text, cites }),
        any_run().prop_map(Block::Paragraph),
        any_run().prop_map(Block::Note),
        (any::<bool>(), runs()).prop_map(|(ordered, items)| Block::List { ordered, items }),
        (prop::option::of(any_text()), runs(), prop::collection::vec(runs(), 0..4))
            .prop_map(|(caption, head, rows)| Block::Table { caption, head, rows }),
        prop::collection::vec((any_run(), any_run()), 0..3).prop_map(Block::Definitions),
        (any_run(), runs()).prop_map(|(label, lines)| Block::Signature { label, lines }),
    ];
    let state = prop::sample::select(vec![paper::State::Draft, paper::State::Issued]);
    (any_text(), any_text(), prop::option::of(any_text()), state, prop::collection::vec(block, 0..6))
        .prop_map(|(id, title, subtitle, state, blocks)| Paper { id, title, subtitle, state, blocks, ..declaration() })
}
