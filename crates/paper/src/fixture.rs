//! A paper with each kind of block, and papers drawn at random.

use proptest::prelude::*;

use crate::{Block, Field, Gap, Inline, Paper, Source, State};

pub fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn gap() -> Inline {
    Inline::Gap(Gap {
        what: "the address of the manufacturer".into(),
        cites: vec!["cra:annex-5(2)".into()],
        remedy: "Write `address` under [manufacturer].".into(),
    })
}

pub fn paper() -> Paper {
    let name = Field {
        text: "Door Ltd & Sons".into(),
        source: Source::Fact { thing: "product".into(), name: "manufacturer".into(), origin: "marque.toml:3".into() },
    };
    let support = Field { text: "5 years".into(), source: Source::Risk { id: "r-1".into() } };
    let other = Gap { what: "the day".into(), cites: vec![], remedy: "Say when.".into() };
    Paper {
        id: "declaration".into(),
        title: "Declaration of <conformity>".into(),
        subtitle: Some("Smart Door 3".into()),
        language: "en".into(),
        state: State::Draft,
        date: domain::Day::from_ymd(2026, 11, 23),
        blocks: vec![
            Block::Heading {
                level: 1,
                number: Some("1".into()),
                text: text("Product"),
                cites: vec!["cra:annex-5(1)".into()],
            },
            Block::Paragraph(vec![
                Inline::Text("The product is ".into()),
                Inline::Strong("safe".into()),
                Inline::Text(", see ".into()),
                Inline::Link { text: "its page".into(), url: "https://example.org/?a=1&b=2".into() },
                Inline::Text(" and ".into()),
                Inline::Code("a|b".into()),
                Inline::Text(".".into()),
            ]),
            Block::Definitions(vec![
                (text("Manufacturer"), vec![Inline::Field(name)]),
                (text("Address"), vec![gap()]),
                (text("Date"), vec![Inline::Gap(other)]),
            ]),
            Block::List { ordered: true, items: vec![text("first"), text("- second")] },
            Block::List { ordered: true, items: vec![text("other")] },
            Block::List { ordered: false, items: vec![text("third"), vec![]] },
            Block::Table {
                caption: Some("Components".into()),
                head: vec![text("Name"), text("Count")],
                rows: vec![vec![text("open|ssl"), text("12")], vec![text("zlib")]],
            },
            Block::Note(vec![Inline::Text("Read this. ".into()), gap(), Inline::Text(", for ".into()), Inline::Field(support)]),
            Block::Picture {
                svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>".into(),
                alt: "A square".into(),
                width_mm: 40.0,
            },
            Block::Signature { label: text("Signed for Door Ltd"), lines: vec![text("Ann Example"), text("Director")] },
        ],
    }
}

/// Text of the kinds that break forms.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ]{0,12}",
        2 => any::<String>(),
        2 => "[-+*_#<>&|`\\[\\]()!~=$\"'\\\\.:/ \n\t0-9a-c]{0,16}",
        1 => prop::sample::select(vec![
            "</w:t></w:r>", "</style><script>", "\"><img src=x>", "| a | b |\n|---|---|", "\u{202e}txt", "\u{0}\u{1b}[2J",
            "***", "]]>", "&#x0;", "#panic()", "$x$", "1.", "```", "https://example.org/a_b_c",
        ]).prop_map(str::to_owned),
    ]
}

fn any_source() -> impl Strategy<Value = Source> {
    prop_oneof![
        (any_text(), any_text(), any_text()).prop_map(|(thing, name, origin)| Source::Fact { thing, name, origin }),
        (any_text(), any_text()).prop_map(|(thing, id)| Source::Conclusion { thing, id }),
        (any_text(), any_text()).prop_map(|(id, digest)| Source::Evidence { id, digest }),
        any_text().prop_map(|id| Source::Risk { id }),
    ]
}

fn any_inline() -> impl Strategy<Value = Inline> {
    prop_oneof![
        any_text().prop_map(Inline::Text),
        any_text().prop_map(Inline::Strong),
        any_text().prop_map(Inline::Code),
        (any_text(), any_text()).prop_map(|(text, url)| Inline::Link { text, url }),
        (any_text(), any_text()).prop_map(|(text, path)| Inline::Link { text, url: format!("https://e.org/{path}") }),
        (any_text(), any_source()).prop_map(|(text, source)| Inline::Field(Field { text, source })),
        (any_text(), prop::collection::vec(any_text(), 0..3), any_text())
            .prop_map(|(what, cites, remedy)| Inline::Gap(Gap { what, cites, remedy })),
    ]
}

fn any_run() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(any_inline(), 0..4)
}

fn any_runs() -> impl Strategy<Value = Vec<Vec<Inline>>> {
    prop::collection::vec(any_run(), 0..4)
}

fn any_block() -> impl Strategy<Value = Block> {
    prop_oneof![
        (any::<u8>(), prop::option::of(any_text()), any_run(), prop::collection::vec(any_text(), 0..3))
            .prop_map(|(level, number, text, cites)| Block::Heading { level, number, text, cites }),
        any_run().prop_map(Block::Paragraph),
        (any::<bool>(), any_runs()).prop_map(|(ordered, items)| Block::List { ordered, items }),
        (prop::option::of(any_text()), any_runs(), prop::collection::vec(any_runs(), 0..4))
            .prop_map(|(caption, head, rows)| Block::Table { caption, head, rows }),
        prop::collection::vec((any_run(), any_run()), 0..3).prop_map(Block::Definitions),
        any_run().prop_map(Block::Note),
        (any_text(), any_text(), any::<f64>()).prop_map(|(svg, alt, width_mm)| Block::Picture { svg, alt, width_mm }),
        (any_run(), any_runs()).prop_map(|(label, lines)| Block::Signature { label, lines }),
    ]
}

pub fn any_paper() -> impl Strategy<Value = Paper> {
    let state = prop::sample::select(vec![State::Draft, State::Reviewed, State::Approved, State::Issued]);
    let date = prop::option::of(any::<i32>().prop_map(domain::Day));
    let blocks = prop::collection::vec(any_block(), 0..8);
    (any_text(), any_text(), prop::option::of(any_text()), any_text(), state, date, blocks).prop_map(
        |(id, title, subtitle, language, state, date, blocks)| Paper {
            id,
            title,
            subtitle,
            language,
            state,
            date,
            blocks,
        },
    )
}
