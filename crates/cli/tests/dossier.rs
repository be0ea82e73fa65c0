//! The papers of a product under both acts, from drafts to the issued dossier, and what stands in the way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;

use serde_json::Value;

mod product;

use product::{Product, text};

const ON: [&str; 2] = ["--on", "2028-03-01"];

/// The video doorbell of docs/cases, with a log of evidence.
fn doorbell() -> Product {
    let product = Product::begun();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cases/smart-camera/marque.toml");
    let facts = std::fs::read_to_string(case).unwrap();
    let facts = facts.replace("[product]\n", "[product]\nproduct-type = \"Door Eye 2\"\n");
    let facts = facts.replace("[organisation]\n", "[organisation]\nname = \"Doorbells AB\"\n");
    std::fs::write(product.path("marque.toml"), facts).unwrap();
    product
}

fn dossier(product: &Product, more: &[&str]) -> std::process::Output {
    product.run(&[&["dossier", ".", "--out", "out"], &ON[..], more].concat())
}

fn list(product: &Product) -> Value {
    serde_json::from_slice(&std::fs::read(product.path("out/dossier.json")).unwrap()).unwrap()
}

#[test]
fn drafts_show_what_is_missing_and_nothing_incomplete_is_issued() {
    let product = doorbell();
    let output = dossier(&product, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let list = list(&product);
    assert_eq!(list["format"], "marque-dossier/1");
    let papers = list["papers"].as_array().unwrap();
    let declaration = papers.iter().find(|paper| paper["id"] == "eu-declaration").unwrap();
    assert_eq!((&declaration["owed"], &declaration["state"]), (&Value::from("yes"), &Value::from("draft")));
    let gaps = declaration["gaps"].as_array().unwrap();
    let address = gaps.iter().find(|gap| gap["remedy"].as_str().unwrap().contains("postal-address")).unwrap();
    assert!(address["cites"].as_array().unwrap().iter().any(|cite| cite == "cra:annex-5(2)"));
    // Every file is there, with the digest that the list gives it.
    for (name, digest) in list["files"].as_object().unwrap() {
        let bytes = std::fs::read(product.path(&format!("out/{name}"))).unwrap();
        assert_eq!(digest.as_str().unwrap(), evidence::Digest::of(&bytes).to_string(), "{name}");
    }
    let markdown = std::fs::read_to_string(product.path("out/eu-declaration.en.md")).unwrap();
    assert!(markdown.contains("missing: What is your postal address?"), "{markdown}");
    if cfg!(feature = "pdf") {
        assert!(std::fs::read(product.path("out/eu-declaration.en.pdf")).unwrap().starts_with(b"%PDF-1.7"));
    }
    let index = std::fs::read_to_string(product.path("out/index.html")).unwrap();
    assert!(index.contains("href=\"./eu-declaration.en.html\""), "{index}");
    // The register of risks stands in the papers of both acts, open where nobody has assessed anything.
    for paper in ["cybersecurity-risk-assessment", "aia-risk-management"] {
        let markdown = std::fs::read_to_string(product.path(&format!("out/{paper}.en.md"))).unwrap();
        assert!(markdown.contains("| Risk | Before treatment |"), "{paper}: {markdown}");
        assert!(markdown.contains("not assessed") && markdown.contains("it has not been assessed"), "{paper}");
    }
    // A second time, into the same folder: the same bytes.
    let before = std::fs::read(product.path("out/eu-declaration.en.docx")).unwrap();
    assert_eq!(dossier(&product, &[]).status.code(), Some(0));
    assert_eq!(std::fs::read(product.path("out/eu-declaration.en.docx")).unwrap(), before);

    let output = dossier(&product, &["--final"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    for wanted in ["nothing was issued", "What is your postal address?", "cra:annex-5(2)", "postal-address = "] {
        assert!(said.contains(wanted), "`{wanted}` is not in:\n{said}");
    }
    assert_eq!(product.ok(&["evidence", "list"]).matches("issued").count(), 0);
}

#[test]
fn a_review_holds_for_what_was_read() {
    let product = doorbell();
    product.ok(&[&["papers", "review", "eu-declaration"], &ON[..]].concat());
    let standing = |product: &Product| -> Value {
        let listed = product.ok(&[&["papers", "list", "--format", "json"], &ON[..]].concat());
        let listed: Value = serde_json::from_str(&listed).unwrap();
        listed.as_array().unwrap().iter().find(|paper| paper["id"] == "eu-declaration").unwrap().clone()
    };
    let reviewed = standing(&product);
    assert_eq!((&reviewed["state"], &reviewed["since"]["who"]), (&"reviewed".into(), &"Door Makers".into()));
    assert!(reviewed.get("stale").is_none());
    let facts = std::fs::read_to_string(product.path("marque.toml")).unwrap();
    std::fs::write(product.path("marque.toml"), facts.replace("Door Eye 2", "Door Eye 3")).unwrap();
    assert_eq!(standing(&product)["stale"], Value::from(vec!["fact product-type of video doorbell changed"]));
    product.ok(&["evidence", "verify"]);
}

#[test]
fn a_paper_edited_badly_is_refused_with_file_and_remedy() {
    let product = doorbell();
    let folder = product.path("papers/notice");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("paper.toml"),
        "for = \"product\"\ndocuments = [\"cra-user-information\"]\nchecked = [\"en\"]\n[[section]]\nid = \"a\"\ncites = [\"cra:annex-2(1)\"]\n",
    )
    .unwrap();
    std::fs::write(folder.join("en.ftl"), "title = Notice\na = A\n    .text = { $postal-adress }\n").unwrap();
    let output = dossier(&product, &["--papers", "papers"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("en.ftl") && said.contains("$postal-adress"), "{said}");
    assert!(!product.path("out").exists());
}

#[test]
fn what_is_in_the_way_is_left_alone() {
    let product = doorbell();
    std::fs::create_dir(product.path("out")).unwrap();
    std::fs::write(product.path("out/mine.txt"), "mine").unwrap();
    let output = dossier(&product, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("something else than a dossier"));
    assert_eq!(std::fs::read_to_string(product.path("out/mine.txt")).unwrap(), "mine");
    // Issuing needs the key before anything is written.
    let facts = std::fs::read_to_string(product.path("marque.toml")).unwrap();
    std::fs::write(product.path("marque.toml"), facts).unwrap();
    std::fs::remove_dir_all(product.path("keys")).unwrap();
    let output = product.run(&[&["papers", "approve", "eu-declaration"], &ON[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("without it nobody can continue this log"), "{}", text(&output.stderr));
}

/// Everything that the declaration of the doorbell says, and the declaration alone as its paper.
fn complete() -> Product {
    let product = doorbell();
    let facts = std::fs::read_to_string(product.path("marque.toml")).unwrap();
    let give = |facts: String, after: &str, lines: &str| facts.replace(after, &format!("{after}{lines}"));
    let facts = give(
        facts,
        "[organisation]\n",
        "postal-address = \"1 Main Street\"\nplace-of-issue = \"Exampletown\"\nsignatory = \"who signs\"\nsignatory-function = \"head of compliance\"\n",
    );
    let facts = give(
        facts,
        "[product]\n",
        "product-identifiers = [\"DE2-1000 to DE2-9999\"]\nobject-of-the-declaration = \"a video doorbell\"\ncra-notified-body = \"Test House 0000\"\ncra-procedure-description = \"Annex VII\"\ncra-certificate = \"12-345\"\n",
    );
    let facts = give(facts, "name = \"radio law\"\n", "publication-reference = \"Directive 2014/53/EU, OJ L 153\"\n");
    let facts = give(
        facts,
        "name = \"face match\"",
        "\nsystem-type = \"DE-Face\"\nsystem-identifiers = \"model 7\"\ninvolves-personal-data = true\naia-notified-body = \"Test House 0000\"\naia-procedure-description = \"Annex VII\"\naia-certificate = \"67-890\"\n",
    );
    std::fs::write(product.path("marque.toml"), facts).unwrap();
    let papers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../papers");
    for (folder, file) in [("eu-declaration", "paper.toml"), ("eu-declaration", "en.ftl"), ("words", "en.ftl")] {
        std::fs::create_dir_all(product.path("papers").join(folder)).unwrap();
        std::fs::copy(papers.join(folder).join(file), product.path("papers").join(folder).join(file)).unwrap();
    }
    product
}

#[test]
fn what_is_complete_is_issued_frozen_and_superseded() {
    let product = complete();
    let issue = |product: &Product| dossier(product, &["--papers", "papers", "--final"]);
    let output = issue(&product);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let list = list(&product);
    let declaration = &list["papers"][0];
    assert_eq!((&declaration["state"], &declaration["gaps"]), (&"issued".into(), &Value::from(Vec::<u8>::new())));
    let markdown = std::fs::read_to_string(product.path("out/eu-declaration.en.md")).unwrap();
    assert!(markdown.contains("Exampletown, 2028-03-01") && !markdown.contains("draft"), "{markdown}");
    // The log keeps the very files.
    let issued = std::fs::read(product.path("out/eu-declaration.en.html")).unwrap();
    let digest = evidence::Digest::of(&issued).to_string();
    let log = product.ok(&["evidence", "verify"]);
    let kept = product.path(&format!(".marque/blobs/{}", digest.replace(':', "/")));
    assert_eq!(std::fs::read(&kept).unwrap(), issued, "{log}");

    let standing = |product: &Product| -> Value {
        let args = ["papers", "list", "--papers", "papers", "--format", "json"];
        serde_json::from_str::<Value>(&product.ok(&[&args[..], &ON[..]].concat())).unwrap()[0].clone()
    };
    assert_eq!(standing(&product)["state"], "issued");
    assert!(standing(&product).get("stale").is_none());
    let facts = std::fs::read_to_string(product.path("marque.toml")).unwrap();
    std::fs::write(product.path("marque.toml"), facts.replace("Door Eye 2", "Door Eye 3")).unwrap();
    assert_eq!(standing(&product)["stale"], Value::from(vec!["fact product-type of video doorbell changed"]));
    assert_eq!(issue(&product).status.code(), Some(0));
    assert_eq!(standing(&product)["superseded"].as_array().unwrap().len(), 1);
    // A byte of what was issued is changed.
    std::fs::write(&kept, b"changed").unwrap();
    let output = product.run(&["evidence", "verify"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("eu-declaration.en.html"), "{}", text(&output.stdout));
}

/// A paper of what the product is made of and of all evidence, and nothing else.
const PARTS: &str = "\
for = [\"product\"]
documents = [\"cra-technical-documentation\"]
checked = [\"en\"]
[[section]]
id = \"parts\"
on = \"product\"
cites = [\"cra:annex-7(2)(b)\"]
table = \"components\"
[[section]]
id = \"held\"
table = \"evidence\"
";

#[test]
fn long_lists_stand_in_files_that_the_papers_name_and_the_log_keeps() {
    let product = complete();
    let packages: String = (0..60)
        .map(|at| format!(r#","node_modules/p{at}":{{"version":"1.0.{at}","resolved":"https://r.example/p{at}.tgz"}}"#))
        .collect();
    let lock = format!(r#"{{"name":"door","lockfileVersion":3,"packages":{{"":{{"name":"door"}}{packages}}}}}"#);
    std::fs::write(product.path("package-lock.json"), lock).unwrap();
    std::fs::remove_dir_all(product.path("papers/eu-declaration")).unwrap();
    std::fs::create_dir_all(product.path("papers/parts")).unwrap();
    std::fs::write(product.path("papers/parts/paper.toml"), PARTS).unwrap();
    std::fs::write(product.path("papers/parts/en.ftl"), "title = Parts\nparts = Parts\nheld = Evidence\n").unwrap();
    let files: Vec<String> = (0..60).map(|at| format!("report{at}.txt")).collect();
    files.iter().for_each(|file| std::fs::write(product.path(file), file).unwrap());
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    product.ok(&[&["evidence", "add"], &files[..], &["--points", "cra:annex-7(6)"]].concat());

    let output = dossier(&product, &["--papers", "papers", "--final"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let list = list(&product);
    let lists = ["bill-of-materials.cdx.json", "bill-of-materials.spdx3.json", "evidence.csv"];
    assert_eq!(list["papers"][0]["annexes"], Value::from(lists.to_vec()));
    let markdown = std::fs::read_to_string(product.path("out/parts.en.md")).unwrap();
    let index = std::fs::read_to_string(product.path("out/index.html")).unwrap();
    for name in lists {
        let digest = list["files"][name].as_str().unwrap();
        assert!(markdown.contains(name) && markdown.contains(digest), "{name}: {markdown}");
        assert!(index.contains(&format!("href=\"./{name}\"")) && index.contains(digest), "{name}: {index}");
        let kept = product.path(&format!(".marque/blobs/{}", digest.replace(':', "/")));
        assert_eq!(std::fs::read(kept).unwrap(), std::fs::read(product.path(&format!("out/{name}"))).unwrap());
    }
    assert!(markdown.contains("60 components by others"), "{markdown}");
    assert!(markdown.contains("The 50 newest of 60 pieces"), "{markdown}");
    let table = std::fs::read_to_string(product.path("out/evidence.csv")).unwrap();
    assert_eq!(table.lines().count(), 61);
    assert!(table.contains(",report0.txt,report0.txt,") && !markdown.contains("report0.txt"), "{table}");
    product.ok(&["evidence", "verify"]);
}
