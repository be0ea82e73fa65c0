use super::*;
use crate::fixture::BOOK;

const SHARED: &str = "[[actor]]\nid = \"manufacturer\"\ntitle = \"m\"\n[[step]]\nid = \"keep\"\ndo = \"Keep.\"\n\
    who = [\"manufacturer\"]\ncites = [\"cra:13(13)\"]\n";
const RIGHT: &str = "id = \"a\"\ntitle = \"t\"\nact = \"cra\"\nrank = 1\nwithin = \"cra-in-scope\"\n\
    open = \"cra-module-a\"\nchoice = { fact = \"cra-procedure-chosen\", option = \"module-a\" }\n\
    cites = [\"cra:32(1)(a)\"]\ncosts = [\"c\"]\n[[opens]]\nstatuses = [\"cra-27-9-act\"]\n[[step]]\nid = \"file\"\n\
    do = \"File.\"\nwho = [\"manufacturer\"]\ncites = [\"cra:31(1)\"]\nleaves = [\"technical-documentation\"]\n\
    [[step]]\nuse = \"keep\"\n";

fn mistakes(text: &str) -> String {
    let files = [("shared/steps.toml", SHARED), ("a.toml", text)];
    let mistakes = load(&BOOK, files).err().unwrap_or_default();
    mistakes.iter().map(|mistake| format!("{mistake}\n")).collect()
}

#[test]
fn every_file_of_the_folder_is_right() {
    let said: String = built_in(&BOOK).err().unwrap_or_default().iter().map(|mistake| format!("{mistake}\n")).collect();
    assert_eq!(said, "");
    let library = built_in(&BOOK).unwrap();
    // Each option of both choices has a procedure, and nothing is called open by a conclusion of another act.
    assert_eq!(library.procedures.iter().filter(|one| one.act == "cra" && one.choice.is_some()).count(), 6);
    assert_eq!(library.procedures.iter().filter(|one| one.act == "aia").count(), 3);
    for one in &library.procedures {
        assert!(one.steps.iter().any(|step| step.id == "declaration"), "{}", one.id);
        assert!(one.steps.iter().any(|step| step.id == "ce-marking"), "{}", one.id);
        assert!(!one.costs.is_empty(), "{}", one.id);
    }
}

#[test]
fn each_mistake_is_told_with_place_and_remedy() {
    assert_eq!(mistakes(RIGHT), "");
    for (from, to, says) in [
        ("id = \"a\"", "id = \"b\"", "call the file b.toml"),
        ("title = \"t\"\n", "", "has no `title`"),
        ("rank = 1\n", "", "has no `rank`"),
        ("act = \"cra\"", "act = \"car\"", "no act has the prefix `car`"),
        ("open = \"cra-module-a\"", "open = \"cra-modul-a\"", "did you mean `cra-module-a`"),
        ("open = \"cra-module-a\"", "open = \"aia-annex-vi\"", "the same kind of thing"),
        ("option = \"module-a\"", "option = \"module-e\"", "the fact has no option `module-e`"),
        ("cra:32(1)(a)", "cra:99", "the law files know no cra:99"),
        ("cra:31(1)", "cra:31(", "cra:31("),
        ("cra-27-9-act", "cra-module-a", "there is no status called `cra-module-a`"),
        ("statuses = [\"cra-27-9-act\"]\n", "", "`opens` names nothing"),
        ("who = [\"manufacturer\"]", "who = [\"manufacturers\"]", "did you mean `manufacturer`"),
        ("leaves = [\"technical-documentation\"]", "leaves = [\"technical-documentatio\"]", "did you mean `technical"),
        ("use = \"keep\"", "use = \"kep\"", "no shared step is called `kep`"),
        ("use = \"keep\"", "use = \"keep\"\n[[step]]\nuse = \"keep\"", "stands twice"),
        ("leaves = [", "needs = [\"keep\"]\nleaves = [", "which does not stand before it"),
        ("costs = [\"c\"]", "cost = [\"c\"]", "did you mean `costs`"),
    ] {
        let said = mistakes(&RIGHT.replacen(from, to, 1));
        assert!(said.contains(says) && said.contains("procedures/a.toml:"), "{to}:\n{said}");
    }
}

#[test]
fn a_shared_step_names_known_actors_and_procedures_agree_on_the_order() {
    let nobody = SHARED.replacen("who = [\"manufacturer\"]", "who = [\"maker\"]", 1);
    let found = load(&BOOK, [("shared/steps.toml", nobody.as_str())]).unwrap_err();
    let said: String = found.iter().map(ToString::to_string).collect();
    assert!(said.contains("procedures/shared/steps.toml:7:") && said.contains("nobody is called `maker`"), "{said}");

    let two = format!("{SHARED}{}", SHARED.split_once("[[step]]").map(|(_, step)| format!("[[step]]{step}")).unwrap());
    let two = two.replacen("id = \"keep\"", "id = \"watch\"", 1);
    let steps = |first: &str, second: &str| format!("[[step]]\nuse = \"{first}\"\n[[step]]\nuse = \"{second}\"\n");
    let with = |id: &str, steps: String| {
        RIGHT.split_once("[[step]]").map(|(head, _)| format!("{}{steps}", head.replacen("\"a\"", id, 1))).unwrap()
    };
    let (a, b) = (with("\"a\"", steps("keep", "watch")), with("\"b\"", steps("watch", "keep")));
    let files = [("shared/steps.toml", two.as_str()), ("a.toml", a.as_str()), ("b.toml", b.as_str())];
    let said: String = load(&BOOK, files).unwrap_err().iter().map(ToString::to_string).collect();
    assert!(said.contains("do not agree on the order of these steps: keep, watch"), "{said}");
}
