//! The way to conformity from the outside: planned, chosen wrongly, put right, with evidence.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use serde_json::Value;

mod product;

use product::{Product, text};

const DOOR: &str = "[complete]\nai-system = true\nsector-act = true\n[product]\nname = \"Door Eye\"\n\
    our-part-in-the-product = { only = [\"own-name\"] }\ncra-in-scope = true\n\
    product-with-digital-elements = true\nsource-and-licence = \"closed\"\ncore-functionality = \"III-I-3\"\n\
    harmonised-standards-applied = \"none\"\n";

fn json(product: &Product) -> Value {
    serde_json::from_str(&product.ok(&["route", "--no-scan", "--on", "2027-12-11", "--format", "json"])).unwrap()
}

fn write(product: &Product, more: &str) {
    std::fs::write(product.path("marque.toml"), format!("{DOOR}{more}")).unwrap();
}

#[test]
fn a_class_i_product_is_planned_chooses_wrongly_and_puts_it_right() {
    let product = Product::begun();
    write(&product, "");
    let plan = json(&product);
    assert_eq!(plan["format"], "marque-route/1");
    let routes = plan["products"][0]["routes"].as_array().unwrap();
    assert_eq!(routes.len(), 2);
    assert_eq!(routes[0]["parts"][0]["procedure"], "cra-module-b-c");
    assert_eq!(routes[0]["earliest"], serde_json::json!(["2027-12-11"]));
    assert_eq!(product.run(&["route", "--no-scan", "--gate", "open"]).status.code(), Some(0));

    write(&product, "cra-procedure-chosen = \"module-a\"\n");
    assert_eq!(product.run(&["route", "--no-scan", "--gate", "shut"]).status.code(), Some(1));
    let said = product.ok(&["route", "--no-scan", "--on", "2027-12-11"]);
    assert!(said.contains("chosen for Door Eye, but shut: internal control"), "{said}");
    assert!(said.contains("cra-harmonised-standard-cited"), "{said}");

    write(&product, "cra-procedure-chosen = \"module-h\"\n");
    assert_eq!(product.run(&["route", "--no-scan", "--gate", "shut"]).status.code(), Some(0));
    product.ok(&["evidence", "add", "--statement", "We assessed the risks.", "--points", "cra:13(2)"]);
    let plan = json(&product);
    let steps = plan["products"][0]["routes"][0]["steps"].as_array().unwrap();
    assert_eq!(
        (steps[0]["id"].as_str(), &steps[0]["evidence"]),
        (Some("cybersecurity-risk-assessment"), &serde_json::json!([2]))
    );
    assert!(steps.iter().any(|step| step["id"] == "module-h-number"));
    let markdown = product.ok(&["route", "--no-scan", "--on", "2027-12-11", "--format", "markdown"]);
    assert!(markdown.starts_with("# The way to conformity: Door Eye"), "{markdown}");
}

#[test]
fn what_is_placed_once_the_ai_act_applies_takes_another_way() {
    let product = Product::new();
    let system = "[[ai-system]]\nname = \"screening\"\naia-in-scope = true\nhigh-risk-annex-iii = true\n\
        high-risk-annex-i = false\nannex-iii-use = { only = [\"4(a)\"] }\n";
    std::fs::write(
        product.path("marque.toml"),
        format!("{}{system}", DOOR.replace("core-functionality = \"III-I-3\"", "core-functionality = \"none\"")),
    )
    .unwrap();
    let said = product.ok(&["route", "--no-scan", "--on", "2026-11-23", "--format", "json"]);
    let plan: Value = serde_json::from_str(&said).unwrap();
    let later = &plan["products"][0]["later"];
    assert_eq!(later["on"], "2027-12-11");
    let routes = later["routes"].as_array().unwrap();
    assert_eq!(routes.len(), 1);
    assert!(routes[0].as_str().unwrap().contains("the conformity assessment of the AI Act"), "{routes:?}");
}

#[test]
fn a_format_it_does_not_have_and_a_broken_file_are_refused() {
    let product = Product::new();
    assert_eq!(product.run(&["route", "--format", "sarif"]).status.code(), Some(2));
    std::fs::write(product.path("marque.toml"), "[product]\nname = \"a\"\ncra-procedure-chosen = \"module-z\"\n")
        .unwrap();
    let output = product.run(&["route"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("marque.toml:3:"), "{}", text(&output.stderr));
}

#[test]
fn its_json_has_a_schema() {
    let schema: Value = serde_json::from_str(&Product::new().ok(&["schema", "route"])).unwrap();
    assert_eq!(schema["properties"]["format"]["type"], "string");
}
