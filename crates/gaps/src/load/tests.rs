use super::*;
use crate::fixture::BOOK;

const RIGHT: &str = "id = \"a\"\ntitle = \"t\"\nproves = [\"cra:annex-1.2(5)\"]\n[from.signal]\nkind = [\"ci\"]\n[after]\nsay = \"s\"\ncommand = \"c\"\n";

fn mistakes(text: &str) -> String {
    load(&BOOK, [("a.toml", text)]).1.iter().map(|mistake| format!("{mistake}\n")).collect()
}

#[test]
fn every_check_of_the_folder_is_right() {
    let (checks, mistakes) = load(&BOOK, FILES.iter().copied());
    let said: String = mistakes.iter().map(|mistake| format!("{mistake}\n")).collect();
    assert_eq!(said, "");
    assert_eq!(checks.len(), FILES.len());
    assert!(checks.len() >= 30);
    // Nothing that a machine can look at proves a whole point of the law.
    assert!(checks.iter().all(|check| check.leaves.is_some()));
}

#[test]
fn each_mistake_is_told_with_its_place() {
    assert_eq!(mistakes(RIGHT), "");
    for (from, to, says) in [
        ("cra:annex-1.2(5)", "cra:annex-1.2(55)", "no duty stands in cra:annex-1.2(55)"),
        ("id = \"a\"", "id = \"b\"", "called a.toml, but its check `b`"),
        ("title = \"t\"\n", "", "has no `title`"),
        ("[from.signal]\nkind = [\"ci\"]\n", "", "has no `from`"),
        ("kind = [\"ci\"]", "kind = [\"ci\"]\n[from.fact]\nid = \"support-period\"", "exactly one of"),
        ("kind = [\"ci\"]", "kinds = [\"ci\"]", "did you mean `kind`"),
        ("kind = [\"ci\"]", "kind = [\"ci\"]\nbad = true\nheld-by = [\"x\"]", "a fault neither expires"),
        ("[from.signal]\nkind = [\"ci\"]", "[from.fact]\nid = \"support-perod\"", "did you mean `support-period`"),
        ("[from.signal]\nkind = [\"ci\"]", "[from.fact]\nid = \"support-period\"\nis = true", "yes or no"),
        ("[from.signal]\nkind = [\"ci\"]", "[from.evidence]\nsome = [\"tests\"]", "has no `kind`"),
        ("[from.signal]\nkind = [\"ci\"]", "[from.parts]\nof = \"components\"\nhave = \"card\"", "cannot have a card"),
        ("[from.signal]\nkind = [\"ci\"]", "[from.parts]\nof = \"promt\"\nhave = \"card\"", "did you mean `prompt`"),
        ("[from.signal]", "fresh = \"a while\"\n[from.signal]", "is no period"),
        ("[from.signal]", "in-part = true\n[from.signal]", "has no `leaves`"),
        ("[from.signal]", "leaves = \"x\"\n[from.signal]", "in-part = true"),
        ("command = \"c\"\n", "", "has no `command`"),
    ] {
        let said = mistakes(&RIGHT.replace(from, to));
        assert!(said.contains(says) && said.contains("checks/a.toml:"), "{to}:\n{said}");
    }
}
