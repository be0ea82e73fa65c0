//! The ledger, the crosswalk and the report: what loads, and what each refusal says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;

use rulebook::{LawFolder, Relation, Rulebook, load};

const TEXTS: &str = r#"
[[act]]
prefix = "tea"
title = "Regulation on tea"
short = "Tea Act"
text = [{ name = "original", in-force = 2024-01-01 }]
[[act]]
prefix = "pot"
title = "Regulation on pots"
short = "Pot Act"
text = [{ name = "original", in-force = 2024-01-01 }]
"#;

const TEA: &str = r#"# Article 1 Tea

## 1(1) Tea

Tea is hot.

```toml conclusion
id    = "hot"
on    = "product"
title = "Hot"
tier  = "role"
cites = ["tea:1(1)"]
```

It was boiled.

```toml fact
id       = "boiled"
on       = "product"
question = "Was it boiled?"
```

It was boiled.

```toml rule
id        = "tea:1(1)"
concludes = "hot"
all       = ["boiled"]
```

## 1(2) Pour

Whoever makes tea pours it.

```toml obligation
id       = "tea:1(2)"
on       = "product"
who      = "hot"
when     = "always"
language = "easily-understood-by-users"
points   = [{ at = "(a)", what = "Slowly.", evidence = ["cup"] }]
```
"#;

const POT: &str = "# Article 1 Pots\n\n## 1 Pots\n\nA pot holds tea.\n";

const THEMES: &str = r#"
[[theme]]
id      = "drinks"
title   = "Drinks"
summary = "What is drunk."
cra     = ["tea:1"]
aia     = ["pot:1"]
"#;

const ROW: &str = r#"
[[row]]
id       = "hold"
source   = ["tea:1(2)"]
target   = ["pot:1"]
how      = "intersects-with"
on       = "product"
all      = ["hot"]
evidence = ["cup"]
why      = { shares = "Tea.", differs = "Clay.", when = "The tea is hot." }
"#;

const REPORT: &str = r#"
[[theme]]
id      = "drinks"
title   = "Drinks"
says    = "Tea is cold."
does    = [{ run = "marque why hot", shows = "whether it is hot" }]
differs = [{ says = "cold", law = "hot", cites = ["tea:1(1)"], severity = "wrong" }]
[[action]]
id      = "brew"
title   = "Brew"
says    = "Brew it."
decides = ["hot"]
duties  = ["tea:1"]
does    = [{ run = "marque why hot", shows = "whether it is hot" }]
"#;

fn folder(tables: &[(&str, &str)]) -> LawFolder {
    let mut law = LawFolder { texts: TEXTS.into(), ..LawFolder::default() };
    law.files.insert("tea/article-1.md".into(), TEA.into());
    law.files.insert("pot/article-1.md".into(), POT.into());
    law.tables.insert("crosswalk/themes.toml".into(), THEMES.into());
    for (path, source) in tables {
        law.tables.insert((*path).into(), (*source).into());
    }
    law
}

fn said(mistakes: &[rulebook::Mistake]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn loaded(tables: &[(&str, &str)]) -> Rulebook {
    load(Path::new("law"), &folder(tables)).unwrap_or_else(|mistakes| panic!("{}", said(&mistakes)))
}

fn refused(tables: &[(&str, &str)]) -> String {
    load(Path::new("law"), &folder(tables)).map_or_else(|mistakes| said(&mistakes), |_| panic!("it loaded"))
}

#[test]
fn a_row_joins_provisions_under_a_condition() {
    let book = loaded(&[("crosswalk/drinks.toml", ROW)]);
    let row = &book.crosswalk.rows[0];
    assert_eq!((row.id.as_str(), row.how, row.place.line), ("hold", Relation::IntersectsWith, 2));
    assert_eq!((row.condition.all.len(), row.why.differs.as_str()), (1, "Clay."));
}

#[test]
fn a_row_without_all_three_of_its_reasons_does_not_load() {
    for (part, key) in [
        ("shares = \"Tea.\", ", "shares"),
        ("differs = \"Clay.\", ", "differs"),
        (", when = \"The tea is hot.\"", "when"),
    ] {
        let told = refused(&[("crosswalk/drinks.toml", &ROW.replace(part, ""))]);
        assert!(told.contains(&format!("`why` has no `{key}`")), "{told}");
    }
    let told = refused(&[("crosswalk/drinks.toml", &ROW.replace("\"Clay.\"", "\" \""))]);
    assert!(told.contains("`differs` says nothing"), "{told}");
}

#[test]
fn what_is_wrong_with_a_row_is_told_with_its_place() {
    for (from, to, told) in [
        ("intersects-with", "intersect-with", "did you mean `intersects-with`?"),
        ("intersects-with", "deemed-by", "`by` names the provision that deems"),
        ("tea:1(2)", "tea:2(1)", "the law has no tea:2(1)"),
        ("\"pot:1\"", "\"iso-1:A.1\"", "says in `attested` which source"),
        ("evidence = [\"cup\"]\n", "", "a row names the `evidence`"),
        ("[\"hot\"]", "[\"hott\"]", "did you mean `hot`?"),
        ("\"hold\"", "\"Hold it\"", "is not kebab-case"),
    ] {
        let found = refused(&[("crosswalk/drinks.toml", &ROW.replace(from, to))]);
        assert!(found.contains("crosswalk/drinks.toml:") && found.contains(told), "{found}");
    }
    assert!(refused(&[("crosswalk/drinks.toml", &format!("{ROW}{ROW}"))]).contains("`hold` stands twice"));
    assert!(refused(&[("crosswalk/drink.toml", ROW)]).contains("did you mean `drinks`?"));
}

#[test]
fn a_paragraph_that_nobody_accounts_for_is_named() {
    let paragraphs = "[original]\n\"tea:1(1)\" = \"sha256:1\"\n\"tea:1(2)\" = \"sha256:2\"\n\"tea:2\" = \"sha256:3\"\n";
    let entry = "[[entry]]\nprovisions = [\"tea:2\"]\nas = \"power\"\nto = [\"Commission\"]\nwhat = \"It may boil.\"\n";
    let without = loaded(&[("tea/paragraphs.toml", paragraphs)]);
    assert_eq!(without.unaccounted(), ["tea:2"]);
    let with = loaded(&[("tea/paragraphs.toml", paragraphs), ("tea/ledger.toml", entry)]);
    assert!(with.unaccounted().is_empty());
    for (from, to, told) in [
        ("tea:2", "tea:3", "Tea Act has no paragraph tea:3"),
        ("power", "powers", "did you mean `power`?"),
        ("to = [\"Commission\"]\n", "", "this entry has no `to`"),
    ] {
        let found = refused(&[("tea/paragraphs.toml", paragraphs), ("tea/ledger.toml", &entry.replace(from, to))]);
        assert!(found.contains("tea/ledger.toml") && found.contains(told), "{found}");
    }
}

#[test]
fn points_stand_below_their_duty() {
    let book = loaded(&[]);
    let rulebook::BlockKind::Obligation(duty) = &book.blocks[1].what else { panic!("no duty") };
    assert_eq!(duty.points[0].citation, "tea:1(2)(a)");
    assert_eq!(duty.language.as_deref(), Some("easily-understood-by-users"));
}

#[test]
fn the_report_names_themes_conclusions_and_provisions_that_exist() {
    let book = loaded(&[("report/mapping.toml", REPORT)]);
    assert_eq!(book.report.themes.len(), 1);
    assert_eq!(book.report.actions[0].decides, ["hot"]);
    for (from, to, told) in [
        ("\"drinks\"", "\"drink\"", "did you mean `drinks`?"),
        ("[\"hot\"]", "[\"cold\"]", "there is no conclusion `cold`"),
        ("\"wrong\"", "\"bad\"", "`severity` is one of wrong, inaccurate, overtaken"),
        ("[\"tea:1(1)\"]", "[\"tea 1\"]", "tea 1"),
    ] {
        let found = refused(&[("report/mapping.toml", &REPORT.replacen(from, to, 1))]);
        assert!(found.contains("report/mapping.toml") && found.contains(told), "{found}");
    }
}
