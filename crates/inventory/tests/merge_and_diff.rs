//! Two inventories: put together, and compared.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod sample;

use inventory::{Change, Component, Hash, HashAlgorithm, Inventory, Package, Relation, Scope, diff, merge};
use sample::{evidence, rich};

fn of(components: Vec<Component>) -> Inventory {
    Inventory { components, ..Inventory::default() }
}

fn part(name: &str, version: Option<&str>) -> Component {
    Component::new(Package::new("npm", name, version))
}

fn change(reference: &str, field: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Change { reference: reference.to_owned(), field: field.to_owned(), before: owned(before), after: owned(after) }
}

#[test]
fn an_inventory_with_itself_is_itself() {
    let whole = rich();
    let merged = merge(rich(), rich());
    assert_eq!(merged.components, whole.components);
    assert_eq!(merged.assets, whole.assets);
    assert_eq!(merged.systems, whole.systems);
    assert_eq!(merged.not_read, whole.not_read);
    assert_eq!(merge(Inventory::default(), rich()).components, whole.components);
    assert_eq!(merge(rich(), Inventory::default()).assets, whole.assets);
}

#[test]
fn two_sightings_of_a_package_are_one_component_with_both_evidences() {
    let mut one = part("a", Some("1"));
    one.evidence = vec![evidence("package.json", Some(3))];
    one.scope = Some(Scope::Development);
    one.relation = Some(Relation::Transitive);
    let mut two = part("a", Some("1"));
    two.package = two.package.with("repository_url", "https://example.com");
    two.evidence = vec![evidence("Dockerfile", None)];
    two.scope = Some(Scope::Runtime);
    two.relation = Some(Relation::Direct);
    two.licence = Some("MIT".to_owned());
    two.depends_on = Some(Vec::new());
    let mut user = part("b", Some("1"));
    user.depends_on = Some(vec!["pkg:npm/a@1".to_owned()]);
    let merged = merge(of(vec![one, user]), of(vec![two]));
    assert_eq!(merged.components.len(), 2);
    let a = merged.components.iter().find(|part| part.package.name == "a").unwrap();
    assert_eq!(a.evidence, [evidence("package.json", Some(3)), evidence("Dockerfile", None)]);
    assert_eq!((a.scope, a.relation), (Some(Scope::Runtime), Some(Relation::Direct)));
    assert_eq!(a.licence.as_deref(), Some("MIT"));
    assert_eq!(a.depends_on, Some(Vec::new()));
    assert_eq!(a.properties, []);
    // The name it is known by got longer: whoever depends on it follows.
    let b = merged.components.iter().find(|part| part.package.name == "b").unwrap();
    assert_eq!(b.depends_on, Some(vec![a.reference()]));
    assert!(a.reference().contains("repository_url"));
}

#[test]
fn what_contradicts_is_kept_and_the_first_is_followed() {
    let digest = |with: &str| Hash::hex(HashAlgorithm::Sha256, &with.repeat(64)).unwrap();
    let mut one = part("a", Some("1"));
    one.licence = Some("MIT".to_owned());
    one.hashes = vec![digest("a")];
    let mut two = part("a", Some("1"));
    two.licence = Some("ISC".to_owned());
    two.hashes = vec![digest("b"), Hash::hex(HashAlgorithm::Md5, &"c".repeat(32)).unwrap()];
    let merged = merge(of(vec![one]), of(vec![two]));
    let [a] = &merged.components[..] else { unreachable!() };
    assert_eq!(a.licence.as_deref(), Some("MIT"));
    assert_eq!(a.hashes.len(), 2);
    let conflicts: Vec<_> = a.properties.iter().map(|property| (&*property.name, &*property.value)).collect();
    let digests = format!("{} | {}", "a".repeat(64), "b".repeat(64));
    assert_eq!(conflicts, [("conflict:licence", "MIT | ISC"), ("conflict:hash", &*digests)]);
}

#[test]
fn a_qualifier_that_differs_parts_two_packages() {
    let deb = |arch: &str| Component::new(Package::new("deb", "libc6", Some("1")).with("arch", arch));
    assert_eq!(merge(of(vec![deb("amd64")]), of(vec![deb("arm64")])).components.len(), 2);
    let python = |name: &str| Component::new(Package { name: name.to_owned(), ..Package::new("pypi", "x", Some("1")) });
    assert_eq!(merge(of(vec![python("a-b")]), of(vec![python("A_B")])).components.len(), 1);
}

#[test]
fn an_inventory_differs_from_itself_in_nothing() {
    assert!(diff(&rich(), &rich()).is_empty());
    assert!(!diff(&rich(), &Inventory::default()).is_empty());
    assert!(!diff(&Inventory::default(), &rich()).is_empty());
}

#[test]
fn a_new_version_is_a_change_and_not_a_removal() {
    let mut old = part("a", Some("1"));
    old.licence = Some("MIT".to_owned());
    let mut new = part("a", Some("2"));
    new.licence = Some("BUSL-1.1".to_owned());
    let before =
        of(vec![old, part("b", Some("1")), part("gone", None), part("two", Some("1")), part("two", Some("2"))]);
    let after = of(vec![new, part("b", Some("1")), part("came", None), part("two", Some("2")), part("two", Some("3"))]);
    let difference = diff(&before, &after);
    assert_eq!(difference.components.added, ["pkg:npm/came"]);
    assert_eq!(difference.components.removed, ["pkg:npm/gone"]);
    let expected = [
        change("pkg:npm/a@2", "licence", Some("MIT"), Some("BUSL-1.1")),
        change("pkg:npm/a@2", "version", Some("1"), Some("2")),
        change("pkg:npm/two@3", "version", Some("1"), Some("3")),
    ];
    assert_eq!(difference.components.changed, expected);
    assert!(difference.assets.is_empty() && difference.systems.is_empty());
}

#[test]
fn another_digest_of_the_same_version_is_news_and_another_algorithm_is_not() {
    let with = |hashes: Vec<Hash>| Component { hashes, ..part("a", Some("1")) };
    let digest = |with: &str| Hash::hex(HashAlgorithm::Sha256, &with.repeat(64)).unwrap();
    let other = Hash::hex(HashAlgorithm::Sha1, &"c".repeat(40)).unwrap();
    let difference = diff(&of(vec![with(vec![digest("a")])]), &of(vec![with(vec![digest("b"), other])]));
    let expected = [change("pkg:npm/a@1", "hash", Some(&"a".repeat(64)), Some(&"b".repeat(64)))];
    assert_eq!(difference.components.changed, expected);
    assert!(diff(&of(vec![with(vec![digest("a")])]), &of(vec![with(vec![other])])).is_empty());
}

#[test]
fn assets_and_systems_are_compared_by_what_is_said_of_them() {
    let (before, mut after) = (rich(), rich());
    let gone = after.assets.remove(0);
    let changed = after.assets.iter_mut().find(|asset| asset.reference == "file").unwrap();
    changed.properties.retain(|property| property.name != "task");
    changed.evidence.clear();
    after.systems[0].assets.retain(|asset| *asset != gone.reference);
    after.systems.remove(1);
    after.not_read.clear();
    let difference = diff(&before, &after);
    assert_eq!(difference.assets.removed, ["model-file:0"]);
    assert_eq!(difference.assets.changed, [change("file", "task", Some("text-generation"), None)]);
    assert_eq!(difference.systems.removed, [sample::ODD]);
    assert_eq!(difference.systems.changed, [change("src/main.py", "asset", Some("model-file:0"), None)]);
    assert_eq!(difference.read_now, before.not_read);
    assert!(difference.not_read.is_empty());
    let back = diff(&after, &before);
    assert_eq!(back.assets.added, difference.assets.removed);
    assert_eq!(back.not_read, before.not_read);
}
